"""`tocsin import`: what it prints, how it ends, and the files it can read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chalicelib import wiring
from chalicelib.adapters.memory import MemoryStore
from chalicelib.settings import Settings
from cli.people import import_command
from tests.support.fakes import FakeClock, FakeObjects, FakeVault

SETTINGS = Settings(
    stage="local",
    table="t",
    files_bucket="f",
    public_bucket="p",
    public_url="http://127.0.0.1/p",
    base_url="http://127.0.0.1/api",
    secret="s",
    kms_key="k",
    fiction=True,
)


def run(file: Path, *options: str, store: MemoryStore | None = None) -> Result:
    """The command on a stage in memory."""
    with wiring.instead(
        settings=SETTINGS,
        store=store or MemoryStore(),
        vault=FakeVault(),
        files=FakeObjects(),
        clock=FakeClock(),
    ):
        return CliRunner().invoke(import_command, [str(file), *options])


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text("name,phone\nAda,07700 900123\nBen,+442079460123\nCam,\n", "utf-8")
    return file


def test_the_report_tells_counts_and_faults_by_row(people: Path) -> None:
    """Invalid rows are told and do not make the import fail."""
    result = run(people, "--country", "GB")
    assert result.exit_code == 0
    assert result.output.split("\n")[0] == "        1  accepted"
    assert "row 3: a landline\nrow 4: no number\n" in result.output


def test_json_is_printed_alone(people: Path) -> None:
    """A script reads the whole output."""
    report = json.loads(run(people, "--country", "uk", "--json").output)
    assert (report["accepted"], report["landlines"], report["invalid"]) == (1, 1, 1)
    assert report["faults"] == [[3, "a landline"], [4, "no number"]]


def test_an_import_that_took_no_one_fails(people: Path) -> None:
    """Without the country the only mobile number cannot be read."""
    assert run(people).exit_code == 1


def test_importing_again_is_no_failure(people: Path) -> None:
    """Everyone is known already."""
    store = MemoryStore()
    run(people, "--country", "GB", store=store)
    result = run(people, "--country", "GB", store=store)
    assert (result.exit_code, "1  already known" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,city\nAda,London\n", "name one of: phone"),
        ("phone\n+1\n".encode("utf-16"), "save it as"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """The line says what to change; there is no traceback."""
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    result = run(file)
    assert (result.exit_code, said in result.output) == (1, True)
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_names_are_read_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with or without a mark, and the old one of western Europe."""
    file = tmp_path / "people.csv"
    file.write_text("prénom;téléphone\nZoë;+33639981234\n", encoding)
    store, vault = MemoryStore(), FakeVault()
    assert run(file, store=store).exit_code == 0
    zoe = store.person(vault.person_id("+33639981234"))
    assert zoe and vault.open(zoe.name, zoe.id) == "Zoë"
