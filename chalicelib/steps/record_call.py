"""What came of a call to a target: reached, a message left, refused, or nobody answered."""

from dataclasses import dataclass, replace

from chalicelib.domain.deliveries import Call, CallOutcome, Delivery
from chalicelib.domain.errands import called, errand_case, errand_id, late_id, not_reached
from chalicelib.domain.plan import Plan
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Clock, Stale, Store, Vault
from chalicelib.steps.launched import launched
from chalicelib.steps.record_handed import LONGEST_NOTE, note_owner
from chalicelib.steps.settling import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCall:
    """`number` is that of the case: how many calls came before. So one call is recorded once."""

    day: str
    trigger: str
    target: str
    number: int
    outcome: CallOutcome
    note: str = ""


def record_call(command: RecordCall, *, store: Store, vault: Vault, clock: Clock) -> Delivery:
    """The delivery after the call; the same when it is told twice.

    Raises NotFoundError, or ConflictError: another outcome was told, or nobody is to call.
    """
    _, plan = launched(command.day, store)
    found = store.delivery(command.day, command.trigger, command.target)
    target = plan.targets.get(command.target)
    if found is None or target is None:
        raise NotFoundError(f"no delivery of {command.trigger} to {command.target}")
    if not _told_before(command, found):
        note = command.note.strip()[:LONGEST_NOTE]
        sealed = vault.seal(note, note_owner(found)) if note else b""
        after = called(found, target, Call(at=clock.now(), outcome=command.outcome, note=sealed))
        if isinstance(store.move_delivery(found, after), Stale):
            raise ConflictError("the delivery moved meanwhile: look again and repeat")
        found = after
    _hand_on(command, plan, found, store, clock)
    return found


def _told_before(command: RecordCall, found: Delivery) -> bool:
    """Whether that call is recorded. Raises ConflictError where it cannot be."""
    if command.number < len(found.calls):
        known = found.calls[command.number].outcome
        if known != command.outcome:
            raise ConflictError(f"call {command.number} of {command.trigger} was {known}")
        return True
    if found.state != "to_call" or command.number > len(found.calls):
        state = f"{found.state}, after {len(found.calls)} calls"
        raise ConflictError(f"{command.trigger} to {command.target} is {state}")
    return False


def _hand_on(command: RecordCall, plan: Plan, found: Delivery, store: Store, clock: Clock) -> None:
    """This call is nobody's task any more; the next one, or that it came to nothing, is."""
    asked = replace(found, state="to_call", calls=found.calls[: command.number])
    for case in (errand_id(asked), late_id(asked)):
        settle(found.day, case, store=store, clock=clock)
    following = errand_case(plan, found, clock.now()) or not_reached(found, clock.now())
    if following:
        store.open_case(following)
