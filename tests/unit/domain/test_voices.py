"""Names and testimonies by text: given with a word of their own, taken back, never at high risk."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.dialogue import decide
from chalicelib.domain.given_words import told
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Decision, Intent
from chalicelib.domain.voices import MOST, Voice, VoiceKind, clean, voices_taken
from tests.support.plans import HOST, SIGN, TUESDAY, ask, person, plan, scene, target

TESTIFY = ask("testify")
FULL = {"minister": replace(target(), signatories="full")}
BOTH = frozenset[VoiceKind](("name", "story"))


def of_voices(**differs: Any) -> Plan:
    return plan(SIGN, HOST, TESTIFY, targets=FULL, **differs)


def said(text: str, taken: frozenset[VoiceKind] = BOTH, language: str = "en") -> Intent | None:
    return told(text, GettextCatalogues().vocabulary(language), taken)


def decided(text: str, *, of: Plan | None = None, known: Voice | None = None) -> Decision:
    intent = said(text)
    assert intent is not None
    return decide(scene(person(), intent, plan=of or of_voices(), at=TUESDAY, voice=known))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("NAME Ana Silva", "name", "Ana Silva"),
        ("name: Ana\nSilva", "name", "Ana Silva"),
        ("Nom Zoë d’Arc", "name", "Zoë d’Arc"),
        ("NOMBRE Íñigo", "name", "Íñigo"),
        ("Story My river is dead.\nSince 2019.", "story", "My river is dead.\nSince 2019."),
        ("Récit: Ils ont fermé le puits", "story", "Ils ont fermé le puits"),
        ("STORY they must stop poisoning our river", "story", "they must stop poisoning our river"),
    ],
)
def test_the_word_at_the_start_gives_what_follows(text: str, kind: str, words: str) -> None:
    """In any language's word, as it was written."""
    assert said(text) == Intent(kind="tell", word=kind, words=words)


@pytest.mark.parametrize("text", ["name no", "NOM NON", "Story: no", "RELATO NO", "nome não"])
def test_with_a_no_it_is_taken_back(text: str) -> None:
    """The same word, and no words."""
    found = said(text)
    assert found is not None and found.kind == "tell" and found.words == ""


@pytest.mark.parametrize("text", ["NAME STOP", "story stop texting me", "Nom: arrêtez les textos"])
def test_promise_1_an_opt_out_behind_the_word_is_an_opt_out(text: str) -> None:
    """Whoever wants out is out, whatever they began with."""
    found = said(text)
    assert found is not None and found.kind == "stop"


@pytest.mark.parametrize("text", ["name", "1", "my name is Ana", "stop", "sign", "STORY"])
def test_nothing_else_gives_anything(text: str) -> None:
    """Neither the word alone nor one in the middle."""
    assert said(text) is None


def test_what_no_open_day_takes_is_read_as_ever() -> None:
    """A day without a target that may have names takes none."""
    assert said("NAME Ana", frozenset({"story"})) is None
    assert voices_taken(plan(SIGN)) == frozenset()
    assert voices_taken(of_voices()) == BOTH


def test_at_high_risk_nothing_is_taken() -> None:
    """Not even a testimony without a name."""
    assert voices_taken(of_voices(risk="high")) == frozenset()
    assert decided("STORY we are beaten", of=of_voices(risk="high")).voice is None


def test_a_name_is_given_with_its_own_consent() -> None:
    """It goes with the next packet, and changes no count."""
    decision = decided("NAME Ana Silva")
    voice = decision.voice
    assert voice is not None and (voice.kind, voice.state, voice.at) == ("name", "passed", TUESDAY)
    assert voice.terms == "rivers v1" and voice.words == b"", "the edge seals them"
    assert decision.facts == () and decision.answer and decision.answer.key == "reply.name.given"


def test_a_testimony_waits_for_a_human_and_does_what_was_asked() -> None:
    """Whoever told their story has testified."""
    decision = decided("STORY the river died")
    assert decision.voice and decision.voice.state == "waiting"
    assert [(fact.ask, fact.kind) for fact in decision.facts] == [("testify", "pledged")]
    assert decision.reason == "voice.given:story"


def test_what_was_never_given_is_not_taken_back() -> None:
    """The answer is the same; nothing is written."""
    decision = decided("STORY NO")
    assert decision.voice is None
    assert decision.answer and decision.answer.key == "reply.story.withdrawn"


def test_promise_10_an_older_word_does_not_undo_a_newer_one() -> None:
    """A text kept during an outage comes late: the withdrawal since stays."""
    given = decided("STORY the river died").voice
    assert given is not None
    newer = replace(given, state="withdrawn", at=TUESDAY + timedelta(minutes=1))
    assert decided("STORY the river died", known=newer).voice is None
    older = replace(given, at=TUESDAY - timedelta(minutes=1))
    taken_back = decided("STORY NO", known=older).voice
    assert taken_back is not None and taken_back.state == "withdrawn"


@given(st.sampled_from(["name", "story"]), st.text(max_size=3_000))
def test_what_is_kept_has_no_hidden_marks_and_an_end(kind: VoiceKind, words: str) -> None:
    """Whatever letters come; cleaned twice is cleaned once, up to where it is cut."""
    kept = clean(kind, words)
    assert len(kept) <= MOST[kind]
    assert not set(kept) & set("\x00\x07\x1b\u202e\u2066")
    assert kind == "story" or "\n" not in kept
