"""Amounts of money, in millionths of a currency's unit, so that sums are exact."""

from dataclasses import dataclass

MICROS = 1_000_000


@dataclass(frozen=True, slots=True)
class Money:
    """`micros` millionths of a unit of `currency` (ISO 4217)."""

    micros: int
    currency: str

    def __str__(self) -> str:
        """`900.00 EUR`, the last cent rounded up."""
        cents = -(-self.micros * 100 // MICROS)
        return f"{cents // 100:,}.{cents % 100:02} {self.currency}"
