"""A number under two peppers: what makes ids of it, at once, in processes that know different ones.

Every order of the calls of two, and of three, as in `test_consent_races`. A process knows one
pepper, or also a second that is not current, or that it is: by the command's waiting, the first
and the last of these never work at the same time, and a test shows why.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations_with_replacement

import pytest

from chalicelib.adapters.memory.people import MemoryPeople
from chalicelib.steps.whose import Whose
from tests.races.interleavings import every_order
from tests.races.pepper_stage import ADA, ADDED, DAY, MAIL, OLDER, USED, PepperStage
from tests.support.fakes import NOON

ACTORS = (
    "stop",
    "join",
    "sign_by_text",
    "replay",
    "import_row",
    "sign_phone",
    "sign_both",
    "sign_mail",
    "hush",
    "claim",
    "erase",
)
PAIRS = tuple(combinations_with_replacement(ACTORS, 2))
VIEWS = ((ADDED, USED), (USED, ADDED), (OLDER, ADDED), (ADDED, OLDER), (USED, USED))
THREES = (
    ("stop", "import_row", "claim"),
    ("stop", "import_row", "sign_phone"),
    ("import_row", "join", "sign_phone"),
    ("sign_phone", "sign_both", "sign_mail"),
    ("hush", "import_row", "replay"),
)
MIXED = ((ADDED, USED, ADDED), (USED, ADDED, USED))
LEAVES = {"stop", "replay", "hush", "erase"}
Actors = list[Callable[[], None]]
Views = tuple[tuple[int, ...], ...]


def wrong_with(town: PepperStage, names: tuple[str, ...], views: Views) -> list[str]:
    """Which promises do not hold of what was written, and of what there is now."""
    one = set(names) <= {"sign_both", "sign_mail"} and OLDER not in views
    signatures = _of_signatures(town, ((ADA,), (MAIL,), (ADA, MAIL))[: 3 if one else 2])
    return [*_of_ids(town), *signatures, *_of_consent(town, set(names))]


def _of_ids(town: PepperStage) -> Iterator[str]:
    for address in (ADA, MAIL):
        if len(town.taken(address)) > 1:
            yield f"two of one: {town.taken(address)}"


def _of_signatures(town: PepperStage, each_once: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for addresses in each_once:
        if len(twice := list(town.signed(*addresses))) > 1:
            yield f"promise 2 or 9: signed as {twice}"
    counted = sum(fact.state == "counted" for fact in town.store.facts(DAY))
    if town.store.totals(DAY, NOON).of("sign.signed") != counted:
        yield f"promise 3: {counted} facts"


def _of_consent(town: PepperStage, names: set[str]) -> Iterator[str]:
    if len(town.carrier.sent) > 1:
        yield f"promise 2: {len(town.carrier.sent)} texts"
    if not names & LEAVES or "join" in names:
        return
    noted = town.store.noted
    if set(noted[noted.index("out") :]) != {"out"}:
        yield f"promise 1 or 10: {noted}"
    for peppers in (ADDED, USED):
        found = town.store.taken([i for i in town.ids(ADA) if i[1] in str(peppers)])
        if not (found and found.person and found.person.opted_out):
            yield f"promise 10: with {peppers} they may be texted"


def played(
    names: tuple[str, ...],
    views: Views,
    before: Callable[[PepperStage], object] = lambda town: None,
) -> int:
    """How many orders there are; asserts the promises after each."""
    made: list[PepperStage] = []

    def scene() -> Actors:
        made.append(PepperStage(kept="replay" in names))
        before(made[-1])
        return [made[-1].process(*each) for each in zip(views, names, strict=True)]

    orders = 0
    for order in every_order(scene):
        orders += 1
        assert wrong_with(made.pop(), names, views) == [], (names, views, order)
    return orders


@pytest.mark.parametrize("names", PAIRS, ids="-".join)
def test_promise_2_two_processes_never_make_two_of_one(names: tuple[str, str]) -> None:
    """Whatever peppers they know, nobody is two persons, signs twice or escapes their STOP."""
    assert sum(played(names, views) for views in VIEWS) > len(VIEWS)


@pytest.mark.parametrize("names", PAIRS, ids="-".join)
def test_promise_2_nor_of_one_who_signed_before_there_was_a_second(names: tuple[str, str]) -> None:
    """On the web, with neither number nor address kept: the command took their id."""

    def before(town: PepperStage) -> None:
        town.process(OLDER, "sign_both")()
        assert town.store.take_signers() == 1

    for views in ((ADDED, USED), (USED, ADDED)):
        assert played(names, views, before)


@pytest.mark.parametrize("names", THREES, ids="-".join)
def test_promise_10_three_processes_never_make_two_of_one(
    names: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The same with a third among them."""
    orders = sum(played(names, views) for views in MIXED)
    with capsys.disabled():
        print(f"\n{' × '.join(names)}: {orders} orders", end="")  # noqa: T201
    assert orders


@pytest.mark.parametrize("names", [("stop", "import_row"), ("sign_phone", "sign_both")])
def test_without_the_wait_two_would_be_made_of_one(names: tuple[str, str]) -> None:
    """Why a pepper is known to every process before one makes ids with it."""
    with pytest.raises(AssertionError):
        played(names, (OLDER, USED))


@pytest.mark.parametrize("names", [("stop", "import_row"), ("sign_phone", "sign_both")])
def test_a_store_that_does_not_look_at_the_other_ids_is_found_out(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, str]
) -> None:
    """The search sees two of one where the store forgets what has to be free."""
    monkeypatch.setattr(Whose, "free", property(lambda whose: ()))
    monkeypatch.setattr(MemoryPeople, "add_person", _blind(MemoryPeople.add_person))
    with pytest.raises(AssertionError):
        played(names, (ADDED, USED))


def _blind(method: Callable[..., object]) -> Callable[..., object]:
    return lambda self, person, aliases=(), free=(): method(self, person, aliases)
