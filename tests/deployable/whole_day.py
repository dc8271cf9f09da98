"""One small day through every function: whatever a function ever asks of AWS is asked here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chalicelib import wiring
from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import load_plan
from chalicelib.steps.target_link import target_link
from tests.deployable.drive import Drive
from tests.unit.web.website import MOBILE, Visitor, text_of

PLAN = Path(__file__).parents[2] / "plans" / "paraguay-oea-2014.yaml"
LAUNCH = datetime(2014, 5, 27, 12, tzinfo=UTC)
DAY = "paraguay-oea-2014"
SIGNED = 4
"""Signatures before the day closes; one more comes while it does."""


def number(i: int) -> str:
    return f"+447700900{i:03}"


def play(drive: Drive) -> None:
    """From a text before any day is open to the report of a closed one."""
    drive.text(number(90), "hello", path="fallback")
    plan = _plan()
    people = [drive.add(number(i), standing=("active",) if i < 3 else ()) for i in range(6)]
    drive.add(MOBILE)
    drive.launch(plan)
    drive.tick_until_quiet()
    _ask_hosts(drive, plan)
    _ask_signers(drive, plan)
    _report_statuses(drive, people)
    _look_at_the_desk(drive, plan)
    drive.tick_until_quiet(plan.triggers["before-vote"].at)
    _receive(drive)
    _follow_up(drive)
    drive.before["finish_closing"] = lambda: drive.text(number(4), "sign")
    drive.tick_until_quiet(plan.closes)
    drive.tick_until_quiet(drive.clock.now() + timedelta(minutes=5))
    _answer_signers(drive, plan)
    _read_the_desk(drive, plan)
    drive.change_pepper()
    drive.text(number(92), "STOP", path="fallback")
    drive.text(number(93), "STOP")
    _answer_people(drive, plan)


def _plan() -> Plan:
    """The seed plan, with counts that so few people reach, and leaders who are asked to share;
    its targets are given lists of who signed."""
    plan = load_plan(PLAN.read_text(), str(PLAN), LAUNCH, GettextCatalogues())
    many = plan.triggers["ten-thousand"]
    few, last = replace(many, count=2), replace(many, name="last", count=SIGNED + 1)
    asks = {**plan.asks, "kit": replace(plan.asks["home"], name="kit")}
    triggers = {**plan.triggers, few.name: few, last.name: last}
    targets = {name: replace(t, signatories="initials") for name, t in plan.targets.items()}
    return replace(plan, triggers=triggers, asks=asks, targets=targets, tell=("signers", "hosts"))


def _ask_hosts(drive: Drive, plan: Plan) -> None:
    drive.tick_until_quiet(plan.asks["host"].send)
    for i in (0, 1):
        drive.text(number(i), "1")
    drive.text(number(2), "2")
    drive.tick_until_quiet(drive.clock.now() + timedelta(hours=1))


def _ask_signers(drive: Drive, plan: Plan) -> None:
    sign = plan.asks["sign"]
    drive.tick_until_quiet(sign.send)
    for i, said in enumerate(("1", "1", "later", "what?", "no")):
        drive.text(number(i), said)
    drive.text(number(3), "what?")
    drive.text(number(91), "STOP")
    drive.text(number(5), "no", path="fallback")
    page = drive.visitor()
    for _ in range(2):
        assert page.post(f"/d/{DAY}/sign", {"phone": MOBILE}).status_code == 303
    drive.text(MOBILE, "sign")
    page.post(f"/d/{DAY}/sign", {"email": "someone@example.org", "country": "GB"})
    page.post(f"/d/{DAY}/sign", {"phone": MOBILE, "email": "else@example.org"})
    drive.leave_letter(DAY)
    drive.tick_until_quiet()
    for path in (f"/d/{DAY}", f"/d/{DAY}/thanks"):
        assert page.get(path).status_code in (200, 303)
    drive.tallied(DAY)
    drive.tick_until_quiet(drive.clock.now() + timedelta(hours=25))


def _report_statuses(drive: Drive, people: list[str]) -> None:
    sent = drive.carrier.sent[0]
    drive.twilio(f"status/{sent.message_id}", MessageSid="SM1", MessageStatus="delivered")
    silent = next(text for text in reversed(drive.carrier.sent) if text.to == number(5))
    failed = {"MessageStatus": "undelivered", "ErrorCode": "30003"}
    drive.twilio(f"status/{silent.message_id}", MessageSid="SM2", **failed)
    drive.tick_until_quiet(drive.clock.now() + timedelta(minutes=31))


def _sign_in(drive: Drive, plan: Plan) -> Visitor:
    desk = drive.visitor()
    page = desk.submit(
        desk.get(f"/desk/days/{DAY}?lang=en"), "/desk/login", address=plan.coordinators[0]
    )
    desk.follow(desk.submit(page, "/desk/code", code=desk.mailed_code()))
    return desk


def _look_at_the_desk(drive: Drive, plan: Plan) -> None:
    desk = _sign_in(drive, plan)
    page = desk.get(f"/desk/days/{DAY}?lang=en")
    for path in ("", f"/days/{DAY}/board", f"/days/{DAY}/state.json"):
        assert desk.get(f"/desk{path}").status_code == 200
    assert desk.get(f"/desk/days/{DAY}/report/report.html").status_code == 404
    for move in ("pause", "resume"):
        assert desk.submit(page, "/steer", move=move).status_code == 303
    assert "unclear" in text_of(page)
    case = desk.submit(page, "/reveal")
    assert desk.submit(case, "/settle").status_code == 303


def _receive(drive: Drive) -> None:
    """A mailbox that is full at first: the case that it opens is closed by the delivery."""
    told = ("before-vote", "foreign-ministry", DAY)
    assert drive.mailed(*told, "Bounce", bounceType="Transient") == ["bounced"]
    assert drive.mailed(*told, "Delivery") == ["delivered"]


def _follow_up(drive: Drive) -> None:
    drive.tick_until_quiet(datetime(2014, 6, 3, 17, 30, tzinfo=UTC))
    drive.tick_until_quiet(datetime(2014, 6, 5, 9, 0, tzinfo=UTC))
    drive.text(number(0), "we were 12")
    drive.tick_until_quiet(datetime(2014, 6, 8, 9, 0, tzinfo=UTC))


def _answer_signers(drive: Drive, plan: Plan) -> None:
    """A target answers once the day is closed: those who acted are told, as the hosts were."""
    drive.tick_until_quiet(drive.clock.now() + timedelta(hours=14))
    with drive.as_("coordinator"):
        link = target_link("", DAY, "foreign-ministry", wiring.vault())
    office = drive.visitor()
    page = office.submit(office.get(link), "/code")
    page = office.follow(office.submit(page, "/enter", code=office.mailed_code()))
    answered = office.submit(page, "/answer", stance="committed", demand="demand", text="Yes.")
    assert answered.status_code == 303
    drive.tick_until_quiet(drive.clock.now() + timedelta(minutes=16))
    drive.tick_until_quiet(drive.clock.now() + timedelta(hours=14))
    told = {text.message_id.split("~")[2] for text in drive.carrier.sent}
    assert {"result", "result.foreign-ministry.1"} <= told


def _read_the_desk(drive: Drive, plan: Plan) -> None:
    desk = _sign_in(drive, plan)
    for target, folder in (("foreign-ministry", "packets"), ("oas-assembly", "rosters")):
        path = f"/desk/days/{DAY}/{folder}/before-vote/{target}"
        assert desk.get(path, accept="application/pdf").status_code == 200
    assert desk.get(f"/desk/days/{DAY}/report/report.html").status_code == 200


def _answer_people(drive: Drive, plan: Plan) -> None:
    """An export, read and taken away after its day; an erasure at the desk."""
    desk = _sign_in(drive, plan)
    found = desk.submit(desk.get(f"/desk/days/{DAY}/person?lang=en"), "/person", number=MOBILE)
    desk.submit(found, "/export")
    drive.tick_until_quiet()
    ready = desk.submit(desk.get(f"/desk/days/{DAY}/person?lang=en"), "/person", number=MOBILE)
    assert desk.submit(ready, "/exported", form="text").status_code == 200
    desk.submit(ready, "/erase")
    drive.tick_until_quiet()
    drive.tick_until_quiet(drive.clock.now() + timedelta(hours=25))
