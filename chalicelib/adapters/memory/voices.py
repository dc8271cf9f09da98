"""Names and testimonies. See `ports.Voices`."""

from collections.abc import Iterator

from chalicelib.adapters.memory.shelves import Shelves, atomic
from chalicelib.domain.audits import Audit
from chalicelib.domain.facts import slot_of
from chalicelib.domain.voices import Voice, VoiceKind, VoiceState
from chalicelib.ports import Exists, Stale, Written


class MemoryVoices(Shelves):
    @atomic
    def voice(self, day: str, kind: VoiceKind, person: str) -> Voice | None:
        return self._voices.get((day, kind, person))

    @atomic
    def add_voice(self, voice: Voice) -> Written | Exists:
        key = (voice.day, voice.kind, voice.person)
        if key in self._voices:
            return Exists()
        self._voices[key] = voice
        return Written()

    @atomic
    def move_voice(self, before: Voice, after: Voice, entry: Audit) -> Written | Stale:
        key = (before.day, before.kind, before.person)
        stored = self._voices.get(key)
        if stored is None or (stored.state, stored.at) != (before.state, before.at):
            return Stale()
        self._voices[key] = after
        self._audits.append(entry)
        return Written()

    @atomic
    def voices_in(self, day: str, slot: int, kind: VoiceKind) -> Iterator[Voice]:
        slots = self._days[self._known(day)].slots
        of_day = (v for key, v in sorted(self._voices.items()) if key[:2] == (day, kind))
        return iter([voice for voice in of_day if slot_of(voice.person, slots) == slot])

    @atomic
    def stories(self, day: str, state: VoiceState, limit: int) -> list[Voice]:
        found = [
            v for v in self._voices.values() if (v.day, v.kind, v.state) == (day, "story", state)
        ]
        return sorted(found, key=lambda voice: voice.at, reverse=True)[:limit]
