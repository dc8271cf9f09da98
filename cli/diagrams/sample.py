"""The plan that stands for all plans in the diagrams."""

from functools import cache
from pathlib import Path

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.plan import Plan
from chalicelib.domain.planfile.load import load_plan
from cli.instant import instant

FILE = Path(__file__).parents[2] / "plans" / "paraguay-oea-2014.yaml"
LAUNCHED = "2014-05-20T12:00Z"


@cache
def plan() -> Plan:
    """The plan of Paraguay, compiled as of its launch; the catalogues must be compiled."""
    return load_plan(FILE.read_text("utf-8"), FILE.name, instant(LAUNCHED), GettextCatalogues())
