"""The letter as PDF: A4, and the same bytes for the same letter.

`fpdf` takes over a second to load, so it is loaded when the first letter is set.
"""

from typing import TYPE_CHECKING

from chalicelib.adapters.packet_faces import Faces, faces_for
from chalicelib.domain.packet import Letter
from chalicelib.domain.wording import Say, Wording

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN = 28.0
WIDTH = 210.0 - 2 * MARGIN
INK = (28, 28, 30)
GREY = (105, 105, 110)
ACCENT = (122, 24, 32)
RULE = (190, 190, 194)
WINDOW_TOP, WINDOW_WIDTH, WINDOW_ENDS = 50.0, 80.0, 92.0
WINDOW_AT = {"left": 24.0, "right": 110.0}
"""Inside the window of a DL or C5 envelope, on either side (DIN 5008 form B, NF Z 11-001)."""
FOLDS = (99.0, 198.0)
"""An A4 sheet in three."""


def letter_pdf(letter: Letter, say: Say) -> bytes:
    """The letter's bytes; `packet_faces` says what becomes of letters that no face has."""
    page = _Page(letter, Wording(say, letter.language))
    page.head()
    page.body()
    page.map()
    page.table()
    page.stories()
    page.end()
    return page.bytes()


class _Page:
    """The sheet being set, from top to bottom. Lengths are millimetres, fonts points."""

    def __init__(self, letter: Letter, words: Wording) -> None:
        self._letter = letter
        self._faces = faces_for(letter)
        self._pdf = _sheet(letter, words, self._faces)

    def bytes(self) -> bytes:
        return bytes(self._pdf.output())

    def head(self) -> None:
        letter = self._letter
        self._line(letter.organisation.upper(), "helvetica", "B", 10, ACCENT)
        self._rule(0.4, ACCENT)
        self._gap(5)
        self._line(letter.date, "times", "", 11, INK, align="R")
        self._gap(3)
        if letter.postal:
            self._window(letter.postal, WINDOW_AT[letter.window])
        self._block(letter.addressee, "times", "B", 12)
        self._gap(1)
        self._line(letter.reference, "helvetica", "", 8, GREY)
        self._gap(7)

    def _window(self, lines: tuple[str, ...], left: float) -> None:
        """The address where an envelope shows it, and where to fold the sheet."""
        self._font("helvetica", "", 10.5, INK)
        for number, line in enumerate(lines):
            self._pdf.set_xy(left, WINDOW_TOP + 4.8 * number)
            self._pdf.cell(WINDOW_WIDTH, 4.8, self._faces.known(line))
        self._pdf.set_draw_color(*RULE)
        self._pdf.set_line_width(0.15)
        for fold in FOLDS:
            self._pdf.line(4, fold, 8, fold)
        self._pdf.set_xy(MARGIN, WINDOW_ENDS)

    def body(self) -> None:
        letter = self._letter
        self._line(letter.title, "times", "B", 22, INK)
        self._gap(3)
        for paragraph in letter.opening:
            self._block(paragraph, "times", "", 11.5)
            self._gap(1.5)
        self._gap(3.5)
        self._demand()
        self._gap(4)
        self._line(letter.count, "times", "B", 34, ACCENT)
        self._block(letter.count_label, "times", "", 11.5)
        self._gap(6)

    def map(self) -> None:
        """On one page: its title, the tiles, what their shades mean."""
        from chalicelib.adapters.packet_map import HEIGHT, TileMap

        letter = self._letter
        if not letter.map_tiles:
            return
        if self._pdf.will_page_break(HEIGHT + 20):
            self._pdf.add_page()
        self._label(letter.map_title)
        TileMap(self._pdf, self._faces, MARGIN, WIDTH).draw(letter.map_tiles, letter.map_legend)
        self._gap(1.5)
        self._block(letter.map_note, "times", "I", 9, GREY)
        self._gap(6)

    def table(self) -> None:
        letter = self._letter
        if self._pdf.will_page_break(40):
            self._pdf.add_page()
        self._label(letter.table_title)
        self._table_head()
        for country, count in letter.table:
            if self._pdf.will_page_break(12):
                self._pdf.add_page()
                self._table_head()
            self._row(country, count, "")
        self._row(*letter.table_total, "B")
        self._gap(1.5)
        self._block(letter.table_note, "times", "I", 9, GREY)
        self._gap(6)

    def stories(self) -> None:
        """Each in its writer's words, with where they are."""
        letter = self._letter
        if not letter.stories:
            return
        if self._pdf.will_page_break(50):
            self._pdf.add_page()
        self._label(letter.stories_title)
        for words, told_by in letter.stories:
            if self._pdf.will_page_break(22):
                self._pdf.add_page()
            self._block(words, "times", "I", 11.5)
            self._block(told_by, "helvetica", "", 8, GREY)
            self._gap(3)
        self._block(letter.stories_note, "times", "I", 9, GREY)
        self._gap(6)

    def end(self) -> None:
        letter = self._letter
        if self._pdf.will_page_break(16 + 10 * len(letter.closing)):
            self._pdf.add_page()
        for paragraph in letter.closing:
            self._block(paragraph, "times", "", 11.5)
            self._gap(2)
        self._gap(4)
        self._block(letter.regards, "times", "", 11.5)
        self._gap(3)
        self._block(letter.organisation, "times", "B", 11.5)

    def _demand(self) -> None:
        pdf = self._pdf
        self._label(self._letter.demand_label)
        top, first = pdf.get_y(), pdf.page
        pdf.set_left_margin(MARGIN + 6)
        self._block(self._letter.demand, "times", "I", 15)
        pdf.set_left_margin(MARGIN)
        pdf.set_x(MARGIN)
        if pdf.page == first:
            pdf.set_fill_color(*ACCENT)
            pdf.rect(MARGIN, top, 1, pdf.get_y() - top, style="F")

    def _table_head(self) -> None:
        self._row(*self._letter.table_head, "", font="helvetica", size=8, ink=GREY)

    def _row(
        self,
        left: str,
        right: str,
        style: str,
        *,
        font: str = "times",
        size: float = 11,
        ink: tuple[int, int, int] = INK,
    ) -> None:
        self._font(font, style, size, ink)
        self._pdf.cell(WIDTH - 40, 6.2, self._faces.known(left))
        self._pdf.cell(40, 6.2, self._faces.known(right), align="R", new_x="LMARGIN", new_y="NEXT")
        self._rule(0.15, RULE)

    def _label(self, text: str) -> None:
        self._line(text.upper(), "helvetica", "B", 8, GREY)
        self._gap(1.5)

    def _line(
        self,
        text: str,
        font: str,
        style: str,
        size: float,
        ink: tuple[int, int, int],
        align: str = "L",
    ) -> None:
        self._font(font, style, size, ink)
        known = self._faces.known(text)
        self._pdf.cell(0, size * 0.5, known, align=align, new_x="LMARGIN", new_y="NEXT")

    def _block(
        self, text: str, font: str, style: str, size: float, ink: tuple[int, int, int] = INK
    ) -> None:
        self._font(font, style, size, ink)
        self._pdf.multi_cell(
            0, size * 0.48, self._faces.known(text), align="L", new_x="LMARGIN", new_y="NEXT"
        )

    def _font(self, font: str, style: str, size: float, ink: tuple[int, int, int]) -> None:
        self._faces.choose(self._pdf, font, style, size)
        self._pdf.set_text_color(*ink)

    def _rule(self, thickness: float, ink: tuple[int, int, int]) -> None:
        self._pdf.set_draw_color(*ink)
        self._pdf.set_line_width(thickness)
        y = self._pdf.get_y()
        self._pdf.line(MARGIN, y, MARGIN + WIDTH, y)

    def _gap(self, height: float) -> None:
        self._pdf.ln(height)


def _sheet(letter: Letter, words: Wording, faces: Faces) -> "FPDF":
    """An empty first page with our footer; nothing in it depends on the machine or the hour."""
    from chalicelib.adapters.packet_sheet import Sheet

    pdf = Sheet(letter.footer, lambda page, pages: words("page", page=page, pages=pages), faces)
    pdf.set_margins(MARGIN, 20, MARGIN)
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, margin=24)
    pdf.set_creation_date(letter.frozen)
    pdf.set_producer("Tocsin")
    pdf.set_title(f"{letter.title}: {letter.organisation}")
    pdf.set_author(letter.organisation)
    pdf.set_lang(letter.language)
    pdf.add_page()
    return pdf
