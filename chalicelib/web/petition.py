"""Signing a petition: the form's POST, and the pages that answer it. No cookie, no log."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.clocks import last_over_at
from chalicelib.domain.plan import Plan
from chalicelib.domain.voices import voices_taken
from chalicelib.errors import ConflictError
from chalicelib.web import answers
from chalicelib.web.forms import CODE, LANGUAGE, TOKEN, Form, takes

STATUS = {"unknown_day": 404, "closed": 409}
SIGN = Form(
    {
        "phone": 100,
        "email": 320,
        "country": 100,
        "website": 320,
        "lang": LANGUAGE,
        "name": 200,
        "named": CODE,
        "told": CODE,
    },
    {"story": 2_000},
    open_because="anybody may sign, from the static page or another site's; it proves nothing",
    from_elsewhere=True,
    largest=32_768,
)
CONFIRM = Form(
    {"link": TOKEN, "lang": LANGUAGE},
    open_because="no session: the link is signed by us and only its mailbox was sent it",
)

routes = Blueprint(__name__)


@routes.route("/d/{day}", methods=["GET"])
def petition(day: str) -> Response:
    """Leads to the public page, which costs us nothing to serve."""
    plan = _plan(day)
    if plan is None:
        return _nothing_here()
    return answers.see(_page(plan, _language(plan)))


@routes.route("/d/{day}/sign", methods=["POST"], content_types=[answers.FORM])
@takes(SIGN)
def sign(day: str) -> Response:
    """Takes the form. The answer is the same for who signed before (promise 9)."""
    from chalicelib.steps.confirm_signature import send_letter
    from chalicelib.web.signers import Problem
    from chalicelib.web.signing import sign_on_web

    form = answers.form_of(routes.current_request)
    plan = _plan(day)
    if plan is None:
        return _nothing_here()
    language = _language(plan, (form or {}).get("lang", ""))
    if form is None:
        return _problem(plan, language, "too_large", {}, 413)
    try:
        signed = wiring.call(sign_on_web, day, form, _address())
    except ConflictError:
        return _problem(plan, language, "busy", form, 503)
    if isinstance(signed, Problem):
        return _problem(plan, language, signed.why, form, STATUS.get(signed.why, 400))
    if signed.letter:
        wiring.call(send_letter, signed.letter, plan)
    return answers.see(f"{wiring.settings().base_url}/d/{day}/thanks?lang={language}")


@routes.route("/d/{day}/confirm/{link}", methods=["GET"])
def ask_to_confirm(day: str, link: str) -> Response:
    """The page that a mail leads to. It changes nothing: mail scanners open every link."""
    plan = _plan(day)
    if plan is None:
        return _nothing_here()
    action = f"{wiring.settings().base_url}/d/{day}/confirm"
    return _answer("confirm.html", plan, _language(plan), 200, action=action, link=link, over=False)


@routes.route("/d/{day}/confirm", methods=["POST"], content_types=[answers.FORM])
@takes(CONFIRM)
def confirm(day: str) -> Response:
    """Counts the signature; the answer is the same whatever had become of it."""
    from chalicelib.steps.confirm_signature import confirm_signature
    from chalicelib.web.signing import petition_day

    form = answers.form_of(routes.current_request) or {}
    found = wiring.call(petition_day, day)
    if found is None:
        return _nothing_here()
    plan = found[1]
    language = _language(plan, form.get("lang", ""))
    try:
        taken = wiring.call(confirm_signature, *found, form.get("link", ""))
    except ConflictError:
        return _problem(plan, language, "busy", {}, 503)
    if not taken:
        return _answer("confirm.html", plan, language, 410, action="", link="", over=True)
    base = wiring.settings().base_url
    return answers.see(f"{base}/d/{day}/thanks?lang={language}&confirmed=1")


@routes.route("/d/{day}/thanks", methods=["GET"])
def thanks(day: str) -> Response:
    """What every signer sees, the first time and the tenth; where the mailbox confirms, they are
    told to look into it, until they have come from there."""
    from chalicelib.web.signing import confirms_by_mail

    plan = _plan(day)
    if plan is None:
        return _nothing_here()
    ask_until = max(last_over_at(plan, ask) for ask in plan.asks.values() if ask.does == "sign")
    late = ask_until if wiring.clock().now() >= ask_until else None
    confirmed = answers.query(routes.current_request, "confirmed") == "1"
    asked = confirms_by_mail(plan) and not confirmed
    return _answer("thanks.html", plan, _language(plan), 200, late=late, asked=asked)


def _problem(
    plan: Plan, language: str, why: str, given: Mapping[str, str], status: int
) -> Response:
    """The form again, with what was given and how to mend it; no form where none is taken."""
    from chalicelib.pages.petition_page import countries, targets_of
    from chalicelib.web.signing import confirms_by_mail

    action = f"{wiring.settings().base_url}/d/{plan.day}/sign"
    known = countries(_words(language))
    values = {
        "action": action,
        "given": given,
        "countries": known,
        "fault": why,
        "confirms": confirms_by_mail(plan),
        "takes": voices_taken(plan),
        "targets": targets_of(plan, language),
    }
    return _answer("mend.html", plan, language, status, **values)


def _answer(template: str, plan: Plan, language: str, status: int, **values: Any) -> Response:
    from chalicelib.pages.petition_page import titles
    from chalicelib.pages.render import policy, render

    known = {**titles(plan, language), "page": _page(plan, language), "zone": plan.zone}
    page = render(template, _words(language), **known, **values)
    frame = wiring.settings().frame_ancestors
    return answers.html(page, policy(["petition.css"], frame=frame), status)


def _nothing_here() -> Response:
    from chalicelib.pages.render import policy, render

    settings = wiring.settings()
    title = settings.organisation
    page = render("nothing.html", _words(_asked(("en", "fr", "es", "pt"))), title=title)
    return answers.html(page, policy(["petition.css"], frame=settings.frame_ancestors), 404)


def _address() -> str:
    """The visitor's IP address as API Gateway saw it: no header that anybody could write."""
    identity = (routes.current_request.context or {}).get("identity") or {}
    return str(identity.get("sourceIp") or "")


def _plan(day: str) -> Plan | None:
    from chalicelib.web.signing import petition_day

    found = wiring.call(petition_day, day)
    return found[1] if found else None


def _page(plan: Plan, language: str) -> str:
    from chalicelib.steps.wording import page_link

    return page_link(wiring.settings().public_url, plan, language)


def _language(plan: Plan, chosen: str = "") -> str:
    return chosen if chosen in plan.languages else _asked(plan.languages)


def _asked(known: tuple[str, ...]) -> str:
    from chalicelib.pages.words import preferred

    request = routes.current_request
    header = request.headers.get("accept-language") or ""
    return preferred(answers.query(request, "lang"), header, known)


def _words(language: str) -> Any:
    from chalicelib.pages.words import Words

    return Words(wiring.catalogues().say, language)
