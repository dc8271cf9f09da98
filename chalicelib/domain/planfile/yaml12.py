"""Reading YAML 1.2 with every scalar kept as the string that was written.

PyYAML would turn `no` into False and `18:30` into 1110; here nothing is resolved at all: the
text is composed to nodes, and the nodes give strings, lists, mappings and their lines.
"""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from chalicelib.domain.planfile.problems import Path, Problem, Severity, written

MAX_CHARACTERS = 200_000
"""Far more than any plan; a reader of nested nodes wants a bound."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content as plain values, the line of every path, and what could not be read."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, path: Path, message: str, mend: str = "", severity: Severity = "error"
    ) -> Problem:
        """A problem at that path, or at the nearest line above that exists."""
        return Problem(
            file=self.file,
            line=self.line(path),
            path=written(path),
            message=message,
            mend=mend,
            severity=severity,
        )

    def line(self, path: Path) -> int:
        """The line, from 1, of the longest part of `path` that is in the file."""
        parts = (path[:length] for length in range(len(path), 0, -1))
        return next((self.lines[part] for part in parts if part in self.lines), 1)


def read(text: str, file: str) -> Document:
    """The document; `value` is None and `problems` says why when it is no YAML."""
    if len(text) > MAX_CHARACTERS:
        return _unread(file, 1, f"longer than {MAX_CHARACTERS} characters", "shorten it")
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return _unread(file, line, f"not YAML: {error.problem}", _yaml_mend(str(error.problem)))
    except (YAMLError, RecursionError):
        return _unread(file, 1, "not YAML: a character or nesting that cannot be read")
    return _Reading(file).document(node)


def _unread(file: str, line: int, message: str, mend: str = "") -> Document:
    problem = Problem(file=file, line=line, path="", message=message, mend=mend)
    return Document(file=file, problems=[problem])


def _yaml_mend(problem: str) -> str:
    if "mapping values" in problem:
        return 'put a text that has a colon in it between "quotes"'
    if "\\t" in problem:
        return "indent with spaces, not with a tab"
    return "look at indentation and closing quotes here and on the line above"


class _Reading:
    """One walk over the nodes of a file."""

    def __init__(self, file: str) -> None:
        self._document = Document(file=file)
        self._seen: set[int] = set()

    def document(self, node: Node | None) -> Document:
        read = self._document
        value = self._value(node, ()) if node is not None else {}
        return Document(file=read.file, value=value, lines=read.lines, problems=read.problems)

    def _value(self, node: Node, path: Path) -> Any:
        self._document.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:
            self._report(path, "an alias (`*name`) is not read", "write the value out")
            return ""
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._value(item, (*path, n)) for n, item in enumerate(node.value)]
        if isinstance(node, ScalarNode) and node.style is None and node.value == "":
            self._report(path, "empty", "write a value or take the key out")
        return str(node.value)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, value in node.value:
            here = (*path, str(key.value))
            if not isinstance(key, ScalarNode):
                self._report(path, "a key must be one word or a short text")
            elif key.value in read:
                first = self._document.lines[here]
                self._document.lines[here] = key.start_mark.line + 1
                self._report(here, f"written twice, first on line {first}", "keep one")
            else:
                self._document.lines[here] = key.start_mark.line + 1
                read[key.value] = self._value(value, here)
        return read

    def _report(self, path: Path, message: str, mend: str = "") -> None:
        self._document.problems.append(self._document.problem(path, message, mend))
