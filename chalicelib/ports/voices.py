"""The store's part for names and testimonies that people gave to be passed on."""

from collections.abc import Iterator
from typing import Protocol

from chalicelib.domain.audits import Audit
from chalicelib.domain.voices import Voice, VoiceKind, VoiceState
from chalicelib.ports.written import Exists, Stale, Written


class Voices(Protocol):
    """One voice of each kind for a person and a day. `record` and `sign` write them too."""

    def voice(self, day: str, kind: VoiceKind, person: str) -> Voice | None: ...

    def add_voice(self, voice: Voice) -> Written | Exists:
        """Writes it if that person has none of that kind, not even one they took back."""
        ...

    def move_voice(self, before: Voice, after: Voice, entry: Audit) -> Written | Stale:
        """Writes `after` and `entry` if the stored one has `before`'s state and instant."""
        ...

    def voices_in(self, day: str, slot: int, kind: VoiceKind) -> Iterator[Voice]:
        """Those of the persons of one slot, by person; consistently read."""
        ...

    def stories(self, day: str, state: VoiceState, limit: int) -> list[Voice]:
        """Testimonies in that state, the newest first; an index that may be a moment behind."""
        ...
