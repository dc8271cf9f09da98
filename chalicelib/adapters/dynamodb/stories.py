"""All there is of one person. See `ports.Stories`."""

from collections.abc import Iterable

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.marshal import from_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.domain.facts import Fact, slot_of
from chalicelib.domain.messages import Message
from chalicelib.domain.replies import Reply


class DynamoStories(OnTable):
    def replies_of(self, person: str) -> list[Reply]:
        items = self._table.partition(f"PERSON#{person}", "REPLY#")
        return sorted((from_item(item, Reply) for item in items), key=lambda reply: reply.at)

    def messages_of(self, person: str) -> list[Message]:
        items = self._table.partition(f"PERSON#{person}", "MESSAGE#")
        messages = (from_item(item, Message) for item in items)
        return sorted(messages, key=lambda message: message.claimed_at)

    def facts_of(self, person: str, day: str, keys_: Iterable[str]) -> list[Fact]:
        slot = slot_of(person, self._slots_of(day))
        wanted = [keys.fact(day, slot, key) for key in dict.fromkeys(keys_)]
        facts = (from_item(item, Fact) for item in self._table.get_many(wanted))
        return sorted(facts, key=lambda fact: (fact.at, fact.key))
