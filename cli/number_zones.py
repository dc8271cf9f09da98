"""Writes the zones of numbers as the full `phonenumbers` has them: the Lambdas have the light one.

`python -m cli.number_zones`, after each new version of the library; a test compares.
"""

from pathlib import Path

from phonenumbers.tzdata import TIMEZONE_DATA

TABLE = Path(__file__).parent.parent / "chalicelib" / "domain" / "number_zones.txt"


def written() -> str:
    """A line for each set of zones: the zones joined by `+`, then how its numbers begin."""
    beginnings: dict[str, list[str]] = {}
    for digits, zones in sorted(TIMEZONE_DATA.items()):
        beginnings.setdefault("+".join(zones), []).append(digits)
    return "".join(f"{zones} {' '.join(found)}\n" for zones, found in sorted(beginnings.items()))


if __name__ == "__main__":
    TABLE.write_text(written(), "utf-8")
