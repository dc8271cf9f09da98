"""A process of the local stage that runs in the background, in a group of its own."""

import json
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.ports import answers
from local.process_table import Process, members
from local.waiting import TooLateError, wait_until

SURELY_GONE = 5
APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Background:
    """`<directory>/<name>.pid` names its group, `<directory>/<name>.log` holds what it says.

    Its command line must contain the directory: only such processes count as ours.
    """

    name: str
    directory: Path

    @property
    def log(self) -> Path:
        return self.directory / f"{self.name}.log"

    @property
    def pid_file(self) -> Path:
        return self.directory / f"{self.name}.pid"

    def launch(self, command: list[str], environment: Mapping[str, str]) -> int:
        """Start the command in its own session, so that Ctrl-C in the terminal spares it."""
        files = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(self.log), APPEND, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ]
        pid = os.posix_spawn(command[0], command, environment, file_actions=files, setsid=True)
        self.pid_file.write_text(json.dumps({"pid": pid}))
        return pid

    def pid(self) -> int | None:
        """Its process id while it runs, else None."""
        recorded = self._recorded()
        return recorded if any(one.pid == recorded for one in self._alive()) else None

    def answering(self, url: str, seconds: float) -> int | None:
        """Its process id once `url` answers; None when it is not there, or ends before.

        A process that is just being started may not be seen for a moment: it is gone only when
        it was not seen several times in a row.
        """
        absences = [0]

        def settled() -> bool:
            absences[0] = 0 if self.pid() is not None else absences[0] + 1
            return absences[0] >= SURELY_GONE or answers(url)

        what = f"the {self.name} to answer (`kill` in place of `start` ends ones that hang)"
        wait_until(settled, what, seconds)
        return None if absences[0] >= SURELY_GONE else self.pid()

    def stop(self, seconds: float) -> bool:
        """Ask it to end, wait, then end what is left of its group; True if it ended when asked."""
        pid = self.pid()
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
        clean = self._gone(seconds)
        self.kill()
        return clean

    def kill(self) -> int:
        """End every process of its group at once; returns how many there were."""
        doomed = self._alive()
        for one in doomed:
            _kill(one.pid)
        wait_until(lambda: not self._alive(), f"{self.name} to be gone", 5)
        self.pid_file.unlink(missing_ok=True)
        return len(doomed)

    def last_words(self, lines: int = 12) -> str:
        """The end of its log, for an error message."""
        said = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(said[-lines:])

    def _gone(self, seconds: float) -> bool:
        try:
            wait_until(lambda: self.pid() is None, f"{self.name} to end", seconds)
        except TooLateError:
            return False
        return True

    def _alive(self) -> list[Process]:
        group = self._recorded()
        if group is None:
            return []
        _reap(group)
        return members(group, str(self.directory))

    def _recorded(self) -> int | None:
        try:
            return int(json.loads(self.pid_file.read_text())["pid"])
        except FileNotFoundError:
            return None


def _reap(pid: int) -> None:
    """Collect our own dead child; another's child is none of our business."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
