"""No opt-out is missed, none is made up, and nothing is understood worse than today."""

import pytest

from tests.intents.labelled import FILES, SUPPORTED, Labelled, rates, read

PHRASES = {name: read(name) for name in FILES}
FLOORS = {"stop": (1.0, 0.97), "doubt": (0.75, 1.0), "unclear": (0.95, 0.85)}
FLOOR = (0.9, 0.9)
RIGHT = {"en": 0.97, "fr": 0.97, "es": 0.97, "pt": 0.97, "scripts": 0.95}


def marked(name: str, *marks: str) -> list[Labelled]:
    return [phrase for phrase in PHRASES[name] if phrase.mark in marks]


@pytest.mark.parametrize("name", FILES)
def test_every_exact_opt_out_is_one(name: str) -> None:
    """A keyword, however it is dressed, ends the texts at once."""
    assert [p.phrase for p in marked(name, "exact") if p.heard != "stop"] == []


@pytest.mark.parametrize("name", FILES)
def test_no_near_opt_out_is_missed(name: str) -> None:
    """One slip away it is an opt-out, or for short words a doubt, which holds all sends as well."""
    assert [p.phrase for p in marked(name, "near") if p.heard not in ("stop", "doubt")] == []


@pytest.mark.parametrize("name", SUPPORTED)
def test_no_false_friend_is_an_opt_out(name: str) -> None:
    """Nobody loses the texts they want for speaking of what they want to stop."""
    assert [p.phrase for p in marked(name, "friend") if p.heard == "stop"] == []


@pytest.mark.parametrize("name", FILES)
def test_no_opt_out_is_answered_as_anything_else(name: str) -> None:
    """Whatever means an opt-out ends the texts or holds them; so does what may mean one."""
    ends = ("stop", "doubt", "erase")
    missed = [p for p in PHRASES[name] if p.means in ("stop", "doubt") and p.heard not in ends]
    assert [p.phrase for p in missed] == []


@pytest.mark.parametrize("name", FILES)
def test_only_an_opt_out_opts_out(name: str) -> None:
    """Nothing that means something else; what is in doubt may only be held."""
    assert [p.phrase for p in PHRASES[name] if p.heard == "stop" != p.means] == []


@pytest.mark.parametrize("name", SUPPORTED)
def test_every_intent_keeps_its_precision_and_recall(name: str) -> None:
    """The figures of the table after the tests, each with its floor."""
    low = {
        kind: (precision, recall)
        for kind, (_, precision, recall) in rates(PHRASES[name]).items()
        if precision < FLOORS.get(kind, FLOOR)[0] or recall < FLOORS.get(kind, FLOOR)[1]
    }
    assert low == {}


@pytest.mark.parametrize("name", FILES)
def test_most_phrases_are_understood_to_the_letter(name: str) -> None:
    """Act, number and new answer included."""
    wrong = {p.phrase: p.heard for p in PHRASES[name] if not p.right}
    assert 1 - len(wrong) / len(PHRASES[name]) >= RIGHT[name], wrong


@pytest.mark.parametrize("name", SUPPORTED)
def test_the_set_is_large_enough_to_say_something(name: str) -> None:
    """At least 100 phrases, 60 opt-outs and 25 false friends, none twice."""
    phrases = [p.phrase for p in PHRASES[name]]
    assert len(set(phrases)) == len(phrases) >= 100
    assert sum(p.means == "stop" for p in PHRASES[name]) >= 60
    assert len(marked(name, "friend")) >= 25


@pytest.mark.parametrize("name", SUPPORTED)
def test_an_exact_opt_out_is_one_whatever_the_persons_language(name: str) -> None:
    """Somebody may answer STOP, ARRET or ALTO to any text."""
    for other in SUPPORTED:
        exact = {p.phrase for p in marked(name, "exact")}
        assert {p.phrase for p in read(name, other) if p.heard != "stop"} & exact == set()
