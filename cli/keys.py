"""`tocsin keys`: the data keys that seal numbers, names and texts."""

import click

from chalicelib import wiring
from chalicelib.steps.rotate_keys import rotate_keys
from cli.output import json_option, show, table


@click.group("keys")
def keys() -> None:
    """The data keys that seal numbers, names and texts. No key itself is ever shown."""


@keys.command("list")
@json_option
def list_keys(as_json: bool) -> None:
    """List the ids of the data keys, and which one seals."""
    store = wiring.store()
    current = store.current_data_key()
    sealing = current[0] if current else ""
    found = [{"id": key, "current": key == sealing} for key in store.data_keys()]
    rows = [(key["id"], "seals" if key["current"] else "opens only") for key in found]
    show(found, as_json, table(rows) if rows else "no data key yet: the first seal makes one")


@keys.command()
@json_option
def rotate(as_json: bool) -> None:
    """Make a new data key; what older ones sealed still opens.

    Processes that run already seal with it within five minutes.
    """
    done = wiring.call(rotate_keys)
    said = f"{done.current} seals from now on" + (f"; {done.before} opens" if done.before else "")
    show(done, as_json, said if done.rotated else f"another was first: {done.current} seals")
