"""Names and testimonies. See `ports.Voices`."""

from collections.abc import Iterator

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.audits import audited
from chalicelib.adapters.dynamodb.clauses import ABSENT, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.transactions import put
from chalicelib.domain.audits import Audit
from chalicelib.domain.voices import Voice, VoiceKind, VoiceState
from chalicelib.ports import Exists, Stale, Written


class DynamoVoices(OnTable):
    def voice(self, day: str, kind: VoiceKind, person: str) -> Voice | None:
        item = self._table.get(self._voice_key(day, kind, person))
        return from_item(item, Voice) if item else None

    def add_voice(self, voice: Voice) -> Written | Exists:
        return Written() if self._table.put(self._voice_item(voice), ABSENT) else Exists()

    def move_voice(self, before: Voice, after: Voice, entry: Audit) -> Written | Stale:
        unmoved = still(state=attribute(before.state), at=attribute(before.at))
        parts = [put("voice", self._voice_item(after), unmoved), *audited(entry)]
        return Stale() if self._table.commit(parts) else Written()

    def voices_in(self, day: str, slot: int, kind: VoiceKind) -> Iterator[Voice]:
        items = self._table.partition(keys.voices(day, slot), f"{kind}#")
        return (from_item(item, Voice) for item in items)

    def stories(self, day: str, state: VoiceState, limit: int) -> list[Voice]:
        newest = self._table.journal([keys.stories(day, state)], limit)
        return [from_item(item, Voice) for item in newest]

    def _voice_item(self, voice: Voice) -> Item:
        place = self._voice_key(voice.day, voice.kind, voice.person)
        return place | voice_item(voice)


def voice_item(voice: Voice) -> Item:
    """A testimony stands in the journal of its state, for moderators."""
    listed = keys.journal(keys.stories(voice.day, voice.state), voice.at)
    return to_item(voice) | (listed if voice.kind == "story" else {})
