"""The parts of a transaction that takes an id of a number or an address. See `ports.People`.

An id is taken by its person or by its alias: whoever takes one checks in the same transaction that
the others of the same number are free, so that of two who take different ones, one is refused.
"""

from collections.abc import Iterable, Iterator

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT, Clause, still
from chalicelib.adapters.dynamodb.marshal import Item, attribute
from chalicelib.adapters.dynamodb.transactions import Part, add, check, put


def are_free(ids: Iterable[str]) -> Iterator[Part]:
    """None of them is taken; the role is `free`."""
    for each in ids:
        yield from (check("free", key, ABSENT) for key in both(each))


def alias_part(alias: str, owner: str, several: bool) -> Part:
    """The alias, if it is nobody's; left out where it is. Of an address that only signed, what
    took its own id is nobody's."""
    item = keys.alias(alias) | {"person": attribute(owner)}
    if not several:
        return add("alias", item, optional=True)
    return Part("alias", "Put", {"Item": item, **_absent_or(alias)}, optional=True)


def led_part(led: str, owner: str) -> Part:
    """The fact's owner, who may be no person, is who it was when `led` was read."""
    if led != owner:
        return check("led", keys.alias(led), still(person=attribute(owner)))
    return put("led", keys.alias(led) | {"person": attribute(led)}, _absent_or(led))


def _absent_or(owner: str) -> Clause:
    return {
        "ConditionExpression": "attribute_not_exists(PK) OR person = :own",
        "ExpressionAttributeValues": {":own": attribute(owner)},
    }


def both(each: str) -> tuple[Item, Item]:
    return keys.person(each), keys.alias(each)


def place(key: Item) -> tuple[str, str]:
    return key["PK"]["S"], key["SK"]["S"]
