"""The personal page: finding whose it is, counting a visit, and taking a press of a button."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.cases import NO_DAY
from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact
from chalicelib.domain.own_page import answers_ask, counts_as_visit
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Inbound, Intent
from chalicelib.ports import Catalogues, Clock, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.answer_reply import answered
from chalicelib.steps.ask_subject import ask_subject
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.talk import Answered, InboundText, Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """Whose page it is, and the day they are in, if one is open."""

    person: Person
    day: Day | None
    plan: Plan | None
    acted: Plan | None = None
    """That of the day of their last act, where it is another: a result may have led them here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button of the page. `turn` is the version the page showed; `asked`, its ask's key."""

    press: str
    intent: Intent
    turn: int
    asked: str
    words: str = ""
    """What they wrote, where the page let them."""


def find_page(token: str, *, store: Store, open_days: OpenDays) -> OwnPage | None:
    """None for a token that nobody has."""
    owner = store.owner_of(token)
    person = store.person(owner) if owner else None
    if person is None or person.token != token:
        return None
    found = open_days.of(person)
    day, plan = found if found else (None, None)
    return OwnPage(person=person, day=day, plan=plan, acted=_acted(person, day, store))


def _acted(person: Person, day: Day | None, store: Store) -> Plan | None:
    name = person.acted.partition("/")[0]
    over = store.day(name) if name and (day is None or day.id != name) else None
    return store.plan(over.id, over.plan_version) if over else None


def count_visit(page: OwnPage, agent: str, *, store: Store, clock: Clock) -> None:
    """Once a person and ask. It is no act: nothing of theirs changes."""
    person, live = page.person, page.person.live
    if page.day is None or not page.day.counts or live is None or live.day != page.day.id:
        return
    if counts_as_visit(live, agent):
        store.sign(_visit(person, live.ask, int(live.level), page.day.id, clock.now()))


def take_press(
    page: OwnPage,
    press: Press,
    *,
    store: Store,
    vault: Vault,
    catalogues: Catalogues,
    open_days: OpenDays,
    settings: Settings,
    clock: Clock,
) -> Answered:
    """Records it once and says what it came to, the same for the same page and button.

    `Answered.intent` is `moved` where the page showed another ask than the one there is now:
    nothing was recorded. A confirmed erasure is asked for as the desk asks. Raises ConflictError
    as `answer_reply` does.
    """
    sid = f"page.{press.turn}.{press.press}"
    now = clock.now()
    body = press.words or f"(page) {press.press}"
    talk = Talk(
        text=InboundText(sid=sid, number="", body=body, at=now),
        ids=(page.person.id,),
        store=store,
        vault=vault,
        catalogues=catalogues,
        open_days=open_days,
        settings=settings,
        inbound=Inbound(sid=sid, intent=press.intent, at=now, channel="link"),
        asked=press.asked if answers_ask(press.press) else None,
    )
    said = answered(talk)
    if press.press == "erase" and said.intent == "erase":
        day = page.day.id if page.day else NO_DAY
        ask_subject(page.person.id, day, "erase", None, store=store, vault=vault, clock=clock)
    return said


def _visit(person: Person, ask: str, level: int, day: str, at: datetime) -> Fact:
    return Fact(
        day=day,
        ask=ask,
        kind="visited",
        person=person.id,
        at=at,
        country=person.country,
        region=person.region,
        channel="link",
        level=level,
        proved=False,
    )
