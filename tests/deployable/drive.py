"""A day on the real adapters, over an AWS in memory: each function works as a process of its own.

Nothing is shared between two functions but what AWS holds: each has its own clients' caches,
data keys and secrets, so that each asks for all that it needs.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_string, policy
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import boto3
from chalice.test import Client, HTTPResponse
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

import app as tocsin
from chalicelib import wiring
from chalicelib.adapters import clients, secrets
from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.adapters.stepfunctions import StepFunctions
from chalicelib.domain.confirmations import Confirmation
from chalicelib.domain.facts import Fact
from chalicelib.domain.people import Consent, Person
from chalicelib.domain.plan import Plan
from chalicelib.domain.roster import encode_line, roster_line
from chalicelib.settings import Settings
from chalicelib.steps.launch_day import launch_day
from chalicelib.steps.open_days import OpenDays
from infra.secret import secret_name
from infra.workflows import definitions
from tests.deployable.account import (
    MAIL_FROM,
    NAMES,
    REGION,
    STAGE,
    TOKEN,
    KeyedCarrier,
    Started,
    function_arn,
    provision,
    states_arn,
)
from tests.deployable.recorder import Need, Recorder
from tests.privacy.world import FakeRecords
from tests.support.asl import machine
from tests.support.fakes import FakeClock
from tests.support.mail_events import by_sns, ses_event
from tests.unit.web.website import Visitor

FORM = "application/x-www-form-urlencoded"


class Drive:
    """An empty stage. `recorder` knows what each function asked for."""

    def __init__(self, at: datetime) -> None:
        self.clock, self.carrier = FakeClock(at), KeyedCarrier()
        self.arns = provision()
        self.settings = Settings(
            stage=STAGE,
            table=NAMES["table"],
            files_bucket=NAMES["files"],
            public_bucket=NAMES["public"],
            public_url="https://public.example",
            base_url="https://api.example/api",
            secret=secret_name(STAGE),
            kms_key=self.arns["key"],
            mail_from=MAIL_FROM,
            mail_receipts=f"tocsin-{STAGE}",
            workflow_arns={name: states_arn("stateMachine", name) for name in definitions()},
        )
        self.recorder = Recorder(self.arns)
        self._client = Client(tocsin.app)
        self._sids = 0
        self.before: dict[str, Callable[[], object]] = {}
        """Function to what happens just before it runs, once."""
        _forget()
        boto3.DEFAULT_SESSION = None
        boto3.setup_default_session(region_name=REGION)
        self.recorder.listen(boto3.DEFAULT_SESSION.events)
        self._executions = Started(
            StepFunctions(boto3.client("stepfunctions"), self.settings.workflow_arns)
        )

    def end(self) -> None:
        """Leaves no client behind that knows this AWS."""
        _forget()
        boto3.DEFAULT_SESSION = None

    @contextmanager
    def as_(self, role: str) -> Iterator[None]:
        """A new process that runs as this role."""
        secrets._provider.cache_clear()
        ports = {
            "settings": self.settings,
            "clock": self.clock,
            "carrier": self.carrier,
            "executions": self._executions,
            "records": FakeRecords(),
            "catalogues": GettextCatalogues(),
        }
        with self.recorder.as_(role), wiring.instead(**ports):
            wiring._made["open_days"] = OpenDays(wiring.store(), self.clock, 0)
            yield

    def launch(self, plan: Plan) -> None:
        """As the coordinator does, who is no function."""
        with self.as_("coordinator"):
            launch_day(plan, store=wiring.store(), clock=self.clock, slots=2)

    def add(self, number: str, **known: Any) -> str:
        """A person on the roster who may be texted; the id."""
        with self.as_("coordinator"):
            owner = wiring.vault().person_id(number)
            consent = Consent(state="in", at=self.clock.now() - timedelta(days=30), source="import")
            person = Person(
                id=owner,
                consent=consent,
                address=wiring.vault().seal(number, owner),
                **{"language": "en", "country": "GB", "zone": "Europe/London", **known},
            )
            wiring.store().add_person(person)
            line = encode_line(roster_line(person))
            wiring.files().put(f"roster/{owner}.jsonl", line, "text/plain")
        return owner

    def change_pepper(self) -> None:
        """A second one is current, as the command leaves it; all that signed has taken its id."""
        with self.as_("coordinator"):
            wiring.store().take_signers()
            service = boto3.client("secretsmanager")
            stored = json.loads(
                service.get_secret_value(SecretId=self.settings.secret)["SecretString"]
            )
            peppers = {**stored["peppers"], "2": base64.b64encode(b"another pepper").decode()}
            changed = {**stored, "peppers": peppers, "pepper": "2"}
            service.put_secret_value(
                SecretId=self.settings.secret, SecretString=json.dumps(changed)
            )

    def leave_letter(self, day: str) -> None:
        """As a form whose Lambda died before it mailed what it had promised."""
        with self.as_("coordinator"):
            vault, now = wiring.vault(), self.clock.now()
            owner = vault.person_id("left@example.org")
            what = {"day": day, "ask": "sign", "kind": "signed", "country": "", "channel": "web"}
            fact = Fact(**what, person=owner, at=now, state="held", why="confirm", proved=False)  # type: ignore[arg-type]
            address = vault.seal("left@example.org", owner)
            letter = Confirmation(
                day=day, person=owner, language="en", address=address, at=now - timedelta(minutes=9)
            )
            wiring.store().sign(fact, letter=letter)

    def invoke(self, function: str, event: Any) -> Any:
        """The Lambda of that name on that event."""
        self.before.pop(function, lambda: None)()
        with self.as_(function):
            return json.loads(json.dumps(self._client.lambda_.invoke(function, event).payload))

    def tick(self, at: datetime | None = None) -> Any:
        """Moves the clock there, ticks, and again while the runs are under way; runs them."""
        if at:
            self.clock.advance(max(timedelta(0), at - self.clock.now()))
        event = self._client.events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
        ticked = self.invoke("tick", event)
        if self._executions.queue:
            self.clock.advance(timedelta(minutes=1))
            self.invoke("tick", event)
        while self._executions.queue:
            self._run(*self._executions.queue.pop(0))
        return ticked

    def tick_until_quiet(self, at: datetime | None = None) -> None:
        """Ticks, a minute apart, until nothing more is started."""
        while self.tick(at)["runs"]:
            self.clock.advance(timedelta(minutes=1))

    def tallied(self, day: str) -> Any:
        """The stream wakes the publisher."""
        keys = {"PK": {"S": f"TALLY#{day}#0"}, "SK": {"S": "0#GB"}}
        change = {"Keys": keys, "SequenceNumber": "1", "StreamViewType": "NEW_IMAGE"}
        record = {"eventID": "1", "eventName": "MODIFY", "dynamodb": change, "awsRegion": REGION}
        return self.invoke("publish_on_tally", {"Records": [record]})

    def mailed(self, trigger: str, target: str, day: str, kind: str, **changed: str) -> Any:
        """SES tells what became of a packet's mail."""
        with self.as_("coordinator"):
            found = wiring.store().delivery(day, trigger, target)
        assert found
        event = ses_event(kind, f"{day}_{trigger}_{target}", found.mail_id, **changed)
        return self.invoke("record_receipt", by_sns(event))

    def request(self, method: str, path: str, **given: Any) -> HTTPResponse:
        """A request to the API."""
        with self.as_("api_handler"):
            return self._client.http.request(method, path, **given)

    def twilio(self, path: str, **form: str) -> HTTPResponse:
        """A webhook, signed as Twilio signs."""
        from twilio.request_validator import RequestValidator

        url = f"{self.settings.base_url}/twilio/{path}"
        signed = RequestValidator(TOKEN).compute_signature(url, form)
        headers = {"Content-Type": FORM, "X-Twilio-Signature": signed}
        answer = self.request(
            "POST", f"/twilio/{path}", headers=headers, body=urlencode(form).encode()
        )
        assert answer.status_code in (200, 204), answer.body
        return answer

    def text(self, number: str, body: str, path: str = "inbound") -> HTTPResponse:
        """A text comes in."""
        self._sids += 1
        return self.twilio(path, MessageSid=f"SM{self._sids:032x}", From=number, Body=body)

    def visitor(self) -> Visitor:
        """A browser at the desk or the petition page."""
        return DeskVisitor(SimpleNamespace(request=self.request, base_url=self.settings.base_url))  # type: ignore[arg-type]

    def _run(self, workflow: str, command: dict[str, Any]) -> None:
        def task(name: str, event: dict[str, Any]) -> Any:
            with self.recorder.as_(workflow):
                self.recorder.add(Need("lambda:InvokeFunction", function_arn(name)))
            return self.invoke(name, event)

        with self.as_(workflow):
            machine(workflow, task, wiring.files()).run(command)


class DeskVisitor(Visitor):
    def mailed_code(self) -> str:
        """From the newest mail that SES was given."""
        sent = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages[-1]
        mail = message_from_string(sent.raw_data, policy=policy.default)
        found = re.search(r"\b\d{6}\b", mail.get_body().get_content())  # type: ignore[union-attr]
        assert found
        return found[0]


def _forget() -> None:
    clients._made.clear()
    secrets._provider.cache_clear()
