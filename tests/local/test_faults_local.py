"""On the local cloud each Task state loses its Lambda worker once, killed in the middle of it."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.domain.runs import Run
from chalicelib.steps.ask_subject import ask_subject
from chalicelib.steps.compile_results import decode_results, results_key
from chalicelib.steps.launch_day import close_day
from local.waiting import wait_until
from tests.deployable.test_workflows import NAMES, tasks
from tests.local import days
from tests.local.conftest import LocalCloud, Town

pytestmark = pytest.mark.local
DAY = "reaped"
LOOK_EACH_SECONDS = 0.002
KILLED = {
    "send_wave": ("ChooseAudience", "SendChunk", "FinishRun"),
    "follow_up_leaders": ("ChooseLeaders", "FollowUpChunk", "FinishRun"),
    "deliver_petition": ("FreezeCounts", "BuildPacket", "DeliverToTarget", "FinishRun"),
    "close_day": (
        *("StartClosing", "CompileResults", "PublishReport", "FinishClosing"),
        *("TellCoordinators", "FinishRun"),
    ),
    "answer_request": ("AnswerPerson", "FinishRun"),
}
"""The Task states of each workflow: a worker of each is killed."""


class Reaper:
    """Kills the first worker of each function once it works: a socket is open, a call made."""

    def __init__(self, cloud: LocalCloud, functions: tuple[str, ...]) -> None:
        self._cloud, self._functions = cloud, functions
        self._done = threading.Event()
        self.seen: dict[str, set[int]] = {name: set() for name in functions}
        self.killed: dict[str, int] = {}

    def run(self) -> None:
        while not self._done.wait(LOOK_EACH_SECONDS):
            for function in self._functions:
                self._look(function)

    def _look(self, function: str) -> None:
        for worker in self._cloud.workers(function):
            self.seen[function].add(worker.pid)
            if function not in self.killed and _works(worker.pid):
                _kill(worker.pid)
                self.killed[function] = worker.pid

    def killed_and_followed(self) -> bool:
        """Whether each function lost a worker and was called again by another."""
        return all(name in self.killed and len(self.seen[name]) > 1 for name in self._functions)

    def stop(self) -> None:
        self._done.set()


def _works(pid: int) -> bool:
    """Whether it is inside its handler; where that cannot be seen, that it is there at all."""
    try:
        return any(str(fd.readlink()).startswith("socket:") for fd in _descriptors(pid))
    except OSError:
        return False


def _descriptors(pid: int) -> Iterator[Path]:
    return Path(f"/proc/{pid}/fd").iterdir()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def reaping(cloud: LocalCloud, *functions: str) -> Iterator[Reaper]:
    """Workers at rest go first, so that whoever is seen was started for this block's work."""
    reaper = Reaper(cloud, functions)
    for function in functions:
        for worker in cloud.workers(function):
            _kill(worker.pid)
    thread = threading.Thread(target=reaper.run)
    thread.start()
    try:
        yield reaper
        # A worker may have died when its work was done: the next call of it is still to come.
        wait_until(reaper.killed_and_followed, "another worker of each that was killed", 30)
    finally:
        reaper.stop()
        thread.join()


def ring(town: Town, day: str = DAY) -> dict[str, Run]:
    """Ticks until no run is left that failed or was cut off."""
    for _ in range(4):
        runs = town.ring(day)
        if all(run.state == "succeeded" for run in runs.values()):
            return runs
    raise AssertionError({run.moment: run.state for run in runs.values()})


def statuses() -> dict[str, int]:
    return wiring.store().message_counts(DAY)


def received(town: Town, number: str) -> int:
    inbox = town.phones.inbox(number)
    return sum(text["direction"] == "outbound-api" for text in inbox)


def test_no_task_state_is_left_out() -> None:
    """A new one is killed as well."""
    states = {workflow: set(tasks(workflow)) for workflow in NAMES}
    assert {workflow: set(killed) for workflow, killed in KILLED.items()} == states


def test_promise_7_a_worker_killed_once_in_each_task_state_loses_nothing(
    quick_town: Town,
) -> None:
    """Wave, delivery, follow-up and close: nobody is texted twice, all is counted and told."""
    town, cloud = quick_town, quick_town.cloud
    noon = days.midday(wiring.clock().now())
    town.move(noon)
    numbers = days.launched(
        DAY,
        noon,
        people=4,
        asks=(
            days.ask(DAY, noon),
            days.ask(DAY, noon, does="host", send=None),
            days.report_ask(noon + timedelta(days=3)),
        ),
        targets=days.mailed_and_carried(),
        triggers=days.deadline(noon + timedelta(minutes=30)),
        **days.path(),
    )
    with reaping(cloud, *KILLED["send_wave"]):
        ring(town)
    texted = [received(town, number) for number in numbers]
    assert max(texted) == 1 and sum(texted) >= 3, "one kill, one text that nobody knows of"
    _answer(town, numbers)
    _lead(town, noon)
    _deliver(town, noon)
    with reaping(cloud, *KILLED["close_day"]):
        wiring.call(close_day, DAY)
        ring(town)
    day = wiring.store().day(DAY)
    results = decode_results(wiring.files().get(results_key(DAY)))
    assert day is not None and day.state == "closed"
    assert (results.signatures, results.differences) == (3, ())
    for name in ("html", "csv", "json"):
        assert wiring.files().get(f"reports/{DAY}/report.{name}")


def test_promise_7_an_erasure_goes_on_after_its_worker_was_killed(quick_town: Town) -> None:
    """Both Task states of the run that answers people: what is left of them is one hash."""
    town, day = quick_town, "forgotten"
    noon = days.midday(wiring.clock().now())
    town.move(noon)
    number, other = days.launched(day, noon, people=2)
    ring(town, day)
    gone, kept = days.person_of(number), days.person_of(other)
    wiring.call(ask_subject, gone.id, day, "erase", None)
    with reaping(town.cloud, *KILLED["answer_request"]):
        runs = ring(town, day)
    assert [run.state for run in runs.values() if run.workflow == "answer_request"] == ["succeeded"]
    left = days.person_of(number)
    assert left.opted_out and (left.address, left.name) == (b"", b"")
    assert wiring.store().messages_of(gone.id) == [] and days.person_of(other) == kept


def _answer(town: Town, numbers: list[str]) -> None:
    for number in numbers[:3]:
        town.phones.text(number, "sign")
    town.phones.text(numbers[3], "host")


def _lead(town: Town, noon: datetime) -> None:
    """The kit: one leader, whose text went once or is known to be unknown."""
    town.move(noon + timedelta(minutes=2))
    with reaping(town.cloud, *KILLED["follow_up_leaders"]):
        ring(town)
    kits = {what: n for what, n in statuses().items() if what.startswith("kit.")}
    assert sum(kits.values()) == 1
    (leader,) = wiring.store().leaders(DAY)
    assert leader.done == ("kit",)


def _deliver(town: Town, noon: datetime) -> None:
    """One mail at most, and a case if nobody knows whether it went; one roster."""
    town.move(noon + timedelta(minutes=30))
    with reaping(town.cloud, *KILLED["deliver_petition"]):
        ring(town)
    states = {d.target: d.state for d in wiring.store().deliveries(DAY)}
    cases = {c.id for c in wiring.store().cases(DAY)}
    unknown = {f"delivery.vote.{name}" for name, state in states.items() if state == "unknown"}
    mails = [mail for mail in town.phones.mails() if "mayor@townhall.example" in str(mail["to"])]
    assert set(states) == {"mayor", "port"} and len(unknown) <= 1
    assert unknown <= cases
    assert len(mails) <= 1 and (states["mayor"] != "sent" or len(mails) == 1)
