"""The people a launch is held against: those who were imported."""

from chalicelib import wiring
from chalicelib.domain.roster import encode_line
from cli.audience import known_people
from tests.support.fakes import FakeObjects
from tests.unit.test_choose_audience import line


def test_a_launch_is_held_against_those_imported() -> None:
    """Each once, though two lists name them."""
    files = FakeObjects()
    for name in ("1", "2"):
        files.put(f"roster/{name}.jsonl", encode_line(line("a")) + encode_line(line(name)), "")
    with wiring.instead(files=files):
        people = known_people()
        assert people is not None
        assert [person.id for person in people] == ["a", "1", "2"]


def test_without_an_import_the_plan_s_own_estimate_counts() -> None:
    """Nobody is not an audience of nobody."""
    with wiring.instead(files=FakeObjects()):
        assert known_people() is None
