"""`python -m local.up`: the local cloud, left running with a day on it, in one split screen."""

import json
import sys
import webbrowser
from datetime import UTC, datetime

from chalicelib import wiring
from chalicelib.domain.planfile.load import load_plan
from chalicelib.steps.launch_day import launch_day
from cli import ticking
from cli.people import import_file, told
from cli.stage import StageFile, enter
from local import town
from local.demo.__main__ import PLAN
from local.demo.cast import cast_of, write_list
from local.demo.play import LAUNCHED
from local.stage import LocalStage, from_environment

PEOPLE = 40
WAVES = (datetime(2014, 5, 28, 14, tzinfo=UTC), datetime(2014, 5, 30, 14, tzinfo=UTC))
"""When the plan asks who will host, and when it asks everyone to sign."""
GRACE = {"DayCacheSeconds": "1", "ClosingGraceSeconds": "5"}


def main() -> int:
    """Brings it up, once with people and a day, and says where everything is."""
    stage = from_environment()
    with town.environment_of(stage):
        urls = town.bring_up(stage, say, **GRACE)
        entered = enter()
        if not wiring.store().open_days():
            _with_a_day(stage, entered)
        _show_day(stage)
    say("")
    for name, url in urls.items():
        say(f"  {name:7} {url}")
    say(f"\nOpen {urls['phones']}: a phone on the left, the desk on the right.")
    say("`make down` stops it; `tocsin --help` (in .venv/bin) steers it.")
    if _has_screen():
        webbrowser.open(urls["phones"])
    return 0


def say(line: str) -> None:
    """One line to whoever waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _with_a_day(stage: LocalStage, entered: StageFile) -> None:
    ticking.move(LAUNCHED)
    path = stage.directory / "people.csv"
    write_list(cast_of(PEOPLE), path)
    say(told(import_file(path, "", "up", quiet=True)))
    plan = load_plan(PLAN.read_text(), PLAN.name, LAUNCHED, wiring.catalogues())
    launch_day(plan, store=wiring.store(), clock=wiring.clock())
    for wave in WAVES:
        ticking.move(wave)
        ticking.invoke(entered)
        ticking.settled(plan.day)
    say(f"{plan.day} is open, and its first waves are on the phones")


def _show_day(stage: LocalStage) -> None:
    """Tells the split screen of the newest day: its petition page, and who may sign in."""
    for day in wiring.store().open_days()[:1]:
        plan = wiring.store().plan(day.id, day.plan_version)
        petition = f"{wiring.settings().public_url}/{day.id}/index.html"
        shown = {"petition": petition, "coordinator": next(iter(plan.coordinators), "")}
        path = stage.directory / "stage.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "day": shown}, indent=1))


def _has_screen() -> bool:
    try:
        return bool(webbrowser.get())
    except webbrowser.Error:
        return False


if __name__ == "__main__":
    sys.exit(main())
