"""Plays a story on the stage in memory: the engine's own steps, workflows and pages, a clock that
jumps from tick to tick, and a carrier that keeps every text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from chalicelib import wiring
from chalicelib.domain.calendar import calendar
from chalicelib.domain.commitments import Proof
from chalicelib.domain.sight import Sight
from chalicelib.domain.spreadsheets import sheet
from chalicelib.domain.targets import THE_DEMAND
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.answer_target import Promise, TargetAnswer, answer_target, promise, prove
from chalicelib.steps.launch_day import close_day, reopen_day
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.order_delivery import order_delivery
from chalicelib.steps.publish import publish_day
from chalicelib.steps.publish_report import report_key
from chalicelib.steps.record_handed import RecordHanded, record_handed
from chalicelib.steps.talk import InboundText
from chalicelib.web.signing import Signed, sign_on_web
from tests.plans.story import Group, Some, Step, Story
from tests.support.fakes import FakeClock, FakePress
from tests.support.photographs import PHOTO
from tests.support.stage import Stage

A_DAY = timedelta(days=1)
"""About the longest jump: silences and overdue promises are no moments of the calendar."""
A_MINUTE = timedelta(minutes=1)
"""Between two ticks: at first, and while something goes on."""
FAR = datetime(2100, 1, 1, tzinfo=UTC)
A_COPY = 10
"""Seconds that a reply may be decided on a copy of the day, as on a stage."""
BLOCKS, A_BLOCK = 10, 10_000
"""People do one thing in so many blocks at least, of so many people at most; after each the
publisher wakes, and a minute later the tick."""


class Player:
    """Whoever plays keeps what was said: `texts` and `answers` are (instant, phone, words)."""

    def __init__(self, story: Story) -> None:
        self.story, self.day = story, story.plan.day
        self.clock = FakeClock(story.launch)
        self.stage = Stage(self.clock, ports={"press": FakePress()})
        self.stage.ports["open_days"] = OpenDays(self.stage.store, self.clock, A_COPY)
        self.texts: list[datetime] = []
        """When each text of the carrier's went, in its order."""
        self.answers: list[tuple[datetime, str]] = []
        self.requests = 0
        """Requests of the petition's form, also those that came again."""
        self.stage.carrier.before_send = lambda: self.texts.append(self.clock.now())
        for group in story.groups.values():
            self._list(group)
        self.stage.launch(story.plan, slots=64)

    def play(self) -> "Player":
        """The whole story, and the rest of the plan after it."""
        with wiring.instead(**self.stage.ports):
            for step in self.story.steps:
                self.wait(step.at)
                getattr(self, step.verb)(step)
            self.wait(self._closes())
            self.stage.tick_until_quiet()
            self.stage.tick_until_quiet()
        return self

    def wait(self, until: datetime) -> None:
        """Ticks up to that instant; a day that is over is not looked at."""
        started = True
        while self.clock.now() < until and self._looked_at():
            soon = self.clock.now() + A_MINUTE
            later = min(max(soon, self._next()), soon + A_DAY)
            started = bool(self.stage.tick(min(until, soon if started else later)).runs)
        self.clock.advance(max(timedelta(0), until - self.clock.now()))

    def report(self) -> bytes:
        """The newest report, for programs."""
        return self.stage.files.get(report_key(self.day, "report.json"))

    # ------------------------------------------------------------ what a story may say

    def sign(self, step: Step) -> None:
        taken = step.more.get("refused") != "yes"
        for block in self._blocks(step):
            for mail in self._requests(block, step):
                form = {"email": mail, "country": block.group.country}
                signed = wiring.call(sign_on_web, self.day, form)
                assert isinstance(signed, Signed) is taken, signed

    def text(self, step: Step) -> None:
        for block in self._blocks(step):
            for n in block.numbers:
                self._text(block.group.number(n), step.what)

    def answer(self, step: Step) -> None:
        target, stance = step.what.split()
        said: Any = TargetAnswer(
            day=self.day,
            target=target,
            stance=stance,  # type: ignore[arg-type]
            demand=step.more.get("demand", THE_DEMAND),
            text=step.more.get("says", ""),
            by="coordinator",
            name=step.more.get("called", ""),
        )
        wiring.call(answer_target, said)

    def promise(self, step: Step) -> None:
        target, part = step.what.split()
        made = Promise(name=part, what=step.more["what"], times=int(step.more.get("times", "1")))
        wiring.call(promise, self.day, target, step.more.get("demand", THE_DEMAND), (made,))

    def prove(self, step: Step) -> None:
        target, part = step.what.split()
        wiring.call(prove, self.day, target, part, Proof(at=self.clock.now()))

    def hand(self, step: Step) -> None:
        trigger, target = step.what.split()
        signed = [[n, f"Bearer {n}", "", "signed"] for n in range(1, int(step.more["bearers"]) + 1)]
        handed = RecordHanded(
            day=self.day,
            trigger=trigger,
            target=target,
            photo=PHOTO,
            roster=sheet(("No.", "Name", "Telephone", "Signature"), signed),
        )
        wiring.call(record_handed, handed)

    def deliver(self, step: Step) -> None:
        wiring.call(order_delivery, self.day, step.what, step.more["because"])

    def close(self, step: Step) -> None:
        wiring.call(close_day, self.day)
        self.stage.tick_until_quiet()

    def reopen(self, step: Step) -> None:
        wiring.call(reopen_day, self.day, step.until)

    # ------------------------------------------------------------ how it is done

    def _list(self, group: Group) -> None:
        """Puts members on the list, with their consent."""
        for n in range(1, group.count + 1) if group.members else ():
            self.stage.add(group.number(n), country=group.country, **group.known)

    def _blocks(self, step: Step) -> Iterator[Some]:
        """The step's people in turn; time passes over them, and after each block it is looked."""
        assert step.who
        group, numbers = step.who.group, step.who.numbers
        size = min(A_BLOCK, -(-len(numbers) // BLOCKS))
        each = (step.until - step.at) / -(-len(numbers) // size)
        for start in range(0, len(numbers), size):
            self.wait(step.at + each * (start // size))
            yield Some(group, numbers[start : start + size])
            wiring.call(publish_day, self.day)

    def _requests(self, block: Some, step: Step) -> Iterator[str]:
        """The addresses of the block's people, as they type them. `again` of them come a second
        time, in capitals and in any order: of this block, or of an earlier one that was slow."""
        assert step.who
        again = float(step.more.get("again", "0%").rstrip("%")) / 100
        chance = Random(f"{self.day} {block.numbers}")
        earlier = range(step.who.numbers[0], block.numbers[-1] + 1)
        second = chance.choices(earlier, k=round(len(block.numbers) * again))
        requests = [*block.numbers, *(-n for n in second)]
        if again:
            chance.shuffle(requests)
        self.requests += len(requests)
        for n in requests:
            mail = block.group.mail(abs(n))
            yield mail.upper() if n < 0 else mail

    def _text(self, number: str, body: str) -> None:
        self.clock.advance(timedelta(milliseconds=1))
        sid = f"SM{len(self.answers):032x}"
        inbound = InboundText(sid=sid, number=number, body=body, at=self.clock.now())
        said = wiring.call(answer_reply, inbound)
        self.answers.append((self.clock.now(), said.text))

    def _looked_at(self) -> bool:
        day = self.stage.store.day(self.day)
        return bool(day and day.next_due)

    def _next(self) -> datetime:
        """The next moment of the calendar; the far future where none is known."""
        store, now = self.stage.store, self.clock.now()
        day = store.day(self.day)
        assert day
        sight = Sight(
            plan=self.story.plan,
            day=day,
            runs={run.moment: run for run in store.runs(self.day)},
            triggers={record.trigger: record for record in store.triggers(self.day)},
            targets=store.targets(self.day),
            leader_due=store.next_leader_due(self.day),
            executions={},
            now=now,
            real_now=now,
        )
        return min((each.due for each in calendar(sight) if each.due > now), default=FAR)

    def _closes(self) -> datetime:
        day = self.stage.store.day(self.day)
        assert day
        return day.closes
