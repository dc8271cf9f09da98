"""The shapes of all keys: where each kind of item lives, and in which index it is found.

The index `agenda` holds work to be found by instant, earliest first: days with something to
do, claims without outcome, leaders who are due, texts kept for replay. The index `journal`
holds what happened, newest first: days not over, messages, replies. Both are sparse. What is
written at the pace of replies and sends is spread over `SHARDS` of their partitions, because
a hot index partition holds up the writes of the whole table.
"""

import hashlib
from datetime import datetime
from zlib import crc32

from chalicelib.adapters.dynamodb.marshal import Item, instant

SHARDS = 8
DAYS = "DAY"
"""The partition of days in both indexes."""
SUBJECTS = "SUBJECT"
"""The partition of `agenda` of people's requests about themselves."""
ALIAS = "ALIAS"
"""The sort key of aliases."""


CONSENTS = "CONSENT#"
"""How the sort keys of a person's former consents begin."""


def day(day: str) -> Item:
    return _key(f"DAY#{day}", "DAY")


def plan(day: str, version: int) -> Item:
    return _key(f"DAY#{day}", f"PLAN#{version}")


def run(day: str, moment: str) -> Item:
    return _key(f"DAY#{day}", f"RUN#{moment}")


def trigger(day: str, trigger: str) -> Item:
    return _key(f"DAY#{day}", f"TRIGGER#{trigger}")


def target(day: str, target: str) -> Item:
    return _key(f"DAY#{day}", f"TARGET#{target}")


def mailing(day: str, name: str, to: str) -> Item:
    return _key(f"DAY#{day}", f"MAIL#{name}#{to}")


def delivery(day: str, trigger: str, target: str) -> Item:
    return _key(f"DELIVERY#{day}#{trigger}", target)


def person(person: str) -> Item:
    return _key(f"PERSON#{person}", "PERSON")


def alias(alias: str) -> Item:
    return _key(f"ALIAS#{alias}", ALIAS)


def token(token: str) -> Item:
    return _key(f"TOKEN#{token}", "TOKEN")


def consent(person: str, at: datetime, state: str) -> Item:
    return _key(f"PERSON#{person}", f"{CONSENTS}{instant(at)}#{state}")


def message(person: str, day: str, ask: str, n: int) -> Item:
    return _key(f"PERSON#{person}", f"MESSAGE#{day}#{ask}#{n}")


def reply(person: str, sid: str) -> Item:
    return _key(f"PERSON#{person}", f"REPLY#{sid}")


def fact(day: str, slot: int, key: str) -> Item:
    return _key(f"FACT#{day}#{slot}", key)


def tally(day: str, slot: int, country: str) -> Item:
    """A slot's own item, in one of few partitions. An unknown country is `-`."""
    return _key(f"TALLY#{day}#{slot % SHARDS}", f"{slot}#{country or '-'}")


def tallies(day: str, slots: int) -> list[str]:
    """The partitions of a day's tallies: however many slots, a day is added up by few queries."""
    return [f"TALLY#{day}#{number}" for number in range(min(slots, SHARDS))]


def tally_country(sort_key: str) -> str:
    country = sort_key.partition("#")[2]
    return "" if country == "-" else country


def leader(day: str, person: str) -> Item:
    return _key(f"LEADER#{day}", person)


def case(day: str, case: str) -> Item:
    return _key(f"CASE#{day}", case)


def audit(day: str, at: datetime, audit: str) -> Item:
    """In the order of time."""
    return _key(f"AUDIT#{day}", f"{instant(at)}#{audit}")


def subject_request(day: str, request: str) -> Item:
    return _key(f"SUBJECT#{day}", request)


def data_key(key_id: str) -> Item:
    return _key("KEY", f"DATA#{key_id}")


def current_data_key() -> Item:
    return _key("KEY", "CURRENT")


def code(login: str) -> Item:
    """A login is a mail address: its digest stands in the key."""
    return _key(f"CODE#{hashlib.sha256(login.encode()).hexdigest()}", "CODE")


def text(sid: str) -> Item:
    return _key(f"TEXT#{sid}", "TEXT")


def wave(day: str, ask: str) -> Item:
    return _key(f"DAY#{day}", f"WAVE#{ask}")


def arrival(mark: str) -> Item:
    """A source of signatures on one date, by its keyed hash."""
    return _key(f"ARRIVAL#{mark}", "ARRIVAL")


def letter(day: str, person: str) -> Item:
    return _key(f"LETTER#{day}#{person}", "LETTER")


def letters() -> list[str]:
    """The agenda's partitions of the letters to be sent."""
    return shards("LETTER")


def voice(day: str, slot: int, kind: str, person: str) -> Item:
    return _key(voices(day, slot), f"{kind}#{person}")


def voices(day: str, slot: int) -> str:
    """The partition of what the persons of a slot gave to be passed on."""
    return f"VOICE#{day}#{slot}"


def stories(day: str, state: str) -> str:
    """The journal's partition of the testimonies in that state."""
    return f"STORY#{day}#{state}"


def pool(pool: str) -> Item:
    return _key(f"POOL#{pool}", "POOL")


def agenda(partition: str, at: datetime) -> Item:
    """The attributes that put an item into the index `agenda`."""
    return {"agenda": {"S": partition}, "agenda_at": {"S": instant(at)}}


def journal(partition: str, at: datetime) -> Item:
    """The attributes that put an item into the index `journal`."""
    return {"journal": {"S": partition}, "journal_at": {"S": instant(at)}}


def shard(prefix: str, of: str) -> str:
    """The one of `shards(prefix)` for a person or a provider's id."""
    return f"{prefix}#{crc32(of.encode()) % SHARDS}"


def shards(prefix: str) -> list[str]:
    return [f"{prefix}#{number}" for number in range(SHARDS)]


def leaders_due(day: str) -> str:
    return f"LEADER#{day}"


def _key(partition: str, sort: str) -> Item:
    return {"PK": {"S": partition}, "SK": {"S": sort}}
