"""Reviews by criteria: previewed, applied in batches, resumed, undone; exact throughout."""

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from chalicelib import wiring
from chalicelib.domain.facts import Fact
from chalicelib.domain.reviews import TOGETHER
from chalicelib.ports import Stale, Written
from chalicelib.ports.signing import Moves
from chalicelib.steps.publish import publish_day
from chalicelib.steps.review_criteria import domain_mark, network_mark
from cli.invalidate import invalidate
from tests.support.fakes import NOON
from tests.support.plans import fact
from tests.unit.web.website import Website, a_plan

DAY = "rivieres"


@pytest.fixture
def website() -> Website:
    """Sixty people in France sign by text; a crowd of as many comes from one network."""
    website = Website()
    for n in range(60):
        sign(website, f"text-{n}", channel="sms")
        sign(website, f"crowd-{n}", **from_network(website, "198.51.100.0/24"))
    return website


def sign(website: Website, who: str, **differs: Any) -> Fact:
    signed = fact(day=DAY, person=who, **{"at": NOON, **differs})
    website.stage.store.sign(signed)
    return signed


def from_network(website: Website, network: str) -> dict[str, Any]:
    mark = network_mark(website.stage.vault, network, NOON.date())
    return {"channel": "web", "proved": False, "network": mark, "country": ""}


def run(website: Website, *arguments: str) -> dict[str, Any]:
    with wiring.instead(**website.stage.ports):
        answer = CliRunner().invoke(invalidate, [DAY, *arguments, "--yes", "--json"])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)  # type: ignore[no-any-return]


CROWD = ("--criteria", "network=198.51.100.77", "--criteria", "channel=web")


def test_a_preview_says_what_it_would_do_and_does_nothing(website: Website) -> None:
    """How many, from where, and the count before and after."""
    seen = run(website, *CROWD, "--preview")
    assert (seen["facts"], seen["before"], seen["after"]) == (60, 120, 60)
    assert seen["countries"] == {"unknown": 60} and seen["channels"] == {"web": 60}
    assert website.count == 120


def test_it_does_what_the_preview_said_and_undoes_it(website: Website) -> None:
    """Each batch is audited; the undone one is as if nothing had been."""
    before = sorted(website.stage.store.facts(DAY), key=lambda one: one.key)
    done = run(website, *CROWD)
    assert (done["moved"], done["left"], website.count) == (60, 0, 60)
    assert run(website, "--undo", done["id"])["moved"] == 60
    assert sorted(website.stage.store.facts(DAY), key=lambda one: one.key) == before
    assert website.count == 120
    acts = [entry.act for entry in website.stage.store.audits(DAY, 10)]
    assert sorted(acts) == ["invalidate"] * 2 + ["undo_review"] * 2


def test_cut_off_anywhere_it_goes_on_under_the_same_name(website: Website) -> None:
    """The second run moves the rest; one undo puts back both parts."""
    store, whole = website.stage.store, website.stage.store.move_facts

    def once(moves: Moves, entry: Any = None) -> Written | Stale:
        store.move_facts = cut_off  # type: ignore[method-assign]
        return whole(moves, entry)

    def cut_off(moves: Moves, entry: Any = None) -> Written | Stale:
        raise ConnectionError

    store.move_facts = once  # type: ignore[method-assign]
    with wiring.instead(**website.stage.ports):
        assert CliRunner().invoke(invalidate, [DAY, *CROWD, "--yes"]).exit_code == 1
    assert website.count == 120 - TOGETHER
    store.move_facts = whole  # type: ignore[method-assign]
    done = run(website, *CROWD)
    assert (done["moved"], website.count) == (60 - TOGETHER, 60)
    assert run(website, "--undo", done["id"])["moved"] == 60


def test_who_moved_meanwhile_is_left_and_the_others_are_moved(website: Website) -> None:
    """A stale batch is done one by one."""
    store, whole = website.stage.store, website.stage.store.move_facts

    def overtaken(moves: Moves, entry: Any = None) -> Written | Stale:
        if any(before.person == "crowd-7" for before, _ in moves):
            return Stale()
        return whole(moves, entry)

    store.move_facts = overtaken  # type: ignore[method-assign]
    done = run(website, *CROWD)
    assert (done["moved"], done["left"], website.count) == (59, 1, 61)


@pytest.mark.parametrize(
    ("criterion", "people"),
    [
        ("country=unknown", {"c"}),
        ("channel=sms", {"a"}),
        ("domain=@Spam.example", {"b"}),
        ("network=203.0.113.9", {"c"}),
        ("why=fast", {"b"}),
        ("since=2026-11-21T13:30+00:00", {"c"}),
        ("until=2026-11-21T12:30+00:00", {"a", "b"}),
    ],
)
def test_each_criterion_means_what_it_says(criterion: str, people: set[str]) -> None:
    """Of three signatures, only those like that are taken out."""
    website = Website()
    vault = website.stage.vault
    sign(website, "a", channel="sms")
    sign(website, "b", channel="web", domain=domain_mark(vault, "spam.example"), why="fast")
    later = {"at": NOON + timedelta(hours=2)}
    sign(website, "c", **{**from_network(website, "203.0.113.0/24"), **later})
    website.stage.clock.advance(timedelta(days=2))
    run(website, "--criteria", criterion)
    out = {one.person for one in website.stage.store.facts(DAY) if one.state == "invalid"}
    assert out == people


@pytest.mark.parametrize("criterion", ["domain=spam.example", "network=203.0.113.9"])
def test_a_criterion_finds_what_was_marked_under_an_older_pepper(criterion: str) -> None:
    """A mark bears no version: both are looked for."""
    website = Website()
    vault = website.stage.vault
    for who, peppers in (("before", (0,)), ("after", (1, 0))):
        vault.peppers = peppers
        domain = domain_mark(vault, "spam.example")
        sign(website, who, **{**from_network(website, "203.0.113.0/24"), "domain": domain})
    assert run(website, "--criteria", criterion)["moved"] == 2


@pytest.mark.parametrize("wrong", ["", "hue=red", "network=198.51.0.0/16", "since=noon", "why=x"])
def test_criteria_that_mean_nothing_are_refused_with_their_mend(wrong: str) -> None:
    """Exit code 2, and nothing is moved: above all, no criterion is not everybody."""
    website = Website()
    sign(website, "a")
    given = ["--criteria", wrong] if wrong else []
    with wiring.instead(**website.stage.ports):
        answer = CliRunner().invoke(invalidate, [DAY, *given, "--yes"])
    assert answer.exit_code == 2 and "--criteria" in answer.output
    assert website.count == 1


def test_a_trigger_follows_the_count_below_its_level_and_back() -> None:
    """Reached by a crowd that is taken out before its packet goes, it waits to be reached again."""
    website = Website(a_plan(triggers=_held_for_an_hour()))
    for n in range(10):
        sign(website, f"p{n}", **from_network(website, "198.51.100.0/24"))
    assert _trigger_now(website) == "crossed"
    done = run(website, *CROWD)
    assert _trigger_now(website) == "fallen"
    run(website, "--undo", done["id"])
    assert _trigger_now(website) == "crossed"


def _trigger_now(website: Website) -> str:
    website.stage.clock.advance(timedelta(seconds=1))
    website.stage.call(publish_day, DAY)
    (record,) = website.stage.store.triggers(DAY)
    return record.state


def _held_for_an_hour() -> dict[str, Any]:
    from chalicelib.domain.plan import Trigger

    ten = Trigger(
        name="ten", kind="count", count=10, deliver=("minister",), hold=timedelta(hours=1)
    )
    return {"ten": ten}
