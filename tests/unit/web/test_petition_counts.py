"""What is published of a petition: exact in every breakdown, in order, and soon."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.totals import Totals
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.pages.petition_json import petition_json, recent_countries
from chalicelib.steps.publish import publish_day
from tests.support.fakes import NOON
from tests.support.plans import fact
from tests.unit.web.website import Visitor, Website, a_plan

DAY = "rivieres"
numbers = st.integers(1, 40)
tallies = st.dictionaries(
    st.sampled_from(["FR", "GB", "PE", "UG", ""]),
    st.tuples(numbers, st.dictionaries(st.sampled_from(["BRE", "75", "LND"]), numbers)),
)


def attributes(totals: Totals, **plan: Any) -> dict[str, Any]:
    shown: dict[str, Any] = petition_json(a_plan(**plan), totals)["data"]["attributes"]
    return shown


@pytest.mark.parametrize("risk", ["normal", "high"])
@given(counts=tallies)
def test_every_breakdown_sums_to_the_total(risk: str, counts: dict[str, Any]) -> None:
    """By country, and by region within each country: what is unknown is counted as unknown."""
    by_country: dict[str, dict[str, int]] = {}
    for code, (rest, of) in counts.items():
        by_country[code] = {f"sign.signed/{region}": n for region, n in of.items()}
        by_country[code]["sign.signed"] = rest + sum(of.values())
    shown = attributes(Totals(day=DAY, as_of=NOON, by_country=by_country), risk=risk)
    total = sum(n["sign.signed"] for n in by_country.values())
    assert shown["signature_count"] == total
    for breakdown in ("signatures_by_country", "signatures_by_region"):
        assert sum(row["signature_count"] for row in shown[breakdown]) == total
    for row in shown["signatures_by_country"]:
        of = [r for r in shown["signatures_by_region"] if r["country"] == row["code"]]
        assert sum(r["signature_count"] for r in of) == row["signature_count"]


def test_at_high_risk_a_country_of_few_is_not_named() -> None:
    """Nor is any region, nor where people signed last."""
    totals = Totals(
        day=DAY,
        as_of=NOON,
        by_country={"FR": {"sign.signed": 10, "sign.signed/75": 10}, "UG": {"sign.signed": 9}},
        latest={"FR": NOON, "UG": NOON},
    )
    shown = attributes(totals, risk="high")
    assert [row["code"] for row in shown["signatures_by_country"]] == ["FR", ""]
    assert {row["code"] for row in shown["signatures_by_region"]} == {""}
    assert recent_countries(a_plan(risk="high"), totals) == []


def test_a_threshold_says_when_it_was_reached() -> None:
    """In the list, and under the name that other tools look for."""
    record = TriggerRecord(day=DAY, trigger="thousand", state="crossed", crossed_at=NOON)
    shown = petition_json(a_plan(), Totals(day=DAY, as_of=NOON), [record])["data"]["attributes"]
    assert shown["thousand_threshold_reached_at"] == NOON.isoformat()
    assert shown["thresholds"][0]["reached_at"] == NOON.isoformat()


def published(website: Website, name: str) -> dict[str, Any]:
    return json.loads(website.stage.public.get(f"{DAY}/{name}"))  # type: ignore[no-any-return]


def test_a_signature_is_public_within_five_seconds() -> None:
    """The tally's stream wakes the publisher at once; no copy of a count is shown for longer."""
    website = Website()
    Visitor(website).post(f"/d/{DAY}/sign", {"email": "a@example.org", "country": "FR"})
    website.stage.call(publish_day, DAY)
    for name in ("count.json", "petition.json"):
        assert published(website, name)["data"]["attributes"]["signature_count"] == 1
        assert website.stage.public.ages[f"{DAY}/{name}"] <= 5
        assert published(website, name)["as_of"] == NOON.isoformat()


def test_as_of_only_increases_even_by_a_clock_that_is_behind() -> None:
    """Two machines' clocks differ: what is published later is never of before."""
    website = Website()
    seen = []
    for by in (0, 3, -3, 0):
        website.stage.clock.move(NOON + timedelta(seconds=by))
        website.stage.call(publish_day, DAY)
        seen.append(published(website, "count.json")["as_of"])
    assert seen == sorted(set(seen))


def test_places_are_those_of_the_latest_signatures() -> None:
    """Countries, the newest first; one whose signatures were all taken back is gone."""
    website = Website()
    store = website.stage.store
    for n, country in enumerate(["FR", "PE", "", "GB", "FR"]):
        at = NOON + timedelta(minutes=n)
        store.sign(fact(day=DAY, person=f"p{n}", country=country, at=at))
    totals = store.totals(DAY, NOON)
    assert recent_countries(a_plan(), totals) == ["FR", "GB", "PE"]
    website.stage.call(publish_day, DAY)
    page = website.stage.public.get(f"{DAY}/en.html").decode()
    assert "Last signed from: France · United Kingdom · Peru" in page


def test_the_count_is_small() -> None:
    """Pages ask for it again and again: it does not grow with the countries."""
    website = Website()
    for n, country in enumerate(["FR", "PE", "GB", "US", "UG"]):
        website.stage.store.sign(fact(day=DAY, person=f"p{n}", country=country))
    website.stage.call(publish_day, DAY)
    assert len(website.stage.public.get(f"{DAY}/count.json")) < 200
