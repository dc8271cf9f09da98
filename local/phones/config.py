"""Who the carrier's one customer is: `phones.json` in the stage's directory, read afresh."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

from local.stage import LocalStage

FILE = "phones.json"


@dataclass(frozen=True, slots=True)
class CarrierConfig:
    """What Twilio's console would hold: account, tokens, sender and where the webhooks go."""

    base_url: str
    """The API as the world sees it; `/twilio/inbound` and `/twilio/fallback` are under it."""
    account_sid: str = "AC00000000000000000000000000000000"
    auth_tokens: tuple[str, ...] = ("local-carrier-token",)
    """The first signs webhooks; each opens the REST API."""
    sender: str = "+12125550100"
    """The number behind the messaging service, and where phones text by default."""
    messaging_service: str = "MG00000000000000000000000000000000"
    inbound_overrides: str = "rc=2&rp=ct,rt,5xx"
    """Connection overrides, as in the fragment of a Twilio webhook URL."""
    advanced_opt_out: bool = False
    """Only Advanced Opt-Out tells the webhook an OptOutType."""

    @property
    def inbound_url(self) -> str:
        return f"{self.base_url}/twilio/inbound#{self.inbound_overrides}"

    @property
    def fallback_url(self) -> str:
        return f"{self.base_url}/twilio/fallback"


def load(stage: LocalStage) -> CarrierConfig:
    """The stage's configuration; whatever the file leaves out has its default."""
    try:
        written: dict[str, Any] = json.loads((stage.directory / FILE).read_text())
    except FileNotFoundError:
        written = {}
    if "auth_tokens" in written:
        written["auth_tokens"] = tuple(written["auth_tokens"])
    return CarrierConfig(**({"base_url": stage.api_url} | written))


def save(stage: LocalStage, config: CarrierConfig) -> None:
    """Write it whole, so that a reader never sees half a file."""
    passing = stage.directory / f"{FILE}.new"
    passing.write_text(json.dumps(dataclasses.asdict(config), indent=1))
    passing.replace(stage.directory / FILE)
