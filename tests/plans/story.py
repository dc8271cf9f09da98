"""A story: what people, targets and coordinators do in a plan's day, and when.

It stands beside its plan as `NAME.story.yaml`. Times are local to the plan's zone. A step says when
(`at`, and `until` where it lasts), one thing that is done, and what more that thing wants:

    sign: visitors 1-19600         the petition's form, by mail address; `again: 3%` sends that many
                                   forms a second time, out of order; `refused: yes`: none is taken
    text: "1"                      `by: members 1-300` send it, `as: sign.signed` is what it is for;
                                   without `as` it counts as nothing; two are joined by `and`
    answer: westin committed       a target's stance; `demand`, `says`, `called` (whom nobody asked)
    promise: orange adverts        a part of its promise; `what`, `times`
    prove: orange adverts          that it was kept once
    hand: big ioc                  that trigger's packet was handed over; `bearers`: how many signed
    deliver: big                   a coordinator's hand on a trigger, `because`
    close: now                     before its time
    reopen: 2013-12-27 20:00       until then
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.hours import zone_named
from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.forms import local_moment
from chalicelib.domain.planfile.load import check_plan
from chalicelib.domain.planfile.yaml12 import read

PLANS = Path(__file__).parents[2] / "plans"
VERBS = ("sign", "text", "answer", "promise", "prove", "hand", "deliver", "close", "reopen")


@dataclass(frozen=True, slots=True)
class Group:
    """People who are alike. `members` are on the list and have a phone; others only come by."""

    name: str
    first: int
    count: int
    members: bool
    known: Mapping[str, Any]
    country: str

    def number(self, n: int) -> str:
        """The phone of the group's n-th person: 00 after +44 is nobody's."""
        return f"+4400{self.first + n:08}"

    def mail(self, n: int) -> str:
        return f"p{self.first + n}@people.example"


@dataclass(frozen=True, slots=True)
class Some:
    """The people `members 1-300` of a group."""

    group: Group
    numbers: range


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done, from `at` to `until`."""

    at: datetime
    until: datetime
    verb: str
    what: str
    who: Some | None
    more: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """A plan, who there is, and what they do in the order of time."""

    name: str
    plan: Plan
    launch: datetime
    groups: Mapping[str, Group]
    steps: tuple[Step, ...]


def names() -> list[str]:
    """The plans that have a story."""
    return sorted(path.name.removesuffix(".story.yaml") for path in PLANS.glob("*.story.yaml"))


def story(name: str) -> Story:
    """The story of that plan, whose plan has neither mistakes nor warnings as of its launch."""
    told = _read(f"{name}.story.yaml")
    text = (PLANS / f"{name}.yaml").read_text("utf-8")
    zone = zone_named(read(text, name).value["zone"])

    def at(local: str) -> datetime:
        return local_moment(local).replace(tzinfo=zone).astimezone(zone_named("UTC"))

    launch = at(told["launch"])
    checked = check_plan(text, f"{name}.yaml", launch, GettextCatalogues())
    assert checked.problems == () and checked.plan, checked.problems
    groups = dict(_groups(told["people"]))
    steps = tuple(_step(step, at, groups) for step in told["story"])
    assert list(steps) == sorted(steps, key=lambda step: step.at), "in the order of time"
    return Story(name=name, plan=checked.plan, launch=launch, groups=groups, steps=steps)


def _read(file: str) -> Any:
    document = read((PLANS / file).read_text("utf-8"), file)
    assert document.problems == [], document.problems
    return document.value


def _groups(told: Mapping[str, Any]) -> Iterator[tuple[str, Group]]:
    first = 0
    for name, known in told.items():
        kept = {key: known[key] for key in ("language", "zone", "region") if key in known}
        kept |= {
            key: tuple(known[key]) for key in ("standing", "tags", "interests") if key in known
        }
        count = int(known["count"].replace(" ", ""))
        yield name, Group(name, first, count, "zone" in known, kept, known.get("country", ""))
        first += count


def _step(told: Mapping[str, str], at: Any, groups: Mapping[str, Group]) -> Step:
    verb = next(key for key in told if key in VERBS)
    who = told[verb] if verb == "sign" else told.get("by", "")
    more = {key: value for key, value in told.items() if key not in ("at", "until", "by", verb)}
    begins, ends = at(told["at"]), told.get("until") or told.get("reopen") or told["at"]
    return Step(
        at=begins,
        until=at(ends),
        verb=verb,
        what=told[verb],
        who=_some(who, groups) if who else None,
        more=more,
    )


def _some(written: str, groups: Mapping[str, Group]) -> Some:
    name, _, part = written.partition(" ")
    first, _, last = (part or f"1-{groups[name].count}").replace(" ", "").partition("-")
    numbers = range(int(first), int(last) + 1)
    assert numbers and numbers[-1] <= groups[name].count, written
    return Some(groups[name], numbers)
