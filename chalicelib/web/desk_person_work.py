"""What the desk does for one person."""

from chalice.app import Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.domain.waiting import waiting
from chalicelib.errors import NotFoundError
from chalicelib.ports import Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.hush_person import hush_person
from chalicelib.web.case_page import found_case
from chalicelib.web.desk_pages import Desk
from chalicelib.web.desk_story import story
from chalicelib.web.login import canonical_address


def show_person(desk: Desk, at: Day, plan: Plan) -> Response:
    """Their page, or the form again for what is neither number nor address."""
    person = _named(desk, at)
    if not person:
        given = {"fault": "number", "given": desk.form.get("number", "")}
        return desk.page("desk_find.html", 422, day=at, plan=plan, **given)
    return person_page(desk, at, plan, person)


def hush_them(desk: Desk, at: Day, plan: Plan) -> Response:
    """Opts them out at their word, and shows their page."""
    person = named_person(desk)
    wiring.call(hush_person, person, desk.entry("hush", subject=person))
    return person_page(desk, at, plan, person)


def named_person(desk: Desk) -> str:
    """The id that the form of a person's page carries. Raises NotFoundError without one."""
    if person := desk.form.get("person", ""):
        return person
    raise NotFoundError("nobody was named")


def person_page(desk: Desk, at: Day, plan: Plan, person: str) -> Response:
    """Their story, why each ask waits, and what was asked for them; the look is written down."""
    wiring.store().audit(desk.entry("open_person", subject=person))
    told, now = wiring.call(story, person, plan), wiring.clock().now()
    asks = [ask for ask in plan.asks.values() if ask.send] if told.known else []
    waits = [(ask.name, waiting(told.known, at, plan, ask, now)) for ask in asks if told.known]
    return desk.page(
        "desk_person.html",
        day=at,
        plan=plan,
        story=told,
        most=len(told.events),
        waits=waits,
        requests=_requests(at, person) if desk.may("export") else [],
        now=now,
    )


def _requests(at: Day, person: str) -> list[SubjectRequest]:
    """What was asked for them and is not over, newest first."""
    asked = (each for each in wiring.store().subject_requests(at.id) if each.subject == person)
    return sorted(asked, key=lambda each: each.asked_at, reverse=True)


def _named(desk: Desk, at: Day) -> str:
    """The id of whom the form names; empty when it names nobody."""
    if case_id := desk.form.get("case", ""):
        return wiring.call(found_case, at, case_id, desk.role).person
    return wiring.call(_by_number, desk.form.get("number", ""))


def _by_number(text: str, *, store: Store, vault: Vault, settings: Settings) -> str:
    address = canonical_address(text, settings)
    hashed = vault.person_id(address) if address else ""
    return (store.alias(hashed) or hashed) if hashed else ""
