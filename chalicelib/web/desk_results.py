"""What the desk shows of results: which go out, when, to how many they went; names and counts."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from chalicelib.domain.days import Day
from chalicelib.domain.notices import NEWS_FOR, Notice, of_the_close
from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import CLOSE, Run
from chalicelib.domain.targets import TargetRecord
from chalicelib.domain.turns import notice_of, to_tell, turns


def results(
    day: Day, plan: Plan, records: Iterable[TargetRecord], runs: Sequence[Run]
) -> list[dict[str, Any]]:
    """Those of a plan that tells somebody, the newest first."""
    if not plan.tell:
        return []
    waves: dict[str, list[Run]] = {}
    for run in runs:
        waves.setdefault(run.input.get("ask", ""), []).append(run)
    notices = [*_of_targets(plan, records, waves), *_of_the_close(plan, runs)]
    shown = [_shown(day, notice, waves.get(notice.name, ())) for notice in notices]
    return sorted(shown, key=lambda each: (each["goes_at"], each["name"]), reverse=True)


def _of_targets(
    plan: Plan, records: Iterable[TargetRecord], begun: Collection[str]
) -> Iterator[Notice]:
    for record in records:
        if newest := to_tell(plan, record, begun):
            yield newest
        replaced = [turn for turn in turns(plan, record) if turn.name in begun]
        yield from (notice_of(turn) for turn in replaced if not newest or turn.name != newest.name)


def _of_the_close(plan: Plan, runs: Iterable[Run]) -> Iterator[Notice]:
    closes = (of_the_close(run) for run in runs if run.moment == CLOSE)
    yield from (notice for notice in closes if notice and "hosts" in plan.tell)


def _shown(day: Day, notice: Notice, waves: Sequence[Run]) -> dict[str, Any]:
    """`waiting` are those whom the last run of each sender left to a later opening."""
    last = {run.input.get("sender", ""): run.outcome for run in _in_order(waves)}
    return {
        "name": notice.name,
        "target": notice.target,
        "says": notice.says.partition(".")[2] or "close",
        "goes_at": notice.until - NEWS_FOR,
        "wave": "outdated" if notice.name in day.ended else day.waves.get(notice.name, "going"),
        "told": sum(run.outcome.get("counts", {}).get("sent", 0) for run in waves),
        "waiting": sum(outcome.get("waiting", 0) for outcome in last.values()),
    }


def _in_order(waves: Sequence[Run]) -> list[Run]:
    return sorted(waves, key=lambda run: run.started_at)
