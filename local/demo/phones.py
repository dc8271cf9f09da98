"""The demo's hands on the phones, the petition page and the mail."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import uuid4

import requests

T = TypeVar("T")
THREADS = 4
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Phones:
    """`urls` are the stage's addresses."""

    urls: dict[str, str]

    def text(self, number: str, body: str, twice: bool = False) -> list[str]:
        """Texts the campaign from a phone; returns what came back at once.

        `twice`: the carrier delivers the same text again, with the same id.
        """
        sid = f"SM{uuid4().hex}"
        answers = [self._post_text(number, body, sid) for _ in range(2 if twice else 1)]
        if any(answer["status"] != 200 for answer in answers):
            raise RuntimeError(f"a text was answered {[a['status'] for a in answers]}")
        if twice and answers[0]["answer"] != answers[1]["answer"]:
            raise RuntimeError("the same text delivered twice was answered differently")
        return list(answers[0]["answer"])

    def inbox(self, number: str) -> list[dict[str, Any]]:
        """What a phone sent and received, oldest first."""
        answer = requests.get(f"{self.urls['phones']}/phones/{quote(number)}", timeout=SECONDS)
        answer.raise_for_status()
        texts: list[dict[str, Any]] = answer.json()["texts"]
        return texts

    def mails(self) -> list[dict[str, Any]]:
        """Every mail that arrived."""
        mails: list[dict[str, Any]] = requests.get(
            f"{self.urls['mail']}/messages", timeout=SECONDS
        ).json()
        return mails

    def sign_on_page(self, day: str, fields: dict[str, str]) -> int:
        """Sends the petition page's form; the status of the page one ends up on."""
        url = f"{self.urls['api']}/d/{day}/sign"
        return requests.post(url, data=fields, timeout=SECONDS).status_code

    def _post_text(self, number: str, body: str, sid: str) -> dict[str, Any]:
        url = f"{self.urls['phones']}/phones/{quote(number)}/texts"
        answer = requests.post(url, json={"body": body, "sid": sid}, timeout=SECONDS)
        answer.raise_for_status()
        passed: dict[str, Any] = answer.json()
        return passed


def at_once(do: Callable[[T], object], things: Iterable[T]) -> int:
    """Does it for each, a few at a time; returns how many. The first error is raised."""
    with ThreadPoolExecutor(THREADS) as pool:
        return sum(1 for _ in pool.map(do, things))
