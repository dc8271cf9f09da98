"""A warm reply: the whole Lambda handler against the least that any handler would have to do.

`python -m bench.reply CLOUD_URL RESULT` in a process of its own, as one Lambda is.
"""

import json
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from twilio.request_validator import RequestValidator

from bench import ground
from bench.rows import Row, require
from chalicelib import wiring
from chalicelib.domain.people import Consent, LiveAsk, Person
from chalicelib.steps.launch_day import launch_day

REPLIES = 100
ROUNDS = 5
WARM_UP = 10
FLOOR_TABLE = "bench-b"
"""A table of the same content, under a name of the same length, for the floor's same writes."""
PATH = "/twilio/inbound"
THANKS = b"<Message>Thank you"
TYPE = "application/x-www-form-urlencoded"


@dataclass
class Calls:
    """Every call to AWS while it is listening: service.Operation, and what was asked."""

    made: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def listen(self, client: Any) -> None:
        client.meta.events.register("provide-client-params.*.*", self._note)

    def _note(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self.made.append((model.name, params))

    def taken(self) -> list[tuple[str, dict[str, Any]]]:
        made, self.made = self.made, []
        return made


class Context:
    """What Lambda tells a handler of its surroundings."""

    function_name = "tocsin-bench-api_handler"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:tocsin-bench"

    def __init__(self) -> None:
        self.aws_request_id = str(uuid4())


def numbers() -> Iterator[str]:
    """Numbers of one mobile range reserved for fiction, and after it ten digits that no plan has.

    A reply never looks at the number but to hash it.
    """
    yield from (f"+447700900{n:03}" for n in range(1000))
    yield from (f"+4400{n:08}" for n in range(100_000))


def furnish(url: str) -> list[str]:
    """One launched day and everyone asked, the same in both tables; the numbers."""
    count = WARM_UP + REPLIES * ROUNDS
    asked = [number for number, _ in zip(numbers(), range(count), strict=False)]
    launch_day(ground.a_plan(), store=wiring.store(), clock=wiring.clock())
    for number in asked:
        wiring.store().add_person(_asked(number))
    ground.make_table(url, FLOOR_TABLE)
    copy(url, ground.TABLE, FLOOR_TABLE)
    return asked


def _asked(number: str) -> Person:
    """Someone who was texted the petition an hour ago and may answer."""
    now = datetime.now(UTC)
    person = wiring.vault().person_id(number)
    ask = ground.a_plan().asks["sign"]
    assert ask.send is not None
    live = LiveAsk(day="harbour", ask="sign", level=ask.level, asked_at=ask.send, until=ask.until)
    return Person(
        id=person,
        consent=Consent(state="in", at=now - timedelta(days=30), source="import:bench"),
        language="en",
        country="GB",
        region="SW",
        zone="Europe/London",
        address=wiring.vault().seal(number, person),
        name=wiring.vault().seal("Ada", person),
        standing=("member",),
        live=live,
        asks={"harbour/sign": "asked"},
    )


def event_of(number: str) -> dict[str, Any]:
    """What API Gateway gives for Twilio's signed POST of `1` from that number."""
    form = {
        "ToCountry": "GB",
        "ToState": "",
        "SmsMessageSid": (sid := f"SM{uuid4().hex}"),
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": "1",
        "FromCountry": "GB",
        "To": "+447700900999",
        "MessagingServiceSid": "MG" + "0" * 32,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": "AC" + "0" * 32,
        "From": number,
        "ApiVersion": "2010-04-01",
    }
    signed = RequestValidator(ground.TOKEN).compute_signature(ground.BASE_URL + PATH, form)
    headers = {
        "Content-Type": TYPE,
        "Host": "api.tocsin.example",
        "I-Twilio-Idempotency-Token": str(uuid4()),
        "User-Agent": "TwilioProxy/1.1",
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
        "X-Twilio-Signature": signed,
    }
    return {
        "resource": PATH,
        "path": PATH,
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": PATH,
            "path": "/api" + PATH,
            "httpMethod": "POST",
            "stage": "api",
            "requestId": str(uuid4()),
            "identity": {"sourceIp": "127.0.0.1", "userAgent": "TwilioProxy/1.1"},
        },
        "body": urlencode(form),
        "isBase64Encoded": False,
    }


class Bench:
    """Both sides, on the clients that each would have in its Lambda."""

    def __init__(self, url: str) -> None:
        import app

        self._url = url
        self._handler: Callable[[Any, Any], Any] = app.app
        self._calls = Calls()
        self.most_calls = 0
        self._floor = ground.client("dynamodb", url)

    def run(self, asked: list[str]) -> float:
        """The median ratio of the rounds."""
        listen_to_all(self._calls)
        for number in asked[:WARM_UP]:
            self._pair(number)
        self.most_calls = 0
        rounds = [asked[at : at + REPLIES] for at in range(WARM_UP, len(asked), REPLIES)]
        return statistics.median(self._round(numbers) for numbers in rounds)

    def _round(self, asked: list[str]) -> float:
        pairs = [self._pair(number) for number in asked]
        ours, floor = (sum(side) for side in zip(*pairs, strict=True))
        note = f"reply: ours {ours / len(pairs) * 1e6:.0f} µs, floor {floor / len(pairs) * 1e6:.0f}"
        sys.stderr.write(note + "\n")
        return ours / floor

    def _pair(self, number: str) -> tuple[float, float]:
        """CPU seconds of one reply by the handler, and by the floor with what it asked of AWS."""
        event, context = event_of(number), Context()
        self._calls.taken()
        start = process_time()
        answer = self._handler(event, context)
        ours = process_time() - start
        made = self._calls.taken()
        self.most_calls = max(self.most_calls, len(made))
        require(answer["statusCode"] == 200 and THANKS in answer["body"].encode(), "no thanks")
        return ours, self._floor_of(event, made)

    def _floor_of(self, event: dict[str, Any], made: list[tuple[str, dict[str, Any]]]) -> float:
        asked = {name: {**params, "TableName": FLOOR_TABLE} for name, params in made}
        get, write = asked["GetItem"], elsewhere(made)
        signature = event["headers"]["X-Twilio-Signature"]
        start = process_time()
        form = dict(parse_qsl(event["body"], keep_blank_values=True))
        url = ground.BASE_URL + PATH
        signed = RequestValidator(ground.TOKEN).validate(url, form, signature)
        person = self._floor.get_item(**get)
        written = self._floor.transact_write_items(**write)
        floor = process_time() - start
        require(signed and "Item" in person, "the floor read nothing")
        require(written["ResponseMetadata"]["HTTPStatusCode"] == 200, "the floor wrote nothing")
        return floor


def elsewhere(made: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The same transaction for the floor's table, under a token of its own."""
    write = next(params for name, params in made if name == "TransactWriteItems")
    items = [
        {action: {**asked, "TableName": FLOOR_TABLE} for action, asked in item.items()}
        for item in write["TransactItems"]
    ]
    return {"TransactItems": items, "ClientRequestToken": str(uuid4())}


def listen_to_all(calls: Calls) -> None:
    """Counts the calls of every client that our adapters have made or will make."""
    from chalicelib.adapters import clients

    make = clients._make

    def heard(*key: Any) -> Any:
        client = make(*key)
        calls.listen(client)
        return client

    clients._make = heard
    for client in clients._made.values():
        calls.listen(client)


def copy(url: str, source: str, target: str) -> None:
    dynamodb = ground.client("dynamodb", url)
    for item in content(url, source):
        dynamodb.put_item(TableName=target, Item=item)


def content(url: str, table: str) -> list[dict[str, Any]]:
    """Every item, in the order of the keys."""
    pages = ground.client("dynamodb", url).get_paginator("scan").paginate(TableName=table)
    items = [item for page in pages for item in page["Items"]]
    return sorted(items, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))


def check(url: str, replies: int) -> None:
    """Both tables hold the same, and everyone is counted once."""
    require(content(url, ground.TABLE) == content(url, FLOOR_TABLE), "the tables differ")
    totals = wiring.store().totals("harbour", datetime.now(UTC))
    require(totals.of("sign.signed") == replies, "the tallies do not hold every reply")


def main(url: str, result: str) -> None:
    """Measures, checks, and leaves the rows in the file `result`."""
    asked = furnish(url)
    bench = Bench(url)
    ratio = bench.run(asked)
    check(url, len(asked))
    rows = [
        Row(name="reply_cpu_ratio", value=ratio, unit="times", limit=1.25),
        Row(name="reply_aws_calls", value=bench.most_calls, unit="calls", limit=2),
    ]
    Path(result).write_text(json.dumps([row.as_json() for row in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
