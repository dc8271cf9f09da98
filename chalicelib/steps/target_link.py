"""The link that leads a target to its page: signed, for one day and one target."""

from chalicelib.ports import Vault

PURPOSE = "target"


def target_link(base_url: str, day: str, target: str, vault: Vault) -> str:
    """The address of the target's page."""
    return f"{base_url}/t/{vault.sign(f'{PURPOSE}|{day}|{target}')}"


def linked_target(link: str, vault: Vault) -> tuple[str, str] | None:
    """The day and the target of a link that we signed."""
    parts = (vault.unsign(link) or "").split("|")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == PURPOSE else None


def login_of(day: str, target: str, vault: Vault) -> str:
    """Whom a session of that page is for."""
    return vault.login(f"{PURPOSE}|{day}|{target}")
