"""`python -m infra.deploy --stage dev`: deploys a packaged stage to the AWS account at hand.

The stage's parameters are in `infra/stages/<stage>.json`. A stage without a `BaseUrl` of its own
gets the address that API Gateway gave it, by a second update after the first.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3

from infra import artifacts, stack
from infra.secret import ensure_secret, secret_name
from infra.stagefile import write_stage_file

STAGES = Path(__file__).parent / "stages"
NOT_YET = "https://not-deployed-yet.invalid"


def deploy(
    session: Any, target: stack.Target, build: Path, parameters: Mapping[str, str], url: str = ""
) -> dict[str, str]:
    """Uploads and applies a packaged stage; `url` is the local cloud's, empty on AWS."""
    s3 = session.client("s3", endpoint_url=url or None)
    account = session.client("sts", endpoint_url=url or None).get_caller_identity()["Account"]
    bucket = f"tocsin-deploy-{account}-{session.region_name}"
    key, template = artifacts.upload(s3, bucket, build)
    place = f"{url}/{bucket}" if url else f"https://{bucket}.s3.{session.region_name}.amazonaws.com"
    return stack.apply(target, f"{place}/{key}", template, parameters)


def deploy_to_aws(stage: str, build: Path) -> dict[str, str]:
    """Deploys with the stage's own parameters."""
    session = boto3.Session()
    target = stack.Target(session.client("cloudformation"), f"tocsin-{stage}")
    parameters = {"Stage": stage, **json.loads((STAGES / f"{stage}.json").read_text())}
    if parameters.get("BaseUrl"):
        return deploy(session, target, build, parameters)
    before = stack.outputs(target).get("EndpointURL", NOT_YET).rstrip("/")
    outputs = deploy(session, target, build, parameters | {"BaseUrl": before})
    given = outputs["EndpointURL"].rstrip("/")
    if given == before:
        return outputs
    return deploy(session, target, build, parameters | {"BaseUrl": given})


def stages() -> list[str]:
    """The stages that have a file of parameters."""
    return sorted(path.stem for path in STAGES.glob("*.json"))


def make_secret(stage: str) -> None:
    """Creates the stage's secret from `TWILIO_AUTH_TOKEN`, unless it is there."""
    token = os.environ.get("TWILIO_AUTH_TOKEN", "")
    if not token:
        raise SystemExit("Set TWILIO_AUTH_TOKEN to the auth token of the Twilio account.")
    made = ensure_secret(boto3.Session().client("secretsmanager"), stage, [token])
    sys.stdout.write(f"{secret_name(stage)}: {'created' if made else 'is there already'}\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=stages())
    parser.add_argument("--build", type=Path)
    parser.add_argument("--secret", action="store_true", help="only create the stage's secret")
    arguments = parser.parse_args()
    if arguments.secret:
        make_secret(arguments.stage)
        return
    build = arguments.build or Path("build") / arguments.stage
    outputs = deploy_to_aws(arguments.stage, build)
    urls = {"api": outputs["BaseUrl"], "desk": f"{outputs['BaseUrl']}/desk"}
    write_stage_file(build / "stage.json", boto3.client("lambda"), outputs, urls)
    for name, value in sorted(outputs.items()):
        sys.stdout.write(f"{name}: {value}\n")
    sys.stdout.write(f"For tocsin: TOCSIN_STAGE_FILE={build / 'stage.json'}\n")


if __name__ == "__main__":
    main()
