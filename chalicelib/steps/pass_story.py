"""A human's word on a testimony: it goes with the next packets, or it does not."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from chalicelib.domain.audits import Audit
from chalicelib.domain.voices import Voice, VoiceState
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.ports import Stale, Store

Move = Literal["pass_story", "refuse_story", "withdraw_story"]
MOVES: dict[Move, tuple[VoiceState, VoiceState]] = {
    "pass_story": ("waiting", "passed"),
    "refuse_story": ("waiting", "refused"),
    "withdraw_story": ("passed", "withdrawn"),
}
"""From which state to which."""


def pass_story(
    day: str, person: str, shown: datetime, move: Move, entry: Audit, *, store: Store
) -> None:
    """`shown`: the instant of the words that were read: newer ones are read anew. Twice is once.

    Raises NotFoundError for none, ConflictError where it is another by now.
    """
    before, after = MOVES[move]
    story = store.voice(day, "story", person)
    if story is None or story.at != shown:
        raise NotFoundError("no such testimony")
    if story.state == after:
        return
    moved = _moved(story, after)
    if story.state != before or isinstance(store.move_voice(story, moved, entry), Stale):
        raise ConflictError("the testimony has moved")


def _moved(story: Voice, state: VoiceState) -> Voice:
    """What goes to nobody is not kept."""
    return replace(story, state=state, words=story.words if state == "passed" else b"")
