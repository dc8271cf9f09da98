"""The imports between the layers of the Lambdas' code, and from what stands outside it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from cli.diagrams.mermaid import Part, arrow, name, node

ROOT = Path(__file__).parents[2]
OUTSIDE = ("cli", "local", "infra")


def parts() -> list[Part]:
    """The layers inside the zip, and who uses it from outside."""
    found = sorted(edges(("app.py", "chalicelib")))
    beside = sorted(edges(OUTSIDE))
    return [
        Part(
            "Inside the zip",
            "Imports for a type checker only are left out.",
            ("flowchart TD", *_drawn(found)),
        ),
        Part(
            "Beside the zip",
            "Commands, the local stage and packaging; nothing in the zip imports them.",
            ("flowchart TD", *_drawn(beside)),
        ),
    ]


def edges(places: tuple[str, ...]) -> set[tuple[str, str]]:
    """(layer, layer) for every import between two of ours."""
    found = set()
    for path in _sources(places):
        layer = layer_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for module in _imports(ast.parse(path.read_text("utf-8"))):
            other = layer_of(module)
            if other and other != layer:
                found.add((layer, other))
    return found


def layer_of(module: str) -> str:
    """`chalicelib.steps.tick` is of layer `steps`, `cli.main` of `cli`; "" when not ours."""
    first, *rest = module.split(".")
    if first == "chalicelib":
        return rest[0] if rest else ""
    return first if first in ("app", *OUTSIDE) else ""


def _sources(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _imports(tree: ast.AST) -> Iterator[str]:
    """Modules named outside `if TYPE_CHECKING`; `from chalicelib import x` names chalicelib.x."""
    if isinstance(tree, ast.If) and "TYPE_CHECKING" in ast.unparse(tree.test):
        return
    if isinstance(tree, ast.Import):
        yield from (alias.name for alias in tree.names)
    elif isinstance(tree, ast.ImportFrom) and tree.module:
        bare = tree.module == "chalicelib"
        yield from (f"{tree.module}.{a.name}" if bare else tree.module for a in tree.names)
    for child in ast.iter_child_nodes(tree):
        yield from _imports(child)


def _drawn(found: list[tuple[str, str]]) -> Iterator[str]:
    for layer in sorted({layer for edge in found for layer in edge}):
        yield node(name(layer), (layer,))
    for start, end in found:
        yield arrow(name(start), name(end))
