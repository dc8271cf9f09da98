"""The commands that the pages for operators show exist, with their options and their names.

Nobody can run them here: they are of AWS. What can be held against AWS's own models is.
"""

import re
import shlex
from pathlib import Path

import pytest
from botocore import xform_name
from botocore.session import Session

from infra.functions import names

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("runbook.md", "first-deploy.md")
SHOWN = sorted(
    {
        line
        for page in PAGES
        for line in re.findall(r"^(?:`)?(aws [^`\n]+)", (DOCS / page).read_text("utf-8"), re.M)
    }
)


def test_the_pages_show_commands() -> None:
    """Or the test below would look at nothing."""
    assert len(SHOWN) > 20


@pytest.mark.parametrize("line", SHOWN)
def test_an_aws_command_is_one_of_aws(line: str) -> None:
    """Service, operation and each option, by botocore's own models."""
    _, service, operation, *rest = shlex.split(line)
    model = Session().get_service_model(service)
    known = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(known[operation]).input_shape
    options = {f"--{xform_name(name, '-')}" for name in (shape.members if shape else ())}
    assert {word for word in rest if word.startswith("--")} <= options


@pytest.mark.parametrize("page", PAGES)
def test_every_log_group_is_a_functions(page: str) -> None:
    """`/tocsin/<stage>/<function>`, as the template names them."""
    named = re.findall(r"/tocsin/\w+/(\w+)", (DOCS / page).read_text("utf-8"))
    assert set(named) <= {*names(), "api"}
