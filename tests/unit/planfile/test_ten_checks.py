"""The guide's table of ten checks is what the plan's checks are."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.domain.planfile.checks import OF_TEXTS, OF_THE_WHOLE

Said = Callable[..., list[str]]
GUIDE = Path(__file__).parents[3] / "docs" / "coordinators" / "plan.md"
ROWS = dict(re.findall(r"^\| (\d+) \w[\w ]* \|.*\| `([^`]+)` \|$", GUIDE.read_text("utf-8"), re.M))
TOP = "day: rivers-2027\n"
DEAR = "prêt pour nos rivières, nos lacs et toutes nos côtes"
SHARE = "  tell: {level: menu, does: share, send: 2027-03-02 10:00}\n"
CALL = "  ring: {level: menu, does: call, send: 2027-03-02 10:00}\n"

SPOILT = {
    "1": [("until: before-vote", "until: before-voting")],
    "2": [("en: Ban PFAS, ", "")],
    "3": [("signer:", f"{DEAR}:")],
    "4": [("Plus de textos: STOP", "Plus de textos")],
    "5": [("sign: reply 1", "sign: reply YES or 1")],
    "6": [("{NO: long-code, other: short-code}", "{other: link}"), (TOP, f"{TOP}join: RIVER\n")],
    "7": [(TOP, f"{TOP}audience: {{NO: 999999}}\n")],
    "8": [("2027-03-23 15:00", "2027-03-28 02:30")],
    "9": [("2 hours before vote", "2027-03-20 20:00")],
    "10": [("  attend: {", f"{SHARE}{CALL}  attend: {{")],
}


def test_there_are_ten_checks_and_the_guide_lists_them() -> None:
    """Each check's module says which it belongs to."""
    modules = {sys.modules[check.__module__].__doc__ or "" for check in OF_TEXTS + OF_THE_WHOLE}
    numbers = {found[1] for doc in modules if (found := re.match(r"Check (\d+): ", doc))}

    assert len(modules) == len([doc for doc in modules if doc.startswith("Check ")])
    assert numbers == ROWS.keys() == SPOILT.keys() == {str(n) for n in range(1, 11)}


@pytest.mark.parametrize("number", SPOILT)
def test_each_row_s_example_is_what_the_check_says(said: Said, number: str) -> None:
    """With the place and how to mend it."""
    told = [line for line in said(*SPOILT[number]) if ROWS[number] in line]

    assert told
    assert re.match(r"plans/rivers\.yaml:\d+: (warning: )?[a-z]+.*: .* — .+", told[0])
