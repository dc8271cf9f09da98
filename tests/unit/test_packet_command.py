"""`tocsin packet` writes what the manifest tells of, and nothing that differs from it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from chalicelib import wiring
from chalicelib.errors import ConflictError
from chalicelib.web.signing import sign_on_web
from cli.packet import packet
from tests.day.test_packets_of_a_day import START, of_levels
from tests.support.fakes import FakeClock
from tests.support.plans import DAY
from tests.support.stage import Stage


@pytest.fixture
def stage() -> Stage:
    """With a packet that has gone."""
    stage = Stage(FakeClock(START))
    stage.launch(of_levels(1))
    stage.call(sign_on_web, DAY, {"email": "s@people.example", "country": "FR"})
    stage.tick_until_quiet()
    return stage


def written(stage: Stage, folder: Path) -> dict[str, object]:
    arguments = [DAY, "level-1", "minister", "--out", str(folder), "--json"]
    with wiring.instead(**stage.ports):
        ran = CliRunner().invoke(packet, arguments, catch_exceptions=False)
    told: dict[str, object] = json.loads(ran.output)
    return told


def test_the_files_and_their_manifest_are_written(stage: Stage, tmp_path: Path) -> None:
    """Letter and list as the target was given them."""
    told = written(stage, tmp_path)
    assert told["files"] == ["minister.pdf", "minister.signatories-001.csv"]
    assert {path.name for path in tmp_path.iterdir()} == {
        "minister.pdf",
        "minister.signatories-001.csv",
        "minister.manifest.json",
    }
    assert (tmp_path / "minister.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_that_is_another_is_not_passed_on(stage: Stage, tmp_path: Path) -> None:
    """Whoever changed it."""
    stage.files.bodies[f"packets/{DAY}/level-1/minister.pdf"] += b"more"
    with pytest.raises(ConflictError, match=r"minister\.pdf"):
        written(stage, tmp_path)
