"""What the store makes of DynamoDB's refusals, spoken by botocore's stub."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from chalicelib.adapters.dynamodb import DynamoStore
from chalicelib.adapters.dynamodb.marshal import to_item
from chalicelib.errors import ConflictError, TocsinError
from chalicelib.ports import AlreadyAnswered, Exists, FactsExist, Stale, Written
from tests.contract.store.samples import NOW, case, day, decision, fact, message, person, reply
from tests.support.fakes import FakeVault

OK: dict[str, str] = {"Code": "None"}
CONFLICT = {"Code": "TransactionConflict"}
FAILED = {"Code": "ConditionalCheckFailed"}


class Scene:
    """A store whose client answers from a script, and what it paused."""

    def __init__(self) -> None:
        self.client = boto3.client(
            "dynamodb",
            region_name="eu-west-1",
            aws_access_key_id="none",
            aws_secret_access_key="none",
        )
        self.stub = Stubber(self.client)
        self.pauses: list[float] = []
        self.tokens: list[str] = []
        self.client.meta.events.register(
            "provide-client-params.dynamodb.TransactWriteItems", self._note
        )
        self.store = DynamoStore(
            self.client, "table", FakeVault(), pause=self.pauses.append, rand=lambda: 1.0
        )

    def _note(self, params: dict[str, Any], **_: Any) -> None:
        self.tokens.append(params["ClientRequestToken"])

    def day_is_read(self) -> None:
        item = {"PK": {"S": "DAY#rivers"}, "SK": {"S": "DAY"}, **to_item(day())}
        self.stub.add_response("get_item", {"Item": item})

    def written(self) -> None:
        self.stub.add_response("transact_write_items", {})

    def cancelled(self, *reasons: dict[str, Any]) -> None:
        self.refused("TransactionCanceledException", CancellationReasons=list(reasons))

    def refused(self, code: str, operation: str = "transact_write_items", **fields: Any) -> None:
        self.stub.add_client_error(operation, code, modeled_fields=fields or None)


@pytest.fixture
def scene() -> Iterator[Scene]:
    made = Scene()
    with made.stub:
        yield made
        made.stub.assert_no_pending_responses()


def replied(scene: Scene, **decided: Any) -> object:
    return scene.store.record(decision(person(version=1), **decided), reply())


def test_a_reply_that_loses_two_races_is_written(scene: Scene) -> None:
    """Tried again after growing pauses, under a new token, as nothing was written."""
    scene.cancelled(CONFLICT, OK)
    scene.cancelled(OK, CONFLICT)
    scene.written()
    assert replied(scene) == Written()
    assert scene.pauses == [0.04, 0.08]
    assert len(set(scene.tokens)) == 3


def test_the_token_stays_while_it_is_not_known_what_was_written(scene: Scene) -> None:
    """A transaction still in progress may be ours: asking again must not write twice."""
    scene.refused("TransactionInProgressException")
    scene.written()
    assert replied(scene) == Written()
    assert len(scene.tokens) == 2
    assert len(set(scene.tokens)) == 1


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError"])
def test_a_reply_that_loses_every_race_raises(scene: Scene, code: str) -> None:
    """Eight attempts, then whoever called may call again."""
    for _ in range(8):
        scene.cancelled({"Code": code}, OK)
    with pytest.raises(ConflictError):
        replied(scene)
    assert len(scene.pauses) == 7
    assert max(scene.pauses) == 0.5


def test_what_is_our_own_fault_is_not_tried_again(scene: Scene) -> None:
    """A request that DynamoDB cannot understand is raised as it is."""
    scene.cancelled({"Code": "ValidationError"}, OK)
    with pytest.raises(ClientError):
        replied(scene)
    assert scene.pauses == []


def test_promise_9_a_reply_that_exists_is_said_before_a_stale_person(scene: Scene) -> None:
    """Both conditions fail when one webhook comes twice: the stored answer counts."""
    stored = reply(answer=b"the first answer")
    scene.day_is_read()
    scene.cancelled(
        FAILED | {"Item": _stored(stored)}, FAILED, FAILED | {"Item": _stored(fact())}, OK
    )
    assert replied(scene, facts=(fact(),)) == AlreadyAnswered(stored)


def test_a_stale_person_is_said_before_facts_that_exist(scene: Scene) -> None:
    """Two first replies race: the second decides again on the newer person."""
    scene.day_is_read()
    scene.cancelled(OK, FAILED, FAILED | {"Item": _stored(fact())}, OK)
    assert replied(scene, facts=(fact(),)) == Stale()


def test_facts_that_exist_are_shown(scene: Scene) -> None:
    """By key, as stored; a conflict beside a certain refusal is not waited for."""
    form = fact(channel="web", proved=False)
    scene.day_is_read()
    scene.cancelled(OK, OK, FAILED | {"Item": _stored(form)}, CONFLICT)
    assert replied(scene, facts=(fact(),)) == FactsExist({form.key: form})
    assert scene.pauses == []


def test_a_case_that_exists_is_left_out_and_the_rest_written(scene: Scene) -> None:
    """A second transaction without the case, under another token."""
    scene.cancelled(OK, OK, FAILED)
    scene.written()
    assert replied(scene, cases=(case(),)) == Written()
    assert len(set(scene.tokens)) == 2


def test_the_slots_of_a_day_are_read_once(scene: Scene) -> None:
    """They are fixed at launch: the second reply costs one call."""
    scene.day_is_read()
    scene.written()
    scene.written()
    assert replied(scene, facts=(fact(),)) == Written()
    assert replied(scene, facts=(fact(),)) == Written()


def test_a_single_write_waits_for_a_transaction(scene: Scene) -> None:
    """botocore does not try that again either: a renewal may meet the opt-out's transaction."""
    scene.refused("TransactionConflictException", "update_item")
    scene.refused("ConditionalCheckFailedException", "update_item")
    assert scene.store.renew_claim(message(), NOW) is False
    assert len(scene.pauses) == 1


def test_a_claim_classifies_message_then_person_then_proof(scene: Scene) -> None:
    """A text that was claimed is never claimed again, whatever else moved."""
    orders = [
        ((FAILED, FAILED, FAILED), Exists()),
        ((OK, FAILED, FAILED), Stale()),
        ((OK, OK, FAILED), Exists()),
    ]
    scene.day_is_read()
    for reasons, expected in orders:
        scene.cancelled(*reasons)
        claimed = scene.store.claim(person(version=1), message(), NOW, proof=fact().key)
        assert claimed == expected


def test_keys_left_unread_are_asked_for_again(scene: Scene) -> None:
    """A throttled batch comes back in part; the rest is read after a pause."""
    keys = {"Keys": [{"PK": {"S": "PERSON#p2"}, "SK": {"S": "PERSON"}}]}
    first = {"Responses": {"table": []}, "UnprocessedKeys": {"table": keys}}
    scene.stub.add_response("batch_get_item", first)
    scene.stub.add_response("batch_get_item", {"Responses": {}}, {"RequestItems": {"table": keys}})
    assert scene.store.persons(["p1", "p2"]) == {}
    assert scene.pauses == [0.04]


def test_promise_8_an_unreadable_item_is_named_by_its_keys_alone(scene: Scene) -> None:
    """Neither its values nor the decoder's words about them reach a log."""
    item = {"PK": {"S": "DAY#rivers"}, "SK": {"S": "DAY"}, "state": {"S": "+12125550123"}}
    scene.stub.add_response("get_item", {"Item": item})
    with pytest.raises(TocsinError, match="DAY#rivers DAY") as raised:
        scene.store.day("rivers")
    assert "555" not in str(raised.value)
    assert raised.value.__context__ is None


def _stored(value: Any) -> dict[str, Any]:
    return {"PK": {"S": "any"}, "SK": {"S": "any"}, **to_item(value)}
