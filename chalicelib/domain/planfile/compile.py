"""From the file to the plan the engine runs. Only a file that passed the checks is launched.

A text that the file does not have stays empty: the catalogue's is used when it is sent, in the
recipient's language.
"""

from datetime import timedelta
from typing import Literal

from chalicelib.domain.breaker import Breaker
from chalicelib.domain.plan import (
    Ask,
    Figure,
    FollowUp,
    Level,
    Localised,
    Plan,
    Silence,
    Target,
    Trigger,
)
from chalicelib.domain.planfile.instants import (
    End,
    closes_of,
    deadline_of,
    end_of_ask,
    office_hours,
    utc,
    zone_of,
)
from chalicelib.domain.planfile.models import PlanFile
from chalicelib.domain.planfile.moments import ByHand, CountOf, When, anchor
from chalicelib.domain.planfile.words import RESULT


def compile_plan(file: PlanFile, version: int = 1) -> Plan:
    """The plan, every instant in UTC."""
    return Plan(
        day=file.day,
        version=version,
        organisation=file.organisation,
        languages=file.languages,
        zone=file.zone,
        date=file.date,
        closes=closes_of(file),
        gathering=file.gathering,
        demand=dict(file.demand),
        demands={name: dict(text) for name, text in file.demands.items()},
        story=dict(file.story),
        asks=_asks(file),
        targets={name: _target(file, name) for name in file.targets},
        triggers={name: _trigger(file, name) for name in file.triggers},
        coordinators=file.coordinators,
        organisers=file.organisers,
        readers=file.readers,
        risk=file.risk,
        senders={"other": "long-code", **file.senders},
        staff=file.staff,
        budget=file.budget,
        currency=currency_of(file),
        prices={country: price.micros for country, price in file.prices.items()},
        breaker=Breaker(**file.breaker.model_dump()),
        follow_ups=_follow_ups(file),
        silence=_silence(file),
        hours={country: own.week for country, own in file.hours.items()},
        hours_because={c: own.because for c, own in file.hours.items() if own.because},
        clock=file.clock,
        join=file.join,
        figures={name: Figure(**figure.model_dump()) for name, figure in file.figures.items()},
        notices=_notices(file),
        tell=file.results.tell,
        debrief=utc(file, file.results.debrief) if file.results.debrief else None,
    )


def currency_of(file: PlanFile) -> str:
    """The budget's currency, else that of the prices, else the dollar of the price table."""
    amounts = [file.budget, *file.prices.values()]
    return next((money.currency for money in amounts if money), "USD")


def _asks(file: PlanFile) -> dict[str, Ask]:
    asks = {name: _ask(file, name) for name in file.asks}
    if "report" in file.leaders.follow_up.values():
        asks["report"] = _report(file)
    return asks


def _ask(file: PlanFile, name: str) -> Ask:
    ask = file.asks[name]
    end = end_of_ask(file, ask) or End(closes_of(file))
    return Ask(
        name=name,
        level=ask.level,
        does=ask.does,
        until=end.at,
        until_trigger=end.trigger,
        until_at_once=isinstance(ask.until, str),
        answers=ask.answers,
        text=dict(ask.text),
        send=utc(file, ask.send) if ask.send else None,
        who=ask.who,
        first=ask.first,
        about=ask.about,
        after=ask.after,
        nudges=ask.nudges,
        confirm=ask.confirm,
    )


def _report(file: PlanFile) -> Ask:
    """The path's own question, "how many came?"."""
    return Ask(
        name="report",
        level=Level.EVENTS,
        does="report",
        answers=("number",),
        until=closes_of(file),
    )


def _target(file: PlanFile, name: str) -> Target:
    target = file.targets[name]
    return Target(
        name=name,
        names=dict(target.name),
        deliver=target.deliver,
        language=target.language or file.languages[0],
        hours=office_hours(file, name),
        to=target.to,
        address=target.address,
        window=target.window,
        by=target.by,
        within=target.within,
        tries=target.tries,
        place=target.place,
        bearers=target.bearers,
        country=target.country,
        signatories=target.signatories,
        silence=target.silence,
    )


def _trigger(file: PlanFile, name: str) -> Trigger:
    trigger = file.triggers[name]
    return Trigger(
        name=name,
        kind=_kind(trigger.when),
        deliver=trigger.deliver,
        count=trigger.when.count if isinstance(trigger.when, CountOf) else 0,
        at=deadline_of(file, trigger),
        zone=zone_of(file, trigger),
        hold=timedelta(0) if isinstance(trigger.hold, CountOf) else trigger.hold,
        margin=trigger.hold.count if isinstance(trigger.hold, CountOf) else 0,
        below=trigger.below,
    )


def _kind(when: When) -> Literal["count", "deadline", "hand"]:
    if isinstance(when, CountOf):
        return "count"
    return "hand" if isinstance(when, ByHand) else "deadline"


def _follow_ups(file: PlanFile) -> tuple[FollowUp, ...]:
    read = [(anchor(moment), text) for moment, text in file.leaders.follow_up.items()]
    return tuple(FollowUp(text=text, anchor=at.anchor, offset=at.offset) for at, text in read)


def _notices(file: PlanFile) -> dict[str, Localised]:
    """The plan's own results, by what they say."""
    return {
        RESULT if says == "close" else f"{RESULT}.{says}": dict(text)
        for says, text in file.results.text.items()
    }


def _silence(file: PlanFile) -> Silence | None:
    silent = file.leaders.silent
    return Silence(after=silent.after, call=silent.call) if silent else None
