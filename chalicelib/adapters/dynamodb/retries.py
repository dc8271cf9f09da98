"""Lost races: what DynamoDB asks us to try again and botocore does not."""

from collections.abc import Callable
from typing import Any, TypeVar

from botocore.exceptions import ClientError

from chalicelib.errors import ConflictError

ATTEMPTS = 8
"""24 texts of one person at once took up to 6."""
FIRST_PAUSE = 0.02
"""Seconds: a transaction holds its items for 10 to 15 ms."""
LONGEST_PAUSE = 0.5

CONTENDED = frozenset(
    {
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "ThrottlingError",
        "ThrottlingException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "InternalServerError",
    }
)
"""Codes of errors, and of a cancelled transaction's reasons, that pass by themselves."""

Result = TypeVar("Result")


class Retry:
    """Tries again after a lost race, with full jitter. `rand` gives numbers from 0 to 1."""

    def __init__(self, pause: Callable[[float], None], rand: Callable[[], float]) -> None:
        self._pause = pause
        self._rand = rand

    def __call__(self, attempt: Callable[[], Result]) -> Result:
        """The result of the first attempt that ran. Raises ConflictError after the last."""
        for number in range(ATTEMPTS):
            if number:
                self.wait(number)
            try:
                return attempt()
            except ClientError as error:
                if not contended(error):
                    raise
        raise ConflictError(f"a write lost its races {ATTEMPTS} times")

    def wait(self, number: int) -> None:
        """Pauses before the attempt of that number (0 is the first)."""
        self._pause(self._rand() * min(LONGEST_PAUSE, FIRST_PAUSE * 2**number))


def contended(error: ClientError) -> bool:
    """Whether trying the same again may succeed."""
    codes = {error.response["Error"]["Code"]} | {reason["Code"] for reason in reasons(error)}
    return not codes.isdisjoint(CONTENDED)


def reasons(error: ClientError) -> list[dict[str, Any]]:
    """A cancelled transaction's reasons, one for each of its parts."""
    found: list[dict[str, Any]] = error.response.get("CancellationReasons", [])  # type: ignore[assignment]
    return found
