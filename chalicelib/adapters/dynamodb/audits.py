"""Acts of the desk. See `ports.Audits`."""

from collections.abc import Iterator, Sequence

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.clauses import ABSENT
from chalicelib.adapters.dynamodb.ids import are_free
from chalicelib.adapters.dynamodb.marshal import Item, from_item, to_item
from chalicelib.adapters.dynamodb.on_table import OnTable
from chalicelib.adapters.dynamodb.people import if_version, person_parts
from chalicelib.adapters.dynamodb.transactions import Part, add
from chalicelib.domain.audits import Audit, in_time
from chalicelib.domain.people import Person
from chalicelib.ports import Stale, Written


class DynamoAudits(OnTable):
    def audit(self, entry: Audit) -> None:
        self._table.put(_audit_item(entry), ABSENT)

    def audits(self, day: str, limit: int) -> list[Audit]:
        return [from_item(item, Audit) for item in self._table.last(f"AUDIT#{day}", limit)]

    def audits_of(self, person: str) -> list[Audit]:
        found = self._table.bearing(person, named="subject")
        about = (item for item in found if item["PK"]["S"].startswith("AUDIT#"))
        return in_time(from_item(item, Audit) for item in about)

    def hush(self, person: Person, entry: Audit, free: Sequence[str] = ()) -> Written | Stale:
        parts = [*person_parts(person, if_version(person)), *audited(entry), *are_free(free)]
        return Stale() if self._table.commit(parts) else Written()


def audited(entry: Audit | None) -> Iterator[Part]:
    """The part that appends it, where there is one."""
    if entry:
        yield add("audit", _audit_item(entry))


def _audit_item(entry: Audit) -> Item:
    return keys.audit(entry.day, entry.at, entry.id) | to_item(entry)
