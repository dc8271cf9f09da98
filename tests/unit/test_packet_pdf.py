"""The packet as a PDF: the same bytes for the same letter, whole, on A4."""

import hashlib
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.press import PdfPress
from chalicelib.domain.packet import Letter, build_letter
from chalicelib.domain.plan import Window
from chalicelib.domain.printed_list import printed_list
from chalicelib.domain.signatories import Signatory
from cli.catalogues import compile_changed
from tests.support.petitions import FIRST, FROZEN, minister, plan_of_petition, totals_of

ROOT = Path(__file__).parents[2]
PRINT = """
import hashlib
from tests.unit.test_packet_pdf import letter, press
print(hashlib.sha256(press().letter(letter())).hexdigest())
"""


def press() -> PdfPress:
    compile_changed()
    return PdfPress(GettextCatalogues().say)


def letter(countries: int = 3) -> Letter:
    codes = ("UG", "FR", "US", "GB", "BR", "KE", "TR", "PL", "CI", "ZA")
    more = [a + b for a in "ABCDEFGHIJKLM" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    wanted = list(dict.fromkeys((*codes, *more)))[:countries]
    return build_letter(
        plan_of_petition(),
        minister("fr", 5),
        totals_of(**{code: 10_000 - n for n, code in enumerate(wanted)}),
        FIRST,
        FROZEN,
        GettextCatalogues().say,
    )


def shown(pdf: bytes) -> str:
    """The text operators' strings, page after page."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    pages = b"".join(zlib.decompress(s) for s in streams if s[:1] == b"x")
    strings = re.findall(rb"\((.*?)(?<!\\)\)", pages)
    return re.sub(" +", " ", b" ".join(strings).decode("cp1252"))


def test_the_same_letter_gives_the_same_bytes_in_another_process() -> None:
    """Its sha256 is the proof of what was delivered: neither hour nor machine is in it."""
    here = hashlib.sha256(press().letter(letter())).hexdigest()
    run = [sys.executable, "-c", PRINT]
    there = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_another_letter_gives_other_bytes() -> None:
    """One signature more, or the same counts at another instant."""
    same = letter()
    later = replace(same, frozen=same.frozen + timedelta(seconds=1))
    pdfs = [press().letter(x) for x in (same, replace(same, count="29\u00a0998"), later)]
    assert len({hashlib.sha256(pdf).hexdigest() for pdf in pdfs}) == 3


def test_everything_the_letter_says_is_on_paper() -> None:
    """Demand, count, each country, and how many pages there are."""
    text = shown(press().letter(letter()))
    for said in ("MONSIEUR", "Retirez le projet de loi.", "29\u00a0997", "Ouganda", "Page 1 sur 2"):
        assert said.casefold() in text.casefold(), said


def test_letters_that_the_pdfs_own_fonts_lack_bring_a_font_along() -> None:
    """A demand in Cyrillic, a Polish name: as written, findable, in any viewer."""
    pdf = press().letter(replace(letter(), demand="Свободу Ивану, пише Łódź"))
    assert b"DejaVuSerif" in pdf
    assert b"/Helvetica" not in pdf
    assert all(f"<{ord(c):04X}>".encode() in pdf for c in "СвбдИшеŁź"), "no way back to text"


def test_a_letter_of_western_europe_stays_small() -> None:
    """No font is in it: the viewer's own are good."""
    assert len(press().letter(letter())) < 20_000


def test_the_map_is_drawn_where_people_of_several_countries_signed() -> None:
    """A tile with its code for each country; none for the people of one."""
    on_map, alone = (shown(press().letter(letter(n))) for n in (3, 1))
    assert all(f" {code} " in on_map for code in ("UG", "FR", "US", "DE"))
    assert " DE " not in alone


def test_a_long_table_goes_over_pages_with_its_head() -> None:
    """Two hundred countries: no row is lost, each page tells what its columns are."""
    written = letter(200)
    text = shown(press().letter(written))
    pages = int(re.findall(r"Page 1 sur (\d+)", text)[0])
    assert pages > 3
    assert text.count("Pays") >= pages - 1
    assert all(name.replace("(", r"\(") in text for name, _ in written.table[::20])


@pytest.mark.parametrize("demand", ["Свобода", "long " * 1500, "\n\n", "(((\\)"])
def test_no_demand_breaks_the_page(demand: str) -> None:
    """Another script, one over several pages, nothing, and PDF's own marks."""
    assert press().letter(replace(letter(), demand=demand)).startswith(b"%PDF-")


POSTAL = ("The Ministry of Rivers", "12 Lake Street", "75007 PARIS")


@pytest.mark.parametrize(("window", "left"), [("left", 24), ("right", 110)])
def test_a_posted_letter_has_its_address_where_the_envelope_shows_it(
    window: Window, left: float
) -> None:
    """Each line inside the window; the salutation comes below it, and nothing is said twice."""
    posted = replace(letter(), postal=POSTAL, window=window)
    pdf = press().letter(posted)
    at = {text: (x, y) for x, y, text in placed(pdf)}
    for line in POSTAL:
        x, y = at[line]
        assert abs(x - left) < 0.1 and 45 < y < 90, line
    assert at[posted.addressee][1] > 90
    assert not set(POSTAL) & {text for _, _, text in placed(press().letter(letter()))}


def placed(pdf: bytes) -> list[tuple[float, float, str]]:
    """Each string of the first page with its place, in millimetres from its upper left corner."""
    first = next(zlib.decompress(s) for s in streams(pdf) if s[:1] == b"x")
    found = re.findall(rb"([\d.]+) ([\d.]+) Td [^()]*\((.*?)(?<!\\)\) Tj", first)
    return [
        (float(x) * 25.4 / 72, 297 - float(y) * 25.4 / 72, text.decode("cp1252"))
        for x, y, text in found
    ]


def streams(pdf: bytes) -> list[bytes]:
    return re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)


def test_a_part_of_the_list_is_printed_with_numbers_and_countries_in_words() -> None:
    """As the spreadsheet has them, so many a page, from its own first number on."""
    rows = [Signatory(0, str(n), "FR" if n % 2 else "", "M. C.") for n in range(400)]
    listed = printed_list(letter(), "initials", rows, 50_001, GettextCatalogues().say)
    pdf = press().list(listed)
    text = shown(pdf)
    assert pdf == press().list(listed)
    assert (row_number(text, 0), row_number(text, 399)) == ("50\u00a0001", "50\u00a0400")
    assert text.count("M. C.") == 400 and text.count("France") == 200
    assert "Page 3 sur 3" in text and text.count("Les signataires") == 3


def row_number(text: str, n: int) -> str:
    return re.findall(r"5\d\u00a0\d{3}", text)[n]
