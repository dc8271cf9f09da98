"""`python -m infra.package --stage local --out build/local`: the template and the zip of a stage.

The local stage gets a thin zip without dependencies: its Lambdas find them by `PYTHONPATH`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cli.catalogues import compile_changed
from infra.complete import IncompleteZipError, check
from infra.dependencies import install
from infra.merge import parts

ROOT = Path(__file__).parent.parent
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The instant of every file in the zip, so that the same content is the same zip."""
LARGEST = 25.0
"""Megabytes zipped: each cold start unpacks it, and each deploy sends it."""
REGION = "us-east-1"
"""Chalice wants a region to write endpoints; the template itself is good in any."""


class LargeZipError(Exception):
    """The zip has grown beyond what we allow: see `infra/unneeded.py`."""


def package(stage: str, out: Path, *, app: Path = ROOT, thin: bool | None = None) -> Path:
    """Writes `sam.json`, `deployment.zip` and the ASL files to `out`; returns it.

    `app` is the folder of `app.py`, `chalicelib` and `.chalice`. `thin` leaves the dependencies
    out, as the local stage does unless told otherwise.
    """
    thin = stage == "local" if thin is None else thin
    out.mkdir(parents=True, exist_ok=True)
    compile_changed(app / "chalicelib" / "locales")
    with tempfile.TemporaryDirectory() as work:
        source = _stage_source(app, Path(work) / "source")
        merge_file = Path(work) / "merge.json"
        merge_file.write_text(json.dumps(parts(stage)))
        packed = Path(work) / "packed"
        _chalice_package(source, stage, merge_file, packed)
        folders = [] if thin else [install(out.parent / "dependencies")]
        _write_zip(out / "deployment.zip", packed / "deployment.zip", folders)
        shutil.copy(packed / "sam.json", out / "sam.json")
    for definition in (ROOT / "workflows").glob("*.asl.json"):
        shutil.copy(definition, out / definition.name)
    return out


def _stage_source(app: Path, source: Path) -> Path:
    """A copy of what Chalice packs, with no requirements: dependencies are added apart."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.po", "*.pot", "deployments", "deployed")
    source.mkdir()
    shutil.copy(app / "app.py", source)
    for folder in ("chalicelib", ".chalice"):
        shutil.copytree(app / folder, source / folder, ignore=unwanted)
    (source / "requirements.txt").touch()
    return source


def _chalice_package(source: Path, stage: str, merge_file: Path, out: Path) -> None:
    command = [sys.executable, "-c", "from chalice.cli import main; main()"]
    command += ["--project-dir", str(source), "package", "--stage", stage]
    command += ["--merge-template", str(merge_file), str(out)]
    environment = {**os.environ, "AWS_DEFAULT_REGION": REGION}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"chalice package failed:\n{done.stdout}{done.stderr}")


def _write_zip(target: Path, packed: Path, folders: list[Path]) -> None:
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written,
        zipfile.ZipFile(packed) as made,
    ):
        for name in sorted(n for n in made.namelist() if not n.endswith("/")):
            _add(written, name, made.read(name))
        for folder in folders:
            for path in _files(folder):
                _add(written, path.relative_to(folder).as_posix(), path.read_bytes())


def _add(written: zipfile.ZipFile, name: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    written.writestr(entry, body)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.parts[-2] != "bin":
            yield path


def sizes(zipped: Path) -> str:
    """The size of the zip, and its ten largest parts, unzipped."""
    unzipped: Counter[str] = Counter()
    with zipfile.ZipFile(zipped) as made:
        for entry in made.infolist():
            unzipped[entry.filename.split("/")[0]] += entry.file_size
    lines = [f"{size / 1e6:8.1f} MB  {name}" for name, size in unzipped.most_common(10)]
    total = f"{zipped.stat().st_size / 1e6:.1f} MB zipped, {unzipped.total() / 1e6:.1f} MB unzipped"
    return "\n".join([total, *lines])


def refuse_large(zipped: Path, most: float = LARGEST) -> None:
    """Raises LargeZipError above `most` megabytes."""
    size = zipped.stat().st_size / 1e6
    if size > most:
        raise LargeZipError(f"the zip has {size:.1f} MB, and {most:g} at most is allowed")


def _tried(zipped: Path) -> str:
    try:
        return "every module loads from it" if check(zipped) else "not tried on this machine"
    except IncompleteZipError as problem:
        raise SystemExit(f"the zip is not complete:\n{problem}") from None


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", default="local")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    out = package(arguments.stage, arguments.out)
    zipped = out / "deployment.zip"
    sys.stdout.write(f"{out / 'sam.json'}\n{sizes(zipped)}\n")
    if arguments.stage != "local":
        sys.stdout.write(f"the zip: {_tried(zipped)}\n")
        refuse_large(zipped)


if __name__ == "__main__":
    main()
