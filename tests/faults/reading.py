"""How what a world holds is read, without the engine's own sums."""

from collections import Counter

from chalicelib.domain.facts import Fact
from chalicelib.domain.messages import Message
from tests.faults.world import World


def counts(fact: Fact) -> Counter[str]:
    """Written anew from docs/developers/data.md, so that the engine's own sum is checked."""
    if fact.state != "counted":
        return Counter()
    name = f"{fact.ask}.{fact.kind}"
    counts = Counter({name: 1, f"{name}@{fact.channel}": 1})
    if fact.region:
        counts[f"{name}/{fact.region}"] = 1
    if fact.amount:
        counts[f"{name}+"] = fact.amount
    return counts


def name(message: Message) -> str:
    return f"{message.ask}.{message.n} of {message.person}"


def unknown_texts(world: World) -> list[Message]:
    """Texts that may have gone."""
    return [m for m in world.store._messages.values() if m.status == "unknown"]
