"""The forecast: for each wave and reminder, by language, its texts, segments, money and end."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from chalicelib.domain.forecast.homes import Home, Homes
from chalicelib.domain.forecast.reach import LOOKED_AT, reached
from chalicelib.domain.forecast.timing import Job, Window, work_off
from chalicelib.domain.hours import next_opening, place_of, window_closes
from chalicelib.domain.money import Money
from chalicelib.domain.pace import segments_a_second
from chalicelib.domain.plan import Ask, Localised, Plan
from chalicelib.domain.pools import Pool
from chalicelib.domain.prices import segment_price
from chalicelib.domain.segments import segments

Texts = Mapping[tuple[str, bool], Localised]
"""By ask, whether its people only get a link, and language: the text, its variables longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The people of a wave who are texted in one language."""

    language: str
    people: int
    each: int
    """Segments of one text."""
    micros: int

    @property
    def segments(self) -> int:
        return self.people * self.each


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One wave of one sender. `n`: 0 for the ask, then its reminders, put to everybody at most."""

    ask: str
    n: int
    sender: str
    kind: str
    pace: float
    """Segments a second that it reaches by that sender and its worker."""
    starts: datetime
    until: datetime
    lines: tuple[Line, ...]
    begins: datetime | None
    """When its first text goes: later than `starts` where everybody's window is shut."""
    ends: datetime | None
    """When its last text goes; None where some cannot go in time, or nobody is meant."""
    left: int
    """Segments that cannot go before `until`."""

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def segments(self) -> int:
        return sum(line.segments for line in self.lines)

    @property
    def micros(self) -> int:
        return sum(line.micros for line in self.lines)


def forecast(
    plan: Plan, homes: Homes, texts: Texts, paces: Mapping[str, float] | None = None
) -> tuple[Wave, ...]:
    """Every wave and reminder, in the plan's order; pools work on their own.

    `paces`: segments a second by kind of sender, where the stage's have others than usual.
    """
    waves: list[Wave] = []
    for sender in (name for name, kind in plan.senders.items() if kind != "none"):
        begun = list(_begun(plan, sender, homes))
        rate = segments_a_second(plan.senders[sender], paces or {})
        pool = Pool(name=sender, service="", rate=rate)
        jobs = [_job(plan, texts, each, pool) for each in begun]
        work_off(jobs, partial(_window, plan.hours))
        waves += (_wave(plan, texts, e, job) for e, job in zip(begun, jobs, strict=True))
    return tuple(sorted(waves, key=lambda wave: (wave.starts, wave.ask, wave.sender)))


def total(plan: Plan, waves: tuple[Wave, ...]) -> Money:
    """What they cost together."""
    return Money(sum(wave.micros for wave in waves), plan.currency)


@dataclass(frozen=True, slots=True)
class _Begun:
    ask: Ask
    n: int
    sender: str
    starts: datetime
    people: Counter[Home]


def _begun(plan: Plan, sender: str, homes: Homes) -> Iterator[_Begun]:
    for ask in plan.asks.values():
        if ask.send is None:
            continue
        all_ = homes.get(ask.name, Counter())
        people = Counter({h: n for h, n in all_.items() if plan.sender_for(h.country) == sender})
        for n, after in enumerate((timedelta(0), *ask.nudges)):
            yield _Begun(ask, n, sender, ask.send + after, people)


def _job(plan: Plan, texts: Texts, begun: _Begun, pool: Pool) -> Job:
    left: dict[str, float] = defaultdict(float)
    for home, people in begun.people.items():
        left[place_of(home.country, home.zone)] += people * _each(plan, texts, begun, home.language)
    longest = max(_each(plan, texts, begun, language) for language in plan.languages)
    pace = reached(pool, begun.people.total(), sum(left.values()), longest)
    return Job(begun.starts + LOOKED_AT, begun.ask.until, dict(left), pace)


def _wave(plan: Plan, texts: Texts, begun: _Begun, job: Job) -> Wave:
    return Wave(
        ask=begun.ask.name,
        n=begun.n,
        sender=begun.sender,
        kind=plan.senders[begun.sender],
        pace=job.pace,
        starts=begun.starts,
        until=begun.ask.until,
        lines=tuple(_lines(plan, texts, begun)),
        begins=job.began,
        ends=job.ended,
        left=round(sum(job.left.values())),
    )


def _lines(plan: Plan, texts: Texts, begun: _Begun) -> Iterator[Line]:
    kind = plan.senders[begun.sender]
    for language in plan.languages:
        each = _each(plan, texts, begun, language)
        people = {h: n for h, n in begun.people.items() if spoken(plan, h.language) == language}
        micros = sum(
            n * each * segment_price(home.country, kind, plan.currency, plan.prices)
            for home, n in people.items()
        )
        yield Line(language=language, people=sum(people.values()), each=each, micros=micros)


def spoken(plan: Plan, language: str) -> str:
    """The plan's language in which someone is texted: their own, or its first."""
    return language if language in plan.languages else plan.languages[0]


def _each(plan: Plan, texts: Texts, begun: _Begun, language: str) -> int:
    one_way = plan.senders[begun.sender] == "link"
    return segments(texts.get((begun.ask.name, one_way), {}).get(spoken(plan, language), ""))


def _window(hours: Mapping[str, str], place: str, at: datetime) -> Window | None:
    """A window that is yet to open is looked at by the first tick after it."""
    opens = next_opening(place, at, hours)
    if opens is None:
        return None
    begins = opens + LOOKED_AT if opens > at else opens
    return Window(begins, window_closes(place, opens, hours))
