"""The promises, checked against what a world's witnesses saw. Nothing here asks the engine.

What a fault may change is said in `allowed`-words where it is allowed, and nowhere else:
each fault may leave at most one text or one mail whose outcome nobody knows, and a killed worker
those that its ledger held. Such a text is
counted `unknown`, such a mail is a case, and neither is sent again.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.domain.facts import Fact
from chalicelib.domain.messages import parse_reference
from tests.faults.harbour import DAY
from tests.faults.reading import counts, name
from tests.faults.witness import Commit
from tests.faults.work_promises import four, seven
from tests.faults.world import World

SECOND = timedelta(seconds=1)
HOLDS = timedelta(seconds=2)


def broken(world: World) -> list[str]:
    """Every promise that does not hold now; the world is at rest and its claims are swept."""
    return [
        *_one(world),
        *_two(world),
        *_three(world),
        *four(world),
        *_six(world),
        *seven(world),
        *_nine(world),
        *_ten(world),
    ]


def _one(world: World) -> Iterator[str]:
    """No claim commits after the opt-out; no text goes out on a claim that is refused later."""
    out: set[str] = set()
    for commit in world.store.commits:
        if commit.what in ("out", "in"):
            (out.add if commit.what == "out" else out.discard)(commit.who)
        if commit.what == "claim" and commit.who in out:
            yield f"1: {name(commit.of)} claimed after the opt-out"
    yield from _late_sends(world)
    claimed = {commit.of.reference for commit in world.store.commits if commit.what == "claim"}
    for text in world.carrier.calls:
        if text.message_id not in claimed:
            yield f"1: {text.message_id} sent without a claim"


def _late_sends(world: World) -> Iterator[str]:
    """A claim older than 2 s is renewed before the carrier is called, which an opt-out forbids."""
    held: dict[str, datetime] = {}
    out: dict[str, datetime] = {}
    texts = iter(world.carrier.calls)
    for commit in world.store.commits:
        if commit.what == "out":
            out[commit.who] = commit.at
        elif commit.what == "in":
            out.pop(commit.who, None)
        elif commit.what in ("claim", "renewed"):
            held[commit.of.reference] = commit.begun
        elif commit.what == "send":
            message = next(texts).message_id
            person = message.partition("~")[0]
            late = commit.begun - held[message] > HOLDS
            if late and out.get(person, commit.begun) < commit.begun:
                yield f"1: {message} sent on an old claim after the opt-out"


def _two(world: World) -> Iterator[str]:
    """One text per (person, ask, nudge), whatever ran twice; no ask of an act that is proved."""
    for what, times in Counter(text.message_id for text in world.carrier.sent).items():
        if times > 1:
            yield f"2: {what} sent {times} times"
    # A text that failed is tried again in the same words: that is one message still.
    messages = {(t.to, t.body, parse_reference(t.message_id)[0]) for t in world.carrier.sent}
    for (_, body), times in Counter((to, body) for to, body, _ in messages).items():
        if times > 1 and "sign, reply 1" not in body:
            yield f"2: the same words {times} times to one phone"
    proved: set[str] = set()
    for commit in world.store.commits:
        if commit.what == "fact" and _is_signature(commit.of):
            proved.add(commit.who)
        if commit.what == "claim" and commit.of.ask == "sign" and commit.who in proved:
            yield f"2: {name(commit.of)} claimed of someone who has signed"


def _three(world: World) -> Iterator[str]:
    """Tallies are the sum of the facts by country, region, channel and amount."""
    expected: dict[str, Counter[str]] = {}
    for fact in world.store._facts.get(DAY, {}).values():
        expected.setdefault(fact.country, Counter()).update(counts(fact))
    stored = {c: +Counter(t) for c, t in world.store._tallies.get(DAY, {}).items()}
    if stored != expected:
        yield f"3: tallies {stored} are not the facts' {expected}"
    for person in world.store._persons.values():
        signed = person.asks.get(f"{DAY}/sign") == "signed"
        fact = world.store._facts.get(DAY, {}).get(f"sign#signed#{person.id}#")
        if signed != bool(fact and fact.proved and fact.state == "counted"):
            yield f"3: {person.id} signed: {signed}, fact: {fact}"
    if not world.public.bodies:
        return
    shown = json.loads(world.public.bodies[f"{DAY}/count.json"])["data"]["attributes"]
    total = sum(each["sign.signed"] for each in expected.values())
    if shown["signature_count"] != total:
        yield f"3: the page shows {shown['signature_count']} of {total} signatures"


def _six(world: World) -> Iterator[str]:
    """No claim begins later than a second after a pause, the start of the closing or the end of
    its ask or result.

    Allowed: its call was under way by then, however long it took; a result of a closed day.
    """
    since: Commit | None = None
    ended: dict[str, Commit] = {}
    for commit in world.store.commits:
        if commit.what.startswith("day "):
            since = None if commit.what == "day open" else since or commit
            closed = commit.what == "day closed"
        if commit.what == "ended":
            ended.setdefault(commit.who, commit)
        if commit.what == "claim":
            told = commit.of.ask.partition(".")[0] == "result" and since and closed
            stopped = ended.get(commit.of.ask) or (None if told else since)
            if stopped and commit.begun - stopped.at > SECOND:
                late = commit.begun - stopped.at
                yield f"6: {name(commit.of)} claimed {late} after {stopped.what}"


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


def _is_signature(fact: Fact) -> bool:
    return fact.kind == "signed" and fact.proved
