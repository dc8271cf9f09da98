"""A text from a phone: opt-out first, then the customer's webhook, then its answers."""

from dataclasses import dataclass

import phonenumbers

from local.phones import webhooks
from local.phones.carrier import Carrier
from local.phones.config import CarrierConfig
from local.phones.optouts import CARRIERS_WORDS, OptOut, keyword
from local.phones.segments import segments
from local.phones.texts import API_VERSION, INBOUND, REPLY, Text, new_sid
from local.phones.webhooks import Outcome, TwimlError


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of a phone's text at the customer's; `answer` is what the phone received."""

    sid: str
    status: int | None
    answer: list[str]
    attempts: int
    fallback: int | None


def pass_on(carrier: Carrier, phone: str, body: str, to: str = "", sid: str = "") -> Passed:
    """Carry a phone's text to the customer and its answers back.

    The same `sid` again is the same text delivered again: the phone shows it once, the webhook
    gets it each time.
    """
    config, now = carrier.config(), carrier.now()
    sid = sid or new_sid()
    text = Text(sid, INBOUND, phone, to or config.sender, body, "received", now, now)
    new = carrier.storage.add(text)
    word = keyword(body)
    if new and word is not None:
        _opt(carrier, text, word)
    return _deliver(carrier, text, _form(config, text, word))


def _opt(carrier: Carrier, text: Text, word: OptOut) -> None:
    """Block or unblock the phone, and answer with the carrier's own words.

    START and YES mean nothing to a phone that was not blocked.
    """
    unblocked = word is OptOut.START and carrier.storage.opt_in(text.sender)
    if word is not OptOut.START or unblocked:
        _send(carrier, text, CARRIERS_WORDS[word])
    if word is OptOut.STOP:
        carrier.storage.opt_out(text.sender)


def _deliver(carrier: Carrier, text: Text, form: dict[str, str]) -> Passed:
    config = carrier.config()
    first = webhooks.call(config.inbound_url, form, config.auth_tokens[0])
    bodies = _bodies(first)
    if bodies is not None:
        return Passed(text.sid, first.status, _answer(carrier, text, bodies), first.attempts, None)
    trouble = {"ErrorCode": "11200", "ErrorUrl": config.inbound_url.partition("#")[0]}
    second = webhooks.call(config.fallback_url, form | trouble, config.auth_tokens[0])
    answer = _answer(carrier, text, _bodies(second) or [])
    return Passed(text.sid, first.status, answer, first.attempts, second.status)


def _bodies(outcome: Outcome) -> list[str] | None:
    """The messages of an answer, None where Twilio would turn to the fallback URL."""
    if outcome.failed:
        return None
    try:
        return webhooks.messages(outcome.body)
    except TwimlError:
        return None


def _answer(carrier: Carrier, text: Text, bodies: list[str]) -> list[str]:
    """Send the answers; a blocked phone receives none."""
    blocked = carrier.storage.opted_out(text.sender)
    for body in bodies:
        _send(carrier, text, body, 21610 if blocked else None)
    return [] if blocked else bodies


def _send(carrier: Carrier, to: Text, body: str, code: int | None = None) -> None:
    """A text back to the phone; with a code it failed and the phone does not receive it."""
    now = carrier.now()
    carrier.storage.add(
        Text(
            sid=new_sid(),
            direction=REPLY,
            sender=to.recipient,
            recipient=to.sender,
            body=body,
            status="failed" if code else "delivered",
            created=now,
            updated=now,
            service=carrier.config().messaging_service,
            error_code=code,
        )
    )


def _form(config: CarrierConfig, text: Text, word: OptOut | None) -> dict[str, str]:
    form = {
        "AccountSid": config.account_sid,
        "ApiVersion": API_VERSION,
        "Body": text.body,
        "From": text.sender,
        "FromCountry": country(text.sender),
        "MessageSid": text.sid,
        "MessagingServiceSid": config.messaging_service,
        "NumMedia": "0",
        "NumSegments": str(segments(text.body)),
        "SmsMessageSid": text.sid,
        "SmsSid": text.sid,
        "SmsStatus": "received",
        "To": text.recipient,
        "ToCountry": country(text.recipient),
    }
    if word is not None and config.advanced_opt_out:
        form["OptOutType"] = word.value
    return form


def country(number: str) -> str:
    """The main country of the number's calling code, "" where it has none."""
    try:
        code = phonenumbers.parse(number).country_code or 0
    except phonenumbers.NumberParseException:
        return ""
    region = phonenumbers.region_code_for_country_code(code)
    return "" if region in ("ZZ", "001") else region
