"""The lists of tests in promises.md: `python -m tests.docs.promises` writes them anew."""

import re
from collections.abc import Iterator

from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "developers" / "promises.md"
SECTION = re.compile(r"^## (?P<number>\d+)\. .*?(?=^## |\Z)", re.M | re.S)
LIST = re.compile(r"(?<=^\*\*Tests\.\*\*\n)(- .*\n)*", re.M)


def page() -> str:
    """The page as it should be: its own words, with every test that bears a promise's number."""
    return SECTION.sub(_section, PAGE.read_text("utf-8"))


def _section(found: re.Match[str]) -> str:
    lines = "".join(f"{line}\n" for line in _lines(int(found["number"])))
    return LIST.sub(lambda _: lines, found[0], count=1)


def _lines(promise: int) -> Iterator[str]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        names = re.findall(r"def (test_promise_\w+)", path.read_text("utf-8"))
        ours = [f"`{name}`" for name in names if promise in _promises(name)]
        if ours:
            yield f"- `{path.relative_to(ROOT).as_posix()}`: {', '.join(dict.fromkeys(ours))}"


def _promises(name: str) -> list[int]:
    """`test_promise_1_and_6_…` is of both."""
    numbers = re.match(r"test_promise_(\d+(?:_and_\d+)*)_", name)
    return [int(n) for n in re.findall(r"\d+", numbers[1])] if numbers else []


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
