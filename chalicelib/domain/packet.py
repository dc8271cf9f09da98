"""The packet: the letter that carries a petition to a target, and the bearers' roster.

Pure: the same plan, totals and instant give the same letter, whoever asks and whenever.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.plan import Plan, Target, Trigger, Window, localised
from chalicelib.domain.signatories import Difference
from chalicelib.domain.spreadsheets import sheet
from chalicelib.domain.stories import Story
from chalicelib.domain.tiles import STEPS, Tile, tiles
from chalicelib.domain.totals import Totals, counts_for, shown_countries, signatures
from chalicelib.domain.wording import Say, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Every line of the letter, in the target's language; `frozen` is the counts' instant."""

    language: str
    frozen: datetime
    organisation: str
    reference: str
    date: str
    addressee: str
    postal: tuple[str, ...]
    """The lines that show in the envelope's window; empty: it is not posted."""
    window: Window
    title: str
    opening: tuple[str, ...]
    demand_label: str
    demand: str
    count: str
    count_label: str
    map_title: str
    map_tiles: tuple[Tile, ...]
    """Empty: there is no map."""
    map_legend: tuple[str, ...]
    map_note: str
    table_title: str
    table_head: tuple[str, str]
    table: tuple[tuple[str, str], ...]
    table_total: tuple[str, str]
    table_note: str
    stories_title: str
    stories: tuple[tuple[str, str], ...]
    """Testimonies, each with its language and country; empty: none are quoted."""
    stories_note: str
    closing: tuple[str, ...]
    regards: str
    footer: str


def build_letter(
    plan: Plan,
    target: Target,
    totals: Totals,
    trigger: Trigger,
    frozen: datetime,
    say: Say,
    answer_url: str = "",
    since: Difference | None = None,
    stories: Sequence[Story] = (),
) -> Letter:
    """The letter to `target` for `trigger`, with the counts as they stood at `frozen`.

    `answer_url`: the target's own page, where there is one. `since`: what is new in it for a
    target that had a packet before. `stories`: testimonies to be quoted.
    """
    words = Wording(say, target.language)
    first = plan.languages[0] if plan.languages else ""
    own = counts_for(target, totals)
    count = signatures(plan, own)
    rows = shown_countries(plan, own)
    zone = target.hours.zone
    return Letter(
        language=target.language,
        frozen=frozen,
        organisation=plan.organisation,
        reference=f"{words('reference')} {plan.day} / {trigger.name} / {target.name}",
        date=words.date(frozen, zone),
        addressee=localised(target.names, target.language, first),
        postal=target.address if target.deliver == "post" else (),
        window=target.window,
        title=words("title"),
        opening=(*_opening(plan, trigger, sum(map(bool, rows)), words), *_since(since, words)),
        demand_label=words("demand"),
        demand=localised(plan.demand, target.language, first),
        count=words.number(count),
        count_label=words("count.one" if count == 1 else "count", at=words.instant(frozen, zone)),
        map_title=words("map"),
        map_tiles=() if plan.risk == "high" else tiles(rows),
        map_legend=_legend(words),
        map_note=words("map.note"),
        table_title=words("table"),
        table_head=(words("table.country"), words("table.signatures")),
        table=tuple((words.country(code), words.number(n)) for code, n in rows.items()),
        table_total=(words("table.total"), words.number(count)),
        table_note=words(f"table.note.{target.signatories}"),
        stories_title=words("stories"),
        stories=tuple((story.words, _told_by(story, words)) for story in stories),
        stories_note=words("stories.note"),
        closing=_closing(target, answer_url, words),
        regards=words("regards"),
        footer=words("footer", at=words.instant(frozen, "UTC")),
    )


def covering_mail(letter: Letter, url: str, say: Say) -> tuple[str, str]:
    """Subject and text of the mail that carries the letter; `url` is the target's own page."""
    words = Wording(say, letter.language)
    values = {
        "count": letter.count,
        "organisation": letter.organisation,
        "addressee": letter.addressee,
        "demand": letter.demand,
        "url": url,
    }
    return words("mail.subject", **values), words("mail.text", **values)


def bearers_roster(target: Target, language: str, say: Say) -> bytes:
    """A CSV to print and fill in by hand: an empty line a bearer, because names stay on paper,
    then where and when, and what to do there."""
    words = Wording(say, language)
    head = [words(f"roster.{name}") for name in ("number", "name", "phone", "signature")]
    bearers = ([str(n), "", "", ""] for n in range(1, target.bearers + 1))
    return sheet(head, (*bearers, *(["", line, "", ""] for line in _checklist(target, words))))


def callers_words(letter: Letter, say: Say) -> str:
    """What a caller says, in the target's language: who calls, what is asked, by how many."""
    words = Wording(say, letter.language)
    values = {
        "count": letter.count,
        "organisation": letter.organisation,
        "addressee": letter.addressee,
        "demand": letter.demand,
    }
    parts = ("hello", "demand", "ask", "end")
    return "\n\n".join(words(f"call.{part}", **values) for part in parts)


def _checklist(target: Target, words: Wording) -> Iterator[str]:
    hours = target.hours
    opening = f"{hours.opens:%H:%M} - {hours.closes:%H:%M} ({hours.zone})"
    yield words("roster.place", place=target.place)
    yield words("roster.hours", hours=opening)
    yield from (words(f"roster.check.{what}") for what in ("consent", "letter", "receipt", "photo"))


def _opening(plan: Plan, trigger: Trigger, countries: int, words: Wording) -> tuple[str, ...]:
    where = words("opening.countries", count=words.number(countries)) if countries > 1 else ""
    if trigger.kind == "count":
        why = words("reason.count", count=words.number(trigger.count))
    else:
        why = words("reason.deadline")
    hand_over = words("opening", organisation=plan.organisation)
    return (f"{hand_over} {why}", where) if where else (f"{hand_over} {why}",)


def _told_by(story: Story, words: Wording) -> str:
    return f"{words.country(story.country)} ({story.language})"


def _legend(words: Wording) -> tuple[str, ...]:
    """What each shade of the map stands for: `10-99`."""
    starts = [words.number(step) for step in STEPS]
    ends = [words.number(step - 1) for step in STEPS[1:]]
    spans = (f"{a}\N{EN DASH}{b}" for a, b in zip(starts, ends, strict=False))
    return (*spans, words("map.more", count=starts[-1]))


def _since(since: Difference | None, words: Wording) -> tuple[str, ...]:
    if since is None:
        return ()
    counts = {"new": words.number(since.new), "withdrawn": words.number(since.withdrawn)}
    return (words("opening.since", **counts),)


def _closing(target: Target, answer_url: str, words: Wording) -> tuple[str, ...]:
    lines = [words("ask")]
    if answer_url:
        lines.append(words("answer", url=answer_url))
    if target.deliver == "hand":
        key = "bearers.one" if target.bearers == 1 else "bearers"
        lines.append(words(key, count=words.number(target.bearers), place=target.place))
    return tuple(lines)
