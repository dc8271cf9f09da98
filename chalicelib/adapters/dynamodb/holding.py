"""All that bears a person's id, for an export. See `ports.People.held`."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from chalicelib.adapters.dynamodb.forgetting import DynamoForgetting, kind_of
from chalicelib.adapters.dynamodb.marshal import Item, from_item
from chalicelib.domain.cases import Case
from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Consent
from chalicelib.domain.replies import Reply
from chalicelib.domain.voices import Voice
from chalicelib.ports.held import Held, KeptText


class DynamoHolding(DynamoForgetting):
    def held(self, person: str) -> Held:
        found: dict[str, list[Any]] = defaultdict(list)
        for item in self._table.bearing(person):
            kind = kind_of(item)
            found[kind].append(_READ[kind](item))
        return Held(**{kind: tuple(values) for kind, values in found.items()})


def _of(type_: type) -> Callable[[Item], Any]:
    return lambda item: from_item(item, type_)


def _named(item: Item) -> str:
    """What an alias or a token is called: the rest of its partition's key."""
    return str(item["PK"]["S"]).partition("#")[2]


_READ: dict[str, Callable[[Item], Any]] = {
    "messages": _of(Message),
    "replies": _of(Reply),
    "leaders": _of(Leader),
    "cases": _of(Case),
    "aliases": _named,
    "tokens": _named,
    "consents": _of(Consent),
    "texts": _of(KeptText),
    "letters": _of(Confirmation),
    "voices": _of(Voice),
    "facts": _of(Fact),
}
