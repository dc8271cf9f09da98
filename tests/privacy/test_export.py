"""What we hold about one person, in clear, for that person alone."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chalicelib import wiring
from chalicelib.domain.audits import Audit
from chalicelib.domain.people import Consent
from chalicelib.ports import Store
from chalicelib.steps.export_person import UNREADABLE, Export, export_person, text_of
from cli.export import export
from tests.contract.store.samples import NOW, minutes
from tests.privacy.world import ADA, BEN, MAIL, World
from tests.support.stage import SETTINGS


@pytest.fixture
def world(store: Store) -> World:
    """Ada took part, has a page of her own, and changed her mind twice."""
    world = World(store).lived()
    who = world.person(ADA)
    for state, at, said in (("out", 1, "stop it"), ("in", 2, "start")):
        wording = world.vault.seal(said, who.id)
        word = Consent(state=state, at=minutes(at), source="sms", wording=wording, terms="d v1")
        world.store.update_person(world.person(ADA).consenting(word))
    page = replace(world.person(ADA), token="x7f2k9", new_token=True)
    world.store.update_person(page)
    return world


def exported(world: World, who: str) -> Export:
    return export_person(
        who,
        store=world.store,
        vault=world.vault,
        files=world.files,
        clock=world.clock,
        settings=SETTINGS,
    )


@pytest.mark.parametrize("who", [ADA, MAIL, "id"])
def test_all_of_it_is_in_clear(world: World, who: str) -> None:
    """By number, by mail and by id: number, name, texts, acts of every address, cases, lists."""
    records = exported(world, world.id(ADA) if who == "id" else who).records
    assert records["person"]["address"] == ADA
    assert records["person"]["name"] == "Ada"
    assert records["page"] == "https://api.example/api/p/x7f2k9"
    counts = {name: len(records[name]) for name in ("messages", "replies", "cases", "leaders")}
    assert counts == {"messages": 1, "replies": 1, "cases": 1, "leaders": 1}
    assert sorted(fact["ask"] for fact in records["facts"]) == ["sign", "web"]
    assert [each["list"] for each in records["lists"]] == ["roster/1a.jsonl", "chunks/run/0.jsonl"]


def test_the_proof_of_each_consent_is_in_it(world: World) -> None:
    """When, how, in which words and under which terms, oldest first, the present one last."""
    consents = exported(world, ADA).records["consents"]
    assert [each["state"] for each in consents] == ["in", "out", "in"]
    assert [each["wording"] for each in consents] == ["", "stop it", "start"]
    assert [each["terms"] for each in consents] == ["", "d v1", "d v1"]
    assert consents[0]["source"] == "import:list"


def test_what_was_done_with_it_at_the_desk_is_in_it(world: World) -> None:
    """Which act, when, on which day; not by whom: that is about somebody else."""
    looked = Audit(id="a1", day="rivers", at=NOW, who="p1.lea", act="open_person")
    world.store.audit(replace(looked, subject=world.id(ADA)))
    world.store.audit(replace(looked, id="a2", subject=world.id(BEN)))
    records = exported(world, ADA).records
    [done] = records["desk"]
    assert (done["act"], done["day"], done["at"]) == ("open_person", "rivers", NOW.isoformat())
    assert "p1.lea" not in json.dumps(records)


def test_nothing_of_anyone_else_is_in_it(world: World) -> None:
    """Neither their number nor their id, in any shape; and it is all plain JSON."""
    whole = json.dumps(exported(world, ADA).records)
    assert BEN not in whole and world.id(BEN) not in whole
    assert "!sealed!" not in whole


def test_what_cannot_be_opened_says_so(world: World) -> None:
    """A key that is gone hides one field, not the whole answer."""
    records = exported(world, ADA).records
    assert [case["text"] for case in records["cases"]] == [UNREADABLE]


def test_an_export_is_not_printed_by_accident(world: World) -> None:
    """A log of the value shows no record (promise 8)."""
    assert ADA not in repr(exported(world, ADA))


def test_the_readable_text_has_a_heading_for_each_kind(world: World) -> None:
    """And leaves out what is empty."""
    text = text_of(exported(world, ADA).records)
    assert "Person\n------\n" in text and "Consents\n--------\n" in text
    assert f"address: {ADA}" in text
    assert "suspended" not in text


def test_of_a_stranger_there_is_nothing(world: World) -> None:
    """Not even a file."""
    assert not exported(world, "+12125550199").known


def test_of_the_erased_the_suppression_is_shown(world: World) -> None:
    """It is what is still held, and all of it."""
    world.erase(ADA)
    found = exported(world, ADA)
    assert found.known
    assert found.records["person"]["consent"]["source"] == "erased"
    shown = {name: value for name, value in found.records.items() if isinstance(value, list)}
    assert {name for name, value in shown.items() if value} == {"ids", "consents"}
    assert ADA not in json.dumps(found.records)


def run(world: World, *words: str, typed: str = "") -> Result:
    ports = {"store": world.store, "vault": world.vault, "files": world.files}
    with wiring.instead(settings=SETTINGS, clock=world.clock, **ports):
        return CliRunner().invoke(export, list(words), input=typed)


def test_promise_8_the_command_writes_two_files_for_their_owner_alone(
    world: World, tmp_path: Path
) -> None:
    """And prints their names only; the number comes from the standard input."""
    done = run(world, "-", "--out", str(tmp_path / "ada"), "--json", typed=f"{ADA}\n")
    assert done.exit_code == 0, done.output
    files = [Path(name) for name in json.loads(done.output)["files"]]
    assert [file.name for file in files] == ["ada.json", "ada.txt"]
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert ADA in file.read_text()
    assert ADA not in done.output
    assert json.loads(files[0].read_text())["exported_at"] == NOW.isoformat()


def test_a_file_that_is_there_is_not_overwritten(world: World, tmp_path: Path) -> None:
    """Somebody else's export, perhaps."""
    (tmp_path / "ada.json").write_text("kept")
    done = run(world, ADA, "--out", str(tmp_path / "ada"))
    assert done.exit_code == 2
    assert (tmp_path / "ada.json").read_text() == "kept"


def test_of_a_stranger_no_file_is_written(world: World, tmp_path: Path) -> None:
    """It says so, without the number."""
    done = run(world, "+12125550199", "--out", str(tmp_path / "x"))
    assert done.exit_code == 0
    assert "nobody" in done.output and "0199" not in done.output
    assert list(tmp_path.iterdir()) == []
