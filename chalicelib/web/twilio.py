"""Twilio's webhooks: a text that came in, the fallback, and what became of a text we sent.

The URL to configure ends in `#rc=2&rp=ct,rt,5xx`, so that a 5xx from us is tried again.
"""

from html import escape
from urllib.parse import parse_qsl

from chalice.app import BadRequestError, Blueprint, ChaliceViewError, ForbiddenError, Response

from chalicelib import wiring
from chalicelib.adapters.twilio_signature import signature_is_right
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.talk import InboundText
from chalicelib.telemetry import count
from chalicelib.web.forms import CarrierForm, takes

FORM = "application/x-www-form-urlencoded"
MAX_BODY = 32_768
"""Twilio's longest text is 1,600 characters; with every field encoded it stays far below this."""
EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
SIGNED = "the carrier posts it, and signs its address and every field with our token"
TEXT = CarrierForm(
    {"MessageSid": 64, "From": 64, "Body": 1_600, "FromCountry": 64, "OptOutType": 64}, SIGNED
)
STATUS = CarrierForm({"MessageSid": 64, "MessageStatus": 64, "ErrorCode": 9}, SIGNED)

routes = Blueprint(__name__)


class RequestTooLargeError(ChaliceViewError):
    """413: larger than anything the carrier sends."""

    STATUS_CODE = 413


@routes.route("/twilio/inbound", methods=["POST"], content_types=[FORM])
@takes(TEXT)
def inbound() -> Response:
    """Answers a text. 403 for a wrong signature, 400 for a body that is no text."""
    answered = wiring.call(answer_reply, _text(_signed_form("/twilio/inbound")))
    count(f"Reply_{answered.intent}")
    return _twiml(answered.text)


@routes.route("/twilio/fallback", methods=["POST"], content_types=[FORM])
@takes(TEXT)
def fallback() -> Response:
    """Keeps the text for the tick's replay; answers nothing."""
    from chalicelib.steps.replay_text import keep_text

    wiring.call(keep_text, _text(_signed_form("/twilio/fallback")))
    count("TextKept")
    return _twiml("")


@routes.route("/twilio/status/{message}", methods=["POST"], content_types=[FORM])
@takes(STATUS)
def status(message: str) -> Response:
    """Moves a message up its ranks. An unknown id is answered 204 too: it tells nothing."""
    from chalicelib.steps.record_status import StatusReport, record_status

    form = _signed_form(f"/twilio/status/{message}")
    report = StatusReport(
        sid=form.get("MessageSid", ""),
        status=form.get("MessageStatus", ""),
        code=_code(form.get("ErrorCode", "")),
    )
    count(f"Status_{wiring.call(record_status, message, report)}")
    return Response(body="", status_code=204)


def _signed_form(path: str) -> dict[str, str]:
    """The form, if its signature over the configured address is right."""
    request = routes.current_request
    body: bytes = request.raw_body  # type: ignore[assignment]  # API Gateway's own bytes
    if len(body) > MAX_BODY:
        raise RequestTooLargeError("the body is larger than any text")
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    url = wiring.settings().base_url + path
    given = request.headers.get("x-twilio-signature")
    if not signature_is_right(url, fields, given, wiring.secrets().twilio_tokens):
        count("SignatureRefused")
        raise ForbiddenError("wrong signature")
    return fields


def _code(text: str) -> int:
    """The carrier's codes have five digits."""
    return int(text) if text.isdecimal() and len(text) <= STATUS.fields["ErrorCode"] else 0


def _text(form: dict[str, str]) -> InboundText:
    try:
        return InboundText(
            sid=form["MessageSid"],
            number=form["From"],
            body=form.get("Body", ""),
            at=wiring.clock().now(),
            country=form.get("FromCountry", ""),
            opt_out_type=form.get("OptOutType", ""),
        )
    except KeyError as missing:
        raise BadRequestError(f"{missing.args[0]} is missing") from None


def _twiml(text: str) -> Response:
    body = EMPTY
    if text:
        message = f"<Message>{escape(text, quote=False)}</Message>"
        body = f'<?xml version="1.0" encoding="UTF-8"?><Response>{message}</Response>'
    return Response(body=body, headers={"Content-Type": "text/xml; charset=utf-8"})
