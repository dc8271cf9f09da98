"""A human answers a case by text: claimed like any other, so that a second click sends nothing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from chalicelib.domain.audits import Audit
from chalicelib.domain.cases import Case
from chalicelib.domain.claims import Claim, Refusal
from chalicelib.domain.days import Day
from chalicelib.domain.desk_replies import (
    ANSWERS_WITHIN,
    LONGEST,
    answers,
    claim_desk_reply,
    desk_text,
)
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.segments import segments
from chalicelib.ports import Carrier, Clock, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.carrying import Carriers, carriers_of
from chalicelib.steps.day_watch import DayWatch
from chalicelib.steps.send_chunk import claim_and_carry

WAITS_FOR = timedelta(seconds=10)
"""For its turn in the sender's pool: somebody looks at the page meanwhile."""
GONE = ("sent", "retry", "unknown", "put_before")
"""Outcomes after which the person has been answered, as far as anyone knows."""
Unsaid = Literal["nobody", "empty", "too_long"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """What a human wrote. `n` was drawn with the form: the same form sends once."""

    case: Case
    words: str
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be sent, in how many segments, or why not."""

    text: str
    segments: int
    refusal: Refusal | Unsaid | None


def preview_answer(
    answer: CaseAnswer, day: Day, plan: Plan, *, store: Store, clock: Clock
) -> Preview:
    """Reads, and sends nothing."""
    now = clock.now()
    wrote_at = wrote_last(answer.case, store)
    text = desk_text(plan, answer.words, answers(wrote_at, now)) if answer.words.strip() else ""
    person = store.person(answer.case.person) if answer.case.person else None
    refusal = _unsaid(person, answer.words, text)
    if refusal is None and person:
        claim = claim_desk_reply(person, day, plan, answer.case, answer.n, wrote_at, now)
        return Preview(
            text=text,
            segments=segments(text),
            refusal=None if isinstance(claim, Claim) else claim,
        )
    return Preview(text=text, segments=segments(text), refusal=refusal)


def answer_case(
    answer: CaseAnswer,
    day: Day,
    plan: Plan,
    entry: Audit,
    *,
    store: Store,
    vault: Vault,
    carrier: Carrier,
    clock: Clock,
    settings: Settings,
) -> str:
    """What became of it: `sent`, `refused`, `unknown`, `put_before`, or why it was not sent.

    `entry` is written before the carrier is called.
    """
    ready = preview_answer(answer, day, plan, store=store, clock=clock)
    person = store.person(answer.case.person) if answer.case.person else None
    if ready.refusal or person is None:
        return ready.refusal or "nobody"
    store.audit(entry)
    ports = carriers_of(
        DayWatch(day.id, store, clock),
        WAITS_FOR,
        store=store,
        carrier=carrier,
        vault=vault,
        clock=clock,
        settings=settings,
    )
    outcome = _carried(person, answer, ready.text, ports)
    if outcome in GONE and answer.case.first_reply_at is None:
        store.move_case(answer.case, _answered(answer.case, entry, clock.now()))
    return outcome


def _carried(person: Person, answer: CaseAnswer, text: str, ports: Carriers) -> str:
    """Decided again after its turn in the sender's pool: the day may have been paused meanwhile."""
    sealed = ports.vault.seal(text, person.id)
    wrote_at, watch = wrote_last(answer.case, ports.store), ports.watch

    def decide(latest: Person) -> Claim | Refusal:
        now, case = ports.clock.now(), answer.case
        claim = claim_desk_reply(latest, watch.day(), watch.plan, case, answer.n, wrote_at, now)
        if isinstance(claim, str):
            return claim
        return replace(claim, message=replace(claim.message, text=sealed))

    until = ports.clock.now() + ANSWERS_WITHIN
    with ports.ledger:
        return claim_and_carry(person, decide, lambda latest: text, until, ports)


def wrote_last(case: Case, store: Store) -> datetime | None:
    """When the person last wrote to us."""
    replies = store.replies_of(case.person) if case.person else []
    return replies[-1].at if replies else None


def _answered(case: Case, entry: Audit, now: datetime) -> Case:
    """It is theirs who answered first, unless it was given to somebody."""
    return replace(case, first_reply_at=now, assignee=case.assignee or entry.who)


def _unsaid(person: Person | None, words: str, text: str) -> Unsaid | None:
    if person is None:
        return "nobody"
    if not words.strip():
        return "empty"
    return "too_long" if len(text) > LONGEST else None
