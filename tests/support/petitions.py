"""A petition to deliver: the plan, totals and target of the packet's tests."""

from datetime import UTC, date, datetime, time

from chalicelib.domain.plan import Ask, Level, OfficeHours, Plan, Target, Trigger
from chalicelib.domain.totals import Totals

FROZEN = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)
FIRST = Trigger(name="first", kind="count", count=10_000, deliver=("minister",))
LAST = Trigger(name="last", kind="deadline", at=FROZEN, deliver=("minister",))


def plan_of_petition(demand: dict[str, str] | None = None) -> Plan:
    until = datetime(2026, 12, 31, tzinfo=UTC)
    return Plan(
        day="bill-2026",
        version=1,
        organisation="Égalité",
        languages=("en", "fr"),
        zone="Europe/Paris",
        date=date(2026, 12, 1),
        closes=until,
        gathering=time(18),
        demand=demand or {"en": "Withdraw the bill.", "fr": "Retirez le projet de loi."},
        asks={"petition": Ask(name="petition", level=Level.URGENT, does="sign", until=until)},
        targets={},
        triggers={"first": FIRST, "last": LAST},
    )


def totals_of(**countries: int) -> Totals:
    """Signatures by country; `none` stands for those without one."""
    counts = {"" if c == "none" else c: {"petition.signed": n} for c, n in countries.items()}
    return Totals(day="bill-2026", as_of=FROZEN, by_country=counts)


def minister(language: str = "fr", bearers: int = 0) -> Target:
    return Target(
        name="minister",
        names={"en": "The Minister", "fr": "Monsieur le Ministre"},
        deliver="hand" if bearers else "mail",
        language=language,
        hours=OfficeHours(zone="Africa/Kampala"),
        to="" if bearers else "minister@example.org",
        place="Parliament Avenue" if bearers else "",
        bearers=bearers,
    )
