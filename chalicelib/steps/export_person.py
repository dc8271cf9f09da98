"""Everything we hold about one person, in clear: the answer to GDPR articles 15 and 20.

It is made from the records as they are stored, field by field, so that a field added later is
in it too. The carrier's own records of their texts are not: whoever asks for them asks there.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

from chalicelib.domain.audits import Audit
from chalicelib.domain.people import Person
from chalicelib.errors import SealError
from chalicelib.ports import Clock, Objects, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.one_person import ids_of, listed, named
from chalicelib.steps.wording import own_link

UNREADABLE = "(sealed with a key that is gone)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """`records` holds lists and plain values only: numbers, texts, instants as ISO in UTC.

    Never to be logged: hand it to the person, or write it to a file of theirs alone.
    """

    known: bool
    records: dict[str, Any] = field(repr=False)


def export_person(
    who: str, *, store: Store, vault: Vault, files: Objects, clock: Clock, settings: Settings
) -> Export:
    """`who` is an E.164 number, a canonical mail address or a person's id."""
    ids = ids_of(named(who, store, vault), store)
    person = store.person(ids[-1])
    records: dict[str, Any] = {
        "exported_at": clock.now().isoformat(),
        "organisation": settings.organisation,
        "ids": list(ids),
        "person": _clear(person, ids[-1], vault) if person else None,
        "page": own_link(settings, person) if person and person.token else None,
    }
    for owner in ids:
        for name, values in _clear(store.held(owner), owner, vault).items():
            records[name] = [*records.get(name, []), *values]
    records["consents"] = _consents(records, person, vault)
    records["lists"] = list(_lines(ids, files))
    records["desk"] = [_done(entry) for owner in ids for entry in store.audits_of(owner)]
    return Export(known=bool(person or _any(records)), records=records)


def text_of(records: dict[str, Any]) -> str:
    """The same for reading: a heading for each kind, a paragraph for each record."""
    return "\n".join(_told(name, value) for name, value in records.items() if value)


def _consents(records: dict[str, Any], person: Person | None, vault: Vault) -> list[Any]:
    """The whole history, with the present one last."""
    present = [_clear(person.consent, person.id, vault)] if person else []
    return [*sorted(records["consents"], key=lambda consent: str(consent["at"])), *present]


def _clear(value: "DataclassInstance", owner: str, vault: Vault) -> Any:
    """Plain values, with what is sealed opened; one that cannot be says so."""
    return _opened(asdict(value), owner, vault)


def _opened(value: Any, owner: str, vault: Vault) -> Any:
    if isinstance(value, dict):
        return {name: _opened(each, owner, vault) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_opened(each, owner, vault) for each in value]
    if not isinstance(value, bytes):
        return value.isoformat() if isinstance(value, datetime) else value
    try:
        return vault.open(value, owner) if value else ""
    except SealError:
        return UNREADABLE


def _done(entry: Audit) -> dict[str, str]:
    """What our people did with it; which of them is theirs to know who ask us about that."""
    shown = {"at": entry.at.isoformat(), "act": entry.act, "day": entry.day}
    return {**shown, "case": entry.case, "detail": entry.detail}


def _lines(ids: tuple[str, ...], files: Objects) -> Iterator[dict[str, str]]:
    for key, theirs in listed(ids, files):
        for line in files.lines(key):
            if theirs.search(line):
                yield {"list": key, "line": line.decode()}


def _any(records: dict[str, Any]) -> bool:
    return any(isinstance(each, list) and each for name, each in records.items() if name != "ids")


def _told(name: str, value: Any) -> str:
    title = name.replace("_", " ").capitalize()
    if not isinstance(value, dict | list):
        return f"{title}: {value}\n"
    rows = value if isinstance(value, list) else [value]
    return "\n".join([title, "-" * len(title), *(_paragraph(row) for row in rows)])


def _paragraph(row: Any) -> str:
    if not isinstance(row, dict):
        return f"{row}\n"
    lines = (f"{name.replace('_', ' ')}: {each}" for name, each in row.items() if _says(each))
    return "\n".join(lines) + "\n"


def _says(value: Any) -> bool:
    return value not in ("", None, [], {}, False)
