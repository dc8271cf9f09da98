"""The demo against itself: each number of the report beside what phones, facts and tallies say."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.demo.accounts import Books
from local.demo.cast import Player
from local.demo.phones import Phones
from local.demo.play import STRANGERS
from local.demo.witness import Witness

Count = int | str | None
MAIL_TARGETS = 1
"""Of the plan's targets, those that the deadline delivers to by mail: each gets one packet."""
ASKED = {"host": ("host",), "sign": ("sign",), "report": ("report",), "notice": ("kit", "ready")}
"""What a phone recognises to the asks and notices of the report."""
COLUMNS = ("", "phones", "facts", "tallies", "report", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One number, from each who knows it (None: they cannot know it)."""

    name: str
    phones: Count
    facts: Count
    tallies: Count
    report: Count

    @property
    def agrees(self) -> bool:
        known = {c for c in (self.phones, self.facts, self.tallies, self.report) if c is not None}
        return len(known) == 1


def lines(
    seen: Witness, kept: Books, report: dict[str, Any], web: list[Player], mails: list[Count]
) -> list[Line]:
    """Every number of the report that more than one of them knows."""
    on_page = {player.number for player in web}
    signed = len(seen.signed | on_page) + STRANGERS
    acted = seen.signed | on_page | seen.hosting | seen.attending | seen.at_home
    people = len(acted | set(seen.reported)) + STRANGERS
    said: dict[str, int] = report["facts"]

    def act(name: str, key: str, phones: int) -> Line:
        return Line(name, phones, kept.facts[key], kept.tallies[key], said.get(key, 0))

    def asked(name: str, asks: tuple[str, ...]) -> Line:
        sent = {key: n for key, n in report["texts"].items() if key.split(".")[0] in asks}
        count = sum(n for key, n in sent.items() if not key.endswith(".in_answer"))
        return Line(f"  of these: {name}", seen.asked[name], None, None, count)

    silent = len(seen.counting - set(seen.reported) - seen.stopped)
    attendance = sum(seen.reported.values())
    texts = sum(n for name, n in report["texts"].items() if not name.endswith(".in_answer"))
    return [
        act("signatures", "sign.signed", signed),
        act("pledged to host", "host.pledged", len(seen.hosting)),
        act("pledged to come", "attend.pledged", len(seen.attending)),
        act("pledged to share", "home.pledged", len(seen.at_home)),
        act("asked to be asked later", "sign.deferred", len(seen.deferred)),
        act("hosts who reported", "report.reported", len(seen.reported)),
        Line("people at the vigils", attendance, kept.attendance, None, report["attendance"]),
        Line("people who acted", people, len(kept.actors), None, report["people"]),
        Line("replies", seen.replies, kept.replies, None, sum(report["replies"].values())),
        Line("opted out by text", len(seen.stopped), None, None, report["replies"].get("stop", 0)),
        Line("texts sent", seen.sent, kept.messages, None, texts),
        *(asked(name, names) for name, names in ASKED.items()),
        Line("silent hosts to call", silent, None, None, report["cases"].get("quiet_leader", 0)),
        _by_country(kept, report),
        Line("packets mailed", mails[0], MAIL_TARGETS, None, mails[1]),
        Line("sha256 of the letter", mails[2], None, None, mails[3]),
        Line("tallies unlike their facts", None, 0, 0, len(report["differences"])),
    ]


def _by_country(kept: Books, report: dict[str, Any]) -> Line:
    """Each number by country, channel and region: how many there are, if all three agree."""
    told = {(c, name): n for c, names in report["countries"].items() for name, n in names.items()}
    facts, tallies = dict(kept.facts_by_country), dict(kept.tallies_by_country)
    wrong = sum(told.get(key) != facts.get(key) for key in {*told, *facts})
    wrong += sum(told.get(key) != tallies.get(key) for key in {*told, *tallies})
    reported = f"{wrong} wrong" if wrong else len(told)
    return Line("numbers by country", None, len(facts), len(tallies), reported)


def packets(phones: Phones, report: dict[str, Any], recipient: str) -> list[Count]:
    """Packets that arrived and that were reported; the hash of each side's letter."""
    arrived = [mail for mail in phones.mails() if recipient in str(mail["to"])]
    mailed = [line for line in report["deliveries"] if line["state"] in ("sent", "delivered")]
    letters = [attached["sha256"][:16] for mail in arrived for attached in mail["attachments"]]
    return [
        len(arrived),
        len(mailed),
        ", ".join(letters),
        ", ".join(line["sha256"][:16] for line in mailed),
    ]


def table(rows: list[Line]) -> str:
    """The summary, a line a number."""
    cells = [list(COLUMNS), *map(_cells, rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(COLUMNS))]
    return "\n".join(_aligned(row, widths) for row in cells)


def _cells(line: Line) -> list[str]:
    counts = (line.phones, line.facts, line.tallies, line.report)
    verdict = "ok" if line.agrees else "DIFFERS"
    return [line.name, *("·" if c is None else str(c) for c in counts), verdict]


def _aligned(row: list[str], widths: list[int]) -> str:
    name, *counts, verdict = row
    columns = (c.rjust(w) for c, w in zip(counts, widths[1:], strict=False))
    return f"{name.ljust(widths[0])}  {'  '.join(columns)}  {verdict}".rstrip()


def read_report(folder: Path) -> dict[str, Any]:
    """The report as it was written for people."""
    stored: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return stored
