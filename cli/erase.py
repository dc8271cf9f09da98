"""`tocsin erase`: a person's right to be forgotten."""

from dataclasses import asdict

import click

from chalicelib import wiring
from chalicelib.ports import CarrierErased
from chalicelib.steps.erase_person import Erasure, erase_person
from cli.address import read_address
from cli.output import json_option, show, table

WARNING = "Everything of this person is deleted for good; a keyed hash stays. Go on?"


@click.command()
@click.argument("address")
@click.option("--country", default="", help="Country of a number without a prefix, e.g. GB.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def erase(address: str, country: str, yes: bool, as_json: bool) -> None:
    """Erase the person of ADDRESS, a number or a mail address.

    With `-` for ADDRESS it is read from the standard input, so that no shell's history keeps it.
    Erasing again changes nothing, or finishes what was cut off.
    """
    found = read_address(address, country)
    if not yes:
        click.confirm(WARNING, abort=True)
    done = wiring.call(erase_person, found)
    show(asdict(done), as_json, _told(done))
    if done.carrier and (done.carrier.left or not done.carrier.reached):
        raise SystemExit(1)


def _told(done: Erasure) -> str:
    rows = [*asdict(done.records).items(), ("lines of lists", done.lines)]
    left = "a keyed hash stays, so that no list brings them back" if done.suppressed else ""
    known = "erased" if done.known else "nobody of that address was known"
    return "\n".join(part for part in (known, table(rows), _of(done.carrier), left) if part)


def _of(carrier: CarrierErased | None) -> str:
    if carrier is None:
        return "the carrier was not asked: no number is known"
    if not carrier.reached:
        return "THE CARRIER DID NOT ANSWER: it still has their texts; erase again"
    left = f"; {carrier.left} under way are LEFT: erase again later" if carrier.left else ""
    return f"the carrier deleted {carrier.deleted} texts{left}"
