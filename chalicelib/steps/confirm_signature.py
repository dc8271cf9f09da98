"""A signature that waits for its mailbox: the letter goes once, and a POST confirms.

The letter is written with the signature and dropped before it goes a second time, so that a crash
in between sends it at most twice, and never not at all: the tick sends what was left.
"""

from datetime import datetime, timedelta

from chalicelib.domain.confirmations import Confirmation, confirmed, honoured_until, read_link
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan, localised
from chalicelib.domain.totals import petition_of
from chalicelib.ports import Catalogues, Clock, Mailer, Store, Vault, Written
from chalicelib.settings import Settings

LEFT_AFTER = timedelta(minutes=2)
"""Longer than a form's Lambda may run."""
MOST = 200
ROUNDS = 4


def send_letter(
    letter: Confirmation,
    plan: Plan,
    *,
    store: Store,
    vault: Vault,
    mailer: Mailer,
    catalogues: Catalogues,
    settings: Settings,
) -> None:
    """One attempt, whatever it comes to: signing again is no second one."""
    _send(letter, plan, vault, mailer, catalogues, settings)
    store.drop_letter(letter)


def send_left_letters(
    real_now: datetime,
    *,
    store: Store,
    vault: Vault,
    mailer: Mailer,
    catalogues: Catalogues,
    settings: Settings,
) -> int:
    """How many letters went, of those that a crash had left."""
    left = store.letters_before(real_now - LEFT_AFTER, MOST)
    taken = [letter for letter in left if store.drop_letter(letter)]
    for letter in taken:
        day = store.day(letter.day)
        if day and day.counts:
            plan = store.plan(day.id, day.plan_version)
            _send(letter, plan, vault, mailer, catalogues, settings)
    return len(taken)


def confirm_signature(
    day: Day, plan: Plan, signed: str, *, store: Store, vault: Vault, clock: Clock
) -> bool:
    """Counts the signature that the link is of. Whether the link is ours and still honoured: what
    it confirmed, now or before, or never, is nobody's business."""
    link = read_link(vault.unsign(signed), day.id)
    if link is None or clock.now() >= honoured_until(day):
        return False
    key = f"{petition_of(plan)}#signed#{link[0]}#"
    for _ in range(ROUNDS):
        found = store.facts_of(link[0], day.id, [key])
        moves = [(fact, after) for fact in found if (after := confirmed(fact)) != fact]
        if not moves or store.move_facts(moves) == Written():
            return True
    return True


def link_of(letter: Confirmation, vault: Vault, settings: Settings) -> str:
    """Where the mailbox's owner confirms: a page, whose button posts."""
    path = f"/d/{letter.day}/confirm/{vault.sign(letter.clear)}"
    return f"{settings.base_url}{path}?lang={letter.language}"


def _send(
    letter: Confirmation,
    plan: Plan,
    vault: Vault,
    mailer: Mailer,
    catalogues: Catalogues,
    settings: Settings,
) -> None:
    language = letter.language
    values = {
        "org": plan.organisation,
        "demand": localised(plan.demand, language, plan.languages[0]),
        "link": link_of(letter, vault, settings),
    }
    kind = "high." if plan.risk == "high" else ""
    mailer.send(
        vault.open(letter.address, letter.person),
        catalogues.say("confirm.subject", language, values),
        catalogues.say(f"confirm.{kind}text", language, values),
        f"confirm-{letter.day}",
    )
