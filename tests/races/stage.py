"""Ada, on whom five things happen at once, and a store that notes the order of what it wrote."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.people_csv import read_people
from chalicelib.domain.people_row import Row
from chalicelib.domain.plan import Ask, Level
from chalicelib.ports import CarrierErased, Written
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.erase_person import erase_person
from chalicelib.steps.keep_person import Keeper
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.replay_text import keep_text, replay_text
from chalicelib.steps.send_chunk import SendChunk, send_chunk
from chalicelib.steps.talk import InboundText
from tests.races.interleavings import Paused
from tests.support.fakes import NOON, FakeCarrier, FakeClock, FakeObjects, FakeVault, OneHand
from tests.support.plans import plan
from tests.support.stage import SETTINGS, Stage

ADA, MAIL = "+12125550123", "ada@example.org"
TEXT = {"en": "{org}: sign? Reply 1, or {link} No more texts: STOP"}
HOUR = timedelta(hours=1)
CATALOGUES = GettextCatalogues()
COMMUTE = frozenset({"alias", "aliases_of", "move_message", "drop_text", "day", "plan"})
"""Calls that neither read nor write what the others do: their turn makes no difference."""
TURNS = frozenset(
    {"person", "persons", "add_person", "update_person", "record", "claim", "renew_claim", "forget"}
)


class NotingStore(MemoryStore):
    """`noted` is what became true of Ada, in its order: `out`, `in`, `claim`, `renewed`."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []
        self.consents: list[Any] = []

    def claim(self, person: Person, message: Message, *more: Any, **named: Any) -> Any:
        written = super().claim(person, message, *more, **named)
        if isinstance(written, Written):
            self.noted.append("claim")
        return written

    def renew_claim(self, message: Message, *more: Any) -> bool:
        held = super().renew_claim(message, *more)
        if held:
            self.noted.append("renewed")
        return held

    def _put_person(self, person: Person) -> None:
        super()._put_person(person)
        self.noted.append(person.consent.state)
        self.consents.append(person.consent)


class SlowVault(FakeVault):
    """Opening a number takes three seconds, so that every claim is renewed."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock

    def open(self, sealed: bytes, owner: str) -> str:
        self._clock.pass_real(timedelta(seconds=3))
        return super().open(sealed, owner)


class AdaStage:
    """The ports; each method of it is one actor, from the first call to the last."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOON)
        self.store = NotingStore()
        self.vault = SlowVault(self.clock)
        self.carrier, self.files = FakeCarrier(), FakeObjects()
        self.stage = Stage(
            self.clock,
            store=self.store,
            carrier=self.carrier,
            files=self.files,
            ports={"vault": self.vault, "catalogues": CATALOGUES},
        )
        self.stage.vault = self.vault
        self.known = self._added()
        sign = Ask(
            name="sign",
            level=Level.URGENT,
            does="sign",
            send=NOON,
            until=NOON + 48 * HOUR,
            text=TEXT,
        )
        self.stage.launch(plan(sign, closes=NOON + 96 * HOUR, triggers={}, silence=None))
        self.files.put("chunks/1", self.known.id.encode(), "text/plain")
        self._keep_an_old_start()
        self.store.noted.clear()
        self.store.consents.clear()
        self.wrap: Callable[[Any], Any] = lambda port: Paused(port, TURNS)

    def _added(self) -> Person:
        person = self.stage.add(ADA, country="US", zone="UTC")
        del self.store._persons[person.id]
        self.store.add_person(replace(person, version=0), (self.vault.person_id(MAIL),))
        stored = self.store.person(person.id)
        assert stored
        return stored

    def _keep_an_old_start(self) -> None:
        old = InboundText(sid="SMold", number=ADA, body="START", at=NOON - HOUR)
        keep_text(old, store=self.store, vault=self.vault)

    def _reply_ports(self) -> dict[str, Any]:
        return {
            "store": self.wrap(self.store),
            "vault": self.vault,
            "catalogues": CATALOGUES,
            "open_days": OpenDays(self.store, self.clock, 0),
            "settings": SETTINGS,
        }

    def opt_out(self) -> None:
        """The webhook, with STOP."""
        text = InboundText(sid="SMstop", number=ADA, body="STOP", at=NOON)
        answer_reply(text, **self._reply_ports())

    def claim(self) -> None:
        """A worker with the wave's chunk, slow to open her number."""
        send_chunk(
            SendChunk(
                day="rivers", execution="e", ask="sign", n=0, sender="other", chunk="chunks/1"
            ),
            store=self.wrap(self.store),
            files=self.files,
            carrier=Paused(self.carrier, frozenset({"send"})),
            vault=self.vault,
            catalogues=CATALOGUES,
            clock=self.clock,
            settings=SETTINGS,
            hands=OneHand(),
        )

    def import_list(self) -> None:
        """A list that says she agreed, later than any word of hers, and gives another zone."""
        consented = (NOON + HOUR).isoformat()
        text = f"phone,name,timezone,opt-in date\n{ADA},Ada,America/New_York,{consented}\n"
        [row] = read_people(io.StringIO(text, newline=""))
        assert isinstance(row, Row)
        keeper = Keeper(self.wrap(self.store), self.vault, self.clock, "list")
        [(_, newcomer)] = keeper.newcomers([(row, self.known.id)])
        keeper.keep(row, newcomer)

    def replay(self) -> None:
        """The tick, with a START from before everything."""
        for sid, sealed, person, at in self.store.kept_texts(9):
            replay_text(sid, sealed, person, at, **self._reply_ports())

    def erase(self) -> None:
        """The command, by her number."""
        erase_person(
            ADA,
            store=self.wrap(self.store),
            vault=self.vault,
            files=self.files,
            records=NoRecords(),
            clock=self.clock,
        )


class NoRecords:
    """A carrier that has nothing of hers."""

    def erase(self, number: str) -> CarrierErased:
        return CarrierErased()
