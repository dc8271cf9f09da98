"""The pages that people read, and what can be checked in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(
    r"(?:<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```", re.M | re.S
)
SPAN = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `mark` is the HTML comment on the line before it."""

    page: Path
    line: int
    kind: str
    mark: str
    body: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> list[Path]:
    """Every page in Markdown but the notes inside hidden or built folders."""
    beside = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return [
        *beside,
        ROOT / "workflows" / "README.md",
        ROOT / "local" / "README.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    ]


def blocks() -> Iterator[Block]:
    """Every fenced block of every page."""
    for path in pages():
        text = path.read_text("utf-8")
        for found in FENCE.finditer(text):
            line = text[: found.start("body")].count("\n")
            yield Block(path, line, found["kind"], found["mark"] or "", found["body"])


def spans() -> Iterator[tuple[str, str]]:
    """(place, text) of all `code` outside fenced blocks."""
    for path in pages():
        prose = FENCE.sub("", path.read_text("utf-8"))
        for found in SPAN.finditer(prose):
            yield str(path.relative_to(ROOT)), found[1]


def typed() -> Iterator[tuple[str, str]]:
    """(place, line) of everything one could type: spans, and the lines of blocks for a shell."""
    yield from spans()
    for block in blocks():
        if block.kind in ("", "sh", "console"):
            for line in block.body.splitlines():
                yield block.place, line.strip()
