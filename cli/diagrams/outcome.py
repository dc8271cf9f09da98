"""One decision in a few lines: everything that differs from before, and what is said."""

from collections.abc import Iterator

from chalicelib.domain.cases import Case
from chalicelib.domain.people import LiveAsk, Person
from chalicelib.domain.replies import Answer, Decision
from chalicelib.domain.scene import Scene

SAYS = {"say": "says", "ask": "asks", "confirm": "confirms with the text of"}


def outcome(scene: Scene, decision: Decision) -> tuple[str, ...]:
    """Facts first, then the person, the leader, cases; the answer last."""
    return (
        *(f"fact {f.ask}.{f.kind}{f' +{f.amount}' if f.amount else ''}" for f in decision.facts),
        *(f"takes back {_act(key)}" for key in decision.withdraws),
        *(f"gives again {_act(key)}" for key in decision.restores),
        *_person(scene.person, decision.person),
        *_leader(scene, decision),
        *(f"case: {_case(case)}" for case in decision.cases),
        _answer(decision.answer),
    )


def _case(case: Case) -> str:
    return case.detail if case.kind == "unclear_reply" else case.kind.replace("_", " ")


def _act(fact: str) -> str:
    """`sign.signed` of a fact's key."""
    return ".".join(fact.split("#")[:2])


def _person(before: Person, after: Person) -> Iterator[str]:
    if before.consent != after.consent:
        yield f"consent: {after.consent.state}"
    if before.held != after.held:
        yield "texts are held" if after.held else "texts are held no longer"
    if before.paused_until != after.paused_until:
        yield "left in peace" if after.paused_until else "in peace no longer"
    if before.language != after.language:
        yield f"language: {after.language}"
    for key, state in after.asks.items():
        if before.asks.get(key) != state:
            yield f"{key.partition('/')[2]} is {state}"
    yield from _live(before.live, after.live)
    if before.suspended and not after.suspended:
        resumed = after.live and after.live.ask == before.suspended.ask and not after.live.answered
        yield f"the superseded {before.suspended.ask} {'is live again' if resumed else 'ends'}"


def _live(before: LiveAsk | None, after: LiveAsk | None) -> Iterator[str]:
    if before == after:
        return
    if after is None:
        yield "the live ask goes"
    elif before is None or before.ask != after.ask:
        yield f"live ask {after.ask}{', answered' if after.answered else ''}"
    elif after.answered and not before.answered:
        yield "the live ask is answered"
    elif after.deferred and not before.deferred:
        yield "one reminder, then no more"
    elif after.unclear > before.unclear:
        yield f"not understood: {after.unclear}"


def _leader(scene: Scene, decision: Decision) -> Iterator[str]:
    if decision.leader and decision.leader != scene.leader:
        yield f"leader: {decision.leader.state}"


def _answer(answer: Answer | None) -> str:
    return f"{SAYS[answer.kind]} {answer.key}" if answer else "silence"
