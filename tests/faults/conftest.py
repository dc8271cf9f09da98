"""Every test here publishes often."""

from collections.abc import Iterator

import pytest

from tests.faults.pages import rendered_once


@pytest.fixture(scope="session", autouse=True)
def pages_rendered_once() -> Iterator[None]:
    with rendered_once():
        yield
