"""Whose records a command is about: a number or a mail address, kept out of the shell's history."""

import sys

import click

from chalicelib import wiring
from chalicelib.domain.mail import canonical_mail
from chalicelib.domain.numbers import Fault, read_number
from chalicelib.domain.places import country_code


def read_address(address: str, country: str) -> str:
    """E.164 or a canonical mail address, with `-` from the standard input.

    Raises click.BadParameter, which tells the mistake without the address.
    """
    given = sys.stdin.readline() if address == "-" else address
    if "@" in given:
        mail = canonical_mail(given)
        if not mail:
            raise click.BadParameter("that is no mail address", param_hint="ADDRESS")
        return mail
    number = read_number(given, country_code(country), fiction=wiring.settings().fiction)
    if isinstance(number, Fault):
        raise click.BadParameter(str(number), param_hint="ADDRESS")
    return number.e164
