"""What a text costs in segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.segments import BASIC, EXTENSION, costly_letters, length, segments

GSM = st.text(st.sampled_from(sorted(BASIC | EXTENSION)), max_size=800)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 0),
        ("a", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("ê" * 134, 2),
        ("ê" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_is_billed_by_the_tables_of_the_standard(text: str, parts: int) -> None:
    """160 or 153 septets, 70 or 67 units; letters of the extension table and emoji count two."""
    assert segments(text) == parts


def test_a_letter_of_two_is_never_cut_between_parts() -> None:
    """An escape at septet 153 moves to the next part with its letter: 306 septets need three."""
    assert segments("a" * 152 + "€" + "a" * 152) == 3


def test_the_alphabet_has_the_127_letters_of_the_standard() -> None:
    """128 codes, of which one is the escape; ten letters in the extension table."""
    assert (len(BASIC), len(EXTENSION)) == (127, 10)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("prêt, bientôt prêt", "êô"),
        ("é è à ù ñ Ç €", ""),
        ("l\u2019eau ça", "\u2019ç"),
        ("í ó ú ã", "íóúã"),
    ],
)
def test_the_costly_letters_are_named_once_each(text: str, letters: str) -> None:
    """They are what the check shows a coordinator, in the order of the text."""
    assert costly_letters(text) == letters


@given(GSM)
def test_a_gsm_text_fits_its_segments(text: str) -> None:
    """Enough room for every septet, and never a part more than a lost septet each explains."""
    parts, septets = segments(text), length(text)
    assert costly_letters(text) == ""
    assert septets <= (160 if parts == 1 else 153 * parts)
    assert parts <= 1 or septets > 152 * (parts - 1)


@given(GSM)
def test_cutting_the_septets_themselves_gives_the_same_parts(text: str) -> None:
    """An escape is a septet of its own, and no part of several ends with one."""
    septets = [s for letter in text for s in (["ESC", letter] if letter in EXTENSION else [letter])]
    cut = []
    while septets:
        room = 160 if not cut and len(septets) <= 160 else 153
        room -= len(septets) > room and septets[room - 1] == "ESC"
        cut.append(septets[:room])
        septets = septets[room:]

    assert len(cut) == segments(text)
    assert all(part[-1] != "ESC" for part in cut)


@given(GSM, st.sampled_from("êôç\u2019😀"))
def test_one_costly_letter_never_makes_a_text_cheaper(text: str, letter: str) -> None:
    """UCS-2 holds less than half as much."""
    assert segments(text + letter) >= segments(text)


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_longer_text_never_costs_less(text: str, more: str) -> None:
    """Segments are total over any text and grow with it."""
    assert segments(text) <= segments(text + more) <= segments(text) + segments(more) + len(text)
