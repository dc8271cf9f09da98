"""What the carrier reports of a text we sent: unordered, repeated, sometimes never."""

from dataclasses import dataclass

from chalicelib.domain.messages import advanced
from chalicelib.ports import Stale, Store

MAX_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """Twilio's words: its message sid, status and error code (0: none)."""

    sid: str
    status: str
    code: int = 0


def record_status(message_id: str, report: StatusReport, *, store: Store) -> str:
    """The message's status now; `none` when there is no such message.

    A claim whose outcome was lost learns from this report that it went (promise 4).
    """
    for _ in range(MAX_TRIES):
        before = store.message(message_id)
        if before is None:
            return "none"
        after = advanced(before, report.status, sid=report.sid, code=report.code)
        if after == before or not isinstance(store.move_message(before, after), Stale):
            return after.status
    return "stale"
