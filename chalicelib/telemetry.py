"""Logs, metrics and traces of Powertools, with ids and counts only (promise 8)."""

from collections.abc import Callable
from threading import Lock
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from chalice.app import Chalice, Request

from chalicelib.adapters.tracing import traced

SERVICE = "tocsin"

logger = Logger(service=SERVICE)
metrics = Metrics(namespace="Tocsin", service=SERVICE)
_lock = Lock()


def observe(app: Chalice) -> None:
    """Every handler of the app logs with its request's id, is traced, and flushes its metrics."""
    app.register_middleware(_observed)


def count(name: str, value: int = 1) -> None:
    """One metric for each outcome; safe between threads."""
    with _lock:
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def _observed(event: Any, get_response: Callable[[Any], Any]) -> Any:
    """Chalice's own ConvertToMiddleware would decorate anew at each request."""
    context = event.lambda_context if isinstance(event, Request) else event.context
    return _handled(lambda: traced(lambda: get_response(event), SERVICE), context)


@logger.inject_lambda_context
def _handled(respond: Callable[[], Any], context: Any) -> Any:
    try:
        return respond()
    finally:
        if metrics.metric_set:
            metrics.flush_metrics()
