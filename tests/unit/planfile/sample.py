"""A small plan without mistakes, and catalogues in memory."""

from collections.abc import Mapping
from datetime import UTC, datetime

from chalicelib.errors import NotFoundError

FILE = "plans/rivers.yaml"
NOW = datetime(2027, 2, 20, 9, tzinfo=UTC)
PLAN = """\
day: rivers-2027
organisation: Living Rivers
languages: [en, fr]
date: 2027-03-20
zone: Europe/Paris
dates: {vote: 2027-03-23 15:00}
demand: {en: Ban PFAS, fr: Interdire les PFAS}
coordinators: [lea@rivers.example]
senders: {NO: long-code, other: short-code}
targets:
  minister:
    name: {en: the minister, fr: la ministre}
    deliver: mail
    to: office@ministry.example
asks:
  sign:
    level: 1
    does: sign
    send: 2027-03-15 18:30
    until: before-vote
    answers: [accept, later]
    nudges: [2 days]
    text:
      en: "{org}: sign: reply 1. Later: 2. No more texts: STOP"
      fr: "{org}: signer: répondez 1. Plus tard: 2. Plus de textos: STOP"
  host:
    level: 2
    does: host
    who: active or hosted-before
    send: 2027-03-02 18:00
    until: 2027-03-14 20:00
    answers: [accept, attend]
    text:
      en: "{org}: host? 1 yes 2 I'll come. No more texts: STOP"
      fr: "{org}: accueillir? 1 oui 2 je viens. Plus de textos: STOP"
  attend: {level: 2, does: attend, until: 2027-03-20 12:00}
triggers:
  ten-thousand: {when: 10000 signatures, hold: 30 minutes, deliver: [minister]}
  before-vote: {when: 2 hours before vote, deliver: [minister]}
leaders:
  follow_up:
    accepted + 1 hour: kit
    gathering - 1 day: ready
    gathering + 3 hours: report
  silent: {after: 2 days, call: lea@rivers.example}
"""


class FakeCatalogues:
    """Says every key in every language it knows, and remembers what it was asked for."""

    def __init__(self, languages: tuple[str, ...] = ("en", "fr")) -> None:
        self._languages = languages
        self.said: list[tuple[str, str]] = []

    def say(self, key: str, language: str, values: Mapping[str, str]) -> str:
        """`fr ask.sign` with the variables of a real text; English for a language not known."""
        self.said.append((key, language))
        if key == "ask.wear":
            raise NotFoundError(key)
        spoken = language if language in self._languages else "en"
        if key.startswith("ask."):
            return f"{values['org']}: {spoken} {key} {values.get('options', '')}. STOP"
        return f"{spoken} {key}"
