"""The local carrier's REST API, called by Twilio's own SDK."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.contract.carrier_stage import ADA, BEN, CarrierStage, carrier_stage, refused

NOBODYS = "SM" + "0" * 32


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[CarrierStage]:
    with carrier_stage(tmp_path) as made:
        yield made


def test_a_text_through_a_messaging_service_is_accepted_first(stage: CarrierStage) -> None:
    """Created with a service: `accepted`, no sender yet, and fetched again by its sid."""
    text = stage.send()
    assert (text.status, text.direction, text.from_) == ("accepted", "outbound-api", None)
    assert (text.to, text.body, text.num_segments) == (ADA, "Will you come?", "0")
    assert stage.sdk().messages(text.sid).fetch().sid == text.sid


def test_a_text_from_a_number_is_queued_first(stage: CarrierStage) -> None:
    """Created with a From: `queued`, with that sender."""
    text = stage.send(messaging_service_sid=None, from_="+12125550100")
    assert (text.status, text.from_) == ("queued", "+12125550100")


def test_the_resource_has_every_field_that_the_sdk_knows(stage: CarrierStage) -> None:
    """Dates parse, numbers are text, addresses are relative."""
    text = stage.send()
    assert abs(datetime.now(UTC) - text.date_created) < timedelta(seconds=30)
    assert (text.num_media, text.price_unit, text.api_version) == ("0", "USD", "2010-04-01")
    assert text.uri.endswith(f"/Messages/{text.sid}.json")
    assert "media" in text.subresource_uris


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": ""}, 21604),
        ({"body": ""}, 21602),
        ({"messaging_service_sid": None}, 21603),
        ({"to": "12"}, 21211),
        ({"body": "x" * 1601}, 21617),
        ({"validity_period": 36_001}, 90007),
    ],
)
def test_a_wrong_create_is_refused_with_twilios_code(
    stage: CarrierStage, fields: dict[str, object], code: int
) -> None:
    """Each mistake has the code that Twilio gives it."""
    assert refused(lambda: stage.send(**fields)) == (400, code)


def test_an_opted_out_phone_is_refused(stage: CarrierStage) -> None:
    """21610 for the blocked number, and no other."""
    stage.carrier.storage.opt_out(ADA)
    assert refused(stage.send) == (400, 21610)
    assert stage.send(to=BEN).status == "accepted"


def test_either_token_opens_the_api_and_no_other(stage: CarrierStage) -> None:
    """During a rotation two tokens are good; a wrong one gets 401 with 20003."""
    assert stage.sdk("second-token").messages.list() == []
    assert refused(stage.sdk("wrong").messages(NOBODYS).fetch) == (401, 20003)


def test_another_account_is_not_found(stage: CarrierStage) -> None:
    """The account of the address must be the one that signs in."""
    other = stage.sdk().api.v2010.accounts("AC" + "9" * 32)
    assert refused(other.messages(NOBODYS).fetch) == (404, 20404)


def test_an_unknown_text_is_not_found(stage: CarrierStage) -> None:
    """404 with 20404."""
    assert refused(stage.sdk().messages(NOBODYS).fetch) == (404, 20404)


def test_the_list_pages_through_everything_newest_first(stage: CarrierStage) -> None:
    """Seven texts in pages of three come once each, in order."""
    sids = [stage.send(body=f"text {number}").sid for number in range(7)]
    listed = [text.sid for text in stage.sdk().messages.stream(page_size=3)]
    assert listed == sids[::-1]


def test_a_page_says_where_its_neighbours_are(stage: CarrierStage) -> None:
    """The SDK walks forward and back by the page's own addresses."""
    for number in range(5):
        stage.send(body=f"text {number}")
    first = stage.sdk().messages.page(page_size=2)
    second = first.next_page()
    assert [text.body for text in second] == ["text 2", "text 1"]
    assert [text.body for text in second.previous_page()] == ["text 4", "text 3"]


def test_the_list_filters_by_both_ends(stage: CarrierStage) -> None:
    """To and From each narrow it, and hold on later pages."""
    for to in (ADA, BEN, ADA, ADA):
        stage.send(to=to)
    assert len(stage.sdk().messages.list(to=ADA, page_size=1)) == 3
    assert len(stage.sdk().messages.list(to=BEN, from_=stage.config.sender)) == 1
    assert stage.sdk().messages.list(from_=BEN) == []


def test_the_list_filters_by_date(stage: CarrierStage) -> None:
    """The day, before an instant, after an instant."""
    stage.send()
    now = datetime.now(UTC)
    listed = stage.sdk().messages.list
    assert len(listed(date_sent=now)) == 1
    assert len(listed(date_sent_after=now - timedelta(minutes=1))) == 1
    assert listed(date_sent_after=now + timedelta(minutes=1)) == []
    assert listed(date_sent_before=now - timedelta(minutes=1)) == []


def test_a_redacted_text_is_blank_for_the_account_only(stage: CarrierStage) -> None:
    """The body goes from the API; the phone keeps what it received."""
    sid = _delivered(stage)
    stage.sdk().messages(sid).update(body="")
    assert stage.sdk().messages(sid).fetch().body == ""
    assert [text.body for text in stage.carrier.storage.of_phone(ADA)] == ["Will you come?"]


def test_a_deleted_text_is_gone_for_the_account_only(stage: CarrierStage) -> None:
    """Fetch and list forget it; the phone does not."""
    sid = _delivered(stage)
    stage.sdk().messages(sid).delete()
    assert refused(lambda: stage.sdk().messages(sid).fetch()) == (404, 20404)
    assert stage.sdk().messages.list() == []
    assert len(stage.carrier.storage.of_phone(ADA)) == 1


def test_a_text_that_left_cannot_be_cancelled(stage: CarrierStage) -> None:
    """30409 once it is delivered."""
    sid = _delivered(stage)
    change = stage.sdk().messages(sid)
    assert refused(lambda: change.update(status="canceled")) == (409, 30409)


def test_the_fault_busy_refuses_without_accepting(stage: CarrierStage) -> None:
    """429 for the next two, and nothing was sent."""
    stage.carrier.faults.add({"kind": "busy", "next": 2})
    assert [refused(stage.send), refused(stage.send)] == [(429, 20429)] * 2
    assert stage.carrier.storage.of_phone(ADA) == []
    assert stage.send().status == "accepted"


def test_the_fault_fail_refuses_one_number(stage: CarrierStage) -> None:
    """A code below 30000 refuses the create, for that number only."""
    stage.carrier.faults.add({"kind": "fail", "code": 21614, "to": ADA})
    assert refused(stage.send) == (400, 21614)
    assert stage.send(to=BEN).status == "accepted"


def test_the_fault_fail_strikes_a_share_by_its_seed(stage: CarrierStage) -> None:
    """The same seed spares and strikes the same texts."""
    outcomes = []
    for _ in range(2):
        stage.carrier.faults.clear()
        stage.carrier.faults.add({"kind": "fail", "code": 21612, "share": 0.5, "seed": 7})
        outcomes.append([_is_refused(stage) for _ in range(12)])
    assert outcomes[0] == outcomes[1]
    assert set(outcomes[0]) == {True, False}


@pytest.mark.parametrize("rule", [{"kind": "break", "next": 1}, {"kind": "time_out", "next": 1}])
def test_an_accepted_text_arrives_though_the_answer_does_not(
    stage: CarrierStage, rule: dict[str, object]
) -> None:
    """500 or silence after accepting: the client sees failure, the phone the text."""
    stage.carrier.faults.add(rule)
    with pytest.raises(Exception, match=r"500|timed out"):
        stage.sdk(timeout=0.3).messages.create(to=ADA, body="Come", from_=stage.config.sender)
    stage.carrier.closing.set()  # lets the held answer go
    assert [text.body for text in stage.carrier.storage.of_phone(ADA)] == ["Come"]


def _delivered(stage: CarrierStage) -> str:
    """The sid of a text that has reached its phone."""
    text = stage.send(status_callback=f"{stage.customer.url}/twilio/status/1")
    stage.customer.wait_for(text.sid, 2)
    return str(text.sid)


def _is_refused(stage: CarrierStage) -> bool:
    try:
        return refused(stage.send) == (400, 21612)
    except AssertionError:
        return False
