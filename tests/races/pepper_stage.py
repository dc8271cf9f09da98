"""One number and one address, and processes that know different peppers of them."""

import io
from collections.abc import Callable, Iterator
from typing import Any

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.audits import Audit
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.people_csv import read_people
from chalicelib.domain.people_row import Row
from chalicelib.domain.plan import Ask, Level
from chalicelib.errors import ConflictError
from chalicelib.ports import Written
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.erase_person import erase_person
from chalicelib.steps.hush_person import hush_person
from chalicelib.steps.keep_person import Keeper
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.replay_text import keep_text, replay_text
from chalicelib.steps.send_chunk import SendChunk, send_chunk
from chalicelib.steps.talk import InboundText
from chalicelib.web.signing import sign_on_web
from tests.races.interleavings import Paused
from tests.races.stage import HOUR, NoRecords
from tests.support.fakes import NOON, FakeCarrier, FakeClock, FakeObjects, FakeVault, OneHand
from tests.support.plans import plan
from tests.support.stage import SETTINGS, Stage

ADA, MAIL, DAY = "+12125550123", "ada@example.org", "rivers"
TEXT = {"en": "{org}: sign? Reply 1. No more texts: STOP"}
CATALOGUES = GettextCatalogues()
OLDER, ADDED, USED = (1,), (1, 2), (2, 1)
"""What a process knows: one pepper; a second one; that this one is current."""
TURNS = frozenset(
    {
        "person",
        "persons",
        "taken",
        "alias",
        "add_person",
        "update_person",
        "record",
        "sign",
        "hush",
        "claim",
        "forget",
    }
)


class Town(MemoryStore):
    """`noted`: what became true of Ada under any id, in its order: `out`, `in`, `claim`."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def claim(self, person: Person, message: Message, *more: Any, **named: Any) -> Any:
        written = super().claim(person, message, *more, **named)
        self.noted += ["claim"] if isinstance(written, Written) else []
        return written

    def _put_person(self, person: Person) -> None:
        super()._put_person(person)
        self.noted.append(person.consent.state)


class Process:
    """What one process does with the peppers that it knows; each method is one actor."""

    def __init__(self, town: "PepperStage", peppers: tuple[int, ...]) -> None:
        self.town, self.vault = town, FakeVault(peppers)
        self.store: Any = Paused(town.store, TURNS)

    def stop(self) -> None:
        """The webhook, with STOP."""
        self._text("SMstop", "STOP")

    def join(self) -> None:
        """The webhook, with the day's keyword."""
        self._text("SMjoin", "RIVERS")

    def sign_by_text(self) -> None:
        """The webhook, with a signature: of somebody known, or with a short answer."""
        self._text("SMsign", "sign")

    def replay(self) -> None:
        """The tick, with a STOP that the fallback kept."""
        for sid, sealed, person, at in self.town.store.kept_texts(9):
            replay_text(sid, sealed, person, at, **self._ports())

    def import_row(self) -> None:
        """A list that has her number and her address."""
        text = f"phone,name,email\n{ADA},Ada,{MAIL}\n"
        [row] = read_people(io.StringIO(text, newline=""))
        assert isinstance(row, Row)
        keeper = Keeper(self.store, self.vault, self.town.clock, "list")
        [(_, newcomer)] = keeper.newcomers([(row, keeper.ids(row)[0])])
        keeper.keep(row, newcomer)

    def sign_phone(self) -> None:
        """The petition's page, by number."""
        self._sign({"phone": ADA, "country": "US"})

    def sign_both(self) -> None:
        """By number and address."""
        self._sign({"phone": ADA, "email": MAIL, "country": "US"})

    def sign_mail(self) -> None:
        """By address."""
        self._sign({"email": MAIL, "country": "US"})

    def hush(self) -> None:
        """The desk, at her word."""
        entry = Audit(day=DAY, id="a", at=NOON, who="lea", act="hush")
        hush_person(self.vault.ids(ADA), entry, store=self.store, clock=self.town.clock)

    def claim(self) -> None:
        """A wave's worker, whose chunk names her by each id that any list may have."""
        send_chunk(
            SendChunk(day=DAY, execution="e", ask="sign", n=0, sender="other", chunk="chunks/1"),
            store=self.store,
            files=self.town.files,
            carrier=Paused(self.town.carrier, frozenset({"send"})),
            vault=self.vault,
            catalogues=CATALOGUES,
            clock=self.town.clock,
            settings=SETTINGS,
            hands=OneHand(),
        )

    def erase(self) -> None:
        """The command, by her number."""
        ports = {"store": self.store, "vault": self.vault, "clock": self.town.clock}
        files = self.town.files
        _again(lambda: erase_person(ADA, files=files, records=NoRecords(), **ports))

    def _text(self, sid: str, body: str) -> None:
        text = InboundText(sid=sid, number=ADA, body=body, at=NOON, country="US")
        _again(lambda: answer_reply(text, **self._ports()))

    def _sign(self, form: dict[str, str]) -> None:
        ports = self._ports()
        del ports["catalogues"]
        sign_on_web(DAY, form, clock=self.town.clock, **ports)

    def _ports(self) -> dict[str, Any]:
        return {
            "store": self.store,
            "vault": self.vault,
            "catalogues": CATALOGUES,
            "open_days": OpenDays(self.town.store, self.town.clock, 0),
            "settings": SETTINGS,
        }


def _again(act: Callable[[], object]) -> None:
    """As its caller does, the carrier or the operator, where it lost its races."""
    try:
        act()
    except ConflictError:
        act()


class PepperStage:
    """An open day with a petition, and nobody; a STOP of hers may wait for the replay."""

    def __init__(self, kept: bool = False) -> None:
        self.clock, self.store = FakeClock(NOON), Town()
        self.carrier, self.files = FakeCarrier(), FakeObjects()
        stage = Stage(self.clock, store=self.store, carrier=self.carrier, files=self.files)
        sign = Ask(
            name="sign",
            level=Level.URGENT,
            does="sign",
            send=NOON,
            until=NOON + 48 * HOUR,
            text=TEXT,
        )
        stage.launch(plan(sign, closes=NOON + 96 * HOUR, triggers={}, silence=None, join="RIVERS"))
        self.files.put("chunks/1", "\n".join(self.ids(ADA)).encode(), "text/plain")
        if kept:
            text = InboundText(sid="SMkept", number=ADA, body="STOP", at=NOON)
            keep_text(text, store=self.store, vault=FakeVault(OLDER))

    def ids(self, address: str) -> tuple[str, ...]:
        return FakeVault((1, 2, 3)).ids(address)

    def process(self, peppers: tuple[int, ...], actor: str) -> Callable[[], None]:
        acting: Callable[[], None] = getattr(Process(self, peppers), actor)
        return acting

    def taken(self, address: str) -> list[str]:
        return [each for each in self.ids(address) if self.store.taken((each,))]

    def signed(self, *addresses: str) -> Iterator[str]:
        """Whose signatures there are, of those of these numbers and addresses."""
        ids = {each for address in addresses for each in self.ids(address)}
        return (f.person for f in self.store.facts(DAY) if f.kind == "signed" and f.person in ids)
