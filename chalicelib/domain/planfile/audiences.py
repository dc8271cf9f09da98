"""`who: active and not country FR or tag vip`: how an audience is written.

`and` binds closer than `or`, `not` stands before one trait. There are no parentheses: what needs
them can be written out, and is read more easily so.
"""

import re

from chalicelib.domain.audience import Kind, Trait, Who
from chalicelib.domain.places import is_country
from chalicelib.domain.planfile.forms import FormError
from chalicelib.domain.planfile.problems import did_you_mean
from chalicelib.domain.slugs import slug

STANDINGS = ("active", "allies", "new", "signed-before", "hosted-before", "host-willing")
"""Segments that a list gives by its tags; `tag vip` is a tag of one's own."""

KINDS: dict[str, Kind] = {
    "tag": "standing",
    "interest": "interest",
    "country": "country",
    "region": "region",
    "city": "city",
    "language": "language",
}
EVERYONE = "everyone"


def who(text: str) -> Who:
    """The audience; `everyone` is the empty one. Raises FormError, with the mend."""
    if re.search(r"[()]", text):
        raise FormError("no parentheses here", "write `a and b or a and c`")
    if text.strip() == EVERYONE:
        return ()
    return tuple(_all_of(part) for part in re.split(r"\s+or\s+", text.strip()))


def written(traits: tuple[Trait, ...]) -> str:
    """One segment as it is written in `who`, its values as slugs."""
    return " and ".join(_written(trait) for trait in traits)


def _written(trait: Trait) -> str:
    denied = "not " if trait.absent else ""
    if trait.kind == "standing":
        named = trait.value if trait.value in STANDINGS else f"tag {trait.value}"
        return f"{denied}{named}"
    return f"{denied}{trait.kind} {trait.value}"


def _all_of(text: str) -> tuple[Trait, ...]:
    return tuple(_trait(part) for part in re.split(r"\s+and\s+", text))


def _trait(text: str) -> Trait:
    denied = re.fullmatch(r"not\s+(.+)", text)
    named = denied[1] if denied else text
    word, _, value = named.partition(" ")
    if word in KINDS:
        return Trait(KINDS[word], _value(word, value.strip()), bool(denied))
    if named not in STANDINGS:
        raise FormError(f"unknown segment `{named}`", _mend(word, named))
    return Trait("standing", named, bool(denied))


def _value(word: str, text: str) -> str:
    if not slug(text):
        example = {"country": "FR", "language": "fr", "city": "Lyon"}.get(word, "rivers")
        raise FormError(f"which {word}?", f"write it like `{word} {example}`")
    if word == "country" and not is_country(text):
        raise FormError(f"`{text}` is not a country", "write two capitals such as `country FR`")
    if word == "language" and not re.fullmatch(r"[a-z]{2}", text):
        raise FormError(f"`{text}` is not a language", "write its code, e.g. `language fr`")
    return text if word == "country" else slug(text)


def _mend(word: str, named: str) -> str:
    if named == EVERYONE:
        return "write it alone, or say who is left out: `not allies`"
    known = did_you_mean(named, (*STANDINGS, EVERYONE), f"or is it a tag: `tag {slug(named)}`?")
    return known if " " not in named else did_you_mean(word, (*KINDS, *STANDINGS), known)
