"""The dialogue: one reply in, one Decision out. Pure, total, the same for SMS and replay.

What each answer records is the table "What a reply records" of docs/developers/dialogue.md.
"""

from chalicelib.domain import meanings
from chalicelib.domain.acts import counted_as
from chalicelib.domain.anytime import ANSWERED_ONCE_OUT, anytime
from chalicelib.domain.attribution import Attribution, attribute
from chalicelib.domain.consenting import consent, doubt
from chalicelib.domain.copies import changed
from chalicelib.domain.ladder import first_ask
from chalicelib.domain.minds import take_back
from chalicelib.domain.reasons import why
from chalicelib.domain.replies import Decision
from chalicelib.domain.scene import Scene, offering, plain, say, spent
from chalicelib.domain.telling import tell

MEANINGS = {
    "accept": meanings.accept,
    "no": meanings.decline,
    "later": meanings.later,
    "report": meanings.report,
    "take_back": take_back,
    "unclear": meanings.unclear,
}


def decide(scene: Scene) -> Decision:
    """What the reply changes, and what to answer. An opted-out person is never answered."""
    decision = _decide(scene)
    kind = scene.inbound.intent.kind
    if scene.person.opted_out and kind not in ANSWERED_ONCE_OUT:
        return decision._replace(answer=None, offers=())
    return decision


def welcome(scene: Scene) -> Decision:
    """Whoever texts the day's keyword has joined, and is asked the most urgent open ask.

    Who opted out stays so, unanswered, until they text START; who is being asked stays so too.
    """
    plan, at = scene.plan, scene.inbound.at
    person = changed(scene.person.resumed(at), paused_until=None)
    reason = why("keyword", plan.day)
    joined = Decision(person=person, answer=say("reply.joined"), reason=reason, day=plan.day)
    if person.opted_out:
        return joined._replace(answer=None)
    busy = (person.live and not person.live.over(at)) or person.spared(at)
    free = scene.day.sends and not busy
    ask = first_ask(plan, person, at, spent(scene)) if free else None
    return offering(joined, plan, ask, at) if ask else joined


def _decide(scene: Scene) -> Decision:
    kind = scene.inbound.intent.kind
    if kind in ("stop", "start"):
        return consent(scene)
    if asked := anytime(scene.person, scene.plan, scene.inbound):
        return asked
    if kind == "doubt":
        return doubt(scene)
    if not scene.day.counts:
        return plain(scene, say("reply.over"), why("day", scene.day.state))
    if kind == "tell" and (given := tell(scene)):
        return given
    found = attribute(scene.person, scene.plan, scene.inbound.intent)
    instead = _replaces(scene, found)
    decision = _instead(scene, found) if instead else MEANINGS[found.meaning](scene, found)
    return decision if decision.reason else decision._replace(reason=found.reason)


def _replaces(scene: Scene, found: Attribution) -> bool:
    """Whether another act takes the place of the one before: two sign asks are one petition."""
    if found.instead is None or found.ask is None:
        return found.instead is not None
    plan = scene.plan
    return counted_as(plan, found.instead) != counted_as(plan, found.ask)


def _instead(scene: Scene, found: Attribution) -> Decision:
    """What they did is taken back, and what they say now is decided on what is left."""
    back = take_back(scene, Attribution(found.instead, "take_back", found.reason))
    now = changed(scene, person=back.person, leader=back.leader or scene.leader)
    decision = MEANINGS[found.meaning](now, found)
    return decision._replace(
        withdraws=back.withdraws,
        cases=(*back.cases, *decision.cases),
        leader=decision.leader or back.leader,
    )
