"""Waiting for something to become true, with a deadline instead of a guess."""

import time
from collections.abc import Callable

STEP = 0.02


class TooLateError(Exception):
    """What was waited for did not happen before the deadline."""


def wait_until(happened: Callable[[], bool], what: str, seconds: float) -> None:
    """Return as soon as `happened()`; raise TooLateError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise TooLateError(f"{what}: not within {seconds:g} s")
        time.sleep(STEP)
