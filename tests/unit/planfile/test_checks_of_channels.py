"""Check 9 for targets that people reach: an address, a number, a doer, and time for the post."""

from collections.abc import Callable

import pytest

from chalicelib.domain.planfile.words import LONGEST_LINE

Said = Callable[..., list[str]]
MAIL = "    deliver: mail\n    to: office@ministry.example\n"
ADDRESS = "    address: |\n      Ministry of Water\n      12 Lake Street\n      75007 Paris\n"
POST = f"    deliver: post\n{ADDRESS}"
PHONE = '    deliver: phone\n    to: "+33639980142"\n'


def told_of(said: Said, target: str, *others: tuple[str, str]) -> list[str]:
    """What is said of the plan whose minister is reached so."""
    found = said((MAIL, target), *others)
    return [line.removeprefix("plans/rivers.yaml:").partition(": ")[2] for line in found]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("    deliver: post\n", "targets.minister: no postal address"),
        ("    deliver: phone\n", "targets.minister: no number to call"),
        ("    deliver: phone\n    to: office@ministry.example\n", "no number to call"),
        ('    deliver: mail\n    to: "+33639980142"\n', "no mail address"),
        ("    deliver: fax\n", "unknown word `fax`"),
        (f"{PHONE}    by: [sam@rivers.example]\n", "is neither a coordinator nor an organiser"),
        ("    deliver: post\n    address: Paris\n", "an address of 1 lines"),
        (f"{POST}    window: top\n", "unknown word `top`"),
        (f"{POST.replace('Ministry', 'M' * LONGEST_LINE)}", f"more than {LONGEST_LINE} letters"),
    ],
)
def test_check_9_a_target_that_cannot_be_reached(said: Said, target: str, told: str) -> None:
    """Said with its mend, before the launch."""
    assert told in "\n".join(told_of(said, target))


def test_check_9_a_letter_that_would_come_after_the_vote(said: Said) -> None:
    """Posted two hours before it; four days before, nothing is said."""
    (late,) = told_of(said, POST)
    assert late.startswith("warning: triggers.before-vote.when: the letter to `minister` is posted")
    early = ("2 hours before vote", "5 days before vote")
    assert "the letter to" not in "\n".join(told_of(said, POST, early))


def test_a_call_by_somebody_of_the_desk_is_no_mistake(said: Said) -> None:
    """A coordinator or an organiser; the office is open two hours before the vote."""
    assert told_of(said, f"{PHONE}    by: [lea@rivers.example]\n    tries: 2\n") == []
