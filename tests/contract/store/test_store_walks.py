"""Promise 3 over any sequence: long ones in memory, one on DynamoDB."""

import random
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from chalicelib.adapters.memory import MemoryStore
from chalicelib.domain.facts import FactState
from chalicelib.ports import Store
from tests.contract.store.samples import day, plan
from tests.contract.store.walk import ACTS, PEOPLE, Walk

people = st.sampled_from(PEOPLE)
STATES = get_args(FactState)
acts = st.integers(0, len(ACTS) - 1)
sids = st.sampled_from(("SM1", "SM2", "SM3", "SM4"))


class WalkInMemory(RuleBasedStateMachine):
    """What Hypothesis may do; after every step facts and tallies are compared."""

    def __init__(self) -> None:
        super().__init__()
        store = MemoryStore()
        store.launch(day(), plan())
        self.walk = Walk(store)

    @rule(who=people, sid=sids, of=st.lists(acts, max_size=3), late=st.booleans())
    def answer(self, who: str, sid: str, of: list[int], late: bool) -> None:
        self.walk.answer(who, sid, of, late=late, amount=7)

    @rule(who=people, act=acts, held=st.booleans())
    def form(self, who: str, act: int, held: bool) -> None:
        self.walk.form(who, act, held=held)

    @rule(who=people, sid=sids, act=acts, late=st.booleans())
    def prove(self, who: str, sid: str, act: int, late: bool) -> None:
        self.walk.prove(who, sid, act, late=late)

    @rule(who=people, sid=sids, act=acts, late=st.booleans(), again=st.booleans())
    def take_back(self, who: str, sid: str, act: int, late: bool, again: bool) -> None:
        self.walk.take_back(who, sid, act, late=late, again=again)

    @rule(
        states=st.lists(st.sampled_from(STATES), min_size=1, max_size=3, unique=True),
        to=st.sampled_from(STATES),
        name=st.sampled_from(("r1", "r2")),
        late=st.booleans(),
    )
    def review(self, states: list[str], to: FactState, name: str, late: bool) -> None:
        self.walk.review(states, to, name, late=late)

    @rule(name=st.sampled_from(("r1", "r2")))
    def undo(self, name: str) -> None:
        self.walk.undo(name)

    @invariant()
    def tallies_equal_facts(self) -> None:
        self.walk.check()


def test_promise_3_tallies_equal_facts_in_memory() -> None:
    """After any sequence of replies, forms, proofs, withdrawals and their repeats."""
    often = settings(max_examples=60, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(WalkInMemory, settings=often)


def test_promise_3_tallies_equal_facts_on_dynamodb(dynamo_store: Store) -> None:
    """The same walk, shorter, on the real expressions; every outcome comes up."""
    dynamo_store.launch(day(), plan())
    walk, draw = Walk(dynamo_store), random.Random(3)
    for number in range(160):
        who, act = draw.choice(PEOPLE), draw.randrange(len(ACTS))
        sid, late = f"SM{draw.randrange(50)}", draw.random() < 0.2
        if number % 4 == 0:
            walk.form(who, act, held=late)
        elif number % 4 == 1:
            walk.answer(who, sid, [act, draw.randrange(len(ACTS))], late=late, amount=number)
        elif number % 4 == 2:
            walk.prove(who, sid, act, late=late)
        else:
            walk.take_back(who, sid, act, late=late, again=draw.random() < 0.4)
        if number % 16 == 15:
            walk.review(["counted"], draw.choice(["held", "invalid"]), "r1", late=late)
        if number % 24 == 23:
            walk.undo("r1")
        if number % 10 == 9:
            walk.check()
    assert len(walk.facts) == len(PEOPLE) * len(ACTS)
