"""The launcher's own changes refuse to run when upstream looks different."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.ministack_launcher import rewind_streams


def test_stream_positions_go_back_to_the_start(tmp_path: Path) -> None:
    """Every reader, and nothing else in the file."""
    state = _state(tmp_path, {"reader-1": 41, "reader-2": 7})
    rewind_streams(state)
    payload = json.loads(state.read_text())["payload"]
    assert payload["dynamodb_stream_positions"]["data"] == {"reader-1": 0, "reader-2": 0}
    assert payload["esms"] == {"kept": True}


def test_a_first_start_has_nothing_to_rewind(tmp_path: Path) -> None:
    """No file, no work, no complaint."""
    rewind_streams(tmp_path / "lambda.json")
    assert not (tmp_path / "lambda.json").exists()


@pytest.mark.parametrize("positions", [{"reader": "41"}, None])
def test_a_changed_shape_is_refused(tmp_path: Path, positions: Any) -> None:
    """It says what it found and which version it knows."""
    state = _state(tmp_path, positions)
    with pytest.raises(SystemExit, match=r"ministack 1\.5\.33"):
        rewind_streams(state)


def _state(directory: Path, positions: Any) -> Path:
    payload: dict[str, Any] = {"esms": {"kept": True}}
    if positions is not None:
        payload["dynamodb_stream_positions"] = {"data": positions}
    state = directory / "lambda.json"
    state.write_text(json.dumps({"__ministack_format__": 2, "payload": payload}))
    return state
