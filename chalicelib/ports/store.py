"""The store, as small protocols by aggregate; steps ask for the part they need."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from chalicelib.domain.audits import Audit
from chalicelib.domain.breaker import WaveCount
from chalicelib.domain.cases import Case
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Decision, Reply
from chalicelib.domain.runs import Run
from chalicelib.domain.totals import Totals
from chalicelib.domain.triggers import TriggerRecord
from chalicelib.ports.desk import Audits, Stories
from chalicelib.ports.held import Held
from chalicelib.ports.signing import Signing
from chalicelib.ports.subjects import Subjects
from chalicelib.ports.targets import Targets
from chalicelib.ports.written import (
    AlreadyAnswered,
    Exists,
    FactsExist,
    Forgotten,
    Stale,
    Written,
)


class Days(Protocol):
    """Days, their plan versions, runs and triggers."""

    def launch(self, day: Day, plan: Plan) -> Written | Exists:
        """Writes the day, its plan version and its armed triggers, if the day is not there."""
        ...

    def day(self, day: str) -> Day | None: ...

    def days_due(self, now: datetime) -> list[Day]:
        """Days whose `next_due` is at or before `now`."""
        ...

    def open_days(self) -> list[Day]:
        """Days that are not over, newest first."""
        ...

    def move_day(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        """Writes `after` (and `entry`, all or nothing) if the stored day equals `before` in state,
        closes, next_due and ended."""
        ...

    def move_waves(self, before: Day, after: Day, entry: Audit | None = None) -> Written | Stale:
        """Writes `after.waves` (and `entry`, all or nothing), and no other field of the day, if the
        stored ones still equal `before`'s."""
        ...

    def take_publishing(self, day: str, holder: str, real_now: datetime, seconds: int) -> bool:
        """Whether `holder` now has the day's publishing lease: none is held, or it ran out."""
        ...

    def stamp_published(self, day: str, holder: str, at: datetime) -> None:
        """Records when the public objects were last written, only ever forward, and gives the
        lease back if `holder` has it."""
        ...

    def plan(self, day: str, version: int) -> Plan:
        """Raises NotFoundError."""
        ...

    def runs(self, day: str) -> list[Run]:
        """The latest attempt of each moment."""
        ...

    def start_run(self, run: Run) -> Written | Exists:
        """Writes the attempt if none that is as high, and none that succeeded, is there."""
        ...

    def finish_run(self, run: Run) -> Written | Stale:
        """Writes state, finish and outcome if that attempt is still the latest and unfinished."""
        ...

    def triggers(self, day: str) -> list[TriggerRecord]: ...

    def move_trigger(self, before: TriggerRecord, after: TriggerRecord) -> Written | Stale:
        """Writes `after` if the stored state is still `before.state`."""
        ...


class People(Protocol):
    """Persons, their aliases and their suppressions.

    Whatever writes a person writes, all or nothing, `superseded` into their history and the
    item of a `new_token`; a token that someone else has makes the write `Stale`.
    """

    def person(self, person: str) -> Person | None:
        """Consistent read."""
        ...

    def persons(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those that exist, consistently read, by id."""
        ...

    def alias(self, alias: str) -> str | None:
        """The person behind a second address's keyed hash."""
        ...

    def add_person(self, person: Person, aliases: Iterable[str] = ()) -> Written | Exists:
        """Writes a person (and alias items) if there is none of that id: never replaces consent."""
        ...

    def update_person(self, person: Person) -> Written | Stale:
        """Writes `person` with `version + 1` if the stored version is `person.version`."""
        ...

    def owner_of(self, token: str) -> str | None:
        """The person whose personal page has that token. Consistent read."""
        ...

    def consent_history(self, person: str) -> list[Consent]:
        """The consents that later ones replaced, oldest first."""
        ...

    def aliases_of(self, person: str) -> list[str]:
        """The keyed hashes of a person's further addresses. Reads the whole table."""
        ...

    def held(self, person: str) -> Held:
        """Every record that bears the person's id, but the Person item. Reads the whole table."""
        ...

    def forget(self, person: str, tombstone: Callable[[], str]) -> Forgotten:
        """Deletes every record that bears the person's id, but the Person item itself.

        Facts are moved, all of a day in one transaction, to an id of `tombstone` that falls into
        the same slot: the tallies stay the sum of the facts (promise 3). Reads the whole table;
        what is interrupted is finished by calling it again.
        """
        ...


class Recording(Protocol):
    """Facts and tallies: what is counted, in one transaction with what caused it."""

    def record(
        self, decision: Decision, reply: Reply
    ) -> Written | AlreadyAnswered | Stale | FactsExist:
        """Writes person (if version), reply, facts with tallies, proofs, offers, cases, leader.

        All or nothing. A reply that exists is reported before a stale person, a stale person
        before facts that exist.
        """
        ...

    def reply(self, person: str, sid: str) -> Reply | None: ...

    def facts(self, day: str) -> Iterator[Fact]:
        """Every fact of the day, consistently read, slot by slot."""
        ...

    def facts_in(self, day: str, slot: int) -> Iterator[Fact]:
        """The facts of one slot, of those that the day was launched with; consistently read."""
        ...

    def totals(self, day: str, as_of: datetime) -> Totals:
        """All tallies of the day, consistently read and added up."""
        ...

    def recent_replies(self, day: str, limit: int) -> list[Reply]:
        """The newest replies first."""
        ...


class Messages(Protocol):
    """Outbound texts: claimed before they are sent."""

    def claim(
        self, person: Person, message: Message, lease_at: datetime, proof: str = ""
    ) -> Written | Stale | Exists:
        """One transaction: the person if its version, the message if absent, and, where `proof`
        (a fact's key) is given, no proved fact of that key. `Exists`: claimed or done before.
        `person` is the state after the claim and carries the version it was decided on.
        """
        ...

    def renew_claim(self, message: Message, lease_at: datetime) -> bool:
        """Whether the person has still not opted out; a conditional update of the person."""
        ...

    def claim_again(
        self, person: Person, before: Message, after: Message, lease_at: datetime, proof: str = ""
    ) -> Written | Stale | Exists:
        """One transaction: `after` if the stored message is `before` and waits for its retry, the
        person unmoved and not opted out, and `proof` as for `claim`. `Exists`: it waits no more.
        """
        ...

    def retries_due(self, now: datetime, limit: int) -> list[Message]:
        """Messages whose `retry_at` is at or before `now`, earliest first."""
        ...

    def move_message(self, before: Message, after: Message) -> Written | Stale:
        """Writes status, sid, code and `retry_at` if the stored status is still `before.status`."""
        ...

    def move_messages(self, moves: Sequence[tuple[Message, Message]]) -> None:
        """As many `move_message`s, at most 25, in one call; those that are stale are left out.

        All of them are added to the texts of their waves (`domain.breaker`).
        """
        ...

    def count_failure(self, day: str, ask: str, filtered: int) -> WaveCount:
        """Adds one failure, and `filtered` (0 or 1), to the wave's count; the count after it."""
        ...

    def restart_count(self, day: str, ask: str) -> None:
        """The wave's count from nought, in its next turn."""
        ...

    def reserve(self, pool: str, seconds: float, real_now: datetime) -> datetime:
        """Takes the next so many seconds of the pool's time; when they begin, not before now."""
        ...

    def message(self, public_id: str) -> Message | None: ...

    def claims_before(self, lease_at: datetime, limit: int) -> list[Message]:
        """Claims without outcome whose lease was taken before that (real) instant."""
        ...

    def message_counts(self, day: str) -> dict[str, int]:
        """`ask.n.status` to how many, read from the day's journal; for the report, not for pages.

        An ask that travelled in an answer has `in_answer` for its status.
        """
        ...


class Work(Protocol):
    """Deliveries, leaders, cases."""

    def claim_delivery(self, delivery: Delivery) -> Written | Exists: ...

    def delivery(self, day: str, trigger: str, target: str) -> Delivery | None: ...

    def move_delivery(self, before: Delivery, after: Delivery) -> Written | Stale: ...

    def deliveries(self, day: str) -> list[Delivery]: ...

    def leader(self, day: str, person: str) -> Leader | None: ...

    def leaders(self, day: str) -> list[Leader]: ...

    def leaders_due(self, day: str, now: datetime, limit: int) -> list[Leader]:
        """Leaders whose `due_at` is at or before `now`, earliest first."""
        ...

    def next_leader_due(self, day: str) -> datetime | None: ...

    def move_leader(
        self, before: Leader, after: Leader, case: Case | None = None
    ) -> Written | Stale:
        """Writes `after` (and `case`, if absent) if the stored state and `done` are `before`'s."""
        ...

    def open_case(self, case: Case) -> Written | Exists: ...

    def cases(self, day: str) -> list[Case]:
        """All cases of the day, open ones first, oldest first."""
        ...


class Keys(Protocol):
    """Small secrets of the pages and of the vault, and texts kept for replay."""

    def data_key(self, key_id: str) -> bytes | None:
        """The wrapped data key of that id."""
        ...

    def current_data_key(self) -> tuple[str, bytes] | None: ...

    def add_data_key(self, key_id: str, wrapped: bytes) -> Written | Exists:
        """Makes it current if no other is; `Exists` when another process was first."""
        ...

    def replace_data_key(self, before: str, key_id: str, wrapped: bytes) -> Written | Stale:
        """Makes it current in place of `before`, which stays stored: what it sealed still opens."""
        ...

    def data_keys(self) -> list[str]:
        """The ids of all data keys, the current one among them."""
        ...

    def put_code(
        self, login: str, code_hash: str, expires: datetime, unless_after: datetime
    ) -> Written | Exists:
        """A sign-in code in place of the login's last one, its tries set back.

        `Exists`: the last one expires after `unless_after`, so it is too young to be replaced.
        """
        ...

    def try_code(self, login: str, code_hash: str, now: datetime) -> bool:
        """Whether it is the login's live code. Counts the try, at most 5, and uses the code up."""
        ...

    def keep_text(self, sid: str, sealed: bytes, person: str, at: datetime) -> None:
        """Keeps an inbound text of the fallback for the tick's replay."""
        ...

    def kept_texts(self, limit: int) -> list[tuple[str, bytes, str, datetime]]:
        """(sid, sealed, person, at) of the oldest."""
        ...

    def drop_text(self, sid: str) -> None: ...


class Store(
    Days,
    People,
    Recording,
    Signing,
    Messages,
    Work,
    Targets,
    Keys,
    Audits,
    Stories,
    Subjects,
    Protocol,
):
    """The one store. Steps ask for the part they need."""
