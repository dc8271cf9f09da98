"""A few of the store's contract tests on the local cloud, whose conditions are its own code."""

import json
from collections.abc import Iterator
from itertools import count

import pytest

from chalicelib.adapters.dynamodb import DynamoStore
from chalicelib.ports import Store
from tests.contract.store.at_once import take_at_once
from tests.contract.store.conftest import CREATED_WITH, TABLE
from tests.contract.store.samples import day, plan

# Imported to be run here again, on this module's `store`.
from tests.contract.store.test_store_messages import (  # noqa: F401
    asked,
    test_promise_1_a_claim_is_not_renewed_after_the_opt_out,
    test_promise_1_an_opt_out_between_read_and_claim_makes_the_claim_stale,
    test_promise_2_one_claim_for_each_person_ask_and_nudge,
)
from tests.contract.store.test_store_people import (  # noqa: F401
    test_promise_10_an_import_never_replaces_a_person,
)
from tests.contract.store.test_store_recording import (  # noqa: F401
    known,
    test_a_refused_reply_says_why_in_order_and_writes_nothing,
    test_promise_3_a_proof_does_not_move_the_tally,
    test_promise_9_the_same_reply_twice_has_one_effect_and_one_answer,
)
from tests.contract.store.test_store_runs import (  # noqa: F401
    test_an_attempt_starts_once,
    test_promise_4_a_trigger_moves_only_from_the_state_it_was_read_in,
)
from tests.contract.store.test_store_takings import (  # noqa: F401
    test_a_signature_through_an_alias_needs_it_to_lead_there_still,
    test_promise_2_no_second_id_of_a_number_is_taken,
    test_signers_of_one_pepper_are_taken_before_a_second_makes_ids,
    test_what_takes_an_id_takes_it_for_all_peppers,
)
from tests.local.conftest import LocalCloud
from tests.support.fakes import FakeVault

pytestmark = pytest.mark.local
_numbers = count()


@pytest.fixture
def store(cloud: LocalCloud) -> Iterator[Store]:
    """A fresh table on the local cloud, with one launched day."""
    dynamodb = cloud.client("dynamodb")
    properties = json.loads(TABLE.read_text())["Resources"]["Table"]["Properties"]
    name = f"contract-{next(_numbers)}"
    dynamodb.create_table(TableName=name, **{key: properties[key] for key in CREATED_WITH})
    store = DynamoStore(dynamodb, name, FakeVault(), pause=lambda seconds: None)
    store.launch(day(), plan())
    yield store
    dynamodb.delete_table(TableName=name)


def test_promise_2_of_many_at_once_one_takes_an_id_of_a_number(store: Store) -> None:
    """Its transactions exclude each other, as DynamoDB's do."""
    take_at_once(store)
