"""What a person may text at any step, whoever asked them what and whatever the day's state.

None of these answers an ask: the live one stays, and can still be answered.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from chalicelib.domain.cases import NO_DAY, Case, CaseKind
from chalicelib.domain.copies import changed
from chalicelib.domain.people import NEAR_AFTER, Consent, Person
from chalicelib.domain.plan import Plan, terms_of
from chalicelib.domain.reasons import why
from chalicelib.domain.replies import Decision, Inbound, IntentKind
from chalicelib.domain.scene import say

PAUSE_DAYS = 30
"""How long "leave me in peace" lasts where they name no number of days."""
LONGEST_PAUSE_DAYS = 365
ERASED_WITHIN = timedelta(days=30)
"""GDPR art. 12(3) gives one month to answer a request."""

Heard = Callable[[Person, Plan | None, Inbound], Decision]


def helped(person: Person, plan: Plan | None, inbound: Inbound) -> Decision:
    """How this works. The carrier answers its own keywords itself: nobody is told twice.

    Our texts offer hosts a hand for that word: they get a human's, whatever the carrier answers.
    """
    hosts = person.hosting is not None and inbound.at < person.hosting.at + NEAR_AFTER
    said = say("reply.unclear.human" if hosts else "reply.help")
    answer = None if inbound.intent.carrier_answers else said
    cases = (_case(person, plan, inbound, "help_wanted"),) if hosts else ()
    return Decision(person=person, answer=answer, cases=cases, reason=why("help"))


def presented(person: Person, plan: Plan | None, inbound: Inbound) -> Decision:
    """Who writes, for which demand, and how to stop. High risk: no cause is named in a text."""
    quiet = plan is None or plan.risk == "high"
    answer = say("reply.who.quiet" if quiet else "reply.who")
    return Decision(person=person, answer=answer, reason=why("who"))


def paused(person: Person, plan: Plan | None, inbound: Inbound) -> Decision:
    """Nothing we initiate reaches them for a while. What they did and are stays."""
    days = min(inbound.intent.number or PAUSE_DAYS, LONGEST_PAUSE_DAYS)
    peaceful = changed(person, paused_until=inbound.at + timedelta(days=days))
    answer = say("reply.paused", days=str(days))
    decision = Decision(person=peaceful, answer=answer, reason=why("pause", str(days)))
    if not _hosts(person, inbound):
        return decision
    return decision._replace(cases=(_case(person, plan, inbound, "host_left"),))


def returned(person: Person, plan: Plan | None, inbound: Inbound) -> Decision:
    """They want to hear of us again: it ends a pause, and a doubt about their consent."""
    answer = say("reply.back")
    here = changed(person, paused_until=None, held=False)
    return Decision(person=here, answer=answer, reason=why("back"))


def spoken(person: Person, plan: Plan | None, inbound: Inbound) -> Decision:
    """Another language, if the plan's texts exist in it; refused in that language otherwise."""
    code = inbound.intent.word
    if plan and code not in plan.languages:
        offered = ", ".join(language.upper() for language in plan.languages)
        answer = say("reply.language.none", languages=offered)._replace(language=code)
        return Decision(person=person, answer=answer, reason=why("language.none", code))
    answer = say("reply.language")
    return Decision(
        person=changed(person, language=code), answer=answer, reason=why("language", code)
    )


def erasing(person: Person, plan: Plan | None, inbound: Inbound) -> Decision:
    """Sends end at once; a human erases within the time the law gives."""
    terms = terms_of(plan) if plan else ""
    out = Consent(state="out", at=inbound.at, source="erase request", terms=terms)
    gone = changed(person.consenting(out), live=None, suspended=None, held=False)
    case = _case(person, plan, inbound, "erase_request", due_at=inbound.at + ERASED_WITHIN)
    days = str(ERASED_WITHIN.days)
    return Decision(
        person=gone, answer=say("reply.erase", days=days), cases=(case,), reason=why("erase")
    )


def reported_abuse(person: Person, plan: Plan | None, inbound: Inbound) -> Decision:
    """A confidential case of its own: only its text says whom it is about."""
    case = _case(person, plan, inbound, "abuse", cause=f"abuse.{inbound.sid}")
    return Decision(person=person, answer=say("reply.abuse"), cases=(case,), reason=why("abuse"))


ANYTIME: Mapping[IntentKind, Heard] = {
    "help": helped,
    "who": presented,
    "pause": paused,
    "back": returned,
    "language": spoken,
    "erase": erasing,
    "abuse": reported_abuse,
}

ANSWERED_ONCE_OUT = ("stop", "start", "help", "who", "erase", "abuse")
"""What someone who opted out is still answered: it is about what we know and do of them."""


def anytime(person: Person, plan: Plan | None, inbound: Inbound) -> Decision | None:
    """The decision, if it is one of these; `plan` is None where no day is open."""
    heard = ANYTIME.get(inbound.intent.kind)
    if heard is None:
        return None
    return heard(person, plan, inbound)._replace(day=plan.day if plan else "")


def _hosts(person: Person, inbound: Inbound) -> bool:
    """Whether a gathering of theirs is still to come."""
    return person.hosting is not None and inbound.at < person.hosting.at


def _case(
    person: Person,
    plan: Plan | None,
    inbound: Inbound,
    kind: CaseKind,
    *,
    cause: str = "",
    due_at: datetime | None = None,
) -> Case:
    """The same `cause` opens one case. Where no day is open it goes to the last that asked them."""
    return Case(
        id=f"{cause or kind}.{person.id}",
        day=plan.day if plan else _last_day(person),
        kind=kind,
        opened_at=inbound.at,
        person=person.id,
        detail=inbound.intent.kind,
        due_at=due_at,
    )


def _last_day(person: Person) -> str:
    if person.live:
        return person.live.day
    return next((key.partition("/")[0] for key in reversed(person.asks)), NO_DAY)
