"""The letter's words: in the target's language, at the office's hour, from the frozen counts."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from chalicelib.adapters.catalogues import LOCALES, GettextCatalogues
from chalicelib.domain.packet import Letter, bearers_roster, build_letter, covering_mail
from chalicelib.domain.places import is_country, main_zone
from chalicelib.domain.typable import typable, untypable
from chalicelib.domain.wording import Say, Wording
from cli.catalogues import compile_changed
from tests.support.petitions import (
    FIRST,
    FROZEN,
    LAST,
    minister,
    plan_of_petition,
    totals_of,
)

LANGUAGES = ("en", "fr", "es", "pt")


@pytest.fixture(scope="module")
def say() -> Say:
    compile_changed()
    return GettextCatalogues().say


def letter(say: Say, **changes: Any) -> Letter:
    fields: dict[str, Any] = {
        "plan": plan_of_petition(),
        "target": minister(),
        "totals": totals_of(UG=9_000, FR=1_234, none=2),
        "trigger": FIRST,
        "frozen": FROZEN,
        "say": say,
    }
    return build_letter(**(fields | changes))


def test_the_letter_speaks_the_targets_language_at_the_offices_hour(say: Say) -> None:
    """Names, demand, date, numbers and countries; Kampala is three hours ahead of UTC."""
    written = letter(say)
    assert (written.addressee, written.demand) == (
        "Monsieur le Ministre",
        "Retirez le projet de loi.",
    )
    assert (written.date, written.count) == ("1er décembre 2026", "10\u00a0236")
    assert "15:30 (EAT)" in written.count_label
    assert written.table == (
        ("Ouganda", "9\u00a0000"),
        ("France", "1\u00a0234"),
        ("Non indiqué", "2"),
    )


def test_only_countries_are_counted_as_countries(say: Say) -> None:
    """Signatures of no known country come from no country more."""
    assert "2 pays" in " ".join(letter(say).opening)


def test_at_high_risk_no_map_and_no_country_of_a_few(say: Say) -> None:
    """Where three signed they might be found: they are counted as unknown, and nothing is drawn."""
    risky = replace(plan_of_petition(), risk="high")
    written = letter(say, plan=risky, totals=totals_of(UG=9_000, FR=1_234, BI=3))
    assert written.map_tiles == ()
    assert [row[0] for row in written.table] == ["Ouganda", "France", "Non indiqué"]
    assert written.table_total[1] == "10\u00a0237"


def test_a_language_we_do_not_speak_is_addressed_in_the_plans_first(say: Say) -> None:
    """The texts fall back together, to English here."""
    written = letter(say, target=minister("de"))
    assert (written.title, written.demand) == ("Petition", "Withdraw the bill.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trigger", [FIRST, LAST])
@pytest.mark.parametrize("bearers", [0, 1, 5])
def test_every_letter_is_whole_in_every_language(
    say: Say, language: str, trigger: Any, bearers: int
) -> None:
    """No key, no open variable and no empty line is left in it, and every word can be printed."""
    target = minister(language, bearers)
    written = letter(say, target=target, trigger=trigger, answer_url="https://answer.example/x")
    lines = [text for text in vars_of(written) if isinstance(text, str)]
    assert all(lines)
    assert not [text for text in lines if re.search(r"packet\.|[{}]", text)]
    assert untypable("".join(lines)) == ""


def vars_of(letter: Letter) -> list[Any]:
    """Every value of the letter, lists and pairs taken apart."""
    found: list[Any] = []
    queue: list[Any] = [getattr(letter, name) for name in letter.__dataclass_fields__]
    for value in queue:
        (queue if isinstance(value, tuple) else found).extend(
            value if isinstance(value, tuple) else [value]
        )
    return found


def test_the_reason_is_the_triggers(say: Say) -> None:
    """A count says which number was reached; a deadline that its date was announced."""
    assert "10\u00a0000" in letter(say).opening[0]
    assert "date annoncée" in letter(say, trigger=LAST).opening[0]


def test_only_a_delivery_by_hand_names_its_bearers_and_place(say: Say) -> None:
    """How many, not who."""
    by_hand = " ".join(letter(say, target=minister("en", 5)).closing)
    assert "Parliament Avenue by 5 bearers" in by_hand
    assert "bearers" not in " ".join(letter(say, target=minister("en")).closing)


def test_a_petition_of_no_one_is_a_letter_all_the_same(say: Say) -> None:
    """A deadline delivers whatever there is."""
    written = letter(say, totals=totals_of(), trigger=LAST)
    assert (written.count, written.table) == ("0", ())


@pytest.mark.parametrize(
    ("language", "few", "many"),
    [
        ("en", "1,234", "1,234,567"),
        ("fr", "1\u00a0234", "1\u00a0234\u00a0567"),
        ("es", "1234", "1\u00a0234\u00a0567"),
        ("pt", "1234", "1\u00a0234\u00a0567"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(
    say: Say, language: str, few: str, many: str
) -> None:
    """Spanish and Portuguese keep four digits together."""
    words = Wording(say, language)
    assert [words.number(n) for n in (0, 999, 1_234, 1_234_567)] == ["0", "999", few, many]


def test_the_covering_mail_says_what_is_attached(say: Say) -> None:
    """How many, from whom, the demand, and where to answer."""
    page = "https://api.example/t/signed"
    subject, text = covering_mail(letter(say, target=minister("en")), page, say)
    assert page in text
    assert subject == "Petition from 10,236 people: Égalité"
    assert "Withdraw the bill." in text


def test_the_bearers_roster_has_an_empty_line_each(say: Say) -> None:
    """Names and numbers are written by hand, on paper; a spreadsheet opens it."""
    roster = bearers_roster(minister("en", 3), "en", say)
    assert roster.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(roster.decode("utf-8-sig")))
    assert head == ["No.", "Name", "Telephone (on paper only)", "Signature"]
    assert lines[:3] == [[str(n), "", "", ""] for n in (1, 2, 3)]
    place, hours, *todo = (line[1] for line in lines[3:])
    assert "Parliament Avenue" in place and "09:00 - 17:00 (Africa/Kampala)" in hours
    assert "agrees to carry" in todo[0] and "photograph the receipt" in todo[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    """A minister reads no two-letter codes."""
    path = Path(LOCALES) / language / "LC_MESSAGES" / "packet.po"
    with path.open("rb") as source:
        keys = {str(message.id): str(message.string) for message in read_po(source)}
    codes = {key.rpartition(".")[2] for key in keys if key.startswith("packet.country.")}
    assert {code for code in codes if is_country(code)} | {"none"} == codes
    assert len(codes) > 249 and all(keys.values())
    assert main_zone("UG") == "Africa/Kampala"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("“Égalité” — œuvre… 5 €", "“Égalité” — œuvre… 5 €"),
        ("Łódź, Őr, Ștefan, İzmir", "Lódz, Or, Stefan, Izmir"),
        ("e\u0301 a\u202fb a\u00adb → x\u200by", "é a\u00a0b a\u00adb -> xy"),
        ("two\nlines\tand\r\nmore", "two\nlines and \nmore"),
        ("Свобода 🎉", "??????? ?"),
    ],
)
def test_what_the_fonts_lack_is_spelt_out_or_marked(text: str, typed: str) -> None:
    """Marks fall, strokes and arrows are spelt out, another script is lost visibly."""
    assert typable(text) == typed
    typed.encode("cp1252")


def test_what_would_be_lost_can_be_told_before() -> None:
    """A plan in another script is better refused than delivered as question marks."""
    assert untypable("Łódź? Свобода, о") == "Свобда"
