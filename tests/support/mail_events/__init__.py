"""Events of SES's own form, as its documentation shows them, of mails of ours."""

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = ("Send", "Delivery", "Bounce", "Complaint", "Reject")


@cache
def _sample(kind: str) -> str:
    return (HERE / f"{kind.lower()}.json").read_text("utf-8")


def ses_event(kind: str, tag: str, mail_id: str, **changed: Any) -> dict[str, Any]:
    """The sample of that kind, told of the mail with that tag and id; `changed` are other parts
    of the kind's own object."""
    event: dict[str, Any] = json.loads(_sample(kind))
    event["mail"] |= {"messageId": mail_id}
    event["mail"]["tags"]["tocsin-reference"] = [tag]
    event[kind.lower()] |= changed
    return event


def by_sns(*events: dict[str, Any]) -> dict[str, Any]:
    """What Lambda is invoked with by the topic's subscription."""
    sample = json.loads((HERE / "by_sns.json").read_text("utf-8"))
    (record,) = sample["Records"]
    told = [{**record["Sns"], "Message": json.dumps(event)} for event in events]
    return {"Records": [{**record, "Sns": sns} for sns in told]}
