"""Which way the imports of the Lambdas' code may point, read from the source.

`app → web, steps → domain` and `→ ports`; `adapters → domain, ports`; the rest of the world is
for adapters alone.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

CORE = {"domain", "errors", "ports", "settings"}
LAYERS: dict[str, set[str]] = {
    "domain": {"domain", "errors"},
    "pages": {"domain", "errors", "pages", "ports"},
    "ports": {"domain", "ports"},
    "errors": set(),
    "settings": set(),
    "telemetry": set(),
    "adapters": CORE | {"adapters", "telemetry"},
    "steps": CORE | {"pages", "steps", "telemetry"},
    "web": CORE | {"pages", "steps", "telemetry", "web", "wiring"},
    "wiring": CORE | {"adapters", "steps"},
    "entry": CORE | {"steps", "telemetry", "wiring"},
    "app": {"entry", "telemetry", "web"},
}
"""Layer to the layers that it may import."""

LIBRARIES: dict[str, set[str]] = {
    "domain": {"phonenumbers", "tzdata"},
    "domain.planfile": {"pydantic", "pydantic_core", "ruamel"},
    "pages": {"jinja2", "markupsafe"},
    "settings": {"pydantic"},
    "telemetry": {"aws_lambda_powertools", "chalice"},
    "web": {"chalice", "jinja2", "markupsafe"},
    "entry": {"aws_lambda_powertools", "chalice", "msgspec"},
    "app": {"chalice"},
    "adapters": {
        "aws_lambda_powertools",
        "boto3",
        "botocore",
        "cryptography",
        "fpdf",
        "msgspec",
        "pydantic",
        "requests",
        "twilio",
        "urllib3",
    },
}
"""Layer to the libraries that it may import; `adapters` has all that reach the world."""

EXCEPTIONS = {
    # A pure check of a string; the webhook is the only place that has one.
    ("chalicelib.web.twilio", "chalicelib.adapters.twilio_signature"),
    # Whether X-Ray samples a request stands in the environment.
    ("chalicelib.telemetry", "chalicelib.adapters.tracing"),
}
WORLD = {"os", "random", "secrets", "socket", "subprocess", "tempfile", "urllib.request"}
"""Standard library that only adapters may import: it reads the environment, chance or the net."""
CLOCK = "chalicelib.adapters.clock"


@dataclass(frozen=True, slots=True)
class Import:
    """An import and its line; `typing` when only a type checker sees it."""

    module: str
    line: int
    typing: bool


def violations(module: str, source: str) -> list[str]:
    """What `module` (dotted, from `app` or `chalicelib`) imports or calls that it may not."""
    tree = ast.parse(source)
    wrong = [i for i in imports(tree) if not _may(module, i)]
    said = [f"{module}:{i.line} may not import {i.module}" for i in wrong]
    return said + [f"{module}:{line} reads the clock" for line in _clock_calls(module, tree)]


def imports(tree: ast.AST) -> Iterator[Import]:
    """Every import, also those inside functions; `from x import y` counts as x.y in our code."""
    typing = {id(n) for block in _typing_blocks(tree) for n in ast.walk(block)}
    for node in ast.walk(tree):
        for name in _names(node):
            yield Import(name, getattr(node, "lineno", 0), id(node) in typing)


def layer_of(module: str) -> str:
    """`chalicelib.steps.send_chunk` is of layer `steps`, `app` of `app`."""
    parts = module.split(".")
    return parts[1] if parts[0] == "chalicelib" and len(parts) > 1 else parts[0]


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom) or node.module is None:
        return []
    if node.module in ("chalicelib", "urllib"):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [node.module]


def _typing_blocks(tree: ast.AST) -> Iterator[ast.If]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield node


def _may(module: str, found: Import) -> bool:
    if found.typing or (module, found.module) in EXCEPTIONS:
        return True
    layer, root = layer_of(module), found.module.split(".")[0]
    if root == "chalicelib":
        return layer_of(found.module) in LAYERS[layer]
    if root in sys.stdlib_module_names:
        return layer == "adapters" or not {root, found.module} & WORLD
    return root in _libraries(module, layer)


def _libraries(module: str, layer: str) -> set[str]:
    part = ".".join(module.split(".")[1:3])
    return LIBRARIES.get(layer, set()) | LIBRARIES.get(part, set())


def _clock_calls(module: str, tree: ast.AST) -> Iterator[int]:
    if module == CLOCK:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS:
            yield node.lineno


CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
}
