"""All there is of one person. See `ports.Stories`."""

from collections.abc import Iterable

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.facts import Fact
from chalicelib.domain.messages import Message
from chalicelib.domain.replies import Reply


class MemoryStories(Shelves):
    @atomic
    def replies_of(self, person: str) -> list[Reply]:
        found = (reply for reply in self._replies.values() if reply.person == person)
        return sorted(found, key=lambda reply: reply.at)

    @atomic
    def messages_of(self, person: str) -> list[Message]:
        found = (message for message in self._messages.values() if message.person == person)
        return sorted(found, key=lambda message: message.claimed_at)

    @atomic
    def facts_of(self, person: str, day: str, keys_: Iterable[str]) -> list[Fact]:
        facts = self._facts.get(self._known(day), {})
        found = (facts[key] for key in dict.fromkeys(keys_) if key in facts)
        return sorted(found, key=lambda fact: (fact.at, fact.key))
