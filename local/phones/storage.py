"""The carrier's memory: one SQLite file, so that the phones survive a restart."""

import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from local.phones.texts import NOT_RECEIVED, TERMINAL, Text

SCHEMA = """
CREATE TABLE IF NOT EXISTS texts (
    seq INTEGER PRIMARY KEY, sid TEXT UNIQUE NOT NULL, phone TEXT NOT NULL,
    direction TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, body TEXT NOT NULL,
    status TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL, service TEXT,
    callback TEXT, error_code INTEGER, redacted INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS texts_of_phone ON texts (phone, seq);
CREATE TABLE IF NOT EXISTS opted_out (phone TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS mails (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, recipients TEXT NOT NULL, raw BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it came in: who it was for, and the raw MIME."""

    id: int
    at: datetime
    recipients: tuple[str, ...]
    raw: bytes


class Storage:
    """Texts, opted-out phones and mails; one connection, one writer at a time."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def add(self, text: Text) -> bool:
        """Keep a text; False when this sid is known already."""
        return bool(
            self._do(
                "INSERT OR IGNORE INTO texts (sid, phone, direction, sender, recipient, body,"
                " status, created, updated, service, callback, error_code)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                *(
                    text.sid,
                    text.phone,
                    text.direction,
                    text.sender,
                    text.recipient,
                    text.body,
                ),
                *(text.status, text.created.isoformat(), text.updated.isoformat()),
                *(text.service, text.callback, text.error_code),
            )
        )

    def text(self, sid: str) -> Text | None:
        """The text of this sid unless the account deleted it."""
        found = self._rows("SELECT * FROM texts WHERE sid = ? AND deleted = 0", sid)
        return _text(found[0]) if found else None

    def advance(self, sid: str, status: str, code: int | None, now: datetime) -> bool:
        """Set a status that is not terminal yet; False when it was."""
        marks = ",".join("?" * len(TERMINAL))
        return bool(
            self._do(
                "UPDATE texts SET status = ?, error_code = ?, updated = ?"
                f" WHERE sid = ? AND deleted = 0 AND status NOT IN ({marks})",
                *(status, code, now.isoformat(), sid, *TERMINAL),
            )
        )

    def under_way(self) -> list[Text]:
        """The account's texts that have not ended yet, oldest first."""
        marks = ",".join("?" * len(TERMINAL))
        query = f"SELECT * FROM texts WHERE status NOT IN ({marks}) AND deleted = 0 ORDER BY seq"
        return [_text(row) for row in self._rows(query, *TERMINAL)]

    def redact(self, sid: str, now: datetime) -> None:
        """Blank the body for the account; the phone keeps what it received."""
        self._do(
            "UPDATE texts SET redacted = 1, updated = ? WHERE sid = ?",
            now.isoformat(),
            sid,
        )

    def delete(self, sid: str) -> None:
        """Take the text from the account; the phone keeps what it received."""
        self._do("UPDATE texts SET deleted = 1 WHERE sid = ?", sid)

    def of_phone(self, phone: str) -> list[Text]:
        """What this phone sent and received, oldest first."""
        marks = ",".join("?" * len(NOT_RECEIVED))
        query = f"SELECT * FROM texts WHERE phone = ? AND status NOT IN ({marks}) ORDER BY seq"
        return [_text(row) for row in self._rows(query, phone, *NOT_RECEIVED)]

    def search(self, where: str, values: list[Any], limit: int, offset: int) -> list[Text]:
        """The account's texts that match, newest first; `where` is this package's own SQL."""
        query = f"SELECT * FROM texts WHERE deleted = 0{where} ORDER BY seq DESC LIMIT ? OFFSET ?"
        return [_text(row) for row in self._rows(query, *values, limit, offset)]

    def phones(self) -> list[dict[str, Any]]:
        """Each phone with the counts of what it sent and received, the latest active first."""
        return [
            dict(row)
            for row in self._rows(
                "SELECT phone AS number, SUM(direction = 'inbound') AS sent,"
                " SUM(direction != 'inbound') AS received, MAX(created) AS last_at"
                " FROM texts GROUP BY phone ORDER BY MAX(seq) DESC"
            )
        ]

    def opt_out(self, phone: str) -> bool:
        """Block a phone; False when it was blocked already."""
        return bool(self._do("INSERT OR IGNORE INTO opted_out VALUES (?)", phone))

    def opt_in(self, phone: str) -> bool:
        """Unblock a phone; False when it was not blocked."""
        return bool(self._do("DELETE FROM opted_out WHERE phone = ?", phone))

    def opted_out(self, phone: str) -> bool:
        return bool(self._rows("SELECT 1 FROM opted_out WHERE phone = ?", phone))

    def add_mail(self, at: datetime, recipients: list[str], raw: bytes) -> None:
        query = "INSERT INTO mails (at, recipients, raw) VALUES (?, ?, ?)"
        self._do(query, at.isoformat(), "\n".join(recipients), raw)

    def mails(self) -> list[Mail]:
        """All mails, oldest first."""
        return [_mail(row) for row in self._rows("SELECT * FROM mails ORDER BY id")]

    def mail(self, mail_id: int) -> Mail | None:
        found = self._rows("SELECT * FROM mails WHERE id = ?", mail_id)
        return _mail(found[0]) if found else None

    def _do(self, query: str, *values: Any) -> int:
        with self._lock:
            return self._db.execute(query, values).rowcount

    def _rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(query, values).fetchall()


def _text(row: sqlite3.Row) -> Text:
    plain = {
        name: row[name] for name in tuple(row.keys()) if name not in ("seq", "phone", "deleted")
    }
    plain["created"] = datetime.fromisoformat(row["created"])
    plain["updated"] = datetime.fromisoformat(row["updated"])
    return Text(**plain | {"redacted": bool(row["redacted"])})


def _mail(row: sqlite3.Row) -> Mail:
    recipients = tuple(row["recipients"].split("\n"))
    return Mail(row["id"], datetime.fromisoformat(row["at"]), recipients, row["raw"])
