"""Check 2: a text that is missing in one of the plan's languages, or has one too many."""

from collections.abc import Iterator

from chalicelib.domain.plan import Localised
from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Path, Problem, did_you_mean


def languages_out_of_step(draft: Draft) -> Iterator[Problem]:
    """Whoever is asked is asked in their language: all texts have the same languages."""
    languages = draft.file.languages
    for path, texts, mend in _localised(draft):
        for language in languages:
            if language not in texts:
                yield draft.problem(path, f"missing in `{language}`", mend.format(language))
        for language in texts:
            if language not in languages:
                message = f"`{language}` is not among the plan's languages"
                mend = did_you_mean(language, languages, "add it there or take it out")
                yield draft.problem((*path, language), message, mend)
    yield from _letters(draft)


def _localised(draft: Draft) -> Iterator[tuple[Path, Localised, str]]:
    add = "add `{}: …`"
    if draft.file.demand:
        yield ("demand",), draft.file.demand, add
    for name, demand in draft.file.demands.items():
        yield ("demands", name), demand, add
    if draft.file.story:
        yield ("story",), draft.file.story, add
    for name, target in draft.file.targets.items():
        yield ("targets", name, "name"), target.name, add
    for name in draft.file.asks.keys() & draft.ask_texts.keys():
        own = bool(draft.file.asks[name].text)
        none = "there is no catalogue text for this act: add `text: {{{}: …}}`"
        yield ("asks", name, "text"), draft.ask_texts[name], add if own else none
    for says, text in draft.file.results.text.items():
        yield ("results", "text", says), text, add
    for moment, name in draft.file.leaders.follow_up.items():
        none = "the catalogue has no such text: take the follow-up out"
        texts = draft.ask_texts if name == "report" else draft.notice_texts
        yield ("leaders", "follow_up", moment), texts.get(name, {}), none


def _letters(draft: Draft) -> Iterator[Problem]:
    languages = draft.file.languages
    for name, target in draft.file.targets.items():
        if target.language and target.language not in languages:
            message = f"a letter in `{target.language}`, but no text of the plan is"
            mend = did_you_mean(target.language, languages)
            yield draft.problem(("targets", name, "language"), message, mend)
