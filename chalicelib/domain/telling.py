"""What becomes of a voice that is given, or taken back, by text."""

from typing import cast

from chalicelib.domain.acts import done
from chalicelib.domain.asked import order_of
from chalicelib.domain.copies import changed
from chalicelib.domain.plan import terms_of
from chalicelib.domain.reasons import why
from chalicelib.domain.replies import Decision
from chalicelib.domain.scene import Scene, closed, fact_of, plain, say
from chalicelib.domain.voices import Voice, VoiceKind, first_state, takes


def tell(scene: Scene) -> Decision | None:
    """The decision; None where this day takes no such thing."""
    kind = cast(VoiceKind, scene.inbound.intent.word)
    if not takes(scene.plan, kind):
        return None
    known = scene.voice
    given = bool(scene.inbound.intent.words)
    answer = say(f"reply.{kind}.{'given' if given else 'withdrawn'}")
    reason = why("voice.given" if given else "voice.withdrawn", kind)
    if (known and known.at > scene.inbound.at) or (known is None and not given):
        return plain(scene, answer, reason)
    decision = plain(scene, answer, reason)
    if kind == "story" and given:
        decision = _testified(scene, decision)
    return decision._replace(voice=_voice(scene, kind, given))


def _testified(scene: Scene, decision: Decision) -> Decision:
    """Who told their story has done what the ask asks for."""
    ask = order_of(scene.plan).by_act["testify"][0]
    if done(scene.person, scene.plan, ask) or scene.inbound.at >= ask.until:
        return decision
    answer, fact = decision.answer, fact_of(scene, ask, "pledged")
    assert answer is not None, "a testimony is always answered"
    return closed(scene, ask, answer, "pledged", fact, decision.reason)


def _voice(scene: Scene, kind: VoiceKind, given: bool) -> Voice:
    """Its words are sealed by the edge; a name or a testimony may be told anew."""
    voice = Voice(
        day=scene.plan.day,
        kind=kind,
        person=scene.person.id,
        at=scene.inbound.at,
        language=scene.person.language,
        country=scene.person.country,
        channel=scene.inbound.channel,
        terms=terms_of(scene.plan),
        state=first_state(kind),
    )
    return voice if given else changed(voice, state="withdrawn")
