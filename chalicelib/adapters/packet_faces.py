"""The letter's faces: the PDF's own where they have every letter of it, else DejaVu Serif.

The PDF's own (Times, Helvetica) know western Europe's letters and need no file. DejaVu Serif is in
the PDF with the letters it uses: Latin, Greek, Cyrillic, Armenian and Georgian. What neither has
becomes `?`.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.domain.packet import Letter
from chalicelib.domain.printed_list import PrintedList
from chalicelib.domain.typable import typable

if TYPE_CHECKING:
    from fpdf import FPDF

FOLDER = Path(__file__).parent / "fonts"
STYLES = {"": "DejaVuSerif.ttf", "B": "DejaVuSerif-Bold.ttf", "I": "DejaVuSerif-Italic.ttf"}
FAMILY = "dejavu"
NARROWER = 0.9
"""DejaVu Serif runs wider than Times: this much smaller it takes as much room."""


def faces_for(printed: Letter | PrintedList) -> "Faces":
    """Those that have its letters."""
    texts = (unicodedata.normalize("NFC", text) for text in _texts(asdict(printed)))
    return Faces(embedded=any(_spoilt(text) for text in texts))


@dataclass
class Faces:
    """`embedded`: DejaVu Serif for everything; else the PDF's own."""

    embedded: bool
    _letters: set[int] = field(default_factory=set)

    def load(self, pdf: "FPDF") -> None:
        """Once, before anything is written."""
        pdf.core_fonts_encoding = "cp1252"
        if not self.embedded:
            return
        for style, file in STYLES.items():
            pdf.add_font(FAMILY, style, FOLDER / file)
        self._letters = set(pdf.fonts[FAMILY].cmap)  # type: ignore[union-attr]  # no core font

    def choose(self, pdf: "FPDF", family: str, style: str, size: float) -> None:
        """Sets the font of what follows; `family` is one of the PDF's own."""
        if self.embedded:
            pdf.set_font(FAMILY, style, size * NARROWER)
        else:
            pdf.set_font(family, style, size)

    def known(self, text: str) -> str:
        """The text in letters that the face has."""
        if not self.embedded:
            return typable(text)
        return "".join(map(self._known, unicodedata.normalize("NFC", text)))

    def _known(self, letter: str) -> str:
        if letter == "\n" or ord(letter) in self._letters:
            return letter
        if letter.isspace():
            return " "
        return "" if unicodedata.category(letter) in ("Cc", "Cf", "Mn") else "?"


def _spoilt(text: str) -> bool:
    """Whether a letter would lose its mark, or itself; other spaces and hyphens do no harm."""
    return any(c.isalpha() and typable(c) != c for c in text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
