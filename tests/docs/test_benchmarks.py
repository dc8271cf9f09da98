"""The page of benchmarks shows the rows that were measured, and explains each."""

import json
import re

from bench.__main__ import BENCHMARKS, RESULTS
from bench.page import PAGE, with_figures
from bench.rows import ORDER

TEXT = PAGE.read_text("utf-8")


def test_the_figures_are_those_of_the_last_run() -> None:
    """`python -m bench` writes both: nobody copies a figure by hand."""
    assert with_figures(TEXT, json.loads(RESULTS.read_text())) == TEXT


def test_every_row_was_measured_and_is_explained() -> None:
    """What is ours, what is the floor."""
    measured = {row["name"] for row in json.loads(RESULTS.read_text())}
    part = TEXT.split("\n## What is measured\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", part, re.M)) == measured == set(ORDER)


def test_every_benchmark_can_be_asked_for_by_the_name_on_the_page() -> None:
    """In the first lines."""
    begin = TEXT.split("\n## ")[0]
    assert set(re.findall(r"`(\w+)`", begin)) >= set(BENCHMARKS)
