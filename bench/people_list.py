"""A people list of any length, made when it is needed: nobody's numbers.

Those that may be texted are in North America's exchange 555, which no phone answers; landlines are
of Ofcom's range for drama.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

HEADER = ("phone", "first_name", "email", "language", "country", "zip", "tags", "opted_out")
AREAS = (201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224)
AREAS += (225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270)
AREAS += (272, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317)
AREAS += (318, 319, 320, 321, 323, 325, 330, 331, 334, 336, 337, 339, 347, 351, 352, 360, 361, 386)
AREAS += (401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425)
NAMES = ("Ada", "Grace", "Mary", "Hedy", "Joan", "Rosa", "Wangari", "Malala", "Berta", "Greta")
EVERY = 100
"""Of so many rows, one is a landline, one no number, one a duplicate and two opted out."""


def write(path: Path, rows: int) -> None:
    """`rows` records under a header."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_row(at) for at in range(rows))


def expected(rows: int) -> dict[str, int]:
    """What an import must say of it; `rows` is a multiple of a hundred."""
    of = rows // EVERY
    return {
        "accepted": 95 * of,
        "opted_out": 2 * of,
        "landlines": of,
        "invalid": of,
        "duplicates": of,
        "known": 0,
    }


def _row(at: int) -> tuple[str, ...]:
    name = NAMES[at % len(NAMES)]
    out = "yes" if at % EVERY in (10, 60) else ""
    mail = f"{name.lower()}.{at}@example.org" if at % 3 == 0 else ""
    return (_number(at), name, mail, "en", "US", f"{at % 90_000 + 10_000}", "member", out)


def _number(at: int) -> str:
    kind = at % EVERY
    if kind == 20:
        return f"+44207946{at % 1000:04}"
    if kind == 40:
        return "12"
    serial = at - 1 if kind == 50 else at
    area = AREAS[serial % len(AREAS)]
    return f"+1{area}555{serial // len(AREAS):04}"


def numbers(path: Path) -> Iterator[str]:
    """The first cell of each record."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        yield from (record[0] for record in reader)
