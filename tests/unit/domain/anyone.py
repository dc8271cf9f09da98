"""Any small plan, anyone in it, anything they may text: strategies for the dialogue's laws."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from chalicelib.domain.anytime import ANYTIME
from chalicelib.domain.audience import standing
from chalicelib.domain.facts import Fact
from chalicelib.domain.people import Hosting, LiveAsk, Person
from chalicelib.domain.plan import Ask, Level, Plan
from chalicelib.domain.replies import Intent
from tests.support.plans import DAY, MONDAY, REPORT, ask, consent, day, fact, leader, person, plan

NAMES = ("one", "two", "three")
ACTS = ("sign", "share", "write", "call", "attend", "host", "wear", "testify")
STATES = ("asked", "deferred", "declined", "pledged", "signed", "reported", "withdrawn")
DAY_STATES = ("open", "open", "open", "reopened", "paused", "closing", "closed", "ready", "draft")


def within(earliest: int, latest: int) -> st.SearchStrategy[datetime]:
    """An instant, in hours after Monday."""
    return st.integers(earliest, latest).map(lambda n: MONDAY + timedelta(hours=n))


instants = within(0, 72)
flags = st.booleans()


@st.composite
def asks(draw: st.DrawFn, name: str) -> Ask:
    others = [other for other in NAMES if other != name]
    answers = st.lists(st.sampled_from(["accept", "no", "later", *others]), min_size=1, unique=True)
    return ask(
        name,
        does=draw(st.sampled_from(ACTS)),
        level=draw(st.sampled_from(Level)),
        answers=tuple(draw(answers)),
        send=draw(st.none() | within(-72, 36)),
        until=draw(within(24, 240)),
        who=draw(st.sampled_from([(), (), standing("active")])),
        text=draw(st.sampled_from([{}, {"en": "text"}])),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    named = [draw(asks(name)) for name in NAMES[: draw(st.integers(1, 3))]]
    known = {each.name for each in named} | {"accept", "no", "later"}
    whole = [_within(each, known) for each in named]
    return plan(*whole, *([REPORT] if draw(flags) else []))


def _within(each: Ask, known: set[str]) -> Ask:
    """The ask with only those answers that lead somewhere, as the plan's check demands."""
    answers = tuple(answer for answer in each.answers if answer in known) or ("accept",)
    return Ask(**{**{f: getattr(each, f) for f in each.__slots__}, "answers": answers})


@st.composite
def live_asks(draw: st.DrawFn) -> LiveAsk:
    return LiveAsk(
        day=draw(st.sampled_from([DAY, DAY, DAY, "lakes"])),
        ask=draw(st.sampled_from(["one", "one", "one", "two", "three", "report", "gone", "menu"])),
        options=tuple(draw(st.lists(st.sampled_from([*NAMES, "gone"]), max_size=3, unique=True))),
        chosen=draw(st.integers(0, 3)),
        level=draw(st.sampled_from(Level)),
        asked_at=MONDAY,
        until=draw(within(0, 240)),
        n=draw(st.integers(0, 2)),
        deferred=draw(flags),
        unclear=draw(st.integers(0, 3)),
        answered=draw(flags),
    )


@st.composite
def people(draw: st.DrawFn) -> Person:
    states = st.dictionaries(
        st.sampled_from([f"{DAY}/{name}" for name in (*NAMES, "report", "gone")]),
        st.sampled_from(STATES),
        max_size=2,
    )
    return person(
        consent=consent(draw(st.sampled_from(["in", "in", "in", "out"]))),
        live=draw(st.none() | live_asks()),
        suspended=draw(st.none() | live_asks()),
        asks=draw(states),
        paused_until=draw(st.none() | within(-24, 48)),
        hosting=draw(st.none() | within(-96, 96).map(lambda at: Hosting(day=DAY, at=at))),
        acted=draw(st.sampled_from(["", f"{DAY}/one", f"{DAY}/two", "lakes/one"])),
        standing=draw(st.sampled_from([(), ("active",)])),
    )


@st.composite
def intents(draw: st.DrawFn) -> Intent:
    others = (*ANYTIME, "changed", "changed", "stop", "start", "later", "act", "doubt", "unclear")
    kinds = ("no", "no", "accept", "accept", "number", "number", *others)
    return Intent(
        kind=draw(st.sampled_from(kinds)),
        number=draw(st.integers(0, 5) | st.integers(0, 999_999)),
        word=draw(st.sampled_from((*ACTS, "en", "fr", "pt", "", "no", "number", "accept"))),
        carrier_answers=draw(flags),
    )


@st.composite
def facts_known(draw: st.DrawFn) -> dict[str, Fact]:
    """Facts that a first try of recording may have found."""
    kinds = st.sampled_from(["signed", "pledged", "declined", "deferred", "reported", "hosted"])
    drawn = draw(st.lists(st.tuples(st.sampled_from(NAMES), kinds, flags), max_size=3))
    found = [fact(ask=name, kind=kind, proved=proved) for name, kind, proved in drawn]
    return {each.key: each for each in found}


days = st.sampled_from(DAY_STATES).map(lambda state: day(state=state))
leaders = st.none() | st.just(leader())
