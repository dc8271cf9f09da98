"""Which of a target's answers are told to those who acted, and which word the text has for them.

A *turn* is an answer after which the target stands elsewhere than before, all its demands taken
together: the same stance in other words is none, so nobody is told the same thing twice. Only the
newest turn is told; one that was never told is not taken back in a text either. `revising` is a
turn and is not told: it is not won yet, and not refused any more.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from chalicelib.domain.notices import NEWS_FOR, RESULT, Notice
from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import CONCEDED, Stance, TargetRecord, demands_of, stance_after

Standing = Stance | Literal["partly"]
"""`partly`: it has given some of what is demanded, and not all."""

TOLD: tuple[Standing, ...] = (
    *("committed", "partly", "kept", "answered", "refused", "no_move", "reversed"),
)
HELD_FOR = timedelta(minutes=15)
"""How long an answer waits before it is told: for a slip to be mended, or a human to stop it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`number` is that of the answer that made it; `signed` how many had signed by then."""

    target: str
    number: int
    standing: Standing
    at: datetime
    signed: int

    @property
    def name(self) -> str:
        """What its notice is claimed under."""
        return f"{RESULT}.{self.target}.{self.number}"


def turns(plan: Plan, record: TargetRecord) -> Iterator[Turn]:
    """The answers that moved the target, oldest first."""
    stances: dict[str, Stance] = {}
    before: Standing | None = None
    for answer in record.answers:
        stances[answer.demand] = stance_after(stances, answer)
        standing = _standing(plan, stances, stances[answer.demand])
        if standing != before:
            yield Turn(
                target=record.target,
                number=answer.number,
                standing=standing,
                at=answer.at,
                signed=answer.signed,
            )
        before = standing


def to_tell(plan: Plan, record: TargetRecord, begun: Collection[str]) -> Notice | None:
    """The notice of the newest turn, if it is told; `begun` are the notices that went to anyone.

    Who moved without being asked is not told by text: the petition page has it.
    """
    if not plan.tell or record.target not in plan.targets:
        return None
    made = list(turns(plan, record))
    if not made or made[-1].standing not in TOLD:
        return None
    last = made[-1]
    unheard = last.standing == "reversed" and made[-2].name not in begun if made[1:] else False
    return None if unheard else notice_of(last)


def notice_of(turn: Turn) -> Notice:
    """The text that tells it."""
    return Notice(
        name=turn.name,
        says=f"{RESULT}.{turn.standing}",
        until=turn.at + HELD_FOR + NEWS_FOR,
        target=turn.target,
        signed=turn.signed,
    )


def turn_named(plan: Plan, record: TargetRecord, name: str) -> Turn | None:
    """The turn whose notice has that name."""
    return next((turn for turn in turns(plan, record) if turn.name == name), None)


def outdated(plan: Plan, records: Iterable[TargetRecord]) -> set[str]:
    """The notices of turns that a later one has replaced: nobody is told them any more."""
    if not plan.tell:
        return set()
    return {turn.name for record in records for turn in list(turns(plan, record))[:-1]}


def _standing(plan: Plan, stances: Mapping[str, Stance], newest: Stance) -> Standing:
    demands = demands_of(plan)
    given = [stances[demand] for demand in demands if stances.get(demand) in CONCEDED]
    if not given:
        return newest
    if len(given) < len(demands):
        return "partly"
    return "kept" if all(stance == "kept" for stance in given) else "committed"
