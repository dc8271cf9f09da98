"""Promise 8 on a whole day of the local cloud, and an erasure at its end."""

import json

import pytest
from click.testing import CliRunner

from chalicelib import wiring
from cli.erase import erase
from tests.local.conftest import Town
from tests.privacy import scene as scenes
from tests.privacy.scanner import Scan
from tests.privacy.scene import DAY, NUMBERS, Scene
from tests.privacy.traces import all_traces, table

pytestmark = pytest.mark.local
SOURCES = {
    *("log stream", "process log", "execution", "history", "object key", "object", "item"),
    *("stack", "function", "stage file"),
}


@pytest.fixture(scope="module")
def scene(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(town, tmp_path_factory.mktemp("people"))


def test_promise_8_a_whole_day_leaves_nothing_of_its_people(town: Town, scene: Scene) -> None:
    """Looked at twice: with a text kept and a code alive, and after the report."""
    scene.morning()
    assert scene.kept_texts == 1
    morning = Scan(scene.sought()).look(all_traces(town))
    scene.evening()
    scene.assert_happened()
    evening = Scan(scene.sought()).look(all_traces(town))
    print(f"\n{evening.told}")  # noqa: T201  # the counts that the operators' page shows
    assert morning.finds | evening.finds == set()
    assert set(evening.places) >= SOURCES
    assert evening.places["execution"] >= 5 and evening.places["item"] > 120


def test_erased_nothing_of_a_person_is_left_but_one_hash(town: Town, scene: Scene) -> None:
    """Raw items and rosters bear neither the id of the erased nor what was sealed for them."""
    store, vault = wiring.store(), wiring.vault()
    gone = vault.person_id(NUMBERS[2])
    before = store.totals(DAY, wiring.clock().now())
    assert store.person(gone) is not None
    result = CliRunner().invoke(erase, ["-", "--yes", "--json"], input=f"{NUMBERS[2]}\n")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert told["records"]["messages"] and told["records"]["replies"] and told["lines"]
    assert told["records"]["aliases"] == 1 and told["carrier"]["deleted"] >= 3
    items = [raw for _, raw in table(town) if gone.encode() in raw]
    assert len(items) == 1 and b"erased" in items[0]
    kept = store.person(gone)
    assert kept is not None and kept.opted_out and (kept.address, kept.name) == (b"", b"")
    assert store.totals(DAY, before.as_of) == before
    for prefix in ("roster/", "chunks/"):
        keys = wiring.files().keys(prefix)
        assert keys and not any(gone.encode() in wiring.files().get(key) for key in keys)
    again = json.loads(CliRunner().invoke(erase, [NUMBERS[2], "--yes", "--json"]).output)
    assert not any(again["records"].values()) and again["carrier"]["deleted"] == 0


def test_the_scan_of_this_stage_finds_a_leak_planted_in_it(town: Town, scene: Scene) -> None:
    """A number in an object, a name in a log line: both are found, and nothing else."""
    logs = town.cloud.client("logs")
    logs.create_log_group(logGroupName="planted")
    logs.create_log_stream(logGroupName="planted", logStreamName="one")
    event = {"timestamp": 1, "message": f"asked {scenes.NAMES[3]} again"}
    logs.put_log_events(logGroupName="planted", logStreamName="one", logEvents=[event])
    wiring.files().put("planted.txt", f"tel 0{NUMBERS[4][3:]}".encode(), "text/plain")
    found = Scan(scene.sought()).look(all_traces(town)).finds
    assert {(find.kind, "planted" in find.place) for find in found} == {
        ("name", True),
        ("number", True),
    }
