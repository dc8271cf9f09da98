"""The web application of the carrier: every address, one line each."""

import json
from typing import Any

from flask import Flask

from local.phones import handsets, mail, rest
from local.phones.carrier import Carrier
from local.phones.split import split_blueprint
from local.stage import LocalStage


def create_app(carrier: Carrier) -> Flask:
    """The application over this carrier; whoever made the carrier closes it."""
    app = Flask(__name__)
    app.extensions["carrier"] = carrier
    app.register_blueprint(rest.blueprint)
    app.register_blueprint(handsets.blueprint)
    app.register_blueprint(mail.blueprint)
    app.register_blueprint(split_blueprint(lambda: addresses(carrier.stage)))
    app.add_url_rule("/health", "health", lambda: "ok")
    return app


def addresses(stage: LocalStage) -> dict[str, str]:
    """Where the desk is and, once there is a day, its petition page: as the deploy left it."""
    try:
        stored: dict[str, Any] = json.loads((stage.directory / "stage.json").read_text())
    except FileNotFoundError:
        return {}
    return {"desk": stored["urls"]["desk"], **stored.get("day", {})}
