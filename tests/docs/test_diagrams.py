"""The diagrams are those of the code, and say what other tests hold."""

import json
import re

import pytest

from cli.diagrams import layers, states, workflows
from cli.diagrams.pages import FOLDER, pages
from tests.deployable.layers import EXCEPTIONS, LAYERS, layer_of
from tests.docs.pages import ROOT


@pytest.mark.parametrize("name", pages())
def test_a_committed_diagram_is_what_the_code_makes(name: str) -> None:
    """`make diagrams` draws them anew."""
    assert (FOLDER / name).read_text("utf-8") == pages()[name]


def test_no_diagram_is_left_over() -> None:
    """A page that is no longer made is removed."""
    assert {path.name for path in FOLDER.glob("*.md")} == set(pages())


def test_every_state_of_every_workflow_is_drawn() -> None:
    """None is lost on the way, also inside a Map."""
    drawn = pages()["workflows.md"]
    for path in workflows.FOLDER.glob("*.asl.json"):
        for state in _states(json.loads(path.read_text("utf-8"))):
            assert f'"{state}' in drawn, state


def _states(asl: dict) -> list[str]:
    inner = [
        s
        for g in asl["States"].values()
        if "ItemProcessor" in g
        for s in _states(g["ItemProcessor"])
    ]
    return [*asl["States"], *inner]


def test_the_layers_drawn_are_the_layers_allowed() -> None:
    """An arrow that is no layer's right is an exception with its reason."""
    excepted = {(layer_of(start), layer_of(end)) for start, end in EXCEPTIONS}
    allowed = {(start, end) for start, ends in LAYERS.items() for end in ends}
    drawn = layers.edges(("app.py", "chalicelib"))
    assert drawn
    assert drawn - allowed - excepted == set()


def test_nothing_leads_out_of_an_end() -> None:
    """What was sent, fired or reported stays so. A closed day may reopen, so it has no end."""
    for found in (
        states.message_moves(),
        states.trigger_moves("count"),
        states.trigger_moves("deadline"),
        states.delivery_moves(),
    ):
        moves = list(found)
        ends = {start for start, _, end in moves if end == "[*]"}
        assert ends
        assert {start for start, _, end in moves if end != "[*]"} & ends == set()


def test_every_diagram_is_linked_from_a_page_for_people() -> None:
    """From a page that is not a diagram itself."""
    linked = set()
    for path in [*(ROOT / "docs" / "developers").glob("*.md"), ROOT / "workflows" / "README.md"]:
        linked |= set(re.findall(r"diagrams/(\w+\.md)", path.read_text("utf-8")))
    assert linked == set(pages())
