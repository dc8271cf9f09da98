"""The desk's files: the letters that went, the bearers' rosters, the report of a closed day."""

import re
from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.web import answers

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

routes = Blueprint(__name__)
ROSTERS = {"csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8"}


@routes.route("/desk/days/{day}/packets/{trigger}/{target}", methods=["GET"])
def packet(day: str, trigger: str, target: str) -> Response:
    """The PDF that was delivered. API Gateway wants `Accept: application/pdf` first."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        delivery = _delivery(at, trigger, target)
        _read(desk, trigger, target)
        pdf = wiring.files().get(delivery.packet)
        return answers.file(pdf, "application/pdf", f"{at.id}-{trigger}-{target}.pdf")

    return opened(routes.current_request, day, "papers", show)


@routes.route("/desk/days/{day}/lists/{trigger}/{target}/{number}", methods=["GET"])
def printed(day: str, trigger: str, target: str, number: str) -> Response:
    """A part of who signed, to be printed with a letter that is posted."""
    from chalicelib.steps.packets import printed_key
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        if not re.fullmatch(r"[1-9]\d{0,2}", number, re.ASCII):
            raise NotFoundError("no such part")
        found = _delivery(at, trigger, target)
        _read(desk, trigger, target)
        pdf = wiring.files().get(printed_key(at.id, found.trigger, found.target, int(number)))
        return answers.file(pdf, "application/pdf", f"{at.id}-{trigger}-{target}-{number}.pdf")

    return opened(routes.current_request, day, "papers", show)


@routes.route("/desk/days/{day}/rosters/{trigger}/{target}", methods=["GET"])
def roster(day: str, trigger: str, target: str) -> Response:
    """The bearers' roster to print, or the words of those who call."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        key = _delivery(at, trigger, target).roster
        _read(desk, trigger, target)
        kind, text = key.rpartition(".")[2], wiring.files().get(key).decode()
        return answers.file(text, ROSTERS.get(kind, ""), f"{at.id}-{trigger}-{target}.{kind}")

    return opened(routes.current_request, day, "papers", show)


@routes.route("/desk/days/{day}/report/{name}", methods=["GET"])
def report(day: str, name: str) -> Response:
    """A file of the report, once the day is closed."""
    from chalicelib.steps.publish_report import REPORTS, report_key
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        if name not in REPORTS:
            raise NotFoundError("no such report")
        text = wiring.files().get(report_key(at.id, name)).decode()
        return answers.file(text, REPORTS[name], f"{at.id}-{name}")

    return opened(routes.current_request, day, "watch", show)


def _read(desk: "Desk", trigger: str, target: str) -> None:
    """Whoever reads the papers is written down before."""
    wiring.store().audit(desk.entry("papers", detail=f"{trigger} {target}"))


def _delivery(day: Day, trigger: str, target: str) -> Delivery:
    """Raises NotFoundError."""
    found = wiring.store().delivery(day.id, trigger, target)
    if found is None:
        raise NotFoundError("no such delivery")
    return found
