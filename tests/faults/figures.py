"""`python -m tests.faults.figures` writes into `docs/faults.md` how many faults are tried.

Which there are follows from the calls of each scene: nothing has to be played but the scenes.
"""

import re
from collections import Counter
from pathlib import Path

from tests.faults.scenes import SCENES
from tests.faults.test_landings import LANDINGS
from tests.faults.test_single_faults import faults_of, plain

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
HEAD = (
    "| scene | | calls | faults tried | before | after | twice |\n|---|---|---|---|---|---|---|\n"
)
ROWS = re.compile(re.escape(HEAD) + r"(?:\|.*\n)+")
LANDED = re.compile(r"\d[\d,]* landings")


def with_figures(page: str) -> str:
    """The page with the figures of today's scenes."""
    tried = {scene: Counter(fault.when for fault in faults_of(scene)) for scene in SCENES}
    calls = {scene: len(plain(scene)[1]) for scene in SCENES}
    rows = [_row(s, SCENES[s].act.__doc__ or "", calls[s], tried[s]) for s in SCENES]
    rows.append(_row("**together**", "", sum(calls.values()), sum(tried.values(), Counter())))
    page = ROWS.sub(lambda _: HEAD + "".join(rows), page)
    return LANDED.sub(f"{sum(calls.values()) * len(LANDINGS):,} landings", page)


def _row(scene: str, told: str, calls: int, tried: "Counter[str]") -> str:
    whens = (tried[when] for when in ("before", "after", "twice"))
    numbers = (f"{n:,}" for n in (calls, tried.total(), *whens))
    return f"| {scene} | {told.strip()} | {' | '.join(numbers)} |\n"


if __name__ == "__main__":
    PAGE.write_text(with_figures(PAGE.read_text("utf-8")), "utf-8")
