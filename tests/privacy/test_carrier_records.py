"""The carrier's own records of a number, deleted by the official SDK on the local phones."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.adapters.secrets import Secrets
from chalicelib.adapters.twilio_records import TwilioRecords
from chalicelib.ports import CarrierErased
from local.waiting import wait_until
from tests.contract.carrier_stage import ADA, BEN, CarrierStage, carrier_stage
from tests.support.stage import SETTINGS


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[CarrierStage]:
    with carrier_stage(tmp_path) as made:
        yield made


def records(url: str, token: str = "first-token") -> TwilioRecords:
    settings = replace(SETTINGS, stage="local", carrier_url=url)
    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=(token,))
    return TwilioRecords(settings, lambda: secrets)


def sent(stage: CarrierStage, to: str) -> None:
    """A text that has arrived."""
    sid = stage.send(to=to).sid
    wait_until(lambda: stage.sdk().messages(sid).fetch().status == "delivered", "its arrival", 5)


def left(stage: CarrierStage) -> list[str]:
    return [text.to for text in stage.sdk().messages.list()]


def test_every_text_from_and_to_the_number_is_deleted_and_no_other(stage: CarrierStage) -> None:
    """Also what they texted; the second time there is nothing."""
    for to in (ADA, ADA, BEN):
        sent(stage, to)
    stage.carrier.storage.add(
        replace(_any_text(stage), sid="SM" + "1" * 32, sender=ADA, recipient="+12125550100")
    )
    assert records(stage.url).erase(ADA) == CarrierErased(deleted=3)
    assert left(stage) == [BEN]
    assert records(stage.url).erase(ADA) == CarrierErased()


def _any_text(stage: CarrierStage):  # type: ignore[no-untyped-def]
    found = stage.carrier.storage.text(stage.sdk().messages.list(limit=1)[0].sid)
    assert found
    return found


def test_a_text_under_way_is_left_and_said(stage: CarrierStage) -> None:
    """Twilio deletes what is complete only."""
    sent(stage, ADA)
    under_way = replace(_any_text(stage), sid="SM" + "2" * 32, status="queued")
    stage.carrier.storage.add(under_way)
    assert records(stage.url).erase(ADA) == CarrierErased(deleted=1, left=1)


def test_a_carrier_that_does_not_answer_is_said(stage: CarrierStage) -> None:
    """Nobody there, or a token that is not ours: never an error that quotes the number."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
        assert records(nobody).erase(ADA) == CarrierErased(reached=False)
    assert records(stage.url, "wrong").erase(ADA) == CarrierErased(reached=False)
