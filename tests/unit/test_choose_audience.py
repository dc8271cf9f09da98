"""Whom a wave goes to, and in which order."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.audience import Who, standing
from chalicelib.domain.money import Money
from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.audiences import who
from chalicelib.domain.roster import RosterLine, decode_line, encode_line
from chalicelib.steps.choose_audience import ChooseAudience, choose_audience
from chalicelib.steps.chunks import read_chunk
from tests.support.fakes import FakeClock
from tests.support.plans import DAY, HOST, HOUR, MONDAY, SIGN, TUESDAY, WEDNESDAY, plan
from tests.support.stage import SETTINGS, Stage

COMMAND = ChooseAudience(
    day="rivers", moment="wave.sign", attempt=1, execution="e1", ask="sign", n=0, sender="other"
)
ACTIVE = standing("active")


@pytest.fixture
def stage() -> Stage:
    return Stage(clock=FakeClock(MONDAY + timedelta(hours=1)))


def chosen(stage: Stage, who: Who = (), first: Who = ()) -> list[str]:
    """The ids of the wave, in the order in which they are texted."""
    stage.launch(plan(replace(SIGN, who=who, first=first), HOST))
    return again(stage)


def again(stage: Stage) -> list[str]:
    audience = stage.call(choose_audience, COMMAND)
    manifest = [msgspec.json.decode(line) for line in stage.files.lines(audience.manifest)]
    return [each for line in manifest for each in read_chunk(line["chunk"], stage.files)]


def line(person: str, **known: object) -> RosterLine:
    place = {"zone": "Europe/Paris", "language": "fr", "country": "FR", "region": "75"}
    return RosterLine(id=person, **{**place, **known})  # type: ignore[arg-type]


def listed(stage: Stage, name: str, *lines: RosterLine) -> None:
    stage.files.put(f"roster/{name}.jsonl", b"".join(map(encode_line, lines)), "text/plain")


def test_who_comes_first_is_texted_first(stage: Stage) -> None:
    """`first: active` puts the highly active before the others, over all lists."""
    listed(stage, "1", line("a"), line("b", standing=("active",)), line("c"))
    listed(stage, "2", line("d"), line("e", standing=("active",)))

    assert chosen(stage, first=ACTIVE) == ["b", "e", "a", "c", "d"]
    assert again(stage) == ["b", "e", "a", "c", "d"]


def test_only_those_who_fit_are_chosen(stage: Stage) -> None:
    """Interest, city, language and their opposites, from the roster alone."""
    rivers = {"interests": ("rivers",)}
    listed(stage, "1", line("a", **rivers), line("b", **rivers, city="lyon"), line("c"))

    assert chosen(stage, who("interest rivers and not city Lyon")) == ["a"]


def test_a_later_list_may_say_more_of_somebody(stage: Stage) -> None:
    """Everyone once, even where an older list does not know that they are active."""
    listed(stage, "1", line("a"), line("b", standing=("active",)))
    listed(stage, "2", line("a", standing=("active",)), line("b", standing=("active",)))

    assert chosen(stage, who=ACTIVE) == ["b", "a"]


@pytest.mark.parametrize(
    ("left", "most", "chosen"),
    [(300_000, None, 3), (299_999, None, 0), (200_000, 200_000, 3), (199_999, 200_000, 0)],
)
def test_a_wave_that_is_too_dear_goes_to_nobody(
    stage: Stage, left: int, most: int | None, chosen: int
) -> None:
    """Three texts of one segment at a tenth; a reminder costs at most what the ask did."""
    listed(stage, "1", line("a"), line("b"), line("c", language="en"))
    stage.launch(paying(Money(300_000, "EUR")))
    audience = stage.call(choose_audience, replace(COMMAND, left=left, most=most))

    assert (audience.people, audience.over_budget) == (chosen, chosen == 0)
    assert (audience.chunks == 0) is audience.over_budget


def test_a_day_spends_no_more_than_its_budget(stage: Stage) -> None:
    """Three are asked at a tenth each; the reminder to all three would be above half a unit."""
    for number in range(3):
        stage.add(f"+3363998000{number}", country="FR", zone="Europe/Paris")
    stage.launch(paying(Money(500_000, "EUR"), nudges=(24 * HOUR,)))
    stage.tick(TUESDAY)
    stage.tick(WEDNESDAY)
    runs = {run.moment: run for run in stage.store.runs(DAY)}

    assert len(stage.carrier.sent) == 3
    assert runs["wave.sign.0.other"].outcome["spent"] == 300_000
    assert runs["wave.sign.1.other"].outcome["over_budget"]
    stage.tick(WEDNESDAY + HOUR)
    cases = [(case.kind, case.detail) for case in stage.store.cases(DAY)]
    assert cases == [("over_budget", "wave.sign.1.other: not sent")]


def paying(budget: Money, **differs: Any) -> Plan:
    """The week's plan with one ask, at a tenth of a unit for a segment."""
    asks = (replace(SIGN, **{"nudges": (), **differs}),)
    return plan(*asks, budget=budget, currency="EUR", prices={"other": 100_000}, follow_ups=())


def test_a_line_of_the_roster_is_read_as_it_was_written() -> None:
    """What is empty is left out; what is there comes back."""
    full = line("a", city="lyon", standing=("active",), interests=("rivers",))

    assert [decode_line(encode_line(each)) for each in (full, line("b"))] == [full, line("b")]
    assert b"interests" not in encode_line(line("b"))


def test_a_plan_with_an_audience_survives_the_store() -> None:
    """It is sealed as JSON, and read again by each worker."""
    before = plan(replace(SIGN, who=who("active and not country FR or tag vip"), first=ACTIVE))

    assert msgspec.json.decode(msgspec.json.encode(before), type=Plan) == before


@pytest.mark.parametrize(
    ("sender", "text", "sizes"),
    [
        ("long-code", "Sign?", [300, 300, 100]),
        ("long-code", "Sign " + "\N{LATIN SMALL LETTER E WITH CIRCUMFLEX}" * 80, [150] * 4 + [100]),
        ("toll-free", "Sign?", [700]),
    ],
)
def test_a_chunk_is_five_minutes_of_its_senders_pace(
    sender: str, text: str, sizes: list[int]
) -> None:
    """By the longest text of any language: two segments each make it half as many people."""
    stage = Stage(FakeClock(MONDAY + HOUR), settings=replace(SETTINGS, segments_per_second={}))
    listed(stage, "1", *(line(f"p{n}") for n in range(700)))
    asked = replace(SIGN, text={"en": "Sign?", "fr": text})
    stage.launch(plan(asked, senders={"other": sender}))
    audience = stage.call(choose_audience, COMMAND)
    manifest = [msgspec.json.decode(each) for each in stage.files.lines(audience.manifest)]

    assert [len(read_chunk(each["chunk"], stage.files)) for each in manifest] == sizes
