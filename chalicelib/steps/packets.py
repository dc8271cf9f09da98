"""A packet's letter and its objects, the same for building and for delivering it."""

from collections.abc import Sequence

from chalicelib.domain.manifest import PacketFile, files_of
from chalicelib.domain.packet import Letter, build_letter
from chalicelib.domain.plan import Plan, Target
from chalicelib.domain.signatories import Difference
from chalicelib.domain.stories import Story
from chalicelib.errors import NotFoundError
from chalicelib.ports import Catalogues, Objects
from chalicelib.steps.freeze_counts import frozen_counts


def packet_key(day: str, trigger: str, target: str) -> str:
    """Where a packet's PDF is kept."""
    return f"packets/{day}/{trigger}/{target}.pdf"


def manifest_key(day: str, trigger: str, target: str) -> str:
    """Where its manifest is kept."""
    return f"packets/{day}/{trigger}/{target}.manifest.json"


def papers_of(day: str, trigger: str, target: str, files: Objects) -> tuple[PacketFile, ...]:
    """What goes with the letter: lists, testimonies. Raises NotFoundError before it was built."""
    return files_of(files.get(manifest_key(day, trigger, target)))[1:]


def sheet_key(day: str, trigger: str, target: str, number: int) -> str:
    """Where a part of its list of signatories is kept; the first is 1."""
    return f"packets/{day}/{trigger}/{target}.signatories-{number:03}.csv"


def book_key(day: str, trigger: str, target: str, number: int) -> str:
    """Where a part of its testimonies is kept; the first is 1."""
    return f"packets/{day}/{trigger}/{target}.testimonies-{number:03}.csv"


def printed_key(day: str, trigger: str, target: str, number: int) -> str:
    """Where the same part is kept as it is printed."""
    return f"packets/{day}/{trigger}/{target}.signatories-{number:03}.pdf"


def letter_of(
    plan: Plan,
    trigger: str,
    target: Target,
    files: Objects,
    catalogues: Catalogues,
    answer_url: str,
    since: Difference | None = None,
    stories: Sequence[Story] = (),
) -> Letter:
    """The letter with the counts as they were frozen. Raises NotFoundError before that."""
    counts = frozen_counts(plan.day, trigger, files)
    if counts is None:
        raise NotFoundError(f"frozen counts of {plan.day}, {trigger}")
    by, say = plan.triggers[trigger], catalogues.say
    return build_letter(plan, target, counts, by, counts.as_of, say, answer_url, since, stories)
