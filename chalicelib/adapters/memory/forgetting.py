"""Erasing what bears a person's id. See `ports.People.forget`."""

from collections.abc import Callable
from typing import Any

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.facts import buried
from chalicelib.ports import Forgotten


class MemoryForgetting(Shelves):
    @atomic
    def forget(self, person: str, tombstone: Callable[[], str]) -> Forgotten:
        for message in self._messages.values():
            if message.person == person:
                self._leases.pop(message.id, None)
        return Forgotten(
            messages=_drop(self._messages, lambda m: m.person == person),
            replies=_drop(self._replies, lambda r: r.person == person),
            leaders=_drop(self._leaders, lambda leader: leader.person == person),
            cases=_drop(self._cases, lambda case: case.person == person),
            aliases=_drop(self._aliases, lambda of: of == person),
            tokens=_drop(self._tokens, lambda of: of == person),
            consents=self._drop_consents(person),
            letters=_drop(self._letters, lambda letter: letter.person == person),
            voices=_drop(self._voices, lambda voice: voice.person == person),
            texts=_drop(self._texts, lambda text: text[2] == person),
            facts=sum(self._bury(day, person, tombstone()) for day in self._facts),
        )

    def _drop_consents(self, person: str) -> int:
        theirs = [key for key in self._consents if key[0] == person]
        for key in theirs:
            del self._consents[key]
        return len(theirs)

    def _bury(self, day: str, person: str, tombstone: str) -> int:
        """There are no slots in memory: any other id keeps the tallies."""
        facts = self._facts[day]
        theirs = [fact for fact in facts.values() if fact.person == person]
        for fact in theirs:
            moved = buried(fact, tombstone)
            del facts[fact.key]
            facts[moved.key] = moved
        self._dealt.pop(day, None)
        return len(theirs)


def _drop(shelf: dict[Any, Any], which: Callable[[Any], bool]) -> int:
    """Deletes the values of which it is true; returns how many."""
    keys = [key for key, value in shelf.items() if which(value)]
    for key in keys:
        del shelf[key]
    return len(keys)
