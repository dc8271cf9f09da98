"""The page on sending shows the table that the code has."""

import re
from pathlib import Path

from chalicelib.domain.carrier_outcomes import HANDLING, Handling

PAGE = Path(__file__).parents[2] / "docs" / "operators" / "sending.md"
PERSON = {
    "nothing": "",
    "bad_number": "number marked bad",
    "opted_out": "opted out, source `carrier`",
}
ALARM = {
    "none": "",
    "filtered": "breaker's share of filtered",
    "configuration": "case, CarrierRefuses",
    "stop_all": "day paused, case, SendingStopped",
}


def test_the_page_shows_every_row_of_the_table() -> None:
    """Codes, words, tries, and what follows, in the table's order."""
    shown = re.findall(r"^\| \d+ \|.*$", PAGE.read_text("utf-8"), re.M)
    assert shown == [row(code, known) for code, known in HANDLING.items()]


def row(code: int, known: Handling) -> str:
    cells = (
        str(code),
        known.means,
        again(known),
        PERSON[known.person],
        ALARM[known.alarm],
        "yes" if known.fails else "no",
    )
    return f"| {' | '.join(cells)} |"


def again(known: Handling) -> str:
    minutes = int(known.after.total_seconds() // 60)
    if known.tries == 1:
        return "never"
    if known.tries == 2:
        return f"once, {minutes} minutes later"
    return f"{known.tries - 1} more, {minutes} minutes apart"
