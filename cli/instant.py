"""`--at`: an instant on the command line."""

from datetime import UTC, datetime

import click


def instant(text: str) -> datetime:
    """An ISO date and time; UTC where it names no zone."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("write it like 2014-05-20T12:00Z") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
