"""`python -m tests.plans NAME …`: plays the stories and writes the reports that are then expected.

Somebody reads what changed before it is committed: no test writes them.
"""

import json
import sys
from typing import Any

from chalicelib.steps.compile_results import decode_results
from tests.plans.arithmetic import disagreements
from tests.plans.player import Player
from tests.plans.story import PLANS, names, story


def expected(name: str) -> Any:
    """The report as it stands beside the plan."""
    return json.loads((PLANS / f"{name}.report.json").read_text("utf-8"))


def main(*chosen: str) -> None:
    """Writes the reports of these plans, or of all that have a story."""
    for name in chosen or names():
        player = Player(story(name)).play()
        report = player.report()
        wrong = disagreements(player, decode_results(report))
        sys.stdout.write("".join(f"{name}: {line}\n" for line in wrong))
        text = json.dumps(json.loads(report), indent=1, ensure_ascii=False)
        (PLANS / f"{name}.report.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
