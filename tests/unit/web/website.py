"""A website in memory: the real routes on a stage of fakes, and a visitor with a cookie jar."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

from chalice.test import Client, HTTPResponse

import app as tocsin
from chalicelib import wiring
from chalicelib.domain.audits import Audit
from chalicelib.domain.plan import Ask, Level, OfficeHours, Plan, Silence, Target, Trigger
from tests.support.fakes import NOON, FakeClock
from tests.support.stage import SETTINGS, Stage

FORM = "application/x-www-form-urlencoded"
LEA = "lea@rivieres.example"
MOBILE = "+12125550123"


def a_plan(**changed: Any) -> Plan:
    """A petition in two languages, to a minister by mail and to others by hand."""
    hours = OfficeHours(zone="Europe/Paris")
    sign = Ask(name="sign", level=Level.URGENT, does="sign", until=NOON + timedelta(days=4))
    host = Ask(name="host", level=Level.EVENTS, does="host", until=NOON + timedelta(days=2))
    minister = Target(
        name="minister",
        names={"fr": "la ministre de l’Écologie", "en": "the Ecology Minister"},
        deliver="mail",
        language="fr",
        hours=hours,
        to="cabinet@ministere.example",
    )
    meps = Target(
        name="meps",
        names={"fr": "les eurodéputés", "en": "the MEPs"},
        deliver="hand",
        language="en",
        hours=hours,
        place="Strasbourg",
        bearers=5,
    )
    plan = Plan(
        day="rivieres",
        version=1,
        organisation="Rivières Vivantes",
        languages=("fr", "en"),
        zone="Europe/Paris",
        date=date(2026, 11, 25),
        closes=NOON + timedelta(days=7),
        gathering=time(18),
        demand={"fr": "Interdire les PFAS avant 2028", "en": "Ban PFAS before 2028"},
        asks={"sign": sign, "host": host},
        targets={"minister": minister, "meps": meps},
        triggers={
            "thousand": Trigger(name="thousand", kind="count", count=1000, deliver=("minister",)),
            "before-vote": Trigger(
                name="before-vote", kind="deadline", at=NOON + timedelta(days=4), deliver=("meps",)
            ),
        },
        coordinators=(LEA, "sam@rivieres.example"),
        silence=Silence(after=timedelta(days=2), call=LEA),
    )
    return replace(plan, **changed)


@dataclass
class Website:
    """`plan` is launched. Requests run with the stage's ports in place."""

    plan: Plan = field(default_factory=a_plan)
    base_url: str = SETTINGS.base_url
    public_url: str = SETTINGS.public_url
    frame_ancestors: str = SETTINGS.frame_ancestors
    at: datetime = NOON

    def __post_init__(self) -> None:
        own = ("base_url", "public_url", "frame_ancestors")
        settings = replace(SETTINGS, **{name: getattr(self, name) for name in own})
        self.stage = Stage(clock=FakeClock(self.at), settings=settings)
        self.stage.launch(self.plan)
        self._client = Client(tocsin.app)

    def request(self, method: str, path: str, **given: Any) -> HTTPResponse:
        with wiring.instead(**self.stage.ports):
            return self._client.http.request(method, path, **given)

    @property
    def count(self) -> int:
        """Signatures, as the tallies have them."""
        return self.stage.store.totals(self.plan.day, self.at).of("sign.signed")

    def done(self) -> list[Audit]:
        """What was done at the plan's desk, newest first, but for signing in."""
        entries = self.stage.store.audits(self.plan.day, 99)
        return [entry for entry in entries if entry.act != "sign_in"]


@dataclass
class Visitor:
    """A browser without a screen: keeps cookies, posts forms, follows nothing by itself."""

    website: Website
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = ""

    def get(self, path: str, **headers: str) -> HTTPResponse:
        return self._asked("GET", path, b"", headers)

    def post(self, path: str, form: dict[str, str], **headers: str) -> HTTPResponse:
        return self._asked(
            "POST", path, urlencode(form).encode(), {"content-type": FORM, **headers}
        )

    def submit(self, page: HTTPResponse, action: str, **filled: str) -> HTTPResponse:
        """Posts the page's form whose address ends like `action`, with its hidden fields."""
        html = text_of(page)
        forms = [part.split("</form>")[0] for part in html.split("<form")[1:]]
        form = next(f for f in forms if f"{action}?" in f or f'{action}"' in f)
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
        address = re.search(r'action="([^"]+)"', form)
        assert address
        path = unescape(address[1]).removeprefix(self.website.base_url)
        return self.post(path, {**{k: unescape(v) for k, v in hidden}, **filled})

    def follow(self, answer: HTTPResponse) -> HTTPResponse:
        """Gets where a 303 leads to."""
        assert answer.status_code == 303, answer.body
        return self.get(answer.headers["Location"].removeprefix(self.website.base_url))

    def sign_in(self, address: str = LEA) -> HTTPResponse:
        """The whole way in, with the code of the newest mail."""
        page = self.submit(self.get("/desk?lang=en"), "/desk/login", address=address)
        answer = self.submit(page, "/desk/code", code=self.mailed_code())
        return self.follow(answer)

    def mailed_code(self) -> str:
        found = re.search(r"\b\d{6}\b", self.website.stage.mailer.sent[-1].text)
        assert found
        return found[0]

    def _asked(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> HTTPResponse:
        sent = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookie:
            sent["cookie"] = self.cookie
        answer = self.website.request(method, path, headers=sent, body=body)
        if set_cookie := answer.headers.get("Set-Cookie"):
            self.cookie = set_cookie.split(";")[0]
        return answer


def text_of(page: HTTPResponse) -> str:
    """The page's HTML."""
    return page.body.decode()


def path_of(url: str) -> str:
    """The path and query of an address."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
