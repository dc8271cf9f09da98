"""Check 10: at high risk, a text that names the topic, or a name given away."""

import re
from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Problem
from chalicelib.domain.slugs import slug

TELLING = 5
"""Letters from which a word of the demand is taken for the topic."""


def telling_texts(draft: Draft) -> Iterator[Problem]:
    """Whoever looks at somebody's phone learns no cause from it, nor from the day's address."""
    if draft.file.risk != "high":
        return
    topic = _topic(draft)
    if shown := sorted(topic & set(slug(draft.file.day).split("-"))):
        message = f"high risk, and the day's name says `{shown[0]}`: it is part of addresses"
        yield draft.problem(("day",), message, "give the day another name")
    for name, ask in draft.file.asks.items():
        for language, text in ask.text.items():
            words = set(slug_words(text))
            if "{demand}" in text or words & topic:
                told = sorted(words & topic)[0] if words & topic else "{demand}"
                message = f"high risk, and the text names the topic: `{told}`"
                mend = "say it on the page behind {link}"
                yield draft.problem(("asks", name, "text", language), message, mend)


def _topic(draft: Draft) -> set[str]:
    words = (word for text in draft.file.demand.values() for word in slug_words(text))
    return {word for word in words if len(word) >= TELLING}


def slug_words(text: str) -> list[str]:
    """Its words as slugs; variables are none."""
    return [slug(word) for word in re.findall(r"\w+", re.sub(r"\{\w*\}", "", text))]


def listed_signatories(draft: Draft) -> Iterator[Problem]:
    """Nobody who signs at high risk is in a list; and nobody is named who was not asked."""
    for name, target in draft.file.targets.items():
        at = ("targets", name, "signatories")
        if draft.file.risk == "high" and target.signatories != "none":
            message = f"high risk, and `{name}` would get a list of who signed"
            yield draft.problem(at, message, "`signatories: none`")
        elif target.signatories == "full" and not _confirmed(draft):
            message = "a name given on the web is listed though nobody proved that it is theirs"
            yield draft.problem(at, message, "`confirm: mail` under the first sign ask", "warning")


def _confirmed(draft: Draft) -> bool:
    return any(ask.confirm for ask in draft.file.asks.values() if ask.does == "sign")
