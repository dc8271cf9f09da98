"""What a day came to, as rows of its report: goals, targets, promises, numbers of others."""

from collections.abc import Iterator, Sequence

from chalicelib.domain.results import Results
from chalicelib.domain.standing import TargetLine
from chalicelib.domain.targets import THE_DEMAND
from chalicelib.domain.wording import Say

Rows = Sequence[tuple[str, int | str]]


def outcome_in_words(results: Results, language: str, say: Say) -> Iterator[tuple[str, Rows]]:
    """Title and rows of each section, in that language."""

    def word(key: str, **values: str) -> str:
        return say(f"report.{key}", language, values)

    def turns(line: TargetLine) -> str:
        told = (f"{word(f'stance.{each.stance}')} {each.at:%Y-%m-%d}" for each in line.answers)
        return ", ".join(told) or word(f"stance.{line.state}")

    def name(line: TargetLine) -> str:
        return _named(line) if line.asked else f"{_named(line)} ({word('unasked')})"

    yield "targets", [(name(line), turns(line)) for line in results.targets]
    yield (
        "promises",
        [
            (
                f"{line.target}: {line.promise}",
                word("promises.of", kept=f"{line.kept}", times=f"{line.times}"),
            )
            for line in results.promises
        ],
    )
    yield (
        "goals",
        [
            (f"{line.goal}", word("goals.reached" if line.reached else "goals.missed"))
            for line in results.goals
        ],
    )
    yield "figures", [(f"{f.what} · {f.source}", f.count) for f in results.figures.values()]


def outcome_in_codes(results: Results) -> Iterator[tuple[str, Rows]]:
    """The same for programs."""
    yield "outcome", [("outcome", results.outcome)]
    yield "targets", [(_named(line), line.state) for line in results.targets]
    kept = [(f"{p.target}: {p.promise}", f"{p.kept}/{p.times}") for p in results.promises]
    yield "promises", kept
    yield "goals", [(f"{g.goal}", "reached" if g.reached else "missed") for g in results.goals]
    yield "figures", [(f"{f.what} · {f.source}", f.count) for f in results.figures.values()]


def _named(line: TargetLine) -> str:
    """With the demand, where the plan has several."""
    return line.target if line.demand == THE_DEMAND else f"{line.target} · {line.demand}"
