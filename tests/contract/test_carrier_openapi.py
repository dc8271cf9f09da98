"""Both sides of the carrier hold to Twilio's own description: what is asked, what is answered.

`twilio_messages.yaml` is our reduction of it; `compare_openapi.py` compares it with the original.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from chalicelib.adapters.secrets import Secrets
from chalicelib.adapters.twilio import TwilioCarrier
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import Sent
from local.phones.app import create_app
from tests.contract import compare_openapi
from tests.contract.carrier_stage import (
    ADA,
    BEN,
    CarrierStage,
    carrier_stage,
    refused,
    served,
)
from tests.contract.shapes import answer_problems, description, request_problems
from tests.contract.witness import Witness
from tests.support.stage import SETTINGS

NOBODYS = "SM" + "0" * 32


@dataclass
class Watched:
    """A carrier's stage whose every exchange is noted."""

    stage: CarrierStage
    witness: Witness

    def operations(self) -> list[tuple[str, int]]:
        return [(exchange.operation, exchange.status) for exchange in self.witness.seen]


@contextmanager
def watched(directory: Path) -> Iterator[Watched]:
    with carrier_stage(directory) as stage:
        witness = Witness(create_app(stage.carrier))
        with served(witness) as stage.url:
            yield Watched(stage, witness)


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Watched]:
    with watched(tmp_path) as made:
        yield made


def adapter(phones: Watched) -> TwilioCarrier:
    """Our own adapter on these phones."""
    config = phones.stage.config
    settings = replace(
        SETTINGS,
        stage="local",
        carrier_url=phones.stage.url,
        base_url=config.base_url,
        twilio_account=config.account_sid,
    )
    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=config.auth_tokens)
    return TwilioCarrier(settings, lambda: secrets)


def test_what_our_adapter_asks_and_is_answered_is_of_the_description(phones: Watched) -> None:
    """One create with basic auth: a service, a callback, a validity, no name unknown to Twilio."""
    sent = adapter(phones).send(ADA, "Viendrez-vous ? €", "person~day~ask~0", 3600)
    assert isinstance(sent, Sent)
    [exchange] = phones.witness.seen
    assert (exchange.operation, exchange.problems()) == ("create", [])
    assert exchange.authorization.startswith("Basic ")
    assert set(exchange.asked) == {
        *("To", "Body", "MessagingServiceSid", "StatusCallback", "ValidityPeriod")
    }


@pytest.mark.parametrize("seconds", [-5, 0, 1, 36_000, 10**9])
def test_our_adapter_never_asks_for_a_validity_that_twilio_refuses(
    phones: Watched, seconds: int
) -> None:
    """1 to 36,000 seconds, whatever is left of the ask's time."""
    assert isinstance(adapter(phones).send(ADA, "Come", "m", seconds), Sent)
    assert 1 <= int(phones.witness.seen[0].asked["ValidityPeriod"]) <= 36_000


def test_every_operation_of_the_sdk_is_answered_as_described(phones: Watched) -> None:
    """Create, fetch, list with each filter and pages, redact, cancel, delete."""
    stage, messages = phones.stage, phones.stage.sdk().messages
    first = stage.send(status_callback=f"{stage.customer.url}/twilio/status/1")
    stage.customer.wait_for(first.sid, 2)
    for number in range(3):
        stage.send(to=BEN, body=f"text {number}", messaging_service_sid=None, from_="+12125550100")
    now = datetime.now(UTC)
    messages(first.sid).fetch()
    assert len(messages.list(to=BEN, from_="+12125550100", page_size=2)) == 3
    assert len(messages.list(date_sent=now)) == 4
    assert messages.list(date_sent_before=now.replace(year=2020)) == []
    assert len(messages.list(date_sent_after=now.replace(year=2020))) == 4
    assert messages.page(page_size=2).next_page().previous_page() is not None
    messages(first.sid).update(body="")
    messages(first.sid).delete()
    assert phones.witness.problems() == []
    assert {name for name, _ in phones.operations()} == set(description()["operations"])


def test_a_page_of_the_list_says_what_the_description_says(phones: Watched) -> None:
    """Numbers of the page and addresses of its neighbours; null where there is none."""
    for number in range(3):
        phones.stage.send(body=f"text {number}")
    phones.stage.sdk().messages.page(page_size=2, page_number=1)
    page = phones.witness.seen[-1].answer
    assert (page["page"], page["page_size"], page["start"], page["end"]) == (1, 2, 2, 2)
    assert page["next_page_uri"] is None and page["previous_page_uri"].startswith("/2010-04-01/")
    assert phones.witness.problems() == []


@pytest.mark.parametrize("code", [0, 30003, 30007, 30034])
def test_a_text_is_as_described_wherever_it_ended(phones: Watched, code: int) -> None:
    """Delivered, undelivered and failed, each with its code or null."""
    if code:
        phones.stage.carrier.faults.add({"kind": "fail", "code": code})
    text = phones.stage.send(status_callback=f"{phones.stage.customer.url}/twilio/status/1")
    phones.stage.customer.wait_for(text.sid, 1 if code == 30034 else 2)
    fetched = phones.stage.sdk().messages(text.sid).fetch()
    assert fetched.error_code == (code or None)
    assert phones.witness.problems() == []


def test_a_phones_own_text_is_as_described(phones: Watched) -> None:
    """Inbound texts are of the same list."""
    with served(create_app(phones.stage.carrier)) as url:
        requests.post(f"{url}/phones/{ADA}/texts", json={"body": "1"}, timeout=5)
    [listed] = phones.stage.sdk().messages.list()
    assert (listed.direction, listed.status) == ("inbound", "received")
    assert phones.witness.problems() == []


REFUSALS: dict[int, Callable[[CarrierStage], Any]] = {
    21604: lambda stage: stage.send(to=""),
    21602: lambda stage: stage.send(body=""),
    21603: lambda stage: stage.send(messaging_service_sid=None),
    21211: lambda stage: stage.send(to="12"),
    21617: lambda stage: stage.send(body="x" * 1601),
    90007: lambda stage: stage.send(validity_period=36_001),
    20404: lambda stage: stage.sdk().messages(NOBODYS).fetch(),
    20003: lambda stage: stage.sdk("wrong").messages(NOBODYS).fetch(),
    20009: lambda stage: stage.sdk().messages(_waiting(stage)).delete(),
}


@pytest.mark.parametrize("code", list(REFUSALS))
def test_a_refusal_has_twilios_form(phones: Watched, code: int) -> None:
    """Code, message, page and the status that the answer itself has."""
    assert refused(lambda: REFUSALS[code](phones.stage))[1] == code
    last = phones.witness.seen[-1]
    assert (last.problems(), last.answer["status"]) == ([], last.status)


def _waiting(stage: CarrierStage) -> str:
    """The sid of a text that has not left yet: nothing carries it."""
    stage.carrier.callbacks.close()
    return str(stage.send().sid)


def test_a_text_that_has_not_left_is_cancelled_as_described(phones: Watched) -> None:
    """The one word of an update's status."""
    sid = _waiting(phones.stage)
    assert phones.stage.sdk().messages(sid).update(status="canceled").status == "canceled"
    assert phones.witness.problems() == []


@pytest.mark.parametrize("kind", ["busy", "break"])
def test_the_carriers_own_troubles_have_twilios_form(phones: Watched, kind: str) -> None:
    """429 and 500, which our adapter has to tell apart."""
    phones.stage.carrier.faults.add({"kind": kind, "next": 1})
    if kind == "busy":
        with pytest.raises(CarrierBusyError):
            adapter(phones).send(ADA, "Come", "m", 60)
    else:
        assert not isinstance(adapter(phones).send(ADA, "Come", "m", 60), Sent)
    assert phones.witness.problems() == []
    assert phones.witness.seen[-1].status == (429 if kind == "busy" else 500)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer first-token"}])
def test_a_request_without_basic_auth_is_refused(phones: Watched, header: dict[str, str]) -> None:
    """401 with 20003 for no header and for another scheme."""
    path = f"/2010-04-01/Accounts/{phones.stage.config.account_sid}/Messages.json"
    answer = requests.get(phones.stage.url + path, headers=header, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)
    assert phones.witness.problems() == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"num_segments": 1}, "create.num_segments: int instead of string"),
        ({"status": "gone"}, "create.status: 'gone' is none of its words"),
        ({"sid": "XX1"}, "create.sid: not of the pattern"),
        ({"date_created": "2026-11-21"}, "create.date_created: no date-time-rfc-2822"),
        ({"direction": None}, "create.direction: null"),
        ({"extra": 1}, "create.extra: unknown"),
    ],
)
def test_the_check_sees_an_answer_that_is_not_twilios(
    phones: Watched, change: dict[str, Any], problem: str
) -> None:
    """A wrong type, word, pattern or format, a null and a name too many."""
    phones.stage.send()
    answer = phones.witness.seen[0].answer
    assert answer_problems("create", 201, answer) == []
    assert answer_problems("create", 201, answer | change) == [problem]


def test_the_check_sees_a_request_that_is_not_twilios() -> None:
    """A name that Twilio does not know, no number, a number that is none, another service."""
    good = {"To": ADA, "Body": "", "ValidityPeriod": "60"}
    assert request_problems("create", good) == []
    for name, text in {
        "Too": ADA,
        "To": "Ada",
        "ValidityPeriod": "soon",
        "MessagingServiceSid": "MG1",
        "StatusCallback": "",
    }.items():
        assert len(request_problems("create", good | {name: text})) == 1, name


def test_a_description_that_changed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The comparison finds nothing in the same description, and each change in another."""
    official = _official()
    file = tmp_path / "official.json"
    file.write_text(json.dumps(official))
    assert compare_openapi.main(str(file)) == 0
    message = official["components"]["schemas"]["api.v2010.account.message"]["properties"]
    message["status"]["enum"].append("lost")
    message["lane"] = {"type": "string"}
    file.write_text(json.dumps(official))
    assert compare_openapi.main(str(file)) == 1
    told = capsys.readouterr().out
    assert "message.status.enum: official" in told and "message.lane: only official" in told
    assert "another version than the one compared last" in told


def _official() -> dict[str, Any]:
    """Our reduction, put back into the form of the original."""
    ours = json.loads(json.dumps(description()))
    paths: dict[str, Any] = {}
    for mine in ours["operations"].values():
        form = {"application/x-www-form-urlencoded": {"schema": {"properties": mine.get("form")}}}
        asked = [{"name": n, "in": "query", "schema": s} for n, s in mine.get("query", {}).items()]
        paths.setdefault(mine["path"], {})[mine["method"]] = {
            "parameters": asked,
            **({"requestBody": {"content": form}} if "form" in mine else {}),
            "responses": {str(mine["status"]): _content(mine.get("answer"))},
        }
    schemas = {"api.v2010.account.message": {"properties": ours["message"]}}
    return {"paths": paths, "components": {"schemas": schemas}}


def _content(answer: Any) -> dict[str, Any]:
    reference = {"$ref": "#/components/schemas/api.v2010.account.message"}
    if answer is None:
        return {}
    schema = reference if answer == "message" else {"properties": dict(answer)}
    if answer != "message":
        schema["properties"]["messages"] = {"type": "array", "items": reference}
    return {"content": {"application/json": {"schema": schema}}}
