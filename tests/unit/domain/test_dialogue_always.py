"""Laws of the dialogue that hold for anyone, on any plan, whatever they text."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import chalicelib
from chalicelib.domain.anytime import ANSWERED_ONCE_OUT
from chalicelib.domain.dialogue import decide, welcome
from chalicelib.domain.facts import Fact, restored, withdrawn
from chalicelib.domain.leaders import Leader
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Level, Plan
from chalicelib.domain.replies import Decision, Inbound, Intent
from chalicelib.domain.scene import Scene
from tests.support.plans import MONDAY, asked, day, live, scene
from tests.unit.domain.anyone import (
    NAMES,
    days,
    facts_known,
    instants,
    intents,
    leaders,
    people,
    plans,
)

CATALOGUE = Path(chalicelib.__file__).parent / "locales" / "en" / "LC_MESSAGES" / "texts.po"
SAID = set(re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text(), re.MULTILINE))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    inbound = Inbound(sid="SM1", intent=draw(intents()), at=draw(instants))
    return Scene(
        person=draw(people()),
        day=draw(days),
        plan=draw(plans()),
        inbound=inbound,
        leader=draw(leaders),
        known=draw(facts_known()),
    )


@given(scenes())
def test_promise_9_anyone_gets_a_decision_and_the_same_one_twice(scene: Scene) -> None:
    """`decide` is total and pure; it says why, and what it answers can be said."""
    decision = decide(scene)
    assert decision == decide(scene)
    assert decision.reason
    assert decision.day == scene.plan.day
    assert_answerable(decision, scene.plan)


def assert_answerable(decision: Decision, plan: Plan) -> None:
    answer = decision.answer
    if answer is None:
        return
    if answer.kind == "say":
        assert answer.key in SAID
        assert answer.values.get("ask", "") in ("", *plan.asks)
    elif menu := answer.values.get("menu", "").split():
        assert (answer.kind, answer.key) == ("ask", "menu")
        assert len(menu) > 1 and set(menu) <= plan.asks.keys()
    else:
        assert answer.key in plan.asks


@given(scenes())
def test_promise_10_only_stop_start_and_erase_change_consent(scene: Scene) -> None:
    """And never against a newer instant."""
    before, after = scene.person.consent, decide(scene).person.consent
    if scene.inbound.intent.kind not in ("stop", "start", "erase"):
        assert after == before
    assert after.at >= before.at


@given(scenes())
def test_who_opted_out_is_never_answered_nor_offered_anything(scene: Scene) -> None:
    """Except about what we know and do of them; nor does joining answer them."""
    if not scene.person.opted_out:
        return
    if scene.inbound.intent.kind not in ANSWERED_ONCE_OUT:
        assert (decide(scene).answer, decide(scene).offers) == (None, ())
    assert (welcome(scene).answer, welcome(scene).offers) == (None, ())


@given(scenes())
def test_promise_2_an_offer_takes_a_free_place_and_was_never_put_before(scene: Scene) -> None:
    """One live ask a person; what is offered is live, open, and new to them."""
    assert_offers_are_due(declined := declining(scene), decide(declined))
    assert_offers_are_due(scene, welcome(scene))


def declining(scene: Scene) -> Scene:
    """The same, with the plan's first ask live and a "no" to it."""
    asked = live(next(iter(scene.plan.asks.values())), level=Level.URGENT)
    first = replace(scene.plan.asks[asked.ask], level=Level.URGENT)
    return replace(
        scene,
        plan=replace(scene.plan, asks={**scene.plan.asks, first.name: first}),
        person=replace(scene.person, live=asked),
        inbound=replace(scene.inbound, intent=Intent(kind="no")),
    )


def assert_offers_are_due(scene: Scene, decision: Decision) -> None:
    for offer in decision.offers:
        offered = decision.person.live
        assert offered and (offered.day, offered.ask) == (scene.plan.day, offer.ask)
        assert f"{scene.plan.day}/{offer.ask}" not in scene.person.asks
        for name in offered.options or (offer.ask,):
            assert f"{scene.plan.day}/{name}" not in scene.person.asks
            assert scene.inbound.at < scene.plan.asks[name].until
        assert scene.day.sends
        assert not decision.person.spared(scene.inbound.at)
        useful = scene.person.suspended and not scene.person.suspended.over(scene.inbound.at)
        assert not useful


@given(scenes())
def test_only_its_own_answer_stop_and_doubt_end_a_suspended_ask(scene: Scene) -> None:
    """While it is still useful, any other reply leaves it waiting."""
    suspended = scene.person.suspended
    if suspended is None or suspended.over(scene.inbound.at):
        return
    decision = decide(scene)
    asked = scene.plan.asks.get(suspended.ask)
    its_own = {suspended.ask, *suspended.options, *(asked.answers if asked else ())}
    if scene.inbound.intent.kind in ("stop", "doubt", "erase") or decision.person.opted_out:
        return
    assert decision.person.suspended == suspended or decision.ask in its_own


@given(scenes())
def test_a_decision_changes_nothing_but_the_dialogue_s_own(scene: Scene) -> None:
    """Identity, number and version are not its to change; facts are theirs."""
    decision = decide(scene)
    kept = ("id", "country", "region", "zone", "address", "standing", "version")
    assert all(getattr(decision.person, f) == getattr(scene.person, f) for f in kept)
    assert {fact.person for fact in decision.facts} <= {scene.person.id}
    if not scene.day.counts:
        assert (decision.facts, decision.proves) == ((), ())


@given(plans(), st.sets(st.sampled_from(NAMES)))
def test_promise_6_a_no_never_leads_to_what_has_ended(plan: Plan, ended: set[str]) -> None:
    """Not as the next step down, not on a menu."""
    over = day(ended=tuple(ended))
    decision = decide(scene(asked(plan.asks["one"]), Intent(kind="no"), plan=plan, day=over))
    live = decision.person.live
    named = {offer.ask for offer in decision.offers} | set(live.options if live else ())
    assert not decision.offers or not named & ended


@dataclass
class Told:
    """What a store keeps of a conversation: it refuses a fact that exists."""

    person: Person
    plan: Plan
    facts: dict[str, Fact] = field(default_factory=dict)
    leader: Leader | None = None

    def hears(self, intent: Intent, minutes: int) -> Decision:
        inbound = Inbound(sid="SM", intent=intent, at=MONDAY + timedelta(minutes=minutes))
        known: dict[str, Fact] = {}
        while True:
            decision = decide(
                Scene(
                    person=self.person,
                    day=day(),
                    plan=self.plan,
                    inbound=inbound,
                    leader=self.leader,
                    known=known,
                )
            )
            keys = [f.key for f in decision.facts]
            keys += [key for key in decision.unless if key in self.facts and self.facts[key].proved]
            there = {key: self.facts[key] for key in keys if key in self.facts}
            if not there:
                break
            assert not there.keys() & known.keys(), "decided again the same"
            known |= there
        self.person, self.leader = decision.person, decision.leader or self.leader
        self.facts |= {each.key: each for each in decision.facts}
        there = self.facts.keys()
        self.facts |= {k: withdrawn(self.facts[k]) for k in decision.withdraws if k in there}
        self.facts |= {k: restored(self.facts[k]) for k in decision.restores if k in there}
        return decision


@given(plans(), people(), st.lists(intents(), max_size=12), leaders)
def test_promise_3_no_conversation_records_a_fact_twice(
    plan: Plan, who: Person, said: list[Intent], leader: Leader | None
) -> None:
    """However often one answers, each act counts once, and a person signs once."""
    told = Told(who, plan, leader=leader)
    recorded = [each for n, intent in enumerate(said) for each in told.hears(intent, 10 * n).facts]
    assert len(recorded) == len(told.facts)
    assert sum(1 for each in recorded if each.kind == "signed") <= 1
    assert all(each.proved and each.state == "counted" for each in recorded)
