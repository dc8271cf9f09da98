"""The catalogues of `chalicelib/locales`, read with the standard library's gettext.

Languages fall back from exact to base to English (`pt-BR`, `pt`, `en`), key by key. Only the
standard library is imported: every reply's cold start pays for this module.
"""

from collections.abc import Iterator, Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from chalicelib.domain.intents import normalise
from chalicelib.errors import NotFoundError

LOCALES = Path(__file__).parent.parent / "locales"
DOMAINS = ("texts", "pages", "packet", "report")
FALLBACK = "en"
PLAIN = ("accept", "no", "later", "help", "start")
ACTS = ("sign", "share", "write", "call", "give", "attend", "host", "wear", "testify")


class GettextCatalogues:
    """Implements `ports.Catalogues`; each language is read once, when it is first needed."""

    def __init__(self, root: Path = LOCALES) -> None:
        self._root = root
        self._read: dict[str, NullTranslations] = {}
        self._vocabularies: dict[str, Mapping[str, str]] = {}

    def say(self, key: str, language: str, values: Mapping[str, str]) -> str:
        """The text of `key`. Raises NotFoundError: a key or variable is never shown to anyone."""
        text = self._text(key, language)
        try:
            return text.format_map(values)
        except KeyError as missing:
            raise NotFoundError(f"{key} ({language}) needs the value {missing}") from missing

    def vocabulary(self, language: str) -> Mapping[str, str]:
        """All languages' phrases, this one's first; but a stop word of any language always is one.

        Another language's polite or hedging words yield to any language's answers.
        """
        if language not in self._vocabularies:
            self._vocabularies[language] = self._vocabulary(language)
        return self._vocabularies[language]

    def languages(self) -> list[str]:
        """The languages there are."""
        return sorted(path.parent.name for path in self._root.glob("*/LC_MESSAGES"))

    def _text(self, key: str, language: str) -> str:
        text = self._translations(language).gettext(key)
        if text == key:
            raise NotFoundError(f"no text {key} in language {language}, nor in {FALLBACK}")
        return text

    def _translations(self, language: str) -> NullTranslations:
        if language not in self._read:
            chain = NullTranslations()
            for path in self._paths(language):
                with path.open("rb") as compiled:
                    chain.add_fallback(GNUTranslations(compiled))
            self._read[language] = chain
        return self._read[language]

    def _paths(self, language: str) -> Iterator[Path]:
        for name in _chain(language):
            for domain in DOMAINS:
                path = self._root / name / "LC_MESSAGES" / f"{domain}.mo"
                if path.exists():
                    yield path
                elif path.with_suffix(".po").exists() or (name, domain) == (FALLBACK, "texts"):
                    mend = "run `python -m cli.catalogues`"
                    raise NotFoundError(f"{name}/{domain}.mo is not compiled: {mend}")

    def _vocabulary(self, language: str) -> Mapping[str, str]:
        own = next((name for name in _chain(language) if name in self.languages()), FALLBACK)
        others = [name for name in reversed((FALLBACK, *self.languages())) if name != own]
        words: dict[str, str] = {}
        for kinds, names in (
            (MANNERS, others),
            (ANSWERS, others),
            (MANNERS, [own]),
            (ANSWERS, [own]),
        ):
            for name in names:
                words |= self._phrases(name, kinds)
        for name in self.languages():
            words |= self._phrases(name, {"words.stop": "stop"})
        return words

    def _phrases(self, language: str, kinds: Mapping[str, str]) -> dict[str, str]:
        return {
            normalise(phrase): intent
            for key, intent in kinds.items()
            for phrase in self._text(key, language).split(",")
        }


MANNERS = {"words.filler": "filler", "words.hedge": "hedge"}
ANSWERS = {f"words.act.{act}": f"act:{act}" for act in ACTS} | {
    f"words.{kind}": kind for kind in PLAIN
}


def _chain(language: str) -> tuple[str, ...]:
    exact = language.replace("_", "-")
    return tuple(dict.fromkeys((exact, exact.split("-")[0], FALLBACK)))
