"""What is sent under a name: an ask of the plan, one of its reminders, or a notice."""

from chalicelib.domain.notices import RESULT, Notice, is_result, of_the_close, of_the_path
from chalicelib.domain.plan import Plan
from chalicelib.domain.runs import CLOSE
from chalicelib.domain.sendings import AskSending, NoticeSending, Sending
from chalicelib.domain.turns import notice_of, turn_named
from chalicelib.errors import NotFoundError
from chalicelib.ports import Store


def sending_of(plan: Plan, name: str, n: int, store: Store) -> Sending:
    """Text number `n` of the ask of that name, or else the notice. Raises NotFoundError for a
    result that no answer and no close has made."""
    if ask := plan.asks.get(name):
        return AskSending(plan, ask, n)
    notice = result_named(plan, name, store) if is_result(name) else of_the_path(plan, name)
    if notice is None:
        raise NotFoundError(f"day {plan.day} has no result {name}")
    return NoticeSending(plan, notice)


def result_named(plan: Plan, name: str, store: Store) -> Notice | None:
    """The result of that name, with the count that was frozen when it came about."""
    if name == RESULT:
        closes = (run for run in store.runs(plan.day) if run.moment == CLOSE)
        return next(map(of_the_close, closes), None)
    record = store.target(plan.day, name.split(".")[1])
    turn = turn_named(plan, record, name) if record else None
    return notice_of(turn) if turn else None
