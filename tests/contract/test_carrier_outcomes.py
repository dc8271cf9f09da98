"""Every outcome that we have a handling for, as the local phones produce it and our adapter reads
it: refused at once, or accepted and then told to have failed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.adapters.secrets import Secrets
from chalicelib.adapters.twilio import TwilioCarrier
from chalicelib.domain.carrier_outcomes import BUSY, HANDLING
from chalicelib.domain.retries import FAILED
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import Refused, Sent, Unknown
from local.waiting import wait_until
from tests.contract.carrier_stage import ADA, CarrierStage, carrier_stage
from tests.support.stage import SETTINGS

CODES = sorted(HANDLING.keys() - {0})


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[CarrierStage]:
    with carrier_stage(tmp_path) as made:
        yield made


def sent(stage: CarrierStage, timeout: float = 5) -> Sent | Refused | Unknown:
    """A text through our own adapter."""
    settings = replace(
        SETTINGS,
        stage="local",
        carrier_url=stage.url,
        base_url=stage.config.base_url,
        twilio_account=stage.config.account_sid,
    )
    secrets = Secrets(peppers={"1": b"p"}, session_key=b"s", twilio_tokens=stage.config.auth_tokens)
    carrier = TwilioCarrier(settings, lambda: secrets, timeout)
    return carrier.send(ADA, "Will you come?", "m", 3600)


@pytest.mark.parametrize("code", CODES)
def test_the_phones_produce_each_code_that_we_handle(stage: CarrierStage, code: int) -> None:
    """As an answer to the create, or in the last of the callbacks; too busy is neither."""
    stage.carrier.faults.add({"kind": "fail", "code": code, "next": 1})
    if code == BUSY:
        with pytest.raises(CarrierBusyError):
            sent(stage)
        return
    came = sent(stage)
    if isinstance(came, Refused):
        assert (came.code, stage.customer.calls) == (code, [])
        return
    assert isinstance(came, Sent)
    wait_until(lambda: any("ErrorCode" in c.form for c in stage.customer.calls), "a failure", 5)
    [told] = [call.form for call in stage.customer.calls if "ErrorCode" in call.form]
    assert (told["ErrorCode"], told["MessageSid"]) == (str(code), came.sid)
    assert told["MessageStatus"] in FAILED


@pytest.mark.parametrize("kind", ["time_out", "break"])
def test_what_was_accepted_without_an_answer_is_unknown_until_its_callbacks(
    stage: CarrierStage, kind: str
) -> None:
    """They come to the message's own address, though nobody knows its sid."""
    stage.carrier.faults.add({"kind": kind, "next": 1})
    assert isinstance(sent(stage, timeout=0.3), Unknown)
    stage.carrier.closing.set()  # lets the held answer go
    wait_until(lambda: len(stage.customer.calls) == 2, "its callbacks", 5)
    assert {call.path for call in stage.customer.calls} == {"/twilio/status/m"}


def test_callbacks_that_never_come_leave_a_text_that_arrived(stage: CarrierStage) -> None:
    """Only the carrier's list says so."""
    stage.carrier.faults.add({"kind": "silent", "next": 1})
    came = sent(stage)
    assert isinstance(came, Sent)
    wait_until(lambda: stage.sdk().messages(came.sid).fetch().status == "delivered", "arrival", 5)
    assert stage.customer.calls == []
