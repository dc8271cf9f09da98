"""What moves from state to state: messages, triggers, leaders, deliveries and days."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from chalicelib.domain import leaders
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import RANK, Message, advanced
from chalicelib.domain.plan import Below, Trigger
from chalicelib.domain.retries import again, given_up, reported
from chalicelib.domain.triggers import TriggerRecord, fired, ordered, ready_at, watched
from cli.diagrams.mermaid import Part, moves
from cli.diagrams.sample import plan
from cli.diagrams.steered import day_moves, delivery_moves

Kind = Literal["count", "deadline", "hand"]
Move = tuple[str, str, str]
"""From, because of what, to. `[*]` is before the first and after the last."""
START = END = "[*]"
NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def parts() -> list[Part]:
    """One diagram for each of them."""
    return [
        Part("Message", MESSAGE, moves(message_moves())),
        Part("Trigger on a count", COUNT, moves(trigger_moves("count"))),
        Part("Trigger at a deadline", DEADLINE, moves(trigger_moves("deadline"))),
        Part("Trigger by hand", HAND, moves(trigger_moves("hand"))),
        Part("Leader", LEADER, moves(leader_moves())),
        Part("Delivery", DELIVERY, moves(delivery_moves())),
        Part("Day", DAY, moves(day_moves())),
    ]


MESSAGE = """Every status was reported to a message in every status (`advanced`). A report may skip
steps; it never leads back. Drawn are the shortest steps."""
COUNT = """`watched`, `ordered` and `fired` (`chalicelib/domain/triggers.py`), from every state that
is reached, for each word that the plan may say under `below`."""
DEADLINE = "The same functions. A deadline never falls: time does not go back."
HAND = "The same functions. Nothing but the order moves it."
LEADER = """From `begin`, by `followed_up` and `reported` (`chalicelib/domain/leaders.py`), over
every order of follow-ups and answers, for yeses given early and late. Who opted out stays where
they are, with nothing due."""
DELIVERY = """The moves that `deliver_to_target` wrote to a store in memory: a mailer that
accepts, refuses or does not answer, a delivery by hand, and a claim that a dead run left."""
DAY = """Each command and each step of the close was tried on each state. `draft` and `ready`
are named in the code, and nothing leads there yet."""


def message_moves() -> Iterator[Move]:
    """The covering steps of what `advanced` allows."""
    message = Message(person="p", day="d", ask="a", n=0, claimed_at=NOON)
    onward = {
        status: {
            report
            for report in RANK
            if advanced(replace(message, status=status), report).status != status
        }
        for status in RANK
    }
    yield (START, "claim", message.status)
    for status, after in onward.items():
        for report in sorted(after - {far for near in after for far in onward[near]}):
            yield (status, "", report)
    yield from ((status, "", END) for status, after in onward.items() if not after)
    yield from retry_moves(message)


def retry_moves(message: Message) -> Iterator[Move]:
    """What `reported` makes of a failure that may pass, and what may come of it then."""
    for status in ("claimed", "sent"):
        before = replace(message, status=status)
        if (waits := reported(before, "failed", NOON, code=30003)).status == "retry":
            yield (status, "a failure that may pass", waits.status)
    yield ("retry", "its time has come", again(waits).status)
    yield ("retry", "no longer useful or wanted", given_up(waits).status)
    yield ("retry", "", reported(waits, "delivered", NOON).status)


def trigger_moves(kind: Kind) -> list[Move]:
    """Looks at counts or at the instant, a coordinator's order, a start when it is ripe."""
    first = TriggerRecord(day="d", trigger="t")
    walks: list[Move] = []
    for below in get_args(Below) if kind == "count" else ("wait",):
        sample = _sample_trigger(kind, below)
        walks += _walked([first], lambda record, of=sample: _trigger_after(of, record))
    return [(START, "launch", first.state), *dict.fromkeys(walks), ("fired", "", END)]


def _sample_trigger(kind: Kind, below: Below) -> Trigger:
    return Trigger(
        name="t",
        kind=kind,
        deliver=("office",),
        count=10 if kind == "count" else 0,
        at=NOON if kind == "deadline" else None,
        hold=HOUR,
        below=below,
    )


def _trigger_after(sample: Trigger, record: TriggerRecord) -> Iterator[tuple[str, TriggerRecord]]:
    if sample.kind == "deadline":
        yield "its instant has come", watched(sample, record, 0, NOON)
    if sample.kind == "count":
        yield "the count is reached", watched(sample, record, 10, NOON)
        said = f"the count sank below, `below: {sample.below}`"
        yield said, watched(sample, record, 9, NOON)
    order = ordered(record, b"sealed", NOON)
    if order:
        yield "a coordinator orders it", order
    ripe = ready_at(sample, record)
    if ripe is not None:
        yield "ripe, its delivery is started", fired(record, ripe)


def leader_moves() -> list[Move]:
    """From a yes at each hour before the gathering, whatever is due or answered next."""
    sample = plan()
    gathering = NOON + timedelta(days=9)

    def after(leader: Leader) -> Iterator[tuple[str, Leader]]:
        step = leaders.next_step(sample, leader)
        if step:
            said = "silence, a human calls" if step.name == "call" else f"{step.name} is texted"
            yield said, leaders.followed_up(sample, leader, step, step.due)
        if leader.asked_at and leader.state != "reported":
            yield "they say how many came", leaders.reported(sample, leader, 12)

    begun = [
        leaders.begin(sample, "p", "host", gathering - hours * HOUR, gathering)
        for hours in range(-24, 240, 12)
    ]
    return [(START, "accepts to host", begun[0].state), *_walked(begun, after)]


def _walked(first: Iterable, after: Callable) -> Iterator[Move]:
    """Every move between states, from the first ones on, each value looked at once."""
    waiting, seen = list(first), []
    while waiting:
        value = waiting.pop(0)
        if value in seen:
            continue
        seen.append(value)
        for said, reached in after(value):
            if reached != value:
                waiting.append(reached)
                if reached.state != value.state or "texted" in said:
                    yield (value.state, said, reached.state)
