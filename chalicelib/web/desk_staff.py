"""Who works at a day's desk: from the keyed hash of a login to an address and a role."""

from dataclasses import dataclass

from chalicelib.domain.desk_roles import Role, desk_people
from chalicelib.domain.plan import Plan
from chalicelib.ports import Vault
from chalicelib.settings import Settings
from chalicelib.web.login import canonical_address


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
