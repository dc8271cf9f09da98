"""The shapes of keys: stable, spread, and as the deployed table has them."""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from chalicelib.adapters.dynamodb import keys
from chalicelib.domain.facts import slot_of
from tests.contract.store.samples import NOW

TABLE = Path(__file__).parents[3] / "infra" / "table.json"
PEOPLE = [sha256(b"%d" % number).hexdigest() for number in range(6400)]


def test_a_persons_slot_never_changes() -> None:
    """Facts and tallies of a running day are found by it, in every process and release."""
    assert [slot_of(person, 64) for person in ("p1", "p2", PEOPLE[0])] == [51, 9, 8]


def test_slots_and_shards_are_even() -> None:
    """No slot of 64 has half as many again as its share of people."""
    slots = Counter(slot_of(person, 64) for person in PEOPLE)
    shards = Counter(keys.shard("CLAIM", person) for person in PEOPLE)
    assert len(slots) == 64
    assert max(slots.values()) < 150
    assert set(shards) == set(keys.shards("CLAIM"))
    assert max(shards.values()) < 1000


def test_a_country_that_is_not_known_has_a_key() -> None:
    """A sort key may not be empty."""
    sort_key = keys.tally("rivers", 0, "")["SK"]["S"]
    assert sort_key == "0#-"
    assert keys.tally_country(sort_key) == ""
    assert keys.tally_country("63#FR") == "FR"


@pytest.mark.parametrize("slots", [1, 4, 64, 512])
def test_each_slot_has_an_item_of_its_own_in_at_most_eight_partitions(slots: int) -> None:
    """Two replies of different slots never wait for each other; totals are eight queries."""
    found = [keys.tally("rivers", slot, "FR") for slot in range(slots)]
    assert len({str(key) for key in found}) == slots
    partitions = keys.tallies("rivers", slots)
    assert {key["PK"]["S"] for key in found} == set(partitions)
    assert len(partitions) == min(slots, 8)


def test_promise_8_no_login_stands_in_a_key() -> None:
    """A login is a mail address."""
    assert "lea" not in str(keys.code("lea@rivers.example"))


def test_the_deployed_table_has_these_keys_and_indexes() -> None:
    """Template and code name the same attributes."""
    properties = json.loads(TABLE.read_text())["Resources"]["Table"]["Properties"]
    named = {
        index["IndexName"]: [key["AttributeName"] for key in index["KeySchema"]]
        for index in properties["GlobalSecondaryIndexes"]
    }
    assert [key["AttributeName"] for key in properties["KeySchema"]] == list(keys.day("rivers"))
    assert named == {
        "agenda": list(keys.agenda(keys.DAYS, NOW)),
        "journal": list(keys.journal(keys.DAYS, NOW)),
    }
