"""The small day of the scenes: one town, four people, two targets."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from chalicelib.domain.audience import standing
from chalicelib.domain.plan import (
    Ask,
    FollowUp,
    Level,
    OfficeHours,
    Plan,
    Silence,
    Target,
    Trigger,
)

DAY = "harbour"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LAUNCH = NOON - HOUR
VOTE = NOON + HOUR
NUDGED = NOON + 24 * HOUR
GATHERING = NOON + timedelta(days=3, hours=6)
"""Far enough from the asks: hosts near their gathering are spared them."""
ASKED = GATHERING + HOUR
SILENT = ASKED + 20 * HOUR + MINUTE
CLOSES = NOON + timedelta(days=6)
ANN, BOB, CID, EVE = (f"+1212555010{n}" for n in range(1, 5))
"""Ann and Bob are active and may host; Eve is a stranger who knows the keyword."""
MAILS = {ANN: "ann@mail.example", BOB: "bob@mail.example", CID: "cid@mail.example"}
ROUND_THE_CLOCK = OfficeHours(days=tuple(range(7)), opens=time(0), closes=time(23, 59))


def a_plan() -> Plan:
    """One urgent ask with a nudge, one for hosts, a deadline, a threshold, the leaders' path."""
    sign = Ask(
        name="sign",
        level=Level.URGENT,
        does="sign",
        send=NOON,
        until=NOON + timedelta(days=2),
        answers=("accept", "no", "later"),
        text={"en": "{org}: save the harbour? To sign, reply 1. No more texts: STOP"},
        nudges=(24 * HOUR,),
    )
    host = Ask(
        name="host",
        level=Level.EVENTS,
        does="host",
        send=LAUNCH,
        until=NOON + timedelta(days=1),
        who=standing("active"),
        text={"en": "{org}: host a meeting? 1 yes 2 no. No more texts: STOP"},
    )
    share = Ask(
        name="share",
        level=Level.MENU,
        does="share",
        until=NOON + timedelta(days=3),
        text={"en": "{org}: tell your friends? 1 yes 2 no"},
    )
    report = Ask(
        name="report", level=Level.EVENTS, does="report", until=CLOSES, answers=("number",)
    )
    return Plan(
        day=DAY,
        version=1,
        organisation="Friends",
        languages=("en",),
        zone="UTC",
        date=GATHERING.date(),
        closes=CLOSES,
        gathering=GATHERING.time(),
        demand={"en": "Save the harbour"},
        asks={ask.name: ask for ask in (sign, host, share, report)},
        targets=_targets(),
        triggers={
            "vote": Trigger(name="vote", kind="deadline", deliver=("mayor", "port"), at=VOTE),
            "many": Trigger(name="many", kind="count", deliver=("mayor",), count=2),
            "most": Trigger(name="most", kind="count", deliver=("port",), count=3, hold=2 * MINUTE),
        },
        coordinators=("desk@friends.example",),
        follow_ups=(
            FollowUp(text="kit", anchor="accepted", offset=MINUTE),
            FollowUp(text="report", anchor="gathering", offset=HOUR),
        ),
        silence=Silence(after=20 * HOUR, call="desk@friends.example"),
        join="Harbour",
        tell=("signers", "hosts"),
    )


def _targets() -> dict[str, Target]:
    mayor = Target(
        name="mayor",
        names={"en": "the Mayor"},
        deliver="mail",
        language="en",
        hours=ROUND_THE_CLOCK,
        to="mayor@townhall.example",
    )
    port = Target(
        name="port",
        names={"en": "the Port"},
        deliver="hand",
        language="en",
        hours=ROUND_THE_CLOCK,
        place="Quay 1",
        bearers=2,
    )
    return {"mayor": mayor, "port": port}


def by_people() -> Plan:
    """The same day, where the mayor's letter is posted and the port is called."""
    plan = a_plan()
    mayor = replace(plan.targets["mayor"], deliver="post", to="", address=("Town Hall", "Quay 2"))
    port = replace(plan.targets["port"], deliver="phone", to="+12125550199", place="", bearers=0)
    return replace(plan, targets={"mayor": mayor, "port": replace(port, tries=2)})
