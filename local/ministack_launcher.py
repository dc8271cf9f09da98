"""Run MiniStack in the foreground, with what the local stage adds to it.

Runs in the cloud's own environment and imports nothing of ours. It adds a snapshot of the state
every few seconds, streams that go on after a restart, and Lambdas without a fixed 50 ms wait.
Each addition checks that upstream still looks as expected and refuses to start when not.
"""

import argparse
import asyncio
import gc
import inspect
import json
import logging
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

PINNED = "1.5.33"
RUNNING = "cloud.running"
SNAPSHOT = "snapshot.json"
HEARTBEAT_SECONDS = 1.0
IDLE_SECONDS = 60.0
"""Without requests a snapshot is taken only so often."""
CHILD_SECONDS = 120.0
STDERR_WAIT = 0.002


class Counted:
    """The cloud's ASGI application, counting what may have changed its state."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.requests = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if not str(scope.get("path", "")).endswith("/health"):
            self.requests += 1
        await self.application(scope, receive, send)


def main() -> None:
    """Serve until SIGTERM, then leave the state written and the running mark gone."""
    options = _options()
    directory: Path = options.directory
    _require_version()
    rewind_streams(directory / "state" / "lambda.json")
    shorten_stderr_wait(options.stderr_wait)
    asyncio.run(serve(directory, options.snapshot_seconds))
    _write_instant(directory, datetime.now(UTC))
    (directory / RUNNING).unlink(missing_ok=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--snapshot-seconds", type=float, default=5.0)
    parser.add_argument("--stderr-wait", type=float, default=STDERR_WAIT)
    return parser.parse_args()


def _require_version() -> None:
    from importlib.metadata import version

    if version("ministack") != PINNED:
        _refuse(f"ministack {version('ministack')} is installed")


def _refuse(found: str) -> NoReturn:
    sys.exit(
        f"{found}, but this launcher was written against ministack {PINNED}. Install that one, "
        "or read local/ministack_launcher.py beside the new source and run the contract suite."
    )


def rewind_streams(state: Path) -> None:
    """Set every stream reader back to position 0 in the saved state.

    Positions are kept over a restart but records are not, so a reader would wait until as many
    new records have gone by. Done on the file, not by a new mapping, as the mapping's id is what
    CloudFormation knows it by.
    """
    if not state.exists():
        return
    saved = json.loads(state.read_text())
    try:
        positions = saved["payload"]["dynamodb_stream_positions"]["data"]
    except KeyError as missing:
        _refuse(f"The saved Lambda state has no {missing}")
    if not all(isinstance(position, int) for position in positions.values()):
        _refuse("The saved stream positions are no numbers")
    positions.update(dict.fromkeys(positions, 0))
    state.write_text(json.dumps(saved))


def shorten_stderr_wait(seconds: float) -> None:
    """Wait 2 ms instead of 50 for a Lambda's first line on stderr: it was 9/10 of a warm call.

    A line that comes later is not lost: it shows in the log of the next invocation.
    """
    from ministack.core import lambda_runtime

    drain = lambda_runtime.Worker._drain_stderr_bounded
    found = {
        name: parameter.default
        for name, parameter in inspect.signature(drain).parameters.items()
        if parameter.default is not inspect.Parameter.empty
    }
    if found != {"first_line_wait": 0.050, "idle_confirm": 0.005, "hard_cap": 0.250}:
        _refuse(f"The worker's stderr drain has the defaults {found}")
    drain.__defaults__ = (seconds, 0.005, 0.250)


async def serve(directory: Path, snapshot_seconds: float) -> None:
    """Serve MiniStack; it writes its whole state itself while it shuts down."""
    from hypercorn.asyncio import serve as hypercorn_serve
    from ministack.app import app

    counted = Counted(app)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    beats = asyncio.create_task(_beat(directory / RUNNING, stop))
    snapshots = asyncio.create_task(_take_snapshots(directory, snapshot_seconds, counted, stop))

    async def stopped() -> None:
        await stop.wait()
        await snapshots  # its child and the final save would write the same files

    await hypercorn_serve(counted, _config(), shutdown_trigger=stopped, mode="asgi")
    await beats


def _config() -> Any:
    from hypercorn.config import Config

    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    return config


async def _beat(marker: Path, stop: asyncio.Event) -> None:
    """Touch the running mark, so that after a crash its age says when the cloud died."""
    while not stop.is_set():
        marker.touch()
        await _pause(stop, HEARTBEAT_SECONDS)


async def _take_snapshots(
    directory: Path, seconds: float, counted: Counted, stop: asyncio.Event
) -> None:
    """A snapshot after changes, at most each `seconds` and a fifth of the time spent on it."""
    seen, last, pause = -1, 0.0, seconds
    while not stop.is_set():
        await _pause(stop, pause)
        began = time.monotonic()
        if stop.is_set() or (counted.requests == seen and began - last < IDLE_SECONDS):
            continue
        seen, last = counted.requests, began
        await _snapshot(directory)
        pause = max(seconds, 4 * (time.monotonic() - began))


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def _snapshot(directory: Path) -> None:
    """Save the state as it is this instant, in a child process.

    Copying in a thread would tear a transaction's items apart and stop the cloud meanwhile; a
    forked child sees one cut, as requests are handled on this very event loop.
    """
    instant = datetime.now(UTC)
    pid = os.fork()
    if pid == 0:
        _save_and_exit(directory, instant)
    deadline = time.monotonic() + CHILD_SECONDS
    while (ended := os.waitpid(pid, os.WNOHANG)) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.02)
    if ended[1] != 0:
        logging.getLogger("tocsin").error("the snapshot of %s failed", instant)


def _save_and_exit(directory: Path, instant: datetime) -> NoReturn:
    """In the child: nothing of the parent's loop, handlers or exit hooks may run."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        gc.disable()
        os.nice(5)
        _save_state()
        _write_instant(directory, instant)
        code = 0
    finally:
        os._exit(code)


def _save_state() -> None:
    """As upstream at its shutdown, but a service whose state cannot be read fails the snapshot."""
    from ministack import app
    from ministack.core import persistence

    for service, state_of in app._build_persistence_save_dict().items():
        if (state := state_of()) is not None:
            persistence.save_state(service, state)


def _write_instant(directory: Path, instant: datetime) -> None:
    passing = directory / f"{SNAPSHOT}.new"
    passing.write_text(json.dumps({"at": instant.isoformat()}))
    passing.replace(directory / SNAPSHOT)


if __name__ == "__main__":
    main()
