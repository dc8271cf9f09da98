"""The roster: who could be asked, as lines of JSON without a number, address or name.

It is a hint for choosing an audience as a stream; the claim of each send decides.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

from chalicelib.domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """What choosing an audience needs to know of a person."""

    id: str
    zone: str
    language: str
    country: str
    region: str
    city: str = ""
    standing: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def roster_key(import_id: str, part: int = 0) -> str:
    """The object of a part of an import; the first part bears the import's id alone."""
    return f"roster/{import_id}{f'-{part}' if part else ''}.jsonl"


def roster_line(person: Person) -> RosterLine:
    """A person as the roster knows them."""
    return RosterLine(
        id=person.id,
        zone=person.zone,
        language=person.language,
        country=person.country,
        region=person.region,
        city=person.city,
        standing=person.standing,
        interests=person.interests,
    )


def encode_line(line: RosterLine | Person) -> bytes:
    """One line of JSON, with its line feed; the same line gives the same bytes.

    A person has all that a line has: an import need not make the line first.
    """
    place = (line.zone, line.language, line.country, line.region, line.city)
    shared = _shared(*place, line.standing, line.interests)
    return f'{{"id":{_json(line.id)},{shared}}}\n'.encode()


@lru_cache(4_000)
def _shared(
    zone: str,
    language: str,
    country: str,
    region: str,
    city: str,
    standing: tuple[str, ...],
    interests: tuple[str, ...],
) -> str:
    """The members of a line after its id, without the braces: many people have the same."""
    clear = {"zone": zone, "language": language, "country": country, "region": region}
    rare = {"city": city, "standing": standing, "interests": interests}
    return _json(clear | {name: value for name, value in rare.items() if value})[1:-1]


def decode_line(line: bytes) -> RosterLine:
    """The line again. Raises ValueError or TypeError where it is not one."""
    fields = json.loads(line)
    several = {name: tuple(fields.get(name, ())) for name in ("standing", "interests")}
    return RosterLine(**{**fields, **several})
