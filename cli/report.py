"""`tocsin report DAY --out DIR`: the day's report as files."""

from pathlib import Path

import click

from chalicelib import wiring
from chalicelib.errors import NotFoundError
from chalicelib.steps.compile_results import CompileResults, compile_results
from chalicelib.steps.publish_report import REPORTS, PublishReport, publish_report, report_key
from cli.output import json_option, show


@click.command()
@click.argument("day")
@click.option("--out", "out", type=click.Path(file_okay=False, path_type=Path), required=True)
@json_option
def report(day: str, out: Path, as_json: bool) -> None:
    """Write the report of DAY to DIR: HTML, JSON and CSV.

    A day that is not closed yet is counted as it stands now.
    """
    written = [str(path) for path in write_report(day, out)]
    show(written, as_json, "\n".join(written))


def write_report(day: str, out: Path) -> list[Path]:
    """The report's files, written to `out`. Raises NotFoundError."""
    found = wiring.store().day(day)
    if found is None:
        raise NotFoundError(f"no day {day}: `tocsin status` lists them")
    if found.state != "closed":
        wiring.call(compile_results, CompileResults(day=day))
        wiring.call(publish_report, PublishReport(day=day))
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / name for name in REPORTS]
    for path in paths:
        path.write_bytes(wiring.files().get(report_key(day, path.name)))
    return paths
