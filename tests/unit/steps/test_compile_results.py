"""The results as an object: what is written is what is read."""

from datetime import UTC, datetime

from chalicelib.domain.plan import Figure
from chalicelib.domain.results import DeliveryLine, Results
from chalicelib.domain.standing import AnswerLine, GoalLine, PromiseLine, TargetLine
from chalicelib.steps.compile_results import decode_results, encode_results

AT = datetime(2014, 6, 10, tzinfo=UTC)
SAID = AnswerLine(stance="committed", at=AT)


def test_results_are_read_as_they_were_written() -> None:
    """Instants, and lines within lines."""
    target = TargetLine(target="tv", demand="demand", state="kept", asked=True, answers=(SAID,))
    sent = DeliveryLine(trigger="t", target="tv", state="sent", signatures=1, sha256="ab", at=AT)
    promise = PromiseLine(target="tv", demand="demand", promise="apology", kept=1, times=3, due=AT)
    results = Results(
        day="d",
        organisation="Friends",
        compiled_at=AT,
        people=1,
        acts=2,
        signatures=1,
        attendance=0,
        facts={"sign.signed": 1},
        countries={"FR": {"sign.signed": 1}},
        texts={},
        replies={},
        triggers={"t": "fired"},
        deliveries=(sent,),
        leaders={},
        cases={},
        outcome="won",
        targets=(target,),
        promises=(promise,),
        goals=(GoalLine(trigger="t", goal=1, reached=True),),
        figures={"page": Figure(count=2, what="signatures", source="its page")},
        revision=2,
        differences=("FR sign.signed: 1 facts, tally 2",),
    )
    assert decode_results(encode_results(results)) == results
