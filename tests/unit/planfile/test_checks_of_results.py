"""What a plan says of its results: who is told, in which words, when there is a debrief."""

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]
COMMITTED = "{en: '{org}: {target} agrees. STOP', fr: '{org}: {target} accepte. STOP'}"


def results(written: str) -> tuple[str, str]:
    """The sample plan with these results, at its end."""
    return (
        "  silent: {after: 2 days",
        f"  silent: {{after: 2 days, call: l@r.example}}\n{written}\n#",
    )


@pytest.mark.parametrize(
    "written",
    [
        "results: {tell: [signers, hosts]}",
        "results: {tell: [participants], debrief: 2027-04-02 10:00}",
        f"results: {{tell: [signers], text: {{committed: {COMMITTED}}}}}",
    ],
)
def test_results_that_are_right_are_not_spoken_of(said: Said, written: str) -> None:
    """Each key by itself is enough."""
    assert said(results(written)) == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{tell: [signer]}", "results.tell[1]: unknown word `signer` — did you mean `signers`?"),
        ("{tel: [signers]}", "results.tel: unknown key — did you mean `tell`?"),
        ("{debrief: 2027-03-20 10:00}", "results.debrief: is before the day closes"),
        ("{debrief: 2027-01-20 10:00}", "results.debrief: is past"),
        (
            f"{{tell: [signers], text: {{won: {COMMITTED}}}}}",
            "results.text.won: unknown word `won`",
        ),
        (
            "{tell: [signers], text: {kept: {en: '{org}: kept. STOP'}}}",
            "results.text.kept: missing in `fr`",
        ),
        (f"{{text: {{kept: {COMMITTED}}}}}", "results.text.kept: nobody is told"),
        (
            f"{{tell: [signers], text: {{close: {COMMITTED}}}}}",
            "results.text.close: nobody is told — add `tell: [hosts]`",
        ),
        (
            "{tell: [signers], text: {kept: {en: '{who}: kept. STOP', fr: '{org}: tenu.'}}}",
            "results.text.kept.en: unknown variable `{who}`",
        ),
        (
            "{tell: [signers], text: {kept: {en: 'Kept. STOP', fr: '{org}: tenu.'}}}",
            "results.text.kept.en: a text without the organisation",
        ),
        (
            "{tell: [signers], text: {kept: {en: 'Kept. STOP', fr: '{org}: tenu.'}}}",
            "results.text.kept.fr: a text without how to stop",
        ),
    ],
)
def test_a_mistake_in_the_results_is_told_where_it_is(said: Said, written: str, told: str) -> None:
    """Of who is told, of the texts, of the debrief."""
    assert told in "\n".join(said(results(f"results: {written}")))


def test_check_10_high_risk_tells_results_in_neutral_words(said: Said) -> None:
    """The plan's own could name the cause on somebody's screen."""
    own = results(f"results: {{tell: [signers], text: {{committed: {COMMITTED}}}}}")
    told = "\n".join(said(own, ("day: riv", "risk: high\nday: riv")))
    assert "results.text.committed.en: high risk, and a result in the plan's own words" in told


def test_nobody_is_told_who_cannot_be(said: Said) -> None:
    """Signers of a day without a petition."""
    told = "\n".join(said(results("results: {tell: [signers]}"), ("does: sign", "does: write")))
    assert "results.tell[1]: no ask makes signers — add an ask that `does: sign`" in told
