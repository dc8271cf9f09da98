"""What a text costs: SMS segments and the letters that make them dear. Source: 3GPP TS 23.038.

As Twilio bills it where Smart Encoding is off, which would replace look-alikes: a curly quote is
one letter outside, as is an accent that stands apart from its letter.

A text of only GSM-7 letters holds 160 septets in one part, 153 in each of several; one letter
outside turns the whole text to UCS-2: 70 units in one part, 67 in each of several.
"""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet: one septet each (section 6.2.1, without ESC)."""

EXTENSION = frozenset("\f^{}\\[~]|€")
"""The extension table: an escape and a letter, two septets (section 6.2.1.1)."""

GSM_ONE, GSM_EACH = 160, 153
UCS_ONE, UCS_EACH = 70, 67


def costly_letters(text: str) -> str:
    """The distinct letters that force UCS-2, in their order of appearance; empty for GSM-7."""
    return "".join(dict.fromkeys(letter for letter in text if not _is_gsm(letter)))


def segments(text: str) -> int:
    """How many parts the carrier sends and bills; 0 for an empty text."""
    if costly_letters(text):
        return _parts([_units(letter) for letter in text], UCS_ONE, UCS_EACH)
    return _parts([_septets(letter) for letter in text], GSM_ONE, GSM_EACH)


def length(text: str) -> int:
    """Septets of a GSM-7 text, 16-bit units of any other."""
    width = _units if costly_letters(text) else _septets
    return sum(width(letter) for letter in text)


def _is_gsm(letter: str) -> bool:
    return letter in BASIC or letter in EXTENSION


def _septets(letter: str) -> int:
    return 2 if letter in EXTENSION else 1


def _units(letter: str) -> int:
    return 2 if ord(letter) > 0xFFFF else 1


def _parts(widths: list[int], one: int, each: int) -> int:
    """A letter of two is never cut in half: it moves to the next part whole."""
    if sum(widths) <= one:
        return 1 if widths else 0
    parts, room = 1, each
    for width in widths:
        if width > room:
            parts, room = parts + 1, each
        room -= width
    return parts
