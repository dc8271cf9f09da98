"""The ladder: which ask comes next for a person, and who may be put which ask."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.acts import done, proof_of
from chalicelib.domain.asked import MENU, MOST_ON_A_MENU, menu_of, order_of
from chalicelib.domain.audience import fits
from chalicelib.domain.copies import changed
from chalicelib.domain.messages import Message
from chalicelib.domain.people import AskState, LiveAsk, Person, ask_key
from chalicelib.domain.plan import Ask, Level, Plan

FROM_HOME = ("share", "write", "call", "give", "sign", "testify")
"""Acts that nobody needs to go out for."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What nobody is asked for any more: the keys of facts that another channel proved, and the
    names of asks that ended before their time."""

    proved: Collection[str] = ()
    ended: Collection[str] = ()


NOTHING = Spent()


def next_ask(
    plan: Plan, person: Person, after: Ask, at: datetime, spent: Spent = NOTHING
) -> Ask | None:
    """The next step down after a "no", open now, fit for them and never put to them before.

    After an urgent ask: the next level. After an event: what can be done from home, then the
    menu. After the menu nothing.
    """
    if after.level == Level.EVENTS:
        home = (ask for ask in _from_home(plan, after) if _may_offer(plan, person, ask, at, spent))
        return next(home, None) or _menu(plan, person, at, spent)
    if after.level == Level.MENU:
        return None if after.name == MENU else _menu(plan, person, at, spent)
    following = _open(plan, person, at, spent, after.level)
    return _or_menu(next(following, None), plan, person, at, spent)


def first_ask(plan: Plan, person: Person, at: datetime, spent: Spent = NOTHING) -> Ask | None:
    """The most urgent ask that is open for them now."""
    return _or_menu(next(_open(plan, person, at, spent), None), plan, person, at, spent)


def offer(plan: Plan, person: Person, ask: Ask, at: datetime) -> tuple[Person, Message]:
    """The person with that ask live, and the record of an ask that travels in an answer."""
    names = ask.answers if ask.name == MENU else ()
    live = LiveAsk(
        day=plan.day, ask=ask.name, level=ask.level, asked_at=at, until=ask.until, options=names
    )
    put: dict[str, AskState] = {ask_key(plan.day, name): "asked" for name in (ask.name, *names)}
    message = Message(
        person=person.id,
        day=plan.day,
        ask=ask.name,
        n=0,
        claimed_at=at,
        status="sent",
        in_answer=True,
    )
    return changed(person, live=live, asks={**person.asks, **put}), message


def offered(plan: Plan, ask: Ask) -> tuple[Ask, ...]:
    """The asks of the plan that this one puts: itself, or those on the menu."""
    return tuple(plan.asks[name] for name in ask.answers) if ask.name == MENU else (ask,)


def _open(plan: Plan, person: Person, at: datetime, spent: Spent, above: int = 0) -> Iterator[Ask]:
    """Most urgent first; those put before are passed over by their key alone."""
    put = person.asks
    for key, ask in order_of(plan).by_level:
        if key not in put and ask.level > above and _may_offer(plan, person, ask, at, spent):
            yield ask


def _from_home(plan: Plan, after: Ask) -> Iterator[Ask]:
    """First what the text itself named, then what else the lower levels have."""
    for name in after.answers:
        if name in plan.asks and plan.asks[name].does in FROM_HOME:
            yield plan.asks[name]
    lower = (ask for _, ask in order_of(plan).by_level if ask.level > after.level)
    yield from (ask for ask in lower if ask.does in FROM_HOME)


def _or_menu(ask: Ask | None, plan: Plan, person: Person, at: datetime, spent: Spent) -> Ask | None:
    """Where only the menu is left, all that it has at once."""
    return _menu(plan, person, at, spent) if ask and ask.level == Level.MENU else ask


def _menu(plan: Plan, person: Person, at: datetime, spent: Spent) -> Ask | None:
    """One ask of the menu as itself; several as a numbered list, each act once."""
    acts: dict[str, Ask] = {}
    for ask in _open(plan, person, at, spent, Level.EVENTS):
        acts.setdefault(ask.does, ask)
    several = list(acts.values())[:MOST_ON_A_MENU]
    if len(several) < 2 or MENU in plan.asks:
        return several[0] if several else None
    return menu_of(plan, (ask.name for ask in several))


def _may_offer(plan: Plan, person: Person, ask: Ask, at: datetime, spent: Spent) -> bool:
    return (
        ask_key(plan.day, ask.name) not in person.asks
        and ask.name not in spent.ended
        and not ask.after
        and (ask.send is None or ask.send <= at)
        and at < ask.until
        and not done(person, plan, ask)
        and fits(ask.who, person)
        and proof_of(plan, ask, person.id) not in spent.proved
    )
