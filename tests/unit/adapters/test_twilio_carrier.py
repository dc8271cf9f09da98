"""The carrier: what each answer of Twilio's, and each way of breaking off, comes to."""

import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from chalicelib.adapters.secrets import Secrets
from chalicelib.adapters.twilio import TwilioCarrier
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import Refused, Sent, Unknown
from chalicelib.settings import Settings

ADA = "+12125550123"
SECRETS = Secrets(peppers={"1": b"x"}, session_key=b"y", twilio_tokens=("token", "old"))
TAKEN = '{"sid": "SM1", "status": "accepted"}'


@dataclass
class Twilio:
    """A server that gives one answer, or `break off`s, or never answers."""

    status: int = 201
    body: str = TAKEN
    breaks: bool = False
    release: threading.Event = field(default_factory=threading.Event)
    silent: bool = False
    forms: list[dict[str, list[str]]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""


def handler(twilio: Twilio) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            twilio.forms.append(parse_qs(form))
            twilio.paths.append(self.path)
            if twilio.silent:
                twilio.release.wait(10)
            if twilio.silent or twilio.breaks:
                self.close_connection = True
                return
            self.send_response(twilio.status)
            self.end_headers()
            self.wfile.write(twilio.body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    stage = Twilio()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(stage))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stage.url = f"http://127.0.0.1:{server.server_port}"
    yield stage
    stage.release.set()
    server.shutdown()
    thread.join()
    server.server_close()


def settings(carrier_url: str) -> Settings:
    return Settings(
        stage="local",
        table="t",
        files_bucket="f",
        public_bucket="p",
        public_url="http://127.0.0.1/p",
        base_url="https://api.example/api",
        secret="s",
        kms_key="k",
        carrier_url=carrier_url,
    )


def send(url: str, timeout: float = 5.0, validity: int = 600) -> Sent | Refused | Unknown:
    """One text over a carrier made for it, whose connections are closed behind it."""
    carrier = TwilioCarrier(settings(url), lambda: SECRETS, timeout)
    try:
        return carrier.send(ADA, "Will you sign?", "p1.abc~day~sign~0", validity)
    finally:
        carrier._client().http_client.session.close()


def test_a_text_is_created_with_what_a_day_needs(twilio: Twilio) -> None:
    """The service, a callback that names the message, and how long the text is useful."""
    assert send(twilio.url) == Sent("SM1", "accepted")
    assert twilio.paths == ["/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json"]
    assert twilio.forms == [
        {
            "To": [ADA],
            "Body": ["Will you sign?"],
            "MessagingServiceSid": ["MG00000000000000000000000000000000"],
            "StatusCallback": ["https://api.example/api/twilio/status/p1.abc~day~sign~0"],
            "ValidityPeriod": ["600"],
        }
    ]


@pytest.mark.parametrize(("validity", "asked"), [(0, "1"), (-5, "1"), (99_999, "36000")])
def test_validity_stays_within_twilios_limits(twilio: Twilio, validity: int, asked: str) -> None:
    """1 to 36000 seconds (error 90007)."""
    send(twilio.url, validity=validity)
    assert twilio.forms[0]["ValidityPeriod"] == [asked]


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (400, '{"code": 21610, "message": "unsubscribed"}', Refused(21610)),
        (401, '{"code": 20003, "message": "authenticate"}', Refused(20003)),
        (403, "{}", Refused(403)),
        (408, "{}", Unknown()),
        (500, '{"code": 20500}', Unknown()),
        (503, "{}", Unknown()),
        (201, "{}", Unknown()),
        (201, "[]", Unknown()),
        (201, "not JSON", Unknown()),
    ],
)
def test_an_answer_is_a_refusal_only_where_nothing_was_sent(
    twilio: Twilio, status: int, body: str, outcome: Refused | Unknown
) -> None:
    """4xx was not processed; 5xx, and a 2xx that names no message, may have been sent."""
    twilio.status, twilio.body = status, body
    assert send(twilio.url) == outcome
    assert len(twilio.forms) == 1


@pytest.mark.parametrize(("status", "body"), [(429, '{"code": 20429}'), (429, "{}")])
def test_too_many_requests_may_be_asked_again(twilio: Twilio, status: int, body: str) -> None:
    """Twilio documents 429 as not processed."""
    twilio.status, twilio.body = status, body
    with pytest.raises(CarrierBusyError):
        send(twilio.url)


def test_promise_4_a_text_cut_off_after_it_went_out_is_unknown(twilio: Twilio) -> None:
    """A connection that breaks without an answer: it may have been sent; never a second time."""
    twilio.breaks = True
    assert send(twilio.url) == Unknown()
    assert len(twilio.forms) == 1


def test_promise_4_a_carrier_that_does_not_answer_in_time_is_unknown(twilio: Twilio) -> None:
    """The time limit runs out; the text is not sent again."""
    twilio.silent = True
    assert send(twilio.url, timeout=0.2) == Unknown()
    assert len(twilio.forms) == 1


def test_a_carrier_that_cannot_be_reached_took_nothing() -> None:
    """No connection was made, so that asking again is safe."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    with pytest.raises(CarrierBusyError):
        send(f"http://127.0.0.1:{port}")


def test_promise_8_no_number_or_body_in_errors_or_logs(
    twilio: Twilio, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither Twilio's own message, nor the SDK's log, nor a chained error tells them."""
    caplog.set_level(logging.DEBUG)
    twilio.status, twilio.body = 429, f'{{"code": 20429, "message": "{ADA} is busy"}}'
    with pytest.raises(CarrierBusyError) as raised:
        send(twilio.url)
    assert raised.value.__cause__ is None and raised.value.__context__ is None
    assert not [x for x in ("2125550123", "Will you") if x in caplog.text + str(raised.value)]


def test_a_rotated_token_signs_in_anew(twilio: Twilio) -> None:
    """The first of the tokens, as it is at the time of the send."""
    tokens = ["a", "b"]
    carrier = TwilioCarrier(
        settings(twilio.url),
        lambda: Secrets(peppers={}, session_key=b"", twilio_tokens=(tokens[0],)),
    )
    for token in ("a", "b"):
        tokens[0] = token
        assert carrier._client().password == token


def test_each_thread_has_a_connection_of_its_own(twilio: Twilio) -> None:
    """None waits for another's, and each knows how long its own has rested."""
    carrier = TwilioCarrier(settings(twilio.url), lambda: SECRETS)
    with ThreadPoolExecutor(1) as other:
        mine, again, theirs = carrier._client(), carrier._client(), other.submit(carrier._client)
        assert mine is again and theirs.result() is not mine
        assert theirs.result().http_client.session is not mine.http_client.session
