"""`tocsin plan`: write a new plan, check one, print the schema for editors."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.planfile.load import Checked, People, check_plan
from chalicelib.domain.texts import Says
from chalicelib.errors import NotFoundError
from cli.audience import of_list, of_stage, stage_paces
from cli.forecast import forecast_text, forecast_value
from cli.instant import instant
from cli.new_plan import new_command
from cli.output import json_option, show
from cli.plan_template import SCHEMA
from cli.rehearse import rehearsal_text, rehearsal_value
from cli.schema import schema_text
from cli.stage import enter

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PEOPLE = click.option("--people", type=_FILE, help="Count the audience in that list (CSV).")
_COUNTRY = click.option(
    "--country", default="", help="Country of that list's numbers without a prefix."
)
_STAGE = click.option(
    "--stage", is_flag=True, help="Count the stage's people, at its senders' pace."
)


@click.group("plan")
def plan() -> None:
    """Write and check plans."""


plan.add_command(new_command)


@plan.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--at", type=instant, help="Check as of that instant, not of now.")
@_PEOPLE
@_COUNTRY
@_STAGE
@click.pass_obj
def check_command(
    catalogues: Says | None,
    file: Path,
    as_json: bool,
    at: datetime | None,
    people: Path | None,
    country: str,
    stage: bool,
) -> None:
    """Say every mistake of FILE, its place and its mend, and what its waves send and cost.

    Exit code 1 when a mistake is an error. Costs are estimates.
    """
    checked = _checked(catalogues, file, at, _people(people, country, stage), stage)
    click.echo(_as_json(file, checked) if as_json else _as_lines(file, checked))
    sys.exit(0 if checked.plan else 1)


@plan.command("rehearse")
@click.argument("file", type=_FILE)
@json_option
@click.option("--at", type=instant, help="Rehearse as of that instant, not of now.")
@_PEOPLE
@_COUNTRY
@_STAGE
@click.pass_obj
def rehearse_command(
    catalogues: Says | None,
    file: Path,
    as_json: bool,
    at: datetime | None,
    people: Path | None,
    country: str,
    stage: bool,
) -> None:
    """Walk through the day of FILE on paper: when what happens, to how many, for how much.

    Nothing is sent and no stage is needed. Exit code 1 where the plan has a mistake.
    """
    checked = _checked(catalogues, file, at, _people(people, country, stage), stage)
    if checked.plan is None:
        raise click.ClickException(f"{file}: {_verdict(checked)}: `tocsin plan check {file}`")
    value = rehearsal_value(checked.plan, checked.waves)
    show(value, as_json, rehearsal_text(checked.plan, checked.waves))


@plan.command("schema")
@click.option("--write", is_flag=True, help=f"Write it to plans/{SCHEMA.name}.")
def schema_command(write: bool) -> None:
    """Print the JSON Schema of plans, for editors."""
    if write:
        SCHEMA.write_text(schema_text(), "utf-8")
    else:
        click.echo(schema_text(), nl=False)


def _people(file: Path | None, country: str, stage: bool) -> People | None:
    """Whom the plan is checked against, if anybody was named."""
    if stage:
        enter()
    if file:
        return lambda: of_list(file, country)
    return of_stage if stage else None


def _checked(
    catalogues: Says | None, file: Path, at: datetime | None, people: People | None, stage: bool
) -> Checked:
    """As of now, and at the pace of the stage's senders, unless told otherwise."""
    now, says = at or datetime.now(UTC), catalogues or _ours()
    paces = stage_paces() if stage else None
    return check_plan(_text(file), str(file), now, says, people=people, paces=paces)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file}: not UTF-8: save it as UTF-8") from error


def _ours() -> Says:
    """The project's catalogues, compiled."""
    catalogues = GettextCatalogues()
    try:
        catalogues.vocabulary("en")
    except NotFoundError as error:
        raise click.ClickException(str(error)) from error
    return catalogues


def _as_lines(file: Path, checked: Checked) -> str:
    lines = [str(problem) for problem in checked.problems]
    parts = [*lines, f"{file}: {_verdict(checked)}", forecast_text(checked)]
    return "\n".join(part for part in parts if part)


def _verdict(checked: Checked) -> str:
    errors = sum(problem.severity == "error" for problem in checked.problems)
    if checked.plan:
        return f"may be launched; closes {checked.plan.closes:%Y-%m-%d %H:%M} UTC"
    return f"{errors} mistake{'s' if errors > 1 else ''} to mend"


def _as_json(file: Path, checked: Checked) -> str:
    problems = [asdict(problem) for problem in checked.problems]
    return json.dumps(
        {
            "file": str(file),
            "ok": checked.plan is not None,
            "problems": problems,
            "forecast": forecast_value(checked),
        },
        ensure_ascii=False,
        indent=2,
    )
