"""Reading connection overrides and TwiML."""

import pytest

from local.phones.webhooks import TwimlError, messages, overrides


def test_the_fragment_sets_the_connection() -> None:
    """Retries, policy and times; milliseconds become seconds."""
    asked = overrides("https://x.example/in?a=1#rc=2&rp=ct,rt,5xx&ct=2000&rt=3000")
    assert (asked.retries, asked.connect, asked.read) == (2, 2.0, 3.0)
    assert [asked.retry(reason) for reason in ("ct", "rt", "5xx", "4xx")] == [True] * 3 + [False]


def test_without_a_fragment_twilio_retries_a_failed_connection_once() -> None:
    """Its defaults: rc=1, rp=ct; a 5xx is not retried."""
    asked = overrides("https://x.example/in")
    assert (asked.retries, asked.retry("ct"), asked.retry("5xx")) == (1, True, False)


@pytest.mark.parametrize("twiml", ["", "<Response/>", "<Response><Message/></Response>"])
def test_an_empty_answer_has_no_messages(twiml: str) -> None:
    """Nothing to say is no error."""
    assert messages(twiml) == []


@pytest.mark.parametrize("twiml", ["Internal error", "<html></html>", "<Response>"])
def test_an_answer_that_is_no_twiml_is_an_error(twiml: str) -> None:
    """So that the fallback URL is asked."""
    with pytest.raises(TwimlError):
        messages(twiml)
