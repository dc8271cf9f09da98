"""What the pages tell a reader to type, and which test answers for it.

Each command is of one of three kinds: `make` targets are looked up and dry-run, what reaches
AWS or the reader's own shell is read only (`READ_ONLY` says why), and all else is run.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tests.docs.pages import Block, blocks

READ_ONLY = {
    r"aws ": "it asks an AWS account",
    r"export TOCSIN_STAGE_FILE=": "it names a stage on AWS",
    r"\. \.venv/bin/activate$": "it changes the shell that it is typed in",
    r".*<\w+>": "it wants a name that only its reader knows",
}
"""Start of a command to the reason why no test runs it."""
FIRST_WORDS = ("tocsin", "make", "curl", "aws", "export", "python", "python3", ".venv/bin/python")
"""What a line of a block without a kind begins with, if it is one to type."""

Kind = Literal["make", "read", "run"]


@dataclass(frozen=True, slots=True)
class Command:
    """One line to type, and where it stands."""

    block: Block
    line: str

    @property
    def kind(self) -> Kind:
        if re.match(r"([A-Z_]+=\S+ )*make\b", self.line):
            return "make"
        return "read" if any(re.match(start, self.line) for start in READ_ONLY) else "run"

    @property
    def words(self) -> list[str]:
        """Without comments. Raises ValueError when a shell could not read it."""
        return shlex.split(self.line, comments=True)


def commands() -> Iterator[Command]:
    """Every command of every page, page by page, from top to bottom."""
    for block in blocks():
        yield from commands_of(block)


def commands_of(block: Block) -> Iterator[Command]:
    """Each line of `sh`, each line after `$` of `console`, and what looks so in no kind at all."""
    for line in block.body.replace("\\\n", " ").splitlines():
        text = line.strip()
        typed = {
            "sh": bool(text) and not text.startswith("#"),
            "console": text.startswith("$ "),
            "": text.split(" ")[0] in FIRST_WORDS or bool(re.match(r"[A-Z_]+=\S+ make\b", text)),
        }
        if typed.get(block.kind, False):
            yield Command(block, text.removeprefix("$ "))
