"""The carrier: Twilio by its official SDK. One attempt a call, and what it came to.

Twilio's create has no idempotency key: unless it is certain that nothing was sent, a failure
is Unknown and never repeated. Errors are never chained: the SDK's carry the number.
"""

from collections.abc import Callable
from threading import local
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.secrets import Secrets
from chalicelib.errors import CarrierBusyError
from chalicelib.ports import Refused, Sent, Unknown
from chalicelib.settings import Settings

if TYPE_CHECKING:
    from twilio.base.exceptions import TwilioRestException

TIMEOUT_SECONDS = 5.0
_BUSY = 429
_REQUEST_TIMEOUT = 408
_TWILIO_BUSY = 20429


class TwilioCarrier:
    """ports.Carrier. The SDK is loaded at the first send.

    Each thread has a client, and so a connection, of its own: none is shared, and none grows old
    behind the back of another.
    """

    def __init__(
        self,
        settings: Settings,
        secrets: Callable[[], Secrets],
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._settings = settings
        self._secrets = secrets
        self._timeout = timeout
        self._own = local()

    def send(
        self, to: str, body: str, message_id: str, validity_seconds: int, service: str = ""
    ) -> Sent | Refused | Unknown:
        """Raises CarrierBusyError when it is certain that nothing was sent.

        A service keeps to the sender that a person knows ("sticky sender"), over all our days.
        """
        form = self._form(to, body, message_id, validity_seconds, service)
        outcome = _attempt(self._client(), form)
        if outcome is None:
            raise CarrierBusyError("the carrier did not take the text")
        return outcome

    def _form(
        self, to: str, body: str, message_id: str, validity_seconds: int, service: str
    ) -> dict[str, Any]:
        return {
            "to": to,
            "body": body,
            "messaging_service_sid": service or self._settings.messaging_service,
            "status_callback": f"{self._settings.base_url}/twilio/status/{message_id}",
            "validity_period": min(max(validity_seconds, 1), 36_000),
        }

    def _client(self) -> Any:
        """The thread's client for the token of now; a rotated token makes a new one."""
        token = self._secrets().twilio_tokens[0]
        if getattr(self._own, "token", None) != token:
            from twilio.rest import Client

            from chalicelib.adapters.twilio_http import CarrierHttp

            http = CarrierHttp(self._settings.carrier_url, self._timeout)
            self._own.client = Client(self._settings.twilio_account, token, http_client=http)
            self._own.token = token
        return self._own.client


def _attempt(client: Any, form: dict[str, Any]) -> Sent | Refused | Unknown | None:
    """One call and what it came to; None when it is certain that nothing was sent."""
    from requests.exceptions import RequestException
    from twilio.base.exceptions import TwilioException, TwilioRestException

    try:
        made = client.messages.create(**form)
    except TwilioRestException as error:
        return _answered(error)
    except RequestException as error:
        return _broken(error)
    except (TwilioException, ValueError, KeyError, TypeError, AttributeError):
        return Unknown()  # it answered 2xx with something that is no message
    return Sent(made.sid, str(made.status)) if made.sid else Unknown()


def _answered(error: "TwilioRestException") -> Refused | Unknown | None:
    """What an answer other than 2xx came to; None when Twilio says it was not processed."""
    if error.status == _BUSY or error.code == _TWILIO_BUSY:
        return None
    if 400 <= error.status < 500 and error.status != _REQUEST_TIMEOUT:
        return Refused(error.code or error.status)
    return Unknown()


def _broken(error: Exception) -> Unknown | None:
    """What a broken exchange came to; None when no connection was made."""
    from requests.exceptions import ConnectTimeout
    from urllib3.exceptions import NewConnectionError

    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(error, ConnectTimeout) or isinstance(reason, NewConnectionError):
        return None
    return Unknown()
