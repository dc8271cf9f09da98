"""`tocsin export`: what we hold about one person, for that person."""

import json
import os
from pathlib import Path

import click

from chalicelib import wiring
from chalicelib.steps.export_person import export_person, text_of
from cli.address import read_address
from cli.output import json_option, show


@click.command()
@click.argument("address")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A name, e.g. ada.")
@click.option("--country", default="", help="Country of a number without a prefix, e.g. GB.")
@json_option
def export(address: str, out: Path, country: str, as_json: bool) -> None:
    """Write all that is held about the person of ADDRESS to OUT.json and OUT.txt.

    ADDRESS is a number or a mail address; with `-` it is read from the standard input, so that no
    shell's history keeps it. Only you can read the files. Nothing of it is printed.
    """
    found = wiring.call(export_person, read_address(address, country))
    paths = [Path(f"{out}.json"), Path(f"{out}.txt")]
    if found.known:
        whole = json.dumps(found.records, indent=2, ensure_ascii=False)
        for path, text in zip(paths, (whole, text_of(found.records)), strict=True):
            _write(path, text)
    files = [str(path) for path in paths] if found.known else []
    words = f"written: {', '.join(files)}" if files else "nobody of that address was known"
    show({"known": found.known, "files": files}, as_json, words)


def _write(path: Path, text: str) -> None:
    """For its owner alone from the first byte. A file that is there is not overwritten."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.BadParameter(f"{path} is there already", param_hint="--out") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
