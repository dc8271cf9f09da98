"""The map of tiles: every country once, darker by tens, none for one country alone."""

from collections import Counter

import pytest

from chalicelib.domain.tiles import shade, tiles, world
from chalicelib.pages.countries import codes


def test_every_country_of_the_form_has_a_tile_of_its_own() -> None:
    """Whoever may sign can be seen, and no two lie on one place."""
    assert set(world()) == set(codes())
    assert max(Counter(world().values()).values()) == 1


@pytest.mark.parametrize(
    ("left", "right"), [("PT", "ES"), ("US", "BR"), ("BR", "ZA"), ("FR", "DE"), ("IN", "CN")]
)
def test_neighbours_lie_as_on_a_map(left: str, right: str) -> None:
    """West is left."""
    assert world()[left][0] < world()[right][0]


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 0), (1, 1), (9, 1), (10, 2), (999, 3), (9_999, 4), (500_000, 5)]
)
def test_a_shade_is_a_power_of_ten(count: int, expected: int) -> None:
    """The legend says the same."""
    assert shade(count) == expected


@pytest.mark.parametrize("counts", [{}, {"FR": 90}, {"FR": 90, "": 12}, {"FR": 90, "UG": 0}])
def test_people_of_one_country_need_no_map(counts: dict[str, int]) -> None:
    """It would say nothing that the table does not."""
    assert tiles(counts) == ()


def test_each_country_shows_what_was_signed_in_it() -> None:
    """And an empty tile where nobody did."""
    drawn = {tile.code: tile.shade for tile in tiles({"FR": 90, "UG": 12_000, "": 5})}
    assert (drawn["FR"], drawn["UG"], drawn["DE"]) == (2, 5, 0)
