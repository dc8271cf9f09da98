"""Changing the pepper: `tocsin keys pepper`, on Secrets Manager (by moto), and what it keeps."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from click.testing import CliRunner, Result
from moto import mock_aws

from chalicelib import wiring
from chalicelib.adapters.memory import MemoryStore
from chalicelib.adapters.pepper_book import CURRENT, SecretPeppers
from chalicelib.adapters.secrets import MAX_AGE_SECONDS, Secrets, parse_secrets
from chalicelib.domain.peppers import KNOWN_AFTER, Peppers
from chalicelib.ports import PepperBook, Stale, Written
from cli.keys import keys
from infra.functions import CONFIG
from infra.secret import ensure_secret, secret_name
from tests.contract.test_vault import kms, real
from tests.support.fakes import FakeClock
from tests.support.stage import Stage
from tests.unit.web.website import MOBILE, Visitor, Website

__all__ = ["kms"]
MINUTE = timedelta(minutes=1)
NAME = secret_name("test")


class Operator:
    """Whoever types the command; the clock is theirs to move."""

    def __init__(self, client: Any) -> None:
        self.client, self.store = client, MemoryStore()
        self.clock = FakeClock(datetime.now(UTC) + MINUTE)
        self.book: PepperBook = SecretPeppers(client, NAME)

    def types(self, *words: str) -> Result:
        ports = {"peppers": self.book, "store": self.store, "clock": self.clock}
        with wiring.instead(**ports):
            return CliRunner().invoke(keys, ["pepper", *words])

    def told(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.types("list", "--json").output)
        return found

    @property
    def secret(self) -> dict[str, Any]:
        stored = self.client.get_secret_value(SecretId=NAME, VersionStage=CURRENT)
        found: dict[str, Any] = json.loads(stored["SecretString"])
        return found

    def secrets(self) -> Secrets:
        """What a process reads that asks now."""
        return parse_secrets(self.secret)


@pytest.fixture
def operator(kms: Any) -> Iterator[Operator]:
    with mock_aws():
        client = boto3.client("secretsmanager", region_name="us-east-1")
        ensure_secret(client, "test", ["token"])
        yield Operator(client)


def test_a_pepper_is_added_and_makes_no_id_yet(operator: Operator) -> None:
    """Every process learns of it; nothing else of the secret is touched."""
    before = operator.secret
    assert operator.types("add").exit_code == 0
    after = operator.secret
    assert after["pepper"] == "1" and set(after["peppers"]) == {"1", "2"}
    kept = {**after, "peppers": {"1": after["peppers"]["1"]}}
    assert kept == {**before, "pepper": "1"}
    assert len(operator.secrets().peppers["2"]) == 32
    assert operator.secrets().peppers["2"] != operator.secrets().peppers["1"]


def test_promise_2_it_is_not_used_while_a_process_may_not_know_it(operator: Operator) -> None:
    """Nor a minute early; the list says from when."""
    operator.types("add")
    (old, new) = operator.told()
    assert (old["current"], new["current"], old["usable_from"]) == (True, False, None)
    usable = datetime.fromisoformat(new["usable_from"])
    operator.clock.pass_real(usable - operator.clock.real_now() - MINUTE)
    refused = operator.types("use", "2")
    assert refused.exit_code and "not before" in str(refused.exception)
    assert operator.secret["pepper"] == "1"
    operator.clock.pass_real(MINUTE)
    assert operator.types("use", "2").exit_code == 0
    assert operator.secrets().current == "2"
    assert [each["current"] for each in operator.told()] == [False, True]


def test_the_wait_is_longer_than_anything_keeps_a_secret() -> None:
    """Five minutes in a cache, and fifteen of the longest Lambda."""
    functions = json.loads(CONFIG.read_text())["lambda_functions"]
    longest = max(each.get("lambda_timeout", 60) for each in functions.values())
    assert timedelta(seconds=MAX_AGE_SECONDS + longest) < KNOWN_AFTER


def test_a_change_of_anything_in_the_secret_begins_the_wait_anew(operator: Operator) -> None:
    """What a hand changed may have been the peppers."""
    operator.types("add")
    first = operator.told()[1]["usable_from"]
    operator.client.put_secret_value(SecretId=NAME, SecretString=json.dumps(operator.secret))
    changed = operator.client.describe_secret(SecretId=NAME)["LastChangedDate"]
    assert operator.told()[1]["usable_from"] == (changed + KNOWN_AFTER).astimezone(UTC).isoformat()
    assert operator.told()[1]["usable_from"] >= first


def test_a_second_new_one_waits_for_the_first(operator: Operator) -> None:
    """Each costs a look-up more: none is added by mistake."""
    operator.types("add")
    again = operator.types("add")
    assert again.exit_code and "waits to be used" in str(again.exception)
    operator.clock.pass_real(2 * KNOWN_AFTER)
    operator.types("use", "2")
    assert operator.types("add").exit_code == 0
    assert set(operator.secret["peppers"]) == {"1", "2", "3"}


def test_using_the_current_one_or_one_that_is_not_there_changes_nothing(operator: Operator) -> None:
    """The second says which there are."""
    before = operator.secret
    assert operator.types("use", "1").exit_code == 0
    unknown = operator.types("use", "7")
    assert unknown.exit_code and "no pepper 7: there are 1" in str(unknown.exception)
    assert operator.secret == before


def test_of_two_changes_at_once_one_is_refused(operator: Operator) -> None:
    """By the service itself, too: nobody's change is lost."""
    book, before = operator.book, operator.book.peppers()
    operator.client.put_secret_value(
        SecretId=NAME, SecretString=json.dumps({**operator.secret, "twilio_tokens": ["new", "t"]})
    )
    moved = Peppers(versions=before.versions, current="1", changed_at=before.changed_at - MINUTE)
    assert book.add(moved) == Stale()
    racing = Racing(operator.client)
    assert SecretPeppers(racing, NAME).add(book.peppers()) == Stale()
    assert operator.secret["twilio_tokens"] == ["raced"]
    assert book.add(book.peppers()) == Written()
    assert operator.secret["twilio_tokens"] == ["raced"]


class Racing:
    """Secrets Manager, where somebody changes the secret between our two calls."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def put_secret_value(self, **asked: Any) -> Any:
        pending = self._client.put_secret_value(**asked)
        stored = json.loads(
            self._client.get_secret_value(SecretId=NAME, VersionStage=CURRENT)["SecretString"]
        )
        text = json.dumps({**stored, "twilio_tokens": ["raced"]})
        self._client.put_secret_value(SecretId=NAME, SecretString=text)
        return pending

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def test_promise_8_no_pepper_is_ever_shown(operator: Operator) -> None:
    """Neither in words nor as JSON, nor in an error."""
    shown = "".join(
        operator.types(*words).output + str(operator.types(*words).exception)
        for words in (["add"], ["list"], ["list", "--json"], ["use", "2"], ["add"])
    )
    assert all(pepper not in shown for pepper in operator.secret["peppers"].values())


def test_promise_2_who_signed_before_is_known_after(operator: Operator, kms: Any) -> None:
    """On the web, by number alone: the same form counts nothing more, and their STOP is theirs."""
    website = Website()
    vault = real(kms, website.stage.store)
    vault._secrets = operator.secrets
    website.stage.ports["vault"] = vault
    operator.store = website.stage.store
    form = {"phone": MOBILE, "lang": "en"}
    Visitor(website).post("/d/rivieres/sign", form)
    old = vault.person_id(MOBILE)
    operator.types("add")
    operator.clock.pass_real(2 * KNOWN_AFTER)
    assert "1 ids of signers kept for them" in operator.types("use", "2").output
    assert vault.person_id(MOBILE) != old
    Visitor(website).post("/d/rivieres/sign", form)
    assert website.count == 1
    _suppressed_under(old, website.stage)


def _suppressed_under(old: str, stage: Stage) -> None:
    """Promise 10: a STOP of theirs finds their old id, and no list brings them back."""
    stage.text(MOBILE, "STOP")
    known = stage.store.person(old)
    assert known and known.opted_out
    assert list(stage.store._persons) == [old]
