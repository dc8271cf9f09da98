"""Signing in to the desk: a code by mail or SMS to who is listed, then a signed cookie.

Codes and sessions run on real time: moving the stage's clock signs nobody out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from chalicelib.domain.desk_roles import desk_people
from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.numbers import Number, read_number
from chalicelib.domain.plan import Plan
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import Carrier, Catalogues, Clock, Exists, Mailer, Store, Vault
from chalicelib.settings import Settings
from chalicelib.telemetry import logger

COOKIE = "desk"
CODE_LASTS = timedelta(minutes=10)
ONE_CODE_EACH = timedelta(minutes=1)
"""A new code sets the five tries back: whoever guesses gets five a minute and no more."""
SESSION_LASTS = timedelta(hours=8)
"""A working day at most, whatever is done meanwhile."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, by the keyed hash of their address or number, and until when."""

    login: str
    expires: datetime

    @property
    def clear(self) -> str:
        """What the cookie signs."""
        return f"{self.login}|{int(self.expires.timestamp())}"


def send_code(
    address: str,
    day: str,
    language: str,
    *,
    store: Store,
    vault: Vault,
    clock: Clock,
    mailer: Mailer,
    carrier: Carrier,
    catalogues: Catalogues,
    settings: Settings,
) -> str:
    """Sends a code if the address or number is listed; returns the ticket its form needs.

    The ticket tells nobody whether it was. `day` is one that may be over: its people may still
    read its desk.
    """
    to = canonical_address(address, settings)
    login, expires = vault.person_id(to), clock.real_now() + CODE_LASTS
    if to and to in _listed(_plans(day, store), settings):
        code, limit = vault.code(), expires - ONE_CODE_EACH
        hashed = _hashed(login, code, vault)
        if not isinstance(store.put_code(login, hashed, expires, limit), Exists):
            letter = _Letter(to, code, language, settings.organisation, catalogues)
            letter.text(carrier) if to.startswith("+") else letter.mail(mailer)
    return _signed("ticket", Session(login, expires), vault)


def canonical_address(text: str, settings: Settings) -> str:
    """The mail address, or the E.164 number, as logins are made of; empty when it is neither."""
    number = read_number(text, fiction=settings.fiction)
    return number.e164 if isinstance(number, Number) else canonical_mail(text)


def enter(ticket: str, code: str, *, store: Store, vault: Vault, clock: Clock) -> Session | None:
    """The session, if the code is the one that was sent. The store counts the tries."""
    now = clock.real_now()
    asked = _read("ticket", ticket, vault, now)
    digits = "".join(code.split())
    if asked is None or not store.try_code(asked.login, _hashed(asked.login, digits, vault), now):
        return None
    return Session(asked.login, now + SESSION_LASTS)


def session_of(cookies: str, *, vault: Vault, clock: Clock) -> Session | None:
    """The live session of a Cookie header."""
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return None
    return _read("session", found.value, vault, clock.real_now()) if found else None


def session_cookie(session: Session | None, *, vault: Vault, settings: Settings) -> str:
    """The Set-Cookie header of a session; without one, of its end."""
    address = urlsplit(settings.base_url)
    value = _signed("session", session, vault) if session else ""
    age = int(SESSION_LASTS.total_seconds()) if session else 0
    secure = "; Secure" if address.scheme == "https" else ""
    rules = f"Path={address.path}/desk; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"
    return f"{COOKIE}={value}; {rules}"


def form_token(session: Session, *, vault: Vault) -> str:
    """What every form of a session carries, so that no other site can post it."""
    return _signed("form", session, vault)


def is_form_token(session: Session, token: str, *, vault: Vault) -> bool:
    """Whether the token is this session's."""
    return vault.unsign(token) == f"form|{session.clear}"


@dataclass(frozen=True, slots=True)
class _Letter:
    """A code on its way to staff, who asked for it themselves: no ask, so no claim."""

    to: str
    code: str
    language: str
    organisation: str
    catalogues: Catalogues

    def mail(self, mailer: Mailer) -> None:
        mailer.send(self.to, self._said("login.subject"), self._said("login.text"), "login")

    def text(self, carrier: Carrier) -> None:
        """A busy carrier sends nothing: whoever waits asks for another code a minute later."""
        try:
            carrier.send(
                self.to, self._said("login.code"), "login", int(CODE_LASTS.total_seconds())
            )
        except CarrierBusyError:
            logger.warning("the carrier did not take a sign-in code")

    def _said(self, key: str) -> str:
        values = {"code": self.code, "organisation": self.organisation, "org": self.organisation}
        return self.catalogues.say(key, self.language, values)


def _plans(day_id: str, store: Store) -> Iterable[Plan]:
    days = {day.id: day for day in store.open_days()}
    if day_id and (day := store.day(day_id)):
        days[day.id] = day
    return [store.plan(day.id, day.plan_version) for day in days.values()]


def _listed(plans: Iterable[Plan], settings: Settings) -> set[str]:
    return {canonical_address(listed, settings) for p in plans for listed, _ in desk_people(p)}


def _hashed(login: str, code: str, vault: Vault) -> str:
    return vault.person_id(f"code|{login}|{code}")


def _signed(purpose: str, session: Session, vault: Vault) -> str:
    return vault.sign(f"{purpose}|{session.clear}")


def _read(purpose: str, signed: str, vault: Vault, now: datetime) -> Session | None:
    """What was signed for this purpose, while it lasts."""
    parts = (vault.unsign(signed) or "").split("|")
    if len(parts) != 3 or parts[0] != purpose:
        return None
    session = Session(parts[1], datetime.fromtimestamp(int(parts[2]), UTC))
    return session if now < session.expires else None
