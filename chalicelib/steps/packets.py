"""A packet's letter and its object, the same for building and for delivering it."""

from chalicelib.domain.packet import Letter, build_letter
from chalicelib.domain.plan import Plan, Target
from chalicelib.errors import NotFoundError
from chalicelib.ports import Catalogues, Objects
from chalicelib.steps.freeze_counts import frozen_counts


def packet_key(day: str, trigger: str, target: str) -> str:
    """Where a packet's PDF is kept."""
    return f"packets/{day}/{trigger}/{target}.pdf"


def letter_of(
    plan: Plan,
    trigger: str,
    target: Target,
    files: Objects,
    catalogues: Catalogues,
    answer_url: str,
) -> Letter:
    """The letter with the counts as they were frozen. Raises NotFoundError before that."""
    counts = frozen_counts(plan.day, trigger, files)
    if counts is None:
        raise NotFoundError(f"frozen counts of {plan.day}, {trigger}")
    return build_letter(
        plan, target, counts, plan.triggers[trigger], counts.as_of, catalogues.say, answer_url
    )
