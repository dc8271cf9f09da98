"""Signatures by state. See `ports.Signing`."""

from chalicelib.adapters.memory.recording import MemoryRecording
from chalicelib.adapters.memory.shelves import atomic
from chalicelib.domain.audits import Audit
from chalicelib.domain.facts import Fact, tally_move
from chalicelib.ports import Stale, Written
from chalicelib.ports.signing import Moves


class MemorySigning(MemoryRecording):
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
        held = [fact for fact in self._facts.get(day, {}).values() if fact.state == "held"]
        return sorted(held, key=lambda fact: fact.at, reverse=True)[:limit]

    def _moved_since(self, read: Fact) -> bool:
        stored = self._facts.get(read.day, {}).get(read.key)
        return stored is None or (stored.state, stored.proved) != (read.state, read.proved)
