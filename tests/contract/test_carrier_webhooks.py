"""The local carrier's calls: status callbacks, phones' texts, retries, fallback and opt-out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from local.phones.texts import FROM_API, Text
from tests.contract.carrier_stage import ADA, CarrierStage, carrier_stage, refused

JOINED = ("200 OK", "<Response><Message>Thank you</Message></Response>")
DOWN = ("503 Service Unavailable", "")
STATUS = "/twilio/status/1"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[CarrierStage]:
    with carrier_stage(tmp_path) as made:
        yield made


def test_statuses_come_signed_and_never_the_first(stage: CarrierStage) -> None:
    """`sent`, then `delivered`, each with a good signature; no callback for `accepted`."""
    text = _send(stage)
    assert stage.customer.wait_for(text.sid, 2) == ["sent", "delivered"]
    assert all(call.signed for call in stage.customer.calls)
    form = stage.customer.calls[0].form
    assert (form["To"], form["SmsStatus"], form["SmsSid"]) == (ADA, "sent", text.sid)
    assert form["MessagingServiceSid"] == "MG" + "0" * 32


@pytest.mark.parametrize(
    ("code", "last"), [(30003, "undelivered"), (30007, "undelivered"), (30034, "failed")]
)
def test_a_late_failure_is_told_with_its_code(stage: CarrierStage, code: int, last: str) -> None:
    """A 30xxx code accepts the text, then tells how it ended, and the phone has nothing."""
    stage.carrier.faults.add({"kind": "fail", "code": code, "next": 1})
    text = _send(stage)
    told = 2 if last == "undelivered" else 1
    assert stage.customer.wait_for(text.sid, told)[-1] == last
    assert stage.customer.calls[-1].form["ErrorCode"] == str(code)
    assert stage.sdk().messages(text.sid).fetch().error_code == code
    assert _phone(stage) == []


def test_the_fault_repeat_tells_each_status_twice(stage: CarrierStage) -> None:
    """Twilio may: the customer must count it once."""
    stage.carrier.faults.add({"kind": "repeat"})
    expected = ["sent", "sent", "delivered", "delivered"]
    assert stage.customer.wait_for(_send(stage).sid, 4) == expected


def test_the_fault_reorder_tells_the_last_status_first(stage: CarrierStage) -> None:
    """`delivered` before `sent`."""
    stage.carrier.faults.add({"kind": "reorder"})
    assert stage.customer.wait_for(_send(stage).sid, 2) == ["delivered", "sent"]


def test_a_text_under_way_goes_on_when_the_carrier_starts_again(stage: CarrierStage) -> None:
    """What was accepted before a stop is delivered and told after it."""
    now = stage.carrier.now()
    left = Text("SM" + "1" * 32, FROM_API, stage.config.sender, ADA, "Come", "accepted", now, now)
    stage.carrier.storage.add(replace(left, callback=stage.customer.url + STATUS))
    stage.carrier.callbacks.resume()
    assert stage.customer.wait_for(left.sid, 2) == ["sent", "delivered"]


def test_a_phones_text_reaches_the_webhook_signed(stage: CarrierStage) -> None:
    """As Twilio posts it: form, both sids, country, no media, and a signature."""
    passed = _text(stage, "Je viens, à 18 h")
    [call] = stage.customer.calls
    assert (call.path, call.signed) == ("/twilio/inbound", True)
    assert call.form["MessageSid"] == call.form["SmsSid"] == passed["sid"]
    assert (call.form["Body"], call.form["NumMedia"]) == ("Je viens, à 18 h", "0")
    assert (call.form["FromCountry"], call.form["SmsStatus"]) == ("US", "received")


def test_every_answer_reaches_the_phone(stage: CarrierStage) -> None:
    """Several `<Message>` verbs, with and without `<Body>`, come in their order."""
    two = "<Response><Message>One &amp; all</Message><Message><Body>Two</Body></Message></Response>"
    stage.customer.answers = [("200 OK", two)]
    passed = _text(stage, "I will")
    assert (passed["status"], passed["answer"]) == (200, ["One & all", "Two"])
    assert _phone(stage) == ["I will", "One & all", "Two"]


def test_the_same_sid_again_is_one_text_delivered_twice(stage: CarrierStage) -> None:
    """The webhook hears it twice; the phone sent it once."""
    first = _text(stage, "SIGN")
    second = _text(stage, "SIGN", sid=first["sid"])
    assert second["sid"] == first["sid"]
    assert [call.form["MessageSid"] for call in stage.customer.calls] == [first["sid"]] * 2
    assert _phone(stage) == ["SIGN"]


def test_a_failing_webhook_is_asked_again_with_one_token(stage: CarrierStage) -> None:
    """`rc=2&rp=ct,rt,5xx`: two retries, which carry the same idempotency token."""
    stage.customer.answers = [DOWN, DOWN, JOINED]
    passed = _text(stage, "SIGN")
    assert (passed["attempts"], passed["status"], passed["fallback"]) == (3, 200, None)
    first, second, third = [call.idempotency for call in stage.customer.calls]
    assert first is None
    assert second == third is not None


def test_the_fallback_takes_what_the_webhook_could_not(stage: CarrierStage) -> None:
    """After the last retry the text goes to the fallback URL, whose answer counts."""
    stage.customer.answers = [DOWN, DOWN, DOWN, JOINED]
    passed = _text(stage, "SIGN")
    assert (passed["attempts"], passed["status"], passed["fallback"]) == (3, 503, 200)
    last = stage.customer.calls[-1]
    assert (last.path, last.signed, last.form["ErrorCode"]) == ("/twilio/fallback", True, "11200")
    assert _phone(stage) == ["SIGN", "Thank you"]


@pytest.mark.parametrize("answer", [("403 Forbidden", ""), ("200 OK", "<not TwiML")])
def test_a_refusal_or_broken_twiml_goes_to_the_fallback_at_once(
    stage: CarrierStage, answer: tuple[str, str]
) -> None:
    """4xx is not in the retry policy, and a 200 that is no TwiML is an error too."""
    stage.customer.answers = [answer]
    passed = _text(stage, "SIGN")
    assert (passed["attempts"], passed["fallback"]) == (1, 200)


@pytest.mark.parametrize("word", ["STOP", "stop", " Unsubscribe ", "OPTOUT", "REVOKE"])
def test_stop_blocks_answers_and_still_reaches_the_webhook(stage: CarrierStage, word: str) -> None:
    """The carrier blocks and confirms by itself; an answer of ours would not arrive."""
    stage.customer.answers = [JOINED]
    passed = _text(stage, word)
    assert passed["answer"] == []
    assert stage.customer.calls[0].form["Body"] == word
    assert [body[:34] for body in _phone(stage)] == [word, "You have successfully been unsubsc"]
    assert refused(stage.send) == (400, 21610)


def test_the_same_stop_again_is_confirmed_once(stage: CarrierStage) -> None:
    """A repeated sid brings no second text of the carrier's."""
    first = _text(stage, "STOP")
    _text(stage, "STOP", sid=first["sid"])
    assert len(_phone(stage)) == 2


@pytest.mark.parametrize("words", ["STOP texting me", "OPT OUT", "arrêtez"])
def test_stop_among_other_words_is_not_the_carriers_business(
    stage: CarrierStage, words: str
) -> None:
    """Only the exact single word blocks; the rest is for the customer to understand."""
    _text(stage, words)
    assert stage.send().status == "accepted"


def test_start_unblocks(stage: CarrierStage) -> None:
    """After START texts go again, and the carrier says so."""
    _text(stage, "STOP")
    _text(stage, "START")
    assert _phone(stage)[-1].startswith("You have successfully been re-subscribed")
    assert stage.send().status == "accepted"


def test_yes_from_a_phone_that_is_not_blocked_is_an_ordinary_text(stage: CarrierStage) -> None:
    """The carrier adds no words of its own."""
    stage.customer.answers = [JOINED]
    _text(stage, "YES")
    assert _phone(stage) == ["YES", "Thank you"]


def test_help_is_answered_by_the_carrier(stage: CarrierStage) -> None:
    """Its own words, and the webhook hears of it."""
    _text(stage, "help")
    assert _phone(stage) == ["help", "Reply STOP to unsubscribe. Msg&Data Rates May Apply."]
    assert len(stage.customer.calls) == 1


def test_the_list_of_phones_counts_both_ways(stage: CarrierStage) -> None:
    """One entry for each phone, with what it sent and received."""
    stage.customer.answers = [JOINED]
    _text(stage, "SIGN")
    [phone] = requests.get(f"{stage.url}/phones", timeout=5).json()
    assert (phone["number"], phone["sent"], phone["received"]) == (ADA, 1, 1)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"kind": "explode"}, "kind must be one of"),
        ({"kind": "fail"}, "fail needs a code"),
        ({"kind": "slow", "for": 3}, "unknown field 'for'"),
    ],
)
def test_a_fault_that_makes_no_sense_is_explained(
    stage: CarrierStage, rule: dict[str, object], words: str
) -> None:
    """400, with words that help."""
    answer = requests.post(f"{stage.url}/faults", json=rule, timeout=5)
    assert (answer.status_code, words in answer.json()["error"]) == (400, True)


def test_faults_are_listed_and_ended(stage: CarrierStage) -> None:
    """POST adds, GET lists, DELETE ends all."""
    requests.post(f"{stage.url}/faults", json={"kind": "busy", "next": 3}, timeout=5)
    listed = requests.get(f"{stage.url}/faults", timeout=5).json()
    assert [(rule["kind"], rule["next"]) for rule in listed] == [("busy", 3)]
    requests.delete(f"{stage.url}/faults", timeout=5)
    assert requests.get(f"{stage.url}/faults", timeout=5).json() == []


def _send(stage: CarrierStage) -> Any:
    return stage.send(status_callback=stage.customer.url + STATUS)


def _text(stage: CarrierStage, body: str, **more: str) -> Any:
    """Ada texts; what the carrier says became of it."""
    address = f"{stage.url}/phones/{ADA}/texts"
    return requests.post(address, json={"body": body, **more}, timeout=20).json()


def _phone(stage: CarrierStage) -> list[str]:
    """The bodies on Ada's phone."""
    texts = requests.get(f"{stage.url}/phones/{ADA}", timeout=5).json()["texts"]
    return [text["body"] for text in texts]
