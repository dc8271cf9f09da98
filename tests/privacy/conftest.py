"""A town of its own for the scans, as what others left in a shared one would blur them; and both
stores of the contract."""

from collections.abc import Iterator

import pytest

from local.phones import server as phones
from tests.contract.store.conftest import dynamo_store, dynamodb, store, table
from tests.local.conftest import LocalCloud, running, stage_at, town

__all__ = ["dynamo_store", "dynamodb", "store", "table", "town"]


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """Its Lambdas log all they have to say: the emulator's own level would hide INFO from us."""
    stage = stage_at(tmp_path_factory.mktemp("stage"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**stage.environment(), "POWERTOOLS_LOG_LEVEL": "DEBUG"}.items():
            patch.setenv(name, value)
        phones.start(stage)
        try:
            with running(stage) as started:
                yield started
        finally:
            phones.stop(stage)
