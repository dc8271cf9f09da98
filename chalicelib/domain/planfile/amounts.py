"""`900 EUR`, `0.07 EUR`: how money is written; `FR` or `active`: what an audience is counted by."""

import re
from decimal import Decimal

from chalicelib.domain.money import MICROS, Money
from chalicelib.domain.places import is_country
from chalicelib.domain.planfile.audiences import STANDINGS
from chalicelib.domain.planfile.forms import FormError
from chalicelib.domain.planfile.problems import did_you_mean

MONEY = r"(?P<amount>\d[\d ]{0,11}(\.\d{1,6})?) (?P<currency>[A-Z]{3})"
OTHER = "other"


def money(text: str) -> Money:
    """An amount with its currency, exact to the millionth."""
    found = re.fullmatch(MONEY, text, re.ASCII)
    if not found:
        raise FormError(f"`{text}` is no amount", "write it like `900 EUR` or `0.07 EUR`")
    micros = int(Decimal(found["amount"].replace(" ", "")) * MICROS)
    if not micros:
        raise FormError("an amount of nothing", "write how much, or take it out")
    return Money(micros, found["currency"])


def counted_by(text: str) -> str:
    """A country, `other`, or a segment of `who`."""
    if text.isupper() and is_country(text):
        return text
    if text not in (*STANDINGS, OTHER):
        mend = did_you_mean(text, (*STANDINGS, OTHER), "write a country such as `FR`, or a segment")
        raise FormError(f"`{text}` is no country and no segment", mend)
    return text


def people(text: str) -> int:
    """`12000`, `12 000`."""
    if not re.fullmatch(r"[1-9][\d ]{0,11}", text, re.ASCII):
        raise FormError(f"`{text}` is not a number of people", "write it like `12000`")
    return int(text.replace(" ", ""))
