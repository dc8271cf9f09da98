"""What is sent under a name: an ask of the plan, one of its reminders, or a notice."""

from chalicelib.domain.notices import of_the_path
from chalicelib.domain.plan import Plan
from chalicelib.domain.sendings import AskSending, NoticeSending, Sending
from chalicelib.ports import Store


def sending_of(plan: Plan, name: str, n: int, store: Store) -> Sending:
    """Text number `n` of the ask of that name, or else the notice."""
    ask = plan.asks.get(name)
    return AskSending(plan, ask, n) if ask else NoticeSending(plan, of_the_path(plan, name))
