"""What the cells of a people list say, in the words of other tools and of four languages.

Doubt about an opt-out counts as an opt-out; doubt about anything optional leaves it empty.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache

from chalicelib.domain.slugs import slug

MOST_WORDS = 160
"""Letters kept of how someone agreed."""
FEW = 1_000
"""What a column of few different words says is worked out once for each."""

_NO_NAME, _NO_CODE = re.compile(r"[^\w -]"), re.compile(r"[^A-Z0-9]")
_IN = {"", "in", "subscribed", "optedin", "optin", "active", "yes", "true", "ok"}
"""The words of a subscription status that leave no doubt."""
_SEGMENTS = {"ally": "allies", "willing-to-host": "host-willing"}
"""Tags that mean a segment of a plan's `who`, and are not written like it."""
_FALSE = {"", "0", "false", "f", "no", "n", "non", "nao", "não", "in", "subscribed"}
_NOT_GIVEN = {"0", "false", "f", "no", "n", "non", "nao", "não", "none", "never"}
"""What a column of consent says of someone who gave none: doubt is an opt-out."""
_GIVEN = {"1", "true", "t", "yes", "y", "oui", "si", "sí", "sim", "x", "ok"}
_LANGUAGES = {
    "english": "en",
    "anglais": "en",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "spanish": "es",
    "español": "es",
    "espanol": "es",
    "castellano": "es",
    "portuguese": "pt",
    "português": "pt",
    "portugues": "pt",
}


def refuses(consent: str) -> bool:
    """Whether a column of consent says that they gave none."""
    return consent.casefold() in _NOT_GIVEN


@lru_cache(FEW)
def says_out(said: str, status: str) -> bool:
    """Whether a column of opt-outs, or of subscriptions, says that they are out."""
    plain = re.sub(r"[\W_]", "", status.casefold())
    return said.casefold() not in _FALSE or plain not in _IN


def consent_words(how: str, consent: str) -> str:
    """Without a bare yes, which proves nothing."""
    words = "" if consent.casefold() in _GIVEN else consent
    return ": ".join(part for part in (how, words) if part)[:MOST_WORDS]


@lru_cache(FEW)
def language(text: str) -> str:
    """The code of a language written as a code, a locale or a name; empty for others."""
    plain = re.split(r"[;|,\s]", text.casefold())[0]
    code = re.fullmatch(r"([a-z]{2})(?:[-_].*)?", plain)
    return _LANGUAGES.get(plain, code[1] if code else "")


def region_of(country: str, said: str, postcode: str) -> str:
    """The region given, else the coarse head of the postcode; the postcode is not kept."""
    if said and (named := _NO_NAME.sub("", said)[:32]):
        return named.upper() if len(named) <= 3 else named
    return coarse_region(country, postcode) if postcode else ""


def coarse_region(country: str, postcode: str) -> str:
    """A postcode's area: `SW` of SW1A 1AA, `M` of M5V, the first two characters elsewhere."""
    plain = _NO_CODE.sub("", postcode.upper())
    if country in ("GB", "CA"):
        return re.sub(r"\d.*", "", plain)[:2]
    return plain[:2]


@lru_cache(FEW)
def standing(text: str) -> tuple[str, ...]:
    """Tags as segments."""
    return tuple(sorted({_SEGMENTS.get(word, word) for word in slugs(text)}))


@lru_cache(FEW)
def slugs(text: str) -> tuple[str, ...]:
    """The words of a cell that holds several."""
    words = (slug(part) for part in re.split(r"[;|,]", text))
    return tuple(sorted({word for word in words if word}))


def instant(text: str) -> datetime | None:
    """The instant of an ISO date, taken as UTC where it gives no offset."""
    try:
        at = datetime.fromisoformat(text.removesuffix(" UTC"))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
