"""What a target leaves undone: no answer after a delivery, a promise past its day. Pure."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.cases import Case
from chalicelib.domain.commitments import overdue
from chalicelib.domain.runs import Run
from chalicelib.domain.sight import Sight
from chalicelib.domain.targets import HANDED, TargetRecord


def silences(sight: Sight) -> Iterator[Case]:
    """The cases that a target's silence opens; the same silence opens one."""
    records = {record.target: record for record in sight.targets}
    for run in sight.runs.values():
        for target in _delivered(run):
            if _silent(sight, run, target, records.get(target)):
                yield Case(
                    id=f"silent.{target}",
                    day=sight.day.id,
                    kind="target_silent",
                    opened_at=sight.now,
                    detail=f"{target}: no answer to {run.moment}",
                )
    for record in sight.targets:
        yield from _overdue(record, sight.now)


def _delivered(run: Run) -> Iterator[str]:
    if run.workflow == "deliver_petition":
        outcomes = run.outcome.get("deliveries", {})
        yield from (target for target, outcome in outcomes.items() if outcome in HANDED)


def _silent(sight: Sight, run: Run, target: str, record: TargetRecord | None) -> bool:
    known = sight.plan.targets.get(target)
    if known is None or known.silence is None or (record and record.answers):
        return False
    return run.finished_at is not None and sight.now >= run.finished_at + known.silence


def _overdue(record: TargetRecord, now: datetime) -> Iterator[Case]:
    for commitment in overdue(record.commitments, now):
        yield Case(
            id=f"promise.{record.target}.{commitment.name}",
            day=record.day,
            kind="commitment_due",
            opened_at=now,
            detail=f"{record.target}: {commitment.name}, "
            f"{len(commitment.proofs)} of {commitment.times} proved",
        )
