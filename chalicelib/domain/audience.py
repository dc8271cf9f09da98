"""Who an ask is meant for: an expression over what we know of a person.

`active and country FR or not city lyon` is any of (all of (traits)); each may be negated. It is
evaluated on a roster line, as a hint, and again on the person when the text is claimed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from chalicelib.domain.slugs import slug

Kind = Literal["standing", "interest", "country", "region", "city", "language"]


@dataclass(frozen=True, slots=True)
class Trait:
    """Something a person has, or with `absent` has not. `value` is a slug; a country its code."""

    kind: Kind
    value: str
    absent: bool = False


Who = tuple[tuple[Trait, ...], ...]
"""Any of these, all the traits of one; empty means everyone."""


class Known(Protocol):
    """What a person and a line of the roster have in common."""

    @property
    def standing(self) -> tuple[str, ...]: ...
    @property
    def interests(self) -> tuple[str, ...]: ...
    @property
    def country(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def language(self) -> str: ...


def fits(who: Who, person: Known) -> bool:
    """Whether the person is meant."""
    return not who or any(all(_holds(trait, person) for trait in traits) for traits in who)


def standing(*names: str) -> Who:
    """Those who have one of these standings."""
    return tuple((Trait("standing", name),) for name in names)


def _holds(trait: Trait, person: Known) -> bool:
    return _HAS[trait.kind](trait.value, person) is not trait.absent


_HAS: Mapping[Kind, Callable[[str, Known], bool]] = {
    "standing": lambda value, person: value in person.standing,
    "interest": lambda value, person: value in person.interests,
    "country": lambda value, person: value == person.country,
    "region": lambda value, person: value == slug(person.region),
    "city": lambda value, person: value == person.city,
    "language": lambda value, person: value == person.language.partition("-")[0],
}
