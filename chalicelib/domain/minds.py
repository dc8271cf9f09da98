"""A mind that changed: what was done is taken back, and the count with it.

The fact stays, in the state `withdrawn`; the same answer again restores it.
"""

from datetime import timedelta

from chalicelib.domain import leaders
from chalicelib.domain.acts import last_act, state_of
from chalicelib.domain.attribution import Attribution
from chalicelib.domain.cases import Case
from chalicelib.domain.copies import changed
from chalicelib.domain.hours import zones_of
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.replies import Answer, Decision, Intent
from chalicelib.domain.scene import Scene, case_of, closed, fact_of, say

TOO_NEAR = timedelta(hours=48)
"""A host who leaves this shortly before the gathering is a human's: guests may be on their way."""


def take_back(scene: Scene, found: Attribution) -> Decision:
    """What they did counts no more. A count of guests is for a human to correct."""
    ask = found.ask
    assert ask is not None, "there is something that they take back"
    if ask.does == "report":
        answer = say("reply.unclear.human")
        decision = Decision(person=scene.person, answer=answer, day=scene.plan.day, ask=ask.name)
        return decision._replace(cases=(case_of(scene, detail="another count of guests"),))
    fact = fact_of(scene, ask, "signed" if ask.does == "sign" else "pledged")
    decision = closed(scene, ask, answer_to(scene, ask), "withdrawn")
    decision = decision._replace(withdraws=(fact.key,))
    return _left(decision, scene) if ask.does == "host" else decision


def taken_back(scene: Scene, ask: Ask) -> bool:
    """Whether they took it back before, and have not given it again."""
    return state_of(scene.person, scene.plan, ask) == "withdrawn"


def answer_to(scene: Scene, ask: Ask) -> Answer:
    """What went with a packet cannot be called back, and the answer says so."""
    if ask.does != "sign":
        return say("reply.withdrawn.host" if ask.does == "host" else "reply.withdrawn")
    if scene.delivered is None:
        return say("reply.withdrawn.sign")
    local = scene.delivered.astimezone(zones_of(scene.person.zone)[0])
    when = f"{local.day}/{local.month} {local:%H:%M}"
    return say("reply.withdrawn.delivered", when=when)


def about_signature(person: Person, plan: Plan, intent: Intent) -> bool:
    """Whether the reply may take a signature back: then the scene wants to know `delivered`."""
    last = last_act(person, plan)
    return intent.kind in ("no", "changed", "number") and bool(last and last.does == "sign")


def _left(decision: Decision, scene: Scene) -> Decision:
    """The host leaves the path."""
    decision = decision._replace(person=changed(decision.person, hosting=None))
    leader, at = scene.leader, scene.inbound.at
    if leader is None:
        return decision
    decision = decision._replace(leader=leaders.left(scene.plan, leader))
    if not at < leader.gathering_at <= at + TOO_NEAR:
        return decision
    case = Case(
        id=f"host_left.{scene.inbound.sid}.{leader.person}",
        day=leader.day,
        kind="host_left",
        opened_at=at,
        person=leader.person,
        detail="no longer hosts",
        due_at=leader.gathering_at,
    )
    return decision._replace(cases=(case,))
