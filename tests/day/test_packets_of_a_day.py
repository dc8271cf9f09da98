"""Packets over a whole day: the frozen list, its parts, its sheets and what is new in the next."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.plan import Plan
from chalicelib.steps import build_packet as building
from chalicelib.steps import frozen_list
from chalicelib.steps.build_packet import BuildPacket, build_packet
from chalicelib.steps.freeze_counts import FreezeCounts, freeze_counts
from chalicelib.steps.publish import publish_day
from chalicelib.web.signing import sign_on_web
from tests.support.fakes import FakeClock
from tests.support.plans import DAY, SIGN, plan, target, threshold
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday: the ministry is open."""
NAMES = ("Ana", "=Béa", "Chloé-Marie", "Dan")


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


def of_levels(*levels: int, **differs: Any) -> Plan:
    triggers = {f"level-{n}": threshold(n, name=f"level-{n}") for n in levels}
    minister = replace(target(to="cabinet@ministry.example"), signatories="initials")
    targets = {"minister": replace(minister, **differs)}
    return plan(replace(SIGN, send=None), triggers=triggers, targets=targets)


def number(n: int) -> str:
    return f"+447700900{n:03}"


def texted(stage: Stage, people: int, first: int = 0) -> None:
    """People with names sign by text."""
    for n in range(first, first + people):
        id_ = stage.vault.person_id(number(n))
        stage.add(number(n), name=stage.vault.seal(NAMES[n % 4], id_))
        stage.text(number(n), "sign")


def on_web(stage: Stage, people: int, country: str = "FR") -> None:
    for n in range(people):
        form = {"email": f"s{n}.{country}@people.example", "country": country}
        stage.call(sign_on_web, DAY, form)


def manifest(stage: Stage, trigger: str) -> Any:
    return json.loads(stage.files.get(f"packets/{DAY}/{trigger}/minister.manifest.json"))


def sheets(stage: Stage, trigger: str) -> list[list[str]]:
    """Every row of every part, and that each is the one the manifest tells of."""
    rows: list[list[str]] = []
    for file in manifest(stage, trigger)["files"]:
        body = stage.files.get(f"packets/{DAY}/{trigger}/{file['name']}")
        assert hashlib.sha256(body).hexdigest() == file["sha256"] and len(body) == file["bytes"]
        if file["name"].endswith(".csv"):
            part = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))[1:]
            assert len(part) == file["rows"]
            rows += part
    return rows


def test_the_sheets_list_everyone_by_initials_and_country(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In parts; nobody's name, number or id is in any object of the packet."""
    monkeypatch.setattr(building, "A_SHEET", 2)
    monkeypatch.setattr(frozen_list, "A_PART", 1)
    stage.launch(of_levels(6))
    texted(stage, 4)
    on_web(stage, 2)
    stage.tick_until_quiet()
    assert sorted(sheets(stage, "level-6")) == sorted(
        [["", "FR"], ["", "FR"], ["A.", "GB"], ["B.", "GB"], ["C. M.", "GB"], ["D.", "GB"]]
    )
    told = manifest(stage, "level-6")
    assert [file["rows"] for file in told["files"]] == [0, 2, 2, 2]
    assert (told["signatures"], told["countries"]) == (6, {"GB": 4, "FR": 2})
    packet = {k: v for k, v in stage.files.bodies.items() if k.startswith("packets/")}
    assert sum("/list/" in key for key in packet) > 1
    ids = {fact.person for fact in stage.store.facts(DAY)}
    for secret in (*ids, *NAMES, "+4477"):
        assert not [key for key, body in packet.items() if secret.encode() in body], secret


@pytest.mark.parametrize("shown", ["none", "full"])
def test_a_target_sees_no_name_that_nobody_consented_to(stage: Stage, shown: str) -> None:
    """`none`: no sheet and no initials even in the frozen list; `full`: the names stay empty."""
    stage.launch(of_levels(2, signatories=shown))
    texted(stage, 2)
    stage.tick_until_quiet()
    expected = [] if shown == "none" else [["", "A.", "GB"], ["", "B.", "GB"]]
    assert sorted(sheets(stage, "level-2")) == expected
    lists = [body for key, body in stage.files.bodies.items() if "/list/" in key]
    assert any(b"A." in body for body in lists) == (shown == "full")


def test_the_next_packet_says_what_is_new_and_what_was_withdrawn(stage: Stage) -> None:
    """One took theirs back, three came: the letter says so too, and the first list stays."""
    stage.launch(of_levels(3, 5))
    texted(stage, 3)
    stage.tick_until_quiet()
    first = dict(stage.files.bodies)
    stage.text(number(0), "actually no")
    texted(stage, 3, first=3)
    stage.call(publish_day, DAY)
    stage.tick_until_quiet()
    told = manifest(stage, "level-5")
    assert (told["since"], told["difference"]) == ("level-3", {"new": 3, "withdrawn": 1})
    assert told["signatures"] == len(sheets(stage, "level-5")) == 5
    assert manifest(stage, "level-3")["difference"] is None
    before = {key: body for key, body in first.items() if "/level-3/" in key}
    assert before.items() <= stage.files.bodies.items()


def test_a_target_of_one_country_gets_its_own_list(stage: Stage) -> None:
    """The rows of its country, as many as its counts say."""
    stage.launch(of_levels(5, country="FR"))
    on_web(stage, 3)
    on_web(stage, 2, country="BE")
    stage.tick_until_quiet()
    assert sheets(stage, "level-5") == [["", "FR"]] * 3
    assert manifest(stage, "level-5")["countries"] == {"FR": 3}


def test_cut_anywhere_the_list_is_finished_and_the_bytes_are_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part is written whole or not at all; who signs meanwhile waits for the next packet."""
    monkeypatch.setattr(frozen_list, "A_PART", 1)
    stage.launch(of_levels(90))
    texted(stage, 4)
    command = FreezeCounts(day=DAY, trigger="level-90", targets=("minister",))
    lefts = [stage.call(freeze_counts, command).left]
    stage.clock.advance(START - START.replace(hour=9))
    texted(stage, 4, first=4)
    while lefts[-1]:
        lefts.append(stage.call(freeze_counts, command).left)
    assert lefts == [3, 2, 1, 0]
    assert stage.call(freeze_counts, command).signatures == 4
    build = BuildPacket(day=DAY, trigger="level-90", target="minister")
    built = [stage.call(build_packet, build) for _ in range(2)]
    assert built[0] == built[1] and len(sheets(stage, "level-90")) == 4
