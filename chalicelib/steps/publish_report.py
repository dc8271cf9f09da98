"""PublishReport: the results as HTML, CSV and JSON."""

from dataclasses import dataclass

from chalicelib.pages.report_page import report_csv, report_html
from chalicelib.ports import Catalogues, Objects, Store
from chalicelib.steps.compile_results import decode_results, results_key
from chalicelib.steps.launched import launched

REPORTS = {
    "report.html": "text/html; charset=utf-8",
    "report.csv": "text/csv",
    "report.json": "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """The day whose results were compiled."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPublished:
    """The objects' keys."""

    keys: tuple[str, ...]


def report_key(day: str, name: str) -> str:
    """Where a file of the report is kept."""
    return f"reports/{day}/{name}"


def publish_report(
    command: PublishReport, *, store: Store, files: Objects, catalogues: Catalogues
) -> ReportPublished:
    """Run again, it writes the same files from the same results.

    Each revision is kept beside the newest: who quoted the first report can show it.
    """
    day, plan = launched(command.day, store)
    body = files.get(results_key(day.id))
    results = decode_results(body)
    written = {
        "report.html": report_html(results, plan.languages[0], catalogues.say).encode(),
        "report.csv": report_csv(results),
        "report.json": body,
    }
    for name, kind in REPORTS.items():
        files.put(report_key(day.id, name), written[name], kind)
        files.put(report_key(day.id, f"{results.revision}/{name}"), written[name], kind)
    return ReportPublished(keys=tuple(report_key(day.id, name) for name in REPORTS))
