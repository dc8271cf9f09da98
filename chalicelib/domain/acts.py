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
    """Their last act, if it stands, else that of the live ask: what "actually no" takes back."""
    live = person.live
    acted = live.ask if live and live.answered and live.day == plan.day else ""
    day, _, last = person.acted.partition("/")
    named = (last if day == plan.day else "", acted)
    asked = (plan.asks[name] for name in named if name in plan.asks)
    return next((ask for ask in asked if done(person, plan, ask)), None)
