"""Any life of a number through two changes of the pepper comes to what it comes to with one.

What happens is drawn by hypothesis, and in processes that know the peppers of before a change for
as long as the command waits. The same life is played where there is one pepper, step by step.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.races.pepper_stage import ADA, DAY, MAIL, PepperStage
from tests.support.fakes import NOON

STAGES: tuple[tuple[tuple[int, ...], ...], ...] = (
    ((1,),),
    ((1,), (1, 2)),
    ((1, 2), (2, 1)),
    ((2, 1), (2, 1, 3)),
    ((2, 1, 3), (3, 1, 2)),
)
"""What processes may know at once, as time goes by."""
USES = (2, 4)
"""The stages that begin with `tocsin keys pepper use`."""
ACTORS = (
    "stop",
    "join",
    "sign_by_text",
    "import_row",
    "sign_phone",
    "sign_both",
    "sign_mail",
    "hush",
    "claim",
    "erase",
)
STEPS = st.lists(st.tuples(st.sampled_from(ACTORS), st.integers(0, 1)), max_size=3)
Life = tuple[list[tuple[str, int]], ...]


def outcome(town: PepperStage) -> dict[str, object]:
    """What of a number and an address does not depend on how their ids are made."""
    ids, mail = town.taken(ADA), town.taken(MAIL)
    assert len(ids) <= 1 and len(mail) <= 1, (ids, mail)
    person = town.store.person(ids[0]) if ids else None
    owner = town.store.alias(mail[0]) if mail else None
    facts = list(town.store.facts(DAY))
    return {
        "facts": sorted((fact.kind, fact.channel, fact.state, fact.proved) for fact in facts),
        "count": town.store.totals(DAY, NOON).of("sign.signed"),
        "consent": person.consent.state if person else None,
        "sealed": bool(person and person.address),
        "asks": person.asks if person else {},
        "mail leads to them": owner in town.ids(ADA),
        "texts": len(town.carrier.sent),
    }


@settings(max_examples=400, deadline=None)
@given(st.tuples(*([STEPS] * len(STAGES))))
def test_promise_2_a_change_of_the_pepper_changes_nothing_for_anybody(life: Life) -> None:
    """Nobody is two, signs twice, or may be texted where they might not be; nor the other way."""
    town, alike = PepperStage(), PepperStage()
    for stage, (views, steps) in enumerate(zip(STAGES, life, strict=True)):
        if stage in USES:
            town.store.take_signers()
        for name, older in steps:
            town.process(views[older % len(views)], name)()
            alike.process((1,), name)()
            assert outcome(town) == outcome(alike), (stage, name)
