"""The desk's files: the letters that went, the bearers' rosters, the report of a closed day."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.web import answers

if TYPE_CHECKING:
    from chalicelib.web.desk_pages import Desk

routes = Blueprint(__name__)


@routes.route("/desk/days/{day}/packets/{trigger}/{target}", methods=["GET"])
def packet(day: str, trigger: str, target: str) -> Response:
    """The PDF that was delivered. API Gateway wants `Accept: application/pdf` first."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        delivery = _delivery(at, trigger, target)
        wiring.store().audit(desk.entry("papers", detail=f"{trigger} {target}"))
        pdf = wiring.files().get(delivery[0])
        return answers.file(pdf, "application/pdf", f"{at.id}-{trigger}-{target}.pdf")

    return opened(routes.current_request, day, "papers", show)


@routes.route("/desk/days/{day}/rosters/{trigger}/{target}", methods=["GET"])
def roster(day: str, trigger: str, target: str) -> Response:
    """The bearers' roster to print."""
    from chalicelib.web.desk_door import opened

    def show(desk: "Desk", at: Day, plan: Plan) -> Response:
        delivery = _delivery(at, trigger, target)
        wiring.store().audit(desk.entry("papers", detail=f"{trigger} {target}"))
        table = wiring.files().get(delivery[1]).decode()
        return answers.file(table, "text/csv; charset=utf-8", f"{at.id}-{trigger}-{target}.csv")

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


def _delivery(day: Day, trigger: str, target: str) -> tuple[str, str]:
    """The object keys of its packet and of its roster. Raises NotFoundError."""
    found = wiring.store().delivery(day.id, trigger, target)
    if found is None:
        raise NotFoundError("no such delivery")
    return found.packet, found.roster
