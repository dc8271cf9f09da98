"""The web application of the carrier: every address, one line each."""

from flask import Flask

from local.phones import handsets, mail, pages, rest
from local.phones.carrier import Carrier


def create_app(carrier: Carrier) -> Flask:
    """The application over this carrier; whoever made the carrier closes it."""
    app = Flask(__name__)
    app.extensions["carrier"] = carrier
    app.register_blueprint(rest.blueprint)
    app.register_blueprint(handsets.blueprint)
    app.register_blueprint(mail.blueprint)
    app.register_blueprint(pages.blueprint)
    app.add_url_rule("/health", "health", lambda: "ok")
    return app
