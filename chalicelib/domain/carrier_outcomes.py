"""What each of the carrier's error codes means for us: one table, for creates and callbacks.

A code may come as the answer to a create (nothing was sent) or in a status callback (it left and
did not arrive). What follows is the same. Source: Twilio's error pages; docs/operators/sending.md
shows this table, and a test compares them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

To = Literal["nothing", "bad_number", "opted_out"]
"""What the code tells us about the person."""
Alarm = Literal["none", "filtered", "configuration", "stop_all", "unknown_code"]
"""Whom it concerns beyond the one text: see docs/operators/sending.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """`tries` is how often the text may be tried in all, `after` how long each time waits."""

    means: str
    tries: int = 1
    after: timedelta = timedelta(0)
    person: To = "nothing"
    alarm: Alarm = "none"
    fails: bool = True
    """Whether the breaker counts it: what the text, its list or its sender is to blame for."""


BUSY = 20429
"""Also what a create comes to that Twilio never took: nothing was sent."""
HALF_HOUR = timedelta(minutes=30)
TEN_MINUTES = timedelta(minutes=10)
FULL_QUEUE = Handling(means="the sender's queue is full", tries=6, after=TEN_MINUTES, fails=False)
TOO_BUSY = Handling(
    means="too many requests: not processed", tries=6, after=TEN_MINUTES, fails=False
)

HANDLING: dict[int, Handling] = {
    0: Handling(means="failed, without a code"),
    20003: Handling(
        means="our account or token is refused",
        tries=6,
        after=TEN_MINUTES,
        alarm="stop_all",
        fails=False,
    ),
    BUSY: TOO_BUSY,
    21211: Handling(means="no valid number", person="bad_number"),
    21408: Handling(means="the region is not enabled", alarm="configuration"),
    21608: Handling(means="a trial account texts verified numbers only", alarm="configuration"),
    21610: Handling(means="they texted STOP to this sender", person="opted_out", fails=False),
    21611: FULL_QUEUE,
    21612: Handling(means="no route to the number", person="bad_number"),
    21614: Handling(means="the number takes no texts", person="bad_number"),
    30001: FULL_QUEUE,
    30003: Handling(means="the phone is off or out of reach", tries=2, after=HALF_HOUR),
    30004: Handling(means="the phone or its carrier blocks the text"),
    30005: Handling(means="the number is not in use", person="bad_number"),
    30006: Handling(means="a landline, or a carrier out of reach", person="bad_number"),
    30007: Handling(means="filtered by the carrier", alarm="filtered"),
    30008: Handling(means="not delivered, for no known reason", tries=2, after=HALF_HOUR),
    30034: Handling(means="the US sender is not registered", alarm="configuration"),
    30036: Handling(means="its validity ended before it could be delivered", fails=False),
    30450: Handling(means="blocked as a suspected pumping fraud", alarm="configuration"),
    63017: TOO_BUSY,
    90007: Handling(means="our validity period is out of range", alarm="configuration"),
}
UNKNOWN = Handling(means="a code that this table does not have", alarm="unknown_code")
ALIASES = {401: 20003, 429: BUSY}
"""HTTP statuses that come without a code."""


def handling(code: int) -> Handling:
    """What to do about the code. An unknown one is final, counted, and sets off an alarm."""
    return HANDLING.get(ALIASES.get(code, code), UNKNOWN)
