"""A ready plan of `plans/` as the beginning of one's own: renamed, and moved by whole weeks."""

import re
from datetime import date, timedelta
from pathlib import Path

from cli.plan_template import ROOT, schema_location

PLANS = ROOT / "plans"
DATED = re.compile(r"\b20\d\d-\d\d-\d\d\b")
WEEK = timedelta(weeks=1)


def ready_plans() -> list[str]:
    """The names of the plans that can be begun with."""
    stories = PLANS.glob("*.yaml")
    return sorted(path.stem for path in stories if not path.stem.endswith(".story"))


def moved_plan(name: str, day: str, on: date, path: Path) -> str:
    """The text of the file at `path`: that plan, its date in the week of `on` or the next.

    Weekdays stay what they were: offices are open, and nobody is texted on another day than meant.
    """
    text = (PLANS / f"{name}.yaml").read_text("utf-8")
    body = text[text.index("\nday: ") + 1 :]
    own = date.fromisoformat(DATED.findall(re.findall(r"^date: .*", body, re.M)[0])[0])
    weeks = -(-(on - own) // WEEK)
    body = DATED.sub(lambda found: f"{date.fromisoformat(found[0]) + weeks * WEEK}", body)
    body = re.sub(r"^day: \S+", f"day: {day}", body)
    return f"{_head(name, path)}\n{body}"


def _head(name: str, path: Path) -> str:
    return f"""# yaml-language-server: $schema={schema_location(path)}
#
# Begun from plans/{name}.yaml: its dates are moved by whole weeks, the rest is as it was. Write
# your own organisation, targets and texts; texts may still name old dates. Then check it:
#   tocsin plan check {path}
"""
