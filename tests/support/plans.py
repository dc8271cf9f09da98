"""Small plans, people and days for the tests of the pure centre; every field may differ.

The plan is one week of action on a river: people are asked to host on Monday and to sign from
Tuesday, gather on Saturday 20 March 2027, and hosts say on Saturday evening how many came.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader, begin
from chalicelib.domain.people import Consent, LiveAsk, Person
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
from chalicelib.domain.replies import Inbound, Intent
from chalicelib.domain.runs import Run
from chalicelib.domain.scene import Scene
from chalicelib.domain.sight import Sight
from chalicelib.domain.triggers import TriggerRecord

DAY = "rivers"
HOUR = timedelta(hours=1)
MONDAY = datetime(2027, 3, 15, 10, tzinfo=UTC)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (MONDAY + timedelta(days=n) for n in range(1, 6))
CLOSES = MONDAY + timedelta(days=9)


def ask(name: str, **differs: Any) -> Ask:
    """An ask that does what its name says, at the level of events, until Saturday."""
    return Ask(**{"name": name, "does": name, "level": Level.EVENTS, "until": SATURDAY, **differs})


HOST = ask(
    "host", send=MONDAY, answers=("accept", "attend", "home"), nudges=(2 * 24 * HOUR,), until=FRIDAY
)
SIGN = ask(
    "sign",
    level=Level.URGENT,
    send=TUESDAY,
    answers=("accept", "later"),
    nudges=(24 * HOUR, 48 * HOUR),
)
ATTEND = ask("attend", text={"en": "{org}: 1 I am coming, 2 not this time"})
HOME = ask("home", does="share", level=Level.MENU, text={"en": "{org}: 1 I will, 2 not now"})
REPORT = ask("report", answers=("number",), until=CLOSES)

LEADERS = {
    "follow_ups": (
        FollowUp(text="kit", anchor="accepted", offset=HOUR),
        FollowUp(text="ready", anchor="gathering", offset=-24 * HOUR),
        FollowUp(text="report", anchor="gathering", offset=3 * HOUR),
    ),
    "silence": Silence(after=48 * HOUR, call="lea@rivers.example"),
}


def plan(*asks: Ask, **differs: Any) -> Plan:
    """The week's plan; with other asks, where some are given."""
    asked = asks or (HOST, SIGN, ATTEND, HOME, REPORT)
    return Plan(
        **{
            "day": DAY,
            "version": 1,
            "organisation": "Rivers",
            "languages": ("en", "fr"),
            "zone": "Europe/Paris",
            "date": date(2027, 3, 20),
            "closes": CLOSES,
            "gathering": time(14),
            "demand": {"en": "Ban it", "fr": "Interdire"},
            "asks": {each.name: each for each in asked},
            "targets": {"minister": target()},
            "triggers": {},
            "coordinators": ("lea@rivers.example",),
            **LEADERS,
            **differs,
        }
    )


def target(**differs: Any) -> Target:
    """A ministry in Paris, open on working days from 9 to 17."""
    return Target(
        **{
            "name": "minister",
            "names": {"en": "the Minister"},
            "deliver": "mail",
            "language": "fr",
            "hours": OfficeHours(zone="Europe/Paris"),
            **differs,
        }
    )


def deadline(at: datetime, **differs: Any) -> Trigger:
    return Trigger(
        **{"name": "vote", "kind": "deadline", "deliver": ("minister",), "at": at, **differs}
    )


def threshold(count: int, **differs: Any) -> Trigger:
    return Trigger(
        **{"name": "many", "kind": "count", "deliver": ("minister",), "count": count, **differs}
    )


def record(trigger: Trigger, **differs: Any) -> TriggerRecord:
    return TriggerRecord(**{"day": DAY, "trigger": trigger.name, **differs})


def day(**differs: Any) -> Day:
    """The open day."""
    return Day(
        **{
            "id": DAY,
            "state": "open",
            "plan_version": 1,
            "slots": 4,
            "opened_at": MONDAY - 24 * HOUR,
            "closes": CLOSES,
            **differs,
        }
    )


def consent(state: Any = "in", at: datetime = MONDAY - 24 * HOUR) -> Consent:
    return Consent(state=state, at=at, source="import")


def person(**differs: Any) -> Person:
    """Someone in France who may be texted, and is asked nothing yet."""
    return Person(
        **{
            "id": "p1",
            "consent": consent(),
            "language": "en",
            "country": "FR",
            "region": "75",
            "zone": "Europe/Paris",
            "address": b"sealed",
            **differs,
        }
    )


def live(of: Ask, **differs: Any) -> LiveAsk:
    """That ask as a live one, put when its wave went out."""
    at = {"asked_at": of.send or MONDAY, "until": of.until}
    return LiveAsk(**{"day": DAY, "ask": of.name, "level": of.level, **at, **differs})


def asked(of: Ask, **differs: Any) -> Person:
    """Someone who was put that ask."""
    return person(**{"live": live(of), "asks": {f"{DAY}/{of.name}": "asked"}, **differs})


def scene(who: Person, said: Intent, **differs: Any) -> Scene:
    """That person texting that, on Wednesday, on the open day of the week's plan."""
    at = differs.pop("at", WEDNESDAY)
    inbound = Inbound(sid="SM1", intent=said, at=at)
    return Scene(**{"person": who, "day": day(), "plan": plan(), "inbound": inbound, **differs})


def leader(accepted_at: datetime = MONDAY, **differs: Any) -> Leader:
    """Someone who said yes to hosting on Saturday at 14:00."""
    gathering = SATURDAY + 3 * HOUR
    return begin(differs.pop("plan", plan()), "p1", "host", accepted_at, gathering)


def fact(**differs: Any) -> Fact:
    """A signature by SMS."""
    what = {"day": DAY, "ask": "sign", "kind": "signed", "person": "p1"}
    return Fact(**{**what, "at": WEDNESDAY, "country": "FR", "channel": "sms", **differs})


def run(moment: str, **differs: Any) -> Run:
    start = {"attempt": 1, "started_at": MONDAY, "lease_at": MONDAY, "workflow": "send_wave"}
    return Run(**{"day": DAY, "moment": moment, **start, **differs})


def sight(now: datetime, **differs: Any) -> Sight:
    """What the calendar sees of the week's plan before anything ran."""
    nothing: dict[str, Any] = {"runs": {}, "triggers": {}, "executions": {}, "leader_due": None}
    return Sight(
        **{"plan": plan(), "day": day(), "now": now, "real_now": now, **nothing, **differs}
    )
