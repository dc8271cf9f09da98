"""Signatures by state. See `ports.Signing`."""

from chalicelib.adapters.dynamodb import facts
from chalicelib.adapters.dynamodb.audits import audited
from chalicelib.adapters.dynamodb.marshal import from_item
from chalicelib.adapters.dynamodb.recording import DynamoRecording
from chalicelib.domain.audits import Audit
from chalicelib.domain.facts import Fact, tally_move
from chalicelib.ports import Stale, Written
from chalicelib.ports.signing import Moves


class DynamoSigning(DynamoRecording):
    def move_facts(self, moves: Moves, entry: Audit | None = None) -> Written | Stale:
        parts = [facts.moved("fact", self._place(before), before, after) for before, after in moves]
        parts += self._tally_updates(
            [(after, tally_move(before, after)) for before, after in moves]
        )
        return Stale() if self._table.commit([*parts, *audited(entry)]) else Written()

    def held_facts(self, day: str, limit: int) -> list[Fact]:
        newest = self._table.journal(facts.held_in(day), limit)
        return [from_item(item, Fact) for item in newest]
