"""A story's own sums, made from the story alone, and what the stage must say of them.

Nothing here asks the engine what counts: whoever signs has signed, twice is once.
"""

from collections import Counter
from collections.abc import Iterator

from chalicelib.domain.facts import tally_change
from chalicelib.domain.results import ACTS, Results
from tests.plans.player import Player
from tests.plans.story import Step, Story

Acts = dict[str, set[int]]
"""`sign.signed` and the like, to the people who did it, by their place in the story."""


def acts_of(story: Story) -> Acts:
    """Who did what, by the story."""
    acts: Acts = {}
    for step in story.steps:
        if not step.who:
            continue
        for name in filter(None, _meant(step)):
            people = (step.who.group.first + n for n in step.who.numbers)
            acts.setdefault(name, set()).update(people)
    return acts


def disagreements(player: Player, results: Results) -> list[str]:
    """Where story, facts, tallies, report and outbox do not say the same."""
    return [
        f"{what}: {one} is not {other}"
        for what, one, other in _sums(player, results)
        if one != other
    ]


def _meant(step: Step) -> list[str]:
    """What a step's people do; nothing where it counts as nothing."""
    if step.more.get("refused") == "yes":
        return []
    return ["sign.signed"] if step.verb == "sign" else step.more.get("as", "").split(" and ")


def _sums(player: Player, results: Results) -> Iterator[tuple[str, object, object]]:
    acts = acts_of(player.story)
    told = {name: len(people) for name, people in acts.items()}
    real = {name: people for name, people in acts.items() if name.partition(".")[2] in ACTS}
    yield "people", len(set().union(*real.values())), results.people
    yield "acts", sum(map(len, real.values())), results.acts
    yield "signatures", told.get("sign.signed", 0), results.signatures
    yield "facts of the report", told, {n: c for n, c in results.facts.items() if n in told}
    yield from _counted(player, told, results)
    yield from _sent(player, results)


def _counted(
    player: Player, told: dict[str, int], results: Results
) -> Iterator[tuple[str, object, object]]:
    """The facts of the table, and the tallies, name by name."""
    store, now = player.stage.store, player.clock.now()
    facts: Counter[str] = Counter()
    for fact in store.facts(player.day):
        facts.update(tally_change(fact))
    totals = store.totals(player.day, now)
    yield "facts", told, {name: facts[name] for name in told}
    yield "tallies", dict(facts), {name: totals.of(name) for name in facts}
    yield "report", dict(facts), results.facts
    yield "differences", (), results.differences


def _sent(player: Player, results: Results) -> Iterator[tuple[str, object, object]]:
    """Each text and each mail once, and as many as the report says."""
    texts = Counter(text.message_id for text in player.stage.carrier.sent)
    yield "texts twice", [], [text for text, n in texts.items() if n > 1]
    asked: Counter[str] = Counter(".".join(text.split("~")[2:4]) for text in texts)
    waves: Counter[str] = Counter()
    for name, n in results.texts.items():
        text, _, status = name.rpartition(".")
        waves[text] += n if status in ("sent", "accepted", "delivered") else 0
    yield "texts", dict(asked), {name: n for name, n in waves.items() if n}
    mails = Counter((mail.reference, mail.to) for mail in player.stage.mailer.sent)
    yield "mails twice", [], [mail for mail, n in mails.items() if n > 1]
    packets = {mail for mail, _ in mails if mail.startswith(f"{results.day}.")}
    lines = [
        f"{results.day}.{d.trigger}.{d.target}" for d in results.deliveries if d.state == "sent"
    ]
    yield "packets", sorted(packets), sorted(lines)
