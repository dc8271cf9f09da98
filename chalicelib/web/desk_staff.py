"""Who works at a day's desk: from the keyed hash of a login to an address and a role."""

from dataclasses import dataclass

from chalicelib.domain.audits import Audit
from chalicelib.domain.desk_roles import Role, desk_people
from chalicelib.domain.plan import Plan
from chalicelib.ports import Clock, Store, Vault
from chalicelib.settings import Settings
from chalicelib.web.login import canonical_address, plans_to_enter


@dataclass(frozen=True, slots=True)
class Member:
    """One of a plan's people; `address` is their mail address or number, for their colleagues."""

    login: str
    address: str
    role: Role


def members_of(plan: Plan, *, vault: Vault, settings: Settings) -> dict[str, Member]:
    """The plan's people by login, in its order."""
    members: dict[str, Member] = {}
    for listed, role in desk_people(plan):
        address = canonical_address(listed, settings)
        login = vault.login(address)
        members.setdefault(login, Member(login, address, role))
    return members


def note_sign_in(
    login: str, day_id: str, *, store: Store, vault: Vault, clock: Clock, settings: Settings
) -> None:
    """Writes down that somebody signed in, on each day whose desk they may now open."""
    for plan in plans_to_enter(day_id, store):
        if login in members_of(plan, vault=vault, settings=settings):
            came = vault.token()[-16:]
            store.audit(Audit(id=came, day=plan.day, at=clock.now(), who=login, act="sign_in"))
