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
    in_answer: bool = False
    """True for an ask that travelled inside the answer to a reply: nothing is left to send."""

    @property
    def id(self) -> str:
        """The public id, which encodes the person: it names the item without an index."""
        return "~".join((self.person, self.day, self.ask, str(self.n)))


def parse_message_id(public_id: str) -> tuple[str, str, str, int]:
    """(person, day, ask, n) of a public id. Raises ValueError when it is not one."""
    person, day, ask, n = public_id.split("~")
    return person, day, ask, int(n)


def advanced(message: Message, status: str, *, sid: str = "", code: int = 0) -> Message:
    """The message after a report of `status`; unchanged where that report is older news."""
    if RANK.get(status, -1) <= RANK.get(message.status, -1):
        return message
    return replace(message, status=status, sid=sid or message.sid, code=code or message.code)
