"""Laws of whole conversations: waves of two days and replies, in any order, to anyone.

After every step: STOP is within reach and final, nobody is asked two things at once nor one thing
twice, and no state is a dead end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.anytime import ANSWERED_ONCE_OUT
from chalicelib.domain.claims import Claim, claim_ask, claim_notice, unreachable
from chalicelib.domain.days import Day
from chalicelib.domain.dialogue import decide, welcome
from chalicelib.domain.leaders import Leader
from chalicelib.domain.people import LiveAsk, Person
from chalicelib.domain.plan import Level, Plan
from chalicelib.domain.replies import Decision, Inbound, Intent
from chalicelib.domain.scene import Scene
from tests.support.plans import CLOSES, DAY, MONDAY, day, person
from tests.unit.domain.anyone import NAMES, intents, plans

LAKES = "lakes"
OPEN_HOUR = MONDAY + timedelta(hours=1)


@dataclass(frozen=True)
class Wave:
    """A wave's text is tried on the person."""

    day: str
    ask: str
    n: int


Step = Wave | Intent | str
"""A wave, a reply, or the keyword of that day."""
keyword = st.sampled_from([DAY, LAKES])
waves = st.builds(Wave, day=keyword, ask=st.sampled_from(NAMES), n=st.sampled_from([0, 0, 0, 1, 2]))
steps = st.tuples(waves | waves | intents() | intents() | keyword, st.integers(0, 600))
"""What happens, and how many minutes later."""


@dataclass
class Talk:
    """One person between two days, with what a store would refuse: a message that exists."""

    days: dict[str, tuple[Day, Plan]]
    person: Person = field(default_factory=person)
    leader: Leader | None = None
    at: datetime = MONDAY
    sent: set[tuple[str, str, int]] = field(default_factory=set)

    def copy(self) -> "Talk":
        return replace(self, sent=set(self.sent))

    def step(self, what: Step, minutes: int = 0) -> Decision | Claim | None:
        """What it came to; None for a text that may not be sent."""
        self.at += timedelta(minutes=minutes)
        if isinstance(what, Wave):
            return self._asked(what)
        return self._heard(what)

    def notice(self, on: str = DAY) -> object:
        return claim_notice(self.person, *self.days[on], "kit", self.at)

    def _asked(self, wave: Wave) -> Claim | None:
        at, plan = self.days[wave.day]
        if wave.ask not in plan.asks:
            return None
        ask = plan.asks[wave.ask]
        claim = claim_ask(self.person, at, plan, ask, wave.n, self.at)
        if not isinstance(claim, Claim):
            return None
        self._message(wave.day, wave.ask, wave.n)
        if wave.n == 0:
            assert_room(self.person.resumed(self.at).live, ask.level, self.at)
        self.person = claim.person
        return claim

    def _heard(self, what: Intent | str) -> Decision:
        at, plan = self._whose(what)
        intent = Intent(kind="join", word=what) if isinstance(what, str) else what
        inbound = Inbound(sid="SM", intent=intent, at=self.at)
        scene = Scene(person=self.person, day=at, plan=plan, inbound=inbound, leader=self.leader)
        decision = welcome(scene) if intent.kind == "join" else decide(scene)
        for offer in decision.offers:
            self._message(offer.day, offer.ask, offer.n)
        assert len(decision.offers) <= 1
        self.person, self.leader = decision.person, decision.leader or self.leader
        return decision

    def _whose(self, what: Intent | str) -> tuple[Day, Plan]:
        if isinstance(what, str):
            return self.days[what]
        return self.days[self.person.live.day if self.person.live else DAY]

    def _message(self, on: str, ask: str, n: int) -> None:
        """The key itself forbids a second one (promise 2)."""
        assert (on, ask, n) not in self.sent, "the same text twice"
        self.sent.add((on, ask, n))


def assert_room(live: LiveAsk | None, level: Level, at: datetime) -> None:
    """An ask takes a free place, or an urgent one that of a lesser."""
    free = live is None or live.over(at)
    assert free or (level == Level.URGENT and live and live.level > Level.URGENT)


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """Two open days with plans of their own, which give their asks different names."""
    lakes = replace(draw(plans()), day=LAKES)
    both = {DAY: (day(), draw(plans())), LAKES: (day(id=LAKES), lakes)}
    return Talk(both, person=person(standing=draw(st.sampled_from([(), ("active",)]))))


def walked(talk: Talk, taken: list[tuple[Step, int]]) -> Iterator[Talk]:
    """A copy of the talk at its beginning and after every step."""
    yield talk.copy()
    for what, minutes in taken:
        talk.step(what, minutes)
        yield talk.copy()


@given(talks(), st.lists(steps, max_size=7), st.lists(steps, max_size=4))
def test_promise_1_stop_is_within_reach_and_final_from_everywhere(
    talk: Talk, before: list[tuple[Step, int]], after: list[tuple[Step, int]]
) -> None:
    """Whatever came before, STOP ends it; whatever comes after but START, it stays so: no ask,
    no notice, and no answer but to what is about our own doings."""
    for there in walked(talk, before):
        there.step(Intent(kind="stop"))
        for what, minutes in (*after, (Wave(DAY, "one", 0), 0)):
            if isinstance(what, Intent) and what.kind == "start":
                continue
            came = there.step(what, minutes)
            assert there.person.opted_out and there.person.live is None
            assert there.notice() in ("opted_out", "not_sending")
            if isinstance(what, Intent) and what.kind in ANSWERED_ONCE_OUT:
                continue
            assert came is None or (isinstance(came, Decision) and came.answer is None)


@given(talks(), st.lists(steps, max_size=7))
def test_no_state_is_a_dead_end(talk: Talk, before: list[tuple[Step, int]]) -> None:
    """HELP is answered, a "no" settles what is asked, and START leads back to where one may be
    texted: after a doubt and after a pause too."""
    for there in walked(talk, before):
        helped = there.copy().step(Intent(kind="help"))
        assert isinstance(helped, Decision) and helped.answer
        assert_settled_by_no(there.copy())
        there.step(Intent(kind="start"), minutes=1)
        there.at = max(there.at, OPEN_HOUR) + (OPEN_HOUR - there.at) % timedelta(days=1)
        if there.at < CLOSES and there.at.weekday() != 6:
            day, sent = there.days[DAY]
            assert day.sends and unreachable(there.person, sent, there.at) is None


def assert_settled_by_no(there: Talk) -> None:
    """The live ask is over by it, or another one has taken its place."""
    live = there.person.live
    if live is None or live.over(there.at) or there.person.opted_out:
        return
    there.step(Intent(kind="no"))
    now = there.person.live
    assert now is None or now.answered or (now.day, now.ask) != (live.day, live.ask)


@given(talks(), st.lists(steps, max_size=10))
def test_promise_2_one_question_at_a_time_over_all_days(
    talk: Talk, taken: list[tuple[Step, int]]
) -> None:
    """Every step looks at that itself (`Talk`); what is put off waits behind an urgent one only."""
    for there in walked(talk, taken):
        live, waits = there.person.live, there.person.suspended
        if live and waits and not live.over(there.at) and not waits.over(there.at):
            assert live.level == Level.URGENT < waits.level
