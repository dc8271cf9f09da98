"""Whom a list named before, in constant memory: in a file of its own that nobody else sees.

Only keyed hashes go there; SQLite removes the file when it is closed, or when the process ends.
"""

import json
import sqlite3
from collections.abc import Sequence
from types import TracebackType

ADD = "INSERT OR IGNORE INTO seen SELECT value FROM json_each(?) RETURNING person"


class SeenPeople:
    """A set of person ids that may be larger than the memory; for one thread."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("CREATE TABLE seen (person TEXT PRIMARY KEY) WITHOUT ROWID")

    def __enter__(self) -> "SeenPeople":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._db.close()

    def new_of(self, people: Sequence[str]) -> set[str]:
        """Those who were not asked for before."""
        return {person for (person,) in self._db.execute(ADD, (json.dumps(people),))}
