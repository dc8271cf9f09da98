"""Run by `infra.complete` in a Python that sees the zip alone: loads all of it, and tries it.

Most libraries are loaded inside functions, at the first use: so each import that is written
anywhere in our code is carried out, and the libraries that load parts of themselves late, or
of which parts are left out, are put to the use we make of them.
"""

import ast
import importlib
import pkgutil
import sys
from pathlib import Path
from typing import TypeGuard


def main() -> None:
    """`trial.py CODE RUNTIME`: fails with the first import that is missing."""
    sys.path[:0] = sys.argv[1:]
    code = Path(sys.argv[1])
    importlib.import_module("app")
    for found in pkgutil.walk_packages([str(code / "chalicelib")], "chalicelib."):
        importlib.import_module(found.name)
    for path in (code / "app.py", *(code / "chalicelib").rglob("*.py")):
        carry_out(ast.parse(path.read_text("utf-8")))
    use()


def carry_out(tree: ast.Module) -> None:
    """Every import of the module that must succeed, also those inside functions."""
    spared = {id(node) for block in _spared(tree) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and id(node) not in spared:
            exec(compile(ast.Module([node], []), "import", "exec"), {})


def use() -> None:
    """Sets a page, seals a value, and builds the client that sends texts."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from fpdf import FPDF
    from phonenumbers import is_valid_number, parse
    from twilio.rest import Client

    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=12)
    page.cell(text="Tocsin")
    assert bytes(page.output()).startswith(b"%PDF")
    assert AESGCM(bytes(32)).encrypt(bytes(12), b"clear", b"owner")
    assert is_valid_number(parse("+12125550123"))
    assert Client("AC" + "0" * 32, "token").messages.list


def _spared(tree: ast.Module) -> list[ast.stmt]:
    """What only a type checker sees, and what the code does without where it is missing."""
    return [node for node in ast.walk(tree) if _is_typing(node) or _is_tried(node)]


def _is_typing(node: ast.AST) -> TypeGuard[ast.stmt]:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _is_tried(node: ast.AST) -> TypeGuard[ast.stmt]:
    if not isinstance(node, ast.Try):
        return False
    return "ImportError" in [ast.unparse(h.type) for h in node.handlers if h.type]


if __name__ == "__main__":
    main()
