"""What the carrier reports of a text we sent: unordered, repeated, sometimes never."""

from dataclasses import dataclass

from chalicelib.domain.messages import parse_reference
from chalicelib.domain.retries import FAILED, reported
from chalicelib.ports import Clock, Stale, Store
from chalicelib.steps.heeding import heed

MAX_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """Twilio's words: its message sid, status and error code (0: none)."""

    sid: str
    status: str
    code: int = 0


def record_status(reference: str, report: StatusReport, *, store: Store, clock: Clock) -> str:
    """The message's status now; `none` when there is no such message.

    A claim whose outcome was lost learns from this report that it went (promise 4). A report of
    an earlier try changes nothing.
    """
    message_id, tries = parse_reference(reference)
    for _ in range(MAX_TRIES):
        before = store.message(message_id)
        if before is None:
            return "none"
        if before.tries != tries:
            return before.status
        after = reported(before, report.status, clock.now(), sid=report.sid, code=report.code)
        if after == before:
            return after.status
        if not isinstance(store.move_message(before, after), Stale):
            if report.status in FAILED:
                heed(after, report.code, store=store, clock=clock)
            return after.status
    return "stale"
