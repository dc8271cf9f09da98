"""Outbound texts, claimed before they are sent. See `ports.Messages`."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import Clause, adds, becomes, joined, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.people import if_version, person_parts
from chalicelib.adapters.dynamodb.queries import read_all
from chalicelib.adapters.dynamodb.transactions import add, check, update
from chalicelib.domain.breaker import WaveCount
from chalicelib.domain.days import Day
from chalicelib.domain.messages import Message, counted_as, parse_message_id
from chalicelib.domain.people import Person
from chalicelib.ports import Exists, Stale, Written


class DynamoMessages(OnTable):
    def claim(
        self,
        person: Person,
        message: Message,
        lease_at: datetime,
        proof: str = "",
        day: Day | None = None,
    ) -> Written | Stale | Exists:
        parts = [
            add("message", message_item(message, lease_at)),
            *person_parts(person, _if_reachable(person)),
        ]
        if proof:
            key = self._fact_key(message.day, person.id, proof)
            parts.append(check("proof", key, UNPROVED))
        if day:
            parts.append(check("day", keys.day(day.id), _still_sending(day)))
        refused = self._table.commit(parts)
        if not refused:
            return Written()
        moved = not refused.keys().isdisjoint(("person", "token", "day"))
        return Stale() if moved and "message" not in refused else Exists()

    def claim_again(
        self, person: Person, before: Message, after: Message, lease_at: datetime, proof: str = ""
    ) -> Written | Stale | Exists:
        parts = [
            update("message", *_again(before, after, lease_at)),
            check("person", keys.person(person.id), _if_reachable(person)),
        ]
        if proof:
            key = self._fact_key(after.day, person.id, proof)
            parts.append(check("proof", key, UNPROVED))
        refused = self._table.commit(parts)
        if not refused:
            return Written()
        return Stale() if "person" in refused and "message" not in refused else Exists()

    def retries_due(self, now: datetime, limit: int) -> list[Message]:
        waiting = self._table.agenda(keys.shards("RETRY"), now, limit)
        return [from_item(item, Message) for item in waiting]

    def renew_claim(self, message: Message, lease_at: datetime) -> bool:
        """On the person's own item, so that it takes its turn with an opt-out (promise 1)."""
        lease = becomes({"claim": attribute(message.id), "claim_renewed_at": attribute(lease_at)})
        return self._table.update(keys.person(message.person), joined(lease, _IN))

    def move_message(self, before: Message, after: Message) -> Written | Stale:
        key, clause = _move(before, after)
        return Written() if self._table.update(key, clause) else Stale()

    def move_messages(self, moves: Sequence[tuple[Message, Message]]) -> None:
        parts = [update("moved", *_move(before, after), optional=True) for before, after in moves]
        waves = Counter((before.day, before.ask) for before, _ in moves)
        counts = [
            update("wave", keys.wave(*wave), adds({"texts": texts}))
            for wave, texts in waves.items()
        ]
        self._table.commit([*parts, *counts])

    def count_failure(self, day: str, ask: str, filtered: int) -> WaveCount:
        item = self._table.changed(keys.wave(day, ask), adds({"failed": 1, "filtered": filtered}))
        names = ("texts", "failed", "filtered", "turn")
        counted = {n: int(item[n]["N"]) for n in names if n in item} if item else {}
        return WaveCount(**counted)

    def restart_count(self, day: str, ask: str) -> None:
        nought = becomes({name: attribute(0) for name in ("texts", "failed", "filtered")})
        nought["UpdateExpression"] += " ADD #turn :one"
        nought["ExpressionAttributeNames"]["#turn"] = "turn"
        nought["ExpressionAttributeValues"][":one"] = attribute(1)
        self._table.update(keys.wave(day, ask), nought)

    def message(self, public_id: str) -> Message | None:
        """None, too, for what is no message's id."""
        try:
            key = keys.message(*parse_message_id(public_id))
        except ValueError:
            return None
        item = self._table.get(key)
        return from_item(item, Message) if item else None

    def claims_before(self, lease_at: datetime, limit: int) -> list[Message]:
        before = lease_at - datetime.resolution
        claims = self._table.agenda(keys.shards("CLAIM"), before, limit)
        return [from_item(item, Message) for item in claims]

    def message_counts(self, day: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for part in read_all(self._counts_in, keys.shards(f"MESSAGE#{day}")):
            counts.update(part)
        return dict(counts)

    def _counts_in(self, partition: str) -> Counter[str]:
        messages = self._table.whole_journal(partition, ("ask", "n", "status", "in_answer"))
        return Counter(_counted_as(message) for message in messages)


def _move(before: Message, after: Message) -> tuple[Item, Clause]:
    """The message's key, and its change to `after` if it still stands as `before`."""
    changes = {
        "status": attribute(after.status),
        "sid": attribute(after.sid) if after.sid else None,
        "code": attribute(after.code),
    }
    if after.retry_at:
        retry = keys.agenda(keys.shard("RETRY", before.person), after.retry_at)
        changes |= {"retry_at": attribute(after.retry_at), **retry}
    elif after.status != "claimed":
        changes |= dict.fromkeys(("retry_at", "agenda", "agenda_at"))
    key = keys.message(before.person, before.day, before.ask, before.n)
    return key, joined(becomes(changes), still(status=attribute(before.status)))


def _again(before: Message, after: Message, lease_at: datetime) -> tuple[Item, Clause]:
    """The message's key, and its change to a claim of its next try if it still waits for it."""
    changes = {
        "status": attribute(after.status),
        "tries": attribute(after.tries),
        "code": attribute(after.code),
        **keys.agenda(keys.shard("CLAIM", after.person), lease_at),
        **dict.fromkeys(("sid", "retry_at")),
    }
    waits = still(status=attribute("retry"), tries=attribute(before.tries))
    key = keys.message(before.person, before.day, before.ask, before.n)
    return key, joined(becomes(changes), waits)


def _counted_as(message: Item) -> str:
    in_answer = bool(message.get("in_answer", {}).get("BOOL"))
    return counted_as(
        message["ask"]["S"], int(message["n"]["N"]), message["status"]["S"], in_answer
    )


def message_item(message: Message, lease_at: datetime | None = None) -> Item:
    """In the agenda while its claim has no outcome; `lease_at` is real time."""
    item = keys.message(message.person, message.day, message.ask, message.n) | to_item(message)
    item |= keys.journal(keys.shard(f"MESSAGE#{message.day}", message.person), message.claimed_at)
    if lease_at:
        item |= keys.agenda(keys.shard("CLAIM", message.person), lease_at)
    return item


_IN: Clause = {
    "ConditionExpression": "#consent = :in",
    "ExpressionAttributeNames": {"#consent": "consent"},
    "ExpressionAttributeValues": {":in": {"S": "in"}},
}
UNPROVED: Clause = {
    "ConditionExpression": "attribute_not_exists(PK) OR proved = :false",
    "ExpressionAttributeValues": {":false": {"BOOL": False}},
}


def _still_sending(day: Day) -> Clause:
    """What a claim asks of its day is as it was (promise 6): see `Day.sending`."""
    was = to_item(day)
    return still(state=was["state"], waves=was.get("waves"), ended=was.get("ended"))


def _if_reachable(person: Person) -> Clause:
    """The person moved by nobody since, and not opted out (promise 1)."""
    return joined(if_version(person), _IN)
