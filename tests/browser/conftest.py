"""The pages over fakes, for the browser tests."""

from collections.abc import Iterator

import pytest

from tests.browser.served import Served, serve


@pytest.fixture
def served() -> Iterator[Served]:
    served = serve()
    yield served
    served.close()
