"""Whether a text asks for no more texts: yes (`stop`), perhaps (`doubt`), or no ("").

Source of the rule: any reasonable means counts as an opt-out (47 CFR 64.1200(a)(10)); the first
objection is honoured (CNIL). The tiers, in this order:

1. An opt-out and nothing else but politeness, in any language; so too one slip of the thumb away.
2. A full expression in any company ("leave me alone"), or a word of ending with our texts, or
   with what they do to the person, as its object ("stop … your messages"). Narrowed ("at night"),
   it is a doubt.
3. A word of ending with another object, beside somebody who takes part ("Stop the pipeline! Count
   me in"), or denied ("I can't stop"): no opt-out.
4. Any other company of an opt-out word: a doubt.
"""

from collections.abc import Sequence
from typing import Literal

from chalicelib.domain.slips import is_sure, meant_keyword, spelled
from chalicelib.domain.taking_part import takes_part_against
from chalicelib.domain.vocabulary import Said, Vocabulary

OptOut = Literal["stop", "doubt", ""]
SILENT = frozenset({"filler", "thanks", "actually"})
ENDS = frozenset({"stop", "cease"})
OPT_OUTS = frozenset({"stop", "optout"})
REFUSALS = ("no", "later")
NOTHING = Said("", ())
REACH = 6
"""How many phrases after a word of ending its object may stand: "I don't want to get any …"."""


def opt_out(words: Sequence[str], said: Sequence[Said], vocabulary: Vocabulary) -> OptOut:
    """The tiers above, then the same for the text as it reads without its slips."""
    found = _as_written(said, vocabulary)
    if found == "stop" or spelled(words, vocabulary):
        return "stop"
    return _without_slips(said, vocabulary) or found


def _as_written(said: Sequence[Said], vocabulary: Vocabulary) -> OptOut:
    meanings = [phrase.meaning for phrase in said]
    told = {meaning for meaning in meanings if meaning not in SILENT}
    if told & OPT_OUTS and told <= OPT_OUTS | {"enough"}:
        return "stop"
    aimed = _aimed(meanings)
    if aimed or "doubt" in told or told == {"enough"}:
        return aimed or "doubt"
    if "stop" in told and not takes_part_against(said, vocabulary):
        return "doubt"
    return "doubt" if _may_be_two(said, vocabulary) else ""


def _may_be_two(said: Sequence[Said], vocabulary: Vocabulary) -> bool:
    """ "Can't stop" at the end of a text may well be "Can't. Stop." """
    *_, last = [told for told in said if told.meaning not in SILENT] or [NOTHING]
    return (
        last.meaning == "denied" and vocabulary.phrases.get(" ".join(last.words[:-1])) in REFUSALS
    )


def _aimed(meanings: Sequence[str]) -> OptOut:
    """An end to our texts, whatever else is said."""
    found: OptOut = ""
    for at, meaning in enumerate(meanings):
        object_ = "ours" in meanings[at + 1 : at + 1 + REACH]
        if meaning == "optout" or (meaning in ENDS and object_):
            if "limit" not in meanings[at:]:
                return "stop"
            found = "doubt"
        if meaning in ("free", "denied") and object_:
            found = "doubt"
    return found


def _without_slips(said: Sequence[Said], vocabulary: Vocabulary) -> OptOut:
    """Only a clear opt-out counts: a slip in a sentence about something else may be no slip."""
    slips = {
        told.words[0]: keyword
        for told in said
        if not told.meaning and (keyword := meant_keyword(told.words[0], vocabulary))
    }
    if not slips:
        return ""
    read = vocabulary.cut([slips.get(word, word) for told in said for word in told.words])
    if _as_written(read, vocabulary) != "stop":
        return ""
    sure = any(is_sure(*slip) for slip in slips.items()) or len(read) < len(said)
    return "stop" if sure else "doubt"
