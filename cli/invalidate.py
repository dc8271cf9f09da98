"""`tocsin invalidate`: signatures taken out of the count by what they have in common."""

from dataclasses import asdict

import click

from chalicelib import wiring
from chalicelib.domain.reviews import Criteria, Preview
from chalicelib.errors import NotFoundError
from chalicelib.steps.review_criteria import read_criteria, review_id
from chalicelib.steps.review_facts import (
    Review,
    Reviewed,
    apply_review,
    preview_review,
    undo_review,
)
from cli.output import json_option, show, table

WHO = "command line"


@click.command()
@click.argument("day")
@click.option(
    "--criteria", multiple=True, metavar="NAME=VALUE", help="network=, domain=, since=, …"
)
@click.option("--preview", "only_preview", is_flag=True, help="Show what it would do; do nothing.")
@click.option("--undo", metavar="ID", help="Put back what the review ID took out.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def invalidate(
    day: str,
    criteria: tuple[str, ...],
    only_preview: bool,
    undo: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Take signatures of DAY out of the count by criteria, all of which must hold.

    Criteria: network (198.51.100.0/24, or an address in it), domain (of the mail address), since,
    until (2027-03-20T14:00+01:00), channel (sms, web, link), country (FR, unknown), why (a reason
    for which they are held). The same criteria again go on where they were cut off.
    """
    if undo:
        _told(
            wiring.call(undo_review, Review(day=day, id=undo, who=WHO, act="undo_review")),
            "put back",
            as_json,
        )
        return
    try:
        criteria_ = _criteria(day, criteria)
    except ValueError as mistake:
        raise click.BadParameter(str(mistake), param_hint="--criteria") from None
    found = wiring.call(preview_review, day, criteria_, "invalid")
    if only_preview or not found.facts:
        show(asdict(found), as_json, _words(found))
        return
    if not yes:
        click.confirm(f"{_words(found)}\nTake them out?", abort=True)
    review = Review(day=day, id=review_id(day, criteria), who=WHO, act="invalidate")
    _told(wiring.call(apply_review, review, criteria_, "invalid"), "taken out", as_json)


def _criteria(day_id: str, written: tuple[str, ...]) -> Criteria:
    day = wiring.store().day(day_id)
    if day is None:
        raise NotFoundError(f"no day {day_id}: `tocsin status` lists them")
    plan = wiring.store().plan(day.id, day.plan_version)
    return read_criteria(written, day, plan, wiring.clock().now(), wiring.vault())


def _words(found: Preview) -> str:
    if not found.facts:
        return f"no signature is like that; {found.before} count"
    rows = [
        *((n, f"are {state}") for state, n in found.states.items()),
        *((n, f"by {channel}") for channel, n in found.channels.items()),
        *((n, country) for country, n in found.countries.items()),
    ]
    total = f"{found.facts} signatures; the count goes from {found.before} to {found.after}"
    return f"{total}\n{table(rows)}"


def _told(done: Reviewed, what: str, as_json: bool) -> None:
    left = f"; {done.left} moved meanwhile: run it again" if done.left else ""
    undo = f"; to put them back: --undo {done.id}" if what == "taken out" else ""
    show(asdict(done), as_json, f"{done.moved} {what}{left}{undo}")
