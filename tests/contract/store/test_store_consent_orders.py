"""Promise 1 over any order of events, on the store in memory."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.people import Person
from chalicelib.ports import Written
from tests.contract.store.samples import NOW, consent, decision, message, minutes, person, reply

STEPS = ("read", "claim", "renew", "read the stop", "record the stop", "other reply")


class Scene:
    """One worker that sends, one webhook that records a stop, each with its own copy."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.store.add_person(person())
        self.worker = self.webhook = self._read()
        self.out = False
        self.nudge = 0

    def play(self, step: str) -> None:
        """Asserts that nothing of a send is granted once the stop is recorded."""
        if step == "read":
            self.worker = self._read()
        elif step == "claim":
            self._claim()
        elif step == "renew":
            granted = self.store.renew_claim(message(n=self.nudge), minutes(1))
            assert granted is not self.out
        elif step == "read the stop":
            self.webhook = self._read()
        else:
            self._record(stop=step == "record the stop")

    def _claim(self) -> None:
        self.nudge += 1
        text = message(n=self.nudge)
        written = self.store.claim(self.worker, text, NOW + timedelta(seconds=1)) == Written()
        assert not (written and self.out)
        assert (self.store.message(text.id) is not None) is written

    def _record(self, stop: bool) -> None:
        said = consent("out", minutes(1)) if stop else self.webhook.consent
        sid = f"SM{self.nudge}-{self.webhook.version}"
        decided = decision(replace(self.webhook, consent=said))
        if self.store.record(decided, reply(sid=sid)) == Written() and stop:
            self.out = True

    def _read(self) -> Person:
        stored = self.store.person("p1")
        assert stored
        return stored


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(STEPS), max_size=14))
def test_promise_1_no_order_of_events_lets_a_send_through_after_the_stop(steps: list[str]) -> None:
    """Reads, claims, renewals and replies in any order, each on its own older copy."""
    scene = Scene()
    for step in steps:
        scene.play(step)
