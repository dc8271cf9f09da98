"""What a target leaves undone: no answer after a delivery, a promise past its day. Pure."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.cases import Case
from chalicelib.domain.commitments import overdue
from chalicelib.domain.deliveries import ARRIVED
from chalicelib.domain.sight import Sight
from chalicelib.domain.targets import TargetRecord


def silences(sight: Sight) -> Iterator[Case]:
    """The cases that a target's silence opens; the same silence opens one."""
    records = {record.target: record for record in sight.targets}
    for target, trigger, since in _delivered(sight):
        if _silent(sight, target, since, records.get(target)):
            yield Case(
                id=f"silent.{target}",
                day=sight.day.id,
                kind="target_silent",
                opened_at=sight.now,
                detail=f"{target}: no answer to {trigger}",
            )
    for record in sight.targets:
        yield from _overdue(record, sight.now)


def _delivered(sight: Sight) -> Iterator[tuple[str, str, datetime]]:
    """(target, trigger, since when it has the packet). Not one whose mail came back."""
    for delivery in sight.deliveries:
        since = delivery.handed_at or delivery.sent_at
        if delivery.state in ARRIVED and since:
            yield delivery.target, delivery.trigger, since


def _silent(sight: Sight, target: str, since: datetime, record: TargetRecord | None) -> bool:
    known = sight.plan.targets.get(target)
    if known is None or known.silence is None or (record and record.answers):
        return False
    return sight.now >= since + known.silence


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
