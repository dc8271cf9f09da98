"""A text that came in: read the person, decide, record, answer. The path of one SMS is here.

Two AWS calls: read the person; write everything the decision changes. A race lost, or a fact
found to exist, means deciding again on what is true now.
"""

from dataclasses import replace
from datetime import datetime
from typing import cast

from chalicelib.domain.clocks import plan_at
from chalicelib.domain.consenting import without_day
from chalicelib.domain.days import Day
from chalicelib.domain.dialogue import decide, welcome
from chalicelib.domain.facts import Fact
from chalicelib.domain.given_words import told
from chalicelib.domain.hours import place_of
from chalicelib.domain.intents import as_the_carrier_took_it, classify
from chalicelib.domain.leaders import Leader
from chalicelib.domain.minds import about_signature
from chalicelib.domain.own_page import live_key
from chalicelib.domain.people import Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.replies import Decision, Inbound, Intent
from chalicelib.domain.reply_budget import within_budget
from chalicelib.domain.scene import Scene
from chalicelib.domain.voices import Voice, VoiceKind, voices_taken
from chalicelib.errors import ConflictError
from chalicelib.ports import AlreadyAnswered, Catalogues, FactsExist, Store, Vault, Written
from chalicelib.settings import Settings
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.strangers import stranger
from chalicelib.steps.talk import Answered, InboundText, Talk, again, reply_of, said, sealed
from chalicelib.steps.whose import person_behind
from chalicelib.steps.wording import with_page

MAX_ROUNDS = 8


def answer_reply(
    text: InboundText,
    *,
    store: Store,
    vault: Vault,
    catalogues: Catalogues,
    open_days: OpenDays,
    settings: Settings,
) -> Answered:
    """Records the reply once and returns its answer, the same for the same `sid`.

    Raises ConflictError when the person's record moved under every try: the carrier retries.
    """
    talk = Talk(
        text=text,
        ids=vault.ids(text.number),
        store=store,
        vault=vault,
        catalogues=catalogues,
        open_days=open_days,
        settings=settings,
    )
    return answered(talk)


def answered(talk: Talk) -> Answered:
    """See `answer_reply`. Of a page that shows another ask than there is now: intent `moved`."""
    known: dict[str, Fact] = {}
    for _ in range(MAX_ROUNDS):
        outcome = _try_once(talk, known)
        if isinstance(outcome, Answered):
            return outcome
        known.update(outcome)
    raise ConflictError("a reply lost its races")


def _try_once(talk: Talk, known: dict[str, Fact]) -> Answered | dict[str, Fact]:
    """Answered, or the facts that a next try has to know."""
    whose = person_behind(talk.ids, talk.store)
    person = _reachable(talk, whose.person)
    if person and talk.asked is not None and talk.asked != live_key(person):
        return _moved(talk)
    inbound = _understood(talk, person.language if person else "en")
    person = person or stranger(talk, whose.id, inbound.intent)
    if person is None:
        return _short_answer(talk, inbound.intent)
    pair = _pair(talk, person, inbound.intent)
    decision = _decision(talk, person, inbound, pair, known)
    if not talk.inbound:  # a page is answered on the page
        decision = with_page(within_budget(decision, inbound.at), talk.settings, talk.vault)
    words = said(talk, decision, pair[1] if pair else None)
    reply = reply_of(talk, decision, inbound, words)
    result = talk.store.record(sealed(talk, decision, inbound.intent.words), reply, whose.free)
    if isinstance(result, Written):
        return Answered(text=words, intent=inbound.intent.kind)
    if isinstance(result, AlreadyAnswered):
        return again(talk, result.reply)
    return dict(result.facts) if isinstance(result, FactsExist) else {}


def _reachable(talk: Talk, person: Person | None) -> Person | None:
    """A number that texts us takes texts, whatever the carrier said of it before."""
    if person is None or not person.bad_number or talk.inbound:
        return person
    return replace(person, bad_number=0)


def _understood(talk: Talk, language: str) -> Inbound:
    if talk.inbound:
        return talk.inbound
    joins = frozenset(plan.join.casefold() for _, plan in talk.open_days.all() if plan.join)
    vocabulary = talk.catalogues.vocabulary(language)
    taken = frozenset(kind for _, plan in talk.open_days.all() for kind in voices_taken(plan))
    given = told(talk.text.body, vocabulary, taken) if taken else None
    read = given or classify(talk.text.body, vocabulary, joins)
    intent = as_the_carrier_took_it(read, talk.text.opt_out_type)
    return Inbound(sid=talk.text.sid, intent=intent, at=talk.text.at)


def _short_answer(talk: Talk, intent: Intent) -> Answered:
    """To an unknown number that says anything else: one short answer, nothing written."""
    days = talk.open_days.all()
    org = days[0][1].organisation if days else talk.settings.organisation
    language = days[0][1].languages[0] if days else "en"
    if intent.carrier_answers:
        return Answered(text="", intent=intent.kind)
    return Answered(
        text=talk.catalogues.say("reply.stranger", language, {"org": org}), intent=intent.kind
    )


def _pair(talk: Talk, person: Person, intent: Intent) -> tuple[Day, Plan] | None:
    joined = talk.open_days.joined_by(intent.word) if intent.kind == "join" else None
    return joined or talk.open_days.of(person)


def _decision(
    talk: Talk,
    person: Person,
    inbound: Inbound,
    pair: tuple[Day, Plan] | None,
    known: dict[str, Fact],
) -> Decision:
    if pair is None:
        return without_day(person, inbound)
    day, plan = pair
    scene = Scene(
        person=person,
        day=day,
        plan=plan_at(plan, place_of(person.country, person.zone)),
        inbound=inbound,
        leader=_leader(talk, person, day.id),
        known=known,
        delivered=_delivered(talk, person, plan, inbound.intent),
        voice=_voice(talk, person, day, inbound.intent),
    )
    return welcome(scene) if inbound.intent.kind == "join" else decide(scene)


def _leader(talk: Talk, person: Person, day: str) -> Leader | None:
    """Read for those alone who are on the leaders' path: it is a call more."""
    reporting = person.live and person.live.day == day and person.live.ask == "report"
    return talk.store.leader(day, person.id) if reporting or person.leads(day) else None


def _delivered(talk: Talk, person: Person, plan: Plan, intent: Intent) -> datetime | None:
    """When a packet last left, if that matters to the reply: it is a read of every trigger."""
    if not about_signature(person, plan, intent):
        return None
    left = (delivery.sent_at for delivery in talk.store.deliveries(plan.day))
    return max((at for at in left if at), default=None)


def _voice(talk: Talk, person: Person, day: Day, intent: Intent) -> Voice | None:
    """Read for those alone who tell something."""
    if intent.kind != "tell":
        return None
    return talk.store.voice(day.id, cast(VoiceKind, intent.word), person.id)


def _moved(talk: Talk) -> Answered:
    """What was answered to the same press before, if it was pressed twice; else nothing yet."""
    reply = talk.store.reply(talk.ids[0], talk.text.sid)
    return again(talk, reply) if reply else Answered(text="", intent="moved")
