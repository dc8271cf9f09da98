"""Recorded replies: who texts what, and everything it changes ("What a reply records")."""

from typing import Any, NamedTuple

import pytest

from chalicelib.domain.dialogue import decide
from chalicelib.domain.people import Person
from chalicelib.domain.replies import Intent
from tests.support.plans import (
    ATTEND,
    DAY,
    FRIDAY,
    HOST,
    REPORT,
    SATURDAY,
    SIGN,
    asked,
    consent,
    day,
    leader,
    live,
    person,
    scene,
)

YES, NO, LATER = Intent(kind="accept"), Intent(kind="no"), Intent(kind="later")
STOP, START, HELP = Intent(kind="stop"), Intent(kind="start"), Intent(kind="help")
UNCLEAR, DOUBT = Intent(kind="unclear"), Intent(kind="doubt")


def number(n: int) -> Intent:
    return Intent(kind="number", number=n)


def act(word: str) -> Intent:
    return Intent(kind="act", word=word)


class Recorded(NamedTuple):
    """`state` is what became of the asks named in it; `live` the live ask and its marks."""

    title: str
    who: Person
    said: Intent
    answer: str | None
    facts: tuple[str, ...] = ()
    state: dict[str, str] = {}  # noqa: RUF012
    live: str = ""
    offers: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    reason: str = ""
    scene: dict[str, Any] = {}  # noqa: RUF012


SIGNED = asked(SIGN, live=live(SIGN, answered=True), asks={f"{DAY}/sign": "signed"})
UNSURE = asked(SIGN, live=live(SIGN, unclear=1))
OUT = person(consent=consent("out"), asks={f"{DAY}/sign": "asked"})
COUNTING = {"at": SATURDAY, "leader": leader()}

REPLIES = [
    Recorded("yes to the petition", asked(SIGN), YES, "reply.signed", ("sign.signed",),
             {"sign": "signed"}, "sign answered", reason="plain:sign:accept"),
    Recorded("1 to the petition", asked(SIGN), number(1), "reply.signed", ("sign.signed",),
             {"sign": "signed"}, "sign answered", reason="number:sign:1:accept"),
    Recorded("the word sign, never asked", person(), act("sign"), "reply.signed", ("sign.signed",),
             {"sign": "signed"}, reason="word_plan:sign:sign"),
    Recorded("a late signature counts, and is told so", asked(SIGN), YES, "reply.late",
             ("sign.signed",), {"sign": "signed"}, "sign answered", scene={"at": SATURDAY}),
    Recorded("yes twice", SIGNED, YES, "reply.already", (), {"sign": "signed"}, "sign answered"),
    Recorded("yes to hosting", asked(HOST), YES, "reply.hosting", ("host.pledged",),
             {"host": "pledged"}, "host answered"),
    Recorded("a name among the answers", asked(HOST), number(2), "attend", ("attend.pledged",),
             {"attend": "pledged"}, "attend answered",
             reason="number:host:2:attend"),
    Recorded("the word of a name among the answers", asked(HOST), act("attend"), "attend",
             ("attend.pledged",), {"attend": "pledged"}, "attend answered",
             reason="word_answer:attend:attend"),
    Recorded("another act's word leaves the live ask be", asked(HOST), act("sign"), "reply.signed",
             ("sign.signed",), {"host": "asked", "sign": "signed"}, "host"),
    Recorded("yes to coming", asked(ATTEND), YES, "attend", ("attend.pledged",),
             {"attend": "pledged"}, "attend answered"),
    Recorded("hosting is over", asked(HOST), YES, "reply.over", (), {"host": "asked"},
             "host answered", scene={"at": FRIDAY}),
    Recorded("no to the petition: the next step down", asked(SIGN), NO, "host", ("sign.declined",),
             {"sign": "declined", "host": "asked"}, "host", offers=("host",),
             reason="plain:sign:no"),
    Recorded("no to hosting: the menu", asked(HOST), NO, "home", ("host.declined",),
             {"host": "declined", "home": "asked"}, "home", offers=("home",)),
    Recorded("2 to an offer to come is its no", asked(ATTEND), number(2), "home",
             ("attend.declined",), {"attend": "declined"}, "home", offers=("home",),
             reason="number:attend:2:no"),
    Recorded("no, and nothing is left", asked(HOST, asks={f"{DAY}/home": "asked"}), NO,
             "reply.declined", ("host.declined",), {"host": "declined"}, "host answered"),
    Recorded("no after having signed takes it back", SIGNED, NO, "reply.withdrawn.sign",
             (), {"sign": "withdrawn"}, "sign answered"),
    Recorded("no again, after having taken it back",
             asked(SIGN, live=live(SIGN, answered=True), asks={f"{DAY}/sign": "withdrawn"}), NO,
             "reply.withdrawn.sign", (), {"sign": "withdrawn"}, "sign answered"),
    Recorded("no to a second petition of who signed is for a human",
             asked(SIGN, asks={f"{DAY}/sign": "signed"}), NO, "reply.unclear.human",
             (), {"sign": "signed"}, "sign answered", cases=("unclear_reply",)),
    Recorded("later, of who signed", SIGNED, LATER, "reply.already", (), {"sign": "signed"},
             "sign answered"),
    Recorded("later", asked(SIGN), LATER, "reply.deferred", ("sign.deferred",),
             {"sign": "deferred"}, "sign deferred"),
    Recorded("2 is later", asked(SIGN), number(2), "reply.deferred", ("sign.deferred",),
             {"sign": "deferred"}, "sign deferred"),
    Recorded("later, but it is over", asked(HOST), LATER, "reply.over", (), {"host": "asked"},
             "host answered", scene={"at": FRIDAY}),
    Recorded("how many came", asked(REPORT), number(42), "reply.reported",
             ("report.reported", "host.hosted"), {"report": "reported"}, "report answered",
             scene=COUNTING),
    Recorded("nobody came", asked(REPORT), number(0), "reply.reported",
             ("report.reported", "host.hosted"), {"report": "reported"}, "report answered",
             scene=COUNTING),
    Recorded("how many came, said twice",
             asked(REPORT, live=live(REPORT, answered=True), asks={f"{DAY}/report": "reported"}),
             number(43), "reply.already", (), {"report": "reported"}, "report answered",
             scene=COUNTING),
    Recorded("stop", asked(SIGN), STOP, "reply.stopped", (), {"sign": "asked"}, "",
             reason="stop"),
    Recorded("stop after signing: the signature stays", SIGNED, STOP, "reply.stopped.signed",
             (), {"sign": "signed"}, ""),
    Recorded("stop that the carrier confirms itself", asked(SIGN),
             Intent(kind="stop", carrier_answers=True), None),
    Recorded("start", OUT, START, "reply.started", reason="start"),
    Recorded("help", asked(SIGN), HELP, "reply.help", live="sign"),
    Recorded("perhaps a stop: quiet until a human looked", asked(SIGN), DOUBT, "reply.doubt",
             cases=("unclear_reply",)),
    Recorded("not understood", asked(SIGN), UNCLEAR, "reply.unclear", live="sign unclear"),
    Recorded("no such answer", asked(SIGN), number(7), "reply.unclear", live="sign unclear",
             reason="no_answer:sign:7"),
    Recorded("not understood again: a human", UNSURE, UNCLEAR, "reply.unclear.human",
             live="sign unclear", cases=("unclear_reply",)),
    Recorded("not understood a third time: silence", asked(SIGN, live=live(SIGN, unclear=2)),
             UNCLEAR, None, live="sign unclear", cases=("unclear_reply",)),
    Recorded("an understood reply forgets the unclear one", UNSURE, LATER, "reply.deferred",
             ("sign.deferred",), {"sign": "deferred"}, "sign deferred"),
    Recorded("nothing was asked", person(), YES, "reply.help", cases=("unclear_reply",),
             reason="no_live_ask"),
    Recorded("who opted out is not answered", OUT, YES, None, cases=("unclear_reply",)),
    Recorded("who opted out and signs is counted, unanswered", OUT, act("sign"), None,
             ("sign.signed",), {"sign": "signed"}),
    Recorded("who opted out is offered nothing", asked(SIGN, consent=consent("out")), NO, None,
             ("sign.declined",), {"sign": "declined"}, "*"),
    Recorded("a closing day still counts", asked(SIGN), YES, "reply.signed", ("sign.signed",),
             {"sign": "signed"}, "sign answered", scene={"day": day(state="closing")}),
    Recorded("a closed day counts nothing", asked(SIGN), YES, "reply.over", live="sign",
             reason="day:closed", scene={"day": day(state="closed")}),
    Recorded("a closed day hears a stop", asked(SIGN), STOP, "reply.stopped",
             scene={"day": day(state="closed")}),
]  # fmt: skip


@pytest.mark.parametrize("recorded", REPLIES, ids=lambda recorded: recorded.title)
def test_a_reply_changes_exactly_what_the_table_says(recorded: Recorded) -> None:
    """Facts, answer, the person's new state, offers, cases, and the reason."""
    decision = decide(scene(recorded.who, recorded.said, **recorded.scene))
    assert tuple(f"{fact.ask}.{fact.kind}" for fact in decision.facts) == recorded.facts
    assert (decision.answer and decision.answer.key) == recorded.answer
    assert {ask: decision.person.asks.get(f"{DAY}/{ask}") for ask in recorded.state} == (
        recorded.state
    )
    assert recorded.live in ("*", marks(decision.person))
    assert tuple(offer.ask for offer in decision.offers) == recorded.offers
    assert tuple(case.kind for case in decision.cases) == recorded.cases
    assert decision.reason == (recorded.reason or decision.reason)
    assert decision.reason


def marks(who: Person) -> str:
    """The live ask in words: `sign deferred`."""
    if who.live is None:
        return ""
    flags = {"answered": who.live.answered, "deferred": who.live.deferred}
    flags["unclear"] = who.live.unclear > 0
    return " ".join([who.live.ask, *(name for name, is_set in flags.items() if is_set)])


def test_a_fact_says_who_where_when_and_how() -> None:
    """Country, region, level and instant travel with it, for the breakdowns."""
    fact = decide(scene(asked(SIGN), YES)).facts[0]
    where = (fact.person, fact.country, fact.region, fact.level, fact.channel)
    assert where == ("p1", "FR", "75", 1, "sms")
    assert fact.proved and fact.state == "counted"


def test_the_number_reported_is_the_amount_and_moves_the_leader_on() -> None:
    """`reported` carries the amount, `hosted` follows, and nothing more is due."""
    decision = decide(scene(asked(REPORT), number(42), **COUNTING))
    assert [fact.amount for fact in decision.facts] == [42, 0]
    assert decision.leader is not None
    assert (decision.leader.state, decision.leader.amount) == ("reported", 42)
    assert decision.leader.due_at is None


def test_a_yes_to_hosting_raises_a_hand() -> None:
    """The leader is at the path's beginning, with their gathering where they live."""
    raised = decide(scene(asked(HOST, zone="America/Asuncion"), YES)).leader
    assert raised is not None
    assert raised.state == "hand_raised"
    assert raised.gathering_at.isoformat() == "2027-03-20T14:00:00-03:00"
