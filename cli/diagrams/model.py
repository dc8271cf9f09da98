"""The table: items with their keys and fields, and the two indexes."""

import inspect
import json
import re
import types
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, get_type_hints

from chalicelib.adapters.dynamodb import days, keys, leaders, messages, recording, texts
from chalicelib.adapters.dynamodb.marshal import Item, instant
from chalicelib.domain.cases import Case
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.facts import Fact
from chalicelib.domain.leaders import Leader
from chalicelib.domain.messages import Message
from chalicelib.domain.people import Person
from chalicelib.domain.replies import Reply
from chalicelib.domain.runs import Run
from chalicelib.domain.triggers import TriggerRecord
from cli.diagrams.mermaid import Part, arrow, name, node

TABLE = Path(__file__).parents[2] / "infra" / "table.json"
VALUES: dict[str, type] = {
    "day": Day,
    "run": Run,
    "trigger": TriggerRecord,
    "delivery": Delivery,
    "person": Person,
    "message": Message,
    "reply": Reply,
    "fact": Fact,
    "leader": Leader,
    "case": Case,
}
"""The dataclass that an item holds, by the name of its key's function."""


def parts() -> list[Part]:
    """Items and fields, partitions, indexes."""
    items = dict(_keys())
    return [
        Part("Items", ITEMS, ("erDiagram", *_entities(items), *_relations(items))),
        Part("Partitions", PARTITIONS, ("flowchart LR", *_partitions(items))),
        Part("Indexes", INDEXES, ("flowchart LR", *_indexes())),
    ]


ITEMS = """A line between two items: the one's key holds the other's name, so that it is found from
there without an index."""
PARTITIONS = "What has one partition key is read in one query; `◇` is the sort key."
INDEXES = """Both are sparse: an item is in one while it has the attribute. The instant by which it
is sorted stands on the arrow."""


def _keys() -> Iterator[tuple[str, tuple[str, str, tuple[str, ...]]]]:
    """Item to partition key, sort key and parameters, in the order of `keys.py`."""
    for function_name, function in vars(keys).items():
        if not inspect.isfunction(function) or function.__module__ != keys.__name__:
            continue
        given = inspect.signature(function).parameters
        takes_instant = any(p.annotation is datetime for p in given.values())
        if (
            function_name.startswith("_")
            or takes_instant
            or function.__annotations__["return"] is not Item
        ):
            continue
        named = (_Drawn(p.name) if p.annotation is int else f"<{p.name}>" for p in given.values())
        key = function(*named)
        yield function_name, (_named(key["PK"]["S"]), _named(key["SK"]["S"]), tuple(given))


class _Drawn(int):
    """A number of a key that is drawn as its name."""

    def __new__(cls, name: str) -> "_Drawn":
        drawn = super().__new__(cls)
        drawn.name = name
        return drawn

    name: str

    def __format__(self, _: str) -> str:
        return f"<{self.name}>"

    def __mod__(self, by: int) -> str:  # type: ignore[override]
        return f"<{self.name} mod {by}>"


def _named(text: str) -> str:
    """A digest is named by what it was made of."""
    return text.replace(sha256(b"<login>").hexdigest(), "<digest of login>")


def _entities(items: dict[str, Any]) -> Iterator[str]:
    for item, (partition, sort, _) in items.items():
        yield f"  {item.upper()} {{"
        yield f'    S partition_key PK "{partition}"'
        yield f'    S sort_key PK "{sort}"'
        if item in VALUES:
            yield from (f"    {_typed(f.type)} {f.name}" for f in fields(VALUES[item]))
        yield "  }"


def _typed(annotation: Any) -> str:
    text = getattr(annotation, "__name__", str(annotation)) if isinstance(annotation, type) else ""
    text = text or str(annotation)
    text = re.sub(r"(\w+\.)+", "", text).replace(" | None", "")
    if "Literal" in text:
        return text.partition("[")[0].replace("Literal", "word")
    return re.sub(r"\W+", "_", text).strip("_")


def _relations(items: dict[str, Any]) -> Iterator[str]:
    """An item belongs to those that its key names and that are items themselves."""
    for item, (_, _, parameters) in items.items():
        for owner in parameters:
            if owner in items and owner != item:
                yield f'  {owner.upper()} ||--o{{ {item.upper()} : "has"'


def _partitions(items: dict[str, Any]) -> Iterator[str]:
    for partition in dict.fromkeys(pk for pk, _, _ in items.values()):
        yield node(name(partition), (partition,), "[()]")
        for item, (pk, sort, _) in items.items():
            if pk == partition:
                yield node(f"i_{item}", (item, f"◇ {sort}"))
                yield arrow(name(partition), f"i_{item}")


def _indexes() -> Iterator[str]:
    properties = json.loads(TABLE.read_text("utf-8"))["Resources"]["Table"]["Properties"]
    for index in properties["GlobalSecondaryIndexes"]:
        partition, sort = (part["AttributeName"] for part in index["KeySchema"])
        yield node(name(index["IndexName"]), (index["IndexName"], f"{partition}, {sort}"), "[()]")
    for kind, item, instants in _written():
        found = [index for index in ("agenda", "journal") if index in item]
        if found:
            yield node(f"i_{kind}", (kind,))
        for index in found:
            said = re.sub(r"#\d$", f"#0…{keys.SHARDS - 1}", item[index]["S"])
            by = instants[item[f"{index}_at"]["S"]]
            yield arrow(f"i_{kind}", name(index), f"{said} by {by}")


def _written() -> Iterator[tuple[str, Item, dict[str, str]]]:
    """(kind, item, instant to the field it came from) of what the store puts in an index."""
    for module in (days, leaders, messages, recording):
        for _, build in inspect.getmembers(module, inspect.isfunction):
            hints = get_type_hints(build)
            first = next(iter(hints.values()), None)
            ours = build.__module__ == module.__name__ and first in VALUES.values()
            if ours and hints.get("return") == Item:
                yield _built(build, first)
    yield _kept_text()


def _built(build: Any, type_: Any) -> tuple[str, Item, dict[str, str]]:
    kind = next(name_ for name_, value in VALUES.items() if value is type_)
    sample, instants = _sample(type_)
    extra = list(inspect.signature(build).parameters)[1:]
    given = {parameter: _instant(90 + n) for n, parameter in enumerate(extra)}
    instants |= {instant(at): parameter for parameter, at in given.items()}
    return kind, build(sample, **given), instants


def _kept_text() -> tuple[str, Item, dict[str, str]]:
    put: list[Item] = []
    table = types.SimpleNamespace(put=lambda item, condition: put.append(item))
    store: Any = types.SimpleNamespace(_table=table)
    texts.DynamoTexts.keep_text(store, "<sid>", b"", "<person>", _instant(1))
    return "text", put[0], {instant(_instant(1)): "at"}


def _sample(type_: Any) -> tuple[Any, dict[str, str]]:
    """A value whose texts are the names of their fields and whose instants all differ."""
    hints = get_type_hints(type_)
    given: dict[str, Any] = {}
    instants: dict[str, str] = {}
    for n, field in enumerate(fields(type_)):
        hint = str(hints[field.name])
        if "datetime" in hint:
            given[field.name] = _instant(n)
            instants[instant(_instant(n))] = field.name
        else:
            given[field.name] = "<day>" if field.name == "id" else _plain(hint, field.name)
    return type_(**given), instants


def _plain(hint: str, field: str) -> Any:
    if "tuple" in hint:
        return ()
    return 1 if "int" in hint else b"" if "bytes" in hint else f"<{field}>"


def _instant(number: int) -> datetime:
    return datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=number)
