"""The promises, checked against what a world's witnesses saw. Nothing here asks the engine.

What a fault may change is said in `allowed`-words where it is allowed, and nowhere else:
each fault may leave at most one text or one mail whose outcome nobody knows. Such a text is
counted `unknown`, such a mail is a case, and neither is sent again.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from chalicelib.domain.facts import Fact
from chalicelib.domain.messages import Message
from chalicelib.ports import Sent
from tests.faults.scenes import DAY
from tests.faults.world import Commit, World

TAKEN = ("accepted", "scheduled", "queued", "sending", "sent", "delivered", "read", "undelivered")
SECOND = timedelta(seconds=1)


def broken(world: World) -> list[str]:
    """Every promise that does not hold now; the world is at rest and its claims are swept."""
    return [
        *_one(world),
        *_two(world),
        *_three(world),
        *_four(world),
        *_six(world),
        *_seven(world),
        *_nine(world),
        *_ten(world),
    ]


def unknown_texts(world: World) -> list[Message]:
    """Texts that may have gone."""
    return [m for m in world.store._messages.values() if m.status == "unknown"]


def _one(world: World) -> Iterator[str]:
    """No claim commits after the opt-out; no text goes out on a claim that is refused later."""
    out: set[str] = set()
    for commit in world.store.commits:
        if commit.what in ("out", "in"):
            (out.add if commit.what == "out" else out.discard)(commit.who)
        if commit.what == "claim" and commit.who in out:
            yield f"1: {_name(commit.of)} claimed after the opt-out"
    claimed = {commit.of.id for commit in world.store.commits if commit.what == "claim"}
    for text in world.carrier.calls:
        if text.message_id not in claimed:
            yield f"1: {text.message_id} sent without a claim"


def _two(world: World) -> Iterator[str]:
    """One text per (person, ask, nudge), whatever ran twice; no ask of an act that is proved."""
    for what, times in Counter(text.message_id for text in world.carrier.sent).items():
        if times > 1:
            yield f"2: {what} sent {times} times"
    for (_, body), times in Counter((t.to, t.body) for t in world.carrier.sent).items():
        if times > 1 and "sign, reply 1" not in body:
            yield f"2: the same words {times} times to one phone"
    proved: set[str] = set()
    for commit in world.store.commits:
        if commit.what == "fact" and _is_signature(commit.of):
            proved.add(commit.who)
        if commit.what == "claim" and commit.of.ask == "sign" and commit.who in proved:
            yield f"2: {_name(commit.of)} claimed of someone who has signed"


def _three(world: World) -> Iterator[str]:
    """Tallies are the sum of the facts by country, region, channel and amount."""
    expected: dict[str, Counter[str]] = {}
    for fact in world.store._facts.get(DAY, {}).values():
        expected.setdefault(fact.country, Counter()).update(_counts(fact))
    stored = {c: +Counter(t) for c, t in world.store._tallies.get(DAY, {}).items()}
    if stored != expected:
        yield f"3: tallies {stored} are not the facts' {expected}"
    for person in world.store._persons.values():
        signed = person.asks.get(f"{DAY}/sign") == "signed"
        fact = world.store._facts.get(DAY, {}).get(f"sign#signed#{person.id}#")
        if signed != bool(fact and fact.proved):
            yield f"3: {person.id} signed: {signed}, fact: {fact}"
    if not world.public.bodies:
        return
    shown = json.loads(world.public.bodies[f"{DAY}/count.json"])["data"]["attributes"]
    total = sum(counts["sign.signed"] for counts in expected.values())
    if shown["signature_count"] != total:
        yield f"3: the page shows {shown['signature_count']} of {total} signatures"


def _four(world: World) -> Iterator[str]:
    """Triggers fire once; one packet each; what is unknown is a case and is not sent again."""
    store = world.store
    for trigger in store.triggers(DAY):
        fired = sum(
            c.what == "trigger fired" and c.who == trigger.trigger for c in store.commits
        )
        if fired > 1 or (trigger.state == "fired") != (fired == 1):
            yield f"4: {trigger.trigger} is {trigger.state} and was fired {fired} times"
    mailed = Counter(mail.reference for mail in world.mailer.sent)
    cases = {case.id for case in store.cases(DAY)}
    for delivery in store.deliveries(DAY):
        what = f"{delivery.trigger}.{delivery.target}"
        times = mailed.pop(f"{DAY}.{what}", 0)
        if (delivery.state == "sent" and times != 1) or times > 1:
            yield f"4: {what} is {delivery.state} and was mailed {times} times"
        if delivery.state not in ("sent", "rostered") and f"delivery.{what}" not in cases:
            yield f"4: {what} is {delivery.state} and nobody's case"
        if delivery.state == "rostered" and delivery.roster not in world.files.bodies:
            yield f"4: {what} has no roster"
    if mailed:
        yield f"4: mailed without a delivery: {sorted(mailed)}"
    yield from _texts(world)


def _texts(world: World) -> Iterator[str]:
    """What the store says of each text is what the carrier knows of it."""
    taken = Counter(text.message_id for text in world.carrier.sent)
    for message in world.store._messages.values():
        times = taken[message.id]
        if message.status == "claimed":
            yield f"4: {_name(message)} is claimed for ever"
        if message.status in TAKEN and not message.in_answer and times != 1:
            yield f"4: {_name(message)} is {message.status} and was taken {times} times"
        if message.status == "skipped" and times:
            yield f"4: {_name(message)} was skipped and taken"
    unclear = len(unknown_texts(world)) + sum(
        d.state == "unknown" for d in world.store.deliveries(DAY)
    )
    if unclear > len(world.calls.struck):
        yield f"4: {unclear} unknown, but only {len(world.calls.struck)} faults"


def _six(world: World) -> Iterator[str]:
    """No claim later than a second after a pause or the start of the closing."""
    since: Commit | None = None
    for commit in world.store.commits:
        if commit.what.startswith("day "):
            since = None if commit.what == "day open" else since or commit
        if commit.what == "claim" and since and commit.at - since.at > SECOND:
            yield f"6: {_name(commit.of)} claimed {commit.at - since.at} after {since.what}"


def _seven(world: World) -> Iterator[str]:
    """Every 2xx is recorded, every run has succeeded or is a case, a closed day has its report."""
    store = world.store
    for sid, person, body, answer in world.heard.texts:
        stranger = person not in store._persons
        if (person, sid) not in store._replies and not stranger:
            yield f"7: {body!r} was answered {answer!r} and is lost"
    for mail in world.heard.forms:
        person = store.alias(world.person(mail)) or world.person(mail)
        if f"sign#signed#{person}#" not in store._facts.get(DAY, {}):
            yield f"7: the form of {mail} was taken and is lost"
    cases = {case.id for case in store.cases(DAY)}
    for run in store.runs(DAY):
        if run.state != "succeeded" and f"run.{run.moment}" not in cases:
            yield f"7: {run.moment} is {run.state} and nobody's case"
    for trigger in store.triggers(DAY):
        if trigger.state == "fired" and not any(
            r.moment == trigger.trigger for r in store.runs(DAY)
        ):
            yield f"7: {trigger.trigger} fired and never ran"
    day = store.day(DAY)
    if day and day.state == "closed":
        yield from _report(world)


def _report(world: World) -> Iterator[str]:
    """The report counts what the facts say."""
    for name in ("html", "csv", "json"):
        if f"reports/{DAY}/report.{name}" not in world.files.bodies:
            yield f"7: no report.{name}"
            return
    report = json.loads(world.files.bodies[f"reports/{DAY}/report.json"])
    expected: Counter[str] = Counter()
    for fact in world.store._facts.get(DAY, {}).values():
        expected.update(_counts(fact))
    if report["facts"] != dict(expected) or report["differences"]:
        yield f"7: the report says {report['facts']}, the facts {dict(expected)}"


def _nine(world: World) -> Iterator[str]:
    """The same request was always answered the same, and counted once (by the facts' keys)."""
    answers: dict[str, set[str]] = {}
    for sid, _, _, answer in world.heard.texts:
        if answer is not None:
            answers.setdefault(sid, set()).add(answer)
    for sid, said in answers.items():
        if len(said) > 1:
            yield f"9: {sid} was answered {sorted(said)}"


def _ten(world: World) -> Iterator[str]:
    """Consent is what the person said last, by the instants of what was answered 2xx."""
    said: dict[str, tuple[object, str]] = {}
    for sid, person, _, _ in world.heard.texts:
        reply = world.store._replies.get((person, sid))
        if reply and reply.intent in ("stop", "start"):
            state = "out" if reply.intent == "stop" else "in"
            last = said.get(person)
            if last is None or reply.at >= last[0]:
                said[person] = (reply.at, state)
    for person, (_, state) in said.items():
        if world.store._persons[person].consent.state != state:
            yield f"10: {person} last said {state}"


def _counts(fact: Fact) -> Counter[str]:
    """Written anew from docs/developers/data.md, so that the engine's own sum is checked."""
    if fact.state != "counted":
        return Counter()
    name = f"{fact.ask}.{fact.kind}"
    counts = Counter({name: 1, f"{name}@{fact.channel}": 1})
    if fact.region:
        counts[f"{name}/{fact.region}"] = 1
    if fact.amount:
        counts[f"{name}+"] = fact.amount
    return counts


def _is_signature(fact: Fact) -> bool:
    return fact.kind == "signed" and fact.proved


def _name(message: Message) -> str:
    return f"{message.ask}.{message.n} of {message.person}"


# ---------------------------------------------------------------- against the fault-free world


def differences(world: World, plain: World) -> list[str]:
    """What a world with faults lacks of the same world without; allowed: what is `unknown`."""
    return [*_other_facts(world, plain), *_other_texts(world, plain), *_other_work(world, plain)]


def _other_facts(world: World, plain: World) -> Iterator[str]:
    ours, theirs = (
        {(f.key, f.state, f.proved, f.amount) for f in w.store._facts.get(DAY, {}).values()}
        for w in (world, plain)
    )
    if ours != theirs:
        yield f"facts differ: {ours ^ theirs}"


def _other_texts(world: World, plain: World) -> Iterator[str]:
    """Allowed: a text is missing or came all the same, if its message is `unknown`."""
    ours, theirs = (
        {t.message_id for t in w.carrier.calls if isinstance(t.outcome, Sent)}
        for w in (world, plain)
    )
    unknown = {message.id for message in unknown_texts(world)}
    if missing := theirs - ours - unknown:
        yield f"never texted: {sorted(missing)}"
    if more := ours - theirs:
        yield f"texted although not without faults: {sorted(more)}"


def _other_work(world: World, plain: World) -> Iterator[str]:
    """Allowed: a delivery is `unknown`, with its case (promise 4 checks that)."""
    for theirs in plain.store.deliveries(DAY):
        ours = world.store.delivery(DAY, theirs.trigger, theirs.target)
        if ours is None or ours.state not in (theirs.state, "unknown"):
            yield f"delivery {theirs.trigger} to {theirs.target}: {ours and ours.state}"
        elif ours.signatures != theirs.signatures:
            yield f"delivery {theirs.trigger}: {ours.signatures}, not {theirs.signatures}"
    states = {(x.person, x.state, x.done) for x in world.store.leaders(DAY)}
    if wanted := {(x.person, x.state, x.done) for x in plain.store.leaders(DAY)} - states:
        yield f"leaders: {wanted}, not {states}"
    moments = {run.moment for run in world.store.runs(DAY)}
    for run in plain.store.runs(DAY):
        if run.moment not in moments:
            yield f"{run.moment} never ran"
    cases = {case.id for case in world.store.cases(DAY)}
    if lacking := {case.id for case in plain.store.cases(DAY)} - cases:
        yield f"cases: {sorted(lacking)} are missing"
    days = [w.store.day(DAY) for w in (world, plain)]
    if days[0] and days[1] and days[0].state != days[1].state:
        yield f"the day is {days[0].state}, not {days[1].state}"
