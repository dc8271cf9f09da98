"""`python -m local.deploy`: packages the local stage thinly and deploys it to the local cloud."""

import json
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import boto3

from chalicelib.domain.pace import SEGMENTS_A_SECOND
from infra import stack
from infra.deploy import deploy as apply
from infra.package import package
from infra.secret import ensure_secret
from local.phones import config
from local.stage import LocalStage, from_environment

STAGE = "local"
STACK = f"tocsin-{STAGE}"
REGION = "us-east-1"
POLL_SECONDS = 0.1
MAIL_FROM = "desk@tocsin.example"
"""Verified at bring-up; on AWS the operator verifies the stage's own."""
UNHURRIED = 1_000_000
"""Segments a second of the local carrier: it has no queue, and a demo should not wait for one."""
API = ("RestAPI", "APIHandlerInvokePermission")
API_OUTPUTS = ("RestAPIId", "EndpointURL")


def deploy_stage(stage: LocalStage, **changed: str) -> dict[str, str]:
    """Packages and deploys; `changed` are parameters other than the stage's usual ones."""
    build = package(STAGE, stage.directory / "build" / STAGE)
    tokens = config.load(stage).auth_tokens
    return deploy(stage.cloud_url, parameters(stage) | changed, build, tokens)


def deploy(
    endpoint_url: str,
    parameters: Mapping[str, str],
    build_dir: Path,
    twilio_tokens: tuple[str, ...],
) -> dict[str, str]:
    """Deploys a packaged stage, with its secret; returns the stack's outputs."""
    session = boto3.Session("local", "local", region_name=REGION)
    secrets = session.client("secretsmanager", endpoint_url=endpoint_url)
    ensure_secret(secrets, STAGE, twilio_tokens)
    target = stack.Target(
        session.client("cloudformation", endpoint_url=endpoint_url), STACK, pause=POLL_SECONDS
    )
    if _routes_changed(target, build_dir):
        # The local cloud cannot replace an API that has a pinned id: it goes first.
        with tempfile.TemporaryDirectory() as work:
            bare = _without_api(build_dir, Path(work) / "bare")
            apply(session, target, bare, parameters, url=endpoint_url)
    return apply(session, target, build_dir, parameters, url=endpoint_url)


def parameters(stage: LocalStage) -> dict[str, str]:
    """The template's parameters for a stage on this machine."""
    carrier = config.load(stage)
    return {
        "Stage": STAGE,
        "BaseUrl": carrier.base_url,
        "PublicUrl": f"{stage.cloud_url}/{STACK}-public",
        "MailFrom": MAIL_FROM,
        "MailIdentity": MAIL_FROM,
        "TwilioAccount": carrier.account_sid,
        "MessagingService": carrier.messaging_service,
        "SegmentsPerSecond": json.dumps(dict.fromkeys(SEGMENTS_A_SECOND, UNHURRIED)),
        "FrameAncestors": stage.phones_url,
        "CarrierUrl": stage.phones_url,
        "AwsUrl": stage.cloud_url,
        "ClockFile": str(stage.clock_file),
        "PythonPath": sysconfig.get_path("purelib"),
    }


def _routes_changed(target: stack.Target, build: Path) -> bool:
    before = stack.deployed_template(target).get("Resources", {}).get("RestAPI")
    return before is not None and before != _template(build)["Resources"]["RestAPI"]


def _without_api(build: Path, bare: Path) -> Path:
    copytree(build, bare)
    template = _template(build)
    for name in API:
        del template["Resources"][name]
    for name in API_OUTPUTS:
        del template["Outputs"][name]
    (bare / "sam.json").write_text(json.dumps(template))
    return bare


def _template(build: Path) -> dict[str, Any]:
    return json.loads((build / "sam.json").read_text())


def main() -> None:
    """The command line."""
    started = time.monotonic()
    try:
        outputs = deploy_stage(from_environment())
    except stack.DeployError as problem:
        raise SystemExit(str(problem)) from None
    for name, value in sorted(outputs.items()):
        sys.stdout.write(f"{name}: {value}\n")
    sys.stdout.write(f"deployed in {time.monotonic() - started:.1f} s\n")


if __name__ == "__main__":
    main()
