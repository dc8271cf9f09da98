"""Twilio's list of messages: filters and pages of the v2010 API."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from local.phones.storage import Storage

LARGEST_PAGE = 1000
DEFAULT_PAGE = 50
FILTERS = {
    "To": "recipient = ?",
    "From": "sender = ?",
    "DateSent": "date(created) = date(?)",
    "DateSent<": "julianday(created) <= julianday(?)",
    "DateSent>": "julianday(created) >= julianday(?)",
}


def page(storage: Storage, account: str, asked: Mapping[str, str], path: str) -> dict[str, Any]:
    """One page, newest first, with the addresses of its neighbours."""
    size = min(int(asked.get("PageSize", DEFAULT_PAGE)), LARGEST_PAGE)
    number = int(asked.get("Page", 0))
    where, values = _where(asked)
    found = storage.search(where, values, size + 1, number * size)
    shown = found[:size]
    return {
        "messages": [text.as_resource(account) for text in shown],
        "uri": _address(path, asked, number, size),
        "first_page_uri": _address(path, asked, 0, size),
        "next_page_uri": _address(path, asked, number + 1, size) if len(found) > size else None,
        "previous_page_uri": _address(path, asked, number - 1, size) if number else None,
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": number * size + max(len(shown) - 1, 0),
    }


def _where(asked: Mapping[str, str]) -> tuple[str, list[Any]]:
    """SQL conditions of the filters in `asked`, and their values."""
    where, values = "", []
    for name, condition in FILTERS.items():
        if value := asked.get(name):
            where += f" AND {condition}"
            values.append(value)
    return where, values


def _address(path: str, asked: Mapping[str, str], number: int, size: int) -> str:
    kept = {name: value for name, value in asked.items() if name in FILTERS}
    return f"{path}?{urlencode(kept | {'PageSize': size, 'Page': number})}"
