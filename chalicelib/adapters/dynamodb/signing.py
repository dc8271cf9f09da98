"""Signatures by state. See `ports.Signing`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.adapters.dynamodb import facts, keys
from chalicelib.adapters.dynamodb.arrivals import counted, source_of
from chalicelib.adapters.dynamodb.audits import audited
from chalicelib.adapters.dynamodb.clauses import ABSENT, PRESENT
from chalicelib.adapters.dynamodb.ids import alias_part, are_free, led_part
from chalicelib.adapters.dynamodb.marshal import Item, from_item, to_item
from chalicelib.adapters.dynamodb.recording import DynamoRecording
from chalicelib.adapters.dynamodb.transactions import Part, add, check, put
from chalicelib.domain.audits import Audit
from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.facts import Fact, tally_change, tally_move
from chalicelib.domain.suspects import Arrival
from chalicelib.domain.voices import Voice
from chalicelib.ports import Crowded, Exists, Stale, Written
from chalicelib.ports.signing import Moves


class DynamoSigning(DynamoRecording):
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
        parts = [*self._added((fact,)), *self._tally_updates([(fact, tally_change(fact))])]
        parts += [counted(arrival) for arrival in arrivals]
        joined = self._joined(fact, also, free)
        parts += [*joined, *([led_part(led, fact.person)] if led else [])]
        parts += [put("letter", _letter_item(letter))] if letter else []
        parts += [add("voice", self._voice_item(voice), optional=True) for voice in voices]
        refused = self._table.commit(parts)
        if "led" in refused or "free" in refused:
            return Stale()
        if "fact" in refused and also and "other" not in refused:
            self._table.commit(joined)
        if "fact" in refused or "other" in refused:
            return Exists()
        return Crowded(source_of(refused)) if refused else Written()

    def letters_before(self, at: datetime, limit: int) -> list[Confirmation]:
        items = self._table.agenda(keys.letters(), at, limit)
        letters = (from_item(item, Confirmation) for item in items)
        return [letter for letter in letters if letter.at < at]

    def drop_letter(self, letter: Confirmation) -> bool:
        return self._table.delete(keys.letter(letter.day, letter.person), PRESENT)

    def _joined(self, fact: Fact, also: str, free: Sequence[str]) -> list[Part]:
        """The alias, if it is nobody's, and only if nobody signed under it."""
        parts = list(are_free(free))
        if not also:
            return parts
        other = self._place(replace(fact, person=also))
        alias = alias_part(also, fact.person, bool(free))
        return [*parts, check("other", other, ABSENT), alias]

    def move_facts(self, moves: Moves, entry: Audit | None = None) -> Written | Stale:
        parts = [facts.moved("fact", self._place(before), before, after) for before, after in moves]
        parts += self._tally_updates(
            [(after, tally_move(before, after)) for before, after in moves]
        )
        return Stale() if self._table.commit([*parts, *audited(entry)]) else Written()

    def held_facts(self, day: str, limit: int) -> list[Fact]:
        newest = self._table.journal(facts.held_in(day), limit)
        return [from_item(item, Fact) for item in newest]


def _letter_item(letter: Confirmation) -> Item:
    listed = keys.agenda(keys.shard("LETTER", letter.person), letter.at)
    return keys.letter(letter.day, letter.person) | to_item(letter) | listed
