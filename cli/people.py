"""`tocsin import FILE`: a people list into the store."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from chalicelib.domain.people_csv import PeopleFileError, read_people
from chalicelib.domain.places import country_code
from chalicelib.steps.import_people import ImportReport, import_people

LABELS = {
    "accepted": "accepted",
    "known": "already known",
    "duplicates": "duplicates",
    "opted_out": "opted out",
    "landlines": "landlines",
    "invalid": "invalid",
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--country", default="", help="Country of numbers without a prefix, e.g. GB.")
@click.option("--source", default="list", help="Where the list comes from; kept with the consent.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_command(file: Path, country: str, source: str, as_json: bool) -> None:
    """Import the people of a CSV FILE; importing it again changes nothing.

    The first line names the columns: a number (phone, cell, mobile …), and if you have them
    first name, language, country, zip, timezone, tags, opted_out, consent_at.
    """
    region = country_code(country)
    if country and not region:
        raise click.BadParameter(f"{country} is no country", param_hint="--country")
    report = import_file(file, region, source, quiet=as_json)
    click.echo(json.dumps(asdict(report)) if as_json else told(report))
    if not (report.accepted or report.known):
        raise SystemExit(1)


def told(report: ImportReport) -> str:
    """The report for a person to read."""
    counts = [f"{getattr(report, name):>9,}  {label}" for name, label in LABELS.items()]
    faults = [f"row {row}: {reason}" for row, reason in report.faults[:20]]
    more = report.invalid + report.landlines - len(faults)
    tail = [f"… and {more:,} more (--json lists them)"] if more else []
    return "\n".join(counts + faults + tail)


def import_file(file: Path, region: str, source: str, quiet: bool) -> ImportReport:
    """Imports into the stage that was entered; `region` is for numbers without a prefix."""
    from chalicelib import wiring

    try:
        records = read_people(text_of(file), region=region, fiction=wiring.settings().fiction)
    except PeopleFileError as error:
        raise click.ClickException(f"{file.name}: {error}") from None
    return import_people(
        records,
        import_id=content_id(file),
        source=source,
        store=wiring.store(),
        vault=wiring.vault(),
        files=wiring.files(),
        clock=wiring.clock(),
        progress=_silent if quiet else _tell,
    )


def content_id(file: Path) -> str:
    """The id of an import: the same content gives the same id."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def text_of(file: Path) -> Iterator[str]:
    """The file's lines: UTF-8 with or without a mark; other bytes are read as Windows-1252."""
    with file.open("rb") as stream:
        if stream.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise click.ClickException(f"{file.name} is UTF-16; save it as “CSV UTF-8”")
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
        for line in lines:
            yield _mended(line)


def _mended(line: str) -> str:
    try:
        line.encode()
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return line


def _tell(done: int) -> None:
    click.echo(f"{done:,} rows", err=True)


def _silent(done: int) -> None:
    """A JSON report is printed alone."""
