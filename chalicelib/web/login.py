"""Signing in to the desk: a code by mail or SMS to who is listed, then a session."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.desk_roles import desk_people
from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.numbers import Number, read_number
from chalicelib.domain.plan import Plan
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import Carrier, Catalogues, Clock, Mailer, Store, Vault
from chalicelib.settings import Settings
from chalicelib.telemetry import logger
from chalicelib.web import sessions
from chalicelib.web.sessions import CODE_LASTS, Session

COOKIE = "desk"


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
    login = vault.login(to)
    listed = bool(to) and to in _listed(plans_to_enter(day, store), settings)
    code = sessions.new_code(login, store, vault, clock) if listed else None
    if code:
        letter = _Letter(to, code, language, settings.organisation, catalogues)
        letter.text(carrier) if to.startswith("+") else letter.mail(mailer)
    return sessions.ticket(login, vault, clock)


def canonical_address(text: str, settings: Settings) -> str:
    """The mail address, or the E.164 number, as logins are made of; empty when it is neither."""
    number = read_number(text, fiction=settings.fiction)
    return number.e164 if isinstance(number, Number) else canonical_mail(text)


def session_of(cookies: str, *, vault: Vault, clock: Clock) -> Session | None:
    """The desk's live session of a Cookie header."""
    return sessions.session_of(cookies, COOKIE, vault=vault, clock=clock)


def session_cookie(session: Session | None, *, vault: Vault, settings: Settings) -> str:
    """The Set-Cookie header of a session of the desk; without one, of its end."""
    return sessions.session_cookie(session, COOKIE, "/desk", vault=vault, settings=settings)


def plans_to_enter(day_id: str, store: Store) -> Iterable[Plan]:
    """Of the open days, and of the one of that name, which may be over."""
    days = {day.id: day for day in store.open_days()}
    if day_id and (day := store.day(day_id)):
        days[day.id] = day
    return [store.plan(day.id, day.plan_version) for day in days.values()]


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


def _listed(plans: Iterable[Plan], settings: Settings) -> set[str]:
    return {canonical_address(listed, settings) for p in plans for listed, _ in desk_people(p)}
