"""`tocsin keys`: the data keys that seal, and the peppers that ids are made with."""

import click

from chalicelib import wiring
from chalicelib.domain.peppers import Peppers
from chalicelib.steps.change_peppers import add_pepper, use_pepper
from chalicelib.steps.rotate_keys import rotate_keys
from cli.output import json_option, show, table


@click.group("keys")
def keys() -> None:
    """The data keys that seal numbers, names and texts, and the peppers that ids are made with.

    No key itself is ever shown.
    """


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


@keys.group()
def pepper() -> None:
    """The peppers that the ids of numbers and addresses are made with."""


@pepper.command("list")
@json_option
def list_peppers(as_json: bool) -> None:
    """List the peppers' versions: which is current, and from when another may be."""
    _show(wiring.peppers().peppers(), as_json)


@pepper.command()
@json_option
def add(as_json: bool) -> None:
    """Add a pepper that every process learns of; no id is made with it yet."""
    _show(wiring.call(add_pepper), as_json)


@pepper.command()
@click.argument("version")
@json_option
def use(version: str, as_json: bool) -> None:
    """Make the ids of newcomers with the pepper of that VERSION.

    Refused for half an hour after the secret last changed. Reads the whole table.
    """
    used = wiring.call(use_pepper, version)
    _show(used.peppers, as_json, f"{used.signers} ids of signers kept for them\n")


def _show(peppers: Peppers, as_json: bool, before: str = "") -> None:
    found = [
        {
            "version": version,
            "current": version == peppers.current,
            "usable_from": None if version == peppers.current else peppers.usable_at,
        }
        for version in peppers.versions
    ]
    rows = [
        (
            each["version"],
            "makes new ids" if each["current"] else f"finds ids; {_usable(peppers)}",
        )
        for each in found
    ]
    show(found, as_json, before + table(rows))


def _usable(peppers: Peppers) -> str:
    return f"may be used from {peppers.usable_at:%Y-%m-%d %H:%M} UTC"
