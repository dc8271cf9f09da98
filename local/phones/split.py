"""The split screen of a local stage: a phone on the left, the coordinators' desk on the right."""

from collections.abc import Callable, Mapping

from flask import Blueprint, render_template

Urls = Callable[[], Mapping[str, str]]


def split_blueprint(urls: Urls) -> Blueprint:
    """Serves `/`. `urls` is asked at each look and may hold `desk`, `petition`, `number`
    and `coordinator`, an address that may sign in.

    `petition` is the public petition page. `number` is the phone shown at first. What is not
    there yet is left out of the screen.
    """
    blueprint = Blueprint("split", __name__)

    @blueprint.get("/")
    def split() -> str:
        known = urls()
        return render_template(
            "split.html",
            desk=known.get("desk", ""),
            petition=known.get("petition", ""),
            number=known.get("number", ""),
            coordinator=known.get("coordinator", ""),
        )

    return blueprint
