"""The smallest petition: one urgent ask of one town, for tests of what happens to its texts."""

from datetime import datetime, time, timedelta
from typing import Any

from chalicelib.domain.plan import Ask, Level, Plan

HARBOUR = "harbour"


def harbour_ask(send: datetime, until: datetime, **differs: Any) -> Ask:
    """Sign, in a text of the plan's own."""
    return Ask(
        **{
            "name": "sign",
            "level": Level.URGENT,
            "does": "sign",
            "send": send,
            "until": until,
            "text": {"en": "{org}: save the harbour? To sign, reply 1. No more texts: STOP"},
            **differs,
        }
    )


def harbour_plan(send: datetime, lasts: timedelta, join: str = "", **of_ask: Any) -> Plan:
    """A plan whose only ask goes out at `send`; it closes after `lasts`."""
    ends = send + lasts
    return Plan(
        day=HARBOUR,
        version=1,
        organisation="Friends",
        languages=("en",),
        zone="Europe/London",
        date=ends.date(),
        closes=ends,
        gathering=time(18),
        demand={"en": "Save the harbour"},
        asks={"sign": harbour_ask(send, ends, **of_ask)},
        targets={},
        triggers={},
        join=join,
    )
