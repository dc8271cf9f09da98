"""Replies and web forms, each in one transaction with what they count. See `ports.Recording`."""

from collections.abc import Iterator, Sequence

from chalicelib.adapters.dynamodb import facts, keys
from chalicelib.adapters.dynamodb.cases import case_item
from chalicelib.adapters.dynamodb.clauses import becomes, joined, still
from chalicelib.adapters.dynamodb.ids import are_free
from chalicelib.adapters.dynamodb.leaders import leader_item
from chalicelib.adapters.dynamodb.marshal import Item, from_item, to_item
from chalicelib.adapters.dynamodb.messages import UNPROVED, message_item
from chalicelib.adapters.dynamodb.people import if_version, person_parts
from chalicelib.adapters.dynamodb.tallies import DynamoTallies
from chalicelib.adapters.dynamodb.transactions import SHOWN, Part, Refused, add, check, put, update
from chalicelib.adapters.dynamodb.voices import DynamoVoices
from chalicelib.domain.facts import Fact, restored, tally_change, tally_move, withdrawn
from chalicelib.domain.replies import Decision, Reply
from chalicelib.ports import AlreadyAnswered, FactsExist, Stale, Written


class DynamoRecording(DynamoVoices, DynamoTallies):
    def record(
        self, decision: Decision, reply: Reply, free: Sequence[str] = ()
    ) -> Written | AlreadyAnswered | Stale | FactsExist:
        """A case that is open already stays as it is, and the rest is written."""
        refused = self._table.commit([*self._parts(decision, reply), *are_free(free)])
        return _answer(refused) if refused else Written()

    def reply(self, person: str, sid: str) -> Reply | None:
        item = self._table.get(keys.reply(person, sid))
        return from_item(item, Reply) if item else None

    def recent_replies(self, day: str, limit: int) -> list[Reply]:
        newest = self._table.journal(keys.shards(f"REPLY#{day}"), limit)
        return [from_item(item, Reply) for item in newest]

    def _parts(self, decision: Decision, reply: Reply) -> Iterator[Part]:
        yield add("reply", _reply_item(reply))
        yield from person_parts(decision.person, if_version(decision.person))
        moves = self._moves(decision)
        yield from self._added(decision.facts)
        yield from (facts.moved("move", self._place(b), b, after) for b, after in moves)
        changes = [(fact, tally_change(fact)) for fact in decision.facts]
        changes += [(after, tally_move(before, after)) for before, after in moves]
        yield from self._tally_updates(changes)
        yield from (self._proof(decision, fact) for fact in decision.proves)
        yield from (self._unproved(decision, fact) for fact in decision.unless if fact)
        yield from (add("offer", message_item(offer)) for offer in decision.offers)
        yield from (add("case", case_item(case), optional=True) for case in decision.cases)
        if decision.leader:
            yield put("leader", leader_item(decision.leader))
        if decision.voice:
            yield put("voice", self._voice_item(decision.voice))

    def _added(self, added: Sequence[Fact]) -> Iterator[Part]:
        """Whoever writes these writes the change of their tallies as well (promise 3)."""
        for fact in added:
            yield add("fact", facts.fact_item(self._place(fact), fact))

    def _moves(self, decision: Decision) -> list[tuple[Fact, Fact]]:
        """The facts that are there and do move, each before and after."""
        moves = [(fact, withdrawn(fact)) for fact in self._found(decision, decision.withdraws)]
        moves += [(fact, restored(fact)) for fact in self._found(decision, decision.restores)]
        return [(before, after) for before, after in moves if after != before]

    def _found(self, decision: Decision, wanted: Sequence[str]) -> Iterator[Fact]:
        for fact in wanted:
            item = self._table.get(self._fact_key(decision.day, decision.person.id, fact))
            if item:
                yield from_item(item, Fact)

    def _unproved(self, decision: Decision, fact: str) -> Part:
        key = self._fact_key(decision.day, decision.person.id, fact)
        return check("fact", key, UNPROVED | SHOWN)

    def _proof(self, decision: Decision, fact: str) -> Part:
        key = self._fact_key(decision.day, decision.person.id, fact)
        return update("proof", key, joined(becomes({"proved": {"BOOL": True}}), still()))


def _reply_item(reply: Reply) -> Item:
    item = keys.reply(reply.person, reply.sid) | to_item(reply)
    if not reply.day:
        return item
    return item | keys.journal(keys.shard(f"REPLY#{reply.day}", reply.sid), reply.at)


def _answer(refused: Refused) -> AlreadyAnswered | Stale | FactsExist:
    if "reply" in refused:
        return AlreadyAnswered(from_item(refused["reply"][0], Reply))
    if "fact" not in refused or not refused.keys().isdisjoint(("person", "token", "free")):
        return Stale()
    there = [from_item(item, Fact) for item in refused["fact"]]
    return FactsExist({fact.key: fact for fact in there})
