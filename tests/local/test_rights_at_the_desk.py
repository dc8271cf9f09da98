"""Export and erasure asked for at the desk's pages, and done by the tick, on the local cloud."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
import requests

from chalicelib import wiring
from chalicelib.domain.runs import Run
from chalicelib.domain.subject_requests import AGAIN_AFTER, KEPT_FOR
from chalicelib.ports import Written
from local.waiting import wait_until
from tests.local import days
from tests.local.conftest import Town
from tests.privacy.scanner import Scan, Sought
from tests.privacy.traces import objects, table

pytestmark = pytest.mark.local
DAY, DESK = "rights", "desk@friends.example"
NAME, WORDS = "Philomenatrix", "can Eustachette help you with the boats?"


@dataclass
class Browser:
    """A coordinator's browser without a screen: keeps the cookie, posts a page's own forms."""

    town: Town
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self._used = len(self._codes())

    def get(self, path: str) -> requests.Response:
        return self._good(self.session.get(self._url(path), timeout=60))

    def submit(self, page: requests.Response, action: str, **filled: str) -> requests.Response:
        """Posts the form of the page whose address ends so, with its hidden fields."""
        forms = re.findall(r"<form.*?</form>", page.text, re.S)
        form = next(each for each in forms if re.search(rf'action="[^"]*{action}["?]', each))
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
        target = re.search(r'action="([^"]+)"', form)
        assert target
        fields = {name: unescape(value) for name, value in hidden} | filled
        return self._good(self.session.post(self._url(unescape(target[1])), fields, timeout=60))

    def sign_in(self) -> None:
        """With the code that the mail brings."""
        asked = self.submit(self.get("/desk?lang=en"), "/desk/login", address=DESK)
        wait_until(lambda: len(self._codes()) > self._used, "the code's mail", 60)
        self._used = len(self._codes())
        self.submit(asked, "/desk/code", code=self._codes()[-1])

    def person(self, number: str) -> requests.Response:
        """The page of whoever has this number."""
        found = self.get(f"/desk/days/{DAY}/person?lang=en")
        return self.submit(found, "/person", number=number)

    def _codes(self) -> list[str]:
        """Those that were mailed, oldest first."""
        mails = [mail["text"] for mail in self.town.phones.mails() if DESK in str(mail["to"])]
        return [code for text in mails for code in re.findall(r"\b\d{6}\b", text)]

    def _url(self, path: str) -> str:
        """The pages' own addresses begin with the API's."""
        api = self.town.stage_file.urls["api"]
        base = wiring.settings().base_url
        path = path.removeprefix(base)
        return path if path.startswith("http") else f"{api}{path}"

    def _good(self, answer: requests.Response) -> requests.Response:
        assert answer.status_code == 200, (answer.url, answer.status_code, answer.text[:2000])
        return answer


@pytest.fixture
def noon(town: Town) -> datetime:
    at = days.midday(wiring.clock().now() + timedelta(minutes=1))
    town.move(at)
    return at


def named(number: str) -> str:
    """Gives the person a first name, sealed; their id."""
    store, vault = wiring.store(), wiring.vault()
    person = days.person_of(number)
    sealed = vault.seal(NAME, person.id)
    assert isinstance(store.update_person(replace(person, name=sealed)), Written)
    return person.id


def records(town: Town, number: str) -> list[Any]:
    """What the carrier has of a number."""
    settings, [token, *_] = wiring.settings(), wiring.secrets().twilio_tokens
    url = f"{town.stage_file.urls['phones']}/2010-04-01/Accounts/{settings.twilio_account}"
    auth = (settings.twilio_account, token)
    found = []
    for end in ("To", "From"):
        page = requests.get(f"{url}/Messages.json", {end: number}, auth=auth, timeout=60)
        found += page.json()["messages"]
    return found


def last_run(runs: dict[str, Run]) -> Run:
    """The newest of those that answer requests."""
    return max(
        (r for r in runs.values() if r.workflow == "answer_request"), key=lambda r: r.started_at
    )


def test_a_coordinator_exports_and_then_erases_somebody(town: Town, noon: datetime) -> None:
    """The file says all and is taken away in time; the erased are gone from table, objects and
    carrier, but for one keyed hash; the other person keeps everything, and the count stays."""
    number, other = days.launched(DAY, noon, people=2)
    gone = named(number)
    town.ring(DAY)
    for phone in (number, other):
        town.phones.text(phone, "1")
    for _ in range(2):  # the second time it is a case, which keeps the words
        town.phones.text(number, WORDS)
    lea = Browser(town)
    lea.sign_in()

    asked = lea.submit(lea.person(number), "/export")
    assert "under way" in asked.text
    assert last_run(town.ring(DAY)).state == "succeeded"
    ready = lea.person(number)
    whole = json.loads(lea.submit(ready, "/exported", form="json").text)
    assert (whole["person"]["address"], whole["person"]["name"]) == (number, NAME)
    assert {reply["intent"] for reply in whole["replies"]} == {"number", "unclear"}
    assert [each["ask"] for each in whole["facts"]] == ["sign"]
    assert WORDS in json.dumps(whole) and whole["lists"] and whole["consents"]
    assert NAME in lea.submit(ready, "/exported", form="text").text
    assert len(wiring.files().keys("exports/")) == 1

    town.move(noon + KEPT_FOR + timedelta(minutes=1))
    assert last_run(town.ring(DAY)).state == "succeeded"
    assert wiring.files().keys("exports/") == []

    sought = Sought(numbers=(number,), names=(NAME,), texts=(WORDS,))
    before, had = wiring.store().totals(DAY, noon), records(town, other)
    assert records(town, number)
    erased = lea.submit(lea.person(number), "/erase")
    assert "under way" in erased.text
    assert days.person_of(number).opted_out
    assert last_run(town.ring(DAY)).state == "succeeded"
    assert Scan(sought).look((*table(town), *objects(town))).finds == set()
    items = [raw for place, raw in table(town) if gone.encode() in raw and "AUDIT" not in place]
    assert len(items) == 1 and b"erased" in items[0]
    named_so = f"roster/{gone}.jsonl".encode()  # by this test: an import names its own
    bearing = [raw for _, raw in objects(town) if gone.encode() in raw]
    assert bearing == [named_so]
    assert records(town, number) == [] and records(town, other) == had
    assert replace(wiring.store().totals(DAY, noon), as_of=before.as_of) == before
    after = lea.person(number)
    assert NAME not in after.text and number not in after.text
    acts = [entry.act for entry in wiring.store().audits(DAY, 99)]
    assert acts.count("erase") == 1 and acts.count("export") == 3
    town.move(noon + KEPT_FOR + AGAIN_AFTER)
    assert not any(r.state == "failed" for r in town.ring(DAY).values())
    assert town.phones.text(other, "1")
