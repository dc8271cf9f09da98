"""How many segments a second each kind of sender may send; those of one pool add up.

Twilio's documentation of error 30001 for long codes, toll-free numbers and short codes. For US
10DLC campaigns the classes of AT&T's throughput table (messages a minute: A and B 4,500, C and D
2,400, E and F 240, T 75), the narrowest of the carriers' limits that are published. A
`link` is sent by a name, ten a second: Twilio's default for those, from memory.
"""

from collections.abc import Mapping

SEGMENTS_A_SECOND: dict[str, float] = {
    "long-code": 1,
    "toll-free": 3,
    "short-code": 100,
    "10dlc-ab": 75,
    "10dlc-cd": 40,
    "10dlc-ef": 4,
    "10dlc-t": 1.25,
    "link": 10,
}

SLOWEST = 1.0
"""For a kind that the table does not name."""


def segments_a_second(kind: str, own: Mapping[str, float]) -> float:
    """The pace of a kind of sender; `own`: where a stage's senders have another."""
    return own.get(kind) or SEGMENTS_A_SECOND.get(kind, SLOWEST)
