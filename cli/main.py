"""The table of contents of `tocsin`."""

import sys

import click

from chalicelib.errors import TocsinError
from cli.call import call
from cli.day import close, launch, pause, reopen, resume, status, stop, tallies
from cli.deliver import deliver
from cli.erase import erase
from cli.export import export
from cli.hand import hand
from cli.invalidate import invalidate
from cli.keys import keys
from cli.packet import packet
from cli.people import import_command
from cli.plan import plan
from cli.report import report
from cli.stage import enter
from cli.target import target
from cli.ticking import tick
from cli.urls import urls

STAGELESS = ("plan",)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def tocsin(context: click.Context) -> None:
    """Tocsin rings the bell: launch, watch and close a day of action."""
    if context.invoked_subcommand not in STAGELESS and "--help" not in sys.argv:
        context.obj = enter()


for command in (
    plan,
    import_command,
    launch,
    pause,
    resume,
    stop,
    close,
    reopen,
    deliver,
    packet,
    hand,
    call,
    target,
    tick,
    status,
    tallies,
    invalidate,
    report,
    urls,
    erase,
    export,
    keys,
):
    tocsin.add_command(command)


def main() -> None:
    """The console script. An expected error is one line and exit code 1."""
    try:
        tocsin()
    except TocsinError as error:
        click.echo(f"tocsin: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
