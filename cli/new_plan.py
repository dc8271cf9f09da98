"""`tocsin plan new`: asks four things in a terminal, none elsewhere, and writes a plan."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import click

from chalicelib.domain.planfile import words
from chalicelib.domain.planfile.forms import FormError, local_date
from cli.instant import instant
from cli.plan_template import LEAST_AHEAD, Beginning, new_plan
from cli.ready_plan import moved_plan, ready_plans

T = TypeVar("T")


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--day", help="The day's own name, e.g. rivers-2027.")
@click.option("--organisation", help="Who signs the texts.")
@click.option("--languages", help="Codes with commas, the fallback first: fr,en.")
@click.option("--date", "on", help="The day of action, e.g. 2027-03-20.")
@click.option("--from", "ready", type=click.Choice(ready_plans()), help="Begin with a ready plan.")
@click.option("--at", type=instant, help="Write it as of that instant, not of now.")
def new_command(
    file: Path | None,
    day: str | None,
    organisation: str | None,
    languages: str | None,
    on: str | None,
    ready: str | None,
    at: datetime | None,
) -> None:
    """Write a plan to fill in: FILE, or a file named after the day.

    With --from it begins as one of the ready plans, moved to the week of --date or the next.
    """
    today = (at or datetime.now(UTC)).date()
    if ready:
        name = _asked("Name of the day", day, f"{ready}-{today.year}", words.day_id)
        moved = _asked("Date", on, str(today + timedelta(days=60)), _ahead_of(today))
        path = file or Path(f"{name}.yaml")
        _write(path, moved_plan(ready, name, moved, path))
        return
    beginning = Beginning(
        day=_asked("Name of the day", day, f"action-{today.year}", words.day_id),
        organisation=_asked("Organisation", organisation, "Our Name", words.not_blank),
        languages=_asked("Languages", languages, "en", _languages),
        date=_asked("Date", on, str(today + timedelta(days=21)), _ahead_of(today)),
    )
    path = file or Path(f"{beginning.day}.yaml")
    _write(path, new_plan(beginning, today, path))


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise click.ClickException(f"{path} is there already: choose another name")
    path.write_text(text, "utf-8")
    click.echo(f"{path}: written. Fill it in, then: tocsin plan check {path}")


def _asked(question: str, given: str | None, default: str, read: Callable[[str], T]) -> T:
    """The answer of the option, of the person at the terminal, or the default."""

    def reading(text: str) -> T:
        try:
            return read(text)
        except FormError as error:
            raise click.UsageError(str(error)) from error

    if given is not None or not sys.stdin.isatty():
        return reading(given or default)
    answer: T = click.prompt(question, default=default, value_proc=reading)
    return answer


def _languages(text: str) -> tuple[str, ...]:
    return tuple(words.language(code.strip()) for code in text.split(","))


def _ahead_of(today: date) -> Callable[[str], date]:
    def read(text: str) -> date:
        on = local_date(text)
        if on < today + LEAST_AHEAD:
            mend = f"choose {today + LEAST_AHEAD} or later"
            raise FormError(f"{on} leaves no week to prepare", mend)
        return on

    return read
