"""The one door of the desk: every page of a day goes through it, and nothing else checks a role.

Who is not signed in is asked to; who is not of the day learns nothing of it; who may not do
this is told so. A form counts only if a page of the same session carried it.
"""

from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.domain.days import Day
from chalicelib.domain.desk_roles import Power
from chalicelib.domain.plan import Plan
from chalicelib.errors import ConflictError, NotFoundError
from chalicelib.web.desk_pages import Desk

Show = Callable[[Desk, Day, Plan], Response]


def opened(request: Request, day_id: str, power: Power, show: Show) -> Response:
    """The page that `show` makes for whoever has that power on this day."""
    desk = Desk(request)
    if desk.session is None:
        return desk.sign_in(day_id, 401)
    try:
        day, plan = desk.enter(day_id)
        if not desk.may(power):
            return desk.page("desk_not_yours.html", 403)
        return show(desk, day, plan)
    except NotFoundError:
        return desk.page("desk_nothing.html", 404)
    except ConflictError:
        return desk.page("desk_stale.html", 409)


def posted(request: Request, day_id: str, power: Power, do: Show) -> Response:
    """The same for a form, which must carry the session's own token."""
    desk = Desk(request)
    if desk.session and not desk.posted_by_session:
        return desk.page("desk_stale.html", 403)
    return opened(request, day_id, power, do)
