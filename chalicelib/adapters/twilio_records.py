"""Twilio's own records of a person, found by their number and deleted one by one.

Errors are never chained nor shown: the SDK's carry the number.
"""

from collections.abc import Callable
from typing import Any

from chalicelib.adapters.secrets import Secrets
from chalicelib.ports import CarrierErased
from chalicelib.settings import Settings

TIMEOUT_SECONDS = 10.0
_GONE = 404


class TwilioRecords:
    """ports.CarrierRecords. For a command, not for a Lambda: it may take a call for each text."""

    def __init__(self, settings: Settings, secrets: Callable[[], Secrets]) -> None:
        self._settings = settings
        self._secrets = secrets

    def erase(self, number: str) -> CarrierErased:
        """A text that is still under way is left: Twilio refuses to delete it."""
        from requests.exceptions import RequestException
        from twilio.base.exceptions import TwilioException

        client = self._client()
        try:
            sids = _sids(client, number)
            left = sum(not _deleted(client, sid) for sid in sids)
        except (TwilioException, RequestException):
            return CarrierErased(reached=False)
        return CarrierErased(deleted=len(sids) - left, left=left)

    def _client(self) -> Any:
        from twilio.rest import Client

        from chalicelib.adapters.twilio_http import CarrierHttp

        http = CarrierHttp(self._settings.carrier_url, TIMEOUT_SECONDS)
        token = self._secrets().twilio_tokens[0]
        return Client(self._settings.twilio_account, token, http_client=http)


def _sids(client: Any, number: str) -> list[str]:
    """All of them before the first is deleted: a page would move under our feet."""
    there = client.messages.stream(to=number, page_size=1000)
    back = client.messages.stream(from_=number, page_size=1000)
    return list(dict.fromkeys(text.sid for texts in (there, back) for text in texts))


def _deleted(client: Any, sid: str) -> bool:
    """Whether it is gone; False when Twilio will not delete it now."""
    from twilio.base.exceptions import TwilioRestException

    try:
        return bool(client.messages(sid).delete())
    except TwilioRestException as error:
        if error.status < 500:
            return bool(error.status == _GONE)
        raise
