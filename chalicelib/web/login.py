"""Signing in to the desk: a code by mail to a coordinator, then a signed cookie.

Codes and sessions run on real time: moving the stage's clock signs nobody out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.plan import Plan
from chalicelib.ports import Catalogues, Clock, Exists, Mailer, Store, Vault
from chalicelib.settings import Settings

COOKIE = "desk"
CODE_LASTS = timedelta(minutes=10)
ONE_CODE_EACH = timedelta(minutes=1)
"""A new code sets the five tries back: whoever guesses gets five a minute and no more."""
SESSION_LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, by the keyed hash of their address, and until when."""

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
    catalogues: Catalogues,
    settings: Settings,
) -> str:
    """Mails a code if the address is a coordinator's; returns the ticket its form needs.

    The ticket tells nobody whether it was. `day` is one that may be over: its coordinators may
    still read its desk.
    """
    mail = canonical_mail(address)
    login, expires = vault.person_id(mail), clock.real_now() + CODE_LASTS
    if mail and mail in _coordinators(_plans(day, store)):
        code = vault.code()
        limit = expires - ONE_CODE_EACH
        if isinstance(store.put_code(login, _hashed(login, code, vault), expires, limit), Exists):
            return _signed("ticket", Session(login, expires), vault)
        values = {"code": code, "organisation": settings.organisation}
        subject = catalogues.say("login.subject", language, values)
        mailer.send(mail, subject, catalogues.say("login.text", language, values), "login")
    return _signed("ticket", Session(login, expires), vault)


def enter(ticket: str, code: str, *, store: Store, vault: Vault, clock: Clock) -> Session | None:
    """The session, if the code is the one that was mailed. The store counts the tries."""
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


def coordinates(session: Session, plan: Plan, *, vault: Vault) -> bool:
    """Whether the session is one of the plan's coordinators'."""
    return session.login in {vault.person_id(mail) for mail in _coordinators([plan])}


def _plans(day_id: str, store: Store) -> Iterable[Plan]:
    days = {day.id: day for day in store.open_days()}
    if day_id and (day := store.day(day_id)):
        days[day.id] = day
    return [store.plan(day.id, day.plan_version) for day in days.values()]


def _coordinators(plans: Iterable[Plan]) -> set[str]:
    return {canonical_mail(address) for plan in plans for address in plan.coordinators}


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
