"""The instants a coordinator wrote, with their places."""

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
    if file.closes:
        yield ("closes",), file.closes
