"""What a people list says of consent: kept as its proof, and never more than it says."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.people_csv import read_people
from chalicelib.steps.import_people import import_people
from tests.support.fakes import NOON, FakeClock, FakeObjects, FakeVault

ADA = "+12125550123"
VAULT = FakeVault()


def imported(row: str, header: str, store: MemoryStore | None = None) -> tuple[Person, MemoryStore]:
    """Ada, after a list of one row."""
    store = store or MemoryStore()
    import_people(
        read_people(io.StringIO(f"phone,{header}\n{ADA},{row}\n", newline="")),
        import_id="1",
        source="spring.csv",
        store=store,
        vault=VAULT,
        files=FakeObjects(),
        clock=FakeClock(),
    )
    person = store.person(VAULT.person_id(ADA))
    assert person
    return person, store


def words(person: Person) -> str:
    wording = person.consent.wording
    return VAULT.open(wording, person.id) if wording else ""


def test_when_how_what_and_under_which_version_are_kept() -> None:
    """The words sealed; the instant is the list's, not the import's."""
    header = "opt-in date,consent,consent source,policy version"
    row = "2026-03-01T10:00:00Z,I agree to get texts from Rivers,paper form,2026-02"
    person, _ = imported(row, header)
    assert words(person) == "paper form: I agree to get texts from Rivers"
    assert person.consent.terms == "2026-02"
    assert person.consent.source == "import:spring.csv"
    assert person.consent.at.isoformat() == "2026-03-01T10:00:00+00:00"


@pytest.mark.parametrize("said", ["no", "FALSE", "0", "Non", "never"])
def test_no_consent_is_an_opt_out(said: str) -> None:
    """Nobody is texted on a column that says no; their number is not kept."""
    person, _ = imported(said, "consent")
    assert person.opted_out and not person.address


@pytest.mark.parametrize("said", ["yes", "Sí", "TRUE", "x", ""])
def test_a_bare_yes_proves_nothing_more(said: str) -> None:
    """It is consent, and no wording is made up."""
    person, _ = imported(said, "consent")
    assert not person.opted_out and words(person) == ""


def test_promise_10_a_later_list_changes_no_proof_and_brings_nobody_back() -> None:
    """Neither of who is in, nor of who is out by their own word."""
    person, store = imported("form A", "consent source")
    again, _ = imported("form B", "consent source", store)
    assert words(again) == "form A"
    out = Consent(state="out", at=NOON - timedelta(days=9), source="sms")
    store.update_person(replace(again, consent=out))
    later, _ = imported(f"{NOON.isoformat()},form C", "opt-in date,consent source", store)
    assert later.consent == out
    assert person.id == later.id


def test_an_opt_out_by_a_list_files_the_consent_it_replaced() -> None:
    """The history has what was agreed before."""
    _, store = imported("form A", "consent source")
    person, _ = imported("yes", "opted out", store)
    assert person.opted_out
    [before] = store.consent_history(person.id)
    assert before.state == "in" and VAULT.open(before.wording, person.id) == "form A"
