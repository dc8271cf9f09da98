"""Checks 2, 6, 9 and 10 go red by name: demands, senders, targets, crowds and risk."""

from collections.abc import Callable

import pytest

from chalicelib.domain.planfile.load import check_plan
from tests.support.plans import person
from tests.unit.planfile.sample import FILE, NOW, PLAN, FakeCatalogues

Said = Callable[..., list[str]]
TOP = "day: rivers-2027\n"
ATTEND = "attend: {level: 2, does: attend,"
SENT = 'send: 2027-03-02 19:00, text: {en: "{org}: 1 2 STOP", fr: "{org}: 1 2 STOP"},'


def only(told: list[str]) -> str:
    assert len(told) == 1, told
    return told[0].removeprefix("plans/rivers.yaml:")


@pytest.mark.parametrize(
    ("demand", "vague"),
    [
        ("Raise awareness of rivers", True),
        ("Agir maintenant pour l'eau", True),
        ("Rivers", True),
        ("Ban PFAS before 2028", False),
        ("Vote for the bill on 23 March", False),
    ],
)
def test_check_2_a_vague_demand(said: Said, demand: str, vague: bool) -> None:
    """A warning: somebody must be able to say yes to it."""
    told = said(("en: Ban PFAS", f'en: "{demand}"'))

    assert any("a vague demand: nobody can say yes to it" in line for line in told) is vague


def test_check_6_a_reply_through_a_one_way_sender(said: Said) -> None:
    """Neither a keyword nor "reply 1" where every sender is one-way."""
    told = said(
        ("{NO: long-code, other: short-code}", "{other: link}"), (TOP, f"{TOP}join: RIVER\n")
    )

    assert told[0].startswith(
        "plans/rivers.yaml:2: join: a keyword to text, but no sender takes a reply — take it out"
    )
    assert "warning: asks.sign.text: is never sent: who cannot reply gets the link" in told[1]


@pytest.mark.parametrize(
    ("senders", "told"),
    [
        ("{FR: long-code, other: short-code}", "senders.FR: ordinary numbers of organisations"),
        ("{GB: toll-free, other: short-code}", "senders.GB: `toll-free` reaches the US and Canada"),
        ("{BR: 10dlc-ab, other: link}", "senders.BR: `10dlc-ab` reaches the US and Canada, not BR"),
    ],
)
def test_check_6_a_sender_that_a_country_does_not_take(said: Said, senders: str, told: str) -> None:
    """By the country named, or by where the audience lives."""
    assert told in only(said(("{NO: long-code, other: short-code}", senders)))


def test_check_6_looks_at_the_countries_of_the_audience(said: Said) -> None:
    """France is texted by `other` here, which a list may bring about: a warning."""
    told = said(
        (TOP, f"{TOP}audience: {{FR: 99999}}\n"), ("other: short-code}", "other: long-code}")
    )

    assert "warning: senders.other: ordinary numbers of organisations are blocked" in told[0]


def test_check_9_a_deadline_outside_office_hours(said: Said) -> None:
    """A mail may lie there, which is a warning; bearers stand before a shut door."""
    saturday = ("2 hours before vote", "2027-03-20 20:00")
    told = only(said(saturday))
    assert told.startswith(
        "39: warning: triggers.before-vote.when: the office of `minister` is shut"
    )

    by_hand = ("deliver: mail\n", "deliver: hand\n    place: Paris\n    bearers: 2\n")
    assert "41: triggers.before-vote.when: the office of" in only(said(saturday, by_hand))


def test_check_9_a_goal_the_audience_cannot_reach(said: Said) -> None:
    """10,000 signatures of 20,000 people; of 60,000 it may be."""
    told = only(said((TOP, f"{TOP}audience: {{GB: 20000}}\n")))
    assert "triggers.ten-thousand.when: 10000 signatures of 20000 people" in told
    assert said((TOP, f"{TOP}audience: {{GB: 60000}}\n")) == []


def test_check_10_an_empty_segment() -> None:
    """Nobody at all is an error; one of several segments without anybody is a warning."""

    def told(*standings: str) -> list[str]:
        people = [person(id=tag, standing=(tag,)) for tag in standings]
        checked = check_plan(PLAN, FILE, NOW, FakeCatalogues(), people=lambda: people)
        return [str(p).removeprefix("plans/rivers.yaml:") for p in checked.problems if p.line == 29]

    assert told("new") == [
        "29: asks.host.who: an empty segment: nobody is meant"
        " — look at the tags of your list, or take it out"
    ]
    assert told("active")[0].startswith("29: warning: asks.host.who: nobody is `hosted-before` — ")
    assert told("active", "hosted-before") == []


THIRD = (ATTEND, f"{ATTEND} {SENT}")
FOURTH = (
    "  attend: {",
    "  tell: {level: menu, does: share, send: 2027-03-02 10:00}\n  attend: {",
)


def test_check_10_more_than_two_kinds_of_action_in_the_first_wave(said: Said) -> None:
    """Host and attend are two; to share as well is a third, unless a reason is given."""
    assert said(THIRD) == []
    told = only(said(FOURTH, THIRD))
    assert "a third kind of action in the first wave (host, share, attend)" in told
    reasoned = (FOURTH[0], FOURTH[1].replace("menu,", "menu, because: the press asks for it,"))
    assert said(reasoned, THIRD) == []


def test_check_10_more_hosts_than_the_staff_can_carry(said: Said) -> None:
    """Two of a hundred say yes, forty are carried by each."""
    crowd = (TOP, f"{TOP}staff: 2\naudience: {{GB: 60000, active: 6000, hosted-before: 100}}\n")
    told = only(said(crowd))
    assert "asks.host.who: about 122 hosts (2 of 100 asked), 80 can be carried (40 by each" in told
    assert said(crowd, ("staff: 2", "staff: 4")) == []
    because = ("    does: host\n", "    does: host\n    because: partners look after theirs\n")
    assert said(crowd, because) == []


def test_check_10_high_risk_and_the_topic(said: Said) -> None:
    """No word of the demand in a text, nor in the day's name."""
    high = (TOP, f"{TOP}risk: high\n")
    water = ("en: Ban PFAS, fr: Interdire les PFAS", "en: Clean rivers now, fr: Des rivers propres")
    named = ("sign: reply 1.", "sign for clean water: reply 1.")

    assert said(high) == []
    assert "high risk, and the day's name says `rivers`" in only(said(high, water))
    told = said(high, water, (TOP, TOP.replace("rivers", "spring")), named)
    assert "asks.sign.text.en: high risk, and the text names the topic: `clean`" in only(told)
    shown = only(said(high, ("sign: reply 1.", "{demand}: reply 1.")))
    assert "the text names the topic: `{demand}`" in shown


def test_check_10_a_list_of_who_signed(said: Said) -> None:
    """Refused at high risk; `full` is warned about where a name on the web proves nothing."""
    initials, full = (
        ("deliver: mail", f"deliver: mail\n    signatories: {how}") for how in ("initials", "full")
    )
    assert said(initials) == []
    assert "though nobody proved that it is theirs" in only(said(full))
    high = (TOP, f"{TOP}risk: high\n")
    assert "would get a list of who signed" in only(said(high, full))
