"""What the desk does for one person."""

import base64
from dataclasses import dataclass, field

from chalice.app import Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.subject_requests import SubjectRequest
from chalicelib.domain.waiting import waiting
from chalicelib.errors import NotFoundError, SealError
from chalicelib.ports import Store, Vault
from chalicelib.steps.hush_person import hush_person
from chalicelib.steps.whose import owner_behind
from chalicelib.web.case_page import found_case
from chalicelib.web.desk_pages import Desk
from chalicelib.web.desk_story import story
from chalicelib.web.login import canonical_address

SOUGHT = "sought at the desk"
"""Whom a sealed number of a page's form belongs to."""


def show_person(desk: Desk, at: Day, plan: Plan) -> Response:
    """Their page, or the form again for what is neither number nor address."""
    if case_id := desk.form.get("case", ""):
        person = wiring.call(found_case, at, case_id, desk.role).person
        return person_page(desk, at, plan, Named((person,), person))
    address = canonical_address(desk.form.get("number", ""), wiring.settings())
    if not address:
        given = {"fault": "number", "given": desk.form.get("number", "")}
        return desk.page("desk_find.html", 422, day=at, plan=plan, **given)
    return person_page(desk, at, plan, wiring.call(_sought, address))


def hush_them(desk: Desk, at: Day, plan: Plan) -> Response:
    """Opts them out at their word, and shows their page."""
    named = named_person(desk)
    wiring.call(hush_person, named.ids, desk.entry("hush", subject=named.id))
    return person_page(desk, at, plan, named)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a page is about, with every id that they may have. `sought`: the number or address that
    was typed, sealed; its forms carry it, because who is not known yet may have another id by then.
    """

    ids: tuple[str, ...]
    id: str
    sought: str = field(default="", repr=False)


def named_person(desk: Desk) -> Named:
    """Whom the form of a person's page is about. Raises NotFoundError where it does not say."""
    if sought := desk.form.get("sought", ""):
        return wiring.call(_sought, wiring.call(_opened, sought))
    person = desk.form.get("person", "")
    if person and wiring.store().person(person):
        return Named((person,), person)
    raise NotFoundError("nobody we know was named, and no number")


def person_page(desk: Desk, at: Day, plan: Plan, named: Named) -> Response:
    """Their story, why each ask waits, and what was asked for them; the look is written down."""
    person = named.id
    wiring.store().audit(desk.entry("open_person", subject=person))
    told, now = wiring.call(story, person, plan), wiring.clock().now()
    asks = [ask for ask in plan.asks.values() if ask.send] if told.known else []
    waits = [(ask.name, waiting(told.known, at, plan, ask, now)) for ask in asks if told.known]
    return desk.page(
        "desk_person.html",
        day=at,
        plan=plan,
        story=told,
        sought=named.sought,
        most=len(told.events),
        waits=waits,
        requests=_requests(at, person) if desk.may("export") else [],
        now=now,
    )


def _requests(at: Day, person: str) -> list[SubjectRequest]:
    """What was asked for them and is not over, newest first."""
    asked = (each for each in wiring.store().subject_requests(at.id) if each.subject == person)
    return sorted(asked, key=lambda each: each.asked_at, reverse=True)


def _sought(address: str, *, store: Store, vault: Vault) -> Named:
    sealed = base64.urlsafe_b64encode(vault.seal(address, SOUGHT)).decode()
    ids = vault.ids(address)
    return Named(ids, owner_behind(ids, store).owner, sealed)


def _opened(sought: str, *, vault: Vault) -> str:
    """Raises NotFoundError for what no page of ours carries."""
    try:
        return vault.open(base64.urlsafe_b64decode(sought), SOUGHT)
    except (ValueError, SealError):
        raise NotFoundError("nothing that we sealed was sought") from None
