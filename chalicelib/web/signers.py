"""Who signs, as a form of the web says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.numbers import Fault, Number, read_number
from chalicelib.domain.places import country_code
from chalicelib.ports import Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.whose import id_behind, owner_behind

Why = Literal[
    "unknown_day",
    "closed",
    "missing",
    "mail",
    "needs_mail",
    "number",
    "no_country",
    "not_mobile",
    "name_unagreed",
    "story_unagreed",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """The form was not taken, and nothing was written."""

    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """`person` is the keyed hash of their number, or of their address; `also`, that of the address
    they gave with their number. `typed` is where a mail would go, `mail` its canonical form."""

    person: str
    country: str
    also: str = ""
    mail: str = ""
    typed: str = ""
    led: str = ""
    free: tuple[str, ...] = ()
    """These two as `Store.sign` takes them: empty where the stage has one pepper."""


def signer_of(
    form: Mapping[str, str], needs_mail: bool, store: Store, vault: Vault, settings: Settings
) -> Signer | Problem:
    """Whoever the form names, or how it must be mended."""
    country = country_code(form.get("country", ""))
    phone, typed = form.get("phone", "").strip(), form.get("email", "").strip()
    mail = canonical_mail(typed)
    if typed and not mail:
        return Problem("mail")
    if needs_mail and not mail:
        return Problem("needs_mail")
    if not phone:
        return _by_mail(mail, typed, country, store, vault)
    known = _by_number(phone, country, store, vault, settings)
    if isinstance(known, Problem) or not mail:
        return known
    also = id_behind(vault.ids(mail), store)
    free = (*known.free, *also.free)
    return replace(known, also=also.id, mail=mail, typed=typed, free=free)


def _by_mail(mail: str, typed: str, country: str, store: Store, vault: Vault) -> Signer | Problem:
    if not mail:
        return Problem("missing")
    whose = owner_behind(vault.ids(mail), store)
    return Signer(
        person=whose.owner,
        country=country,
        mail=mail,
        typed=typed,
        led=whose.led,
        free=whose.free,
    )


def _by_number(
    phone: str, country: str, store: Store, vault: Vault, settings: Settings
) -> Signer | Problem:
    number = read_number(phone, country, fiction=settings.fiction)
    if isinstance(number, Number):
        whose = id_behind(vault.ids(number.e164), store)
        lives = country or number.country
        return Signer(person=whose.owner, country=lives, led=whose.led, free=whose.free)
    if number is Fault.NO_COUNTRY:
        return Problem("no_country")
    if number in (Fault.LANDLINE, Fault.NOT_PERSONAL):
        return Problem("not_mobile")
    return Problem("number")
