"""Importing people: counts, consent that only moves forward, and the roster beside them."""

import io
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.people_csv import read_people
from chalicelib.errors import ConflictError
from chalicelib.ports import Stale
from chalicelib.steps import import_people as importing
from chalicelib.steps.import_people import ImportReport, import_people
from tests.support.fakes import LEAK, NOON, FakeClock, FakeObjects, FakeVault

ADA, BEN, CAM = "+12125550123", "+12125550124", "+61491570006"


@dataclass
class Stage:
    """What an import writes to."""

    store: MemoryStore = field(default_factory=MemoryStore)
    vault: FakeVault = field(default_factory=FakeVault)
    files: FakeObjects = field(default_factory=FakeObjects)
    clock: FakeClock = field(default_factory=FakeClock)

    def imported(self, text: str, import_id: str = "1a", source: str = "list") -> ImportReport:
        return import_people(
            read_people(io.StringIO(text, newline="")),
            import_id=import_id,
            source=source,
            store=self.store,
            vault=self.vault,
            files=self.files,
            clock=self.clock,
        )

    def person(self, number: str) -> Person:
        person = self.store.person(self.vault.person_id(number))
        assert person
        return person

    def roster(self, part: str = "1a") -> list[str]:
        """The numbers behind the roster's ids, in order."""
        ids = {self.vault.person_id(number): number for number in (ADA, BEN, CAM)}
        return [ids[json.loads(line)["id"]] for line in self.files.lines(f"roster/{part}.jsonl")]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_each_record_is_counted_once(stage: Stage) -> None:
    """Accepted, known, duplicates, opted out, landlines and invalid add up to the list."""
    stage.imported(f"phone\n{BEN}\n")
    report = stage.imported(
        f"phone,opted_out\n{ADA},\n{BEN},\n{ADA},\n{CAM},yes\n+442079460123,\nnonsense,\n", "2b"
    )
    assert report == ImportReport(
        import_id="2b",
        accepted=1,
        known=1,
        duplicates=1,
        opted_out=1,
        landlines=1,
        invalid=1,
        faults=[(6, "a landline"), (7, "not a telephone number")],
    )
    assert stage.roster("2b") == [ADA, BEN]


def test_a_newcomer_is_stored_sealed_with_an_alias_for_the_mail(stage: Stage) -> None:
    """Number and first name only sealed for their owner; the mail address only as a hash."""
    stage.imported(f"phone,name,email,lang,tags\n{ADA},Ada,Ada@example.org,fr,active\n", source="x")
    ada = stage.person(ADA)
    assert stage.vault.open(ada.address, ada.id) == ADA
    assert stage.vault.open(ada.name, ada.id) == "Ada"
    assert stage.store.alias(stage.vault.person_id("ada@example.org")) == ada.id
    assert (ada.language, ada.zone, ada.standing) == ("fr", "America/New_York", ("active",))
    assert ada.consent == Consent(state="in", at=NOON, source="import:x")


def test_an_opted_out_row_becomes_a_suppression(stage: Stage) -> None:
    """The keyed hash, and no number or name: nothing to text, and never on the roster."""
    report = stage.imported(f"phone,name,opted_out\n{ADA},Ada,yes\n")
    assert (report.opted_out, report.accepted) == (1, 0)
    assert stage.person(ADA).opted_out
    assert (stage.person(ADA).address, stage.person(ADA).name) == (b"", b"")
    assert stage.roster() == []


def test_promise_10_a_list_never_brings_back_who_opted_out(stage: Stage) -> None:
    """Whatever date the list bears, an opt-out stands, and is counted as one."""
    stage.imported(f"phone\n{ADA}\n")
    out = Consent(state="out", at=NOON + timedelta(hours=1), source="sms")
    stage.store.update_person(replace(stage.person(ADA), consent=out))
    stage.clock.advance(timedelta(days=1))
    report = stage.imported(f"phone,consent_at\n{ADA},2099-01-01\n")
    assert stage.person(ADA).consent == out
    assert (report.opted_out, report.known, stage.roster()) == (1, 0, [])


def test_promise_10_a_persons_own_word_is_only_outdone_by_a_newer_dated_opt_out(
    stage: Stage,
) -> None:
    """START by text stands against the same old list imported again, not against a newer date."""
    stage.imported(f"phone,opted_out\n{ADA},yes\n")
    started = Consent(state="in", at=NOON + timedelta(hours=1), source="sms")
    stage.store.update_person(replace(stage.person(ADA), consent=started))
    stage.clock.advance(timedelta(days=30))
    stage.imported(f"phone,opted_out\n{ADA},yes\n")
    stage.imported(f"phone,opted_out,consent_at\n{ADA},yes,2020-01-01\n")
    assert stage.person(ADA).consent == started
    stage.imported(f"phone,opted_out,consent_at\n{ADA},yes,2026-12-01\n")
    assert stage.person(ADA).opted_out


def test_a_lists_opt_out_stops_whom_a_list_brought(stage: Stage) -> None:
    """Consent that came from a list is taken back by a list."""
    stage.imported(f"phone\n{ADA}\n")
    report = stage.imported(f"phone,opted_out\n{ADA},yes\n", "2b")
    assert stage.person(ADA).opted_out
    assert (report.opted_out, stage.roster("2b")) == (1, [])


@pytest.mark.parametrize("said", [("", "yes"), ("yes", "")])
def test_a_person_listed_twice_is_out_if_either_row_says_so(
    stage: Stage, said: tuple[str, str]
) -> None:
    """The order of the rows does not decide over consent."""
    stage.imported(f"phone,opted_out\n{ADA},{said[0]}\n{ADA},{said[1]}\n")
    assert stage.person(ADA).opted_out


def test_a_consent_from_the_future_is_dated_now(stage: Stage) -> None:
    """Else an opt-out of tomorrow would be older than the consent, and lose."""
    stage.imported(f"phone,consent_at\n{ADA},2099-01-01\n{BEN},2020-01-01\n")
    assert stage.person(ADA).consent.at == NOON
    assert stage.person(BEN).consent.at == datetime(2020, 1, 1, tzinfo=UTC)


def test_a_known_person_takes_what_the_list_says_and_keeps_the_rest(stage: Stage) -> None:
    """Standing is added to; language and zone change only where the list has them."""
    stage.imported(f"phone,lang,tags\n{ADA},fr,hosted\n")
    report = stage.imported(f"phone,zone,tags\n{ADA},America/Denver,active\n", "2b")
    ada = stage.person(ADA)
    assert (ada.language, ada.zone, ada.standing) == ("fr", "America/Denver", ("hosted", "active"))
    assert (report.known, report.accepted) == (1, 0)
    assert json.loads(stage.files.bodies["roster/2b.jsonl"])["standing"] == ["hosted", "active"]


def test_promise_9_the_same_list_twice_changes_nothing(stage: Stage) -> None:
    """The same persons in the same version, and the same roster object, byte for byte."""
    text = f"phone,name,lang\n{ADA},Ada,fr\n{BEN},Ben,\n{CAM},,\n"
    stage.imported(text)
    people, files = [stage.person(n) for n in (ADA, BEN, CAM)], dict(stage.files.bodies)
    stage.clock.advance(timedelta(days=1))
    assert stage.imported(text).known == 3
    assert [stage.person(n) for n in (ADA, BEN, CAM)] == people
    assert stage.files.bodies == files


def test_promise_8_the_roster_holds_no_number_name_or_address(stage: Stage) -> None:
    """Neither in clear nor sealed, nor in its key."""
    stage.imported(f"phone,name,email\n{ADA},Ada,ada@example.org\n")
    everything = str(stage.files.bodies)
    assert not [x for x in ("2125550123", "Ada", "example.org", LEAK) if x in everything]


def test_a_lost_race_is_run_again_and_at_last_given_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reply that is recorded meanwhile wins; the import decides again on what it left."""
    stage.imported(f"phone\n{ADA}\n")
    write, lost = stage.store.update_person, [Stale(), Stale()]
    monkeypatch.setattr(
        stage.store, "update_person", lambda person: lost.pop() if lost else write(person)
    )
    stage.imported(f"phone,tags\n{ADA},active\n")
    assert stage.person(ADA).standing == ("active",)
    monkeypatch.setattr(stage.store, "update_person", lambda person: Stale())
    with pytest.raises(ConflictError):
        stage.imported(f"phone,tags\n{ADA},other\n")


def test_a_long_list_is_cut_into_parts_the_same_way_each_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part is an object of its own; one that came to be empty is emptied."""
    monkeypatch.setattr(importing, "BATCH", 1)
    monkeypatch.setattr(importing, "PART", 2)
    text = f"phone\n{ADA}\n{BEN}\n{CAM}\nnonsense\n"
    stage.imported(text)
    assert (stage.roster("1a"), stage.roster("1a-1")) == ([ADA, BEN], [CAM])
    out = Consent(state="out", at=NOON, source="sms")
    stage.store.update_person(replace(stage.person(CAM), consent=out))
    stage.imported(text)
    assert (stage.roster("1a"), stage.roster("1a-1")) == ([ADA, BEN], [])


row = st.tuples(
    st.sampled_from([ADA, BEN, CAM, "+442079460123", "x"]), st.sampled_from(["", "yes"])
)


@settings(deadline=None, max_examples=50)
@given(st.lists(row, min_size=1, max_size=12))
def test_the_counts_add_up_and_no_one_who_opted_out_is_on_the_roster(
    rows: list[tuple[str, str]],
) -> None:
    """For any list: one count a record, and any row that says out keeps its person off."""
    stage = Stage()
    lines = [f"{number},{said}\n" for number, said in rows]
    report = stage.imported("phone,opted_out\n" + "".join(lines))
    counted = report.accepted + report.known + report.duplicates + report.opted_out
    assert counted + report.landlines + report.invalid == len(rows)
    out = {number for number, said in rows if said}
    stage.imported("phone,opted_out\n" + "".join(lines))
    assert not out & set(stage.roster())
