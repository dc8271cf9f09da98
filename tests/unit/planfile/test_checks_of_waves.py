"""Checks 3 and 7 go red by name: dear texts, and waves that end too late or cost too much."""

from collections.abc import Callable

import pytest

from chalicelib.domain.planfile.load import check_plan
from tests.support.plans import person
from tests.unit.planfile.sample import FILE, NOW, PLAN, FakeCatalogues

Said = Callable[..., list[str]]
SIGN_FR = '"{org}: signer: répondez 1. Plus tard: 2. Plus de textos: STOP"'


def only(told: list[str]) -> str:
    assert len(told) == 1, told
    return told[0].removeprefix("plans/rivers.yaml:")


NO_GOAL = ("ten-thousand: {when: 10000 sig", "ten-thousand: {when: 100 sig")


def audience(**people: int) -> tuple[str, str]:
    listed = ", ".join(f"{name}: {count}" for name, count in people.items())
    return ("targets:", f"audience: {{{listed}}}\ntargets:")


def test_check_3_a_letter_that_doubles_the_cost(said: Said) -> None:
    """The letters are shown, with what they cost."""
    dear = "prêt\N{RIGHT SINGLE QUOTATION MARK} pour nos rivières et nos lacs"
    told = only(said((SIGN_FR, SIGN_FR.replace("signer", dear))))

    assert told == (
        "25: warning: asks.sign.text.fr: ê \N{RIGHT SINGLE QUOTATION MARK} make it 2 segments"
        " instead of 1 — write it without these letters"
    )


def test_check_3_a_text_of_two_segments(said: Said) -> None:
    """How much is too much."""
    told = only(said((SIGN_FR, SIGN_FR.replace("signer", "signer " * 16))))

    assert told.startswith("25: warning: asks.sign.text.fr: 2 segments, each of them billed (1")
    assert "— shorten it by " in told


def test_check_3_counts_variables_at_their_longest(said: Said) -> None:
    """A link and a first name take room that the file does not show."""
    assert said((SIGN_FR, SIGN_FR.replace("signer", "signer {firstName}"))) == []
    told = only(said((SIGN_FR, SIGN_FR.replace("signer", "signer {firstName} {link}, vite"))))
    assert "2 segments" in told


def test_check_7_a_wave_that_cannot_end_in_time(said: Said) -> None:
    """One a second, less what chunks cost, in the hours of eight days, is less than 400,000."""
    told = said(audience(NO=400_000))

    assert "asks.sign.send: 195526 of 400000 segments by NO (long-code, 0.99 a second)" in told[0]
    assert "cannot go out before 2027-03-23 12:00 UTC — send earlier, end later" in told[0]
    assert said(audience(NO=9_000), NO_GOAL) == []


def test_check_7_a_faster_sender_ends_in_time(said: Said) -> None:
    """The same people by a short code."""
    assert said(audience(FR=400_000)) == []


def test_check_7_a_reminder_that_cannot_end_in_time(said: Said) -> None:
    """Each reminder is a wave of its own."""
    told = said(audience(NO=170_000))

    assert "asks.sign.nudges[1]: " in "\n".join(told)


def test_check_7_a_budget_that_is_too_small(said: Said) -> None:
    """All waves and reminders together, in the plan's currency."""
    budget = ("day: riv", "budget: 900 EUR\nprices: {other: 0.05 EUR}\nday: riv")
    told = only(said(budget, audience(FR=7_000), NO_GOAL))

    assert told == (
        "1: budget: the waves and reminders cost 1,050.00 EUR, at most 900.00 EUR is there"
        " — ask fewer people, remind less, shorten texts"
    )
    assert said(budget, audience(FR=6_000), NO_GOAL) == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("budget: 900", "`900` is no amount — write it like `900 EUR`"),
        ("budget: 0 EUR", "an amount of nothing"),
        ("budget: 900 XPF", "no price is known in XPF — add a price for `other`"),
        ("budget: 9 EUR\nprices: {FR: 0.05 USD}", "prices.FR: another currency — write it in EUR"),
        ("audience: {activ: 3}", "`activ` is no country and no segment — did you mean `active`?"),
        ("audience: {FR: some}", "`some` is not a number of people"),
    ],
)
def test_check_7_amounts_are_read_strictly(said: Said, written: str, told: str) -> None:
    """Nobody guesses a currency."""
    assert told in "\n".join(said(("day: riv", f"{written}\nday: riv")))


def test_check_8_a_wave_at_an_hour_when_nobody_may_be_texted(said: Said) -> None:
    """A warning, with the hour at which it really goes: 20:30 is too late in Oslo."""
    told = said(("2027-03-15 18:30", "2027-03-15 20:30"), audience(NO=900), NO_GOAL)

    assert told[0].startswith(
        "plans/rivers.yaml:20: warning: asks.sign.send: nobody of NO may be texted then: it goes"
        " from 2027-03-16 "
    )
    assert said(audience(NO=900), NO_GOAL) == []


def test_check_7_counts_people_where_they_are_known() -> None:
    """A list goes before the plan's own estimate."""
    people = [person(id=str(n), standing=("active",)) for n in range(30)]
    checked = check_plan(PLAN, FILE, NOW, FakeCatalogues(), people=lambda: people)

    assert checked.counted
    assert {(wave.ask, wave.people) for wave in checked.waves if wave.sender == "other"} == {
        ("sign", 30),
        ("host", 30),
    }
