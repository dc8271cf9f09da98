"""Texts that failed for a reason that may pass are tried once more, by the tick."""

from collections import Counter
from datetime import datetime, timedelta

from chalicelib.domain.claims import Claim, Refusal
from chalicelib.domain.hours import place_of
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.retries import LATER, claim_again, given_up, postponed
from chalicelib.errors import NotFoundError
from chalicelib.ports import Carrier, Catalogues, Clock, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps import wording
from chalicelib.steps.carrying import Carriers, carriers_of
from chalicelib.steps.day_watch import DayWatch
from chalicelib.steps.send_chunk import claim_and_carry
from chalicelib.steps.sending_of import sending_of

WORKS_FOR = timedelta(seconds=20)
"""A third of the tick's own minute; the rest waits for the next one."""
MOST = 1000
WENT = ("sent", "refused", "retry", "unknown")


def resend_due(
    *,
    store: Store,
    carrier: Carrier,
    vault: Vault,
    catalogues: Catalogues,
    clock: Clock,
    settings: Settings,
) -> int:
    """How many were tried. Who opted out, answered or moved on meanwhile is left alone."""
    stop = clock.real_now() + WORKS_FOR
    tried: Counter[str] = Counter()
    days: dict[str, tuple[DayWatch, Carriers] | None] = {}

    def begun(day: str) -> tuple[DayWatch, Carriers] | None:
        try:
            watch = DayWatch(day, store, clock)
        except NotFoundError:
            return None
        left = stop - clock.real_now()
        ports = carriers_of(
            watch,
            left,
            store=store,
            carrier=carrier,
            vault=vault,
            clock=clock,
            settings=settings,
        )
        return watch, ports

    for message in store.retries_due(clock.now(), MOST):
        if clock.real_now() >= stop:
            break
        if message.day not in days:
            days[message.day] = begun(message.day)
        found = days[message.day]
        if found is None:
            store.move_message(message, given_up(message))
        else:
            with found[1].ledger:
                tried[_again(message, *found, catalogues, settings)] += 1
    return sum(tried[outcome] for outcome in WENT)


def _again(
    message: Message, watch: DayWatch, ports: Carriers, catalogues: Catalogues, settings: Settings
) -> str:
    person = ports.store.person(message.person)
    if person is None:
        return "gone"
    sending = sending_of(watch.plan, message.ask, message.n, ports.store)
    until = sending.over_at(place_of(person.country, person.zone))

    def decide(latest: Person) -> Claim | Refusal:
        now = ports.clock.now()
        return (
            "over" if now >= until else claim_again(latest, watch.day(), watch.plan, message, now)
        )

    def word(latest: Person) -> str:
        if message.text:
            return ports.vault.open(message.text, message.person)
        return wording.worded(sending, watch.plan, latest, settings, ports.vault, catalogues)

    outcome = claim_and_carry(person, decide, word, until, ports)
    _settle(message, outcome, watch, ports.clock.now(), ports.store)
    return outcome


def _settle(message: Message, outcome: str, watch: DayWatch, now: datetime, store: Store) -> None:
    """What was not claimed waits, while its day goes on, or is given up."""
    if outcome in (*WENT, "put_before"):
        return
    waits = outcome in LATER and watch.day().goes_on_with(message.ask)
    store.move_message(message, postponed(message, now) if waits else given_up(message))
