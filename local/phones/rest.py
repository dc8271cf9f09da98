"""Twilio's REST API for messages, as much of it as the official SDK needs."""

from flask import Blueprint, Response, current_app, jsonify, request

from local.phones import listing
from local.phones.carrier import Carrier
from local.phones.refusals import Refusal
from local.phones.texts import API_VERSION, Text

blueprint = Blueprint("rest", __name__, url_prefix=f"/{API_VERSION}/Accounts/<account>")
Answer = tuple[Response | str, int]


@blueprint.before_request
def authenticate() -> None:
    """Basic auth with the account sid and one of its tokens; another account is not found."""
    config = _carrier().config()
    given = request.authorization
    if given is None or given.username != config.account_sid:
        raise Refusal(20003)
    if given.password not in config.auth_tokens:
        raise Refusal(20003)
    if (request.view_args or {}).get("account") != config.account_sid:
        raise Refusal(20404)


@blueprint.errorhandler(Refusal)
def refuse(refusal: Refusal) -> Answer:
    return jsonify(refusal.as_json()), refusal.status


@blueprint.post("/Messages.json")
def create(account: str) -> Answer:
    """Accept a text; the faults may spoil the answer after that."""
    accepted = _carrier().accept(request.form)
    if accepted.hold_seconds:
        _carrier().closing.wait(accepted.hold_seconds)
    if accepted.broken:
        raise Refusal(20500)
    return jsonify(accepted.text.as_resource(account)), 201


@blueprint.get("/Messages.json")
def list_page(account: str) -> Answer:
    return jsonify(listing.page(_carrier().storage, account, request.args, request.path)), 200


@blueprint.get("/Messages/<sid>.json")
def fetch(account: str, sid: str) -> Answer:
    return jsonify(_text(sid).as_resource(account)), 200


@blueprint.post("/Messages/<sid>.json")
def change(account: str, sid: str) -> Answer:
    return jsonify(_carrier().change(_text(sid), request.form).as_resource(account)), 200


@blueprint.delete("/Messages/<sid>.json")
def delete(account: str, sid: str) -> Answer:
    _carrier().delete(_text(sid))
    return "", 204


def _carrier() -> Carrier:
    carrier: Carrier = current_app.extensions["carrier"]
    return carrier


def _text(sid: str) -> Text:
    text = _carrier().storage.text(sid)
    if text is None:
        raise Refusal(20404)
    return text
