"""What the carrier can be told to do wrong.

`POST /faults` with a JSON object adds a rule, `GET /faults` lists them, `DELETE /faults` ends them.

    kind      slow      wait `seconds` before looking at a create
              fail      refuse with the Twilio `code`; a 30xxx code accepts and fails later
              busy      429 (20429): not processed
              time_out  accept, then hold the answer for `seconds` (default 30)
              break     accept, then answer 500 (20500)
              repeat    send each status callback twice
              reorder   send the status callbacks last first
              silent    send no status callback, or tell nothing of a mail
              bounce, soft_bounce, complain   what becomes of a packet's mail (`receipts.py`)
    to        only texts to this number, or mails to this address
    next      only the next so many
    share     only this share of them, 0 to 1, drawn with `seed`

All given conditions must hold.
"""

import random
import threading
from dataclasses import dataclass, field
from typing import Any

OF_TEXTS = ("slow", "fail", "busy", "time_out", "break", "repeat", "reorder", "silent")
OF_MAILS = ("bounce", "soft_bounce", "complain")
KINDS = (*OF_TEXTS, *OF_MAILS)
FIELDS = ("kind", "to", "next", "share", "seed", "seconds", "code")


class FaultError(ValueError):
    """A rule that makes no sense; its words are for the person who wrote it."""


@dataclass(slots=True)
class Fault:
    """One rule and how often it may still strike."""

    kind: str
    to: str | None = None
    left: int | None = None
    share: float = 1.0
    seconds: float = 30.0
    code: int = 0
    chance: random.Random = field(default_factory=random.Random)

    def strikes(self, to: str) -> bool:
        """Whether it hits this text; counts down `left` when it does."""
        if self.left == 0 or self.to not in (None, to):
            return False
        if self.share < 1 and self.chance.random() >= self.share:
            return False
        self.left = None if self.left is None else self.left - 1
        return True

    def as_json(self) -> dict[str, Any]:
        shown = {name: getattr(self, name) for name in ("kind", "to", "share", "seconds", "code")}
        return shown | {"next": self.left}


class Faults:
    """The rules in force; first added, first asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: list[Fault] = []

    def add(self, rule: dict[str, Any]) -> Fault:
        """Put a rule in force; raise FaultError when it makes no sense."""
        fault = parse(rule)
        with self._lock:
            self._rules.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def all(self) -> list[dict[str, Any]]:
        with self._lock:
            return [fault.as_json() for fault in self._rules]

    def take(self, kind: str, to: str) -> Fault | None:
        """The rule of this kind that hits a text to `to`, if one does."""
        with self._lock:
            ours = (fault for fault in self._rules if fault.kind == kind)
            return next((fault for fault in ours if fault.strikes(to)), None)


def parse(rule: dict[str, Any]) -> Fault:
    """The rule that a JSON object describes."""
    if unknown := set(rule) - set(FIELDS):
        raise FaultError(f"unknown field {sorted(unknown)[0]!r}; there are {', '.join(FIELDS)}")
    if rule.get("kind") not in KINDS:
        raise FaultError(f"kind must be one of {', '.join(KINDS)}")
    if rule["kind"] == "fail" and not rule.get("code"):
        raise FaultError("fail needs a code, for example 30007")
    given = {
        name: rule[name] for name in ("kind", "to", "share", "seconds", "code") if name in rule
    }
    return Fault(**given, left=rule.get("next"), chance=random.Random(rule.get("seed")))
