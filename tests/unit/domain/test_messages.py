"""A message's status only ever moves up, however its reports are ordered."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.messages import RANK, Message, advanced, parse_message_id
from tests.support.plans import MONDAY

TWILIO = ("accepted", "scheduled", "queued", "sending", "sent", "delivered", "read",
          "undelivered", "failed", "canceled")  # fmt: skip
reports = st.lists(st.sampled_from([*RANK, "receiving"]), max_size=12)


def message(status: str = "claimed") -> Message:
    return Message(
        person="p0.ab12", day="rivers", ask="sign", n=2, claimed_at=MONDAY, status=status
    )


@given(reports)
def test_promise_9_reports_in_any_order_and_twice_only_move_a_message_up(said: list[str]) -> None:
    """Each report raises the rank or changes nothing; the end is the highest heard."""
    history = [message()]
    for status in said:
        history.append(advanced(history[-1], status))
    ranks = [RANK[m.status] for m in history]
    assert all(after > before or b == a for (before, after), (a, b) in zip(
        pairwise(ranks), pairwise(history), strict=True))  # fmt: skip
    assert ranks[-1] == max([0, *(RANK.get(status, -1) for status in said)])


@given(st.permutations(["accepted", "queued", "sending", "sent", "delivered"]))
def test_every_order_of_a_delivery_s_reports_ends_delivered(said: list[str]) -> None:
    """And keeps the id that the first accepted report gave."""
    end = message()
    for status in said:
        end = advanced(end, status, sid="SM1")
    assert (end.status, end.sid) == ("delivered", "SM1")


@pytest.mark.parametrize("status", TWILIO)
def test_promise_4_nothing_leads_back_to_a_claim_or_to_unknown(status: str) -> None:
    """What the carrier took is never taken for unsent."""
    taken = advanced(message("unknown"), status)
    assert taken.status == status
    assert advanced(taken, "unknown") == advanced(taken, "claimed") == taken


def test_a_failure_keeps_its_code_and_the_first_final_word_stands() -> None:
    """`delivered` after `failed` is older news, and so is the other way round."""
    failed = advanced(message("sent"), "failed", sid="SM1", code=30003)
    assert (failed.sid, failed.code) == ("SM1", 30003)
    assert advanced(failed, "delivered") == failed


def test_a_report_without_an_id_keeps_the_one_there_is() -> None:
    """Callbacks name the message by their path."""
    assert advanced(advanced(message(), "queued", sid="SM1"), "sent").sid == "SM1"


def test_the_public_id_names_the_item() -> None:
    """There and back; what is no id is refused."""
    assert parse_message_id(message().id) == ("p0.ab12", "rivers", "sign", 2)
    for wrong in ("", "a~b~c", "a~b~c~d", "a~b~c~1~2"):
        with pytest.raises(ValueError, match=r"unpack|int"):
            parse_message_id(wrong)
