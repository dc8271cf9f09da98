"""Where the local stage lives: its directory, its three ports and the cloud's own Python."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
API_NAME = "tocsin"
"""Custom id of the REST API, so that its address is known before the deploy."""


@dataclass(frozen=True, slots=True)
class LocalStage:
    """One local stage; several may run side by side on directories and ports of their own."""

    directory: Path
    cloud_port: int
    phones_port: int
    smtp_port: int
    cloud_python: Path

    @property
    def cloud_url(self) -> str:
        return f"http://{HOST}:{self.cloud_port}"

    @property
    def phones_url(self) -> str:
        return f"http://{HOST}:{self.phones_port}"

    @property
    def api_url(self) -> str:
        return f"{self.cloud_url}/_aws/execute-api/{API_NAME}/api"

    @property
    def clock_file(self) -> Path:
        return self.directory / "clock.json"

    def environment(self) -> dict[str, str]:
        """The variables that lead another process to this stage."""
        return {
            "TOCSIN_LOCAL_DIR": str(self.directory),
            "TOCSIN_CLOUD_PORT": str(self.cloud_port),
            "TOCSIN_PHONES_PORT": str(self.phones_port),
            "TOCSIN_SMTP_PORT": str(self.smtp_port),
            "TOCSIN_CLOUD_PYTHON": str(self.cloud_python),
        }


def from_environment(environment: Mapping[str, str] = os.environ) -> LocalStage:
    """The stage that the `TOCSIN_` variables name; without them, the one of `make up`."""
    return LocalStage(
        directory=_directory(environment.get("TOCSIN_LOCAL_DIR", ".local")),
        cloud_port=int(environment.get("TOCSIN_CLOUD_PORT", "4566")),
        phones_port=int(environment.get("TOCSIN_PHONES_PORT", "4580")),
        smtp_port=int(environment.get("TOCSIN_SMTP_PORT", "4525")),
        cloud_python=_python(environment.get("TOCSIN_CLOUD_PYTHON", ".venv-cloud/bin/python")),
    )


def _directory(path: str) -> Path:
    return (ROOT / path).resolve()


def _python(path: str) -> Path:
    """Not resolved: a virtual environment is known by the path of its link."""
    return ROOT / path
