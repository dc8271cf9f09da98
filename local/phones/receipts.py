"""The mail sink as SES: it tells the stage's own Lambda what became of a packet's mail.

The local cloud publishes no such event. The faults `bounce`, `soft_bounce`, `complain`, `repeat`,
`reorder` and `silent` are for a mail's address.
"""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.ses import REFERENCE_HEADER
from chalicelib.domain.receipts import TAG
from local.phones.faults import Faults
from local.stage import LocalStage

STACK, OUTPUT, REGION = "tocsin-local", "RecordReceiptName", "us-east-1"
SPOILT: dict[str, tuple[str, dict[str, Any]]] = {
    "bounce": ("Bounce", {"bounceType": "Permanent", "bounceSubType": "General"}),
    "soft_bounce": ("Bounce", {"bounceType": "Transient", "bounceSubType": "MailboxFull"}),
    "complain": ("Complaint", {"complaintFeedbackType": "abuse"}),
}
Event = dict[str, Any]


class Receipts:
    """A worker that tells, so that whoever mails does not wait for it."""

    def __init__(self, stage: LocalStage, faults: Faults) -> None:
        self._stage, self._faults = stage, faults
        self._worker = ThreadPoolExecutor(1)

    def tell(self, to: str, raw: bytes, at: datetime) -> Future[None]:
        """Of one mail, once its sender has its answer."""
        return self._worker.submit(self._tell, list(told_of(to, raw, at, self._faults)))

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            try:
                self._invoke(event)
            except (BotoCoreError, ClientError):
                return  # No stage is deployed: nobody to tell.

    def _invoke(self, event: Event) -> None:
        session = boto3.Session("local", "local", region_name=REGION)
        stacks = session.client("cloudformation", endpoint_url=self._stage.cloud_url)
        (stack,) = stacks.describe_stacks(StackName=STACK)["Stacks"]
        names = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
        session.client("lambda", endpoint_url=self._stage.cloud_url).invoke(
            FunctionName=names[OUTPUT], InvocationType="Event", Payload=json.dumps(by_sns(event))
        )


def told_of(to: str, raw: bytes, at: datetime, faults: Faults) -> Iterator[Event]:
    """What SES would tell of this mail; nothing of one that is no packet's."""
    mail: EmailMessage = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    tag = str(mail.get(REFERENCE_HEADER, ""))
    if tag.count("_") != 2 or faults.take("silent", to):
        return
    fate = next((fate for fault, fate in SPOILT.items() if faults.take(fault, to)), None)
    arrived: tuple[str, dict[str, Any]] = ("Delivery", {"recipients": [to]})
    told = [("Send", {}), *([fate] if fate else [arrived])]
    if fate and fate[0] == "Complaint":
        told.insert(1, arrived)
    if faults.take("reorder", to):
        told.reverse()
    told *= 2 if faults.take("repeat", to) else 1
    about = _mail(mail, tag, to, at)
    for kind, more in told:
        yield {"eventType": kind, "mail": about, kind.lower(): more}


def by_sns(event: Event) -> Event:
    """As a topic's subscription invokes a Lambda."""
    told = {"Type": "Notification", "Message": json.dumps(event)}
    return {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": told}]}


def _mail(mail: EmailMessage, tag: str, to: str, at: datetime) -> Event:
    """The local cloud writes SES's own id of a mail into it."""
    return {
        "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "messageId": str(mail.get("Message-ID", "")).strip("<> "),
        "source": str(mail.get("From", "")),
        "destination": [to],
        "tags": {TAG: [tag]},
    }
