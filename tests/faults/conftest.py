"""Every test here plays many days."""

from collections.abc import Iterator

import pytest

from tests.faults.pages import quickly


@pytest.fixture(scope="package", autouse=True)
def quick_pages() -> Iterator[None]:
    with quickly():
        yield
