"""The sheet of the packet: an A4 page with its footer. Loads `fpdf`."""

from collections.abc import Callable

from fpdf import FPDF

from chalicelib.adapters.packet_faces import Faces


class Sheet(FPDF):
    """`note` stands at the left of each footer, the page's number at the right."""

    def __init__(self, note: str, numbered: Callable[[str, str], str], faces: Faces) -> None:
        super().__init__(format="A4")
        self._note = note
        self._numbered = numbered
        self._faces = faces
        faces.load(self)

    def footer(self) -> None:
        """Called by the library at the end of each page."""
        self.set_y(-17)
        self._faces.choose(self, "helvetica", "", 7.5)
        self.set_text_color(105, 105, 110)
        half = self.epw / 2
        page = self._numbered(str(self.page_no()), self.str_alias_nb_pages or "")
        self.cell(half, 4, self._faces.known(self._note))
        self.cell(half, 4, self._faces.known(page), align="R")
