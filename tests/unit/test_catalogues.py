"""The catalogues: complete in every language, compiled, and read with fallbacks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from chalicelib.adapters.catalogues import DOMAINS, LOCALES, GettextCatalogues
from chalicelib.adapters.words import ACTS, ALWAYS, ANSWERS, COUNTS, KEYS, MANNERS
from chalicelib.domain.intents import CARRIER_HELP, CARRIER_STOP, classify
from chalicelib.domain.normal import SIGNS, normalise
from chalicelib.errors import NotFoundError
from cli import catalogues as command
from cli.catalogues import compile_changed, problems_of

compile_changed()
CATALOGUES = GettextCatalogues()
LANGUAGES = ("en", "fr", "es", "pt")
PEERS_STOP = ("STOP2QUIT", "arret", "ARRÊT", "unsub", "please stop", "stop please")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
EMPTY_WORDS = dict.fromkeys(KEYS, "")


def written(root: Path, language: str, texts: dict[str, str], domain: str = "texts") -> Path:
    """A .po of those texts."""
    path = root / language / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in texts.items()]
    path.write_text(HEADER + "\n".join(entries))
    return path


def phrases(language: str) -> list[tuple[str, str]]:
    """Every phrase of the language's own words, with the intent it is listed under."""
    keys = {
        **ANSWERS,
        "words.return": "back",
        "words.stop": "stop",
        "words.optout": "stop",
        "words.doubt": "doubt",
    }
    return [
        (phrase.strip(), intent)
        for key, intent in keys.items()
        for phrase in CATALOGUES.say(key, language, {}).split(",")
    ]


def test_every_phrase_means_what_it_is_listed_under() -> None:
    """In its own language, each phrase of each word list classifies to its intent."""
    tested = 0
    for language in LANGUAGES:
        vocabulary = CATALOGUES.vocabulary(language)
        for phrase, intent in phrases(language):
            found = classify(phrase, vocabulary)
            kind, _, word = intent.partition(":")
            assert (phrase, found.kind, found.word) == (phrase, kind, word)
            tested += 1
    sys.stdout.write(f"{tested} phrases tested\n")
    assert tested > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_lists_no_phrase_twice(language: str) -> None:
    """A phrase under two intents would lose one of them in silence."""
    listed: dict[str, str] = {}
    for key in (*MANNERS, *COUNTS, *ANSWERS, *ALWAYS):
        for phrase in CATALOGUES.say(key, language, {}).split(","):
            assert listed.setdefault(normalise(phrase), key) == key


def test_every_sign_means_something() -> None:
    """An emoji that counts as a word and is in no list would make any text unclear."""
    phrases = CATALOGUES.vocabulary("en").phrases
    assert {sign for sign in SIGNS if sign not in phrases} == set()
    letters = {letter for phrase in phrases for letter in phrase if not letter.isalnum()}
    assert letters - SIGNS == {" "}


@pytest.mark.parametrize("language", [*LANGUAGES, "de", "pt-BR"])
def test_the_usual_keywords_work_in_every_language(language: str) -> None:
    """The carrier's, and the others that people bring with them."""
    vocabulary = CATALOGUES.vocabulary(language)
    for word in (*CARRIER_STOP, *PEERS_STOP, "opt out", "sair", "baja"):
        assert classify(word, vocabulary).kind == "stop"
    for word in (*CARRIER_HELP, "aide", "ayuda", "ajuda"):
        assert classify(word, vocabulary).kind == "help"
    assert {classify(word, vocabulary).kind for word in ("START", "unstop")} == {"start"}
    assert {act for act in vocabulary.phrases.values() if act[:4] == "act:"} == {
        f"act:{a}" for a in ACTS
    }


def test_the_catalogues_are_complete() -> None:
    """Same keys, same variables as English: what `--check` verifies."""
    assert problems_of(LOCALES) == []


def test_a_language_falls_back_to_its_base_and_then_to_english(tmp_path: Path) -> None:
    """Key by key, over several catalogues."""
    written(tmp_path, "en", {"a": "a en", "b": "b en", "c": "c en"})
    written(tmp_path, "en", {"page": "page en"}, "pages")
    written(tmp_path, "pt", {"a": "a pt", "b": "b pt"})
    written(tmp_path, "pt-BR", {"a": "a br"})
    compile_changed(tmp_path)
    catalogues = GettextCatalogues(tmp_path)
    assert [catalogues.say(key, "pt-BR", {}) for key in ("a", "b", "c", "page")] == [
        "a br", "b pt", "c en", "page en",
    ]  # fmt: skip
    assert catalogues.say("a", "pt_BR", {}) == "a br"
    assert catalogues.say("a", "de", {}) == "a en"


def test_every_catalogue_is_read_and_no_key_is_in_two() -> None:
    """All catalogues of a language are read as one: a second text would never be seen."""
    paths = sorted((LOCALES / "en" / "LC_MESSAGES").glob("*.po"))
    assert {path.stem for path in paths} <= set(DOMAINS)
    catalogues = [read_po(path.read_text().splitlines()) for path in paths]
    keys = [message.id for catalogue in catalogues for message in catalogue if message.id]
    assert len(keys) == len(set(keys))


def test_a_key_is_never_shown_to_a_person() -> None:
    """A missing text is an error that names key and language."""
    with pytest.raises(NotFoundError, match=r"reply\.nothing.*fr"):
        CATALOGUES.say("reply.nothing", "fr", {})


def test_a_missing_value_is_named() -> None:
    """Rather than an empty space in a person's text."""
    with pytest.raises(NotFoundError, match=r"reply\.stopped \(fr\) needs the value 'org'"):
        CATALOGUES.say("reply.stopped", "fr", {})


def test_a_value_with_braces_is_only_text() -> None:
    """An organisation may be called what it likes."""
    assert "{link}" in CATALOGUES.say("reply.stopped", "fr", {"org": "{link}"})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_uncompiled_catalogue_says_how_to_mend_it(tmp_path: Path, language: str) -> None:
    """The command is in the message."""
    written(tmp_path, "en", {"a": "a"})
    compile_changed(tmp_path)
    written(tmp_path, "fr", {"a": "a"})
    if language == "en":
        (tmp_path / "en" / "LC_MESSAGES" / "texts.mo").unlink()
    with pytest.raises(NotFoundError, match=r"python -m cli\.catalogues"):
        GettextCatalogues(tmp_path).say("a", language, {})


def test_the_persons_language_wins_but_a_stop_word_always_is_one(tmp_path: Path) -> None:
    """And another language's polite or hedging word yields to any language's answer."""
    fillings = {
        "en": {"words.accept": "si,go", "words.stop": "halt", "words.filler": "mas"},
        "fr": {"words.hedge": "si", "words.no": "go", "words.accept": "halt"},
        "es": {"words.filler": "go", "words.later": "mas"},
    }
    for language, filling in fillings.items():
        written(tmp_path, language, _unique(filling), "words")
    compile_changed(tmp_path)
    catalogues = GettextCatalogues(tmp_path)
    fr, en = catalogues.vocabulary("fr").phrases, catalogues.vocabulary("en").phrases
    assert [fr[word] for word in ("si", "go", "halt", "mas")] == ["hedge", "no", "stop", "later"]
    assert [en[word] for word in ("si", "go", "halt", "mas")] == [
        "accept", "accept", "stop", "filler",
    ]  # fmt: skip
    assert catalogues.vocabulary("fr") is catalogues.vocabulary("fr")


def test_only_a_newer_catalogue_is_compiled_and_always_to_the_same_bytes(tmp_path: Path) -> None:
    """A package built twice is the same package."""
    source = written(tmp_path, "en", {"a": "a"})
    os.utime(source, (1, 1))
    [compiled] = compile_changed(tmp_path)
    first = compiled.read_bytes()
    assert compile_changed(tmp_path) == []
    later = compiled.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_changed(tmp_path) == [compiled]
    assert compiled.read_bytes() == first
    assert b"2027-01-01" in first


def test_the_check_names_what_differs_with_its_place(tmp_path: Path) -> None:
    """Missing, unknown, and with other variables; pages need French only, but must be English's."""
    english = {"a": "{org}", "b": "b"}
    for language in LANGUAGES:
        written(tmp_path, language, english)
    french = written(tmp_path, "fr", {"a": "{link}", "z": "z"})
    for language in ("en", "fr"):
        written(tmp_path, language, {"page": "page"}, "pages")
    written(tmp_path, "es", {"side": "side"}, "pages")
    assert problems_of(tmp_path) == [
        f"{tmp_path}/es/LC_MESSAGES/pages.po:4: side is not in en",
        f"{french}:1: b is missing",
        f"{french}:4: a: {{link}}, {{org}} in one of en and here, not both",
        f"{french}:7: z is not in en",
    ]


def test_the_command_fails_when_something_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It compiles all the same, and only fails when asked to check."""
    written(tmp_path, "en", {"a": "a"})
    monkeypatch.setattr(command, "LOCALES", tmp_path)
    plain, checked = (CliRunner().invoke(command.main, args) for args in ([], ["--check"]))
    assert (plain.exit_code, checked.exit_code) == (0, 1)
    assert "compiled en/LC_MESSAGES/texts.mo" in plain.output
    assert "fr/LC_MESSAGES/texts.po:1: a is missing" in checked.output


def test_the_webhook_imports_only_the_standard_library() -> None:
    """Its cold start pays for every import."""
    code = "import sys, chalicelib.adapters.catalogues as _; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    ours = {name.split(".")[0] for name in found.stdout.split() if not name.startswith("_")}
    assert ours - sys.stdlib_module_names <= {"chalicelib", "sitecustomize"}


def _unique(filling: dict[str, str]) -> dict[str, str]:
    """A word list may not be empty: each gets a word of its own that nothing else uses."""
    return {key: filling.get(key, f"nothing{n}") for n, key in enumerate(EMPTY_WORDS)}
