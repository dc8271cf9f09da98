"""The person's own page: what it offers now, and what a press of one of its buttons means.

Holding the link proves the phone: the token was sent to it and to nowhere else. So a press counts
as a text would: proved, on the channel `link`, through the same dialogue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.people import LiveAsk, Person
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.replies import Answer, Intent

ALWAYS = ("stop", "start", "pause", "back", "erase", "abuse")
"""Presses that do not answer an ask."""
REWORDED = frozenset(
    {
        "reply.stopped",
        "reply.stopped.signed",
        "reply.started",
        "reply.deferred",
        "reply.paused",
        "reply.back",
        "reply.language",
    }
)
"""Answers that tell people to text us: on the page they have words of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One button: what it posts, and the catalogue's word for it."""

    press: str
    key: str


def live_key(person: Person) -> str:
    """Which ask the page shows, so that a press on an old page is not taken for another's."""
    return f"{person.live.day}/{person.live.ask}" if person.live else ""


def asked_now(person: Person, plan: Plan, now: datetime) -> Ask | None:
    """The ask that waits for an answer of theirs."""
    live = person.live
    if live is None or live.over(now) or live.day != plan.day or person.opted_out:
        return None
    return plan.asks.get(live.ask)


def choices(plan: Plan, ask: Ask) -> tuple[Choice, ...]:
    """The same answers as in a text, by the same numbers; none for an ask that wants a number."""
    if ask.answers == ("number",):
        return ()
    return tuple(_choices(plan, ask))


def _choices(plan: Plan, ask: Ask) -> Iterator[Choice]:
    for number, answer in enumerate(ask.answers, start=1):
        yield Choice(press=str(number), key=_label(plan, ask, answer))
    if "no" not in ask.answers:
        yield Choice(press="no", key="own.none")


def _label(plan: Plan, ask: Ask, answer: str) -> str:
    if answer == "accept":
        return f"own.accept.{ask.does}"
    if answer in ("no", "later"):
        return f"own.{answer}"
    return f"own.accept.{plan.asks[answer].does}"


def pressed(press: str, number: str, languages: tuple[str, ...]) -> Intent | None:
    """What a press means; None for what no page of ours posts. `number` goes with `report`."""
    if press in ALWAYS:
        return Intent(kind=press)  # type: ignore[arg-type]
    if press == "no":
        return Intent(kind="no")
    if press.startswith("language:") and press.partition(":")[2] in languages:
        return Intent(kind="language", word=press.partition(":")[2])
    given = number.strip() if press == "report" else press
    if given.isascii() and given.isdecimal() and len(given) <= 6:
        return Intent(kind="number", number=int(given))
    return None


def answers_ask(press: str) -> bool:
    """Whether the press answers the ask that the page showed."""
    return press not in ALWAYS and not press.startswith("language:")


def on_page(answer: Answer) -> Answer:
    """The answer as the page says it: the next question is shown, not told."""
    if answer.kind == "ask":
        return Answer(kind="say", key="own.noted")
    return answer._replace(key=f"own.{answer.key}") if answer.key in REWORDED else answer


def counts_as_visit(live: LiveAsk | None, agent: str) -> bool:
    """Whether opening the page is a visit: of an ask, and by no program that says it is one."""
    robots = ("bot", "preview", "crawl", "spider", "scan", "facebookexternalhit", "whatsapp")
    return live is not None and not any(each in agent.casefold() for each in robots)
