"""AWS clients, made when first asked for and then kept: importing this costs nothing."""

from threading import Lock
from typing import Any

UNVALIDATED = "dynamodb"
"""Its requests are validated in the contract tests, and by DynamoDB itself: to check each one
again here took a tenth of a reply's CPU."""

_made: dict[tuple[str, str, int], Any] = {}
_lock = Lock()


def client(service: str, aws_url: str = "", *, attempts: int = 3) -> Any:
    """The low-level client of an AWS service, one for each set of arguments.

    `aws_url` is the local cloud's address, empty on AWS. `attempts` counts the first: 1 for
    what must not be sent twice. Safe between threads (making one in boto3 is not).
    """
    key = (service, aws_url, attempts)
    with _lock:
        if key not in _made:
            _made[key] = _make(*key)
        return _made[key]


def _make(service: str, aws_url: str, attempts: int) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        tcp_keepalive=True,
        connect_timeout=2,
        read_timeout=8,
        retries={"total_max_attempts": attempts, "mode": "standard"},
        max_pool_connections=32,
        parameter_validation=service != UNVALIDATED,
    )
    make: Any = boto3.client
    return make(service, endpoint_url=aws_url or None, config=config)
