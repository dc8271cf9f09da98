"""One text on its way: what is read of it, said back to it, and sealed of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.cases import opened_anew
from chalicelib.domain.own_page import on_page
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Decision, Inbound, Reply
from chalicelib.domain.texts import answer_text
from chalicelib.ports import Catalogues, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps import wording
from chalicelib.steps.open_days import OpenDays

MOST_WORDING = 160
"""Letters kept of what someone said: the person's item stays under 1 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundText:
    """As the carrier gives it. `number` is E.164; `country` ISO 3166, empty if unknown."""

    sid: str
    number: str
    body: str
    at: datetime
    country: str = ""
    opt_out_type: str = ""
    """`STOP`, `START` or `HELP` where the carrier took it for one and answered it itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The text to answer with (empty: nothing) and, for metrics, what was understood."""

    text: str
    intent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One text on its way, with the ports it needs."""

    text: InboundText
    ids: tuple[str, ...]
    """Every id that the number may have; of a page, its person's own."""
    store: Store
    vault: Vault
    catalogues: Catalogues
    open_days: OpenDays
    settings: Settings
    inbound: Inbound | None = None
    """What it means, where that is known without reading the text: a button was pressed."""
    asked: str | None = None
    """The ask that the pressed page showed; None where the press answers none."""


def said(talk: Talk, decision: Decision, plan: Plan | None) -> str:
    """The words of the decision's answer; empty for none."""
    if decision.answer is None:
        return ""
    person = decision.person
    values = (
        wording.values(plan, person, talk.settings, talk.vault)
        if plan
        else {"org": talk.settings.organisation, "link": talk.settings.public_url}
    )
    language = decision.answer.language or person.language
    answer = on_page(decision.answer) if talk.inbound else decision.answer
    return answer_text(answer, plan, language, talk.catalogues, values)


def sealed(talk: Talk, decision: Decision, told: str = "") -> Decision:
    """The decision with the text sealed into its cases, for the human who needs to read it, and
    into the consent it gave or took back, as the proof of it. `told`: the words of its voice.

    A case whose cause has one that is closed is a new one. Who comes back after an opt-out that
    kept their hash alone has a number again.
    """
    decision = decision._replace(person=_proved(talk, decision.person))
    person = decision.person
    if decision.voice and told:
        words = talk.vault.seal(told, person.id)
        decision = decision._replace(voice=replace(decision.voice, words=words))
    if not person.opted_out and not person.address:
        address = talk.vault.seal(talk.text.number, person.id)
        decision = decision._replace(person=replace(person, address=address))
    if not decision.cases:
        return decision
    sealed = talk.vault.seal(talk.text.body, decision.person.id)
    cases = (opened_anew(case, talk.store.cases(case.day)) for case in decision.cases)
    return decision._replace(cases=tuple(replace(case, text=sealed) for case in cases))


def _proved(talk: Talk, person: Person) -> Person:
    """With their own words in a consent that this text changed."""
    if not person.superseded and person.version:
        return person
    said = talk.vault.seal(talk.text.body[:MOST_WORDING], person.id)
    return replace(person, consent=replace(person.consent, wording=said))


def reply_of(talk: Talk, decision: Decision, inbound: Inbound, said: str) -> Reply:
    """The record that makes the same request answer the same."""
    return Reply(
        sid=inbound.sid,
        person=decision.person.id,
        at=inbound.at,
        intent=inbound.intent.kind,
        reason=decision.reason,
        day=decision.day,
        ask=decision.ask,
        answer=talk.vault.seal(said, decision.person.id) if said else b"",
    )


def again(talk: Talk, reply: Reply) -> Answered:
    """The stored answer of a reply that was recorded before."""
    text = talk.vault.open(reply.answer, reply.person) if reply.answer else ""
    return Answered(text=text, intent=reply.intent)
