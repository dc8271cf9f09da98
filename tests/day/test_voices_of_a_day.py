"""Names and testimonies over a day: given by text and on the page, moderated, in the packets."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.press import PdfPress
from chalicelib.domain.audits import Audit
from chalicelib.domain.packet import Letter
from chalicelib.steps.pass_story import Move, pass_story
from chalicelib.steps.publish import publish_day
from chalicelib.web.signers import Problem
from chalicelib.web.signing import sign_on_web
from tests.support.fakes import LEAK, FakeClock
from tests.support.plans import DAY, SIGN, ask, plan, target, threshold
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday: the ministry is open."""
ANA, BEN = "+447700900001", "+447700900002"


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeClock(START))


def launched(stage: Stage, *levels: int, **differs: Any) -> None:
    triggers = {f"level-{n}": threshold(n, name=f"level-{n}") for n in levels}
    minister = replace(target(to="cabinet@ministry.example"), signatories="full", language="en")
    targets = {"minister": minister, **differs.pop("targets", {})}
    asks = (replace(SIGN, send=None), ask("testify"))
    stage.launch(plan(*asks, triggers=triggers, targets=targets, **differs))


def signed(stage: Stage, number: str) -> None:
    stage.add(number)
    stage.text(number, "sign")


def on_web(stage: Stage, mail: str, **form: str) -> Any:
    return stage.call(sign_on_web, DAY, {"email": mail, "country": "FR", **form})


def moderated(stage: Stage, person: str, move: Move = "pass_story") -> None:
    story = stage.store.voice(DAY, "story", person)
    assert story is not None
    entry = Audit(id=f"{person}{move}", day=DAY, at=stage.clock.now(), who="mod", act=move)
    stage.call(pass_story, DAY, person, story.at, move, entry)


def table(stage: Stage, trigger: str, kind: str) -> list[list[str]]:
    """The rows of every CSV of that kind, as the manifest names them."""
    folder = f"packets/{DAY}/{trigger}"
    told = json.loads(stage.files.get(f"{folder}/minister.manifest.json"))
    names = [file["name"] for file in told["files"] if f".{kind}-" in file["name"]]
    bodies = (stage.files.get(f"{folder}/{name}").decode("utf-8-sig") for name in names)
    return [row for body in bodies for row in list(csv.reader(io.StringIO(body)))[1:]]


def test_only_those_who_gave_their_name_are_named(stage: Stage) -> None:
    """By text and on the page; the others of the list have no name, and who took it back none."""
    launched(stage, 4, 5)
    signed(stage, ANA)
    stage.text(ANA, "NAME Ana Łuczak")
    signed(stage, BEN)
    on_web(stage, "c@people.example", name="=Cléa\u202e", named="1")
    on_web(stage, "d@people.example")
    stage.tick_until_quiet()
    names = {row[0]: row[1] for row in table(stage, "level-4", "signatories")}
    assert names == {"Ana Łuczak": "A. Ł.", "": "", "'=Cléa": "C."}
    stage.text(ANA, "NAME NO")
    on_web(stage, "e@people.example")
    stage.call(publish_day, DAY)
    stage.tick_until_quiet()
    assert "Ana Łuczak" not in {row[0] for row in table(stage, "level-5", "signatories")}
    assert len(table(stage, "level-5", "signatories")) == 5


def test_a_name_is_not_even_frozen_for_a_target_that_may_not_have_it(stage: Stage) -> None:
    """Its trigger delivers to a target of initials: the list holds initials."""
    initials = replace(target(to="x@ministry.example"), signatories="initials")
    other = replace(initials, signatories="full")
    launched(stage, 1, targets={"minister": initials, "other": other})
    signed(stage, ANA)
    stage.text(ANA, "NAME Ana Silva")
    stage.call(publish_day, DAY)
    stage.tick_until_quiet()
    lists = [body for key, body in stage.files.bodies.items() if "/list/" in key]
    assert lists and not any(b"Silva" in body for body in lists)
    assert table(stage, "level-1", "signatories") == [["A. S.", "GB"]]


def test_a_testimony_goes_once_a_human_has_read_it(stage: Stage) -> None:
    """The letter quotes it and the table has it: words, language, country, nobody's name."""
    letters: list[Letter] = []
    stage.ports["press"] = _Listening(PdfPress(GettextCatalogues().say), letters)
    launched(stage, 3)
    signed(stage, ANA)
    stage.text(ANA, "STORY Our river died.\nMy daughter is ill.")
    signed(stage, BEN)
    stage.text(BEN, "STORY not read yet")
    on_web(stage, "c@people.example", story="Le puits est fermé.", told="1", lang="fr")
    for person in (ANA, "c@people.example"):
        moderated(stage, stage.vault.person_id(person))
    stage.tick_until_quiet()
    expected = [
        ["en", "GB", "Our river died.\nMy daughter is ill."],
        ["fr", "FR", "Le puits est fermé."],
    ]
    assert sorted(table(stage, "level-3", "testimonies")) == expected
    quoted = letters[-1].stories
    assert quoted[0] == ("Our river died.\nMy daughter is ill.", "United Kingdom (en)")
    assert len(quoted) == 2, "those of the letter's own language first"


def test_a_withdrawn_testimony_is_in_no_later_packet(stage: Stage) -> None:
    """By its giver or by a moderator; its words leave the table. The packet that went stays."""
    launched(stage, 2, 3)
    for number in (ANA, BEN):
        signed(stage, number)
        stage.text(number, f"STORY the story of {number[-1]}")
        moderated(stage, stage.vault.person_id(number))
    stage.call(publish_day, DAY)
    stage.tick_until_quiet()
    assert len(table(stage, "level-2", "testimonies")) == 2
    stage.text(ANA, "STORY NO")
    moderated(stage, stage.vault.person_id(BEN), "withdraw_story")
    on_web(stage, "c@people.example")
    stage.call(publish_day, DAY)
    stage.tick_until_quiet()
    assert table(stage, "level-3", "testimonies") == []
    for number in (ANA, BEN):
        voice = stage.store.voice(DAY, "story", stage.vault.person_id(number))
        assert voice is not None and (voice.state, voice.words) == ("withdrawn", b"")


def test_words_are_sealed_in_the_table(stage: Stage) -> None:
    """Under their giver's id, as a number is."""
    launched(stage, 9)
    signed(stage, ANA)
    stage.text(ANA, "STORY Our river died")
    id_ = stage.vault.person_id(ANA)
    voice = stage.store.voice(DAY, "story", id_)
    assert voice is not None and voice.words == f"{LEAK}{id_}|Our river died".encode()


def test_without_their_box_no_words_are_kept_and_nothing_is_signed(stage: Stage) -> None:
    """The form comes back, to tick the box or to leave the words out."""
    launched(stage, 9)
    mail = "c@people.example"
    assert on_web(stage, mail, name="Cléa") == Problem("name_unagreed")
    assert on_web(stage, mail, story="The well", told="no") == Problem("story_unagreed")
    assert list(stage.store.facts(DAY)) == []
    assert stage.store.stories(DAY, "waiting", 9) == []


def test_promise_10_a_form_changes_nothing_that_a_phone_said(stage: Stage) -> None:
    """Somebody else types their address with a story: what they took back stays taken back."""
    launched(stage, 9)
    signed(stage, ANA)
    stage.text(ANA, "STORY Our river died")
    stage.text(ANA, "STORY NO")
    stage.call(sign_on_web, DAY, {"phone": ANA, "story": "Not hers", "told": "1"})
    voice = stage.store.voice(DAY, "story", stage.vault.person_id(ANA))
    assert voice is not None and voice.state == "withdrawn"


@pytest.mark.parametrize("risk", ["normal", "high"])
def test_at_high_risk_neither_name_nor_testimony_is_taken(stage: Stage, risk: Any) -> None:
    """Not by text, not by a form that somebody made up."""
    launched(stage, 9, risk=risk)
    signed(stage, ANA)
    stage.text(ANA, "STORY Our river died")
    on_web(stage, "c@people.example", name="Cléa", named="1", story="The well", told="1")
    kept = len(stage.store.stories(DAY, "waiting", 9))
    assert kept == (0 if risk == "high" else 2)


class _Listening:
    """A press that remembers what it set."""

    def __init__(self, press: Any, letters: list[Letter]) -> None:
        self._press = press
        self._letters = letters

    def letter(self, letter: Letter) -> bytes:
        self._letters.append(letter)
        return bytes(self._press.letter(letter))
