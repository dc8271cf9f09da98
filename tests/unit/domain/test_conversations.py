"""Whole conversations against a store: any plan, any person, whatever they text, in any order.

The loop is that of the webhook: decide, record, and decide again on what is true now.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.claims import Claim, claim_ask, claim_notice
from chalicelib.domain.dialogue import decide
from chalicelib.domain.facts import tally_change
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Level, Plan
from chalicelib.domain.replies import Decision, Inbound, Intent, Reply
from chalicelib.domain.scene import Scene
from chalicelib.ports import AlreadyAnswered, FactsExist, Written
from tests.support.plans import DAY, MONDAY, ask, asked, consent, day, plan
from tests.unit.domain.anyone import intents, plans

STOP, START = Intent(kind="stop"), Intent(kind="start")
OFTEN = [
    Intent(kind="number", number=1),
    Intent(kind="no"),
    Intent(kind="changed", word="no"),
    Intent(kind="changed", word="number", number=2),
    *(Intent(kind="act", word=act) for act in ("sign", "host")),
]
sayings = st.lists(st.sampled_from(OFTEN) | intents(), max_size=12)


@dataclass
class Conversation:
    """One person on one day, with everything that was decided."""

    plan: Plan
    store: MemoryStore = field(default_factory=MemoryStore)
    at: datetime = MONDAY
    said: int = 0

    def __post_init__(self) -> None:
        self.store.launch(day(), self.plan)
        first = next(iter(self.plan.asks.values()))
        self.store.add_person(asked(first, consent=consent()))

    @property
    def person(self) -> Person:
        found = self.store.person("p1")
        assert found is not None
        return found

    def hears(self, intent: Intent) -> Decision:
        """The reply, recorded once; a second delivery of it changes nothing."""
        self.at += timedelta(minutes=10)
        self.said += 1
        inbound = Inbound(sid=f"SM{self.said}", intent=intent, at=self.at)
        decision = self._recorded(inbound)
        before = self.everything()
        again = self.store.record(self._decided(inbound, {}), _reply(inbound, "again"))
        assert isinstance(again, AlreadyAnswered)
        assert self.everything() == before
        return decision

    def _recorded(self, inbound: Inbound) -> Decision:
        known: dict[str, Any] = {}
        for _ in range(8):
            decision = self._decided(inbound, known)
            result = self.store.record(decision, _reply(inbound, decision.reason))
            if isinstance(result, Written):
                return decision
            assert isinstance(result, FactsExist), "nobody else writes"
            assert not result.facts.keys() <= known.keys(), "decided again the same"
            known |= result.facts
        raise AssertionError("no end of deciding")

    def _decided(self, inbound: Inbound, known: dict[str, Any]) -> Decision:
        scene = Scene(
            person=self.person,
            day=day(),
            plan=self.plan,
            inbound=inbound,
            leader=self.store.leader(DAY, "p1"),
            known=known,
        )
        return decide(scene)

    def everything(self) -> tuple[Any, ...]:
        facts = sorted(self.store.facts(DAY), key=lambda fact: fact.key)
        totals = self.store.totals(DAY, MONDAY)
        return self.person, facts, totals, self.store.leaders(DAY), len(self.store.cases(DAY))


def _reply(inbound: Inbound, reason: str) -> Reply:
    return Reply(
        sid=inbound.sid, person="p1", at=inbound.at, intent=inbound.intent.kind, reason=reason
    )


def assert_exact(talk: Conversation) -> None:
    """Tallies are the facts; the person's own record says of each act what its fact says."""
    sums: dict[str, Counter[str]] = {}
    standing = set()
    for fact in talk.store.facts(DAY):
        if change := tally_change(fact):
            sums.setdefault(fact.country, Counter()).update(change)
        if fact.state == "counted" and fact.kind in ("signed", "pledged", "reported"):
            standing.add(f"{DAY}/{fact.ask}")
    assert talk.store.totals(DAY, MONDAY).by_country == sums
    states = talk.person.asks.items()
    assert standing == {key for key, state in states if state in ("signed", "pledged", "reported")}


def assert_one_live(talk: Conversation) -> None:
    """An offer was made only into a free place; who is out is asked nothing."""
    who = talk.person
    if who.opted_out:
        assert (who.live, who.suspended) == (None, None)
    claims = [claim_ask(who, day(), talk.plan, ask, 0, talk.at) for ask in talk.plan.asks.values()]
    if who.live and not who.live.over(talk.at):
        made = [claim for claim in claims if isinstance(claim, Claim)]
        assert all(claim.person.suspended == who.live for claim in made)


def test_who_asked_to_be_erased_is_offered_nothing_by_a_changed_mind() -> None:
    """Out, then "actually 2": the no is heard, and puts no next ask."""
    asks = (ask("one", does="attend"), ask("two", does="share", level=Level.MENU))
    talk = Conversation(plan(*asks))
    for intent in (Intent(kind="erase"), Intent(kind="changed", word="number", number=2)):
        talk.hears(intent)
        assert_one_live(talk)


@settings(max_examples=150)
@given(plans(), sayings)
def test_promise_3_after_any_conversation_tallies_facts_and_person_agree(
    plan: Plan, said: list[Intent]
) -> None:
    """Signed, taken back, given again, replaced: at each turn; each reply has one effect."""
    talk = Conversation(plan)
    for intent in said:
        decision = talk.hears(intent)
        assert decision.reason
        assert len(decision.offers) <= 1
        assert_exact(talk)
        assert_one_live(talk)


@given(plans(), sayings)
def test_promise_1_stop_is_reached_from_everywhere_and_is_final(
    plan: Plan, said: list[Intent]
) -> None:
    """Whatever was said before: out, nothing live, nothing sent; only START comes back."""
    talk = Conversation(plan)
    for intent in said:
        talk.hears(intent)
    talk.hears(STOP)
    for intent in (i for i in said if i.kind != "start"):
        decision = talk.hears(intent)
        assert talk.person.opted_out
        assert decision.offers == ()
    claims = [claim_ask(talk.person, day(), plan, a, 0, talk.at) for a in plan.asks.values()]
    assert set(claims) == {"opted_out"}
    assert claim_notice(talk.person, day(), plan, "kit", talk.at) == "opted_out"
    talk.hears(START)
    assert not talk.person.opted_out


@given(plans(), sayings)
def test_no_conversation_comes_to_a_dead_end(plan: Plan, said: list[Intent]) -> None:
    """From wherever they are: START, I am back, and the word of an act is recorded or known."""
    talk = Conversation(plan)
    for intent in said:
        talk.hears(intent)
    talk.hears(START)
    talk.hears(Intent(kind="back"))
    assert not (talk.person.opted_out or talk.person.held or talk.person.paused(talk.at))
    act = next(ask for ask in plan.asks.values() if ask.does != "report")
    decision = talk.hears(Intent(kind="act", word=act.does))
    moved = decision.facts or decision.restores or decision.proves
    assert decision.answer is not None
    assert moved or decision.answer.key in ("reply.already", "reply.over")
