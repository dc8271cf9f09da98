"""A signature on the web: its handler against the least that any would do, and many of them.

`python -m bench.signing CLOUD_URL RESULT` in a process of its own, as one Lambda is.
"""

import hmac
import json
import re
import statistics
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import phonenumbers

from bench import ground
from bench.reply import FLOOR_TABLE, Calls, Context, content, copy, elsewhere, listen_to_all
from bench.rows import Row, require
from chalicelib import wiring
from chalicelib.steps.launch_day import launch_day

DAY = "harbour"
PATH = f"/d/{DAY}/sign"
SIGNATURES, ROUNDS, WARM_UP = 100, 5, 20
CROWD, AT_ONCE = 1_000, 8
PER_SOURCE = 10
"""Fewer than one address may give in ten minutes: nobody is held."""


def form_of(n: int) -> dict[str, str]:
    """In turn by number and by mail address; the numbers are reserved for fiction."""
    by = {"phone": f"+447700900{n // 2:03}"} if n % 2 == 0 else {"email": f"p{n}@example.org"}
    return {**by, "country": "GB", "website": "", "seconds": "14.2", "lang": "en"}


def address_of(n: int) -> str:
    """A visitor's address; each gives a few signatures, and so does each network."""
    source = n // PER_SOURCE
    return f"100.{64 + source // 200 % 60}.{source % 200}.{source // 12_000 + 1}"


def event_of(n: int) -> dict[str, Any]:
    """What API Gateway gives for the form's POST."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Host": "api.tocsin.example",
        "Accept": "text/html,application/xhtml+xml",
        "Accept-Language": "en-GB,en;q=0.9",
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "X-Forwarded-For": address_of(n),
        "X-Forwarded-Proto": "https",
    }
    return {
        "resource": "/d/{day}/sign",
        "path": PATH,
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": {"day": DAY},
        "stageVariables": None,
        "requestContext": {
            "resourcePath": "/d/{day}/sign",
            "path": "/api" + PATH,
            "httpMethod": "POST",
            "stage": "api",
            "requestId": str(uuid4()),
            "identity": {"sourceIp": address_of(n), "userAgent": headers["User-Agent"]},
        },
        "body": urlencode(form_of(n)),
        "isBase64Encoded": False,
    }


class Bench:
    """Both sides, on the clients that each would have in its Lambda."""

    def __init__(self, url: str) -> None:
        import app

        self._handler: Callable[[Any, Any], Any] = app.app
        self._calls = Calls()
        self.most_calls = 0
        self._floor = ground.client("dynamodb", url)

    def run(self) -> float:
        """The median ratio of the rounds."""
        listen_to_all(self._calls)
        for n in range(WARM_UP):
            self._pair(n)
        self.most_calls = 0
        starts = range(WARM_UP, WARM_UP + SIGNATURES * ROUNDS, SIGNATURES)
        return statistics.median(self._round(start) for start in starts)

    def _round(self, start: int) -> float:
        pairs = [self._pair(n) for n in range(start, start + SIGNATURES)]
        ours, floor = (sum(side) / len(pairs) * 1e6 for side in zip(*pairs, strict=True))
        sys.stderr.write(f"signature: ours {ours:.0f} µs, floor {floor:.0f}\n")
        return ours / floor

    def _pair(self, n: int) -> tuple[float, float]:
        """CPU seconds of one signature by the handler, and by the floor with what it asked."""
        event, context = event_of(n), Context()
        self._calls.taken()
        start = process_time()
        answer = self._handler(event, context)
        ours = process_time() - start
        made = self._calls.taken()
        self.most_calls = max(self.most_calls, len(made))
        require(answer["statusCode"] == 303, "not signed")
        return ours, self._floor_of(event, made)

    def _floor_of(self, event: dict[str, Any], made: list[tuple[str, dict[str, Any]]]) -> float:
        write = elsewhere(made)
        reads = [{**asked, "TableName": FLOOR_TABLE} for name, asked in made if name == "GetItem"]
        start = process_time()
        form = dict(parse_qsl(event["body"], keep_blank_values=True))
        hmac.digest(b"pepper", _address(form).encode(), "sha256")
        for read in reads:
            self._floor.get_item(**read)
        written = self._floor.transact_write_items(**write)
        floor = process_time() - start
        require(written["ResponseMetadata"]["HTTPStatusCode"] == 200, "the floor wrote nothing")
        return floor


def _address(form: dict[str, str]) -> str:
    """Parsed and looked at, by phonenumbers or by a pattern."""
    if "phone" not in form:
        require(bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", form["email"])), "no address")
        return form["email"].casefold()
    number = phonenumbers.parse(form["phone"], form["country"])
    phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def crowd(start: int) -> float:
    """Signatures a second by eight threads, as fast as the local cloud takes them."""
    from chalicelib.web.signing import Signed, sign_on_web

    def sign(n: int) -> bool:
        form = {"email": f"crowd{n}@example.org", "country": "GB"}
        return isinstance(wiring.call(sign_on_web, DAY, form, address_of(n)), Signed)

    began = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        taken = sum(pool.map(sign, range(start, start + CROWD)))
    seconds = perf_counter() - began
    require(taken == CROWD, "a signature was refused")
    return CROWD / seconds


def check(url: str, count: int) -> None:
    """Both tables hold the same, and everybody is counted once and nobody is held."""
    require(content(url, ground.TABLE) == content(url, FLOOR_TABLE), "the tables differ")
    _exact(count)


def _exact(count: int) -> None:
    store, now = wiring.store(), wiring.clock().now()
    require(store.totals(DAY, now).of("sign.signed") == count, "the tallies are not exact")
    facts = [fact for fact in store.facts(DAY) if fact.state == "counted"]
    require(len(facts) == count, "the facts are not exact")


def main(url: str, result: str) -> None:
    """Measures, checks, and leaves the rows in the file `result`."""
    launch_day(ground.a_plan(), store=wiring.store(), clock=wiring.clock())
    ground.make_table(url, FLOOR_TABLE)
    copy(url, ground.TABLE, FLOOR_TABLE)
    bench, count = Bench(url), WARM_UP + SIGNATURES * ROUNDS
    ratio = bench.run()
    check(url, count)
    rate = crowd(10_000)
    _exact(count + CROWD)
    rows = [
        Row(name="signature_cpu_ratio", value=ratio, unit="times", limit=1.25),
        Row(name="signature_aws_calls", value=bench.most_calls, unit="calls", limit=2),
        Row(name="local_signatures_per_second", value=rate, unit="a second"),
    ]
    Path(result).write_text(json.dumps([row.as_json() for row in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
