"""A signature that waits for its mailbox: the letter goes once, and a POST confirms.

The letter is written with the signature and dropped once it may have gone: a crash in between sends
it twice at worst, and the tick sends what a crash or a busy mail service left, for an hour.
"""

from datetime import datetime, timedelta

from chalicelib.domain.confirmations import Confirmation, confirmed, honoured_until, read_link
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan, localised
from chalicelib.domain.totals import petition_of
from chalicelib.ports import (
    Catalogues,
    Clock,
    Mailer,
    Refused,
    Sent,
    Store,
    Unknown,
    Vault,
    Written,
)
from chalicelib.settings import Settings

TRIED_FOR = timedelta(hours=1)
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
    """One attempt; signing again is no second one."""
    if not isinstance(_send(letter, plan, vault, mailer, catalogues, settings), Refused):
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
    """How many letters were left, and tried again. Refused for an hour, one is given up."""
    left = store.letters_before(real_now - LEFT_AFTER, MOST)
    for letter in left:
        day = store.day(letter.day)
        late = letter.at < real_now - TRIED_FOR
        if day is None or late:
            store.drop_letter(letter)
            continue
        send_letter(
            letter,
            store.plan(day.id, day.plan_version),
            store=store,
            vault=vault,
            mailer=mailer,
            catalogues=catalogues,
            settings=settings,
        )
    return len(left)


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
) -> Sent | Refused | Unknown:
    language = letter.language
    values = {
        "org": plan.organisation,
        "demand": localised(plan.demand, language, plan.languages[0]),
        "link": link_of(letter, vault, settings),
    }
    kind = "high." if plan.risk == "high" else ""
    return mailer.send(
        vault.open(letter.address, letter.person),
        catalogues.say("confirm.subject", language, values),
        catalogues.say(f"confirm.{kind}text", language, values),
        f"confirm-{letter.day}",
    )
