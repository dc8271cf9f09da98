"""What a check looks at: the file's models, its lines, the texts it gives, and the time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.forecast.waves import Wave
from chalicelib.domain.plan import Localised, Plan
from chalicelib.domain.planfile.models import AskFile, PlanFile
from chalicelib.domain.planfile.problems import Path, Problem, Severity
from chalicelib.domain.planfile.yaml12 import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`plan` is what the file would compile to; the texts are the catalogue's where it has none."""

    file: PlanFile
    plan: Plan
    document: Document
    now: datetime
    ask_texts: dict[str, Localised]
    notice_texts: dict[str, Localised]
    waves: tuple[Wave, ...] = ()
    """The forecast; of nobody where nobody knows the audience."""
    counted: bool = False
    """People were counted, not estimated."""
    segments: dict[tuple[str, str], int] = field(default_factory=dict)
    """Ask and segment to how many people: only where they were counted."""
    countries: frozenset[str] = frozenset()
    """Of the people who are known or estimated."""

    def problem(
        self, path: Path, message: str, mend: str = "", severity: Severity = "error"
    ) -> Problem:
        """A problem of this file at that path."""
        return self.document.problem(path, message, mend, severity)

    def first_texts(self) -> Iterator[tuple[Path, AskFile, str]]:
        """The path, ask and text of every text that a wave sends, in each language."""
        return (found for found in self.all_texts() if found[1].send or found[1].after)

    def all_texts(self) -> Iterator[tuple[Path, AskFile, str]]:
        """The path, ask and text of every ask, in each language."""
        for name, ask in self.file.asks.items():
            for language, text in self.ask_texts.get(name, {}).items():
                yield ("asks", name, "text", language), ask, text


Check = Callable[[Draft], Iterator[Problem]]
