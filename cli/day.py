"""`tocsin launch|pause|resume|stop|close|reopen|status|tallies`."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from chalicelib import wiring
from chalicelib.domain.audits import Audit
from chalicelib.domain.days import Day
from chalicelib.domain.planfile.load import load_plan
from chalicelib.domain.totals import Totals, signatures
from chalicelib.errors import NotFoundError
from chalicelib.steps.launch_day import (
    SLOTS,
    close_day,
    launch_day,
    pause_day,
    reopen_day,
    resume_day,
)
from chalicelib.steps.steer_wave import Move, steer_wave
from cli.audience import known_people, stage_paces
from cli.instant import instant
from cli.invalidate import WHO
from cli.output import json_option, show, table


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slots", default=SLOTS, show_default=True, help="How finely tallies are cut.")
@json_option
def launch(file: Path, slots: int, as_json: bool) -> None:
    """Check the plan FILE against the stage's people and open its day.

    A wave that cannot end in time for them, or costs above the budget, is refused.
    """
    now, says = wiring.clock().now(), wiring.catalogues()
    paces = stage_paces()
    plan = load_plan(file.read_text(), str(file), now, says, people=known_people, paces=paces)
    day = launch_day(plan, store=wiring.store(), clock=wiring.clock(), slots=slots)
    show(day, as_json, f"{day.id} is open; the bell rings at the next tick")


wave_option = click.option("--wave", metavar="ASK", help="Only the wave of this ask.")


@click.command()
@click.argument("day")
@wave_option
@json_option
def pause(day: str, wave: str | None, as_json: bool) -> None:
    """Stop sending for DAY within a second; replies go on being answered."""
    if wave:
        _steered(day, wave, "pause", as_json)
    else:
        _said(wiring.call(pause_day, day), as_json)


@click.command()
@click.argument("day")
@wave_option
@json_option
def resume(day: str, wave: str | None, as_json: bool) -> None:
    """Go on sending for DAY."""
    if wave:
        _steered(day, wave, "resume", as_json)
    else:
        _said(wiring.call(resume_day, day), as_json)


@click.command()
@click.argument("day")
@click.option("--wave", metavar="ASK", required=True, help="The ask whose wave ends.")
@json_option
def stop(day: str, wave: str, as_json: bool) -> None:
    """End one wave of DAY for good; its replies go on being answered."""
    _steered(day, wave, "stop", as_json)


@click.command()
@click.argument("day")
@json_option
def close(day: str, as_json: bool) -> None:
    """Close DAY now: the next tick recounts and publishes the report."""
    _said(wiring.call(close_day, day), as_json)


@click.command()
@click.argument("day")
@click.option(
    "--until", type=instant, required=True, help="When it closes again, as an ISO instant."
)
@json_option
def reopen(day: str, until: datetime, as_json: bool) -> None:
    """Reopen the closed DAY: it counts and sends again until it closes, with a revised report.

    Nothing that was done is done again; the audit keeps that it was reopened.
    """
    vault, clock = wiring.vault(), wiring.clock()
    entry = Audit(id=vault.token()[-16:], day=day, at=clock.now(), who=WHO, act="reopen")
    _said(wiring.call(reopen_day, day, until, entry), as_json)


@click.command()
@click.argument("day", required=False)
@json_option
def status(day: str | None, as_json: bool) -> None:
    """Where DAY stands; without DAY, the days that are not over."""
    if day is None:
        days = wiring.store().open_days()
        rows = [("day", "state", "closes"), *((d.id, d.state, _at(d.closes)) for d in days)]
        show(days, as_json, table(rows) if days else "no day is open")
        return
    found = _status(day)
    show(found, as_json, _status_words(found))


@click.command()
@click.argument("day")
@json_option
def tallies(day: str, as_json: bool) -> None:
    """The counts of DAY, exact as of now."""
    totals = _totals(day)
    names = sorted({name for counts in totals.by_country.values() for name in counts})
    value = {"day": day, "as_of": totals.as_of, "totals": {n: totals.of(n) for n in names}}
    value["countries"] = totals.by_country
    rows = [(totals.of(name), name) for name in names]
    show(value, as_json, table(rows) if rows else "nothing is counted yet")


def _said(day: Day, as_json: bool) -> None:
    show(day, as_json, f"{day.id} is {day.state}, closes {_at(day.closes)}")


def _steered(day: str, wave: str, move: Move, as_json: bool) -> None:
    found = wiring.call(steer_wave, day, wave, move)
    show(found, as_json, f"{found.id}: the wave {wave} is {found.waves.get(wave, 'going out')}")


def _day(day: str) -> Day:
    found = wiring.store().day(day)
    if found is None:
        raise NotFoundError(f"no day {day}: `tocsin status` lists them")
    return found


def _totals(day: str) -> Totals:
    _day(day)
    return wiring.store().totals(day, wiring.clock().now())


def _status(day_id: str) -> dict[str, Any]:
    store, day = wiring.store(), _day(day_id)
    plan = store.plan(day.id, day.plan_version)
    return {
        "day": day,
        "signatures": signatures(plan, _totals(day.id)),
        "runs": sorted(store.runs(day.id), key=lambda run: run.started_at),
        "triggers": store.triggers(day.id),
        "deliveries": store.deliveries(day.id),
        "leaders": {leader.person: leader.state for leader in store.leaders(day.id)},
        "cases": store.cases(day.id),
    }


def _status_words(found: dict[str, Any]) -> str:
    day: Day = found["day"]
    parts = [f"{day.id}: {day.state}, {found['signatures']} signatures, closes {_at(day.closes)}"]
    for title, rows in (
        ("waves", sorted(day.waves.items())),
        ("runs", [(r.moment, r.attempt, r.state) for r in found["runs"]]),
        ("triggers", [(t.trigger, t.state) for t in found["triggers"]]),
        ("deliveries", [(d.trigger, d.target, d.state) for d in found["deliveries"]]),
        ("cases", [(c.kind, "open" if c.closed_at is None else "closed") for c in found["cases"]]),
    ):
        if rows:
            parts.append(f"\n{title}\n{table(rows)}")
    return "\n".join(parts)


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
