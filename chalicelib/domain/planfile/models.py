"""The plan file as models: what may be written, and the defaults of what is not.

A docstring under a field is what an editor shows. Times are local to the plan's `zone`.
"""

from datetime import time, timedelta

from pydantic import BaseModel, ConfigDict, Field

from chalicelib.domain.breaker import Breaker
from chalicelib.domain.planfile import fields
from chalicelib.domain.planfile.forms import Office


class FileModel(BaseModel):
    """A part of the file: unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


Localised = dict[fields.Language, fields.Text]


class TargetFile(FileModel):
    """A decision-maker and the office that receives the packet."""

    name: Localised = {}
    """By language, with its article: `the Ecology Minister`."""
    deliver: fields.Deliver
    """`mail`, with `to`; `hand`, with `place` and `bearers`; `post`, with `address`; or `phone`,
    with `to`."""
    to: fields.DeskPerson = ""
    """Mail address, for `deliver: mail`; number with its `+`, in quotes, for `phone`."""
    address: fields.Postal = ()
    """Its postal address, for `deliver: post`: `address: |`, then a line each."""
    window: fields.Window = "left"
    """Where your envelopes have their window: `left` or `right`."""
    by: tuple[fields.DeskPerson, ...] = ()
    """Who posts it, or calls, in turn; each may take care of cases. Default: the first
    coordinator."""
    within: fields.Duration = timedelta(days=1)
    """How soon it is to be posted."""
    tries: fields.Count = 3
    """How many calls at most where nobody answers."""
    place: fields.Text = ""
    """Where the bearers go, for `deliver: hand`."""
    bearers: fields.Count = 0
    """How many people carry the packet, for `deliver: hand`."""
    language: fields.Language = ""
    """Language of the letter; default: the plan's first."""
    hours: fields.OfficeHours = Office((0, 1, 2, 3, 4), time(9), time(17))
    """When the office is open; default `Mon-Fri 09:00-17:00`."""
    zone: fields.Zone = ""
    """The office's zone; default: the plan's."""
    country: fields.OneCountry = ""
    """It answers for the signers of that country alone: `FR`. Default: for everyone."""
    silence: fields.Duration | None = None
    """How long it may keep silent after a delivery before a human is told: `14 days`."""
    signatories: fields.Signatories = "none"
    """What the packet lists: `none`, counts alone; `initials` with the country; `full`, also the
    names of those who consented to be named."""


class AskFile(FileModel):
    """One thing asked for."""

    level: fields.AskLevel
    """`1` urgent, `2` events, `menu` the rest."""
    does: fields.Act
    """The kind of act; it decides the words people may answer with."""
    who: fields.Audience = ()
    """`everyone` (default), or `active or hosted-before`, `interest rivers and not country FR`."""
    first: fields.Audience = ()
    """Who of them is texted before the others: `active`."""
    because: fields.Text = ""
    """Why it is right although a check advises against: a third kind at once, many hosts."""
    send: fields.LocalMoment | None = None
    """When the text goes out; without it the ask is only offered."""
    about: tuple[fields.Name, ...] = ()
    """The targets it names: once they have all conceded, nobody is asked it any more."""
    after: fields.Name = ""
    """Its text goes out when that target has conceded, in place of `send`."""
    until: fields.Until | None = None
    """A trigger, a name among `dates`, a date, a date with a time; default: the end of `date`."""
    answers: tuple[fields.AnswerName, ...] = ("accept", "no")
    """The position is the number: `accept`, `no`, `later`, or the name of an ask it accepts."""
    confirm: fields.Confirm = ""
    """`mail`: a signature on the web needs a mail address, and counts once confirmed there."""
    nudges: tuple[fields.Duration, ...] = ()
    """How long after `send` those who have not answered are reminded: `[2 days]`."""
    text: Localised = {}
    """By language, with {org}, {firstName}, {link}, {demand}, {date}; default: the catalogue's."""


class TriggerFile(FileModel):
    """A condition that fires once and delivers the packet."""

    when: fields.When
    """`10000 signatures`, `2 hours before vote`, or a date with a time."""
    deliver: tuple[fields.Name, ...]
    """The targets that receive the packet."""
    hold: fields.Hold = timedelta(0)
    """How long a count must stand before its packet goes, or how many signatures more it waits
    for: `30 minutes`, `200 signatures`."""
    below: fields.Below = "wait"
    """When a count sinks below again before that: `wait` until it is back, `drop` it and ask a
    human, or `deliver` all the same."""


class SilentFile(FileModel):
    """What happens when a leader does not answer `report`."""

    after: fields.Duration
    """How long we wait."""
    call: fields.Address
    """The person who will call them."""


class LeadersFile(FileModel):
    """The path of those who accepted to host."""

    follow_up: dict[fields.FollowUpMoment, fields.FollowUpText] = {}
    """`accepted + 1 hour: kit`, `gathering - 1 day: ready`, `gathering + 3 hours: report`."""
    silent: SilentFile | None = None
    """Every silence ends with a person who calls."""


class ResultsFile(FileModel):
    """Who is told what came of it."""

    tell: tuple[fields.Told, ...] = ()
    """`signers`, `hosts`, `participants` (whoever did anything that counts): they get one text for
    each answer of a target. `hosts` are also told when the day has closed."""
    text: dict[fields.News, Localised] = {}
    """What it says, by the target's stance or `close`, then by language: `{committed: {en: …}}`,
    with {number} and {target} too; default: the catalogue's. Not at high risk."""
    debrief: fields.LocalMoment | None = None
    """When the coordinators look back together: a case of theirs once the day has closed."""


class BreakerFile(FileModel):
    """How much of a wave may go wrong before it pauses itself and asks a human."""

    filtered: fields.Share = Breaker.filtered
    """The share of its texts that carriers may filter: `2%`."""
    failed: fields.Share = Breaker.failed
    """The share that may fail in all: `10%`."""
    least: fields.Count = Breaker.least
    """How many texts must have gone before a share means anything."""


class FigureFile(FileModel):
    """A number that somebody else gave."""

    count: fields.People
    """How many: `240000`."""
    what: fields.Text
    """Of what: `signatures`."""
    source: fields.Text
    """Who says so, and where."""


class PlanFile(FileModel):
    """The plan of a day of action."""

    day: fields.DayId
    """The day's own name, in addresses and commands."""
    organisation: fields.Text
    """Who signs the texts."""
    languages: tuple[fields.Language, ...] = Field(min_length=1)
    """The first is the fallback."""
    date: fields.LocalDate
    """The day of action, local to each person."""
    zone: fields.Zone
    """The zone of every time in this file."""
    dates: dict[fields.Name, fields.ZonedMoment] = {}
    """Moments with a name: `{vote: 2027-03-23 15:00}`, or on the clocks of where they are:
    `{vote: 2027-03-23 15:00 America/Asuncion}`."""
    risk: fields.Risk = "normal"
    """`high`: no map, no names, no topic in texts."""
    demand: Localised = {}
    """What is demanded, in one line, by language."""
    demands: dict[fields.Name, Localised] = {}
    """Its parts, where each may be granted by itself: `{citizenship: {…}, honour: {…}}`."""
    story: dict[fields.Language, fields.Story] = {}
    """What the petition page tells, by language; an empty line begins a paragraph."""
    coordinators: tuple[fields.DeskPerson, ...] = Field(min_length=1)
    """Mail addresses or mobile numbers of those who may do everything at the desk."""
    organisers: tuple[fields.DeskPerson, ...] = ()
    """Those who take care of cases and people at the desk, and steer nothing."""
    readers: tuple[fields.DeskPerson, ...] = ()
    """Those who see the counts at the desk, and nobody's case."""
    senders: dict[fields.Country, fields.Sender] = {"other": "long-code"}
    """The kind of sender by country; `other` for the rest."""
    audience: dict[fields.CountedBy, fields.People] = {}
    """How many people there are, by country and by segment: `{FR: 12000, active: 800}`."""
    staff: fields.Count = 0
    """How many people you have to look after hosts."""
    budget: fields.Budget | None = None
    """What the waves and reminders may cost together: `900 EUR`."""
    prices: dict[fields.Country, fields.Budget] = {}
    """What a segment costs you, by country: `{FR: 0.06 EUR, other: 0.10 EUR}`."""
    breaker: BreakerFile = BreakerFile()
    """When a wave pauses itself."""
    targets: dict[fields.Name, TargetFile] = {}
    """Who decides."""
    asks: dict[fields.AskName, AskFile] = Field(min_length=1)
    """What people are asked."""
    triggers: dict[fields.Name, TriggerFile] = {}
    """What makes the packet go."""
    leaders: LeadersFile = LeadersFile()
    """The path of those who host."""
    results: ResultsFile = ResultsFile()
    """Who is told what came of it."""
    hours: dict[fields.Country, fields.OwnHours] = {}
    """When people are texted, by country: `{FR: Mon-Sat 09:00-19:00}`; default: its own hours."""
    clock: fields.Clock = "world"
    """`local`: the asks' times are what each person's own clocks show; `world`: the plan's."""
    closes: fields.LocalMoment | None = None
    """When the day closes; default: once everything above is over."""
    figures: dict[fields.Name, FigureFile] = {}
    """Numbers of others, each with its source; the report shows them beside its own counts."""
    join: fields.Join = ""
    """The keyword by which a stranger enters."""
    gathering: fields.ClockTime = time(18)
    """When gatherings start, local to each host."""
