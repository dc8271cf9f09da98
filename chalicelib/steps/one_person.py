"""One person of whom somebody asks: who they are, and where the lists have them."""

import re
from collections.abc import Iterable, Iterator

from chalicelib.ports import Objects, Store, Vault
from chalicelib.steps.whose import Whose, owner_behind

LISTS = ("roster/", "chunks/")
"""Private objects with a line for each person."""


def named(who: str, store: Store, vault: Vault) -> Whose:
    """Who an E.164 number, a canonical mail address or a person's id leads to."""
    ids = vault.ids(who) if who.startswith("+") or "@" in who else (who,)
    return owner_behind(ids, store)


def ids_of(whose: Whose, store: Store) -> tuple[str, ...]:
    """Every id of the person, theirs last: what leads to them goes first in an erasure."""
    others = dict.fromkeys((whose.id, *store.aliases_of(whose.owner)))
    return (*(each for each in others if each != whose.owner), whose.owner)


def listed(ids: Iterable[str], files: Objects) -> Iterator[tuple[str, re.Pattern[bytes]]]:
    """The keys of all lists, each with what their lines in it look like."""
    either = "|".join(re.escape(each) for each in ids)
    theirs = re.compile(rf"(?<![\w.])(?:{either})(?![\w.])".encode())
    return ((key, theirs) for prefix in LISTS for key in files.keys(prefix))
