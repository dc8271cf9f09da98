"""The dialogue: what `decide` makes of every kind of reply, in every kind of situation."""

from chalicelib.domain.anytime import ANYTIME
from chalicelib.domain.attribution import attribute
from chalicelib.domain.dialogue import decide, welcome
from chalicelib.domain.scene import Scene
from cli.diagrams.mermaid import Part, arrow, node
from cli.diagrams.outcome import outcome
from cli.diagrams.situations import Situation, situations

BEFORE_ANY_ASK = ("stop", "start", "doubt", "join", *ANYTIME)


def parts() -> list[Part]:
    """One diagram for each situation: replies that come to the same stand in one box."""
    return [Part(each.title, each.says, _drawn(each)) for each in situations()]


def _drawn(situation: Situation) -> tuple[str, ...]:
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for said, intent in situation.replies:
        scene = situation.scene(intent)
        decision = (welcome if intent.kind == "join" else decide)(scene)
        groups.setdefault((_taken_for(scene), outcome(scene, decision)), []).append(said)
    lines = ["flowchart LR"]
    for number, ((taken, came), replies) in enumerate(groups.items()):
        lines.append(node(f"r{number}", replies, "([])"))
        lines.append(node(f"o{number}", came))
        lines.append(arrow(f"r{number}", f"o{number}", taken))
    return tuple(lines)


def _taken_for(scene: Scene) -> str:
    """The kind of what `decide` takes before any ask, else the attribution's meaning and ask."""
    intent = scene.inbound.intent
    if intent.kind in BEFORE_ANY_ASK or not scene.day.counts:
        return intent.kind
    found = attribute(scene.person, scene.plan, intent)
    return f"{found.meaning}: {found.ask.name}" if found.ask else found.meaning
