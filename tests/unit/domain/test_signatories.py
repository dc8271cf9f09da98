"""The frozen list: what a line shows, what changed since the last list, and a harmless CSV."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.facts import Fact
from chalicelib.domain.manifest import Manifest, encode_manifest
from chalicelib.domain.signatories import (
    Difference,
    Signatory,
    decode,
    difference,
    encode,
    initials_of,
    sheet_of,
    signatory,
    signed_until,
)

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLACES = st.sets(st.tuples(st.integers(0, 5), st.text("abc", min_size=1, max_size=3)))


def fact(**differs: object) -> Fact:
    known = {"day": "d", "ask": "sign", "kind": "signed", "person": "p1", "at": NOON}
    return Fact(**{**known, "country": "FR", "channel": "sms", **differs})  # type: ignore[arg-type]


@given(PLACES, PLACES)
def test_the_difference_is_that_of_the_sets(before: set[tuple[int, str]], after: set) -> None:
    """Two ordered streams, compared without keeping either."""
    olds, news = ([Signatory(*place, "FR") for place in sorted(each)] for each in (before, after))
    expected = Difference(new=len(after - before), withdrawn=len(before - after))
    assert difference(olds, news) == expected


@given(st.builds(Signatory, st.integers(0), *[TEXTS] * 4))
def test_a_line_reads_back(row: Signatory) -> None:
    """Whatever letters initials come from."""
    line = encode(row)
    assert line.count(b"\n") == 1
    assert list(decode(line.split(b"\n"))) == [row]


def test_only_signatures_that_count_then_are_listed() -> None:
    """Not what is held, taken back, of another kind or ask, or later."""
    others = [
        fact(state="held"),
        fact(state="withdrawn"),
        fact(kind="declined"),
        fact(ask="host"),
        fact(at=NOON + timedelta(seconds=1)),
    ]
    assert list(signed_until([*others, fact()], "sign", NOON)) == [fact()]


def test_a_line_bears_no_id_and_knows_the_person_again() -> None:
    """The same digest in each list of a day, another in another day's."""
    line = signatory(3, fact(person="p1"))
    assert "p1" not in line.digest
    assert line.digest == signatory(3, fact(person="p1", at=NOON + timedelta(days=1))).digest
    assert line.digest != signatory(3, fact(person="p1", day="other")).digest


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Marie-Claire", "M. C."),
        ("élodie", "É."),
        ("=cmd|' /C calc'!A0", "C. C. C."),
        ("Ольга", "О."),
        ("1 2 3", ""),
        ("a b c d e", "A. B. C."),
    ],
)
def test_initials_are_letters_alone(name: str, initials: str) -> None:
    """Nothing of a hostile name but its letters."""
    assert initials_of(name) == initials


def test_a_sheet_shows_what_the_target_may_see_and_no_formula() -> None:
    """UTF-8 with its mark, every cell quoted; who has no country is `unknown`."""
    rows = [Signatory(0, "x", "FR", "É.", "=Élodie"), Signatory(1, "y", "", "")]
    sheet = sheet_of("initials", rows)
    assert sheet.startswith(b'\xef\xbb\xbf"initials","country"\r\n')
    assert list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"))))[1:] == [
        ["É.", "FR"],
        ["", "unknown"],
    ]
    assert b'"\'=\xc3\x89lodie"' in sheet_of("full", rows)


def test_the_manifests_countries_add_up() -> None:
    """With those of whom no country is known."""
    manifest = Manifest(
        day="d", trigger="t", target="m", frozen=NOON, countries={"FR": 2, "": 3}, files=()
    )
    assert b'"signatures": 5' in encode_manifest(manifest)
    assert b'"unknown": 3' in encode_manifest(manifest)
