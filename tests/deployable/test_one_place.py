"""An id is made of a number or an address in one way: asked for whole, and looked up by `whose`."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKERS = {"person_id", "ids"}
"""What a vault makes ids with."""
LOOK_UPS = {"person_behind", "owner_behind", "id_behind", "answered"}
"""What may be given all of them: each reads under every pepper."""


def sources() -> list[Path]:
    return sorted([*(ROOT / "chalicelib").rglob("*.py"), *(ROOT / "cli").rglob("*.py")])


def makers(source: Path) -> Iterator[tuple[str, int]]:
    """The calls that make ids, with their lines."""
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
            if node.func.attr in MAKERS and name.strip("_") == "vault":
                yield node.func.attr, node.lineno


def test_promise_10_nothing_makes_an_id_of_one_pepper_alone() -> None:
    """Who opted out, signed or was erased under an older one would be a stranger there."""
    found = {
        f"{source.relative_to(ROOT)}:{line}"
        for source in sources()
        for name, line in makers(source)
        if name == "person_id"
    }
    assert found == set()


def test_promise_10_whoever_makes_all_ids_looks_them_up() -> None:
    """No file takes one of them by itself."""
    making = {
        str(source.relative_to(ROOT)): source.read_text()
        for source in sources()
        if any(name == "ids" for name, _ in makers(source))
    }
    assert len(making) > 5
    assert [p for p, t in making.items() if not any(f"{each}(" in t for each in LOOK_UPS)] == []
