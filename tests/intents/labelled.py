"""What people text, and what they mean by it: a file of lines `label<TAB>phrase` a language.

A label is an intent, with its act, number or new answer ("changed no"). After a slash: `exact` (a
keyword, however it is dressed) and `near` (one slip away) are opt-outs that must be heard, and
`friend` is a false friend, which must never be one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.intents import classify
from chalicelib.domain.replies import Intent
from cli.catalogues import compile_changed

HERE = Path(__file__).parent
FILES = ("en", "fr", "es", "pt", "scripts")
compile_changed()
CATALOGUES = GettextCatalogues()
SUPPORTED = ("en", "fr", "es", "pt")


@dataclass(frozen=True, slots=True)
class Labelled:
    """`means` is what a person takes it for, `heard` what the engine does."""

    phrase: str
    means: str
    mark: str
    heard: str

    @property
    def right(self) -> bool:
        return self.means == self.heard


def read(name: str, language: str = "") -> list[Labelled]:
    """A file's phrases as texts of somebody with that language, or the file's own, or English."""
    own = language or (name if name in SUPPORTED else "en")
    lines = (HERE / f"{name}.tsv").read_text("utf-8").removesuffix("\n").split("\n")
    found = []
    for line in lines:
        label, phrase = line.split("\t")
        means, _, mark = label.partition("/")
        found.append(Labelled(phrase, means, mark, heard(phrase, own)))
    return found


def heard(text: str, language: str) -> str:
    """What the engine takes a text for, in the form of a label."""
    return told(classify(text, CATALOGUES.vocabulary(language)))


def told(intent: Intent) -> str:
    """The intent in the form of a label."""
    number = str(intent.number) if intent.number or "number" in (intent.kind, intent.word) else ""
    return " ".join(filter(None, (intent.kind, intent.word, number)))


def rates(phrases: Iterable[Labelled]) -> dict[str, tuple[int, float, float]]:
    """By kind: how many phrases, precision, recall. Right is only the whole label."""
    meant, heard, right = Counter[str](), Counter[str](), Counter[str]()
    for phrase in phrases:
        meant[phrase.means.split()[0]] += 1
        heard[phrase.heard.split()[0]] += 1
        right[phrase.means.split()[0]] += phrase.right
    return {
        kind: (meant[kind], right[kind] / max(1, heard[kind]), right[kind] / max(1, meant[kind]))
        for kind in sorted(meant | heard)
    }
