"""A small stage around one store, for erasing people in it."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.people import Person
from chalicelib.domain.people_csv import read_people
from chalicelib.domain.roster import decode_line
from chalicelib.ports import CarrierErased, Store
from chalicelib.steps.erase_person import Erasure, erase_person
from chalicelib.steps.import_people import ImportReport, import_people
from tests.contract.store import samples
from tests.contract.store.samples import DAY, NOW, decision, fact
from tests.support.fakes import FakeClock, FakeObjects, FakeVault

ADA, BEN, MAIL = "+12125550123", "+12125550124", "ada@example.org"
LIST = f"phone,name,email,tags\n{ADA},Ada,{MAIL},active\n{BEN},Ben,,\n"


@dataclass
class FakeRecords:
    """The carrier's records: remembers whose were to be deleted."""

    answer: CarrierErased = field(default_factory=lambda: CarrierErased(deleted=3))
    asked: list[str] = field(default_factory=list)

    def erase(self, number: str) -> CarrierErased:
        self.asked.append(number)
        return self.answer


@dataclass
class World:
    """Ada and Ben, imported; `lived` lets both take part in the day."""

    store: Store
    vault: FakeVault = field(default_factory=FakeVault)
    files: FakeObjects = field(default_factory=FakeObjects)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    records: FakeRecords = field(default_factory=FakeRecords)

    def imported(self, text: str = LIST) -> ImportReport:
        return import_people(
            read_people(io.StringIO(text, newline="")),
            import_id="1a",
            source="list",
            store=self.store,
            vault=self.vault,
            files=self.files,
            clock=self.clock,
        )

    def lived(self) -> "World":
        self.imported()
        for number in (ADA, BEN):
            self._took_part(self.id(number))
        ids = "\n".join(self.id(number) for number in (ADA, BEN))
        self.files.put("chunks/run/0.jsonl", ids.encode(), "application/x-ndjson")
        self.store.sign(fact(person=self.id(MAIL), ask="web", channel="web", proved=False))
        return self

    def erase(self, address: str, wrap: Callable[[Any], Any] = lambda port: port) -> Erasure:
        return erase_person(
            address,
            store=wrap(self.store),
            vault=self.vault,
            files=wrap(self.files),
            records=wrap(self.records),
            clock=self.clock,
        )

    def id(self, address: str) -> str:
        return self.vault.person_id(address)

    def person(self, number: str) -> Person:
        person = self.store.person(self.id(number))
        assert person
        return person

    def listed(self) -> list[str]:
        """Whose lines rosters and chunks have."""
        names = {self.id(number): name for number, name in ((ADA, "ada"), (BEN, "ben"))}
        roster = [decode_line(line).id for line in self.files.lines("roster/1a.jsonl")]
        chunk = [line.decode() for line in self.files.lines("chunks/run/0.jsonl")]
        return [names[each] for each in (*roster, *chunk)]

    def owners(self) -> set[str]:
        """Whose facts count."""
        return {each.person for each in self.store.facts(DAY)}

    def _took_part(self, who: str) -> None:
        person = self.store.person(who)
        assert person
        self.store.claim(person, samples.message(person=who), NOW)
        person = self.store.person(who)
        assert person
        case = samples.case(id=f"unclear.{who}", person=who, text=b"sealed")
        self.store.record(
            decision(
                person,
                facts=(fact(person=who),),
                cases=(case,),
                leader=samples.leader(person=who),
            ),
            samples.reply(person=who, sid=f"SM{who}"),
        )
        self.store.keep_text(f"SMkept{who}", b"sealed", who, NOW)
