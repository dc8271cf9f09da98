"""The letter's map: a tile for each country, shaded by how many signed; vectors, no picture."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chalicelib.adapters.packet_faces import Faces
from chalicelib.domain.tiles import Tile, world

if TYPE_CHECKING:
    from fpdf import FPDF

PITCH = 4.7
"""Millimetres from one row of tiles to the next."""
GAP = 0.4
LEGEND = 7.0
HEIGHT = PITCH * (1 + max(row for _, row in world().values())) + LEGEND
COLUMNS = 1 + max(column for column, _ in world().values())
SHADES = ((246, 244, 243), (243, 214, 209), (228, 160, 152), (203, 100, 96), (160, 46, 50))
DARKEST = (94, 10, 20)
INKS = ((150, 150, 154), (60, 20, 22), (40, 8, 10), (255, 255, 255), (255, 255, 255))
WHITE = (255, 255, 255)
OUTLINE = (205, 203, 202)


class TileMap:
    """`left` and `width` in millimetres; it is drawn from where the pen stands, and moves it."""

    def __init__(self, pdf: "FPDF", faces: Faces, left: float, width: float) -> None:
        self._pdf = pdf
        self._faces = faces
        self._left = left
        self._step = width / COLUMNS

    def draw(self, tiles: Sequence[Tile], legend: Sequence[str]) -> None:
        """The tiles, and under them what each shade stands for."""
        top = self._pdf.get_y()
        self._pdf.set_line_width(0.12)
        self._pdf.set_draw_color(*OUTLINE)
        for tile in tiles:
            x, y = self._left + tile.column * self._step, top + tile.row * PITCH
            self._tile(x, y, tile.shade, tile.code)
        self._legend(top + HEIGHT - LEGEND + 1, legend)
        self._pdf.set_y(top + HEIGHT)

    def _legend(self, y: float, legend: Sequence[str]) -> None:
        x = self._left
        for shade, text in enumerate(legend, 1):
            self._tile(x, y, shade, "")
            self._faces.choose(self._pdf, "helvetica", "", 7.5)
            self._pdf.set_text_color(60, 60, 64)
            said = self._faces.known(text)
            width = self._pdf.get_string_width(said)
            self._pdf.set_xy(x + self._step + 0.6, y)
            self._pdf.cell(width, PITCH - GAP, said)
            x += self._step + width + 5.5

    def _tile(self, x: float, y: float, shade: int, code: str) -> None:
        pdf = self._pdf
        pdf.set_fill_color(*(*SHADES, DARKEST)[shade])
        pdf.rect(x, y, self._step - GAP, PITCH - GAP, style="DF" if shade == 0 else "F")
        self._faces.choose(pdf, "helvetica", "B" if shade else "", 6)
        pdf.set_text_color(*(*INKS, WHITE)[shade])
        pdf.set_xy(x, y)
        pdf.cell(self._step - GAP, PITCH - GAP, code, align="C")
