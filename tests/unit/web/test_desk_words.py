"""The desk has a word for every state there is, in both of its languages."""

from typing import Any, get_args

import pytest

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.audits import DeskAct
from chalicelib.domain.cases import CaseKind
from chalicelib.domain.claims import Refusal
from chalicelib.domain.days import DayState
from chalicelib.domain.deliveries import DeliveryState
from chalicelib.domain.facts import Channel, FactKind
from chalicelib.domain.leaders import LeaderState
from chalicelib.domain.plan import Act
from chalicelib.domain.replies import IntentKind
from chalicelib.domain.runs import RunState, Workflow
from chalicelib.domain.suspects import Reason
from chalicelib.domain.triggers import TriggerState
from chalicelib.pages.words import Words, preferred

KINDS = {
    "act": Act,
    "case": CaseKind,
    "channel": Channel,
    "delivery": DeliveryState,
    "did": DeskAct,
    "intent": IntentKind,
    "kind": FactKind,
    "leader": LeaderState,
    "means": DayState,
    "outcome": Refusal,
    "run": RunState,
    "state": DayState,
    "trigger": TriggerState,
    "why": Reason,
    "workflow": Workflow,
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_state_has_a_word(kind: str, language: str) -> None:
    """A new state without its word fails here, not before a coordinator."""
    words = GettextCatalogues()
    names: tuple[Any, ...] = get_args(KINDS[kind])
    assert names
    said = [words.say(f"desk.{kind}.{name}", language, {}) for name in names]
    assert all(said)


def test_what_has_no_word_is_shown_as_it_is() -> None:
    """Twilio's own statuses, for one."""
    assert Words(GettextCatalogues().say, "fr").word("outcome", "queued") == "queued"


@pytest.mark.parametrize(
    ("asked", "header", "expected"),
    [("fr", "en", "fr"), ("", "pt-BR,fr;q=0.8", "fr"), ("de", "", "en"), ("fr-CA", "", "fr")],
)
def test_the_language_is_the_first_known_one(asked: str, header: str, expected: str) -> None:
    """The link's before the browser's, a region's base language before the default."""
    assert preferred(asked, header, ("en", "fr")) == expected
