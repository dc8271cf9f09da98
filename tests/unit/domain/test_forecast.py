"""Who is asked, in how many segments and for how much, by wave, sender and language."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.audience import Who, standing
from chalicelib.domain.forecast.homes import Home, counted, estimated
from chalicelib.domain.forecast.waves import Wave, forecast, total
from chalicelib.domain.money import Money
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.planfile.audiences import who
from chalicelib.domain.prices import RATES, is_priced, segment_price
from tests.support.plans import SIGN, TUESDAY, person, plan

TEXTS = {
    ("sign", False): {"en": "Sign: 1", "fr": "Signer, \N{LATIN SMALL LETTER E WITH CIRCUMFLEX}" * 8}
}
AUDIENCE = {"FR": 9000, "GB": 1000, "active": 500}


def asked(audience: Who) -> Plan:
    return plan(replace(SIGN, who=audience, nudges=()))


def people_of(audience: str) -> dict[str, int]:
    homes = estimated(asked(who(audience)), AUDIENCE).homes["sign"]
    return {home.country: count for home, count in homes.items()}


@pytest.mark.parametrize(
    ("audience", "people"),
    [
        ("everyone", {"FR": 9000, "GB": 1000}),
        ("active", {"FR": 450, "GB": 50}),
        ("active and country FR", {"FR": 450}),
        ("not country FR", {"GB": 1000}),
        ("active or allies", {"FR": 9000, "GB": 1000}),
        ("active or country GB", {"FR": 450, "GB": 1000}),
        ("interest rivers", {"FR": 9000, "GB": 1000}),
    ],
)
def test_an_estimate_is_at_most(audience: str, people: dict[str, int]) -> None:
    """What nobody counted leaves nobody out: a wave may turn out smaller, never larger."""
    assert people_of(audience) == people


def test_people_are_counted_one_by_one() -> None:
    """By what the list says of each, and where they live."""
    people = [person(), person(standing=("active",), language="fr"), person(country="GB")]
    crowd = counted(asked(standing("active", "allies")), people)

    assert crowd.homes == {"sign": {Home("FR", "Europe/Paris", "fr"): 1}}
    assert crowd.segments == {("sign", 0): 1, ("sign", 1): 0}
    assert crowd.countries == {"FR"}


def waves(sent: Plan, **audience: int) -> tuple[Wave, ...]:
    return forecast(sent, estimated(sent, audience).homes, TEXTS)


def paying(*asks: Ask, **differs: Any) -> Plan:
    prices = {"FR": 50_000, "other": 100_000}
    return plan(*(asks or (SIGN,)), currency="EUR", prices=prices, **differs)


def test_a_wave_costs_its_segments() -> None:
    """French texts take two segments here; reminders are put to everybody at most."""
    first, *reminders = waves(paying(), FR=1000, GB=10)
    lines = [(line.language, line.people, line.each, line.micros) for line in first.lines]

    assert lines == [("en", 10, 1, 1_000_000), ("fr", 1000, 2, 100_000_000)]
    assert [(wave.n, wave.segments) for wave in reminders] == [(1, 2010), (2, 2010)]
    assert str(total(paying(), (first,))) == "101.00 EUR"


def test_a_wave_ends_by_the_pace_of_its_sender() -> None:
    """2,000 segments take 33 minutes by a long code and 20 seconds by a short one, a minute until
    the tick, and three seconds before each chunk, of which the long code's wave has seven."""
    ends = {}
    for kind in ("long-code", "short-code"):
        sent = paying(replace(SIGN, nudges=()), senders={"FR": kind, "other": "long-code"})
        wave = next(w for w in waves(sent, FR=1000) if w.sender == "FR")
        ends[kind] = wave.ends and wave.ends - TUESDAY

    assert ends == {"long-code": timedelta(seconds=2081), "short-code": timedelta(seconds=83)}


def test_a_wave_is_no_faster_than_its_worker() -> None:
    """Four short codes behind one service: a worker's thirty hands reach 120 texts a second."""
    sent = paying(replace(SIGN, nudges=()), senders={"other": "short-code"})
    homes = estimated(sent, {"GB": 12_000}).homes
    [wave] = forecast(sent, homes, TEXTS, {"short-code": 400})

    assert wave.ends == TUESDAY + timedelta(seconds=60 + 3 + 100)
    assert wave.pace == pytest.approx(12_000 / 103)


def test_someone_of_another_language_is_texted_in_the_plans_first() -> None:
    """As the wave itself does."""
    sent = paying(replace(SIGN, nudges=()))
    homes = counted(sent, [person(language="de")]).homes

    assert [(x.language, x.people) for x in forecast(sent, homes, TEXTS)[0].lines] == [
        ("en", 1),
        ("fr", 0),
    ]


def test_a_price_of_your_own_goes_before_the_estimate() -> None:
    """By country, or for all others; the table is in dollars, with US carriers' fees."""
    assert segment_price("FR", "short-code", "EUR", {"FR": 7}) == 7
    assert segment_price("GB", "short-code", "EUR", {"other": 9}) == 9
    assert segment_price("US", "long-code", "USD", {}) == 11_800
    assert segment_price("FR", "short-code", "EUR", {}) == -(-79_800 * RATES["EUR"] // 100)
    assert not is_priced("XPF", {"FR": 7})


def test_money_is_shown_to_the_cent_rounded_up() -> None:
    """Nobody is told less than it costs."""
    assert str(Money(1_234_567_800_001, "EUR")) == "1,234,567.81 EUR"
