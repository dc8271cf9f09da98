"""`tocsin packet`: a target's packet as files, each checked against its manifest."""

import hashlib
from pathlib import Path

import click

from chalicelib import wiring
from chalicelib.domain.manifest import files_of
from chalicelib.errors import ConflictError
from chalicelib.steps.packets import manifest_key
from cli.output import json_option, show


@click.command()
@click.argument("day")
@click.argument("trigger")
@click.argument("target")
@click.option(
    "--out",
    default="packet",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to.",
)
@json_option
def packet(day: str, trigger: str, target: str, out: Path, as_json: bool) -> None:
    """Write the packet of TRIGGER of DAY for TARGET: letter, lists of signatories, manifest."""
    key = manifest_key(day, trigger, target)
    manifest = wiring.files().get(key)
    folder = key.rpartition("/")[0]
    out.mkdir(parents=True, exist_ok=True)
    names = []
    for file in files_of(manifest):
        body = wiring.files().get(f"{folder}/{file.name}")
        if hashlib.sha256(body).hexdigest() != file.sha256:
            raise ConflictError(f"{file.name} is not the file that the manifest tells of")
        (out / file.name).write_bytes(body)
        names.append(file.name)
    (out / f"{target}.manifest.json").write_bytes(manifest)
    value = {"out": str(out), "files": names, "sha256": hashlib.sha256(manifest).hexdigest()}
    show(value, as_json, f"{len(names)} files and their manifest in {out}")
