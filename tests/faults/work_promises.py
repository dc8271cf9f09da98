"""Promises 4 and 7, against what the witnesses saw: texts, packets, requests, runs, the report."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator

from chalicelib.domain.deliveries import ARRIVED, Delivery
from chalicelib.steps.ledger import MOST
from tests.faults.calls import Fault
from tests.faults.harbour import DAY, a_plan
from tests.faults.reading import counts, name, unknown_texts
from tests.faults.world import World

TAKEN = ("accepted", "scheduled", "queued", "sending", "sent", "delivered", "read", "undelivered")


def four(world: World) -> Iterator[str]:
    """Triggers fire once; one packet each; what is unknown is a case and is not sent again."""
    yield from _triggers(world)
    yield from _skipped(world)
    yield from _deliveries(world)
    yield from _mailings(world)
    yield from _texts(world)


def _triggers(world: World) -> Iterator[str]:
    store = world.store
    for trigger in store.triggers(DAY):
        fired = sum(c.what == "trigger fired" and c.who == trigger.trigger for c in store.commits)
        if fired > 1 or (trigger.state == "fired") != (fired == 1):
            yield f"4: {trigger.trigger} is {trigger.state} and was fired {fired} times"
        ran = any(run.moment == trigger.trigger for run in store.runs(DAY))
        if ran and not fired:
            yield f"4: {trigger.trigger} ran and may yet fall"


def _skipped(world: World) -> Iterator[str]:
    """Each level that the facts have reached fired, or is a human's since the day was closed."""
    facts = world.store._facts.get(DAY, {}).values()
    total = sum(counts(fact)["sign.signed"] for fact in facts)
    cases = {case.id for case in world.store.cases(DAY)}
    records = {record.trigger: record for record in world.store.triggers(DAY)}
    for trigger in a_plan().triggers.values():
        reached = trigger.kind == "count" and total >= trigger.count
        told = f"held.{trigger.name}" in cases
        if reached and records[trigger.name].state != "fired" and not told:
            yield f"4: {trigger.name} was reached by {total} and is {records[trigger.name].state}"


def _deliveries(world: World) -> Iterator[str]:
    store = world.store
    mailed = Counter(mail.reference for mail in world.mailer.sent)
    cases = {case.id: case.detail for case in store.cases(DAY)}
    for delivery in store.deliveries(DAY):
        what = f"{delivery.trigger}.{delivery.target}"
        times = mailed.pop(f"{DAY}.{what}", 0)
        if (delivery.state in ("sent", "delivered", "bounced") and times != 1) or times > 1:
            yield f"4: {what} is {delivery.state} and was mailed {times} times"
        # Allowed: the close cut its run off, or found it waiting, so that the run is the case.
        came_back = delivery.state == "bounced" and f"mail.{what}.bounced" in cases
        told = came_back or f"delivery.{what}" in cases or _run_told(cases, delivery)
        task = {"to_post": f"post.{what}", "to_call": f"call.{what}.{len(delivery.calls)}"}
        told = told or task.get(delivery.state) in cases
        if delivery.state not in (*ARRIVED, "rostered") and not told:
            yield f"4: {what} is {delivery.state} and nobody's case"
        if delivery.state in ("rostered", "to_call") and delivery.roster not in world.files.bodies:
            yield f"4: {what} has nothing for those who go, or call"
        if delivery.state == "posted" and delivery.proof not in world.files.bodies:
            yield f"4: {what} has no proof"
        yield from _packet(world, delivery)
    for mailing in store.mailings(DAY):
        mailed.pop(f"{mailing.name}-{DAY}", None)
    if mailed:
        yield f"4: mailed without a delivery: {sorted(mailed)}"


def _mailings(world: World) -> Iterator[str]:
    """The report's address goes once to the one coordinator; what is unknown, never again."""
    mailed = Counter(mail.reference for mail in world.mailer.sent)
    for mailing in world.store.mailings(DAY):
        times = mailed[f"{mailing.name}-{DAY}"]
        if mailing.state == "claimed":
            yield f"4: the mail {mailing.name} is claimed for ever"
        if (mailing.state == "sent" and times != 1) or times > 1:
            yield f"4: {mailing.name} is {mailing.state} and was mailed {times} times"


def _packet(world: World, delivery: Delivery) -> Iterator[str]:
    """The counts were frozen once for all targets; what was mailed is what was recorded."""
    what = f"{delivery.trigger}.{delivery.target}"
    key = f"packets/{DAY}/{delivery.trigger}/counts.json"
    frozen = json.loads(world.files.bodies[key])["by_country"].values()
    if sum(each["sign.signed"] for each in frozen) != delivery.signatures:
        yield f"4: {what} carries {delivery.signatures} signatures, not the frozen {frozen}"
    for mail in world.mailer.sent:
        pdf = mail.attachment[1] if mail.attachment else b""
        ours = mail.reference == f"{DAY}.{what}"
        if ours and hashlib.sha256(pdf).hexdigest() != delivery.sha256:
            yield f"4: {what} mailed another packet than the one recorded"


def _run_told(cases: dict[str, str], delivery: Delivery) -> bool:
    """The run of its trigger, or of an opening of it, is a human's, who reads what was left."""
    for case, detail in cases.items():
        kind, _, moment = case.partition(".")
        ours = moment == delivery.trigger or moment.startswith(f"{delivery.trigger}.")
        if ours and (kind == "run" or (kind == "shut" and delivery.target in detail)):
            return True
    return False


def _texts(world: World) -> Iterator[str]:
    """What the store says of each text is what the carrier knows of it."""
    taken = Counter(text.message_id for text in world.carrier.sent)
    for message in world.store._messages.values():
        times = taken[message.id]
        if message.status == "claimed":
            yield f"4: {name(message)} is claimed for ever"
        if message.status in TAKEN and not message.in_answer and times != 1:
            yield f"4: {name(message)} is {message.status} and was taken {times} times"
        if message.status == "skipped" and taken[message.reference]:
            yield f"4: {name(message)} was skipped and taken"
    unclear = len(unknown_texts(world)) + sum(
        mail.state == "unknown"
        for mail in (*world.store.deliveries(DAY), *world.store.mailings(DAY))
    )
    allowed = sum(_lost_by(fault, call) for fault, call in world.calls.struck)
    if unclear > allowed:
        yield f"4: {unclear} unknown, but the faults {world.calls.struck} explain {allowed}"


def _lost_by(fault: Fault, call: str) -> int:
    """A kill loses what the worker's ledger held, as does a ledger that cannot be written."""
    whole = fault.how in ("death", "lost", "absent") or call == "store.move_messages"
    return MOST if whole else 1


def seven(world: World) -> Iterator[str]:
    """Every 2xx is recorded, every run has succeeded or is a case, a closed day has its report."""
    yield from _requests(world)
    yield from _runs(world)
    day = world.store.day(DAY)
    if day and day.state == "closed":
        yield from _report(world)


def _requests(world: World) -> Iterator[str]:
    store = world.store
    for sid, person, body, answer in world.heard.texts:
        if (person, sid) not in store._replies:
            yield f"7: {body!r} was answered {answer!r} and is lost"
    for mail in world.heard.forms:
        person = store.alias(world.person(mail)) or world.person(mail)
        if f"sign#signed#{person}#" not in store._facts.get(DAY, {}):
            yield f"7: the form of {mail} was taken and is lost"


def _runs(world: World) -> Iterator[str]:
    store = world.store
    cases = {case.id for case in store.cases(DAY)}
    for run in store.runs(DAY):
        if run.state != "succeeded" and f"run.{run.moment}" not in cases:
            yield f"7: {run.moment} is {run.state} and nobody's case"
    for trigger in store.triggers(DAY):
        if trigger.state == "fired" and not any(
            r.moment == trigger.trigger for r in store.runs(DAY)
        ):
            yield f"7: {trigger.trigger} fired and never ran"


def _report(world: World) -> Iterator[str]:
    """The report counts what the facts say."""
    for kind in ("html", "csv", "json"):
        if f"reports/{DAY}/report.{kind}" not in world.files.bodies:
            yield f"7: no report.{kind}"
            return
    report = json.loads(world.files.bodies[f"reports/{DAY}/report.json"])
    expected: Counter[str] = Counter()
    for fact in world.store._facts.get(DAY, {}).values():
        expected.update(counts(fact))
    if report["facts"] != dict(expected) or report["differences"]:
        yield f"7: the report says {report['facts']}, the facts {dict(expected)}"
