"""Which ask a reply answers, what it says to it, and why (`reasons`)."""

from typing import Literal, NamedTuple

from chalicelib.domain.acts import done, last_act
from chalicelib.domain.asked import menu_of, order_of
from chalicelib.domain.people import LiveAsk, Person, ask_key
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.reasons import why
from chalicelib.domain.replies import Intent, IntentKind

Meaning = Literal["accept", "no", "later", "report", "take_back", "unclear"]


class Attribution(NamedTuple):
    """`ask` is None where nothing can be said to be answered.

    `instead` is the act that they take back because their mind changed to this answer.
    """

    ask: Ask | None
    meaning: Meaning
    reason: str
    instead: Ask | None = None


NOTHING_ASKED = Attribution(None, "unclear", why("no_live_ask"))


def attribute(person: Person, plan: Plan, intent: Intent) -> Attribution:
    """Numbers and plain words go to the live ask; an act's word goes to the ask of that act.

    A "no" where nothing waits for an answer takes back what they did last.
    """
    if intent.kind == "changed":
        return _by_change(person, plan, intent)
    found = _attributed(person, plan, intent)
    if found.meaning == "no" and found.ask and _answered_already(person, plan, found.ask):
        return _taken_back(person, plan, intent, found, found.ask)
    return found


def _answered_already(person: Person, plan: Plan, ask: Ask) -> bool:
    live = person.live
    return bool(live and live.answered and (live.day, live.ask) == (plan.day, ask.name))


def _taken_back(
    person: Person, plan: Plan, intent: Intent, found: Attribution, asked: Ask
) -> Attribution:
    """A number is about the text that it stands in; a plain "no" about their last act."""
    last = last_act(person, plan) if intent.kind == "no" else None
    if last and last is not asked:
        return Attribution(last, "take_back", why("changed", last.name))
    return found._replace(meaning="take_back") if done(person, plan, asked) else found


def _by_change(person: Person, plan: Plan, intent: Intent) -> Attribution:
    """ "Actually no" takes the last act back; "actually 2" says another thing instead."""
    last = last_act(person, plan)
    if last and intent.word in ("", "no", "later"):
        return Attribution(last, "take_back", why("changed", last.name))
    found = attribute(person, plan, _said_now(intent))
    other = found.meaning in ("accept", "report") and found.ask is not last
    return found._replace(instead=last) if other else found


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
    if intent.kind == "number":
        return _by_number(person, plan, live, intent.number)
    if live is None:
        return NOTHING_ASKED
    if intent.kind in ("no", "later") or (intent.kind == "accept" and "accept" in live.answers):
        return Attribution(live, _plain(intent.kind), why("plain", live.name, intent.kind))
    return Attribution(live, "unclear", why("unclear", live.name))


def _plain(kind: str) -> Meaning:
    return "accept" if kind == "accept" else "no" if kind == "no" else "later"


def _live(person: Person, plan: Plan) -> Ask | None:
    return _put(person.live, plan)


def _put(live: LiveAsk | None, plan: Plan) -> Ask | None:
    """The ask of the plan that is live there, or the menu."""
    if live is None or live.day != plan.day:
        return None
    return menu_of(plan, live.options) if live.options else plan.asks.get(live.ask)


def _by_number(person: Person, plan: Plan, live: Ask | None, number: int) -> Attribution:
    """To the live ask; a number it cannot mean, to the one other ask that it was shown for."""
    if live is None:
        return _earlier(person, plan, None, number) or Attribution(
            None, "unclear", why("no_live_ask")
        )
    if live.answers == ("number",):
        return Attribution(live, "report", why("count", live.name))
    if person.live and person.live.answered and person.live.chosen == number:
        return Attribution(live, "accept", why("number_again", live.name, str(number)))
    if 1 <= number <= len(live.answers):
        return _answered(plan, live, number, "number")
    unclear = Attribution(live, "unclear", why("no_answer", live.name, str(number)))
    return _earlier(person, plan, live, number) or unclear


def _answered(plan: Plan, ask: Ask, number: int, code: str) -> Attribution:
    """The answer at that position of the ask's text."""
    if ask.answers == ("number",):
        return Attribution(ask, "report", why("count_waiting", ask.name))
    answer = ask.answers[number - 1]
    reason = why(code, ask.name, str(number), answer)
    if answer in ("accept", "no", "later"):
        return Attribution(ask, _plain(answer), reason)
    return Attribution(plan.asks[answer], "accept", reason)


def _earlier(person: Person, plan: Plan, live: Ask | None, number: int) -> Attribution | None:
    """The ask that waits behind the live one, else the only unanswered one that it can mean."""
    suspended = _put(person.suspended, plan)
    if suspended and _invites(suspended, number):
        return _answered(plan, suspended, number, "waiting")
    unanswered = [
        ask
        for key, state in person.asks.items()
        if state in ("asked", "deferred") and (ask := _of_key(plan, key)) and ask is not live
    ]
    meant = [ask for ask in unanswered if _invites(ask, number) and ask.answers != ("number",)]
    if len(meant) != 1:
        return None
    return _answered(plan, meant[0], number, "before")


def _invites(ask: Ask, number: int) -> bool:
    return ask.answers == ("number",) or 1 <= number <= len(ask.answers)


def _of_key(plan: Plan, key: str) -> Ask | None:
    day, _, name = key.partition("/")
    return plan.asks.get(name) if day == plan.day else None


def _by_word(person: Person, plan: Plan, live: Ask | None, act: str) -> Attribution:
    doing = order_of(plan).by_act.get(act, ())
    named = live.answers if live else ()
    put = person.asks
    for code, asks in (
        ("word_live", [ask for ask in doing if live and ask.name == live.name]),
        ("word_answer", [ask for ask in doing if ask.name in named]),
        ("word_before", [a for a in doing if ask_key(plan.day, a.name) in put]),
        ("word_plan", doing),
    ):
        if asks:
            ask = asks[0]
            return Attribution(ask, "accept", why(code, ask.name, act))
    return Attribution(live, "unclear", why("no_such_act", act))
