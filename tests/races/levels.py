"""A petition with two levels, and what happens to it at once: signers, publishers, ticks, a fraud.

Each method of `Petition` is one actor. What was read and committed is noted in its order, so that
the promise is checked against what happened, not against what the engine believes.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from functools import cache
from typing import Any

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.facts import moved
from chalicelib.domain.plan import Below, OfficeHours
from chalicelib.domain.totals import Totals
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.publish import publish_day
from chalicelib.steps.start_due import start_due
from chalicelib.steps.talk import InboundText
from chalicelib.web.signing import sign_on_web
from tests.faults.witness import WatchedStore
from tests.races.interleavings import Paused
from tests.support.fakes import NOON, FakeClock, FakePress
from tests.support.plans import DAY, SIGN, plan, target, threshold
from tests.support.stage import SETTINGS, Stage

LEVELS = {"two": 2, "three": 3}
TURNS = frozenset(
    {
        "sign",
        "record",
        "move_facts",
        "totals",
        "triggers",
        "move_trigger",
        "start_run",
        "take_publishing",
    }
)
"""Calls whose order matters to a trigger: what counts, who looks, what fires."""
CATALOGUES = GettextCatalogues()
MINUTE = timedelta(minutes=1)
ALWAYS = OfficeHours(days=tuple(range(7)), opens=time(0), closes=time(23, 59))


class CountingStore(WatchedStore):
    """Notes also what each look at the totals saw."""

    def totals(self, day: str, as_of: Any) -> Totals:
        found = super().totals(day, as_of)
        self.note("seen", "", found.of("sign.signed"))
        return found


class Petition:
    """`signed`: how many have signed before; `looked`: a publisher has seen them."""

    def __init__(
        self,
        signed: int,
        *,
        looked: bool = False,
        below: Below = "wait",
        levels: tuple[str, ...] = ("two", "three"),
        calls: frozenset[str] = TURNS,
    ) -> None:
        self.clock = FakeClock(NOON)
        self.levels = levels
        self.store = CountingStore(self.clock)
        self.stage = _stage(self.clock, self.store)
        prepared = _prepared(signed, looked, below, levels)
        vars(self.store).update(vars(prepared.cloned(self.clock)))
        self.wrap: Callable[[Any], Any] = lambda store: Paused(store, calls)

    def text(self, n: int = 5) -> None:
        """Somebody signs by text; again, it is the carrier's retry."""
        body = InboundText(sid=f"SM{n}", number=phone(n), body="sign", at=NOON)
        answer_reply(
            body,
            store=self.wrap(self.store),
            vault=self.stage.vault,
            catalogues=CATALOGUES,
            open_days=OpenDays(self.store, self.clock, 0),
            settings=SETTINGS,
        )

    def form(self, n: int = 7) -> None:
        """Somebody signs on the page; again, it is a double click."""
        sign_on_web(
            DAY,
            {"phone": phone(n), "country": "US"},
            open_days=OpenDays(self.store, self.clock, 0),
            store=self.wrap(self.store),
            vault=self.stage.vault,
            clock=self.clock,
            settings=SETTINGS,
        )

    def fraud(self) -> None:
        """A moderator takes the first signature out of the count."""
        counted = [fact for fact in self.store.facts(DAY) if fact.state == "counted"]
        if counted:
            self.wrap(self.store).move_facts([(counted[0], moved(counted[0], "invalid"))])

    def publish(self) -> None:
        """The stream of tallies wakes a publisher."""
        publish_day(
            DAY,
            store=self.wrap(self.store),
            public=self.stage.public,
            clock=self.clock,
            vault=self.stage.vault,
            catalogues=CATALOGUES,
            settings=SETTINGS,
        )

    def start(self) -> None:
        """The tick starts what is due."""
        day = self.store.day(DAY)
        assert day
        executions = self.stage.executions
        start_due(day, store=self.wrap(self.store), executions=executions, clock=self.clock)

    def rest(self) -> None:
        """The minutes after: leases and lost runs end, the tick finishes what was left."""
        self.wrap = lambda store: store
        for _ in range(2):
            self.clock.advance(3 * MINUTE)
            for _ in range(3):
                self.clock.advance(timedelta(seconds=1))
                self.stage.tick()

    @property
    def count(self) -> int:
        return self.store.totals(DAY, self.clock.now()).of("sign.signed")

    def wrong(self) -> Iterator[str]:
        """What does not hold of promise 4, once all is at rest."""
        self.rest()
        mailed = Counter(mail.reference for mail in self.stage.mailer.sent)
        records = {record.trigger: record for record in self.store.triggers(DAY)}
        for name in self.levels:
            level, fired = LEVELS[name], self._fired(name)
            if len(fired) > 1 or mailed[f"{DAY}.{name}.minister"] != len(fired):
                yield f"{name}: fired {fired}, mailed {dict(mailed)}"
            if self.count >= level and not fired:
                yield f"{name} skipped at {self.count}: {_told(records[name])}"
            if fired and not self._seen_before(fired[0], level):
                yield f"{name} fired on a count that nobody saw"

    def _fired(self, name: str) -> list[int]:
        commits = enumerate(self.store.commits)
        return [at for at, c in commits if (c.what, c.who) == ("trigger fired", name)]

    def _seen_before(self, at: int, level: int) -> bool:
        """The last look before it fired saw the level reached: by its own step, or since."""
        return any(c.what == "seen" and c.of >= level for c in self.store.commits[:at])


@cache
def _prepared(signed: int, looked: bool, below: Below, levels: tuple[str, ...]) -> CountingStore:
    """The day as it stands before anything happens at once."""
    clock = FakeClock(NOON)
    store = CountingStore(clock)
    stage = _stage(clock, store)
    triggers = {n: threshold(LEVELS[n], name=n, below=below) for n in levels}
    minister = target(to="cabinet@ministry.example", hours=ALWAYS)
    end = NOON + timedelta(days=9)
    asks = replace(SIGN, send=None, nudges=(), until=end)
    petition = plan(asks, triggers=triggers, targets={"minister": minister}, closes=end)
    stage.launch(replace(petition, languages=("en",)))
    for n in range(9):
        stage.add(phone(n), country="US", zone="UTC")
    for n in range(signed):
        stage.text(phone(n), "sign")
    if looked:
        stage.call(publish_day, DAY)
    return store


def _stage(clock: FakeClock, store: CountingStore) -> Stage:
    return Stage(clock, store=store, ports={"catalogues": CATALOGUES, "press": FakePress()})


def phone(n: int) -> str:
    return f"+121255501{n:02}"


def _told(record: TriggerRecord) -> str:
    return f"{record.state}, ripe {record.ripe_at}"
