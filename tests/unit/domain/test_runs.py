"""The names of executions: what Step Functions takes, and one for each attempt."""

import re

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.runs import execution_name
from tests.support.plans import run

names = st.from_regex(r"[a-z][a-z0-9-]{0,60}", fullmatch=True)
moments = names | st.builds("wave.{}.{}.{}".format, names, st.integers(0, 9), names)
keys = st.tuples(names, moments, st.integers(1, 9))


@given(keys)
def test_an_execution_s_name_is_one_that_the_service_takes(key: tuple[str, str, int]) -> None:
    """At most 80 letters, digits, `-` and `_`; the same for the same attempt."""
    name = execution_name(*key)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name)
    assert name == execution_name(*key)


@given(st.lists(keys, unique=True, max_size=20))
def test_promise_9_each_attempt_has_a_name_of_its_own(keys: list[tuple[str, str, int]]) -> None:
    """Even where what is cut off or replaced is all that tells them apart."""
    assert len({execution_name(*key) for key in keys}) == len(keys)


def test_promise_9_names_alike_on_the_surface_differ() -> None:
    """Dashes moved between day and moment, a long tail, dots and underscores."""
    alike = [
        ("a-b", "c", 1),
        ("a", "b-c", 1),
        ("a", "b.c", 1),
        ("a", "b_c", 1),
        ("a", "b", 11),
        ("d" * 40, "m" * 60 + "x", 1),
        ("d" * 40, "m" * 60 + "y", 1),
    ]
    assert len({execution_name(*key) for key in alike}) == len(alike)


def test_a_run_s_execution_is_named_by_its_attempt() -> None:
    """A new attempt is a new execution."""
    first, second = run("wave.sign.0.other"), run("wave.sign.0.other", attempt=2)
    assert first.execution == execution_name(first.day, first.moment, 1)
    assert first.execution != second.execution
