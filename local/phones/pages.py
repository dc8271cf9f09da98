"""The page for a person who plays supporters."""

from flask import Blueprint, current_app, render_template

from local.phones.carrier import Carrier

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """All phones, the latest active first."""
    carrier: Carrier = current_app.extensions["carrier"]
    return render_template("phones.html", phones=carrier.storage.phones())
