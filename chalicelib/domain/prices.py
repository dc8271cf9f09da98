"""What a segment costs by country and kind of sender: estimates, to be replaced in the plan.

No price list was at hand for this table. `READ` prices were seen second-hand, in public code and
pages of 2026 that cite Twilio's list for texts to that country, with AT&T's fee for the US; the
others are guesses on the high side. The exchange rates are of the order of 2026. Who must know
writes `prices` in the plan, from their own invoice.
"""

from collections.abc import Mapping

SOURCE = "estimates of 2026; write `prices` from your own invoice"

READ = {
    "US": 8_300,
    "CA": 8_300,
    "GB": 52_400,
    "FR": 79_800,
    "AU": 51_500,
    "CH": 72_500,
    "IT": 92_700,
    "NZ": 105_000,
    "ZA": 108_900,
}
"""Micro-dollars a segment."""

GUESSED = {"DE": 112_000, "ES": 90_000, "PT": 60_000, "BR": 70_000, "IN": 90_000}
ELSEWHERE = 120_000

CARRIER_FEES = {("US", "toll-free"): 3_000, ("US", "short-code"): 3_000, ("US", ""): 3_500}
"""Micro-dollars a segment that US carriers take on top; `""` is any other sender."""

RATES = {"USD": 100, "EUR": 92, "GBP": 79, "CAD": 137, "AUD": 152, "CHF": 88, "BRL": 560}
"""Hundredths of each currency to one dollar."""

OTHER = "other"


def segment_price(country: str, kind: str, currency: str, own: Mapping[str, int]) -> int:
    """Micros of the currency for one segment; `own` are the plan's prices by country.

    Raises KeyError for a currency without a rate, where the plan has no price for the country.
    """
    if country in own or OTHER in own:
        return own.get(country, own.get(OTHER, 0))
    listed = READ.get(country) or GUESSED.get(country) or ELSEWHERE
    fee = CARRIER_FEES.get((country, kind), CARRIER_FEES.get((country, ""), 0))
    return -(-(listed + fee) * RATES[currency] // 100)


def is_priced(currency: str, own: Mapping[str, int]) -> bool:
    """Whether every country has a price in that currency."""
    return OTHER in own or currency in RATES
