"""Signatures by state. See `ports.Signing`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.adapters.memory.recording import MemoryRecording
from chalicelib.adapters.memory.shelves import atomic
from chalicelib.domain.audits import Audit
from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.facts import Fact, for_a_human, tally_move
from chalicelib.domain.suspects import Arrival
from chalicelib.domain.voices import Voice
from chalicelib.ports import Crowded, Exists, Stale, Written
from chalicelib.ports.signing import Moves


class MemorySigning(MemoryRecording):
    @atomic
    def sign(
        self,
        fact: Fact,
        *,
        also: str = "",
        arrivals: Sequence[Arrival] = (),
        letter: Confirmation | None = None,
        led: str = "",
        free: Sequence[str] = (),
        voices: Sequence[Voice] = (),
    ) -> Written | Exists | Crowded | Stale:
        if self._any_taken(free) or (led and not self._leads(led, fact.person)):
            return Stale()
        if self._existing((fact, replace(fact, person=also)) if also else (fact,)):
            if also and not self._existing((replace(fact, person=also),)):
                self._lead(also, fact.person)
            return Exists()
        full = next((arrival for arrival in arrivals if self._full(arrival)), None)
        if full:
            return Crowded(full.source)
        for each in filter(None, (led, also)):
            self._lead(each, fact.person)
        self._sign(fact, arrivals, letter)
        for voice in voices:
            self._voices.setdefault((voice.day, voice.kind, voice.person), voice)
        return Written()

    @atomic
    def letters_before(self, at: datetime, limit: int) -> list[Confirmation]:
        waiting = [letter for letter in self._letters.values() if letter.at < at]
        return sorted(waiting, key=lambda letter: letter.at)[:limit]

    @atomic
    def drop_letter(self, letter: Confirmation) -> bool:
        return self._letters.pop((letter.day, letter.person), None) is not None

    @atomic
    def move_facts(self, moves: Moves, entry: Audit | None = None) -> Written | Stale:
        if any(self._moved_since(before) for before, _ in moves):
            return Stale()
        for before, after in moves:
            self._facts[after.day][after.key] = after
            self._tally(after, tally_move(before, after))
        self._audits += [entry] if entry else []
        return Written()

    @atomic
    def held_facts(self, day: str, limit: int) -> list[Fact]:
        held = [fact for fact in self._facts.get(day, {}).values() if for_a_human(fact)]
        return sorted(held, key=lambda fact: fact.at, reverse=True)[:limit]

    def _leads(self, led: str, owner: str) -> bool:
        """Their own id may not be taken yet; what leads to another does so still."""
        return self._aliases.get(led, led) == owner

    def _sign(self, fact: Fact, arrivals: Sequence[Arrival], letter: Confirmation | None) -> None:
        self._count(fact)
        for arrival in arrivals:
            for part in (None, arrival.part):
                self._arrivals[arrival.mark, part] = self._arrivals.get((arrival.mark, part), 0) + 1
        if letter:
            self._letters[letter.day, letter.person] = letter

    def _full(self, arrival: Arrival) -> bool:
        most = {None: arrival.limit.sustained, arrival.part: arrival.limit.burst}
        return any(
            n and self._arrivals.get((arrival.mark, part), 0) >= n for part, n in most.items()
        )

    def _moved_since(self, read: Fact) -> bool:
        stored = self._facts.get(read.day, {}).get(read.key)
        return stored is None or (stored.state, stored.proved) != (read.state, read.proved)
