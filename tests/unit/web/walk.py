"""Every route of the app, on a stage where each leads somewhere, and who may go there."""

import re
from datetime import timedelta

import app as tocsin
from chalicelib.steps.target_link import login_of, target_link
from chalicelib.steps.wording import own_link
from chalicelib.web import sessions
from chalicelib.web.forms import CarrierForm, Form, form_of
from chalicelib.web.login import COOKIE as DESK
from chalicelib.web.sessions import Session
from chalicelib.web.target_door import COOKIE as TARGET
from tests.unit.web.website import LEA, MOBILE, Visitor, Website

SAM = "sam@rivieres.example"


def routes(method: str) -> list[str]:
    """The addresses, with their parts in braces, that take this method."""
    return sorted(path for path, methods in tocsin.app.routes.items() if method in methods)


def forms() -> dict[str, Form | CarrierForm | None]:
    """What each address that takes a POST declares; None where it declares nothing."""
    return {path: form_of(tocsin.app.routes[path]["POST"].view_function) for path in routes("POST")}


class Walk:
    """A launched day with one person, and every address filled in."""

    def __init__(self, website: Website | None = None) -> None:
        self.website = website or Website()
        person = self.website.stage.add(MOBILE, token="key0token", new_token=True)
        settings, vault = self.website.stage.settings, self.website.stage.vault
        self.link = target_link("", "rivieres", "minister", vault).removeprefix("/t/")
        self.parts = {
            "day": "rivieres",
            "token": own_link(settings, person).rsplit("/", 1)[-1],
            "link": self.link,
            "trigger": "thousand",
            "target": "minister",
            "name": "report.html",
            "number": "1",
            "message": "rivieres.sign.1",
            "id": "x",
        }

    def path(self, route: str, **parts: str) -> str:
        """The address of a route."""
        known = {**self.parts, **parts}
        return re.sub(r"{(\w+)}", lambda part: known[part[1]], route)

    def session(self, route: str, who: str = LEA, minutes: int = 60) -> Session:
        """A session of the page that this route is of: a coordinator's, or the target's."""
        stage = self.website.stage
        login = stage.vault.person_id(who)
        if route.startswith("/t/"):
            target = "minister" if who == LEA else "meps"
            login = login_of("rivieres", target, stage.vault)
        return Session(login, stage.clock.real_now() + timedelta(minutes=minutes))

    def token(self, session: Session) -> str:
        """What this session's forms carry."""
        return sessions.form_token(session, vault=self.website.stage.vault)

    def visitor(self, route: str, session: Session | None = None) -> Visitor:
        """Somebody with that session's cookie; without one, with none."""
        if session is None:
            return Visitor(self.website)
        name = TARGET if route.startswith("/t/") else DESK
        signed = sessions.signed(name, session, self.website.stage.vault)
        return Visitor(self.website, cookie=f"{name}={signed}")

    def stored(self) -> dict[str, str]:
        """Everything that is kept, and what was sent, to compare."""
        stage = self.website.stage
        sent = {"texts": stage.carrier.sent, "mail": stage.mailer.sent}
        kept = {"files": stage.files.bodies, "public": stage.public.bodies}
        return {name: repr(of) for name, of in {**vars(stage.store), **sent, **kept}.items()}
