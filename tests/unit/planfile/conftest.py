"""Ways to spoil the small plan."""

from collections.abc import Callable
from datetime import datetime

import pytest

from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import Checked, check_plan
from tests.unit.planfile.sample import FILE, NOW, PLAN, FakeCatalogues

Check = Callable[..., Checked]


@pytest.fixture
def catalogues() -> FakeCatalogues:
    return FakeCatalogues()


@pytest.fixture
def check(catalogues: FakeCatalogues) -> Check:
    """Checks the small plan after replacing texts in it, each of which must be there."""

    def check_spoilt(*changes: tuple[str, str], now: datetime = NOW) -> Checked:
        text = PLAN
        for before, after in changes:
            assert before in text, before
            text = text.replace(before, after)
        return check_plan(text, FILE, now, catalogues)

    return check_spoilt


@pytest.fixture
def said(check: Check) -> Callable[..., list[str]]:
    """The problems of the spoilt plan, as a person reads them."""

    def problems(*changes: tuple[str, str], now: datetime = NOW) -> list[str]:
        return [str(problem) for problem in check(*changes, now=now).problems]

    return problems


@pytest.fixture
def compiled(check: Check) -> Callable[..., Plan]:
    """The plan that the small file compiles to after those changes."""

    def plan(*changes: tuple[str, str]) -> Plan:
        checked = check(*changes)
        assert checked.plan, checked.problems
        return checked.plan

    return plan
