"""The Lambdas' dependencies for Lambda's Python: built wheels only, each checked by its hash."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from infra import unneeded

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.txt"
GLIBC_BEFORE_312, GLIBC = 26, 34
"""Amazon Linux 2 has glibc 2.26 and carries Python up to 3.11; Amazon Linux 2023 has 2.34."""


class WrongWheelError(Exception):
    """A wheel that was built on this machine: it may not load on Lambda's."""


def install(cache: Path) -> Path:
    """A folder with every dependency of the lock file that is needed; kept in `cache`."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = cache / f"{version}-{_fingerprint()}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        _pip_install(unfinished, version)
        refuse_local_wheels(unfinished)
        unneeded.leave_out(unfinished)
        unfinished.rename(folder)
    return folder


def _fingerprint() -> str:
    """Another lock file, or another rule, is another folder."""
    told = LOCK.read_bytes() + Path(unneeded.__file__).read_bytes()
    return hashlib.sha256(told).hexdigest()[:16]


def _pip_install(folder: Path, version: str) -> None:
    # No dependency is followed: the lock has them all.
    options = "-qq --no-deps --require-hashes --only-binary=:all: --no-compile --implementation cp"
    command = [sys.executable, "-m", "pip", "install", *options.split()]
    for platform in platforms():
        command += ["--platform", platform]
    command += ["--python-version", version, "--target", str(folder), "-r", str(LOCK)]
    subprocess.run(command, check=True)


def platforms() -> list[str]:
    """The wheel platforms that Lambda's Python of this interpreter's version can load."""
    newest = GLIBC if sys.version_info >= (3, 12) else GLIBC_BEFORE_312
    modern = [f"manylinux_2_{minor}_x86_64" for minor in range(newest, 4, -1)]
    return [*modern, "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]


def refuse_local_wheels(folder: Path) -> None:
    """Raises WrongWheelError if any package in the folder was built for one machine only."""
    for wheel in sorted(folder.glob("*.dist-info/WHEEL")):
        tags = [line for line in wheel.read_text().splitlines() if line.startswith("Tag:")]
        if any(tag.endswith("-linux_x86_64") for tag in tags):
            raise WrongWheelError(wheel.parent.name)
