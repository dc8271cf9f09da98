"""What a decision looks at, and the strokes every decision is drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.acts import DONE, counted_as, proof_of
from chalicelib.domain.cases import Case
from chalicelib.domain.copies import changed
from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact, FactKind
from chalicelib.domain.ladder import Spent, offer, offered
from chalicelib.domain.leaders import Leader
from chalicelib.domain.people import AskState, LiveAsk, Person, ask_key
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.replies import Answer, Decision, Inbound
from chalicelib.domain.voices import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a decision looks at. `known` are facts found to exist by a first try at recording.

    `delivered` is when a packet of the day last left, told where `about_signature` asks for it.
    """

    person: Person
    day: Day
    plan: Plan
    inbound: Inbound
    leader: Leader | None = None
    known: Mapping[str, Fact] | None = None
    delivered: datetime | None = None
    voice: Voice | None = None
    """What they gave before of the kind that they tell now."""


def say(key: str, **values: str) -> Answer:
    """A catalogue's text."""
    return Answer(kind="say", key=key, values=values)


def plain(scene: Scene, answer: Answer | None, reason: str) -> Decision:
    """A decision that changes nothing but says something."""
    return Decision(person=scene.person, answer=answer, reason=reason, day=scene.plan.day)


def fact_of(scene: Scene, ask: Ask, kind: FactKind) -> Fact:
    """The fact that this reply makes."""
    person = scene.person
    return Fact(
        day=scene.plan.day,
        ask=counted_as(scene.plan, ask),
        kind=kind,
        person=person.id,
        at=scene.inbound.at,
        country=person.country,
        region=person.region,
        level=int(ask.level),
        channel=scene.inbound.channel,
    )


def recorded(decision: Decision, scene: Scene, fact: Fact) -> Decision:
    """The decision with the fact in it: new, given again, proving an unproved one, or nothing."""
    how = _recording(scene, fact)
    if how == "facts":
        return decision._replace(facts=(*decision.facts, fact))
    if how == "restores":
        return decision._replace(restores=(*decision.restores, fact.key))
    return decision._replace(proves=(*decision.proves, fact.key)) if how else decision


def closed(
    scene: Scene,
    ask: Ask,
    answer: Answer,
    state: AskState | None = None,
    fact: Fact | None = None,
    reason: str = "",
) -> Decision:
    """A decision that ends the live ask, if this reply answered it, and records the fact.

    An ask that the live one had superseded stays suspended: a number sent twice must not be
    taken for an answer to it. Its own word, its next text or a number only it expects resumes it.
    """
    person, plan = scene.person, scene.plan
    moved = _came_to(person, plan, ask, state) if state else {}
    if person.live and answers(person.live, plan, ask):
        moved["live"] = _ended(person.live, ask.name if state else person.live.ask, scene.inbound)
    if person.suspended and answers(person.suspended, plan, ask):
        moved["suspended"] = None
    how = _recording(scene, fact) if fact else ""
    return Decision(
        person=changed(person, **moved) if moved else person,
        facts=(fact,) if fact and how == "facts" else (),
        restores=(fact.key,) if fact and how == "restores" else (),
        proves=(fact.key,) if fact and how == "proves" else (),
        answer=answer,
        reason=reason,
        day=plan.day,
        ask=ask.name,
    )


def _recording(scene: Scene, fact: Fact) -> str:
    """Among which of a decision's facts this one goes; nowhere if it stands and is proved."""
    known = scene.known.get(fact.key) if scene.known else None
    if known is None:
        return "facts"
    if known.state in ("withdrawn", "held"):
        return "restores"
    return "" if known.proved else "proves"


def _ended(live: LiveAsk, named: str, inbound: Inbound) -> LiveAsk:
    """A named answer becomes the ask that further numbers mean: its text shows its own."""
    chosen = inbound.intent.number if named != live.ask else live.chosen
    return changed(live, ask=named, answered=True, unclear=0, chosen=chosen, options=())


def answers(live: LiveAsk, plan: Plan, ask: Ask) -> bool:
    """Whether that live ask is this one, or has it among its answers."""
    if live.day != plan.day:
        return False
    asked = plan.asks.get(live.ask)
    named = asked.answers if asked else live.options
    return live.ask == ask.name or ask.name in named


def with_state(person: Person, plan: Plan, ask: Ask, state: AskState) -> Person:
    """The person for whom the ask came to `state`; an act ends a doubt about their consent."""
    return changed(person, **_came_to(person, plan, ask, state))


def _came_to(person: Person, plan: Plan, ask: Ask, state: AskState) -> dict[str, Any]:
    asks = {**person.asks, ask_key(plan.day, counted_as(plan, ask)): state}
    if state not in DONE:
        return {"asks": asks}
    return {"asks": asks, "held": False, "acted": ask_key(plan.day, ask.name)}


def offering(decision: Decision, plan: Plan, ask: Ask, at: datetime) -> Decision:
    """The decision whose answer puts the next ask, unless another channel proved its act."""
    person, message = offer(plan, decision.person, ask, at)
    answer = Answer(kind="ask", key=ask.name, values=shown(person))
    unless = tuple(proof_of(plan, each, person.id) for each in offered(plan, ask))
    return decision._replace(person=person, offers=(message,), unless=unless, answer=answer)


def spent(scene: Scene) -> Spent:
    """What nobody is asked for: facts that are known to be proved, asks that the day has ended."""
    proved = [key for key, fact in (scene.known or {}).items() if fact.proved]
    return Spent(proved, scene.day.ended)


def shown(person: Person) -> dict[str, str]:
    """For a text that lists what may be answered: the asks on the menu, if one is live."""
    options = person.live.options if person.live else ()
    return {"menu": " ".join(options)} if options else {}


def case_of(scene: Scene, detail: str = "", cause: str = "") -> Case:
    """A human's case about this person's replies; the same `cause` opens one case."""
    return Case(
        id=f"{cause or 'unclear'}.{scene.person.id}",
        day=scene.plan.day,
        kind="unclear_reply",
        opened_at=scene.inbound.at,
        person=scene.person.id,
        detail=detail or scene.inbound.intent.kind,
    )
