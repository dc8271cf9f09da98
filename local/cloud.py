"""The local cloud: `python -m local.cloud start|stop|status|kill`.

MiniStack runs in an environment of its own (it pins botocore), started by `ministack_launcher.py`.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from local import ports
from local.background import Background
from local.cloud_state import UncleanStop, unclean_stop
from local.stage import HOST, LocalStage

LAUNCHER = Path(__file__).with_name("ministack_launcher.py")
HEALTH = "/_ministack/health"
START_SECONDS = 30.0
STOP_SECONDS = 30.0
SNAPSHOT_SECONDS = 5.0


class CloudError(Exception):
    """The local cloud cannot be started."""


@dataclass(frozen=True, slots=True)
class Started:
    """The running cloud; `unclean` says what it went back to when it had died before."""

    url: str
    pid: int
    already: bool
    unclean: UncleanStop | None

    def __str__(self) -> str:
        state = "was already running" if self.already else "runs"
        said = f"the cloud {state} at {self.url} (process {self.pid})"
        return said if self.unclean is None else f"{self.unclean}\n{said}"


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the cloud's process lives (`pid`) and whether it answers."""

    url: str
    pid: int | None
    healthy: bool

    def __str__(self) -> str:
        if self.pid is None:
            return "the cloud is not running"
        return f"the cloud {'runs' if self.healthy else 'does not answer'} at {self.url}"


def start(stage: LocalStage, *, snapshot_seconds: float = SNAPSHOT_SECONDS) -> Started:
    """Start the cloud and return once it answers; when it runs already, say so."""
    process = background(stage)
    if (pid := process.answering(stage.cloud_url + HEALTH, START_SECONDS)) is not None:
        return Started(stage.cloud_url, pid, already=True, unclean=None)
    process.kill()
    _require_python(stage.cloud_python)
    ports.require_free(stage.cloud_port, "TOCSIN_CLOUD_PORT")
    unclean = unclean_stop(stage.directory)
    _make_room(stage.directory)
    pid = process.launch(_command(stage, snapshot_seconds), _environment(stage))
    if process.answering(stage.cloud_url + HEALTH, START_SECONDS) is None:
        raise CloudError(f"The cloud ended at once. Its log says:\n{process.last_words()}")
    return Started(stage.cloud_url, pid, already=False, unclean=unclean)


def stop(stage: LocalStage) -> bool:
    """Let the cloud write its state and end; False when it had to be killed."""
    return background(stage).stop(STOP_SECONDS)


def kill(stage: LocalStage) -> int:
    """End the cloud and its workers without warning, as a crash would; returns how many."""
    return background(stage).kill()


def status(stage: LocalStage) -> Status:
    """How it goes."""
    pid = background(stage).pid()
    healthy = pid is not None and ports.answers(stage.cloud_url + HEALTH)
    return Status(stage.cloud_url, pid, healthy)


def background(stage: LocalStage) -> Background:
    """The cloud's process and its files."""
    return Background("cloud", stage.directory)


def _command(stage: LocalStage, snapshot_seconds: float) -> list[str]:
    launcher = [str(stage.cloud_python), str(LAUNCHER), str(stage.directory)]
    return [*launcher, "--snapshot-seconds", str(snapshot_seconds)]


def _environment(stage: LocalStage) -> dict[str, str]:
    """The user's own variables without any AWS_ one: no Lambda may reach a real account."""
    inherited = {name: value for name, value in os.environ.items() if not _foreign(name)}
    return inherited | {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(stage.cloud_port),
        "PERSIST_STATE": "1",
        "STATE_DIR": str(stage.directory / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(stage.directory / "s3"),
        "TMPDIR": str(stage.directory / "tmp"),
        "SMTP_HOST": f"{HOST}:{stage.smtp_port}",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "POWERTOOLS_LOG_LEVEL": "INFO",  # of the Lambdas, which would take the cloud's own
        "NO_PROXY": "127.0.0.1,localhost",
    }


def _foreign(name: str) -> bool:
    return name.startswith("AWS_") or name in ("PYTHONPATH", "PYTHONWARNINGS", "VIRTUAL_ENV")


def _make_room(directory: Path) -> None:
    """What a killed cloud's workers left behind goes; state and objects stay."""
    shutil.rmtree(directory / "tmp", ignore_errors=True)
    (directory / "tmp").mkdir(parents=True)


def _require_python(python: Path) -> None:
    if not python.exists():
        raise CloudError(
            f"{python} is not there: run `make install`, or set TOCSIN_CLOUD_PYTHON to the Python "
            "of an environment that has local/requirements.in installed."
        )


if __name__ == "__main__":
    from local.commands import run

    sys.exit(run(sys.modules[__name__], "the local cloud"))
