"""Sessions: a code that was sent, then a signed cookie; for the desk and for a target's page.

Codes and sessions run on real time: moving the stage's clock signs nobody out.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from chalicelib.ports import Clock, Exists, Store, Vault
from chalicelib.settings import Settings

CODE_LASTS = timedelta(minutes=10)
ONE_CODE_EACH = timedelta(minutes=1)
"""A new code sets the five tries back: whoever guesses gets five a minute and no more."""
SESSION_LASTS = timedelta(hours=8)
"""A working day at most, whatever is done meanwhile."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, by a keyed hash, and until when."""

    login: str
    expires: datetime

    @property
    def clear(self) -> str:
        """What the cookie signs."""
        return f"{self.login}|{int(self.expires.timestamp())}"


def ticket(login: str, vault: Vault, clock: Clock) -> str:
    """What the form of a code carries; the same whether a code was sent or not."""
    return signed("ticket", Session(login, clock.real_now() + CODE_LASTS), vault)


def new_code(login: str, store: Store, vault: Vault, clock: Clock) -> str | None:
    """A code for that login, kept as its hash; None when the last one is too young."""
    code, expires = vault.code(), clock.real_now() + CODE_LASTS
    hashed = hashed_code(login, code, vault)
    kept = store.put_code(login, hashed, expires, expires - ONE_CODE_EACH)
    return None if isinstance(kept, Exists) else code


def enter(ticket: str, code: str, *, store: Store, vault: Vault, clock: Clock) -> Session | None:
    """The session, if the code is the one that was sent. The store counts the tries."""
    now = clock.real_now()
    asked = read("ticket", ticket, vault, now)
    digits = "".join(code.split())
    if asked is None or not store.try_code(
        asked.login, hashed_code(asked.login, digits, vault), now
    ):
        return None
    return Session(asked.login, now + SESSION_LASTS)


def session_of(cookies: str, name: str, *, vault: Vault, clock: Clock) -> Session | None:
    """The live session in that cookie of a Cookie header."""
    try:
        found = SimpleCookie(cookies).get(name)
    except CookieError:
        return None
    return read(name, found.value, vault, clock.real_now()) if found else None


def session_cookie(
    session: Session | None, name: str, path: str, *, vault: Vault, settings: Settings
) -> str:
    """The Set-Cookie header of a session, for the pages below `path`; without one, of its end."""
    address = urlsplit(settings.base_url)
    value = signed(name, session, vault) if session else ""
    age = int(SESSION_LASTS.total_seconds()) if session else 0
    secure = "; Secure" if address.scheme == "https" else ""
    rules = f"Path={address.path}{path}; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"
    return f"{name}={value}; {rules}"


def form_token(session: Session, *, vault: Vault) -> str:
    """What every form of a session carries, so that no other site can post it."""
    return signed("form", session, vault)


def is_form_token(session: Session, token: str, *, vault: Vault) -> bool:
    """Whether the token is this session's."""
    return vault.unsign(token) == f"form|{session.clear}"


def hashed_code(login: str, code: str, vault: Vault) -> str:
    """What of a code is kept."""
    return vault.login(f"code|{login}|{code}")


def signed(purpose: str, session: Session, vault: Vault) -> str:
    """The session, signed for one purpose."""
    return vault.sign(f"{purpose}|{session.clear}")


def read(purpose: str, value: str, vault: Vault, now: datetime) -> Session | None:
    """What was signed for this purpose, while it lasts."""
    parts = (vault.unsign(value) or "").split("|")
    if len(parts) != 3 or parts[0] != purpose:
        return None
    session = Session(parts[1], datetime.fromtimestamp(int(parts[2]), UTC))
    return session if now < session.expires else None
