"""Who may do what at the desk."""

from chalicelib.domain.desk_roles import POWERS, desk_people, may
from tests.support.plans import plan


def test_each_role_has_all_that_the_one_below_has() -> None:
    """A reader's powers are an organiser's too, an organiser's a coordinator's."""
    assert POWERS["reader"] < POWERS["organiser"] < POWERS["coordinator"]


def test_a_reader_only_watches() -> None:
    """No case, no person, no steering."""
    assert POWERS["reader"] == {"watch"}


def test_an_organiser_neither_steers_nor_erases_nor_exports_nor_audits() -> None:
    """Those are a coordinator's."""
    assert not any(may("organiser", power) for power in ("steer", "erase", "export", "audit"))


def test_the_plan_lists_people_from_the_highest_role_down() -> None:
    """Who is listed twice is met first in the higher role."""
    listed = plan(coordinators=("lea@rivers.example",), organisers=("a@b.example",), readers=("c",))
    assert list(desk_people(listed)) == [
        ("lea@rivers.example", "coordinator"),
        ("a@b.example", "organiser"),
        ("c", "reader"),
    ]
