"""The examples of the page are what the engine does."""

import re

import pytest

from tests.docs.pages import ROOT
from tests.intents.labelled import SUPPORTED, heard

PAGE = ROOT / "docs" / "developers" / "intents.md"
EXAMPLES = re.findall(r"^\| `(.+)` \| (\w\w) \| (.+?) \|$", PAGE.read_text("utf-8"), re.M)


@pytest.mark.parametrize(("text", "language", "means"), EXAMPLES)
def test_an_example_means_what_the_page_says(text: str, language: str, means: str) -> None:
    """Read as a text of somebody with that language."""
    assert heard(text, language) == means


def test_the_page_has_examples_in_every_language() -> None:
    """A table that the pattern no longer finds would prove nothing."""
    assert len(EXAMPLES) >= 30
    assert {language for _, language, _ in EXAMPLES} == set(SUPPORTED)
