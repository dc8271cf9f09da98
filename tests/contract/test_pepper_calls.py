"""What a number costs: with one pepper not a call nor a condition more than its write needs."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.adapters.dynamodb import DynamoStore
from chalicelib.domain.people_csv import read_people
from chalicelib.domain.people_row import Row
from chalicelib.domain.plan import Ask, Level
from chalicelib.steps.keep_person import Keeper
from chalicelib.steps.launch_day import launch_day
from chalicelib.steps.replay_text import keep_text
from chalicelib.steps.talk import InboundText
from chalicelib.web.signing import sign_on_web
from tests.contract.store.conftest import dynamodb, table
from tests.support.fakes import NOON, FakeClock, FakeVault
from tests.support.plans import DAY, HOUR, plan
from tests.support.stage import Stage

__all__ = ["dynamodb", "table"]
NUMBER, MAIL = "+12125550123", "ada@example.org"
READ, READ_ALL, PUT, WRITE = "GetItem", "BatchGetItem", "PutItem", "TransactWriteItems"


class Desk:
    """A stage on DynamoDB, warm; `asked` are the calls since `listen`."""

    def __init__(self, client: Any, table: str, vault: FakeVault) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        store = DynamoStore(client, table, vault, pause=lambda seconds: None)
        ports = {"store": store, "vault": vault}
        self.stage = Stage(FakeClock(NOON), vault=vault, ports=ports)
        self.vault, self.store = vault, store
        sign = Ask(name="sign", level=Level.URGENT, does="sign", until=NOON + 48 * HOUR)
        closes = NOON + 96 * HOUR
        day = plan(sign, closes=closes, triggers={}, silence=None, join="RIVERS")
        launch_day(day, store=store, clock=self.stage.clock, slots=2)
        store._slots_of(DAY)
        self.stage.ports["open_days"].seconds = 3600
        self.stage.ports["open_days"].all()
        self._client = client

    def calls(self, act: Callable[["Desk"], object]) -> list[str]:
        def note(params: dict[str, Any], model: Any, **_: Any) -> None:
            self.asked.append((model.name, params))

        self._client.meta.events.register("provide-client-params.dynamodb.*", note)
        try:
            act(self)
        finally:
            self._client.meta.events.unregister("provide-client-params.dynamodb.*", note)
        return [name for name, _ in self.asked]

    @property
    def ids_looked_at(self) -> int:
        """Conditions that a transaction puts on what it does not write: who has taken an id."""
        written = (asked for name, asked in self.asked if name == WRITE)
        checks = (part.get("ConditionCheck") for w in written for part in w["TransactItems"])
        places = (check["Key"]["PK"]["S"] for check in checks if check)
        return sum(place.startswith(("PERSON#", "ALIAS#")) for place in places)


def imported(desk: Desk, text: str) -> None:
    [row] = read_people(io.StringIO(text, newline=""))
    assert isinstance(row, Row)
    keeper = Keeper(desk.store, desk.vault, FakeClock(NOON), "list")
    [(_, made)] = keeper.newcomers([(row, keeper.ids(row)[0])])
    keeper.keep(row, made)


def kept(desk: Desk) -> None:
    text = InboundText(sid="SMkept", number=NUMBER, body="1", at=NOON)
    keep_text(text, store=desk.store, vault=desk.vault)


ACTS: dict[str, tuple[Callable[[Desk], object], list[str], list[str]]] = {
    "a stranger's STOP": (lambda d: d.stage.text(NUMBER, "STOP"), [READ, WRITE], [READ_ALL, WRITE]),
    "a stranger who joins": (
        lambda d: d.stage.text(NUMBER, "RIVERS"),
        [READ, WRITE],
        [READ_ALL, WRITE],
    ),
    "a stranger's word": (lambda d: d.stage.text(NUMBER, "hello"), [READ], [READ_ALL]),
    "a signature by number": (
        lambda d: d.stage.call(sign_on_web, DAY, {"phone": NUMBER}),
        [WRITE],
        [READ_ALL, WRITE],
    ),
    "a signature by address": (
        lambda d: d.stage.call(sign_on_web, DAY, {"email": MAIL}),
        [READ, WRITE],
        [READ_ALL, WRITE],
    ),
    "a row": (lambda d: imported(d, f"phone\n{NUMBER}\n"), [PUT], [READ_ALL, WRITE]),
    "a text kept": (kept, [PUT], [READ_ALL, PUT]),
}


@pytest.mark.parametrize("name", ACTS)
def test_with_one_pepper_nothing_is_looked_at_twice(name: str, dynamodb: Any, table: str) -> None:
    """The calls are those of a stage that never heard of a second, and no condition is added."""
    act, with_one, _ = ACTS[name]
    desk = Desk(dynamodb, table, FakeVault())
    assert desk.calls(act) == with_one
    assert desk.ids_looked_at == 0
    assert not any("ALIAS#" in str(asked) for call, asked in desk.asked if call != READ)


@pytest.mark.parametrize("name", ACTS)
def test_with_several_all_ids_are_read_in_one_call(name: str, dynamodb: Any, table: str) -> None:
    """And whatever takes one checks the others in the transaction that it needs anyway."""
    act, _, with_several = ACTS[name]
    desk = Desk(dynamodb, table, FakeVault((3, 1, 2)))
    assert desk.calls(act) == with_several
    assert desk.ids_looked_at == (4 if WRITE in with_several else 0)


def test_who_is_known_costs_no_condition_with_several(dynamodb: Any, table: str) -> None:
    """A person's id is theirs for ever."""
    desk = Desk(dynamodb, table, FakeVault((2, 1)))
    desk.stage.text(NUMBER, "RIVERS")
    desk.asked.clear()
    assert desk.calls(lambda d: d.stage.text(NUMBER, "sign")) == [READ_ALL, WRITE]
    assert desk.ids_looked_at == 0
