"""What a sign form gives to be passed on, each with a box of its own."""

from collections.abc import Mapping

from chalicelib.domain.facts import Fact
from chalicelib.domain.plan import Plan, terms_of
from chalicelib.domain.voices import Voice, VoiceKind, clean, first_state, voices_taken
from chalicelib.ports import Vault
from chalicelib.web.signers import Problem, Why

BOXES: Mapping[VoiceKind, str] = {"name": "named", "story": "told"}
"""Field to the box that consents to passing it on."""
UNAGREED: Mapping[VoiceKind, Why] = {"name": "name_unagreed", "story": "story_unagreed"}


def given(form: Mapping[str, str], plan: Plan) -> dict[VoiceKind, str] | Problem:
    """The words of each kind that this day takes. Without their box nothing is taken at all."""
    words = {kind: clean(kind, form.get(kind, "")) for kind in sorted(voices_taken(plan))}
    told = {kind: text for kind, text in words.items() if text}
    for kind in told:
        if form.get(BOXES[kind]) != "1":
            return Problem(UNAGREED[kind])
    return told


def voices_of(
    told: Mapping[VoiceKind, str], fact: Fact, language: str, plan: Plan, vault: Vault
) -> tuple[Voice, ...]:
    """As they are kept with the signature: sealed, with its instant and the plan's version."""
    return tuple(
        Voice(
            day=plan.day,
            kind=kind,
            person=fact.person,
            at=fact.at,
            language=language if language in plan.languages else plan.languages[0],
            country=fact.country,
            channel="web",
            terms=terms_of(plan),
            state=first_state(kind),
            words=vault.seal(words, fact.person),
        )
        for kind, words in told.items()
    )
