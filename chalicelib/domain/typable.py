"""What the PDF's built-in fonts can print: the characters of Windows-1252, western Europe's.

Other letters lose their marks (ő → o, ș → s) or are spelt out (ł → l, → → ->); what has no
such form, any other script above all, becomes `?`. A plan is better checked for those first.
"""

import unicodedata

_SPELT = {
    "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
    "\N{LATIN CAPITAL LETTER L WITH STROKE}": "L",
    "\N{LATIN SMALL LETTER D WITH STROKE}": "d",
    "\N{LATIN CAPITAL LETTER D WITH STROKE}": "D",
    "\N{LATIN SMALL LETTER H WITH STROKE}": "h",
    "\N{LATIN CAPITAL LETTER H WITH STROKE}": "H",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "\N{LATIN SMALL LETTER T WITH STROKE}": "t",
    "\N{LATIN CAPITAL LETTER T WITH STROKE}": "T",
    "\N{LATIN SMALL LETTER ENG}": "ng",
    "\N{LATIN CAPITAL LETTER ENG}": "Ng",
    "\N{LATIN SMALL LETTER SCHWA}": "e",
    "\N{LATIN CAPITAL LETTER SCHWA}": "E",
    "\N{LATIN CAPITAL LETTER SHARP S}": "SS",
    "\N{MODIFIER LETTER APOSTROPHE}": "'",
    "\N{MODIFIER LETTER TURNED COMMA}": "'",
    "\N{PRIME}": "'",
    "\N{DOUBLE PRIME}": '"',
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "-",
    "\N{HORIZONTAL BAR}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{NOT EQUAL TO}": "<>",
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{CHECK MARK}": "x",
    "\N{HEAVY CHECK MARK}": "x",
}


def typable(text: str) -> str:
    """The text with each character that the fonts lack replaced."""
    return "".join(_typed(character) for character in unicodedata.normalize("NFC", text))


def untypable(text: str) -> str:
    """The characters that would be lost, each once, in order; empty when there are none."""
    lost = (c for c in unicodedata.normalize("NFC", text) if _typed(c) == "?" != c)
    return "".join(dict.fromkeys(lost))


def _typed(character: str) -> str:
    if character == "\n" or (_printable(character) and character >= " "):
        return character
    if character in _SPELT:
        return _SPELT[character]
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Mn"):
        return " " if character.isspace() else ""
    parts = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare if bare and _printable(bare) else "?"


def _printable(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
