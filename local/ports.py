"""The stage's ports: are they free, and does a server answer there?"""

import random
import socket
import urllib.error
import urllib.request

from local.stage import HOST
from local.waiting import TooLateError, wait_until

# A proxy of the user's environment must not see calls to this machine.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class PortTakenError(Exception):
    """Another program listens on a port that the local stage needs."""


def require_free(port: int, variable: str) -> None:
    """Raise PortTakenError with its mend unless `port` can be bound.

    A killed process may hold its port for an instant after it left the process table.
    """
    try:
        wait_until(lambda: _is_free(port), "the port to be free", 1)
    except TooLateError as taken:
        raise PortTakenError(
            f"Port {port} is taken by another program. End that program, "
            f"or set {variable} to a free port, for example {variable}={port + 100}."
        ) from taken


def free_port() -> int:
    """A free port for a stage beside the usual one, below those that outgoing calls are given."""
    return next(port for port in iter(_any_port, 0) if _is_free(port))


def _any_port() -> int:
    return random.randrange(20_000, 32_000)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(url: str, seconds: float = 2) -> bool:
    """True when `url` answers 200."""
    try:
        with _DIRECT.open(url, timeout=seconds) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
