"""Mermaid as text: nodes, arrows and the Markdown page around them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEAD = "<!-- Made by `make diagrams` from the code. Do not edit: a test compares. -->"

ENTITIES = str.maketrans({"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;"})
"""What Mermaid would read as its own, as it wants it written."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a sentence of what is seen, and one diagram."""

    title: str
    says: str
    lines: tuple[str, ...]


def page(title: str, says: str, parts: Iterable[Part]) -> str:
    """A page of Markdown that code hosts show with its diagrams drawn."""
    text = [HEAD, "", f"# {title}", says]
    for part in parts:
        text += ["", f"## {part.title}", part.says, "", "```mermaid", *part.lines, "```"]
    return "\n".join(text) + "\n"


def node(id_: str, lines: Sequence[str], shape: str = "[]") -> str:
    """A node of some lines; `shape` is the pair of brackets that Mermaid draws it with."""
    left, right = shape[: len(shape) // 2], shape[len(shape) // 2 :]
    return f'  {id_}{left}"{"<br/>".join(map(quoted, lines))}"{right}'


def arrow(start: str, end: str, label: str = "", line: str = "-->") -> str:
    """An arrow between two nodes."""
    said = f'|"{quoted(label)}"|' if label else ""
    return f"  {start} {line}{said} {end}"


def moves(edges: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """A state diagram; the labels of arrows between the same two states are put together."""
    labels: dict[tuple[str, str], list[str]] = {}
    for start, label, end in edges:
        known = labels.setdefault((start, end), [])
        if label and label not in known:
            known.append(label)
    lines = (
        f"  {start} --> {end}" + (f": {' / '.join(said)}" if said else "")
        for (start, end), said in labels.items()
    )
    return ("stateDiagram-v2", *lines)


def quoted(text: str) -> str:
    """Text as it may stand between quotes."""
    return text.translate(ENTITIES)


def name(text: str) -> str:
    """An id that Mermaid takes: `end` alone is a word of its own."""
    return "n_" + re.sub(r"\W", "_", text)
