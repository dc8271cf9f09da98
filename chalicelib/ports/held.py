"""What a store keeps of one person beside the person item itself; fields as in `Forgotten`."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.cases import Case
from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Consent
from chalicelib.domain.replies import Reply
from chalicelib.domain.voices import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """An inbound text that waits for its replay."""

    sid: str
    sealed: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Each list in any order. `aliases` are keyed hashes of further addresses."""

    messages: tuple[Message, ...] = ()
    replies: tuple[Reply, ...] = ()
    leaders: tuple[Leader, ...] = ()
    cases: tuple[Case, ...] = ()
    aliases: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    texts: tuple[KeptText, ...] = ()
    letters: tuple[Confirmation, ...] = ()
    voices: tuple[Voice, ...] = ()
    facts: tuple[Fact, ...] = ()
