"""What an inbound text means."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.words import ACTS
from chalicelib.adapters.words import SPOKEN as LANGUAGE_CODES
from chalicelib.domain.intents import CARRIER_STOP, classify
from chalicelib.domain.normal import normalise
from chalicelib.domain.taking_part import is_part
from chalicelib.domain.vocabulary import Vocabulary
from cli.catalogues import compile_changed

compile_changed()
CATALOGUES = GettextCatalogues()
WORDS = {language: CATALOGUES.vocabulary(language) for language in ("en", "fr", "es", "pt")}
STOPS = sorted(phrase for phrase, intent in WORDS["en"].phrases.items() if intent == "stop")
PHRASES = sorted(WORDS["en"].phrases)
LANGUAGES = st.sampled_from(sorted(WORDS))
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
DRESS = st.text(" .!?,;:()*\"'-_\n\u00a0\u200b…¡👍🙏❤️😡🖕🛑", max_size=6)
TEXTS = st.lists(
    st.one_of(st.sampled_from(PHRASES), st.text(max_size=8), st.integers(0, 99999).map(str)),
    max_size=6,
).map(" ".join)
COMPANY = st.one_of(TEXTS, st.text(max_size=20))


def meaning(text: str, vocabulary: Vocabulary) -> str:
    """`kind`, with its number or word: `number 12`, `act host`."""
    intent = classify(text, vocabulary)
    extra = {"number": f" {intent.number}", "act": f" {intent.word}"}
    return intent.kind + extra.get(intent.kind, "")


SAYINGS = {
    "en": {
        "stop": "STOP|Stop!|stop.|please stop|Stop please|opt out|OPT-OUT|STOP STOP|revoke"
        "|Stop texting me|I want to unsubscribe|no more texts thanks|ARRÊT|baja",
        "doubt": "stop 36105|yes stop 1|1 stop|we were 12 then I had to quit"
        "|don't text me about pipelines",
        "accept": "Stop the pipeline! Count me in|👍"
        "|yes|Yes please|OK|ok!|sure|Count me in|no problem, I'm in|YES|I'm in",
        "no": "no|NO.|Nope|no thanks|No thank you|I can't come|I'm not coming|no, I can't make it",
        "later": "later|Later please|not now|maybe later|yes, later",
        "act host": "host|Host!|yes I'll host|I want to host|I can host|we will host",
        "act attend": "come|I'm coming|see you there|yes, I'll be there",
        "act share": "home|from home|act from home|share",
        "act sign": "sign|I'll sign|Yes, sign|sign please",
        "number 1": "1|1.|1)|1️⃣| 1 |1 yes|#1|1 host",
        "number 2": "2)|2 I'll come|I choose 2",
        "number 12": "12|we were 12|about 12 people",
        "number 1200": "1,200|1 200 people",
        "number 0": "0|0 people",
        "start": "START|start|Unstop",
        "help": "HELP|help!|info|Help me with this",
        "who": "who is this",
        "unclear": "||I will never stop fighting"
        "|thanks|maybe|start please|06 39 98 12 34|12345678|yes but I can't"
        "|come or host|no wait I'm coming|I don't know|call me|not 2|no, we were 12",
    },
    "fr": {
        "stop": "stop|ARRET|Arrêt|arrêtez|Arrêtez de m'écrire|stop svp|STOP SMS"
        "|plus de textos merci|lâchez-moi avec vos textos",
        "doubt": "ne m'écrivez pas la nuit|j'ai dû arrêter",
        "accept": "oui|Oui !|d'accord|D\u2019ACCORD|bien sûr|je veux bien|pas de souci|partante",
        "no": "non|NON.|non merci|je viens pas|je ne viens pas|non, je peux pas venir",
        "later": "plus tard|Plus tard svp|pas maintenant|oui, plus tard",
        "act host": "accueillir|héberger|j'accueille|je veux bien héberger|oui j'organise",
        "act attend": "je viens|Je viens avec 3 amis|oui, je viens|venir",
        "act share": "maison|chez moi|j'agis de chez moi|partager",
        "act sign": "Stop aux PFAS, je signe|signe|je signe|SIGNER|je signe avec plaisir",
        "number 12": "12|environ 12|on était 12",
        "number 2": "2.|2 je viens",
        "help": "AIDE|aide svp|info",
        "unclear": "je n'arrête pas d'y penser"
        "|si je peux|oui mais pas demain|je ne sais pas|peut-être|merci",
    },
    "es": {
        "stop": "BAJA|baja por favor|darme de baja|quiero cancelar|stop|no más mensajes",
        "doubt": "hay que parar|tuve que parar",
        "accept": "hay que parar esta mina, cuenten conmigo"
        "|sí|si|SÍ!|claro|vale|me apunto|sí, gracias",
        "no": "no|no, gracias|no puedo ir|no voy",
        "later": "más tarde|mas tarde|luego|ahora no",
        "act host": "organizar|organizo|sí, organizo",
        "act attend": "voy|voy con 3 más|allí estaré|sí, voy",
        "act share": "compartir|desde casa",
        "act sign": "firmo|firmar|sí firmo",
        "number 30": "30|eramos 30|Éramos 30 personas",
        "help": "AYUDA|ayuda por favor",
        "unclear": "quizás|no sé|me llamo Ana|gracias",
    },
    "pt": {
        "stop": "SAIR|sair por favor|CANCELAR|quero cancelar|parem de me escrever",
        "doubt": "vou sair de casa às 9",
        "accept": "sim|SIM!|claro|conte comigo|tudo bem",
        "no": "não|nao|n|não, obrigada|não vou|não posso ir",
        "later": "depois|mais tarde|agora não",
        "act host": "receber|organizo|posso organizar",
        "act attend": "vou|vou no sábado|sim, vou|estarei lá",
        "act share": "divulgar|de casa",
        "act sign": "assino|assinar|assino o pedido",
        "number 30": "30|éramos 30",
        "help": "AJUDA|ajuda por favor",
        "unclear": "talvez|não sei|obrigado",
    },
}
CASES = [
    (language, said, means)
    for language, meanings in SAYINGS.items()
    for means, sayings in meanings.items()
    for said in sayings.split("|")
]


@pytest.mark.parametrize(("language", "said", "means"), CASES)
def test_people_are_understood(language: str, said: str, means: str) -> None:
    """What people write in each language, and what it must be taken for."""
    assert meaning(said, WORDS[language]) == means


@pytest.mark.parametrize("word", sorted(CARRIER_STOP))
def test_the_carrier_answers_only_its_own_stop_words(word: str) -> None:
    """In any case and alone; with punctuation Twilio's exact match is not certain: we confirm."""
    assert classify(f" {word.title()} ", WORDS["fr"]).carrier_answers
    assert not classify(f"{word}!", WORDS["fr"]).carrier_answers
    assert classify(f"{word}!", WORDS["fr"]).kind == "stop"


@pytest.mark.parametrize(
    ("text", "answers"), [("START", True), ("unstop", True), ("alta", False), ("arret", False)]
)
def test_the_carrier_does_not_answer_our_other_words(text: str, answers: bool) -> None:
    """Words that only our catalogues know are confirmed by us."""
    assert classify(text, WORDS["es"]).carrier_answers is answers


@pytest.mark.parametrize("text", ["rivieres", "Rivières!", "RIVIERES je viens de Lyon"])
def test_a_keyword_joins_alone_or_first(text: str) -> None:
    """The intent carries the keyword as the plan spells it."""
    intent = classify(text, WORDS["fr"], frozenset({"RIVIÈRES"}))
    assert (intent.kind, intent.word) == ("join", "RIVIÈRES")


@pytest.mark.parametrize("text", ["Rivieresque", "je veux rivieres", "rivieres stop"])
def test_a_keyword_inside_other_words_does_not_join(text: str) -> None:
    """Nor does one beside a stop word."""
    assert classify(text, WORDS["fr"], frozenset({"RIVIÈRES"})).kind != "join"


@pytest.mark.parametrize("text", ["ST\u200bOP", "S\u00adTOP", "STO\u20ddP", "\ufeffstop"])
def test_an_invisible_letter_does_not_hide_an_opt_out(text: str) -> None:
    """Joiners, soft hyphens and enclosing marks vanish; they do not cut a word in two."""
    assert classify(text, WORDS["en"]).kind == "stop"


@given(st.one_of(st.text(), TEXTS), LANGUAGES)
def test_every_text_has_a_meaning(text: str, language: str) -> None:
    """Classification is total, and its number and word go with its kind."""
    intent = classify(text, WORDS[language])
    words = {
        "act": ACTS,
        "language": LANGUAGE_CODES,
        "changed": ("", "no", "accept", "later", "number", *ACTS),
        "unclear": ("", "empty", "warm"),
    }
    assert intent.kind != "join"
    assert intent.word in words.get(intent.kind, ("",))
    assert "number" in (intent.kind, intent.word) or intent.kind == "pause" or intent.number == 0
    assert 0 <= intent.number < 1_000_000


@given(st.lists(st.sampled_from([*PHRASES, "12", "foo"]), max_size=5), LANGUAGES, st.data())
def test_case_accents_punctuation_and_spacing_change_nothing(
    phrases: list[str], language: str, data: st.DataObject
) -> None:
    """However the same words are typed, they mean the same."""
    plain = " ".join(phrases)
    dress = st.sampled_from([str.upper, str.title, _accented])
    gaps = st.sampled_from(["  ", ", ", "... ", "! ", "\n", "\u200b ", "\u00a0"])
    words = [data.draw(dress)(word) for word in plain.split()]
    typed = "".join(word + data.draw(gaps) for word in words)
    assert meaning(typed, WORDS[language]) == meaning(plain, WORDS[language])


@given(COMPANY, st.sampled_from(STOPS), COMPANY, LANGUAGES)
@example("", "stop2quit", "0000 0000", "en")
def test_a_stop_word_is_never_overheard(before: str, stop: str, after: str, language: str) -> None:
    """In any company but a denial or somebody who takes part, it is an opt-out or a doubt."""
    text = f"{before} {stop} {after}"
    said = {told.meaning for told in WORDS[language].cut(normalise(text).split())}
    assume(not {"free", "denied", "erase"} & said and not any(map(is_part, said)))
    assert classify(text, WORDS[language]).kind in ("stop", "doubt")


@given(st.sampled_from(STOPS), DRESS, DRESS, LANGUAGES)
def test_a_stop_word_alone_is_an_opt_out_however_it_is_dressed(
    stop: str, before: str, after: str, language: str
) -> None:
    """Whatever the person's language and whatever the word's, in punctuation, emoji or space."""
    assert classify(before + stop + after, WORDS[language]).kind == "stop"


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    "polite", ["please {}", "{} svp", "{} gracias", "{}, obrigada", "Merci {}"]
)
def test_politeness_takes_nothing_from_a_stop_word(polite: str, language: str) -> None:
    """Of any language with any language's."""
    kinds = {stop: classify(polite.format(stop), WORDS[language]).kind for stop in STOPS}
    assert {stop for stop, kind in kinds.items() if kind != "stop"} == set()


@pytest.mark.parametrize("language", WORDS)
def test_a_refusal_before_a_stop_word_is_not_taken_for_a_denial(language: str) -> None:
    """ "Can't. Stop." and "can't stop" are one text to us: it is a doubt, and all sends wait."""
    words = WORDS[language]
    refusals = [phrase for phrase, meaning in words.phrases.items() if meaning == "no"]
    texts = [f"{refusal} {stop}" for refusal in refusals for stop in sorted(words.keywords)]
    heard = {text: classify(text, words).kind for text in texts}
    assert {text: kind for text, kind in heard.items() if kind not in ("stop", "doubt")} == {}


@given(LETTERS, st.sampled_from(["stop", "arretez", "unsubscribe", "cancelar"]), st.data())
def test_one_slip_of_the_thumb_is_heard(letter: str, keyword: str, data: st.DataObject) -> None:
    """A letter too many, too few, another or out of place: an opt-out, unless it is a word."""
    at = data.draw(st.integers(0, len(keyword) - 1))
    rest = keyword[:at] + keyword[at + 1 :]
    swapped = rest[: at + 1] + keyword[at] + rest[at + 1 :]
    slips = (keyword[:at] + letter + keyword[at:], rest, keyword[:at] + letter + rest[at:], swapped)
    for slip in slips:
        known = slip in WORDS["en"].known
        assert known or classify(slip, WORDS["en"]).kind == "stop", slip


@pytest.mark.parametrize("text", ["(2/2) STOP", "2/2 stop", "[2/3] Stop.", "(1/2)\nSTOP please"])
def test_the_mark_of_a_part_hides_no_opt_out(text: str) -> None:
    """Each part of a long text comes by itself, in any order."""
    assert classify(text, WORDS["en"]).kind == "stop"


@given(st.text(max_size=1500), LANGUAGES)
def test_an_opt_out_is_heard_at_the_end_of_a_long_text(text: str, language: str) -> None:
    """As long as ten segments may be."""
    text = f"{text} please just leave me alone"
    assert classify(text, WORDS[language]).kind in ("stop", "doubt", "erase")


@given(TEXTS, LANGUAGES)
def test_only_an_explicit_start_subscribes_again(text: str, language: str) -> None:
    """Nothing but a start word alone does: not thanks, not yes, not a sentence with it."""
    if classify(text, WORDS[language]).kind == "start":
        assert WORDS[language].phrases[normalise(text)] == "start"


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """What a catalogue holds and what a person types meet in one form."""
    assert normalise(normalise(text)) == normalise(text) == normalise(text.upper())


def _accented(word: str) -> str:
    """The word with an acute on each vowel, as one letter or as two."""
    accented = "".join(c + "\u0301" if c in "aeiou" else c for c in word)
    return unicodedata.normalize("NFC", accented)
