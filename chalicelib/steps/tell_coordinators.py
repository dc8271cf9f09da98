"""TellCoordinators: the report's address by mail, once to each, with the debrief's date.

A mail is claimed before it goes. One that is found claimed may have gone: it is `unknown`, and is
never sent again (promise 4). Coordinators who are listed with a number find the report at the desk.
"""

from dataclasses import dataclass, replace

from chalicelib.domain.days import Day
from chalicelib.domain.hours import zone_named
from chalicelib.domain.mailings import Mailing, MailingState
from chalicelib.domain.plan import Plan
from chalicelib.ports import Catalogues, Clock, Exists, Mailer, Refused, Sent, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.launched import launched


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCoordinators:
    """The day whose report is there."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatorsTold:
    """How many mails are in each state."""

    counts: dict[str, int]


def tell_coordinators(
    command: TellCoordinators,
    *,
    store: Store,
    mailer: Mailer,
    vault: Vault,
    clock: Clock,
    catalogues: Catalogues,
    settings: Settings,
) -> CoordinatorsTold:
    """Run again, it mails whom nobody had begun to mail."""
    day, plan = launched(command.day, store)
    name = f"report.{day.revision}"
    for address in (address for address in plan.coordinators if "@" in address):
        mailing = Mailing(day=day.id, name=name, to=vault.mark(address), claimed_at=clock.now())
        if not isinstance(store.claim_mailing(mailing), Exists):
            subject, text = _letter(day, plan, catalogues, settings)
            result = mailer.send(address, subject, text, f"{name}-{day.id}")
            store.move_mailing(mailing, _after(mailing, result))
    return CoordinatorsTold(counts=_settled(day.id, name, store))


def _after(mailing: Mailing, result: object) -> Mailing:
    if isinstance(result, Sent):
        return replace(mailing, state="sent", mail_id=result.sid)
    state: MailingState = "refused" if isinstance(result, Refused) else "unknown"
    return replace(mailing, state=state)


def _settled(day: str, name: str, store: Store) -> dict[str, int]:
    """The counts; what an earlier run left claimed may have gone."""
    counts: dict[str, int] = {}
    for mailing in store.mailings(day):
        if mailing.name != name:
            continue
        state = mailing.state
        if state == "claimed":
            store.move_mailing(mailing, replace(mailing, state="unknown"))
            state = "unknown"
        counts[state] = counts.get(state, 0) + 1
    return counts


def _letter(day: Day, plan: Plan, catalogues: Catalogues, settings: Settings) -> tuple[str, str]:
    """In the plan's first language; it names no cause."""
    language = plan.languages[0]
    values = {
        "org": plan.organisation,
        "link": f"{settings.base_url}/desk/days/{day.id}?lang={language}",
        "debrief": _debrief(plan, catalogues, language),
    }
    subject = catalogues.say("closed.subject", language, values)
    return subject, catalogues.say("closed.text", language, values)


def _debrief(plan: Plan, catalogues: Catalogues, language: str) -> str:
    """A line of its own, or nothing."""
    if plan.debrief is None:
        return ""
    at = f"{plan.debrief.astimezone(zone_named(plan.zone)):%Y-%m-%d %H:%M} ({plan.zone})"
    return catalogues.say("closed.debrief", language, {"when": at})
