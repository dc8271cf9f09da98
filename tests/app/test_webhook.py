"""Twilio's webhooks as Twilio calls them: real app, real dialogue, real words; fakes around."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from chalice.test import Client, HTTPResponse

import app as tocsin
from chalicelib import wiring
from chalicelib.adapters.secrets import Secrets
from chalicelib.domain.messages import Message
from chalicelib.domain.plan import Plan
from chalicelib.domain.whereabouts import whole_span
from tests.support.fakes import FakeClock
from tests.support.harbour import harbour_plan
from tests.support.stage import SETTINGS, Stage

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
NUMBER = "+447700900123"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OLD, NEW = "old-token", "new-token"


def a_plan() -> Plan:
    """A day with a keyword and one urgent ask whose wave is due."""
    return harbour_plan(AT, timedelta(days=2), join="Harbour")


@pytest.fixture
def stage() -> Stage:
    stage = Stage(FakeClock(AT))
    stage.add(NUMBER)
    stage.launch(a_plan())
    stage.tick()
    return stage


@pytest.fixture
def client(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=(NEW, OLD))
    monkeypatch.setattr(wiring, "secrets", lambda: secrets)
    with wiring.instead(**stage.ports), Client(tocsin.app) as client:
        yield client


def signature(path: str, form: dict[str, str], token: str = NEW) -> str:
    """As Twilio's documentation says: the URL, then each field's name and value, by name."""
    text = SETTINGS.base_url + path + "".join(k + form[k] for k in sorted(form))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), hashlib.sha1)).decode()


def post(client: Client, path: str, form: dict[str, str], **headers: str) -> HTTPResponse:
    signed = {"X-Twilio-Signature": signature(path, form)}
    body = urlencode(form).encode()
    return client.http.post(path, headers={**FORM, **signed, **headers}, body=body)


def text(body: str, sid: str = "SM1") -> dict[str, str]:
    return {"MessageSid": sid, "From": NUMBER, "To": "+12125550100", "Body": body, "NumMedia": "0"}


def signed_count(stage: Stage) -> int:
    return stage.store.totals("harbour", AT).of("sign.signed")


def test_a_signed_text_is_counted_and_answered_in_twiml(client: Client, stage: Stage) -> None:
    """The whole path: signature, dialogue, one transaction, TwiML."""
    answer = post(client, "/twilio/inbound", text("1"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert b"<Message>Thank you" in answer.body
    assert signed_count(stage) == 1


def test_promise_9_the_same_request_twice_is_answered_the_same(
    client: Client, stage: Stage
) -> None:
    """A provider's retry has one effect and the same answer."""
    first = post(client, "/twilio/inbound", text("1"))
    assert post(client, "/twilio/inbound", text("1")).body == first.body
    assert signed_count(stage) == 1


def test_both_tokens_of_a_rotation_are_accepted(client: Client, stage: Stage) -> None:
    """During a rotation Twilio may sign with either."""
    form = text("1")
    old = signature("/twilio/inbound", form, OLD)
    assert post(client, "/twilio/inbound", form, **{"X-Twilio-Signature": old}).status_code == 200


def test_an_empty_body_keeps_its_place_in_the_signature(client: Client) -> None:
    """A picture without words has `Body=`; dropping it would break the signature."""
    assert post(client, "/twilio/inbound", text("")).status_code == 200


@pytest.mark.parametrize("path", ["/twilio/inbound", "/twilio/fallback", "/twilio/status/x"])
@pytest.mark.parametrize("given", ["bm9uc2Vuc2U=", ""])
def test_a_bad_signature_is_refused_and_nothing_written(
    client: Client, stage: Stage, path: str, given: str
) -> None:
    """403, and the store is as it was."""
    answer = post(client, path, text("1"), **{"X-Twilio-Signature": given})
    assert answer.status_code == 403
    assert signed_count(stage) == 0 and not stage.store.kept_texts(10)


def test_a_missing_signature_is_refused(client: Client, stage: Stage) -> None:
    """No header is 403, never an error of ours."""
    answer = client.http.post("/twilio/inbound", headers=FORM, body=urlencode(text("1")).encode())
    assert answer.status_code == 403


def test_a_body_too_large_is_refused_and_nothing_written(client: Client, stage: Stage) -> None:
    """413 before anything is parsed."""
    assert post(client, "/twilio/inbound", text("1" * 40_000)).status_code == 413
    assert signed_count(stage) == 0


def test_a_wrong_content_type_is_refused(client: Client, stage: Stage) -> None:
    """415 for JSON."""
    headers = {"Content-Type": "application/json", "X-Twilio-Signature": "x"}
    answer = client.http.post("/twilio/inbound", headers=headers, body=b"{}")
    assert answer.status_code == 415
    assert signed_count(stage) == 0


def test_a_form_without_a_sender_is_refused(client: Client) -> None:
    """400 names the field, not a value."""
    answer = post(client, "/twilio/inbound", {"MessageSid": "SM1", "Body": "1"})
    assert answer.status_code == 400
    assert b"From" in answer.body


def test_an_unknown_number_gets_a_short_answer_and_nothing_is_written(
    client: Client, stage: Stage
) -> None:
    """Strangers are not recorded."""
    form = {**text("hello"), "From": "+447700900999"}
    assert b"<Message>" in post(client, "/twilio/inbound", form).body
    assert stage.store.person(stage.vault.person_id("+447700900999")) is None


def test_stop_from_an_unknown_number_is_a_suppression(client: Client, stage: Stage) -> None:
    """The keyed hash alone: no number is kept, and the carrier's own words are the answer."""
    form = {**text("STOP"), "From": "+447700900999"}
    assert b"<Message>" not in post(client, "/twilio/inbound", form).body
    person = stage.store.person(stage.vault.person_id("+447700900999"))
    assert person is not None and person.opted_out and person.address == b""


def test_who_comes_back_after_a_bare_suppression_can_be_texted_again(
    client: Client, stage: Stage
) -> None:
    """START after STOP from an unknown number: the number is known again, sealed."""
    for sid, body in (("SM1", "STOP"), ("SM2", "START")):
        post(client, "/twilio/inbound", {**text(body, sid=sid), "From": "+447700900999"})
    person = stage.store.person(stage.vault.person_id("+447700900999"))
    assert person is not None and not person.opted_out
    assert stage.vault.open(person.address, person.id) == "+447700900999"


def test_a_strangers_keyword_joins_the_day(client: Client, stage: Stage) -> None:
    """The plan's keyword makes a person and asks them the most urgent ask."""
    form = {**text("Harbour"), "From": "+447700900998"}
    assert b"reply 1" in post(client, "/twilio/inbound", form).body
    again = {**text("1", sid="SM2"), "From": "+447700900998"}
    post(client, "/twilio/inbound", again)
    assert signed_count(stage) == 1


@pytest.mark.parametrize(
    ("number", "country", "home"),
    [
        ("+12125550199", "US", ("US", "America/New_York")),
        ("+12125550199", "", ("US", "America/New_York")),
        ("+12085550199", "US", ("US", "America/Boise+America/Los_Angeles")),
        ("+12125550199", "CA", ("CA", whole_span("CA"))),
        ("+33123", "", ("", "Europe/London")),
    ],
)
def test_promise_5_who_joins_lives_by_the_clocks_of_their_number(
    client: Client, stage: Stage, number: str, country: str, home: tuple[str, str]
) -> None:
    """Not by all of their country's; where the carrier names another one, by all of that's."""
    post(client, "/twilio/inbound", {**text("Harbour"), "From": number, "FromCountry": country})
    person = stage.store.person(stage.vault.person_id(number))
    assert person and (person.country, person.zone) == home


def test_promise_7_a_text_kept_by_the_fallback_is_replayed_by_the_tick(
    client: Client, stage: Stage
) -> None:
    """Answered 200, so never lost: the next tick counts it, once, and drops it."""
    for _ in range(2):
        assert post(client, "/twilio/fallback", text("1")).status_code == 200
    assert signed_count(stage) == 0
    assert stage.tick().replayed == 1
    assert signed_count(stage) == 1 and not stage.store.kept_texts(10)


def test_promise_4_a_status_callback_resolves_an_unknown_send(client: Client, stage: Stage) -> None:
    """A claim whose outcome was lost learns from the carrier that the text went."""
    person = stage.vault.person_id(NUMBER)
    message = Message(person=person, day="harbour", ask="sign", n=0, claimed_at=AT)
    found = stage.store.message(message.id)
    assert found is not None
    path = f"/twilio/status/{message.id}"
    for status in ("delivered", "sent"):
        form = {"MessageSid": found.sid, "MessageStatus": status}
        assert post(client, path, form).status_code == 204
    after = stage.store.message(message.id)
    assert after is not None and after.status == "delivered"


def test_a_status_of_no_message_is_answered_and_ignored(client: Client) -> None:
    """204 whatever the id: it tells nothing."""
    form = {"MessageSid": "SM9", "MessageStatus": "sent"}
    assert post(client, "/twilio/status/nobody~day~ask~0", form).status_code == 204
    assert post(client, "/twilio/status/nonsense", form).status_code == 204


def test_the_carriers_own_stop_goes_before_our_reading(client: Client, stage: Stage) -> None:
    """A keyword that only the messaging service knows: out, and no second confirmation."""
    stopped = {**text("ADIEU"), "OptOutType": "STOP"}
    assert b"<Message>" not in post(client, "/twilio/inbound", stopped).body
    person = stage.store.person(stage.vault.person_id(NUMBER))
    assert person and person.opted_out


def test_the_carriers_start_brings_nobody_back_for_a_yes(client: Client, stage: Stage) -> None:
    """It takes YES for START; to us it is an answer, and who is out stays out, unanswered."""
    post(client, "/twilio/inbound", text("STOP", "SM1"))
    answer = post(client, "/twilio/inbound", {**text("Yes", "SM2"), "OptOutType": "START"})
    person = stage.store.person(stage.vault.person_id(NUMBER))
    assert person and person.opted_out
    assert b"<Message>" not in answer.body
    post(client, "/twilio/inbound", {**text("Start", "SM3"), "OptOutType": "START"})
    person = stage.store.person(stage.vault.person_id(NUMBER))
    assert person and not person.opted_out


def test_a_yes_of_someone_who_is_in_stays_an_answer(client: Client, stage: Stage) -> None:
    """Although the carrier calls it an opt-in."""
    post(client, "/twilio/inbound", {**text("Yes"), "OptOutType": "START"})
    assert signed_count(stage) == 1


def test_the_carriers_help_is_answered_once(client: Client, stage: Stage) -> None:
    """By the carrier."""
    answer = post(client, "/twilio/inbound", {**text("HELP"), "OptOutType": "HELP"})
    assert b"<Message>" not in answer.body


def test_a_consent_bears_its_proof(client: Client, stage: Stage) -> None:
    """The words they used, the plan they were told under; and the one before, in the history."""
    post(client, "/twilio/inbound", text("please stop"))
    person = stage.store.person(stage.vault.person_id(NUMBER))
    assert person and person.consent.terms == "harbour v1"
    assert stage.vault.open(person.consent.wording, person.id) == "please stop"
    assert [c.source for c in stage.store.consent_history(person.id)] == ["import"]
