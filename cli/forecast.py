"""The table of a plan's forecast: what each wave sends, costs, and when it ends."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.forecast.waves import Line, Wave, total
from chalicelib.domain.money import Money
from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import Checked
from chalicelib.domain.prices import SOURCE
from cli.output import table

HEAD = ("from", "wave", "sender", "language", "people", "each", "segments", "cost", "done")
DONE = "done at the pace that sender and worker reach"
UNKNOWN = "who is asked is not known: add `audience: {FR: 12000}`, or --people LIST"


def forecast_text(checked: Checked) -> str:
    """One row for each wave, sender and language with people in it; one for each text else."""
    plan = checked.draft
    if plan is None:
        return ""
    known = any(wave.people for wave in checked.waves)
    rows = [_row(plan, w, line) for w in checked.waves for line in w.lines if _shown(line, known)]
    segments = [f"{ask}: {n} {text}" for (ask, text), n in checked.segments.items()]
    return "\n".join([table([HEAD, *rows]), *segments, _foot(plan, checked, known)])


def forecast_value(checked: Checked) -> dict[str, Any] | None:
    """The same for programs; costs in units of the currency."""
    plan = checked.draft
    if plan is None:
        return None
    return {
        "audience": "counted" if checked.counted else "estimated",
        "currency": plan.currency,
        "cost": total(plan, checked.waves).micros / 1_000_000,
        "budget": plan.budget.micros / 1_000_000 if plan.budget else None,
        "prices": "yours" if plan.prices else SOURCE,
        "segments": [
            {"ask": ask, "segment": text, "people": n}
            for (ask, text), n in checked.segments.items()
        ],
        "waves": [_value(wave) for wave in checked.waves],
    }


def _shown(line: Line, known: bool) -> bool:
    return bool(line.people) if known else True


def _row(plan: Plan, wave: Wave, line: Line) -> tuple[object, ...]:
    name = f"{wave.ask} reminder {wave.n}" if wave.n else wave.ask
    cost = Money(line.micros, plan.currency)
    sender = f"{wave.sender} {wave.kind}"
    ends = _local(plan, wave.ends) if wave.ends else "never" if wave.left else ""
    counts = (line.language, line.people, line.each, line.segments)
    return (_local(plan, wave.starts), name, sender, *counts, cost, ends)


def _foot(plan: Plan, checked: Checked, known: bool) -> str:
    if not known:
        return UNKNOWN
    cost, budget = total(plan, checked.waves), plan.budget
    spent = f"{cost} in all" + (f", of {budget}" if budget else "")
    people = "people as counted" if checked.counted else "at most, by the plan's `audience`"
    prices = "your prices" if plan.prices else SOURCE
    return f"{spent}; {people}; reminders go to all; {prices}; {DONE}; times in {plan.zone}"


def _local(plan: Plan, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(plan.zone)):%Y-%m-%d %H:%M}"


def _value(wave: Wave) -> dict[str, Any]:
    lines = [
        {
            "language": line.language,
            "people": line.people,
            "segments_each": line.each,
            "segments": line.segments,
            "cost": line.micros / 1_000_000,
        }
        for line in wave.lines
    ]
    return {
        "ask": wave.ask,
        "n": wave.n,
        "sender": wave.sender,
        "kind": wave.kind,
        "pace": round(wave.pace, 3),
        "starts": wave.starts.isoformat(),
        "until": wave.until.isoformat(),
        "ends": wave.ends.isoformat() if wave.ends else None,
        "segments_left": wave.left,
        "people": wave.people,
        "texts": lines,
    }
