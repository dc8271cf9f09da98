"""Every address of the desk, tried by every role: the one door lets in whom the table names."""

import re

import pytest
from chalice.test import HTTPResponse

import app as tocsin
from chalicelib.domain.cases import Case
from chalicelib.domain.desk_roles import Power, Role, may
from tests.support.fakes import NOON
from tests.unit.web.website import LEA, Visitor, Website, a_plan, text_of

PEOPLE: dict[Role, str] = {
    "coordinator": LEA,
    "organiser": "ana@rivieres.example",
    "reader": "rui@rivieres.example",
}
DAY = "/desk/days/{day}"
NEEDS: dict[tuple[str, str], Power] = {
    ("GET", DAY): "watch",
    ("GET", f"{DAY}/board"): "watch",
    ("GET", f"{DAY}/state.json"): "watch",
    ("GET", f"{DAY}/report/{{name}}"): "watch",
    ("GET", f"{DAY}/packets/{{trigger}}/{{target}}"): "papers",
    ("GET", f"{DAY}/rosters/{{trigger}}/{{target}}"): "papers",
    ("POST", f"{DAY}/steer"): "steer",
    ("POST", f"{DAY}/wave"): "steer",
    ("GET", f"{DAY}/cases"): "cases",
    ("POST", f"{DAY}/reveal"): "cases",
    ("POST", f"{DAY}/reply"): "cases",
    ("POST", f"{DAY}/assign"): "cases",
    ("POST", f"{DAY}/settle"): "cases",
    ("GET", f"{DAY}/person"): "person",
    ("POST", f"{DAY}/person"): "person",
    ("POST", f"{DAY}/hush"): "person",
    ("POST", f"{DAY}/erase"): "erase",
    ("POST", f"{DAY}/export"): "export",
    ("POST", f"{DAY}/exported"): "export",
    ("GET", f"{DAY}/held"): "moderate",
    ("POST", f"{DAY}/called"): "cases",
    ("GET", f"{DAY}/lists/{{trigger}}/{{target}}/{{number}}"): "papers",
    ("POST", f"{DAY}/review"): "moderate",
    ("GET", f"{DAY}/testimonies"): "moderate",
    ("POST", f"{DAY}/testimony"): "moderate",
    ("GET", f"{DAY}/audits"): "audit",
}
"""What each address of a day needs; a new one without its row fails here."""
WITHOUT_A_DAY = {"/desk", "/desk/login", "/desk/code", "/desk/logout"}


@pytest.fixture(scope="module")
def website() -> Website:
    website = Website(a_plan(organisers=(PEOPLE["organiser"],), readers=(PEOPLE["reader"],)))
    case = Case(id="c1", day="rivieres", kind="run_failed", opened_at=NOON, detail="a wave")
    website.stage.store.open_case(case)
    return website


@pytest.fixture(scope="module")
def staff(website: Website) -> dict[Role, Visitor]:
    """One signed-in browser for each role."""
    staff = {role: Visitor(website) for role in PEOPLE}
    for role, address in PEOPLE.items():
        staff[role].sign_in(address)
    return staff


def routes() -> set[tuple[str, str]]:
    found = tocsin.app.routes.items()
    return {
        (method, path) for path, methods in found for method in methods if path.startswith("/desk")
    }


def test_every_address_of_a_day_says_what_it_needs() -> None:
    """None is left out of the table above."""
    assert {(m, p) for m, p in routes() if p not in WITHOUT_A_DAY} == set(NEEDS)


@pytest.mark.parametrize("role", list(PEOPLE))
@pytest.mark.parametrize(("method", "path"), list(NEEDS))
def test_each_role_gets_as_far_as_its_powers(
    website: Website, staff: dict[Role, Visitor], method: str, path: str, role: Role
) -> None:
    """403 without the power; with it, anything that is not 401 or 403."""
    answer = asked(staff[role], method, path)
    if may(role, NEEDS[method, path]):
        assert answer.status_code not in (401, 403), text_of(answer)
    else:
        assert answer.status_code == 403
        assert "Not for your role" in text_of(answer)


@pytest.mark.parametrize(("method", "path"), list(NEEDS))
def test_nobody_gets_in_without_signing_in(website: Website, method: str, path: str) -> None:
    """401, whatever was asked."""
    assert asked(Visitor(website), method, path).status_code == 401


@pytest.mark.parametrize(("method", "path"), [(m, p) for m, p in NEEDS if m == "POST"])
def test_no_form_counts_without_the_sessions_token(
    staff: dict[Role, Visitor], method: str, path: str
) -> None:
    """Not even a coordinator's."""
    answer = staff["coordinator"].post(filled(path), {"token": "made-up", "case": "c1"})
    assert answer.status_code == 403


def test_a_reader_sees_counts_and_nobody(staff: dict[Role, Visitor]) -> None:
    """Neither cases nor replies, not even as a hash, and no button to steer."""
    page = text_of(staff["reader"].get("/desk/days/rivieres?lang=en"))
    state = text_of(staff["reader"].get("/desk/days/rivieres/state.json"))
    assert "signatures" in page and '"signatures"' in state
    for hidden in ('id="cases"', 'id="replies"', "Pause"):
        assert hidden not in page
    assert not re.search(r'"(cases|replies)"', state)


def test_an_organiser_sees_cases_and_cannot_steer(staff: dict[Role, Visitor]) -> None:
    """The buttons are not offered; the door refuses them too (above)."""
    page = text_of(staff["organiser"].get("/desk/days/rivieres?lang=en"))
    assert 'id="cases"' in page and "/steer" not in page


def asked(visitor: Visitor, method: str, path: str) -> HTTPResponse:
    if method == "GET":
        return visitor.get(filled(path) + "?lang=en", accept="application/pdf")
    return visitor.post(filled(path) + "?lang=en", {"token": token(visitor), "case": "c1"})


def token(visitor: Visitor) -> str:
    """The form token that the header of every page carries, once signed in."""
    found = re.search(r'name="token" value="([^"]+)"', text_of(visitor.get("/desk")))
    return found[1] if found else ""


def filled(path: str) -> str:
    packet = {"trigger": "thousand", "target": "minister", "number": "1"}
    return path.format(day="rivieres", name="report.csv", **packet)
