"""A local cloud for the tests that need a real one: ports and directories of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from chalicelib import wiring
from chalicelib.domain.runs import Run
from cli import ticking
from cli.stage import StageFile, enter
from local import cloud as clouds
from local.cloud import Started
from local.demo.phones import Phones
from local.phones import server as phones
from local.ports import free_port
from local.process_table import Process, members
from local.stage import LocalStage, from_environment
from local.town import bring_up, environment_of

REGION = "us-east-1"
QUICK = {"DayCacheSeconds": "0.2", "ClosingGraceSeconds": "1"}
"""Replies may use a very young copy of a day only, so that closing need not wait long."""
QUICK_RETRIES = "0.05"
"""Of the seconds that a workflow says it waits: the killed are tried again at once."""


@dataclass(frozen=True, slots=True)
class LocalCloud:
    """A running cloud, with its phones and mail sink when it is the session's."""

    stage: LocalStage

    @property
    def url(self) -> str:
        return self.stage.cloud_url

    @property
    def dir(self) -> Path:
        return self.stage.directory

    @property
    def phones_url(self) -> str:
        return self.stage.phones_url

    def restart(self) -> Started:
        """Stop cleanly and start again."""
        assert clouds.stop(self.stage), "the cloud had to be killed"
        return clouds.start(self.stage)

    def workers(self, function: str) -> list[Process]:
        """The living Lambda workers of a function, of this cloud only."""
        group = clouds.background(self.stage).pid()
        mark = f"{self.stage.directory}/tmp/ministack-lambda-tocsin-local-{function}-"
        return members(group, mark) if group else []

    def client(self, service: str) -> Any:
        """A boto3 client of this cloud; it never retries, so that a test sees each answer."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}, proxies={}),
        )


def stage_at(directory: Path) -> LocalStage:
    """A stage beside the usual one."""
    python = from_environment().cloud_python
    return LocalStage(directory, free_port(), free_port(), free_port(), python)


@contextmanager
def running(stage: LocalStage, snapshot_seconds: float = 5.0) -> Iterator[LocalCloud]:
    """The cloud of this stage until the block ends, however it ends."""
    clouds.start(stage, snapshot_seconds=snapshot_seconds)
    try:
        yield LocalCloud(stage)
    finally:
        clouds.kill(stage)


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """One cloud with phones for the whole run; the `TOCSIN_` variables lead to it."""
    stage = stage_at(tmp_path_factory.mktemp("stage"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in stage.environment().items():
            patch.setenv(name, value)
        phones.start(stage)
        try:
            with running(stage) as started:
                yield started
        finally:
            phones.stop(stage)


@pytest.fixture
def own_cloud(tmp_path: Path) -> Iterator[LocalCloud]:
    """A cloud without phones for a test that stops or kills it; a snapshot each half second."""
    with running(stage_at(tmp_path), snapshot_seconds=0.5) as started:
        yield started


@dataclass(frozen=True, slots=True)
class Town:
    """A deployed stage: the cloud, and what commands and phones need of it."""

    cloud: LocalCloud
    stage_file: StageFile
    phones: Phones

    def ring(self, day: str) -> dict[str, Run]:
        """Ticks, and waits until no run of the day is under way: its runs by moment."""
        ticking.invoke(self.stage_file)
        return {run.moment: run for run in ticking.settled(day)}

    def move(self, to: datetime) -> None:
        """Moves the stage's clock; tests share it, so it should only go forward."""
        ticking.move(max(to, wiring.clock().now()))


@pytest.fixture(scope="session")
def town(cloud: LocalCloud) -> Iterator[Town]:
    """The app deployed on the session's cloud; `chalicelib.wiring` leads to it."""
    with environment_of(cloud.stage), wiring.instead():
        urls = bring_up(cloud.stage, lambda line: None, **QUICK)
        yield Town(cloud, enter(), Phones(urls))


@contextmanager
def deployed(stage: LocalStage, snapshot_seconds: float = 5.0, **changed: str) -> Iterator[Town]:
    """The app on a stage of its own until the block ends, for who stops or kills its parts."""
    with environment_of(stage), wiring.instead(), running(stage, snapshot_seconds) as cloud:
        try:
            urls = bring_up(stage, lambda line: None, **QUICK | changed)
            yield Town(cloud, enter(), Phones(urls))
        finally:
            phones.stop(stage)


@pytest.fixture
def quick_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A stage for one test that kills workers; its workflows hardly wait before a retry."""
    monkeypatch.setenv("SFN_WAIT_SCALE", QUICK_RETRIES)
    with deployed(stage_at(tmp_path)) as town:
        yield town
