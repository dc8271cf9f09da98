"""What a coordinator wrote in several places, with where: instants, and texts of results."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Path


def local_times(draft: Draft) -> Iterator[tuple[Path, datetime]]:
    """Every local time of the file that happens once in the plan's zone."""
    file = draft.file
    for name, local in file.dates.items():
        yield ("dates", name), local
    for name, ask in file.asks.items():
        if ask.send:
            yield ("asks", name, "send"), ask.send
        if isinstance(ask.until, datetime):
            yield ("asks", name, "until"), ask.until
    for name, trigger in file.triggers.items():
        if isinstance(trigger.when, datetime):
            yield ("triggers", name, "when"), trigger.when
    single = {("closes",): file.closes, ("results", "debrief"): file.results.debrief}
    yield from ((path, local) for path, local in single.items() if local)


def results(draft: Draft) -> Iterator[tuple[Path, str]]:
    """The path and text of every result the file words itself, in each language."""
    for says, texts in draft.file.results.text.items():
        for language, text in texts.items():
            yield ("results", "text", says, language), text
