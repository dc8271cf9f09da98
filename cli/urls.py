"""`tocsin urls`: the addresses of the running stage."""

import click

from cli.output import json_option, show, table
from cli.stage import StageFile


@click.command()
@json_option
@click.pass_obj
def urls(stage: StageFile, as_json: bool) -> None:
    """Where the API, the phones, the mail and the desk are."""
    show(stage.urls, as_json, table(stage.urls.items()))
