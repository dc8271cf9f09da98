"""What each meaning of a reply records and answers: one function a row of the table."""

from datetime import datetime
from typing import Literal

from chalicelib.domain import leaders
from chalicelib.domain.acts import done
from chalicelib.domain.attribution import Attribution
from chalicelib.domain.copies import changed
from chalicelib.domain.hours import zones_of
from chalicelib.domain.ladder import next_ask
from chalicelib.domain.leaders import Leader
from chalicelib.domain.minds import answer_to, taken_back
from chalicelib.domain.people import Hosting, ask_key
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.replies import Answer, Decision
from chalicelib.domain.scene import (
    Scene,
    answers,
    case_of,
    closed,
    fact_of,
    offering,
    plain,
    recorded,
    say,
    shown,
    spent,
    with_state,
)
from chalicelib.domain.voices import VoiceKind, takes

MAX_UNCLEAR_ANSWERS = 2
"""After that many texts nobody understood, a human has the case and the engine keeps quiet."""
MOST_AT_A_GATHERING = 5_000
"""A larger count is not recorded but looked at: a slip of a finger would swell the total."""


def accept(scene: Scene, found: Attribution) -> Decision:
    """They will do it, or have signed: a fact, unless it is known."""
    ask = _found(found)
    if scene.inbound.at >= ask.until and ask.does != "sign":
        return closed(scene, ask, say("reply.over"))
    state: Literal["signed", "pledged"] = "signed" if ask.does == "sign" else "pledged"
    fact = fact_of(scene, ask, state)
    if done(scene.person, scene.plan, ask):
        return closed(scene, ask, say("reply.already"))
    known = (scene.known or {}).get(fact.key)
    if known is not None and known.proved and known.state != "withdrawn":
        return closed(scene, ask, say("reply.already"), state)
    decision = closed(scene, ask, _thanks(scene, ask), state, fact, found.reason)
    if ask.does == "host" and scene.leader is None:
        return _led(decision, _raised(scene, ask))
    return decision


def decline(scene: Scene, found: Attribution) -> Decision:
    """No: the next step of the ladder, if there is one. Of what they did elsewhere: a human."""
    ask, at = _found(found), scene.inbound.at
    if taken_back(scene, ask):
        return closed(scene, ask, answer_to(scene, ask))
    if done(scene.person, scene.plan, ask):
        answer = say("reply.unclear.human")
        decision = closed(scene, ask, answer)
        return decision._replace(cases=(case_of(scene, detail="no after the act"),))
    fact = fact_of(scene, ask, "declined")
    decision = closed(scene, ask, say("reply.declined"), "declined", fact, found.reason)
    following = _following(scene, ask)
    return offering(decision, scene.plan, following, at) if following else decision


def _following(scene: Scene, declined: Ask) -> Ask | None:
    """The next step, where nothing is live or waiting, and they may be asked at all."""
    person, at = scene.person, scene.inbound.at
    live = person.live if person.live and not answers(person.live, scene.plan, declined) else None
    waiting = any(each and not each.over(at) for each in (live, person.suspended))
    if person.opted_out or waiting or not scene.day.sends or person.spared(at):
        return None
    return next_ask(scene.plan, person, declined, at, spent(scene))


def later(scene: Scene, found: Attribution) -> Decision:
    """Later: one nudge, at the plan's next nudge time."""
    ask, live = _found(found), scene.person.live
    if done(scene.person, scene.plan, ask):
        return closed(scene, ask, say("reply.already"))
    if taken_back(scene, ask):
        return closed(scene, ask, answer_to(scene, ask))
    at, fact = scene.inbound.at, fact_of(scene, ask, "deferred")
    if ask.until <= at or live is None or live.over(at):
        return closed(scene, ask, say("reply.over"))
    person = with_state(scene.person, scene.plan, ask, "deferred")
    nudged = live.ask == ask.name and bool(ask.nudges)
    if live.ask == ask.name:
        person = changed(person, live=changed(live, deferred=True, unclear=0))
    answer = say("reply.deferred" if nudged else "reply.deferred.open")
    decision = Decision(person=person, answer=answer, day=scene.plan.day, ask=ask.name)
    return recorded(decision, scene, fact)


def report(scene: Scene, found: Attribution) -> Decision:
    """How many came: the amount, and the host has hosted."""
    ask, number = _found(found), scene.inbound.intent.number
    if scene.person.asks.get(ask_key(scene.plan.day, ask.name)) == "reported":
        return closed(scene, ask, say("reply.already"))
    if number > MOST_AT_A_GATHERING:
        case = case_of(scene, detail="a count too large")
        answer = say("reply.unclear.human")
        return plain(scene, answer, found.reason)._replace(ask=ask.name, cases=(case,))
    decision = closed(scene, ask, say("reply.reported", number=str(number)), "reported")
    decision = decision._replace(person=changed(decision.person, hosting=None))
    decision = recorded(decision, scene, changed(fact_of(scene, ask, "reported"), amount=number))
    if scene.leader is None:
        return decision
    decision = decision._replace(leader=leaders.reported(scene.plan, scene.leader, number))
    hosting = scene.plan.asks.get(scene.leader.ask)
    return recorded(decision, scene, fact_of(scene, hosting, "hosted")) if hosting else decision


def unclear(scene: Scene, found: Attribution) -> Decision:
    """One clarification; the second time a human has the case."""
    live = scene.person.live if found.ask else None
    times = live.unclear + 1 if live else 1
    person = changed(scene.person, live=changed(live, unclear=times)) if live else scene.person
    decision = Decision(person=person, day=scene.plan.day, ask=found.ask.name if found.ask else "")
    if live is None:
        return decision._replace(answer=say("reply.help"), cases=(case_of(scene),))
    if times < MAX_UNCLEAR_ANSWERS:
        options = shown(scene.person) or {"ask": live.ask}
        return decision._replace(answer=say("reply.unclear", **options))
    answer = say("reply.unclear.human") if times == MAX_UNCLEAR_ANSWERS else None
    return decision._replace(answer=answer, cases=(case_of(scene),))


def gathering_at(plan: Plan, zone: str) -> datetime:
    """When a leader's gathering starts: the plan's date and hour where the leader lives.

    Where that may be in several zones, in the last of them: nobody is asked too soon how many came.
    """
    starts = (datetime.combine(plan.date, plan.gathering, each) for each in zones_of(zone))
    return max(starts, key=datetime.timestamp)


def _found(found: Attribution) -> Ask:
    assert found.ask is not None, "only `unclear` comes without an ask"
    return found.ask


def _thanks(scene: Scene, ask: Ask) -> Answer:
    if ask.text and not ask.has_wave:
        return Answer(kind="confirm", key=ask.name)
    if ask.does == "sign":
        return _late(scene, ask) if scene.inbound.at >= ask.until else say(_signed(scene))
    if ask.does == "testify" and _may_tell(scene, "story"):
        return say("reply.pledged.testify.how")
    return say("reply.hosting" if ask.does == "host" else f"reply.pledged.{ask.does}")


def _signed(scene: Scene) -> str:
    return "reply.signed.name" if _may_tell(scene, "name") else "reply.signed"


def _may_tell(scene: Scene, kind: VoiceKind) -> bool:
    """Whether the day takes it, and they can text us."""
    return takes(scene.plan, kind) and not scene.plan.one_way(scene.person.country)


def _late(scene: Scene, ask: Ask) -> Answer:
    local = ask.until.astimezone(zones_of(scene.person.zone)[0])
    return say("reply.late", when=f"{local.day}/{local.month} {local:%H:%M}")


def _led(decision: Decision, leader: Leader) -> Decision:
    """With the leader's path begun, and known on the person: near it they are asked nothing."""
    hosting = Hosting(day=leader.day, at=leader.gathering_at)
    return decision._replace(leader=leader, person=changed(decision.person, hosting=hosting))


def _raised(scene: Scene, ask: Ask) -> Leader:
    person, at = scene.person, scene.inbound.at
    return leaders.begin(scene.plan, person.id, ask.name, at, gathering_at(scene.plan, person.zone))
