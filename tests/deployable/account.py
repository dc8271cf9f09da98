"""An AWS in memory with a stage's resources, and the ports of a drive that are not real."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from moto.core import DEFAULT_ACCOUNT_ID

from chalicelib import wiring
from chalicelib.adapters.stepfunctions import StepFunctions
from infra.merge import parts
from infra.secret import ensure_secret, secret_name
from infra.workflows import definitions
from tests.support.fakes import FakeCarrier

REGION, STAGE, TOKEN = "eu-west-1", "dev", "twilio-token"
MAIL_FROM = "desk@tocsin.example"
NAMES = {"table": "tocsin-dev-Table", "files": "tocsin-dev-files", "public": "tocsin-dev-public"}


def function_arn(name: str) -> str:
    return f"arn:aws:lambda:{REGION}:{DEFAULT_ACCOUNT_ID}:function:{name}"


def states_arn(kind: str, workflow: str) -> str:
    name = f"tocsin-{STAGE}-{workflow}"
    return f"arn:aws:states:{REGION}:{DEFAULT_ACCOUNT_ID}:{kind}:{name}"


@dataclass
class Started:
    """ports.Executions that start them in Step Functions too, and remember which."""

    real: StepFunctions
    queue: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def start(self, workflow: str, name: str, command: Mapping[str, Any]) -> None:
        self.real.start(workflow, name, command)
        self.queue.append((workflow, json.loads(json.dumps(dict(command)))))

    def state(self, workflow: str, name: str) -> Any:
        self.real.state(workflow, name)
        return "running"


class KeyedCarrier(FakeCarrier):
    """Takes every text, and first reads the token as the real one does."""

    def send(self, *told: Any) -> Any:
        assert wiring.secrets().twilio_tokens == (TOKEN,)
        return super().send(*told)


def provision() -> dict[str, str]:
    """What the template would make, by name; ARNs by what they are."""
    boto3.setup_default_session(region_name=REGION)
    made = parts(STAGE)["Resources"]["Table"]["Properties"]
    wanted = ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")
    table = boto3.client("dynamodb").create_table(
        TableName=NAMES["table"], **{name: made[name] for name in wanted}
    )
    place: Any = {"LocationConstraint": REGION}
    for bucket in ("files", "public"):
        boto3.client("s3").create_bucket(Bucket=NAMES[bucket], CreateBucketConfiguration=place)
    vault = boto3.client("secretsmanager")
    ensure_secret(vault, STAGE, [TOKEN])
    boto3.client("ses").verify_email_identity(EmailAddress=MAIL_FROM)
    for workflow in definitions():
        boto3.client("stepfunctions").create_state_machine(
            name=f"tocsin-{STAGE}-{workflow}",
            definition='{"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}',
            roleArn=f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/workflows",
        )
    return {
        "table": table["TableDescription"]["TableArn"],
        "files": f"arn:aws:s3:::{NAMES['files']}",
        "public": f"arn:aws:s3:::{NAMES['public']}",
        "key": boto3.client("kms").create_key()["KeyMetadata"]["Arn"],
        "secret": vault.describe_secret(SecretId=secret_name(STAGE))["ARN"],
        "secret name": secret_name(STAGE),
        "receipts": f"arn:aws:ses:{REGION}:{DEFAULT_ACCOUNT_ID}:configuration-set/tocsin-{STAGE}",
        "identity": f"arn:aws:ses:{REGION}:{DEFAULT_ACCOUNT_ID}:identity/tocsin.example",
    }
