"""One outbound text and what became of it, in Twilio's own words plus two of ours.

`claimed`: we hold the right to send it. `unknown`: we may have sent it and will never know
by asking; it is never sent again (promise 4). Callbacks come unordered and twice, so a status
only ever moves up its rank.
"""

from dataclasses import dataclass, replace
from datetime import datetime

RANK = {
    "claimed": 0,
    "unknown": 1,
    "accepted": 2,
    "scheduled": 2,
    "queued": 3,
    "sending": 4,
    "sent": 5,
    "delivered": 6,
    "read": 6,
    "undelivered": 6,
    "failed": 6,
    "canceled": 6,
    "skipped": 6,
}
"""Twilio's message statuses in the order in which they may follow each other."""
WAITING = 5
"""The rank of `retry`, which is ours alone: only what is final may come after it."""

DESK_REPLY = "desk_reply"
"""The `ask` of a text that a human wrote; no ask of a plan can have this name. Its `n` is drawn
with the form it was written in, so that a second click finds the claim of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A claimed text. Its key (person, day, ask, n) itself forbids a second send (promise 2)."""

    person: str
    day: str
    ask: str
    """The ask's name, or the notice's."""
    n: int
    claimed_at: datetime
    """Stage time: for people to read, and for hours. Leases run on real time."""
    status: str = "claimed"
    sid: str = ""
    code: int = 0
    """Twilio's error code, 0 when there is none."""
    run: str = ""
    tries: int = 1
    """How often it was claimed: a failure that may pass is tried once more (`domain.retries`)."""
    retry_at: datetime | None = None
    """When, in stage time, while its status is `retry`."""
    in_answer: bool = False
    """True for an ask that travelled inside the answer to a reply: nothing is left to send."""
    case: str = ""
    """The case that a human at the desk answered with it; its `ask` is then `DESK_REPLY`."""
    text: bytes = b""
    """Sealed: the words a human wrote. What a plan's texts say can be made again."""

    @property
    def id(self) -> str:
        """The public id, which encodes the person: it names the item without an index."""
        return "~".join((self.person, self.day, self.ask, str(self.n)))

    @property
    def reference(self) -> str:
        """The id with the try, from the second on: what the carrier's reports are addressed to."""
        return self.id if self.tries == 1 else f"{self.id}~{self.tries}"


def counted_as(ask: str, n: int, status: str, in_answer: bool) -> str:
    """The name under which a report counts it: `sign.0.delivered`."""
    return f"{ask}.{0 if ask == DESK_REPLY else n}.{'in_answer' if in_answer else status}"


def parse_message_id(public_id: str) -> tuple[str, str, str, int]:
    """(person, day, ask, n) of a public id. Raises ValueError when it is not one."""
    person, day, ask, n = public_id.split("~")
    return person, day, ask, int(n)


def parse_reference(reference: str) -> tuple[str, int]:
    """(public id, try) of a reference; what is none is given back, and names no message."""
    public_id, _, tries = reference.rpartition("~")
    if reference.count("~") == 4 and tries.isdecimal():
        return public_id, int(tries)
    return reference, 1


def advanced(message: Message, status: str, *, sid: str = "", code: int = 0) -> Message:
    """The message after a report of `status`; unchanged where that report is older news."""
    rank = WAITING if message.status == "retry" else RANK.get(message.status, -1)
    if RANK.get(status, -1) <= rank:
        return message
    return replace(message, status=status, sid=sid or message.sid, code=code or message.code)
