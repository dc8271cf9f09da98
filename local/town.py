"""The whole local stage, up and down: cloud, phones, deployed app, the commands' stage file."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import boto3

from infra.stagefile import write_stage_file
from local import cloud, deploy
from local.phones import config, server
from local.stage import LocalStage

REGION = "us-east-1"
Say = Callable[[str], object]


def bring_up(stage: LocalStage, say: Say, **parameters: str) -> dict[str, str]:
    """Starts what is not running, deploys what changed; returns the addresses."""
    stage.directory.mkdir(parents=True, exist_ok=True)
    say(str(cloud.start(stage)))
    config.save(stage, replace(config.load(stage), base_url=stage.api_url))
    say(str(server.start(stage)))
    outputs = deploy.deploy_stage(stage, **parameters)
    client(stage, "ses").verify_email_identity(EmailAddress=deploy.MAIL_FROM)
    addresses = urls(stage)
    write_stage_file(stage.directory / "stage.json", client(stage, "lambda"), outputs, addresses)
    say("deployed by CloudFormation: the template of `make deploy`, with local parameters")
    return addresses


def bring_down(stage: LocalStage, say: Say) -> None:
    """Stops both; their state stays for the next time."""
    phones_ended, cloud_ended = server.stop(stage), cloud.stop(stage)
    say("stopped" if phones_ended and cloud_ended else "stopped, one of them by force")


def urls(stage: LocalStage) -> dict[str, str]:
    """The stage's addresses, as `tocsin urls --json` prints them."""
    return {
        "api": stage.api_url,
        "phones": stage.phones_url,
        "mail": f"{stage.phones_url}/mail",
        "desk": f"{stage.api_url}/desk",
    }


def client(stage: LocalStage, service: str) -> Any:
    """A boto3 client of the stage's cloud."""
    session: Any = boto3.Session("local", "local", region_name=REGION)
    return session.client(service, endpoint_url=stage.cloud_url)


@contextmanager
def environment_of(stage: LocalStage) -> Iterator[None]:
    """The environment in which commands find this stage."""
    before = dict(os.environ)
    os.environ.update(stage.environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
