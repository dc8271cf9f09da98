"""The moves of days and deliveries, which steps make: found by running them in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, get_args

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.days import Day, DayState
from chalicelib.domain.deliveries import Delivery
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Refused, Sent, Unknown
from chalicelib.steps.deliver_to_target import DeliverToTarget, deliver_to_target
from chalicelib.steps.finish_closing import FinishClosing, finish_closing
from chalicelib.steps.freeze_counts import FreezeCounts, freeze_counts
from chalicelib.steps.launch_day import launch_day, pause_day, reopen_day, resume_day
from chalicelib.steps.packets import packet_key
from chalicelib.steps.record_handed import RecordHanded, record_handed
from chalicelib.steps.start_closing import StartClosing, start_closing
from cli.diagrams.errands import errand_moves
from cli.diagrams.receipted import receipt_moves
from cli.diagrams.sample import plan

Move = tuple[str, str, str]
AT = datetime(2014, 6, 5, 17, tzinfo=UTC)
CLOCK: Any = SimpleNamespace(now=lambda: AT, real_now=lambda: AT)
TRIGGER = "before-vote"
PIXEL = b"\xff\xd8\xff\xd9"
"""The smallest of all photographs."""


class DiedError(Exception):
    """The run dies while it mails."""


class Shelf(dict[str, bytes]):
    """Objects in memory."""

    def put(self, key: str, body: bytes, content_type: str, max_age: int = 0) -> None:
        self[key] = body

    def get(self, key: str) -> Any:  # type: ignore[override]
        if key not in self:
            raise NotFoundError(key)
        return self[key]

    def keys(self, prefix: str = "") -> Any:
        return sorted(key for key in self.__iter__() if key.startswith(prefix))

    def delete(self, key: str) -> None:
        self.pop(key, None)

    def lines(self, key: str) -> Any:
        return iter(self[key].splitlines())


class Watched(MemoryStore):
    """A store that notes how deliveries move."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: list[tuple[str, str]] = []

    def claim_delivery(self, delivery: Delivery) -> Any:
        written = super().claim_delivery(delivery)
        self.moves.append(("[*]", delivery.state))
        return written

    def move_delivery(self, before: Delivery, after: Delivery) -> Any:
        self.moves.append((before.state, after.state))
        return super().move_delivery(before, after)


def delivery_moves() -> list[Move]:
    """By mail with each answer of the mailer, by hand, and a claim left without outcome."""
    by_mail, by_hand = (
        next(name for name, target in plan().targets.items() if target.deliver == how)
        for how in ("mail", "hand")
    )
    found = [
        *_delivered(by_mail, Sent(sid="m", status="sent"), "the mailer took it"),
        *_delivered(by_mail, Refused(code=0), "the mailer refused it, a case"),
        *_delivered(by_mail, Unknown(), "no answer, a case"),
        *_delivered(by_hand, Sent(sid="m", status="sent"), "the bearers' roster is written"),
        ("rostered", "its proof is recorded", _proved(by_hand)),
        *_delivered(by_mail, DiedError(), "a later run finds the claim of a dead one, a case"),
        *((start, said, end) for start, end, said in receipt_moves()),
        *errand_moves(),
    ]
    ends = {end for _, _, end in found} - {start for start, _, _ in found}
    return [*found, *((state, "", "[*]") for state in sorted(ends))]


def _delivered(target: str, answer: Any, said: str) -> Iterator[Move]:
    store, files = _launched(Watched()), Shelf()
    command = DeliverToTarget(day=plan().day, trigger=TRIGGER, target=target)
    freeze_counts(
        FreezeCounts(day=plan().day, trigger=TRIGGER, targets=(target,)),
        store=store,
        files=files,
        vault=SimpleNamespace(),
        clock=CLOCK,
    )
    files.put(packet_key(plan().day, TRIGGER, target), b"letter", "application/pdf")
    for _ in range(2):
        try:
            deliver_to_target(
                command,
                store=store,
                files=files,
                mailer=_mailer(answer),
                catalogues=GettextCatalogues(),
                clock=CLOCK,
                vault=SimpleNamespace(sign=str),
                settings=SimpleNamespace(base_url=""),  # type: ignore[arg-type]
            )
        except DiedError:
            continue
    for start, end in dict.fromkeys(store.moves):
        yield (start, "claim" if start == "[*]" else said, end)


def _proved(target: str) -> str:
    """The state after the proof of bearers was recorded."""
    store = _launched(MemoryStore())
    known: dict[str, Any] = {"day": plan().day, "trigger": TRIGGER, "target": target}
    store.claim_delivery(Delivery(**known, state="rostered", claimed_at=AT, lease_at=AT))
    command = RecordHanded(**known, photo=PIXEL)
    sealing: Any = SimpleNamespace(seal=lambda clear, owner: clear.encode())
    files: Any = Shelf()
    return record_handed(command, store=store, files=files, vault=sealing, clock=CLOCK).state


def _mailer(answer: Any) -> Any:
    """Answers so; an exception stands for a run that dies while it mails."""

    def send(*mail: Any, **more: Any) -> Any:
        if isinstance(answer, DiedError):
            raise answer
        return answer

    return SimpleNamespace(send=send)


def day_moves() -> list[Move]:
    """Each command and closing step on each state of a day that was launched."""
    found = [("[*]", "launch", "open")]
    found += [move for state in get_args(DayState) for move in _day_moves(state)]
    reached = {end for _, _, end in found}
    return [move for move in found if move[0] in {"[*]", *reached}]


def _day_moves(state: Any) -> Iterator[Move]:
    for said, step in STEPS.items():
        store = _launched(MemoryStore())
        before = _day(store)
        store.move_day(before, replace(before, state=state))
        try:
            step(store)
        except ConflictError:
            continue
        if _day(store).state != state:
            yield (state, said, _day(store).state)


def _finish(store: MemoryStore) -> object:
    return finish_closing(
        FinishClosing(day=plan().day),
        store=store,
        public=Shelf(),
        clock=CLOCK,
        vault=SimpleNamespace(token=lambda: "t"),
        catalogues=GettextCatalogues(),
        settings=SimpleNamespace(base_url="", public_url=""),  # type: ignore[arg-type]
    )


def _start(store: MemoryStore) -> object:
    settings: Any = SimpleNamespace(closing_grace_seconds=60)
    return start_closing(StartClosing(day=plan().day), store=store, clock=CLOCK, settings=settings)


STEPS: dict[str, Callable[[MemoryStore], object]] = {
    "pause": lambda store: pause_day(plan().day, store=store),
    "resume": lambda store: resume_day(plan().day, store=store, clock=CLOCK),
    "reopen": lambda store: reopen_day(
        plan().day, AT + timedelta(days=7), store=store, clock=CLOCK
    ),
    "StartClosing": _start,
    "FinishClosing": _finish,
}


def _launched(store: Any) -> Any:
    launch_day(plan(), store=store, clock=CLOCK, slots=1)
    return store


def _day(store: MemoryStore) -> Day:
    found = store.day(plan().day)
    assert found is not None
    return found
