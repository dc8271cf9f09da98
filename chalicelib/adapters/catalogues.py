"""The catalogues of `chalicelib/locales`, read with the standard library's gettext.

Languages fall back from exact to base to English (`pt-BR`, `pt`, `en`), key by key. Only the
standard library is imported: every reply's cold start pays for this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from chalicelib.adapters.words import compiled
from chalicelib.domain.vocabulary import Vocabulary
from chalicelib.errors import NotFoundError

LOCALES = Path(__file__).parent.parent / "locales"
DOMAINS = ("texts", "words", "pages", "packet", "report")
WORDS = ("words",)
FALLBACK = "en"


class GettextCatalogues:
    """Implements `ports.Catalogues`; each language is read once, when it is first needed."""

    def __init__(self, root: Path = LOCALES) -> None:
        self._root = root
        self._read: dict[tuple[str, Sequence[str]], NullTranslations] = {}
        self._vocabularies: dict[str, Vocabulary] = {}

    def say(self, key: str, language: str, values: Mapping[str, str]) -> str:
        """The text of `key`. Raises NotFoundError: a key or variable is never shown to anyone."""
        text = self._text(key, language)
        try:
            return text.format_map(values)
        except KeyError as missing:
            raise NotFoundError(f"{key} ({language}) needs the value {missing}") from missing

    def vocabulary(self, language: str) -> Vocabulary:
        """All languages' phrases, this one's first; but a stop word of any language always is one.

        Another language's polite or hedging words yield to any language's answers.
        """
        if language not in self._vocabularies:
            self._vocabularies[language] = self._vocabulary(language)
        return self._vocabularies[language]

    def languages(self) -> list[str]:
        """The languages there are."""
        return sorted(path.parent.name for path in self._root.glob("*/LC_MESSAGES"))

    def _text(self, key: str, language: str, domains: Sequence[str] = DOMAINS) -> str:
        text = self._translations(language, domains).gettext(key)
        if text == key:
            raise NotFoundError(f"no text {key} in language {language}, nor in {FALLBACK}")
        return text

    def _translations(self, language: str, domains: Sequence[str]) -> NullTranslations:
        if (language, domains) not in self._read:
            chain = NullTranslations()
            for path in self._paths(language, domains):
                with path.open("rb") as compiled:
                    chain.add_fallback(GNUTranslations(compiled))
            self._read[language, domains] = chain
        return self._read[language, domains]

    def _paths(self, language: str, domains: Sequence[str]) -> Iterator[Path]:
        for name in _chain(language):
            for domain in domains:
                path = self._root / name / "LC_MESSAGES" / f"{domain}.mo"
                if path.exists():
                    yield path
                elif path.with_suffix(".po").exists() or (name, domain) == (FALLBACK, "texts"):
                    mend = "run `python -m cli.catalogues`"
                    raise NotFoundError(f"{name}/{domain}.mo is not compiled: {mend}")

    def _vocabulary(self, language: str) -> Vocabulary:
        known = self.languages()
        own = next((name for name in _chain(language) if name in known), FALLBACK)
        return compiled(own, known, lambda key, name: self._text(key, name, WORDS))


def _chain(language: str) -> tuple[str, ...]:
    exact = language.replace("_", "-")
    return tuple(dict.fromkeys((exact, exact.split("-")[0], FALLBACK)))
