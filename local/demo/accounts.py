"""The table's own books, read raw: facts and tallies counted by other code than the engine's."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Books:
    """`facts` and `tallies` by `ask.kind`; who signed, by person id; amounts reported."""

    facts: Counter[str] = field(default_factory=Counter)
    tallies: Counter[str] = field(default_factory=Counter)
    facts_by_country: Counter[tuple[str, str]] = field(default_factory=Counter)
    tallies_by_country: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By (country, name), every name that a tally has: channels and regions too."""
    actors: set[str] = field(default_factory=set)
    attendance: int = 0
    messages: int = 0
    replies: int = 0


ACTS = ("signed", "pledged", "attended", "gave", "hosted", "reported")


def books(dynamodb: Any, table: str, day: str) -> Books:
    """A scan of the whole table: for a demo's few thousand items, never for a real stage."""
    kept = Books()
    for item in _scan(dynamodb, table):
        pk, sk = item["PK"]["S"], item["SK"]["S"]
        if pk.startswith(f"FACT#{day}#"):
            _fact(kept, sk, item)
        elif pk.startswith(f"TALLY#{day}#"):
            _tally(kept, sk.partition("#")[2].removeprefix("-"), item)
        elif sk.startswith(f"MESSAGE#{day}#") and not item.get("in_answer", {}).get("BOOL"):
            kept.messages += 1
        elif sk.startswith("REPLY#") and item.get("day", {}).get("S") == day:
            kept.replies += 1
    return kept


def _fact(kept: Books, key: str, item: dict[str, Any]) -> None:
    ask, kind, person = key.split("#")[:3]
    name = f"{ask}.{kind}"
    kept.facts[name] += 1
    country = item.get("country", {}).get("S", "")
    kept.facts_by_country[country, name] += 1
    kept.facts_by_country[country, f"{name}@{item['channel']['S']}"] += 1
    if region := item.get("region", {}).get("S"):
        kept.facts_by_country[country, f"{name}/{region}"] += 1
    if amount := int(item.get("amount", {}).get("N", 0)):
        kept.facts_by_country[country, f"{name}+"] += amount
    if kind in ACTS:
        kept.actors.add(person)
    if kind == "reported":
        kept.attendance += int(item["amount"]["N"])


def _tally(kept: Books, country: str, item: dict[str, Any]) -> None:
    for name, value in item.items():
        if "N" not in value or "." not in name:
            continue
        kept.tallies_by_country[country, name] += int(value["N"])
        if not set("@/+") & set(name):
            kept.tallies[name] += int(value["N"])


def _scan(dynamodb: Any, table: str) -> Iterator[dict[str, Any]]:
    for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from page["Items"]
