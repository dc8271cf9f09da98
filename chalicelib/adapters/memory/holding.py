"""All that bears a person's id, for an export. See `ports.People.held`."""

from chalicelib.adapters.memory.people import MemoryPeople
from chalicelib.adapters.memory.shelves import atomic
from chalicelib.ports.held import Held, KeptText


class MemoryHolding(MemoryPeople):
    @atomic
    def held(self, person: str) -> Held:
        facts = (fact for day in self._facts.values() for fact in day.values())
        return Held(
            messages=tuple(m for m in self._messages.values() if m.person == person),
            replies=tuple(r for r in self._replies.values() if r.person == person),
            leaders=tuple(each for each in self._leaders.values() if each.person == person),
            cases=tuple(case for case in self._cases.values() if case.person == person),
            aliases=tuple(self.aliases_of(person)),
            tokens=tuple(token for token, of in self._tokens.items() if of == person),
            consents=tuple(self.consent_history(person)),
            texts=tuple(
                KeptText(sid=sid, sealed=sealed, at=at)
                for sid, sealed, of, at in self._texts.values()
                if of == person
            ),
            letters=tuple(each for each in self._letters.values() if each.person == person),
            voices=tuple(each for each in self._voices.values() if each.person == person),
            facts=tuple(fact for fact in facts if fact.person == person),
        )
