"""Which ask a reply answers, what it says to it, and why: the reason a coordinator reads."""

from dataclasses import dataclass, replace
from typing import Literal

from chalicelib.domain.acts import done, last_act
from chalicelib.domain.people import Person, ask_key
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.replies import Intent, IntentKind

Meaning = Literal["accept", "no", "later", "report", "take_back", "unclear"]
RESERVED = ("accept", "no", "later", "number")


@dataclass(frozen=True, slots=True)
class Attribution:
    """`ask` is None where nothing can be said to be answered.

    `instead` is the act that they take back because their mind changed to this answer.
    """

    ask: Ask | None
    meaning: Meaning
    reason: str
    instead: Ask | None = None


def attribute(person: Person, plan: Plan, intent: Intent) -> Attribution:
    """Numbers and plain words go to the live ask; an act's word goes to the ask of that act.

    A "no" to what was done takes it back, while it is the last thing talked about.
    """
    if intent.kind == "changed":
        return _by_change(person, plan, intent)
    found = _attributed(person, plan, intent)
    if found.meaning == "no" and found.ask and _stands(person, plan, found.ask):
        return replace(found, meaning="take_back")
    return found


def _stands(person: Person, plan: Plan, ask: Ask) -> bool:
    """Whether the live ask is this one, answered, and done."""
    live = person.live
    return bool(live and live.answered and live.ask == ask.name and done(person, plan, ask))


def _by_change(person: Person, plan: Plan, intent: Intent) -> Attribution:
    """ "Actually no" takes the last act back; "actually 2" says another thing instead."""
    last = last_act(person, plan)
    if last and intent.word in ("", "no", "later"):
        return Attribution(last, "take_back", f"changed their mind about {last.name}")
    found = attribute(person, plan, _said_now(intent))
    other = found.meaning in ("accept", "report") and found.ask is not last
    return replace(found, instead=last) if other else found


def _said_now(intent: Intent) -> Intent:
    """What they say now, as if they had said it at first."""
    plain: dict[str, IntentKind] = {
        "": "unclear",
        "no": "no",
        "accept": "accept",
        "later": "later",
        "number": "number",
    }
    kind = plain.get(intent.word, "act")
    return Intent(kind=kind, number=intent.number, word=intent.word if kind == "act" else "")


def _attributed(person: Person, plan: Plan, intent: Intent) -> Attribution:
    live = _live(person, plan)
    if intent.kind == "act":
        return _by_word(person, plan, live, intent.word)
    if live is None:
        return Attribution(None, "unclear", "no live ask")
    if intent.kind == "number":
        return _by_number(person, plan, live, intent.number)
    if intent.kind in ("no", "later") or (intent.kind == "accept" and "accept" in live.answers):
        return Attribution(
            live, _plain(intent.kind), f"plain {intent.kind} to the live ask {live.name}"
        )
    return Attribution(live, "unclear", f"not understood, live ask {live.name}")


def _plain(kind: str) -> Meaning:
    return "accept" if kind == "accept" else "no" if kind == "no" else "later"


def _live(person: Person, plan: Plan) -> Ask | None:
    if person.live is None or person.live.day != plan.day:
        return None
    return plan.asks.get(person.live.ask)


def _by_number(person: Person, plan: Plan, live: Ask, number: int) -> Attribution:
    if live.answers == ("number",):
        return Attribution(live, "report", f"a number, which the live ask {live.name} expects")
    if person.live and person.live.answered and person.live.chosen == number:
        return Attribution(live, "accept", f"answer {number} again, which chose {live.name}")
    if not 1 <= number <= len(live.answers):
        counting = plan.asks.get(person.suspended.ask) if person.suspended else None
        if counting and counting.answers == ("number",):
            return Attribution(counting, "report", f"a number that only {counting.name} expects")
        return Attribution(live, "unclear", f"no answer {number} to the live ask {live.name}")
    answer = live.answers[number - 1]
    reason = f"answer {number} ({answer}) to the live ask {live.name}"
    if answer == "accept":
        return Attribution(live, "accept", reason)
    if answer in ("no", "later"):
        return Attribution(live, _plain(answer), reason)
    return Attribution(plan.asks[answer], "accept", reason)


def _by_word(person: Person, plan: Plan, live: Ask | None, act: str) -> Attribution:
    offered = [plan.asks[name] for name in live.answers if name not in RESERVED] if live else []
    put = [ask for ask in plan.asks.values() if ask_key(plan.day, ask.name) in person.asks]
    for where, asks in (
        ("the live ask", [live] if live else []),
        ("an answer of the live ask", offered),
        ("an ask put to them before", put),
        ("an ask of the plan", list(plan.asks.values())),
    ):
        for ask in asks:
            if ask.does == act:
                return Attribution(ask, "accept", f"the word for {act} names {ask.name}, {where}")
    return Attribution(live, "unclear", f"nothing in the plan asks to {act}")
