"""Where the benchmarks run: a local cloud in another process, a table, a key, a secret, a day."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import boto3

from chalicelib.domain.plan import Ask, Level, Plan
from local import cloud as clouds
from local.phones import config
from local.phones import server as phones
from local.phones.config import CarrierConfig
from local.ports import free_port
from local.stage import LocalStage, from_environment

REGION = "us-east-1"
TABLE_TEMPLATE = Path(__file__).parents[1] / "infra" / "table.json"
TABLE_FIELDS = ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")
TABLE = "bench-a"
BASE_URL = "https://api.tocsin.example/api"
TOKEN = "bench-token"
PUBLIC = "bench-public"
SECRET = {"peppers": {"1": "YmVuY2ggcGVwcGVy"}, "session_key": "bench", "twilio_tokens": [TOKEN]}
WORKFLOWS = ("send_wave", "deliver_petition", "follow_up_leaders", "close_day", "answer_request")
TRACE = "Root=1-5f84c7a7-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0"
"""The tracer is on, as in a Lambda; X-Ray samples few requests, and here none."""
DAY_CACHE_SECONDS = 600
"""Longer than a run, so that each reply makes the same calls; what is left out is one Query in
ten seconds and process."""


@contextmanager
def cloud() -> Iterator[str]:
    """The address of a local cloud of the benchmarks' own."""
    with own_stage() as stage:
        yield stage.cloud_url


@contextmanager
def own_stage() -> Iterator[LocalStage]:
    """A local cloud of the benchmarks' own, without phones."""
    with tempfile.TemporaryDirectory() as directory:
        python = from_environment().cloud_python
        stage = LocalStage(Path(directory), free_port(), free_port(), free_port(), python)
        clouds.start(stage, snapshot_seconds=3600)
        try:
            yield stage
        finally:
            clouds.kill(stage)


@contextmanager
def carrier(stage: LocalStage) -> Iterator[dict[str, str]]:
    """Its phones, and the variables that lead to them."""
    config.save(stage, CarrierConfig(base_url=BASE_URL, auth_tokens=(TOKEN,)))
    phones.start(stage)
    try:
        yield {
            "TOCSIN_CARRIER_URL": stage.phones_url,
            "TOCSIN_CLOCK_FILE": str(stage.clock_file),
        }
    finally:
        phones.stop(stage)


def client(service: str, url: str) -> Any:
    """A client for setting things up; what is measured makes its own."""
    session: Any = boto3.Session("bench", "bench", region_name=REGION)
    return session.client(service, endpoint_url=url)


def make_table(url: str, name: str) -> None:
    """A table with the indexes that are deployed."""
    properties = json.loads(TABLE_TEMPLATE.read_text())["Resources"]["Table"]["Properties"]
    fields = {field: properties[field] for field in TABLE_FIELDS}
    client("dynamodb", url).create_table(TableName=name, **fields)


def furnish(url: str) -> dict[str, str]:
    """Makes table, key, secret and bucket; returns the environment that leads to them."""
    make_table(url, TABLE)
    key = client("kms", url).create_key()["KeyMetadata"]["KeyId"]
    client("secretsmanager", url).create_secret(Name="bench", SecretString=json.dumps(SECRET))
    client("s3", url).create_bucket(Bucket=PUBLIC)
    return environment(url, key)


def environment(url: str, key: str = "key") -> dict[str, str]:
    """The variables of a stage on that cloud, and no credentials of anyone's.

    Modules may be kept compiled: what is measured is not the compiler.
    """
    settings = {
        "STAGE": "local",
        "TABLE": TABLE,
        "FILES_BUCKET": "bench-files",
        "PUBLIC_BUCKET": PUBLIC,
        "PUBLIC_URL": "https://public.tocsin.example",
        "BASE_URL": BASE_URL,
        "SECRET": "bench",
        "KMS_KEY": key,
        "AWS_URL": url,
        "FICTION": "true",
        "DAY_CACHE_SECONDS": str(DAY_CACHE_SECONDS),
        "CLOSING_GRACE_SECONDS": str(DAY_CACHE_SECONDS + 1),
        "WORKFLOW_ARNS": json.dumps({name: _machine(name) for name in WORKFLOWS}),
    }
    inherited = {n: value for n, value in os.environ.items() if not n.startswith("AWS_")}
    inherited.pop("PYTHONDONTWRITEBYTECODE", None)
    return inherited | {
        **{f"TOCSIN_{name}": value for name, value in settings.items()},
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_DEFAULT_REGION": REGION,
        "NO_PROXY": "127.0.0.1",
        "LAMBDA_TASK_ROOT": "/var/task",
        "_X_AMZN_TRACE_ID": TRACE,
    }


def a_plan(day: str = "harbour") -> Plan:
    """A day of one petition, sent an hour ago and open for two days."""
    now = datetime.now(UTC)
    ends = now + timedelta(days=2)
    sign = Ask(
        name="sign",
        level=Level.URGENT,
        does="sign",
        send=now - timedelta(hours=1),
        until=ends,
        text={"en": "{org}: save the harbour? To sign, reply 1. No more texts: STOP"},
    )
    return Plan(
        day=day,
        version=1,
        organisation="Friends of the Harbour",
        languages=("en",),
        zone="Europe/London",
        date=ends.date(),
        closes=ends,
        gathering=time(18),
        demand={"en": "Save the harbour"},
        asks={"sign": sign},
        targets={},
        triggers={},
    )


def a_quiet_plan(day: str) -> Plan:
    """As `a_plan`, but its text is sent only tomorrow: nothing is due but to look."""
    plan = a_plan(day)
    later = replace(plan.asks["sign"], send=datetime.now(UTC) + timedelta(days=1))
    return replace(plan, asks={"sign": later})


def _machine(name: str) -> str:
    return f"arn:aws:states:{REGION}:000000000000:stateMachine:{name}"
