"""Peppers in Secrets Manager. See `ports.PepperBook`.

A change is a version of the secret of its own, which becomes the current one only in the place of
the version that was read: of two changes at once, one is refused.
"""

import base64
import json
import secrets as random
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from botocore.exceptions import ClientError

from chalicelib.adapters.secrets import parse_secrets
from chalicelib.domain.peppers import Peppers
from chalicelib.ports import Stale, Written

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

CURRENT, PENDING = "AWSCURRENT", "tocsin-pending"


class SecretPeppers:
    def __init__(self, client: "SecretsManagerClient", name: str) -> None:
        self._client = client
        self._name = name

    def peppers(self) -> Peppers:
        return self._read()[0]

    def add(self, before: Peppers) -> Written | Stale:
        """A guess of 256 random bits is beyond anybody."""
        pepper = base64.b64encode(random.token_bytes(32)).decode()
        return self._changed(before, {"peppers": {before.next: pepper}, "pepper": before.current})

    def use(self, before: Peppers, version: str) -> Written | Stale:
        return self._changed(before, {"peppers": {}, "pepper": version})

    def _read(self) -> tuple[Peppers, dict[str, Any], str]:
        """With the whole secret, and the version of it that was read."""
        changed = self._client.describe_secret(SecretId=self._name)["LastChangedDate"]
        found = self._client.get_secret_value(SecretId=self._name, VersionStage=CURRENT)
        stored = json.loads(found["SecretString"])
        known = parse_secrets(stored)
        peppers = Peppers(
            versions=tuple(sorted(known.peppers, key=int)),
            current=known.current,
            changed_at=_aware(changed),
        )
        return peppers, stored, found["VersionId"]

    def _changed(self, before: Peppers, change: dict[str, Any]) -> Written | Stale:
        now, stored, version = self._read()
        if now != before:
            return Stale()
        peppers = {**stored["peppers"], **change["peppers"]}
        pending = self._client.put_secret_value(
            SecretId=self._name,
            ClientRequestToken=str(uuid4()),
            SecretString=json.dumps(stored | change | {"peppers": peppers}),
            VersionStages=[PENDING],
        )["VersionId"]
        try:
            self._client.update_secret_version_stage(
                SecretId=self._name,
                VersionStage=CURRENT,
                MoveToVersionId=pending,
                RemoveFromVersionId=version,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "InvalidParameterException":
                raise
            return Stale()
        return Written()


def _aware(at: datetime) -> datetime:
    return at.astimezone(UTC)
