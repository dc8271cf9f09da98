"""The shape of the file: unknown, missing, misshapen and not yet built."""

from collections.abc import Callable

import pytest

from chalicelib.domain.planfile.load import check_plan
from tests.unit.planfile.sample import NOW, FakeCatalogues

Said = Callable[..., list[str]]
TAKE_OUT = "is not built yet — take it out (it will be refused, never ignored)"


def test_a_plan_without_mistakes_has_no_problem(said: Said) -> None:
    """The small plan of these tests is clean, so that each spoilt one shows its own mistake."""
    assert said() == []


def test_an_unknown_key_names_its_line_and_the_key_that_was_meant(said: Said) -> None:
    """The place and the mend, as the guide shows them."""
    assert said(("answers: [accept, later]", "answer: [accept, later]")) == [
        "plans/rivers.yaml:21: asks.sign.answer: unknown key — did you mean `answers`?"
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("day: rivers", "day: Rivers", "1: day: `Rivers-2027` is not a day's name"),
        ("languages: [en, fr]", "languages: en", "3: languages: a list is expected here"),
        ("languages: [en, fr]", "languages: []", "3: languages: nothing in it"),
        ("[en, fr]", "[en, french]", "3: languages[2]: `french` is not a language"),
        ("date: 2027-03-20\n", "", "1: date: missing — add `date: …`"),
        ("Europe/Paris", "Europe/Pariss", "5: zone: unknown zone `Europe/Pariss` — did you mean"),
        ("vote: 2027-03-23 15:00", "Vote: 2027-03-23 15:00", "6: dates.Vote: `Vote` is not a name"),
        ("{NO: long-code", "{no: long-code", "9: senders.no: `no` is not a country"),
        ("deliver: mail", "deliver: male", "unknown word `male` — did you mean `mail`?"),
        ("level: 1", "level: 3", "unknown word `3` — use one of `1`, `2`, `menu`"),
        ("does: sign\n", "does: sing\n", "18: asks.sign.does: unknown word `sing` — did you mean"),
        ("does: sign\n", "does: [sign]\n", "one value is expected here, not a list"),
        ("18:30", "6pm", "19: asks.sign.send: `2027-03-15 6pm` is not a date with a time"),
        ("[2 days]", "[soon]", "22: asks.sign.nudges[1]: `soon` is not a length of time"),
        ("until: before-vote", "until: Before", "20: asks.sign.until: `Before` is not a date"),
        ("  host:\n", "  later:\n", "26: asks.later: `later` is a reserved word"),
        ("  host:\n", "  kit:\n", "26: asks.kit: `kit` is a reserved word"),
        ("gathering - 1 day", "vote - 1 day", "43: leaders.follow_up.vote - 1 day: "),
        ("call: lea@rivers.example", "call: lea", "45: leaders.silent.call: `lea` is not a mail"),
        ("call: lea@", "cal: lea@", "leaders.silent.cal: unknown key — did you mean `call`?"),
        ("triggers:\n", "trigers:\n", "unknown key — did you mean `triggers`?"),
        ("  attend: {", "  attend: [{", "not YAML"),
    ],
)
def test_a_misshapen_part_is_told(said: Said, before: str, after: str, told: str) -> None:
    """Each with its line, its path and what to write."""
    assert told in "\n".join(said((before, after)))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("leaders:\n", "leaders:\n  training: {required: yes}\n", f"`training` {TAKE_OUT}"),
        ("leaders:\n", "leaders:\n  charter: charter.md\n", f"`charter` {TAKE_OUT}"),
        ("kit\n", "confirm\n", f"`confirm` {TAKE_OUT}"),
        ("does: sign\n", "does: give\n", f"asks.sign.does: `give` {TAKE_OUT}"),
        ("[accept, later]", "[accept, number]", f"asks.sign.answers[2]: `number` {TAKE_OUT}"),
        ("10000 signatures", "900 EUR", "triggers.ten-thousand.when: `900 EUR` is not built yet"),
    ],
)
def test_what_is_not_built_yet_is_refused(said: Said, before: str, after: str, told: str) -> None:
    """A key that would be ignored would be a promise to the coordinator."""
    assert told in "\n".join(said((before, after)))


def test_all_problems_are_told_at_once(said: Said) -> None:
    """A misspelt key hides neither a bad value nor a text's mistake elsewhere."""
    told = said(
        ("answers: [accept, later]", "answer: [accept, later]"),
        ("2027-03-02 18:00", "2nd of March"),
        ("demand: {en: Ban PFAS, fr: Interdire les PFAS}", "demand: {en: Ban PFAS}"),
    )

    assert [line.split(":")[1:3] for line in told] == [
        ["7", " demand"],
        ["21", " asks.sign.answer"],
        ["30", " asks.host.send"],
    ]


def test_an_empty_value_is_told_once(said: Said) -> None:
    """Not as empty and again as no date."""
    assert said(("send: 2027-03-15 18:30", "send:")) == [
        "plans/rivers.yaml:19: asks.sign.send: empty — write a value or take the key out"
    ]


def test_names_are_followed_in_spite_of_an_unknown_key(said: Said) -> None:
    """Nothing that a name leads to was taken out with the key."""
    told = said(("day: riv", "dayly: x\nday: riv"), ("[minister]", "[ministre]"))

    assert len(told) == 4
    assert "unknown name `ministre` — did you mean `minister`?" in told[-1]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n"])
def test_a_file_that_is_no_plan_is_told(text: str, catalogues: FakeCatalogues) -> None:
    """An empty file, a sentence or a list is a problem, not a crash."""
    checked = check_plan(text, "f", NOW, catalogues)

    assert checked.plan is None
    assert checked.problems
