"""The SDK's HTTP client with a time limit, an address of our choice, and silence in the logs."""

import logging
from time import monotonic
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response

_silent = logging.getLogger("tocsin.twilio")
_silent.addHandler(logging.NullHandler())
_silent.propagate = False
_silent.setLevel(logging.CRITICAL + 1)

IDLE_SECONDS = 20.0
"""A connection kept longer than this may be dead without our knowing, and a send over a dead
one ends as unknown: begin a new one instead."""


class CarrierHttp(TwilioHttpClient):
    """Sends each request to `carrier_url` where one is set; never retries."""

    def __init__(self, carrier_url: str, timeout: float) -> None:
        super().__init__(timeout=timeout, logger=_silent)
        self._carrier = urlsplit(carrier_url)
        self._last = monotonic()

    def request(self, *args: Any, **kwargs: Any) -> Response:
        """As the SDK's, at the carrier's address."""
        method, url, *rest = args
        self._renew_connection()
        return super().request(method, self._addressed(url), *rest, **kwargs)

    def _addressed(self, url: str) -> str:
        if not self._carrier.netloc:
            return url
        asked = urlsplit(url)
        return urlunsplit((self._carrier.scheme, self._carrier.netloc, *asked[2:]))

    def _renew_connection(self) -> None:
        """Closes connections that rested too long; the session opens new ones by itself."""
        now = monotonic()
        if now - self._last > IDLE_SECONDS and self.session is not None:
            self.session.close()
        self._last = now
