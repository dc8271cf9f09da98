"""Opt-out, claim, import, replay and erasure in every order of their calls, two and three at once.

Not a sample: `every_order` leaves none out. Beside that, each of two is cut off at each of its
calls, before or after it took effect, and begins again while the other goes on: a first order in
which it has no such call is played and not counted.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, combinations_with_replacement, count, product
from typing import Any

import pytest

from chalicelib.domain.people import Person
from chalicelib.ports import Stale
from tests.contract.store import samples
from tests.races.cuts import CutError, Cutting
from tests.races.interleavings import every_order
from tests.races.stage import TURNS, AdaStage

ACTORS = ("opt_out", "claim", "import_list", "replay", "erase")
PAIRS = tuple(combinations_with_replacement(ACTORS, 2))
CUTS = tuple(pair for pair in product(ACTORS, ACTORS) if pair != ("erase", "erase"))
"""The first of the two is cut off."""
THREES = (
    ("opt_out", "claim", "import_list"),
    ("opt_out", "claim", "replay"),
    ("opt_out", "claim", "claim"),
    ("opt_out", "import_list", "replay"),
)
ERASING = tuple((*pair, "erase") for pair in (*combinations(ACTORS[:-1], 2), ("claim", "claim")))
INTERRUPTIONS = 4
"""Three with an erasure among them have orders by the hundred thousand: of those, every one in
which the three are interrupted this often at most."""
LEAVES = {"opt_out", "erase"}
"""After these nobody may be texted, whatever else happened."""


def wrong_with(ada: AdaStage, names: tuple[str, ...]) -> list[str]:
    """Which promises do not hold of what was written, and of what there is now."""
    return [*_wrong_in_order(ada), *_wrong_at_the_end(ada, set(names))]


def _wrong_in_order(ada: AdaStage) -> Iterator[str]:
    out = False
    for what in ada.store.noted:
        out = out or what == "out"
        if out and what != "out":
            yield f"promise 1 or 10: {what} after the opt-out, of {ada.store.noted}"
    for before, after in zip(ada.store.consents, ada.store.consents[1:], strict=False):
        if after.at < before.at:
            yield f"promise 10: older consent {after.source} over {before.source}"


def _wrong_at_the_end(ada: AdaStage, names: set[str]) -> Iterator[str]:
    person = ada.store.person(ada.known.id)
    if person is None or (names & LEAVES and not person.opted_out):
        yield f"they may be texted: {person}"
    if len(ada.carrier.sent) > 1:
        yield f"promise 2: {len(ada.carrier.sent)} texts"
    if person and names & LEAVES and _claimable(ada, person):
        yield "promise 1: a claim after all of it"
    if person and "erase" in names:
        yield from _left(ada, person)


def _claimable(ada: AdaStage, person: Person) -> bool:
    message = samples.message(person=person.id, day="rivers", ask="again")
    return ada.store.claim(person, message, ada.clock.real_now()) != Stale()


def _left(ada: AdaStage, person: Person) -> Iterator[str]:
    """Their own later word may be recorded; nothing that leads to them or was done to them."""
    held = ada.store.held(person.id)
    found = (person.address, person.name, person.standing, person.token)
    if any(found) or held.messages or held.aliases or held.tokens:
        yield f"erased, and left: {found}, {held}"


def scene(names: tuple[str, ...], made: list[AdaStage]) -> list[Callable[[], None]]:
    """The actors of those names on a new stage, which is appended to `made`."""
    made.append(AdaStage())
    return [getattr(made[-1], name) for name in names]


def played(names: tuple[str, ...], interruptions: int = 10_000) -> int:
    """How many orders there are; asserts the promises after each."""
    made: list[AdaStage] = []
    orders = 0
    for order in every_order(lambda: scene(names, made), interruptions):
        orders += 1
        assert wrong_with(made.pop(), names) == [], (names, order)
    return orders


@pytest.mark.parametrize("names", PAIRS, ids="-".join)
def test_promise_1_two_at_once_in_every_order(
    names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """No claim after the opt-out, no older consent over a newer, nobody revived."""
    told(capsys, names, played(names), "orders")


@pytest.mark.parametrize("names", THREES, ids="-".join)
def test_promise_10_three_at_once_in_every_order(
    names: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The same with a third among them."""
    told(capsys, names, played(names), "orders")


@pytest.mark.parametrize("names", ERASING, ids="-".join)
def test_promise_1_and_10_an_erasure_among_three_with_few_interruptions(
    names: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is texted after it, none of theirs is left, whatever two others do meanwhile."""
    orders = played(names, INTERRUPTIONS)
    told(capsys, names, orders, f"orders of at most {INTERRUPTIONS} interruptions")


@pytest.mark.parametrize("names", CUTS, ids="-".join)
def test_promise_1_two_at_once_and_one_cut_off_at_each_call(
    names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It dies before or after the call took effect, and is tried again, as its caller would."""
    orders = cuts = 0
    for when in ("before", "after"):
        for call in count():
            more = _with_a_cut(names, call, when)
            if not more:
                break
            cuts, orders = cuts + 1, orders + more
    assert cuts > 2
    told(capsys, names, orders, f"orders with {cuts} cuts")


def _with_a_cut(names: tuple[str, str], call: int, when: str) -> int:
    """How many orders there are with the first of the two cut there; 0: it has no such call."""
    made: list[AdaStage] = []
    struck: list[bool] = []

    def actors() -> list[Callable[[], None]]:
        _, second = scene(names, made)
        struck.clear()
        return [partial(_cut, made[-1], names[0], call, when, struck), second]

    orders = 0
    for order in every_order(actors):
        orders += bool(struck)
        assert wrong_with(made.pop(), names) == [], (names, call, when, order)
    return orders


def _cut(ada: AdaStage, name: str, call: int, when: str, struck: list[bool]) -> None:
    """Runs the actor into its cut, and again without."""
    whole = ada.wrap
    calls = count()
    mine = AdaStage.__dict__[name]
    cutting = _Borrowed(ada, lambda port: Cutting(whole(port), TURNS, calls, call, when, struck))
    try:
        mine(cutting)
    except CutError:
        mine(ada)


class _Borrowed:
    """The same stage, with other wrapping for one actor."""

    def __init__(self, ada: AdaStage, wrap: Callable[[Any], Any]) -> None:
        self._ada, self.wrap = ada, wrap

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ada, name)

    def _reply_ports(self) -> dict[str, Any]:
        return {**self._ada._reply_ports(), "store": self.wrap(self._ada.store)}


def test_promise_10_stop_of_an_unknown_number_suppresses_a_later_import() -> None:
    """In every order of the two: they are out, and a list that comes after finds them out."""
    orders = 0
    made: list[AdaStage] = []

    def actors() -> list[Callable[[], None]]:
        ada = AdaStage()
        del ada.store._persons[ada.known.id]
        made.append(ada)
        return [ada.opt_out, ada.import_list]

    for _ in every_order(actors):
        orders += 1
        ada = made.pop()
        ada.wrap = lambda port: port
        ada.import_list()
        person = ada.store.person(ada.known.id)
        assert person and person.consent.state == "out" and person.consent.source == "sms"
    assert orders >= 3


def test_a_store_that_claims_without_looking_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search sees a claim after an opt-out where the store forgets its condition."""
    monkeypatch.setattr(AdaStage, "opt_out", _blindly(AdaStage.opt_out))
    with pytest.raises(AssertionError, match="promise 1"):
        played(("opt_out", "claim"))


def _blindly(actor: Callable[[AdaStage], None]) -> Callable[[AdaStage], None]:
    def blind(ada: AdaStage) -> None:
        ada.store._stale = lambda person: False  # type: ignore[method-assign]
        ada.store._reachable = lambda person: True  # type: ignore[method-assign]
        actor(ada)

    return blind


def told(
    capsys: pytest.CaptureFixture[str], names: tuple[str, ...], orders: int, what: str
) -> None:
    with capsys.disabled():
        print(f"\n{' × '.join(names)}: {orders} {what}", end="")  # noqa: T201
    assert orders
