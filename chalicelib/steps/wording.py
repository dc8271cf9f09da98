"""What a text's variables stand for, beyond what the plan itself says."""

from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.ports import Vault
from chalicelib.settings import Settings


def values(plan: Plan, person: Person, settings: Settings, vault: Vault) -> dict[str, str]:
    """`link`, the petition page in the person's language, and `firstName`, if known."""
    return {
        "link": page_link(settings.public_url, plan, person.language),
        "firstName": vault.open(person.name, person.id) if person.name else "",
    }


def page_link(public_url: str, plan: Plan, language: str) -> str:
    """The petition page in that language, or in the plan's first."""
    known = language if language in plan.languages else plan.languages[0]
    return f"{public_url}/{plan.day}/{known}.html"
