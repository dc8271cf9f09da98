"""The phones' side of the carrier: what each received, texting from one, and the faults."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from local.phones import inbound
from local.phones.carrier import E164, Carrier
from local.phones.faults import FaultError

blueprint = Blueprint("handsets", __name__)
Answer = tuple[Response | str, int]


class RequestError(ValueError):
    """A request that makes no sense; its words are for the person who made it."""


@blueprint.errorhandler(RequestError)
@blueprint.errorhandler(FaultError)
def explain(problem: ValueError) -> Answer:
    return jsonify({"error": str(problem)}), 400


@blueprint.get("/phones")
def phones() -> Answer:
    """Every phone that ever sent or received a text, with counts."""
    return jsonify(_carrier().storage.phones()), 200


@blueprint.get("/phones/<number>")
def phone(number: str) -> Answer:
    """What this phone sent and received, oldest first."""
    number = _number(number)
    texts = [text.as_seen_on_phone() for text in _carrier().storage.of_phone(number)]
    return jsonify({"number": number, "texts": texts}), 200


@blueprint.post("/phones/<number>/texts")
def send(number: str) -> Answer:
    """Text from this phone: `{"body": …}`, with `to` and `sid` where they matter."""
    asked = _object()
    if not isinstance(asked.get("body"), str):
        raise RequestError('send {"body": "the text"}')
    to, sid = str(asked.get("to") or ""), str(asked.get("sid") or "")
    return jsonify(
        asdict(inbound.pass_on(_carrier(), _number(number), asked["body"], to, sid))
    ), 200


@blueprint.get("/faults")
def faults() -> Answer:
    return jsonify(_carrier().faults.all()), 200


@blueprint.post("/faults")
def add_fault() -> Answer:
    return jsonify(_carrier().faults.add(_object()).as_json()), 201


@blueprint.delete("/faults")
def clear_faults() -> Answer:
    _carrier().faults.clear()
    return "", 204


def _carrier() -> Carrier:
    carrier: Carrier = current_app.extensions["carrier"]
    return carrier


def _object() -> dict[str, Any]:
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict):
        raise RequestError("the body must be a JSON object")
    return asked


def _number(given: str) -> str:
    """E.164; a + that the address lost on its way is put back."""
    number = "+" + given.strip().lstrip("+")
    if not E164.fullmatch(number):
        raise RequestError("a number looks like +12125550123")
    return number
