"""The commands of the pages, run on a local cloud in the order in which one reads."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chalicelib.adapters.clock import move_clock
from local import cloud as clouds
from local.phones import server as phones
from tests.docs.pages import ROOT
from tests.docs.session import AS_OF_TODAY, PAGES, Terminal, go_through
from tests.local.conftest import stage_at

pytestmark = [
    pytest.mark.local,
    pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed"),
]
UP = ".venv/bin/python -m local.up"


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A stage after `make up`, with its two waves on the phones."""
    stage = stage_at(tmp_path_factory.mktemp("stage"))
    ours = Terminal(stage, tmp_path_factory.mktemp("reader"))
    ours.prepare()
    try:
        assert f"$(BIN)/{UP.removeprefix('.venv/bin/')}" in (ROOT / "Makefile").read_text()
        up = ours.run(UP)
        assert up.returncode == 0, up.stderr
        assert f"Open {stage.phones_url}" in up.stdout
        yield ours
    finally:
        phones.stop(stage)
        clouds.kill(stage)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_tells_to_type_works(page: str, terminal: Terminal) -> None:
    """Each command ends well, and the JSON shown has the keys of the JSON printed."""
    if not (ROOT / page).exists():
        pytest.skip("the page is not written yet")
    if page == AS_OF_TODAY:
        move_clock(terminal.stage.clock_file, datetime.now(UTC))
    assert go_through(page, terminal) == []


def test_the_report_is_where_the_page_said(terminal: Terminal) -> None:
    """`tocsin report … --out report`: the three files that the page on the day explains."""
    written: set[str] = {path.name for path in Path(terminal.folder, "report").iterdir()}
    assert written == {"report.html", "report.csv", "report.json"}
