"""Small valid values for the store's tests; every field may be named to differ."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from chalicelib.domain.cases import Case
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Consent, LiveAsk, Person
from chalicelib.domain.plan import Ask, FollowUp, Level, OfficeHours, Plan, Target, Trigger
from chalicelib.domain.replies import Decision, Reply
from chalicelib.domain.runs import Run

DAY = "rivers"
NOW = datetime(2027, 3, 20, 9, 30, tzinfo=UTC)


def minutes(count: float) -> datetime:
    """That many minutes after `NOW`."""
    return NOW + timedelta(minutes=count)


def day(**differs: Any) -> Day:
    return Day(
        **{
            "id": DAY,
            "state": "open",
            "plan_version": 1,
            "slots": 4,
            "opened_at": NOW,
            "closes": minutes(600),
            "next_due": minutes(5),
            **differs,
        }
    )


def plan(**differs: Any) -> Plan:
    sign = Ask(name="sign", level=Level.URGENT, does="sign", until=minutes(60), text={"en": "é"})
    return Plan(
        **{
            "day": DAY,
            "version": 1,
            "organisation": "Rivers",
            "languages": ("fr", "en"),
            "zone": "Europe/Paris",
            "date": date(2027, 3, 20),
            "closes": minutes(600),
            "gathering": time(14, 30),
            "demand": {"fr": "Interdire", "en": "Ban"},
            "asks": {"sign": sign},
            "targets": {
                "minister": Target(
                    name="minister",
                    names={"en": "the Minister"},
                    deliver="mail",
                    language="fr",
                    hours=OfficeHours(days=(0, 1), zone="Europe/Paris"),
                )
            },
            "triggers": {
                "noon": Trigger(name="noon", kind="deadline", deliver=("minister",), at=NOW),
                "ten": Trigger(name="ten", kind="count", deliver=("minister",), count=10),
            },
            "coordinators": ("lea@rivers.example",),
            "follow_ups": (
                FollowUp(text="kit", anchor="accepted", offset=timedelta(hours=1)),
                FollowUp(text="ready", anchor="gathering", offset=-timedelta(days=1)),
            ),
            **differs,
        }
    )


def consent(state: Any = "in", at: datetime = NOW) -> Consent:
    return Consent(state=state, at=at, source="import")


def person(**differs: Any) -> Person:
    return Person(**{"id": "p1", "consent": consent(), "language": "fr", **differs})


def live_ask(**differs: Any) -> LiveAsk:
    asked = {"asked_at": NOW, "until": minutes(60)}
    return LiveAsk(**{"day": DAY, "ask": "sign", "level": Level.URGENT, **asked, **differs})


def fact(**differs: Any) -> Fact:
    at = {"at": NOW, "country": "FR", "channel": "sms"}
    return Fact(**{"day": DAY, "ask": "sign", "kind": "signed", "person": "p1", **at, **differs})


def reply(**differs: Any) -> Reply:
    why = {"intent": "accept", "reason": "live ask", "answer": b"sealed"}
    return Reply(**{"sid": "SM1", "person": "p1", "at": NOW, "day": DAY, **why, **differs})


def decision(by: Person, **differs: Any) -> Decision:
    return Decision(**{"person": by, "day": DAY, **differs})


def message(**differs: Any) -> Message:
    return Message(
        **{"person": "p1", "day": DAY, "ask": "sign", "n": 0, "claimed_at": NOW, **differs}
    )


def case(**differs: Any) -> Case:
    return Case(**{"id": "c1", "day": DAY, "kind": "unclear_reply", "opened_at": NOW, **differs})


def leader(**differs: Any) -> Leader:
    when = {"accepted_at": NOW, "gathering_at": minutes(300), "due_at": minutes(60)}
    who = {"day": DAY, "person": "p1", "ask": "host", "state": "hand_raised"}
    return Leader(**{**who, **when, **differs})


def delivery(**differs: Any) -> Delivery:
    claim = {"claimed_at": NOW, "lease_at": NOW}
    return Delivery(**{"day": DAY, "trigger": "ten", "target": "minister", **claim, **differs})


def run(**differs: Any) -> Run:
    start = {"attempt": 1, "started_at": NOW, "lease_at": NOW}
    return Run(**{"day": DAY, "moment": "wave-sign", "workflow": "send_wave", **start, **differs})
