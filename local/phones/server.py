"""The phones in the background: `python -m local.phones.server start|stop|status|kill`."""

import os
import sys
from dataclasses import dataclass

from local import ports
from local.background import Background
from local.stage import ROOT, LocalStage

HEALTH = "/health"
SECONDS = 15.0


class PhonesError(Exception):
    """The phones cannot be started."""


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the phones' process lives (`pid`) and whether it answers."""

    url: str
    pid: int | None
    healthy: bool
    already: bool = False

    def __str__(self) -> str:
        if self.pid is None:
            return "the phones are not running"
        state = "were already running" if self.already else "run" if self.healthy else "hang"
        return f"the phones {state} at {self.url} (process {self.pid})"


def start(stage: LocalStage) -> Status:
    """Start the phones and the mail sink; return once they answer; say so when they ran already."""
    process = background(stage)
    if (pid := process.answering(stage.phones_url + HEALTH, SECONDS)) is not None:
        return Status(stage.phones_url, pid, healthy=True, already=True)
    process.kill()
    stage.directory.mkdir(parents=True, exist_ok=True)
    ports.require_free(stage.phones_port, "TOCSIN_PHONES_PORT")
    ports.require_free(stage.smtp_port, "TOCSIN_SMTP_PORT")
    pid = process.launch(_command(stage), _environment(stage))
    if process.answering(stage.phones_url + HEALTH, SECONDS) is None:
        raise PhonesError(f"The phones ended at once. Their log says:\n{process.last_words()}")
    return Status(stage.phones_url, pid, healthy=True)


def stop(stage: LocalStage) -> bool:
    """End the phones; False when they had to be killed."""
    return background(stage).stop(SECONDS)


def kill(stage: LocalStage) -> int:
    """End the phones without warning; returns how many processes."""
    return background(stage).kill()


def status(stage: LocalStage) -> Status:
    """How it goes."""
    pid = background(stage).pid()
    healthy = pid is not None and ports.answers(stage.phones_url + HEALTH)
    return Status(stage.phones_url, pid, healthy)


def background(stage: LocalStage) -> Background:
    """The phones' process and its files."""
    return Background("phones", stage.directory)


def _command(stage: LocalStage) -> list[str]:
    """The directory is there for `Background`, which knows its own by it."""
    return [sys.executable, "-m", "local.phones", str(stage.directory)]


def _environment(stage: LocalStage) -> dict[str, str]:
    return dict(os.environ) | stage.environment() | {"PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    from local.commands import run

    sys.exit(run(sys.modules[__name__], "the phones"))
