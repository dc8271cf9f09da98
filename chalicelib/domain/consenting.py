"""Replies about consent itself: stop, start, and the ones that might be a stop."""

from chalicelib.domain.anytime import ANSWERED_ONCE_OUT, anytime
from chalicelib.domain.copies import changed
from chalicelib.domain.people import Consent, ConsentState, Person, ask_key
from chalicelib.domain.plan import terms_of
from chalicelib.domain.reasons import why
from chalicelib.domain.replies import Decision, Inbound
from chalicelib.domain.scene import Scene, case_of, plain, say
from chalicelib.domain.totals import petition_of


def consent(scene: Scene) -> Decision:
    """Stop or start. A signature stays counted, and the answer says so."""
    signed = scene.person.asks.get(ask_key(scene.plan.day, petition_of(scene.plan))) == "signed"
    terms = terms_of(scene.plan)
    return _moved(scene.person, scene.inbound, signed, terms)._replace(day=scene.plan.day)


def doubt(scene: Scene) -> Decision:
    """Perhaps an opt-out: nothing more is sent until the person acts or texts START."""
    reason = why("doubt")
    decision = plain(changed(scene, person=_held(scene.person)), say("reply.doubt"), reason)
    return decision._replace(cases=(case_of(scene, cause=f"doubt.{scene.inbound.sid}"),))


def without_day(person: Person, inbound: Inbound) -> Decision:
    """The decision when no day is open: consent is heard, nothing else is asked."""
    kind = inbound.intent.kind
    if kind in ("stop", "start"):
        return _moved(person, inbound, signed=False)
    if asked := anytime(person, None, inbound):
        silent = person.opted_out and kind not in ANSWERED_ONCE_OUT
        return asked._replace(answer=None) if silent else asked
    answer = None if person.opted_out else say("reply.help")
    if kind == "doubt" and not person.opted_out:
        return Decision(person=_held(person), answer=say("reply.doubt"), reason=why("no_day"))
    return Decision(person=person, answer=answer, reason=why("no_day"))


def _held(person: Person) -> Person:
    return changed(person, live=None, suspended=None, held=True)


def _moved(person: Person, inbound: Inbound, signed: bool, terms: str = "") -> Decision:
    kind = inbound.intent.kind
    state: ConsentState = "out" if kind == "stop" else "in"
    heard = Consent(state=state, at=inbound.at, source=inbound.channel, terms=terms)
    moved = changed(person.consenting(heard), held=False)
    if kind == "start":
        moved = changed(moved, paused_until=None)
    if moved.opted_out:
        moved = changed(moved, live=None, suspended=None)
    key = "reply.started" if kind == "start" else f"reply.stopped{'.signed' if signed else ''}"
    answer = None if inbound.intent.carrier_answers else say(key)
    return Decision(person=moved, answer=answer, reason=why(kind))
