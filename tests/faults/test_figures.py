"""The report of the faults says how many were tried."""

from tests.faults.figures import PAGE, with_figures


def test_the_report_has_the_figures_of_todays_scenes() -> None:
    """A scene that makes another call has other faults: `python -m tests.faults.figures`."""
    text = PAGE.read_text("utf-8")
    assert with_figures(text) == text
