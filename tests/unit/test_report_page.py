"""The report as people read it: HTML that stands alone, CSV that no spreadsheet can be hurt by."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.plan import Figure
from chalicelib.domain.results import DeliveryLine, Results
from chalicelib.domain.standing import AnswerLine, GoalLine, PromiseLine, TargetLine
from chalicelib.pages.report_page import report_csv, report_html
from tests.unit.web.policies import hold_within

AT = datetime(2014, 6, 10, tzinfo=UTC)
RESULTS = Results(
    day="paraguay",
    organisation="All <Out>",
    compiled_at=AT,
    people=9,
    acts=11,
    signatures=7,
    attendance=12,
    facts={"sign.signed": 7, "sign.signed@sms": 7, "host.pledged": 2},
    countries={"FR": {"sign.signed": 5}, "GB": {"sign.signed": 2}},
    texts={"sign.0.delivered": 11},
    replies={"number": 8},
    triggers={"=vote": "fired"},
    deliveries=(
        DeliveryLine(
            trigger="vote", target="mayor", state="sent", signatures=7, sha256="ab" * 32, at=AT
        ),
    ),
    leaders={},
    cases={},
    outcome="partly_won",
    targets=(
        TargetLine(target="mayor", demand="demand", state="no_move", asked=True, answers=()),
        TargetLine(
            target="sponsor",
            demand="demand",
            state="committed",
            asked=False,
            answers=(AnswerLine(stance="committed", at=AT),),
        ),
    ),
    promises=(
        PromiseLine(
            target="sponsor", demand="demand", promise="apology", kept=1, times=3, due=None
        ),
    ),
    goals=(GoalLine(trigger="many", goal=20_000, reached=False),),
    figures={"page": Figure(count=8, what="signatures", source="its own page")},
)
SAY = GettextCatalogues().say


def test_the_page_says_each_number_in_words() -> None:
    """Kinds of fact are words of the language, once escaped; what nobody measured says so."""
    page = report_html(RESULTS, "fr", SAY)
    assert "host: ont dit qu&#x27;ils le feront<td class=n>2" in page
    assert "<dd>7</dd>" in page and "<dd>9</dd>" in page and "<dd>12</dd>" in page
    assert "non mesurée" in page
    assert "All &lt;Out&gt;" in page


def test_the_page_says_who_moved_and_who_did_not() -> None:
    """A mixed result is no victory; who moved unasked, half-kept promises, a missed goal."""
    page = report_html(RESULTS, "en", SAY)
    assert "What came of it: won in part" in page
    assert "mayor<td class=n>did not move" in page
    assert "sponsor (moved unasked)<td class=n>promised it 2014-06-10" in page
    assert "sponsor: apology<td class=n>1 of 3" in page
    assert "20000<td class=n>not reached" in page
    assert "signatures · its own page<td class=n>8" in page


def test_a_later_report_says_which_revision_it_is() -> None:
    """The first does not."""
    assert "Revision" not in report_html(RESULTS, "en", SAY)
    assert "Revision 2" in report_html(replace(RESULTS, revision=2), "en", SAY)


def test_countries_come_largest_first() -> None:
    """France before Britain."""
    page = report_html(RESULTS, "en", SAY)
    assert page.index("FR<td class=n>5") < page.index("GB<td class=n>2")


def test_a_difference_is_said_instead_of_exactness() -> None:
    """A tally unlike its facts is on the page."""
    exact = report_html(RESULTS, "en", SAY)

    wrong = report_html(
        replace(RESULTS, differences=("FR sign.signed: 5 facts, tally 6",)), "en", SAY
    )
    assert "Exact:" in exact and "Exact:" not in wrong
    assert "5 facts, tally 6" in wrong


def test_the_csv_has_every_number_and_no_formula() -> None:
    """Rows by country; a name that looks like a formula is made plain."""
    rows = list(csv.reader(io.StringIO(report_csv(RESULTS).decode("utf-8-sig"))))
    assert ["facts", "sign.signed", "FR", "5"] in rows
    assert ["summary", "signatures", "", "7"] in rows
    assert ["triggers", "'=vote", "", "fired"] in rows


def test_the_page_has_its_policy_within() -> None:
    """It is saved and opened from a disk, where no header comes with it."""
    hold_within(report_html(RESULTS, "en", SAY))
