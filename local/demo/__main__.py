"""`python -m local.demo`: the whole day, then the check; exit 1 when a number differs."""

import os
import shutil
import sys
import time
from pathlib import Path

from chalicelib import wiring
from chalicelib.domain.planfile.load import load_plan
from chalicelib.steps.launch_day import launch_day
from cli.people import import_file, told
from cli.report import write_report
from cli.stage import StageFile, enter
from cli.ticking import move
from local import cloud, town
from local.demo import check
from local.demo.accounts import books
from local.demo.cast import Cast, cast_of, write_list
from local.demo.phones import Phones
from local.demo.play import DAY, LAUNCHED, Stageplay, play
from local.demo.witness import witness
from local.phones import server
from local.ports import free_port
from local.stage import ROOT, LocalStage, from_environment

PLAN = ROOT / "plans" / "paraguay-oea-2014.yaml"
OUT = ROOT / "demo"
START = time.monotonic()


def main() -> int:
    """Plays on a stage of its own, beside whatever `make up` runs."""
    shutil.rmtree(OUT, ignore_errors=True)
    stage = _stage()
    try:
        return _played(stage, int(os.environ.get("PEOPLE", "300")))
    finally:
        server.kill(stage)
        cloud.kill(stage)


def say(line: str) -> None:
    """A step, with the seconds since the start."""
    for each in line.splitlines():
        sys.stdout.write(f"{time.monotonic() - START:6.1f} s  {each}\n")
    sys.stdout.flush()


def _stage() -> LocalStage:
    python = from_environment().cloud_python
    return LocalStage(OUT / "stage", free_port(), free_port(), free_port(), python)


def _played(stage: LocalStage, people: int) -> int:
    with town.environment_of(stage):
        urls = town.bring_up(stage, say, **FAST)
        entered = enter()
        move(LAUNCHED)
        cast = _imported(people)
        _launched()
        play(Stageplay(entered, Phones(urls), cast, say))
        return _checked(stage, entered, Phones(urls), cast)


FAST = {"DayCacheSeconds": "1", "ClosingGraceSeconds": "3"}
"""The operator skips days; the grace for last replies need not be a real minute here."""


def _imported(people: int) -> Cast:
    cast = cast_of(people)
    path = OUT / "people.csv"
    write_list(cast, path)
    say(f"importing {path.relative_to(ROOT)}")
    say(told(import_file(path, "", "demo", quiet=True)))
    return cast


def _launched() -> None:
    now = wiring.clock().now()
    plan = load_plan(PLAN.read_text(), PLAN.name, now, wiring.catalogues())
    launch_day(plan, store=wiring.store(), clock=wiring.clock())
    say(f"{PLAN.relative_to(ROOT)} is checked; {plan.day} is open")


def _checked(stage: LocalStage, entered: StageFile, phones: Phones, cast: Cast) -> int:
    folder = OUT / "report"
    write_report(DAY, folder)
    report = check.read_report(folder)
    players = [player for player in cast.players if not player.opted_out]
    seen = witness((player, phones.inbox(player.number)) for player in players)
    kept = books(town.client(stage, "dynamodb"), entered.environment["TOCSIN_TABLE"], DAY)
    web = [player for player in players if player.on_the_web]
    mails = check.packets(phones, report, "ministerio.example")
    rows = check.lines(seen, kept, report, web, mails)
    sys.stdout.write(f"\n{check.table(rows)}\n\n")
    wrong = [row.name for row in rows if not row.agrees]
    _farewell(folder, report["cases"], wrong)
    return 1 if wrong else 0


def _farewell(folder: Path, cases: dict[str, int], wrong: list[str]) -> None:
    say(f"for a human: {', '.join(f'{n} {kind}' for kind, n in cases.items())}")
    say(f"the report is in {folder.relative_to(ROOT)}/: open report.html")
    if wrong:
        say(f"NOT EXACT: {', '.join(wrong)}")
    else:
        say("phones = facts = tallies = report")


if __name__ == "__main__":
    sys.exit(main())
