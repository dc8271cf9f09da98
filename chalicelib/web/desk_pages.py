"""The desk's pages, made for whoever asks: language, addresses and the session's form token."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.pages.render import policy, render
from chalicelib.pages.words import Words, language_name, preferred
from chalicelib.web import answers, desk_state, login

LANGUAGES = ("en", "fr")
ASSETS = ("desk.css", "desk.js")


@dataclass
class Desk:
    """One request to the desk."""

    request: Request

    @cached_property
    def session(self) -> login.Session | None:
        """Who is signed in."""
        cookies = self.request.headers.get("cookie") or ""
        return wiring.call(login.session_of, cookies)

    @cached_property
    def form(self) -> dict[str, str]:
        """The posted fields; none of a body that is too large to be one of our forms."""
        return answers.form_of(self.request) or {}

    @cached_property
    def language(self) -> str:
        asked = answers.query(self.request, "lang") or self.form.get("lang", "")
        return preferred(asked, self.request.headers.get("accept-language") or "", LANGUAGES)

    @property
    def ours(self) -> bool:
        """Whether the browser does not say that another site sent this."""
        return self.request.headers.get("sec-fetch-site") not in ("cross-site", "same-site")

    @property
    def posted_by_session(self) -> bool:
        """Whether a form of this very session was posted."""
        token = self.form.get("token", "")
        return bool(
            self.ours and self.session and wiring.call(login.is_form_token, self.session, token)
        )

    def day(self, day_id: str) -> tuple[Day, Plan]:
        """A day that this session coordinates. Raises NotFoundError: nobody learns what exists."""
        store = wiring.store()
        day = store.day(day_id) if self.session else None
        if day is not None and self.session:
            plan = store.plan(day.id, day.plan_version)
            if wiring.call(login.coordinates, self.session, plan):
                return day, plan
        raise NotFoundError("no such day on this desk")

    def days(self) -> list[tuple[Day, Plan]]:
        """The days that are not over and that this session coordinates."""
        store = wiring.store()
        pairs = [(day, store.plan(day.id, day.plan_version)) for day in store.open_days()]
        mine = self.session
        return [pair for pair in pairs if mine and wiring.call(login.coordinates, mine, pair[1])]

    def sight(self, day: Day, plan: Plan) -> dict[str, Any]:
        """What the day's page shows."""
        seen = wiring.call(desk_state.look, day, plan)
        return {"day": day, "plan": plan, "state": desk_state.desk_state(seen)}

    def state(self, day: Day, plan: Plan) -> str:
        """The same as JSON."""
        state = self.sight(day, plan)["state"]
        return json.dumps(state, default=datetime.isoformat, ensure_ascii=False)

    def link(self, path: str = "", language: str = "") -> str:
        """An address of the desk, in this page's language or another."""
        return f"{wiring.settings().base_url}/desk{path}?lang={language or self.language}"

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """The page, with what every page of the desk needs."""
        settings = wiring.settings()
        known = {
            "title": settings.organisation,
            "organisation": settings.organisation,
            "link": self.link,
            "others": [(code, language_name(code)) for code in LANGUAGES if code != self.language],
            "token": wiring.call(login.form_token, self.session) if self.session else "",
            "day": None,
        }
        words = Words(wiring.catalogues().say, self.language)
        page = render(template, words, **{**known, **values})
        return answers.html(page, policy(ASSETS, frame=settings.frame_ancestors), status)

    def sign_in(self, day: str = "", status: int = 200) -> Response:
        """The first page for whoever is not signed in."""
        return self.page("desk_sign_in.html", status, wanted=day)
