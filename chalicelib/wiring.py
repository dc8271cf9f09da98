"""The composition root: each port's real adapter, made when first asked for, once a process.

A step names the ports it needs as keyword-only parameters; `call` fills them in by name. Tests
put their own in place with `instead`.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from chalicelib import ports
    from chalicelib.adapters.secrets import Secrets
    from chalicelib.settings import Settings
    from chalicelib.steps.open_days import OpenDays

T = TypeVar("T")
_made: dict[str, Any] = {}


def provider(make: Callable[[], T]) -> Callable[[], T]:
    """Makes once and keeps; what `instead` put in its place goes first."""

    @wraps(make)
    def provide() -> T:
        name = make.__name__
        if name not in _made:
            _made[name] = make()
        return _made[name]  # type: ignore[no-any-return]

    return provide


@contextmanager
def instead(**ports: Any) -> Iterator[None]:
    """Runs a block with these ports in place of the real ones, and nothing kept before or after."""
    before = dict(_made)
    _made.clear()
    _made.update(ports)
    try:
        yield
    finally:
        _made.clear()
        _made.update(before)


def call(function: Callable[..., T], *arguments: Any) -> T:
    """Calls a step with the ports it names as keyword-only parameters."""
    return function(*arguments, **{name: globals()[name]() for name in _ports_of(function)})


@cache
def _ports_of(function: Callable[..., Any]) -> tuple[str, ...]:
    parameters = inspect.signature(function).parameters.values()
    return tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)


def steps() -> "ports.Steps":
    """How one step calls others."""
    return call


@provider
def settings() -> "Settings":
    from chalicelib.adapters.environment import settings as read

    return read()


@provider
def clock() -> "ports.Clock":
    from chalicelib.adapters.clock import make_clock

    return make_clock(settings().clock_file)


@provider
def hands() -> "ports.Hands":
    from chalicelib.adapters.hands import Threads

    return Threads()


def secrets() -> "Secrets":
    """Read again at each use: the adapter keeps them for minutes only, so that they may rotate."""
    from chalicelib.adapters.secrets import read_secrets

    return read_secrets(settings().secret, settings().aws_url)


def _aws(service: str, attempts: int = 3) -> Any:
    from chalicelib.adapters.clients import client

    return client(service, settings().aws_url, attempts=attempts)


@provider
def store() -> "ports.Store":
    from chalicelib.adapters.dynamodb import DynamoStore

    return DynamoStore(_aws("dynamodb"), settings().table, vault())


@provider
def vault() -> "ports.Vault":
    from chalicelib.adapters.vault import Vault

    return Vault(_aws("kms"), store, secrets, settings().kms_key)


@provider
def peppers() -> "ports.PepperBook":
    from chalicelib.adapters.pepper_book import SecretPeppers

    return SecretPeppers(_aws("secretsmanager"), settings().secret)


@provider
def carrier() -> "ports.Carrier":
    from chalicelib.adapters.twilio import TwilioCarrier

    return TwilioCarrier(settings(), secrets)


@provider
def records() -> "ports.CarrierRecords":
    from chalicelib.adapters.twilio_records import TwilioRecords

    return TwilioRecords(settings(), secrets)


@provider
def mailer() -> "ports.Mailer":
    from chalicelib.adapters.ses import SesMailer

    known, once = settings(), _aws("ses", attempts=1)
    return SesMailer(once, known.mail_from, known.organisation, known.mail_receipts)


@provider
def press() -> "ports.Press":
    from chalicelib.adapters.press import PdfPress

    return PdfPress(catalogues().say)


@provider
def files() -> "ports.Objects":
    from chalicelib.adapters.s3 import S3Objects

    return S3Objects(_aws("s3"), settings().files_bucket)


@provider
def public() -> "ports.Objects":
    from chalicelib.adapters.s3 import S3Objects

    return S3Objects(_aws("s3"), settings().public_bucket)


@provider
def executions() -> "ports.Executions":
    from chalicelib.adapters.stepfunctions import StepFunctions

    return StepFunctions(_aws("stepfunctions"), settings().workflow_arns)


@provider
def catalogues() -> "ports.Catalogues":
    from chalicelib.adapters.catalogues import GettextCatalogues

    return GettextCatalogues()


@provider
def open_days() -> "OpenDays":
    from chalicelib.steps.open_days import OpenDays

    known = settings()
    return OpenDays(store(), clock(), known.day_cache_seconds, known.closing_grace_seconds)
