"""Erasing and exporting somebody from the desk: asked for here, done by a run."""

import json

from chalice.app import Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.domain.subject_requests import SubjectRequest, export_key, offered
from chalicelib.errors import NotFoundError
from chalicelib.steps.ask_subject import ask_subject
from chalicelib.steps.export_person import text_of
from chalicelib.steps.hush_person import hush_person
from chalicelib.web import answers
from chalicelib.web.desk_pages import Desk
from chalicelib.web.desk_person_work import named_person, person_page


def erase_them(desk: Desk, at: Day, plan: Plan) -> Response:
    """Who is known gets no text from now on; who only signed on the web needs no suppression."""
    named = named_person(desk)
    person = named.id
    if wiring.store().person(person):
        wiring.call(hush_person, named.ids, desk.entry("hush", subject=person))
    wiring.call(ask_subject, person, at.id, "erase", desk.entry("erase", subject=person))
    return person_page(desk, at, plan, named)


def export_them(desk: Desk, at: Day, plan: Plan) -> Response:
    """Shows their page, which says how far it is."""
    named = named_person(desk)
    wiring.call(ask_subject, named.id, at.id, "export", desk.entry("export", subject=named.id))
    return person_page(desk, at, plan, named)


def exported_file(desk: Desk, at: Day, plan: Plan) -> Response:
    """Written down before it is opened. Raises NotFoundError once its day is over."""
    request = _ready(at, desk.form.get("request", ""))
    sealed = wiring.files().get(export_key(request))
    wiring.store().audit(desk.entry("export", subject=request.subject, detail="read"))
    whole = wiring.vault().open(sealed, request.id)
    if desk.form.get("form") == "text":
        told = text_of(json.loads(whole))
        return answers.file(told, "text/plain; charset=utf-8", f"{request.id}.txt")
    return answers.file(whole, "application/json", f"{request.id}.json")


def _ready(at: Day, request_id: str) -> SubjectRequest:
    for request in wiring.store().subject_requests(at.id):
        if request.id == request_id and offered(request, wiring.clock().now()):
            return request
    raise NotFoundError("nothing of that request is kept")
