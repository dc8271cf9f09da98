"""The dialogue: one reply in, one Decision out. Pure, total, the same for SMS and replay.

What each answer records is the table "What a reply records" of docs/developers/dialogue.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chalicelib.domain import leaders
from chalicelib.domain.attribution import Attribution, attribute
from chalicelib.domain.cases import Case
from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact, FactKind
from chalicelib.domain.hours import zone_named
from chalicelib.domain.ladder import first_ask, next_ask, offer
from chalicelib.domain.leaders import Leader
from chalicelib.domain.people import AskState, Consent, LiveAsk, Person, ask_key
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.replies import Answer, Decision, Inbound
from chalicelib.domain.totals import petition_of

DONE: tuple[AskState, ...] = ("signed", "pledged", "reported")
MAX_UNCLEAR_ANSWERS = 2
"""After that many texts nobody understood, a human has the case and the engine keeps quiet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a decision looks at. `known` are facts found to exist by a first try at recording."""

    person: Person
    day: Day
    plan: Plan
    inbound: Inbound
    leader: Leader | None = None
    known: Mapping[str, Fact] | None = None


def decide(scene: Scene) -> Decision:
    """What the reply changes, and what to answer. An opted-out person is never answered."""
    decision = _decide(scene)
    kind = scene.inbound.intent.kind
    if scene.person.opted_out and kind not in ("start", "stop", "help"):
        return replace(decision, answer=None, offers=())
    return decision


def without_day(person: Person, inbound: Inbound) -> Decision:
    """The decision when no day is open: consent is heard, nothing else is asked."""
    kind = inbound.intent.kind
    if kind in ("stop", "start"):
        return _consent(person, inbound, signed=False)
    answer = None if person.opted_out and kind != "help" else _say("reply.help")
    return Decision(person=person, answer=answer, reason="no day is open")


def welcome(scene: Scene) -> Decision:
    """Whoever texts the day's keyword has joined, and is asked the most urgent open ask.

    Who opted out stays so, unanswered, until they text START; who is being asked stays so too.
    """
    plan, at = scene.plan, scene.inbound.at
    person, reason = scene.person.resumed(at), f"the keyword of {plan.day}"
    joined = Decision(person=person, answer=_say("reply.joined"), reason=reason, day=plan.day)
    if person.opted_out:
        return replace(joined, answer=None)
    busy = person.live and not person.live.over(at)
    ask = first_ask(plan, person, at) if scene.day.sends and not busy else None
    return _offering(joined, plan, ask, at) if ask else joined


def gathering_at(plan: Plan, zone: str) -> datetime:
    """When a leader's gathering starts: the plan's date and hour where the leader lives."""
    return datetime.combine(plan.date, plan.gathering, zone_named(zone))


def _decide(scene: Scene) -> Decision:
    kind = scene.inbound.intent.kind
    if kind in ("stop", "start"):
        signed = scene.person.asks.get(ask_key(scene.plan.day, petition_of(scene.plan)))
        return replace(
            _consent(scene.person, scene.inbound, signed == "signed"), day=scene.plan.day
        )
    if kind == "help":
        return _plain(scene, _say("reply.help"), "asked for help")
    if kind == "doubt":
        return _doubt(scene)
    if not scene.day.counts:
        return _plain(scene, _say("reply.over"), f"the day is {scene.day.state}")
    found = attribute(scene.person, scene.plan, scene.inbound.intent)
    return replace(_MEANINGS[found.meaning](scene, found), reason=found.reason)


def _consent(person: Person, inbound: Inbound, signed: bool) -> Decision:
    kind = inbound.intent.kind
    consent = Consent(state="out" if kind == "stop" else "in", at=inbound.at, source="sms")
    moved = replace(person, consent=person.consent.moved(consent))
    if moved.opted_out:
        moved = replace(moved, live=None, suspended=None)
    key = "reply.started" if kind == "start" else f"reply.stopped{'.signed' if signed else ''}"
    answer = None if inbound.intent.carrier_answers else _say(key)
    return Decision(person=moved, answer=answer, reason=f"{kind}: consent")


def _doubt(scene: Scene) -> Decision:
    quiet = replace(scene.person, live=None, suspended=None)
    reason = "perhaps an opt-out: nothing more is asked until a human has looked"
    decision = _plain(replace(scene, person=quiet), _say("reply.doubt"), reason)
    return replace(decision, cases=(_case(scene),))


def _accept(scene: Scene, found: Attribution) -> Decision:
    ask = _found(found)
    if scene.inbound.at >= ask.until and ask.does != "sign":
        return _closed(scene, ask, _say("reply.over"))
    state: Literal["signed", "pledged"] = "signed" if ask.does == "sign" else "pledged"
    fact = _fact(scene, ask, state)
    if scene.person.asks.get(ask_key(scene.plan.day, _counted_as(scene.plan, ask))) in DONE:
        return _closed(scene, ask, _say("reply.already"))
    decision = _recorded(_closed(scene, ask, _thanks(scene, ask), state), scene, fact)
    if ask.does == "host" and scene.leader is None:
        return replace(decision, leader=_raised(scene, ask))
    return decision


def _decline(scene: Scene, found: Attribution) -> Decision:
    ask, person, at = _found(found), scene.person, scene.inbound.at
    if person.asks.get(ask_key(scene.plan.day, _counted_as(scene.plan, ask))) in DONE:
        return _unclear(scene, found)
    decision = _closed(scene, ask, _say("reply.declined"), "declined")
    decision = _recorded(decision, scene, _fact(scene, ask, "declined"))
    resumed = decision.person.live and not decision.person.live.over(at)
    if resumed or not scene.day.sends:
        return decision
    following = next_ask(scene.plan, person, ask, at)
    return _offering(decision, scene.plan, following, at) if following else decision


def _later(scene: Scene, found: Attribution) -> Decision:
    ask, live = _found(found), scene.person.live
    if live is None or live.over(scene.inbound.at):
        return _closed(scene, ask, _say("reply.over"))
    person = replace(
        _with_state(scene.person, scene.plan, ask, "deferred"),
        live=replace(live, deferred=True, unclear=0),
    )
    decision = Decision(
        person=person, answer=_say("reply.deferred"), day=scene.plan.day, ask=ask.name
    )
    return _recorded(decision, scene, _fact(scene, ask, "deferred"))


def _report(scene: Scene, found: Attribution) -> Decision:
    ask, number = _found(found), scene.inbound.intent.number
    if scene.person.asks.get(ask_key(scene.plan.day, ask.name)) == "reported":
        return _closed(scene, ask, _say("reply.already"))
    decision = _closed(scene, ask, _say("reply.reported", number=str(number)), "reported")
    decision = _recorded(decision, scene, replace(_fact(scene, ask, "reported"), amount=number))
    if scene.leader is None:
        return decision
    decision = replace(decision, leader=leaders.reported(scene.plan, scene.leader, number))
    hosting = scene.plan.asks.get(scene.leader.ask)
    return _recorded(decision, scene, _fact(scene, hosting, "hosted")) if hosting else decision


def _unclear(scene: Scene, found: Attribution) -> Decision:
    live = scene.person.live if found.ask else None
    times = live.unclear + 1 if live else 1
    person = replace(scene.person, live=replace(live, unclear=times)) if live else scene.person
    decision = Decision(person=person, day=scene.plan.day, ask=found.ask.name if found.ask else "")
    if live is None:
        return replace(decision, answer=_say("reply.help"), cases=(_case(scene),))
    if times < MAX_UNCLEAR_ANSWERS:
        return replace(decision, answer=_say("reply.unclear", ask=live.ask))
    answer = _say("reply.unclear.human") if times == MAX_UNCLEAR_ANSWERS else None
    return replace(decision, answer=answer, cases=(_case(scene),))


_MEANINGS = {
    "accept": _accept,
    "no": _decline,
    "later": _later,
    "report": _report,
    "unclear": _unclear,
}


def _found(found: Attribution) -> Ask:
    assert found.ask is not None, "only `unclear` comes without an ask"
    return found.ask


def _plain(scene: Scene, answer: Answer, reason: str) -> Decision:
    return Decision(person=scene.person, answer=answer, reason=reason, day=scene.plan.day)


def _say(key: str, **values: str) -> Answer:
    return Answer(kind="say", key=key, values=values)


def _thanks(scene: Scene, ask: Ask) -> Answer:
    if ask.text and ask.send is None:
        return Answer(kind="confirm", key=ask.name)
    if ask.does == "sign":
        return _late(scene, ask) if scene.inbound.at >= ask.until else _say("reply.signed")
    return _say("reply.hosting" if ask.does == "host" else f"reply.pledged.{ask.does}")


def _late(scene: Scene, ask: Ask) -> Answer:
    local = ask.until.astimezone(zone_named(scene.person.zone))
    return _say("reply.late", when=f"{local.day}/{local.month} {local:%H:%M}")


def _counted_as(plan: Plan, ask: Ask) -> str:
    """The ask a fact is recorded under: every signature of a day under one petition."""
    return petition_of(plan) if ask.does == "sign" else ask.name


def _fact(scene: Scene, ask: Ask, kind: FactKind) -> Fact:
    person = scene.person
    return Fact(
        day=scene.plan.day,
        ask=_counted_as(scene.plan, ask),
        kind=kind,
        person=person.id,
        at=scene.inbound.at,
        country=person.country,
        region=person.region,
        level=int(ask.level),
        channel="sms",
    )


def _recorded(decision: Decision, scene: Scene, fact: Fact) -> Decision:
    """The decision with the fact in it: new, proving an unproved one, or nothing if proved."""
    known = (scene.known or {}).get(fact.key)
    if known is None:
        return replace(decision, facts=(*decision.facts, fact))
    if not known.proved:
        return replace(decision, proves=(*decision.proves, fact.key))
    return decision


def _closed(scene: Scene, ask: Ask, answer: Answer, state: AskState | None = None) -> Decision:
    """A decision that ends the live ask, if this reply answered it, and resumes a suspended one."""
    person, at = scene.person, scene.inbound.at
    if state:
        person = _with_state(person, scene.plan, ask, state)
    if person.live and _answers(person.live, scene.plan, ask):
        # A named answer becomes the ask that further numbers mean: its text shows its own.
        named = ask.name if state else person.live.ask
        live = replace(person.live, ask=named, answered=True, unclear=0)
        person = replace(person, live=live).resumed(at)
    return Decision(person=person, answer=answer, day=scene.plan.day, ask=ask.name)


def _answers(live: LiveAsk, plan: Plan, ask: Ask) -> bool:
    if live.day != plan.day:
        return False
    asked = plan.asks.get(live.ask)
    return live.ask == ask.name or (asked is not None and ask.name in asked.answers)


def _with_state(person: Person, plan: Plan, ask: Ask, state: AskState) -> Person:
    key = ask_key(plan.day, _counted_as(plan, ask))
    return replace(person, asks={**person.asks, key: state})


def _raised(scene: Scene, ask: Ask) -> Leader:
    person, at = scene.person, scene.inbound.at
    return leaders.begin(scene.plan, person.id, ask.name, at, gathering_at(scene.plan, person.zone))


def _offering(decision: Decision, plan: Plan, ask: Ask, at: datetime) -> Decision:
    person, message = offer(plan, decision.person, ask, at)
    answer = Answer(kind="ask", key=ask.name)
    return replace(decision, person=person, offers=(message,), answer=answer)


def _case(scene: Scene) -> Case:
    person, plan = scene.person, scene.plan
    return Case(
        id=f"unclear.{person.id}",
        day=plan.day,
        kind="unclear_reply",
        opened_at=scene.inbound.at,
        person=person.id,
        detail=scene.inbound.intent.kind,
    )
