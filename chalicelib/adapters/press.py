"""ports.Press on fpdf2, which is loaded at the first letter: it is slow to import."""

from chalicelib.domain.packet import Letter
from chalicelib.domain.printed_list import PrintedList
from chalicelib.domain.wording import Say


class PdfPress:
    """Prints letters with the words of `say` (page numbers and the like)."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def letter(self, letter: Letter) -> bytes:
        from chalicelib.adapters.packet_pdf import letter_pdf

        return letter_pdf(letter, self._say)

    def list(self, listed: PrintedList) -> bytes:
        from chalicelib.adapters.packet_list import list_pdf

        return list_pdf(listed, self._say)
