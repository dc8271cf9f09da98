"""One person of whom somebody asks: who they are, and where the lists have them."""

import re
from collections.abc import Iterable, Iterator

from chalicelib.ports import Objects, Store, Vault

LISTS = ("roster/", "chunks/")
"""Private objects with a line for each person."""


def hashed_of(who: str, vault: Vault) -> str:
    """The keyed hash of an E.164 number or canonical mail address; a person's id is itself one."""
    return vault.person_id(who) if who.startswith("+") or "@" in who else who


def ids_of(who: str, store: Store, vault: Vault) -> tuple[str, ...]:
    """Every id of the person, theirs last: what leads to them goes first in an erasure."""
    hashed = hashed_of(who, vault)
    owner = store.alias(hashed) or hashed
    others = dict.fromkeys((hashed, *store.aliases_of(owner)))
    return (*(each for each in others if each != owner), owner)


def listed(ids: Iterable[str], files: Objects) -> Iterator[tuple[str, re.Pattern[bytes]]]:
    """The keys of all lists, each with what their lines in it look like."""
    either = "|".join(re.escape(each) for each in ids)
    theirs = re.compile(rf"(?<![\w.])(?:{either})(?![\w.])".encode())
    return ((key, theirs) for prefix in LISTS for key in files.keys(prefix))
