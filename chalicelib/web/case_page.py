"""What a coordinator needs to call somebody: opened on their request, never listed."""

from dataclasses import dataclass

from chalicelib.domain.cases import Case
from chalicelib.domain.days import Day
from chalicelib.errors import NotFoundError
from chalicelib.ports import Clock, Store, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to call about `case`; empty is what we do not know."""

    case: Case
    number: str
    name: str
    language: str
    text: str
    opted_out: bool


def reveal(day: Day, case_id: str, *, store: Store, vault: Vault) -> Call:
    """Opens the number, the first name and the text. Raises NotFoundError."""
    case = found_case(day, case_id, store)
    person = store.person(case.person) if case.person else None
    owner = case.person
    return Call(
        case=case,
        number=vault.open(person.address, owner) if person and person.address else "",
        name=vault.open(person.name, owner) if person and person.name else "",
        language=person.language if person else "",
        text=vault.open(case.text, owner) if case.text else "",
        opted_out=bool(person and person.opted_out),
    )


def settle(day: Day, case_id: str, *, store: Store, clock: Clock) -> None:
    """Closes the case; one that is closed stays so."""
    store.close_case(found_case(day, case_id, store), clock.now())


def found_case(day: Day, case_id: str, store: Store) -> Case:
    """The case of that id. Raises NotFoundError."""
    case = next((case for case in store.cases(day.id) if case.id == case_id), None)
    if case is None:
        raise NotFoundError(f"no such case of day {day.id}")
    return case
