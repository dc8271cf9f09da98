"""Who is told a result: those who acted, as the facts of the day know them. Pure."""

from collections.abc import Callable, Mapping

from chalicelib.domain.facts import Fact
from chalicelib.domain.notices import Notice
from chalicelib.domain.plan import Plan, Told
from chalicelib.domain.results import ACTS


def is_told(plan: Plan, notice: Notice, fact: Fact) -> bool:
    """Whether whoever did this is told.

    An answer goes to all whom the plan tells, of its own country where the target answers for one;
    the close's own result to those who hosted.
    """
    target = plan.targets.get(notice.target)
    if fact.state != "counted" or (target and target.country not in ("", fact.country)):
        return False
    groups = plan.tell if notice.target else ("hosts",)
    return any(_DID[group](plan, fact) for group in groups)


def _hosted(plan: Plan, fact: Fact) -> bool:
    ask = plan.asks.get(fact.ask)
    said_yes = fact.kind == "pledged" and ask is not None and ask.does == "host"
    return said_yes or fact.kind in ("hosted", "reported")


_DID: Mapping[Told, Callable[[Plan, Fact], bool]] = {
    "signers": lambda plan, fact: fact.kind == "signed",
    "hosts": _hosted,
    "participants": lambda plan, fact: fact.kind in ACTS,
}
