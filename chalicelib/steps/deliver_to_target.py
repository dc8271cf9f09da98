"""DeliverToTarget: one packet to one target, once: by mail, or through people: bearers, whoever
posts it, callers.

The delivery is claimed before the mail goes. A claim found without an outcome is never sent
again: it becomes `unknown` and a human's case (promise 4).
"""

import hashlib
from dataclasses import dataclass, replace

from chalicelib.domain.cases import Case
from chalicelib.domain.deliveries import Delivery, DeliveryState
from chalicelib.domain.errands import WAITS, errand_case
from chalicelib.domain.packet import bearers_roster, callers_words, covering_mail
from chalicelib.domain.plan import Plan, Target
from chalicelib.domain.totals import counts_for, signatures
from chalicelib.errors import NotFoundError
from chalicelib.ports import (
    Catalogues,
    Clock,
    Exists,
    Mailer,
    Objects,
    Refused,
    Sent,
    Stale,
    Store,
    Vault,
)
from chalicelib.settings import Settings
from chalicelib.steps.freeze_counts import frozen_counts
from chalicelib.steps.launched import launched
from chalicelib.steps.packets import letter_of, packet_key
from chalicelib.steps.target_link import target_link


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverToTarget:
    """One target of one trigger."""

    day: str
    trigger: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDelivered:
    """`outcome` is the delivery's state."""

    target: str
    outcome: str


def deliver_to_target(
    command: DeliverToTarget,
    *,
    store: Store,
    files: Objects,
    mailer: Mailer,
    catalogues: Catalogues,
    clock: Clock,
    vault: Vault,
    settings: Settings,
) -> TargetDelivered:
    """Delivers, or reports what an earlier run came to."""
    _, plan = launched(command.day, store)
    claim, target = _claim(command, plan, files, clock), plan.targets[command.target]
    if isinstance(store.claim_delivery(claim), Exists):
        claim = _found(command, store)
        if target.deliver == "mail" or claim.state != "claimed":
            return _settled(command, claim, store, clock)
    url = target_link(settings.base_url, plan.day, target.name, vault)
    done = (
        _by_mail(claim, plan, target, url, files, mailer, catalogues, clock)
        if target.deliver == "mail"
        else _by_people(claim, plan, target, files, catalogues, clock)
    )
    if isinstance(store.move_delivery(claim, done), Stale):
        # A receipt of the mail was faster, or another run of this step.
        done = _found(command, store)
    case = _case(done, clock) or errand_case(plan, done, clock.now())
    if case:
        store.open_case(case)
    return TargetDelivered(target=command.target, outcome=done.state)


def _claim(command: DeliverToTarget, plan: Plan, files: Objects, clock: Clock) -> Delivery:
    key = packet_key(command.day, command.trigger, command.target)
    counts = frozen_counts(command.day, command.trigger, files)
    if counts is None:
        raise NotFoundError(f"frozen counts of {command.day}, {command.trigger}")
    return Delivery(
        day=command.day,
        trigger=command.trigger,
        target=command.target,
        claimed_at=clock.now(),
        lease_at=clock.real_now(),
        packet=key,
        sha256=hashlib.sha256(files.get(key)).hexdigest(),
        signatures=signatures(plan, counts_for(plan.targets[command.target], counts)),
    )


def _found(command: DeliverToTarget, store: Store) -> Delivery:
    found = store.delivery(command.day, command.trigger, command.target)
    if found is None:
        raise NotFoundError(f"delivery of {command.trigger} to {command.target}")
    return found


def _settled(
    command: DeliverToTarget, found: Delivery, store: Store, clock: Clock
) -> TargetDelivered:
    """What an earlier try came to, or `unknown` where its mail left no outcome.

    A roster is no mail: it may be written twice, so a claim of it is simply finished.
    """
    if found.state == "claimed":
        lost = replace(found, state="unknown")
        moved = store.move_delivery(found, lost)
        found = _found(command, store) if isinstance(moved, Stale) else lost
    case = _case(found, clock)
    if case:
        store.open_case(case)
    return TargetDelivered(target=found.target, outcome=found.state)


def _by_mail(
    claim: Delivery,
    plan: Plan,
    target: Target,
    url: str,
    files: Objects,
    mailer: Mailer,
    catalogues: Catalogues,
    clock: Clock,
) -> Delivery:
    letter = letter_of(plan, claim.trigger, target, files, catalogues, url)
    subject, text = covering_mail(letter, url, catalogues.say)
    attachment = (f"{plan.day}.pdf", files.get(claim.packet))
    reference = f"{claim.day}.{claim.trigger}.{claim.target}"
    result = mailer.send(target.to, subject, text, reference, attachment, receipts=True)
    if isinstance(result, Sent):
        return replace(claim, state="sent", sent_at=clock.now(), mail_id=result.sid)
    state: DeliveryState = "refused" if isinstance(result, Refused) else "unknown"
    return replace(claim, state=state)


def _by_people(
    claim: Delivery,
    plan: Plan,
    target: Target,
    files: Objects,
    catalogues: Catalogues,
    clock: Clock,
) -> Delivery:
    """It waits for them, with what they take along; a letter to post is its own paper."""
    waiting = replace(claim, state=WAITS[target.deliver], sent_at=clock.now())
    if target.deliver == "post":
        return waiting
    if target.deliver == "hand":
        key, kind = f"rosters/{claim.day}/{claim.trigger}/{claim.target}.csv", "text/csv"
        body = bearers_roster(target, target.language, catalogues.say)
    else:
        key, kind = f"rosters/{claim.day}/{claim.trigger}/{claim.target}.txt", "text/plain"
        letter = letter_of(plan, claim.trigger, target, files, catalogues, "")
        body = callers_words(letter, catalogues.say).encode()
    files.put(key, body, kind)
    return replace(waiting, roster=key)


def _case(delivery: Delivery, clock: Clock) -> Case | None:
    """Of a mail that the mail service refused, or of which nobody knows whether it went."""
    if delivery.calls or delivery.state not in ("unknown", "refused"):
        return None
    return Case(
        id=f"delivery.{delivery.trigger}.{delivery.target}",
        day=delivery.day,
        kind="delivery_unknown",
        opened_at=clock.now(),
        detail=f"{delivery.trigger} to {delivery.target}: {delivery.state}",
    )
