"""Whether a zip holds every module that its code imports, tried as Lambda would load it."""

import platform
import subprocess
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

from infra.unneeded import LAMBDA_BRINGS

TRIAL = Path(__file__).parent / "trial.py"


class IncompleteZipError(Exception):
    """A module of the zip imports what neither the zip nor Lambda has."""


def check(zipped: Path) -> bool:
    """Loads and tries all of it, seeing only the zip and what Lambda brings.

    False where it cannot be tried: the zip's libraries are Linux's, on x86-64. Raises
    IncompleteZipError.
    """
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return False
    with tempfile.TemporaryDirectory() as work:
        code, runtime = Path(work) / "code", Path(work) / "runtime"
        runtime.mkdir()
        with zipfile.ZipFile(zipped) as made:
            made.extractall(code)
        for name in LAMBDA_BRINGS:
            (runtime / name).symlink_to(_folder_of(name))
        _try(code, runtime)
    return True


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise IncompleteZipError(f"{package} is not installed here, so the zip cannot be tried")
    return Path(spec.origin).parent


def _try(code: Path, runtime: Path) -> None:
    # -I -S: nothing of this machine's packages or variables is seen.
    command = [sys.executable, "-I", "-S", str(TRIAL), str(code), str(runtime)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise IncompleteZipError(done.stderr)
