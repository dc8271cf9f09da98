"""Replies, facts and tallies. See `ports.Recording`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.adapters.memory.people import MemoryPeople
from chalicelib.adapters.memory.shelves import Dealt, atomic
from chalicelib.domain.facts import Fact, restored, slot_of, tally_change, tally_move, withdrawn
from chalicelib.domain.replies import Decision, Reply
from chalicelib.domain.totals import Totals, added_up
from chalicelib.ports import AlreadyAnswered, FactsExist, Stale, Written


class MemoryRecording(MemoryPeople):
    @atomic
    def record(
        self, decision: Decision, reply: Reply, free: Sequence[str] = ()
    ) -> Written | AlreadyAnswered | Stale | FactsExist:
        """A case that is open already stays as it is, and the rest is written."""
        there = self._existing(decision.facts) | self._proved_of(decision)
        if answered := self._replies.get((reply.person, reply.sid)):
            return AlreadyAnswered(answered)
        if self._stale(decision.person) or self._any_taken(free):
            return Stale()
        if there:
            return FactsExist(there)
        if self._contradicted(decision):
            return Stale()
        self._write(decision, reply)
        return Written()

    @atomic
    def reply(self, person: str, sid: str) -> Reply | None:
        return self._replies.get((person, sid))

    @atomic
    def facts(self, day: str) -> Iterator[Fact]:
        return iter(list(self._facts.get(self._known(day), {}).values()))

    @atomic
    def facts_in(self, day: str, slot: int) -> Iterator[Fact]:
        """A packet's list reads all slots in turn: the facts are dealt out once for all of them."""
        facts = self._facts.get(self._known(day), {})
        dealt = self._dealt.get(day)
        if dealt is None or dealt.of != len(facts):
            dealt = self._dealt[day] = _dealt(facts, self._days[day].slots)
        return iter([facts[key] for key in dealt.keys[slot]])

    @atomic
    def totals(self, day: str, as_of: datetime) -> Totals:
        tallies = self._tallies.get(self._known(day), {})
        latest = dict(self._latest.get(day, {}))
        return Totals(day=day, as_of=as_of, by_country=added_up(tallies), latest=latest)

    @atomic
    def recent_replies(self, day: str, limit: int) -> list[Reply]:
        replies = [reply for reply in self._replies.values() if reply.day == day]
        return sorted(replies, key=lambda reply: reply.at, reverse=True)[:limit]

    def _existing(self, facts: Iterable[Fact]) -> dict[str, Fact]:
        stored = {fact.key: self._facts.get(self._known(fact.day), {}) for fact in facts}
        return {key: facts_[key] for key, facts_ in stored.items() if key in facts_}

    def _contradicted(self, decision: Decision) -> bool:
        """A fact to prove is not there, or an ask to offer was sent before."""
        known = self._facts.get(decision.day, {})
        return any(fact not in known for fact in decision.proves) or any(
            offer.id in self._messages for offer in decision.offers
        )

    def _write(self, decision: Decision, reply: Reply) -> None:
        self._replies[reply.person, reply.sid] = reply
        self._put_person(decision.person)
        for fact in decision.facts:
            self._count(fact)
        for key in decision.proves:
            facts = self._facts[decision.day]
            facts[key] = replace(facts[key], proved=True)
        for before, after in self._moves(decision):
            self._facts[after.day][after.key] = after
            self._tally(after, tally_move(before, after))
        self._messages |= {offer.id: offer for offer in decision.offers}
        for case in decision.cases:
            self._cases.setdefault((case.day, case.id), case)
        if decision.voice:
            voice = decision.voice
            self._voices[voice.day, voice.kind, voice.person] = voice
        if decision.leader:
            self._leaders[decision.leader.day, decision.leader.person] = decision.leader

    def _proved_of(self, decision: Decision) -> dict[str, Fact]:
        facts = self._facts.get(decision.day, {})
        return {key: facts[key] for key in decision.unless if key in facts and facts[key].proved}

    def _moves(self, decision: Decision) -> list[tuple[Fact, Fact]]:
        """The facts that are there and do move, each before and after."""
        facts = self._facts.get(decision.day, {})
        moves = [(facts[key], withdrawn(facts[key])) for key in decision.withdraws if key in facts]
        moves += [(facts[key], restored(facts[key])) for key in decision.restores if key in facts]
        return moves

    def _count(self, fact: Fact) -> None:
        """The fact and the change of its tally (promise 3)."""
        self._facts.setdefault(fact.day, {})[fact.key] = fact
        self._tally(fact, tally_change(fact))

    def _tally(self, fact: Fact, change: Mapping[str, int]) -> None:
        if change:
            tallies = self._tallies.setdefault(fact.day, {})
            tallies.setdefault(fact.country, Counter()).update(change)
            if fact.state == "counted":
                self._latest.setdefault(fact.day, {})[fact.country] = fact.at


def _dealt(facts: Mapping[str, Fact], slots: int) -> Dealt:
    dealt = Dealt(of=len(facts), keys=tuple([] for _ in range(slots)))
    for key, fact in facts.items():
        dealt.keys[slot_of(fact.person, slots)].append(key)
    return dealt
