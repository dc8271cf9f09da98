"""What goes out in one wave or to one leader: an ask, one of its reminders, or a notice.

Sending is the same for all of them: who may have it now, until when it is useful, what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.claims import Claim, Refusal, claim_ask, claim_notice
from chalicelib.domain.clocks import over_at, useful_opening
from chalicelib.domain.days import Day
from chalicelib.domain.hours import next_opening
from chalicelib.domain.notices import Notice, is_result
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Ask, Plan
from chalicelib.domain.result_texts import result_text
from chalicelib.domain.texts import Says, ask_links, ask_text, link_text, sent_ask, sent_notice


@dataclass(frozen=True, slots=True)
class AskSending:
    """Text number `n` of an ask: 0 the ask itself, then its reminders."""

    plan: Plan
    ask: Ask
    n: int

    @property
    def name(self) -> str:
        """What it is claimed, counted, paused and stopped under."""
        return self.ask.name

    def claim(self, person: Person, day: Day, now: datetime, run: str) -> Claim | Refusal:
        return claim_ask(person, day, self.plan, self.ask, self.n, now, run)

    def over_at(self, place: str) -> datetime:
        """When it is no longer useful to people there."""
        return over_at(self.plan, self.ask, place)

    def opening(self, place: str, now: datetime) -> datetime | None:
        """When it may next go to people there, from `now` on; None: not while it is useful."""
        return useful_opening(self.plan, self.ask, self.n, place, now)

    def links(self, person: Person) -> bool:
        """Whether its text carries the link of the person's own page."""
        return ask_links(self.plan, self.ask, person)

    def text(self, person: Person, says: Says, values: Mapping[str, str]) -> str:
        return sent_ask(self.plan, self.ask, person, says, values)

    def longest(self, country: str, language: str, says: Says, values: Mapping[str, str]) -> str:
        """The text as it is billed there."""
        worded = link_text if self.plan.one_way(country) else ask_text
        return worded(self.plan, self.ask, language, says, values)


@dataclass(frozen=True, slots=True)
class NoticeSending:
    """A text that asks nothing."""

    plan: Plan
    notice: Notice

    @property
    def name(self) -> str:
        return self.notice.name

    def claim(self, person: Person, day: Day, now: datetime, run: str) -> Claim | Refusal:
        if now >= self.notice.until:
            return "over"
        return claim_notice(person, day, self.plan, self.name, now, run)

    def over_at(self, place: str) -> datetime:
        return self.notice.until

    def opening(self, place: str, now: datetime) -> datetime | None:
        at = next_opening(place, now, self.plan.hours)
        return at if at and at < self.notice.until else None

    def links(self, person: Person) -> bool:
        hidden = self.plan.risk == "high" and is_result(self.name)
        return hidden or self.plan.one_way(person.country)

    def text(self, person: Person, says: Says, values: Mapping[str, str]) -> str:
        return self.longest(person.country, person.language, says, values)

    def longest(self, country: str, language: str, says: Says, values: Mapping[str, str]) -> str:
        if is_result(self.name):
            return result_text(self.plan, self.notice, country, language, says, values)
        return sent_notice(self.plan, self.notice.says, country, language, says, values)


Sending = AskSending | NoticeSending
