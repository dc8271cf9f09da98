"""Whose a number or an address is: the one place that makes an id of one (a test holds it).

A stage with several peppers has an id by each, and one of them at most is taken: all are read at
once. With one pepper there is one id, and no call more than whoever asks would need anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.people import Person
from chalicelib.ports import People


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """`id`: under which it is known, or would be. `owner`: whom it leads to, itself or another.
    `person`: the one of `id`, where that was read. `others`: its ids under other peppers."""

    id: str
    owner: str
    person: Person | None = None
    others: tuple[str, ...] = ()

    @property
    def free(self) -> tuple[str, ...]:
        """What has to be free where `id` is taken; a person's own is, for ever."""
        return () if self.person else self.others

    @property
    def led(self) -> str:
        """What a signature of theirs takes, or holds: nothing where there is one pepper."""
        return self.id if self.free else ""


def person_behind(ids: Sequence[str], store: People) -> Whose:
    """With the person of a number, if there is one."""
    if len(ids) == 1:
        return Whose(id=ids[0], owner=ids[0], person=store.person(ids[0]))
    return _among(ids, store)


def owner_behind(ids: Sequence[str], store: People) -> Whose:
    """With whom an address leads to; of one pepper, without the person."""
    if len(ids) == 1:
        return Whose(id=ids[0], owner=store.alias(ids[0]) or ids[0])
    return _among(ids, store)


def id_behind(ids: Sequence[str], store: People) -> Whose:
    """The id alone; of one pepper, nothing is read."""
    return Whose(id=ids[0], owner=ids[0]) if len(ids) == 1 else _among(ids, store)


def _among(ids: Sequence[str], store: People) -> Whose:
    taken = store.taken(ids)
    if taken is None:
        return Whose(id=ids[0], owner=ids[0], others=tuple(ids[1:]))
    others = tuple(each for each in ids if each != taken.id)
    return Whose(id=taken.id, owner=taken.owner, person=taken.person, others=others)
