"""Reading: strings stay strings, every path has its line."""

import pytest

from chalicelib.domain.planfile.yaml12 import MAX_CHARACTERS, read


def test_scalars_stay_the_strings_that_were_written() -> None:
    """What YAML 1.1 would make a boolean, a sexagesimal, a date or a number is kept."""
    text = "a: NO\nb: 18:30\nc: on\nd: 2027-03-20\ne: 007\nf: ~\ng: 1e3\n"

    assert read(text, "f").value == {
        "a": "NO",
        "b": "18:30",
        "c": "on",
        "d": "2027-03-20",
        "e": "007",
        "f": "~",
        "g": "1e3",
    }


def test_every_path_has_its_line() -> None:
    """Keys, list items and what is inside flow mappings know their line."""
    document = read("a:\n  b: [x,\n      y]\n  c: {d: 1}\n", "f")

    assert [document.line(path) for path in ((), ("a",), ("a", "b", 1), ("a", "c", "d"))] == [
        1,
        1,
        3,
        4,
    ]


def test_a_path_that_is_not_there_has_the_line_of_the_nearest_above() -> None:
    """A missing key is told at its parent."""
    assert read("x: 1\na:\n  b: 1\n", "f").line(("a", "zz", "y")) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", "f:3: a: written twice, first on line 1 — keep one"),
        ("a:\n  b:\n", "f:2: a.b: empty — write a value or take the key out"),
        ("a: &x [1]\nb: *x\n", "f:2: b: an alias (`*name`) is not read — write the value out"),
        ("? [a]\n: 1\n", "f:1: a key must be one word or a short text"),
        ("a: 1\nb: {org}: hi\n", "f:2: not YAML: "),
        ("a: b: c\n", 'put a text that has a colon in it between "quotes"'),
        ("a:\n\t- b\n", "indent with spaces, not with a tab"),
        ("a: [1\n", "f:2: not YAML: "),
        ("a\x01: 1\n", "f:1: not YAML: a character or nesting that cannot be read"),
        ("[" * 2_000, "f:1: not YAML: a character or nesting that cannot be read"),
        ("a" * (MAX_CHARACTERS + 1), "f:1: longer than 200000 characters — shorten it"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, told: str) -> None:
    """Duplicate keys, empty values, aliases and broken YAML are problems, not exceptions."""
    assert told in "\n".join(map(str, read(text, "f").problems))


def test_tags_make_no_objects() -> None:
    """An explicit tag changes nothing: its value is the string."""
    assert read("a: !!python/name:os.system x\n", "f").value == {"a": "x"}
