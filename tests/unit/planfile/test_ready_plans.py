"""A ready plan as a beginning: it may be launched after its dates were moved, and nothing else."""

from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.planfile.load import check_plan
from chalicelib.domain.planfile.yaml12 import read
from cli.plan import plan
from cli.ready_plan import ready_plans

AT = "2027-02-20T09:00Z"


def test_there_are_ready_plans_and_no_story_is_one() -> None:
    """Those of the documentation."""
    assert "paraguay-oea-2014" in ready_plans() and "pacs" in ready_plans()
    assert not [name for name in ready_plans() if "story" in name]


@pytest.mark.parametrize("name", ready_plans())
def test_a_plan_begun_with_a_ready_one_has_no_mistake(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its date falls on the same weekday, in the week of the wish or the next."""
    monkeypatch.chdir(tmp_path)
    words = ("new", "--from", name, "--day", "ours-2027", "--date", "2027-06-06", "--at", AT)
    result = CliRunner().invoke(plan, words)
    assert result.exit_code == 0, result.output
    text = Path("ours-2027.yaml").read_text("utf-8")
    checked = check_plan(text, "ours.yaml", datetime.fromisoformat(AT), GettextCatalogues())
    assert [str(p) for p in checked.problems if p.severity == "error"] == []
    begun = checked.plan
    ready = read((Path(__file__).parents[3] / "plans" / f"{name}.yaml").read_text("utf-8"), name)
    assert begun and begun.day == "ours-2027"
    assert begun.date.weekday() == date.fromisoformat(ready.value["date"]).weekday()
    assert 0 <= (begun.date - date(2027, 6, 6)).days < 7
