"""A whole day on the local cloud, of people whose names nobody else bears.

Everything that may leak happens: an import, sends that the carrier refuses or breaks, answers
of all kinds, a text kept by the fallback, forms that are wrong, a forged webhook, a desk.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import requests
from twilio.request_validator import RequestValidator

from chalicelib import wiring
from chalicelib.domain.plan import Plan
from chalicelib.steps.launch_day import close_day, launch_day
from chalicelib.steps.record_call import RecordCall, record_call
from cli.people import import_file
from local.waiting import wait_until
from tests.local import days
from tests.local.conftest import Town
from tests.privacy.scanner import Sought

DAY = "privacy"
DESK = "coordinatrix@friends.example"
FIRST = ("Zebulonia", "Quirinuska", "Oswaldine", "Théodrade", "Xanthippo")
NUMBERS = tuple(f"+3363998{n}" for n in range(7301, 7326))
NAMES = tuple(f"{FIRST[n % 5]}{chr(97 + n)}" for n in range(len(NUMBERS)))
MAILS = tuple(f"{name.lower().replace('é', 'e')}@mailbox.example" for name in NAMES[:9])
STRANGERS = ("+447700900731", "+447700900732", "+447700900733")
WEB_MAIL = "passerby.unlisted@elsewhere.example"
OFFICE = "+33639987801"
"""Of a target that is called."""
BAD_NUMBER = "+33639987999"
WORDS = (
    "my neighbour Ludovinia would rather talk about it",
    "is it about the harbour of my grandmother?",
    "please do not write to me again, I live in Kermoroc'h",
    "kept while you were down: greetings of Wilhelmette",
    "I do not know you, says Barnabette",
    "Philibertine answered and will pass it on",
)


class Scene:
    """The day, act by act; `sought` is who and what the scan must not find."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town = town
        self.noon = days.midday(wiring.clock().now() + timedelta(minutes=1))
        self.codes: list[str] = []
        self._browser = requests.Session()
        self._folder = folder
        self._api = town.stage_file.urls["api"]

    def morning(self) -> None:
        """Until the last answer, with a text still kept for replay and a live sign-in code."""
        self.town.move(self.noon)
        self._import()
        launch_day(_plan(self.noon), store=wiring.store(), clock=wiring.clock(), slots=4)
        self._spoil_sends()
        self.town.ring(DAY)
        self._answers()
        self._web()
        self._forged()
        self._fallback(NUMBERS[20], WORDS[3])
        self._sign_in()

    def evening(self) -> None:
        """Replay, delivery, leaders, close, report."""
        for minutes in (2, 30, 7 * 60 + 1, 28 * 60):
            self.town.move(self.noon + timedelta(minutes=minutes))
            self.town.ring(DAY)
            if minutes == 30:
                self._call()
            if minutes == 7 * 60 + 1:
                self.town.phones.text(NUMBERS[1], "31")
        wiring.call(close_day, DAY)
        for _ in range(3):
            self.town.move(wiring.clock().now() + timedelta(minutes=2))
            self.town.ring(DAY)

    def _call(self) -> None:
        """Somebody calls the office, which has a number and a mail address too."""
        wait_until(lambda: "delivered" in self._states(), "the receipt of the mail", 20)
        answer = {"outcome": "reached", "note": WORDS[5]}
        told = RecordCall(day=DAY, trigger="vote", target="office", number=0, **answer)  # type: ignore[arg-type]
        assert wiring.call(record_call, told).state == "called"

    def _states(self) -> list[str]:
        return [each.state for each in wiring.store().deliveries(DAY)]

    @property
    def kept_texts(self) -> int:
        return len(wiring.store().kept_texts(9))

    def assert_happened(self) -> None:
        """A day on which nothing happens leaks nothing."""
        store = wiring.store()
        day, counts = store.day(DAY), store.message_counts(DAY)
        assert day is not None and day.state == "closed" and self.kept_texts == 0
        cases = {case.kind for case in store.cases(DAY)}
        assert cases >= {"unclear_reply", "quiet_leader"}, (cases, store.leaders(DAY))
        states = [each.state for each in store.deliveries(DAY)]
        assert states == ["delivered", "called", "rostered"]
        statuses = {name.split(".")[2] for name in counts}
        assert statuses >= {"delivered", "failed", "undelivered"}, statuses
        replies = {reply.intent for reply in store.recent_replies(DAY, 99)}
        assert replies >= {"number", "later", "no", "stop", "unclear", "act"}, replies
        assert len(store.leaders(DAY)) == 2 and self.codes
        totals = store.totals(DAY, self.noon)
        counted = {name: totals.of(name) for name in ("sign.signed@web", "report.reported")}
        assert counted["sign.signed@web"] >= 2 and counted["report.reported"] == 1, (
            counted,
            replies,
        )

    def sought(self) -> Sought:
        """What all phones and mails saw, and who was behind them."""
        people = (*NUMBERS, *STRANGERS, BAD_NUMBER, OFFICE)
        texts = {text["body"] for number in people for text in self.town.phones.inbox(number)}
        return Sought(
            numbers=people,
            mails=(*MAILS, WEB_MAIL, DESK, days.MAYOR),
            names=(*NAMES, "Ludovinia", "Wilhelmette", "Barnabette", "Philibertine"),
            texts=(*WORDS, *sorted(texts)),
            codes=tuple(self.codes),
        )

    def _import(self) -> None:
        path = self._folder / "people.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            rows = csv.writer(stream)
            rows.writerow(["firstName", "cell", "email", "language", "country", "timezone", "tags"])
            mails = dict(zip(NUMBERS, MAILS, strict=False))
            for name, number in zip(NAMES, NUMBERS, strict=True):
                rows.writerow([name, number, mails.get(number, ""), "en", "FR", "UTC", DAY])
            rows.writerow(["Nobodyana", "+331990012", "", "en", "FR", "UTC", DAY])
        assert import_file(path, "FR", "privacy", quiet=True).accepted == len(NUMBERS)

    def _spoil_sends(self) -> None:
        """A number that the carrier refuses, one whose answer breaks, one that fails later and is
        not tried again."""
        phones = self.town.stage_file.urls["phones"]
        for number, rule in zip(NUMBERS[22:], _FAULTS, strict=True):
            answer = requests.post(f"{phones}/faults", json={**rule, "to": number}, timeout=9)
            assert answer.status_code == 201

    def _answers(self) -> None:
        text = self.town.phones.text
        for number in NUMBERS[:2]:
            text(number, "host")
            text(number, "1")
        for number in NUMBERS[2:12]:
            text(number, "1")
        text(NUMBERS[12], "no")
        text(NUMBERS[13], "later")
        text(NUMBERS[14], "STOP")
        for _ in range(2):
            text(NUMBERS[15], WORDS[0])
            text(NUMBERS[16], WORDS[1])
        text(NUMBERS[17], WORDS[2])
        text(NUMBERS[18], "SIGN", True)
        text(STRANGERS[0], WORDS[4])
        text(STRANGERS[1], "STOP")
        text(STRANGERS[2], "help")

    def _web(self) -> None:
        """Signatures by number, in another spelling, and by mail; forms that are no signature."""
        spaced = f"0{NUMBERS[19][3:6]} {NUMBERS[19][6:9]} {NUMBERS[19][9:]}"
        for fields in (
            {"phone": NUMBERS[18], "country": "FR"},
            {"phone": spaced, "country": "FR"},
            {"email": WEB_MAIL, "country": "FR"},
            {"email": MAILS[0], "country": "FR"},
            {"phone": BAD_NUMBER + "12", "country": "FR"},
            {"email": f"{WEB_MAIL} and more", "phone": "", "country": "FR"},
        ):
            self.town.phones.sign_on_page(DAY, {**fields, "lang": "en"})
        requests.get(f"{self._api}/d/nowhere?phone={NUMBERS[0][1:]}", timeout=30)

    def _forged(self) -> None:
        """A wrong signature, a body that is no text, a status of a message that is not there."""
        form = {"From": NUMBERS[0], "Body": WORDS[0], "MessageSid": "SM1"}
        wrong = {"X-Twilio-Signature": "bm8="}
        url = f"{self._api}/twilio/inbound"
        assert requests.post(url, data=form, headers=wrong, timeout=30).status_code == 403
        del form["MessageSid"]
        assert self._signed("inbound", form).status_code == 400

    def _fallback(self, number: str, body: str) -> None:
        form = {"From": number, "Body": body, "MessageSid": "SM" + "7" * 32}
        assert self._signed("fallback", form).status_code == 200

    def _signed(self, path: str, form: dict[str, str]) -> requests.Response:
        """Posted as the carrier would; signed over the address that the stage believes in."""
        believed = f"{wiring.settings().base_url}/twilio/{path}"
        token = wiring.secrets().twilio_tokens[0]
        mac = RequestValidator(token).compute_signature(believed, form)
        headers = {"X-Twilio-Signature": mac}
        return requests.post(f"{self._api}/twilio/{path}", data=form, headers=headers, timeout=30)

    def _sign_in(self) -> None:
        """With the mailed code, after a wrong guess."""
        page = self._post("/login", {"address": DESK})
        code = next(self._mailed())
        self.codes.append(code)
        ticket = re.search(r'name="ticket" value="([^"]+)"', page.text)
        assert ticket
        self._post("/code", {"ticket": ticket[1], "code": "000000"})
        entered = self._post("/code", {"ticket": ticket[1], "code": code})
        assert entered.status_code == 200 and DAY in entered.text

    def _post(self, path: str, fields: dict[str, str]) -> requests.Response:
        return self._browser.post(f"{self._api}/desk{path}", fields, timeout=30)

    def _mailed(self) -> Iterator[str]:
        for mail in reversed(self.town.phones.mails()):
            if DESK in str(mail["to"]):
                yield from re.findall(r"\b\d{6}\b", mail["text"])


_FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "fail", "code": 21211, "next": 1},
    {"kind": "break", "next": 1},
    {"kind": "fail", "code": 30004, "next": 1},
)


def _plan(noon: datetime) -> Plan:
    ends, targets = noon + timedelta(days=3), days.mailed_and_carried()
    office = replace(targets["mayor"], name="office", deliver="phone", to=OFFICE)
    vote = days.deadline(noon + timedelta(minutes=30))["vote"]
    sign = days.ask(DAY, noon)
    return Plan(
        day=DAY,
        version=1,
        organisation="Friends",
        languages=("en",),
        zone="UTC",
        date=noon.date(),
        closes=noon + timedelta(days=4),
        gathering=time(18),
        demand={"en": "Save the harbour"},
        asks={
            "sign": sign,
            "host": days.ask(DAY, noon, does="host"),
            "report": days.report_ask(ends),
        },
        targets={**targets, "office": office},
        triggers={"vote": replace(vote, deliver=("mayor", "office", "port"))},
        coordinators=(DESK,),
        **{**days.path(), "silence": days.Silence(after=timedelta(hours=20), call=DESK)},
    )
