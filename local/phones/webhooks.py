"""Calling the customer's webhooks as Twilio does: signed, with its retries, reading TwiML."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag
from uuid import uuid4
from xml.etree import ElementTree

import requests
from twilio.request_validator import RequestValidator

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Overrides:
    """Twilio's connection overrides, from a URL's fragment; times in seconds."""

    retries: int = 1
    policy: frozenset[str] = frozenset({"ct"})
    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS

    def retry(self, reason: str) -> bool:
        return reason in self.policy or "all" in self.policy


@dataclass(frozen=True, slots=True)
class Outcome:
    """The last answer (`status` None: there was none), why it failed, and how often it was asked.

    `failed` is None, `ct` (connection), `rt` (read timeout), `4xx` or `5xx`.
    """

    status: int | None
    failed: str | None
    body: str
    attempts: int = 1


def overrides(url: str) -> Overrides:
    """What the URL's fragment asks for; Twilio's defaults for the rest."""
    given = {name: values[-1] for name, values in parse_qs(urldefrag(url).fragment).items()}
    return Overrides(
        retries=int(given.get("rc", "1")),
        policy=frozenset(given.get("rp", "ct").split(",")),
        connect=int(given.get("ct", CONNECT_SECONDS * 1000)) / 1000,
        read=int(given.get("rt", READ_SECONDS * 1000)) / 1000,
    )


def call(url: str, form: dict[str, str], token: str) -> Outcome:
    """POST the signed form, again as far as the URL's overrides allow; retries say so."""
    asked, idempotency = overrides(url), str(uuid4())
    attempts = 1
    outcome = _post(url, form, token, asked, {})
    while outcome.failed and asked.retry(outcome.failed) and attempts <= asked.retries:
        attempts += 1
        outcome = _post(url, form, token, asked, {"I-Twilio-Idempotency-Token": idempotency})
    return Outcome(outcome.status, outcome.failed, outcome.body, attempts)


def _post(
    url: str,
    form: dict[str, str],
    token: str,
    asked: Overrides,
    headers: dict[str, str],
) -> Outcome:
    bare = urldefrag(url).url  # the fragment is not part of what is signed
    signature = RequestValidator(token).compute_signature(bare, form)
    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxy between us and this machine
            answer = session.post(
                bare,
                form,
                headers={
                    "X-Twilio-Signature": signature,
                    "User-Agent": "TwilioProxy/1.1",
                }
                | headers,
                timeout=(asked.connect, asked.read),
            )
    except requests.exceptions.ReadTimeout:
        return Outcome(None, "rt", "")
    except requests.exceptions.RequestException:
        return Outcome(None, "ct", "")
    return Outcome(answer.status_code, _failure(answer.status_code), answer.text)


def _failure(status: int) -> str | None:
    return f"{status // 100}xx" if status >= 400 else None


class TwimlError(ValueError):
    """An answer that is no TwiML (Twilio's 12100)."""


def messages(twiml: str) -> list[str]:
    """The bodies of an answer's `<Message>` verbs, in order; an empty answer has none."""
    if not twiml.strip():
        return []
    try:
        root = ElementTree.fromstring(twiml)
    except ElementTree.ParseError as broken:
        raise TwimlError("the answer is no XML") from broken
    if root.tag != "Response":
        raise TwimlError("the answer is no <Response>")
    return [body for verb in root.iter("Message") if (body := _body(verb))]


def _body(verb: ElementTree.Element) -> str:
    inner = verb.findall("Body")
    return "".join(part.text or "" for part in inner) if inner else (verb.text or "").strip()
