"""What targets answered, opened for the petition page: it was said in public."""

from collections.abc import Iterable

from chalicelib.domain.plan import Plan
from chalicelib.domain.targets import TargetRecord, demands_of, last_answer, words_of
from chalicelib.pages.petition_page import ShownAnswer
from chalicelib.ports import Vault
from chalicelib.steps.answer_target import seal_owner


def shown_answers(
    plan: Plan, targets: Iterable[TargetRecord], *, vault: Vault
) -> list[ShownAnswer]:
    """Each target's newest answer to each demand, the newest first."""
    found = [_shown(record, demand, vault) for record in targets for demand in demands_of(plan)]
    answers = [answer for answer in found if answer]
    return sorted(answers, key=lambda answer: answer.at, reverse=True)


def _shown(record: TargetRecord, demand: str, vault: Vault) -> ShownAnswer | None:
    answer = last_answer(record, demand)
    if answer is None:
        return None
    owner, words = seal_owner(record.day, record.target), words_of(record, demand)
    return ShownAnswer(
        target=record.target,
        name=vault.open(record.name, owner) if record.name else "",
        demand=demand,
        stance=record.stances.get(demand, answer.stance),
        at=answer.at,
        text=vault.open(words, owner) if words else "",
    )
