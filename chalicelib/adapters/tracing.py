"""Traces in X-Ray, of the requests that it samples: one a second and a few in a hundred.

The SDK is loaded at the first of them: every other cold start would pay for it.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import Any

HEADER = "_X_AMZN_TRACE_ID"


def traced(respond: Callable[[], Any], service: str) -> Any:
    """What `respond` gives; its time and outcome are traced, never what is in it."""
    if "Sampled=1" not in os.environ.get(HEADER, ""):
        return respond()
    return _handler(service)(respond, None)


@cache
def _handler(service: str) -> Callable[[Callable[[], Any], Any], Any]:
    """Nothing is patched: a traced AWS call would carry keys, and costs each reply its time."""
    from aws_lambda_powertools import Tracer

    tracer = Tracer(service=service, auto_patch=False)

    @tracer.capture_lambda_handler(capture_response=False, capture_error=False)
    def handled(respond: Callable[[], Any], context: Any) -> Any:
        return respond()

    return handled  # type: ignore[no-any-return]
