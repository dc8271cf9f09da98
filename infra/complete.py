"""Whether a zip holds every module that its code imports, tried as Lambda would load it."""

import platform
import subprocess
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

from infra.dependencies import LAMBDA_BRINGS

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path[:0] = sys.argv[1:]
import app, chalicelib
for found in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
    importlib.import_module(found.name)
"""


class IncompleteZipError(Exception):
    """A module of the zip imports what neither the zip nor Lambda has."""


def check(zipped: Path) -> bool:
    """Imports all of it, seeing only the zip and what Lambda brings. Raises IncompleteZipError.

    False where it cannot be tried: the zip's libraries are Linux's, on x86-64.
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
        _import_all(code, runtime)
    return True


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise IncompleteZipError(f"{package} is not installed here, so the zip cannot be tried")
    return Path(spec.origin).parent


def _import_all(code: Path, runtime: Path) -> None:
    # -I -S: nothing of this machine's packages or variables is seen.
    command = [sys.executable, "-I", "-S", "-c", IMPORT_ALL, str(code), str(runtime)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise IncompleteZipError(done.stderr)
