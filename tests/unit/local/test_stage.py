"""Where the stage is, what time it has, and what its cloud went back to."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local import stage_clock
from local.cloud_state import RUNNING, SNAPSHOT, unclean_stop
from local.phones import config as configs
from local.phones.config import CarrierConfig
from local.process_table import _from_proc, _from_ps, members
from local.stage import ROOT, from_environment

DIED = datetime(2026, 11, 21, 12, 0, 7, tzinfo=UTC)


def test_without_variables_the_stage_is_the_one_of_make_up() -> None:
    """`.local` under the repository, 4566 and 4580, and an API address known before the deploy."""
    stage = from_environment({})
    assert stage.directory == ROOT / ".local"
    assert stage.phones_url == "http://127.0.0.1:4580"
    assert stage.api_url == "http://127.0.0.1:4566/_aws/execute-api/tocsin/api"


def test_the_variables_lead_to_the_same_stage(tmp_path: Path) -> None:
    """What `environment()` writes, `from_environment` reads."""
    stage = from_environment({"TOCSIN_LOCAL_DIR": str(tmp_path), "TOCSIN_CLOUD_PORT": "7000"})
    assert from_environment(stage.environment()) == stage


def test_the_clock_adds_the_offset(tmp_path: Path) -> None:
    """Real time without a file; with one, so many seconds later."""
    clock = tmp_path / "clock.json"
    before = stage_clock.now(clock)
    clock.write_text(json.dumps({"offset_seconds": 3600}))
    assert timedelta(minutes=59) < stage_clock.now(clock) - before < timedelta(minutes=61)


def test_a_clean_stop_leaves_nothing_to_say(tmp_path: Path) -> None:
    """A snapshot alone is no sign of a crash."""
    (tmp_path / SNAPSHOT).write_text(json.dumps({"at": DIED.isoformat()}))
    assert unclean_stop(tmp_path) is None


def test_a_crash_says_how_much_was_lost(tmp_path: Path) -> None:
    """The instant of the snapshot, and how long before the death it was taken."""
    _die(tmp_path)
    taken = DIED - timedelta(seconds=4)
    (tmp_path / SNAPSHOT).write_text(json.dumps({"at": taken.isoformat()}))
    unclean = unclean_stop(tmp_path)
    assert unclean is not None
    assert (unclean.snapshot_at, unclean.lost_seconds) == (taken, 4.0)
    assert f"snapshot of {taken.astimezone():%H:%M:%S} (4 s before it died)" in str(unclean)


def test_a_crash_before_the_first_snapshot_begins_empty(tmp_path: Path) -> None:
    """Nothing to go back to."""
    _die(tmp_path)
    assert "it begins empty" in str(unclean_stop(tmp_path))


def test_the_carriers_configuration_is_read_back_whole(tmp_path: Path) -> None:
    """Two tokens stay two; without a file the defaults hold."""
    stage = from_environment({"TOCSIN_LOCAL_DIR": str(tmp_path)})
    assert configs.load(stage) == CarrierConfig(base_url=stage.api_url)
    config = CarrierConfig(base_url="http://api.example", auth_tokens=("a", "b"))
    configs.save(stage, config)
    assert configs.load(stage) == config


def test_only_processes_with_the_mark_are_ours() -> None:
    """This very group has members, none of which carries a stranger's mark."""
    assert members(os.getpgrp(), "no-command-line-has-this-mark") == []
    assert os.getpid() in [one.pid for one in members(os.getpgrp(), "pytest")]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system has only ps")
def test_both_process_tables_agree() -> None:
    """/proc and ps find the same parent of ours in the same group."""
    parent = os.getppid()
    groups = [
        {one.group for one in source() if one.pid == parent} for source in (_from_proc, _from_ps)
    ]
    assert groups == [{os.getpgid(parent)}] * 2


def _die(directory: Path) -> None:
    marker = directory / RUNNING
    marker.touch()
    os.utime(marker, (DIED.timestamp(), DIED.timestamp()))
