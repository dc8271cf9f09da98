"""The situations in which replies come, and the replies."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.days import Day
from chalicelib.domain.facts import Fact, withdrawn
from chalicelib.domain.leaders import Leader, begin, followed_up, next_step
from chalicelib.domain.meanings import MOST_AT_A_GATHERING
from chalicelib.domain.people import Consent, LiveAsk, Person, ask_key
from chalicelib.domain.plan import Ask
from chalicelib.domain.replies import Inbound, Intent
from chalicelib.domain.scene import Scene
from cli.diagrams.sample import plan

Replies = tuple[tuple[str, Intent], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A person on a day, and what they may text."""

    title: str
    says: str
    person: Person
    at: datetime
    replies: Replies
    state: Any = "open"
    leader: Leader | None = None
    known: dict[str, Fact] | None = None
    delivered: datetime | None = None

    def scene(self, intent: Intent) -> Scene:
        """That reply in this situation."""
        day = Day(
            id=plan().day,
            state=self.state,
            plan_version=1,
            slots=1,
            opened_at=self.at,
            closes=plan().closes,
        )
        inbound = Inbound(sid="SM", intent=intent, at=self.at)
        return Scene(
            person=self.person,
            day=day,
            plan=plan(),
            inbound=inbound,
            leader=self.leader,
            known=self.known,
            delivered=self.delivered,
        )


def situations() -> Iterator[Situation]:
    """Each ask as the live one, then what may be different about it."""
    for ask in plan().asks.values():
        yield _about(f"Live ask: {ask.name}", _asked(ask), leader=_leader(ask))
    host, sign, report = (plan().asks[name] for name in ("host", "sign", "report"))
    yield _about("No live ask", _person())
    yield _about("Signed already", _done(sign, "signed"))
    yield _about("Pledged to host already", _done(host, "pledged"))
    back = withdrawn(_signature(sign))
    person = _done(sign, "withdrawn")
    yield _about("Signature taken back", person, known={back.key: back})
    yield _about("Signed, and the packet has left", _done(sign, "signed"), delivered=_now())
    urgent = replace(_asked(sign), suspended=_live(host), asks=_put(host, sign))
    yield _about("Live ask sign, which superseded host", urgent)
    waiting = replace(_asked(sign), suspended=_live(report), asks=_put(report, sign))
    yield _about("Live ask sign, which superseded report", waiting, leader=_leader(report))
    yield from _unclear(sign)
    late = plan().closes - timedelta(hours=1)
    yield _about("Live ask sign, after its end", _asked(sign), at=late)
    yield _about("Live ask host, after its end", _asked(host), at=late)
    out = replace(_asked(sign), live=None, consent=replace(_person().consent, state="out"))
    yield _about("Opted out", out)
    yield _about("Held: a text of theirs may have been an opt-out", replace(_person(), held=True))
    yield _about("The day is paused, live ask host", _asked(host), state="paused")
    yield _about("The day is closed, live ask sign", _asked(sign), state="closed")


def _unclear(ask: Ask) -> Iterator[Situation]:
    replies = (("anything else", Intent(kind="unclear")),)
    for times, said in ((1, "second"), (2, "third")):
        person = replace(_asked(ask), live=replace(_live(ask), unclear=times))
        about = _about(f"Not understood for the {said} time", person)
        yield replace(about, replies=replies)


def _about(title: str, person: Person, **differs: Any) -> Situation:
    live = plan().asks[person.live.ask] if person.live else None
    asked = (
        f"The live ask invites {', '.join(live.answers)}." if live else "Nothing is being asked."
    )
    given = {"at": _now(), **differs}
    return Situation(title=title, says=asked, person=person, replies=_replies(live), **given)


def _replies(live: Ask | None) -> Replies:
    """One reply of every kind; each number that the live ask invites, and others."""
    numbers = [*range(1, 5), 12, MOST_AT_A_GATHERING + 1]
    acts = [*sorted({ask.does for ask in plan().asks.values()} - {"report"}), "call"]
    return (
        *((str(n), Intent(kind="number", number=n)) for n in numbers),
        ("yes", Intent(kind="accept")),
        ("no", Intent(kind="no")),
        ("later", Intent(kind="later")),
        ("actually no", Intent(kind="changed", word="no")),
        ("actually 2", Intent(kind="changed", word="number", number=2)),
        *((f"a word for {act}", Intent(kind="act", word=act)) for act in acts),
        ("STOP", Intent(kind="stop", carrier_answers=True)),
        ("another way to say stop", Intent(kind="stop")),
        ("START", Intent(kind="start", carrier_answers=True)),
        ("HELP", Intent(kind="help")),
        ("HELP, which the carrier answers", Intent(kind="help", carrier_answers=True)),
        ("who are you", Intent(kind="who")),
        ("leave me in peace", Intent(kind="pause")),
        ("I am back", Intent(kind="back")),
        ("in French", Intent(kind="language", word="fr")),
        ("in German", Intent(kind="language", word="de")),
        ("erase my data", Intent(kind="erase")),
        ("I report abuse", Intent(kind="abuse")),
        ("perhaps a stop", Intent(kind="doubt")),
        ("the day's keyword", Intent(kind="join", word="join")),
        ("anything else", Intent(kind="unclear")),
    )


def _now() -> datetime:
    """When every wave has gone out and every ask is still open."""
    return max(ask.send for ask in plan().asks.values() if ask.send) + timedelta(days=1)


def _person() -> Person:
    consent = Consent(state="in", at=_now() - timedelta(days=30), source="list")
    return Person(id="p", consent=consent, language="en", country="PY", address=b"sealed")


def _live(ask: Ask) -> LiveAsk:
    return LiveAsk(day=plan().day, ask=ask.name, level=ask.level, asked_at=_now(), until=ask.until)


def _put(*asks: Ask) -> dict[str, Any]:
    return {ask_key(plan().day, ask.name): "asked" for ask in asks}


def _asked(ask: Ask) -> Person:
    return replace(_person(), live=_live(ask), asks=_put(ask))


def _done(ask: Ask, state: Any) -> Person:
    asks = {ask_key(plan().day, ask.name): state}
    return replace(_person(), live=replace(_live(ask), answered=True), asks=asks)


def _signature(ask: Ask) -> Fact:
    what: dict[str, Any] = {"ask": ask.name, "kind": "signed", "country": "PY", "channel": "sms"}
    return Fact(day=plan().day, person="p", at=_now(), **what)


def _leader(ask: Ask) -> Leader | None:
    """For the question after the gathering: a host who was texted everything."""
    if ask.does != "report":
        return None
    leader = begin(plan(), "p", "host", _now() - timedelta(days=3), _now())
    while leader.state != "asked":
        step = next_step(plan(), leader)
        assert step is not None
        leader = followed_up(plan(), leader, step, step.due)
    return leader
