"""What a text's variables stand for, beyond what the plan itself says.

Two links: the public page, which may be passed on, and the person's own page, which may not. A
text that asks something has their own; an answer and a notice have the public one, unless no
reply can reach us and the notice must offer a way out, or may not show where the page is.
"""

from dataclasses import replace

from chalicelib.domain.claims import Claim, Refusal
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Decision
from chalicelib.domain.sendings import Sending
from chalicelib.ports import Catalogues, Vault
from chalicelib.settings import Settings

TOKEN = 11
"""Letters and digits of a link's token: 65 bits."""


def values(plan: Plan, person: Person, settings: Settings, vault: Vault) -> dict[str, str]:
    """`link`, the petition page in the person's language, and `firstName`, if known."""
    return {
        "link": page_link(settings.public_url, plan, person.language),
        "firstName": vault.open(person.name, person.id) if person.name else "",
    }


def worded(
    sending: Sending,
    plan: Plan,
    person: Person,
    settings: Settings,
    vault: Vault,
    catalogues: Catalogues,
) -> str:
    """What goes out, as this person gets it: with their own page's link where it carries one."""
    known = values(plan, person, settings, vault)
    if person.token and sending.links(person):
        known["link"] = own_link(settings, person)
    return sending.text(person, catalogues, known)


def page_link(public_url: str, plan: Plan, language: str) -> str:
    """The petition page in that language, or in the plan's first."""
    known = language if language in plan.languages else plan.languages[0]
    return f"{public_url}/{plan.day}/{known}.html"


def own_link(settings: Settings, person: Person) -> str:
    """Where the person's own page is."""
    return f"{settings.base_url}/p/{person.token}"


def linked(claim: Claim | Refusal, needed: bool, vault: Vault) -> Claim | Refusal:
    """The claim of a person who has a token, if their text needs one and they had none."""
    if isinstance(claim, str) or not needed or claim.person.token:
        return claim
    return replace(claim, person=replace(claim.person, token=_drawn(vault), new_token=True))


def with_page(decision: Decision, settings: Settings, vault: Vault) -> Decision:
    """Who asks to be erased is told where they can do it themselves, if we know their number."""
    person, answer = decision.person, decision.answer
    if answer is None or answer.key != "reply.erase" or not person.address:
        return decision
    if not person.token:
        person = replace(person, token=_drawn(vault), new_token=True)
    told = {**answer.values, "link": own_link(settings, person)}
    return decision._replace(
        person=person, answer=answer._replace(key="reply.erase.page", values=told)
    )


def _drawn(vault: Vault) -> str:
    """Letters and digits alone: phones take `-` and `_` at a link's end for punctuation."""
    letters = "".join(letter for letter in vault.token() if letter.isalnum())
    return letters[-TOKEN:]
