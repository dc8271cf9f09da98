"""The people of the demo: who they are and how they will answer. Seeded: the same each time.

The numbers are of ranges reserved for fiction; where those are too few, or where a country has
none, others are made here at run time. They only ever exist on the local phones.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SEED = 2014
SERVICE = "+12125550100"
"""The campaign's own number on the local phones: nobody's phone."""
PLACES = (
    # country, zone, number pattern (x: a digit), languages, weight
    ("FR", "Europe/Paris", "+3363998xxxx", ("fr", "fr", "fr", "pt", "es"), 26),
    ("GB", "Europe/London", "+447700900xxx", ("en", "en", "en", "fr"), 20),
    ("US", "America/New_York", "+121255501xx", ("en", "en", "es", "pt"), 12),
    ("US", "America/Los_Angeles", "+121355501xx", ("en", "es", "es"), 8),
    ("CA", "America/Toronto", "+141655501xx", ("en", "fr"), 8),
    ("BR", "America/Sao_Paulo", "+55119xxxxxxxx", ("pt", "pt", "es"), 10),
    ("ES", "Europe/Madrid", "+346xxxxxxxx", ("es", "es", "fr"), 8),
    ("PY", "America/Asuncion", "+5959811xxxxx", ("es", "es", "en"), 8),
)
SIGN = {"en": "sign", "fr": "je signe", "es": "firmo", "pt": "assino"}
HOST = {"en": "host", "fr": "accueillir", "es": "organizar", "pt": "organizar"}
LATER = {"en": "later", "fr": "plus tard", "es": "mas tarde", "pt": "depois"}
NO = {"en": "no", "fr": "non", "es": "no", "pt": "nao"}
RUBBISH = ("???", "kzrt", "what is this about", "8")
NAMES = ("Ana", "Ben", "Chloé", "Eva", "Farid", "Hana", "Inês", "João", "Kofi", "Léa", "Noor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """One person, and what they will do. Empty texts mean silence."""

    number: str
    mail: str
    name: str
    country: str
    zone: str
    language: str
    active: bool
    opted_out: bool = False
    to_host: str = ""
    to_sign: tuple[str, ...] = ()
    to_nudge: str = ""
    came: str = ""
    twice: bool = False
    """Their carrier delivers each of their texts twice, with one message id."""
    on_the_web: int = 0
    """How many times they sign on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The players, and the lines of the list that are not players."""

    players: tuple[Player, ...]
    faulty: tuple[dict[str, str], ...] = field(default=())


def cast_of(people: int, seed: int = SEED) -> Cast:
    """That many players, a twentieth of them opted out, plus faulty lines."""
    dice = random.Random(seed)
    numbers = {SERVICE}
    players = tuple(_player(dice, i, numbers) for i in range(people))
    return Cast(players=players, faulty=tuple(_faulty(players)))


def write_list(cast: Cast, path: Path) -> None:
    """The CSV in Spoke's columns, with more that its users add."""
    head = ["firstName", "lastName", "cell", "zip", "email", "language", "country", "timezone"]
    head += ["tags", "opted_out"]
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.DictWriter(stream, head, restval="")
        rows.writeheader()
        rows.writerows(_row(player) for player in cast.players)
        rows.writerows(cast.faulty)


def _player(dice: random.Random, index: int, numbers: set[str]) -> Player:
    country, zone, pattern, languages, _ = _place(dice, index)
    language = dice.choice(languages)
    active = dice.random() < 0.3
    return Player(
        number=_number(dice, pattern, numbers),
        mail=f"person{index}@people.example" if dice.random() < 0.3 else "",
        name=dice.choice(NAMES),
        country=country,
        zone=zone,
        language=language,
        active=active,
        opted_out=index % 20 == 19,
        to_host=_to_host(dice, language) if active else "",
        to_sign=_to_sign(dice, language),
        to_nudge=dice.choice(("1", "1", SIGN[language], "")),
        came=dice.choice(("12", "we were 7", "30", "9 !", "")),
        twice=dice.random() < 0.1,
        on_the_web=dice.choice((0,) * 12 + (1, 1, 2)),
    )


def _place(dice: random.Random, index: int) -> tuple[str, str, str, tuple[str, ...], int]:
    return dice.choices(PLACES, weights=[place[4] for place in PLACES])[0]


def _number(dice: random.Random, pattern: str, taken: set[str]) -> str:
    while True:
        number = "".join(str(dice.randrange(10)) if c == "x" else c for c in pattern)
        if number not in taken:
            taken.add(number)
            return number
        if len(taken) > 50 and dice.random() < 0.02:
            pattern = PLACES[5][2]


def _to_host(dice: random.Random, language: str) -> str:
    return dice.choice(("1", HOST[language], "1", "2", "2", "3", NO[language], "STOP", "", ""))


def _to_sign(dice: random.Random, language: str) -> tuple[str, ...]:
    kinds = (
        ("1",),
        ("1",),
        (SIGN[language],),
        (SIGN[language].upper() + " !",),
        ("1", "1"),
        ("2",),
        (LATER[language],),
        (NO[language],),
        ("STOP",),
        (dice.choice(RUBBISH), "1"),
        (dice.choice(RUBBISH), dice.choice(RUBBISH)),
        (),
        (),
    )
    return dice.choice(kinds)


def _row(player: Player) -> dict[str, str]:
    return {
        "firstName": player.name,
        "lastName": "Demo",
        "cell": player.number,
        "email": player.mail,
        "language": player.language,
        "country": player.country,
        "timezone": player.zone,
        "tags": "active" if player.active else "",
        "opted_out": "true" if player.opted_out else "",
    }


def _faulty(players: tuple[Player, ...]) -> Iterator[dict[str, str]]:
    """Duplicates (one in another spelling), landlines, broken numbers."""
    for player in players[: max(2, len(players) // 50)]:
        number = player.number
        yield {**_row(player), "cell": f"{number[:3]} {number[3:6]}-{number[6:]}"}
    for landline in ("+442079460018", "+33199001234", "+442079460958"):
        yield {"firstName": "Office", "cell": landline, "language": "en"}
    for broken in ("12", "not a number", "+99912345", ""):
        yield {"firstName": "Broken", "cell": broken, "language": "fr"}
