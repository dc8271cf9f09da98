"""checkov over a packaged stage. It lives in an environment of its own: `make checkov`.

What it may not complain about is in `infra/checkov.yaml`, each with its reason.
"""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
OWN = ROOT / ".venv-checkov" / "bin" / "checkov"
EXCEPTIONS = Path(__file__).parent / "checkov.yaml"


def checkov() -> str | None:
    """The scanner's command, when it is installed."""
    return str(OWN) if OWN.exists() else shutil.which("checkov")


def scan(build: Path, command: str) -> str:
    """What it complains about in the packaged template; empty when nothing."""
    asked = ["--config-file", str(EXCEPTIONS), "--skip-download", "-f", str(build / "sam.json")]
    done = subprocess.run([command, *asked], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr
