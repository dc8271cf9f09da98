"""What a person did, as their own record knows it: the states of their asks."""

from chalicelib.domain.asked import MENU, order_of
from chalicelib.domain.facts import fact_key
from chalicelib.domain.people import AskState, Person, ask_key
from chalicelib.domain.plan import Ask, Plan

DONE: tuple[AskState, ...] = ("signed", "pledged", "reported")


def counted_as(plan: Plan, ask: Ask) -> str:
    """The ask a fact is recorded under: every signature of a day under one petition."""
    signing = ask.does == "sign" and ask.name != MENU
    return order_of(plan).by_act["sign"][0].name if signing else ask.name


def state_of(person: Person, plan: Plan, ask: Ask) -> AskState | None:
    """What became of the ask, or of the one that it counts as."""
    return person.asks.get(ask_key(plan.day, counted_as(plan, ask)))


def done(person: Person, plan: Plan, ask: Ask) -> bool:
    """Whether the person did this act, on whatever ask or word."""
    return state_of(person, plan, ask) in DONE


def proof_of(plan: Plan, ask: Ask, person: str) -> str:
    """The key of the fact which, if proved, makes this ask pointless; empty if none does."""
    if ask.does == "report":
        return ""
    return fact_key(counted_as(plan, ask), "signed" if ask.does == "sign" else "pledged", person)


def last_act(person: Person, plan: Plan) -> Ask | None:
    """The act they spoke of last, if it stands: what "actually no" takes back."""
    live = person.live
    if live and live.answered and live.day == plan.day:
        asked = plan.asks.get(live.ask)
        if asked and done(person, plan, asked):
            return asked
    day, _, name = person.acted.partition("/")
    asked = plan.asks.get(name) if day == plan.day else None
    return asked if asked and done(person, plan, asked) else None
