"""What the carrier's contract tests share: a carrier on a port, and a customer that listens."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from local.phones import config as configs
from local.phones.app import create_app
from local.phones.carrier import Carrier
from local.phones.config import CarrierConfig
from local.stage import LocalStage
from local.waiting import wait_until

ADA, BEN = "+12125550123", "+12125550124"
EMPTY = "<Response/>"


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(application: Any) -> Iterator[str]:
    """The application's address while it is served from a thread."""
    server = make_server("127.0.0.1", 0, application, Threaded, Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Received:
    """A webhook call: what came, and whether its signature was right."""

    path: str
    form: dict[str, str]
    signed: bool
    idempotency: str | None


@dataclass
class Customer:
    """The account's webhooks; `answers` are given in turn, then empty TwiML for ever."""

    tokens: tuple[str, ...]
    url: str = ""
    calls: list[Received] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        raw = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        form = dict(parse_qsl(raw, keep_blank_values=True))
        path, signature = environ["PATH_INFO"], environ.get("HTTP_X_TWILIO_SIGNATURE", "")
        signed = RequestValidator(self.tokens[0]).validate(self.url + path, form, signature)
        token = environ.get("HTTP_I_TWILIO_IDEMPOTENCY_TOKEN")
        self.calls.append(Received(path, form, signed, token))
        status, body = self.answers.pop(0) if self.answers else ("200 OK", EMPTY)
        start(status, [("Content-Type", "text/xml")])
        return [body.encode()]

    def statuses(self, sid: str) -> list[str]:
        """The statuses told of one message, in the order of arrival."""
        return [call.form["MessageStatus"] for call in self.calls if call.form["MessageSid"] == sid]

    def wait_for(self, sid: str, count: int) -> list[str]:
        """Wait until so many callbacks of this message have come."""
        wait_until(lambda: len(self.statuses(sid)) >= count, f"{count} callbacks", 5)
        return self.statuses(sid)


@dataclass
class CarrierStage:
    """A carrier with its customer, for one test."""

    carrier: Carrier
    url: str
    customer: Customer
    config: CarrierConfig

    def sdk(self, token: str = "", timeout: float = 5) -> Client:
        """The official SDK, unchanged but for the address it calls."""
        http = Rebased(self.url, timeout)
        return Client(
            self.config.account_sid, token or self.config.auth_tokens[0], http_client=http
        )

    def send(self, **fields: Any) -> Any:
        """A text to Ada through the messaging service, but for what `fields` say."""
        given = {"to": ADA, "body": "Will you come?", "messaging_service_sid": "MG" + "0" * 32}
        return self.sdk().messages.create(**given | fields)


class Rebased(TwilioHttpClient):
    """Twilio's own HTTP client, sent to another host."""

    def __init__(self, url: str, timeout: float) -> None:
        super().__init__(pool_connections=False, timeout=timeout)
        self.to = url

    def request(self, method: str, url: str, *args: Any, **named: Any) -> Response:
        return super().request(
            method, url.replace("https://api.twilio.com", self.to), *args, **named
        )


@contextmanager
def carrier_stage(directory: Path) -> Iterator[CarrierStage]:
    """A carrier over an empty directory, and a customer it knows."""
    stage = LocalStage(directory, 0, 0, 0, Path("python"))
    config = CarrierConfig(base_url="", auth_tokens=("first-token", "second-token"))
    customer = Customer(config.auth_tokens)
    carrier = Carrier(stage)
    with served(customer) as customer.url, served(create_app(carrier)) as url:
        config = CarrierConfig(base_url=customer.url, auth_tokens=config.auth_tokens)
        configs.save(stage, config)
        try:
            yield CarrierStage(carrier, url, customer, config)
        finally:
            carrier.close()


def refused(act: Callable[[], Any]) -> tuple[int, int]:
    """HTTP status and Twilio code of the refusal that `act` meets."""
    try:
        act()
    except TwilioRestException as refusal:
        return refusal.status, refusal.code
    raise AssertionError("it was not refused")
