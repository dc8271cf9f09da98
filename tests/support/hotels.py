"""A day that asks Westin to stop, its signers, and what Westin answers: for tests of results."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import TargetRecord
from chalicelib.steps.answer_target import TargetAnswer, answer_target
from tests.support.plans import CLOSES, DAY, SIGN, plan, target
from tests.support.stage import Stage

START = datetime(2027, 3, 16, 10, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SIGNER = "+447700900{:03}"
"""The numbers of the people whom `signers` adds."""


def hotels(**differs: Any) -> Plan:
    """Westin is asked to stop, and whoever signed is told what it answers."""
    sign = replace(SIGN, send=START, about=("westin",), nudges=(), until=CLOSES)
    westin = target(name="westin", names={"en": "Westin", "fr": "le Westin"})
    return plan(sign, **{"targets": {"westin": westin}, "tell": ("signers",), **differs})


def signers(stage: Stage, count: int, **known: Any) -> list[str]:
    """So many people who are asked and sign."""
    numbers = [SIGNER.format(len(stage.carrier.sent) + n) for n in range(count)]
    for number in numbers:
        stage.add(number, **known)
    stage.tick_until_quiet()
    for number in numbers:
        stage.text(number, "1")
    return numbers


def launched(stage: Stage, count: int = 2, **differs: Any) -> list[str]:
    stage.launch(hotels(**differs))
    return signers(stage, count)


def answer(stage: Stage, stance: str, to: str = "westin", **more: Any) -> TargetRecord:
    said = TargetAnswer(day=DAY, target=to, stance=stance, **more)  # type: ignore[arg-type]
    record: TargetRecord = stage.call(answer_target, said)
    return record


def told(stage: Stage) -> list[str]:
    """The results that went out, each text by what it is called."""
    names = (text.message_id.split("~")[2] for text in stage.carrier.sent)
    return [name for name in names if name.startswith("result")]
