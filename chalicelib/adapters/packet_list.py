"""Who signed, as PDF: columns of small rows, to be posted with the letter. Loads `fpdf` late."""

from typing import TYPE_CHECKING

from chalicelib.adapters.packet_faces import Faces, faces_for
from chalicelib.domain.printed_list import PrintedList
from chalicelib.domain.wording import Say, Wording

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN, TOP, GAP = 18.0, 34.0, 6.0
ROW, DOWN = 4.2, 57
"""The height of a row, and how many stand under each other."""
NUMBER, LETTER = 11.0, 1.3
"""The width of a row's number, and of a narrow letter: what is longer is cut."""
COLUMNS = {2: 3, 3: 2}
"""Of a page, by how many cells a row has: names want room."""
INK, GREY = (28, 28, 30), (105, 105, 110)


def list_pdf(listed: PrintedList, say: Say) -> bytes:
    """The same bytes for the same list."""
    words, faces = Wording(say, listed.language), faces_for(listed)
    pdf = _sheet(listed, words, faces)
    columns = COLUMNS[len(listed.head)]
    width = (pdf.epw - GAP * (columns - 1)) / columns
    for n, row in enumerate(listed.rows):
        place = n % (DOWN * columns)
        if place == 0:
            _begin_page(pdf, listed, faces)
        column, line = divmod(place, DOWN)
        cells = (words.number(listed.first + n), *map(faces.known, row))
        _row(pdf, cells, MARGIN + column * (width + GAP), TOP + line * ROW, width)
    return bytes(pdf.output())


def _row(pdf: "FPDF", cells: tuple[str, ...], left: float, top: float, width: float) -> None:
    """The number, then the cells, each cut to its width."""
    pdf.text(left, top, cells[0])
    each = (width - NUMBER) / (len(cells) - 1)
    for n, text in enumerate(cells[1:]):
        pdf.text(left + NUMBER + n * each, top, text[: int(each / LETTER)])


def _begin_page(pdf: "FPDF", listed: PrintedList, faces: Faces) -> None:
    """Title and reference, so that a sheet that is alone is known."""
    pdf.add_page()
    pdf.set_xy(MARGIN, 18)
    faces.choose(pdf, "times", "B", 13)
    pdf.set_text_color(*INK)
    pdf.cell(0, 6, faces.known(f"{listed.title}: {', '.join(listed.head)}"))
    pdf.set_xy(MARGIN, 25)
    faces.choose(pdf, "helvetica", "", 8)
    pdf.set_text_color(*GREY)
    pdf.cell(0, 4, faces.known(f"{listed.organisation}, {listed.reference}"))
    faces.choose(pdf, "helvetica", "", 7.5)
    pdf.set_text_color(*INK)


def _sheet(listed: PrintedList, words: Wording, faces: Faces) -> "FPDF":
    from chalicelib.adapters.packet_sheet import Sheet

    pdf = Sheet(listed.footer, lambda page, pages: words("page", page=page, pages=pages), faces)
    pdf.set_margins(MARGIN, 18, MARGIN)
    pdf.c_margin = 0
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(listed.frozen)
    pdf.set_producer("Tocsin")
    pdf.set_title(f"{listed.title}: {listed.organisation}")
    pdf.set_lang(listed.language)
    return pdf
