"""How many parts a text is billed as."""

import pytest

from local.phones.segments import segments


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("é" * 160, 1),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("🔔" * 35, 1),
        ("🔔" * 36, 2),
    ],
)
def test_parts_follow_the_alphabet(body: str, parts: int) -> None:
    """GSM-7 160/153 with the euro counting two; one letter outside it makes it 70/67."""
    assert segments(body) == parts
