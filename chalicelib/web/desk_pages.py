"""The desk's pages, made for whoever asks: language, addresses and the session's form token."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.domain.audits import Audit, DeskAct
from chalicelib.domain.cases import NO_DAY
from chalicelib.domain.days import Day
from chalicelib.domain.desk_roles import Power, Role, may
from chalicelib.domain.plan import Plan
from chalicelib.domain.voices import voices_taken
from chalicelib.errors import NotFoundError
from chalicelib.pages.render import policy, render
from chalicelib.pages.words import Words, language_name, preferred
from chalicelib.web import answers, desk_state, login, sessions
from chalicelib.web.desk_staff import Member, members_of

LANGUAGES = ("en", "fr")
ASSETS = ("desk.css", "desk.js")


@dataclass
class Desk:
    """One request to the desk."""

    request: Request
    members: dict[str, Member] = field(default_factory=dict)
    """The people of the day that was entered, by login."""
    day_id: str = ""

    @cached_property
    def session(self) -> sessions.Session | None:
        """Who is signed in."""
        return wiring.call(login.session_of, self._header("cookie"))

    @property
    def member(self) -> Member | None:
        """Who is signed in, on the day that was entered; None outside of one."""
        return self.members.get(self.login)

    @property
    def role(self) -> Role:
        """Theirs on the day that was entered. Raises NotFoundError for a stranger to it."""
        if self.member is None:
            raise NotFoundError("no such day on this desk")
        return self.member.role

    @cached_property
    def form(self) -> dict[str, str]:
        """The posted fields; none of a body that is too large to be one of our forms."""
        return answers.form_of(self.request) or {}

    @cached_property
    def language(self) -> str:
        asked = self.query("lang") or self.form.get("lang", "")
        return preferred(asked, self._header("accept-language"), LANGUAGES)

    @property
    def posted_by_session(self) -> bool:
        """Whether a form of this very session was posted."""
        token = self.form.get("token", "")
        return bool(self.session and wiring.call(sessions.is_form_token, self.session, token))

    def enter(self, day_id: str) -> tuple[Day, Plan]:
        """A day whose desk this session is of. Raises NotFoundError: nobody learns what exists."""
        store = wiring.store()
        day = store.day(day_id)
        if day is None:
            raise NotFoundError("no such day on this desk")
        plan = store.plan(day.id, day.plan_version)
        self.members, self.day_id = wiring.call(members_of, plan), day.id
        if self.member is None:
            raise NotFoundError("no such day on this desk")
        return day, plan

    @property
    def login(self) -> str:
        """Of whoever is signed in; empty otherwise."""
        return self.session.login if self.session else ""

    def entry(self, act: DeskAct, *, subject: str = "", case: str = "", detail: str = "") -> Audit:
        """What is done now, on the day that was entered, for the audit."""
        return Audit(
            id=wiring.vault().token()[-16:],
            day=self.day_id,
            at=wiring.clock().now(),
            who=self.login,
            act=act,
            subject=subject,
            case=case,
            detail=detail,
        )

    def may(self, power: Power) -> bool:
        """Whether this member has that power on the day that was entered."""
        return self.member is not None and may(self.member.role, power)

    def days(self) -> list[tuple[Day, Plan]]:
        """The days that are not over and whose desk this session is of."""
        store = wiring.store()
        pairs = [(day, store.plan(day.id, day.plan_version)) for day in store.open_days()]
        return [pair for pair in pairs if self.login in wiring.call(members_of, pair[1])]

    def cases_of_no_day(self, days: list[tuple[Day, Plan]]) -> tuple[str, int]:
        """Where they may be read, and how many are open; empty for who coordinates no day."""
        for day, plan in days:
            if may(wiring.call(members_of, plan)[self.login].role, "erase"):
                cases = wiring.store().cases(NO_DAY)
                return day.id, sum(case.closed_at is None for case in cases)
        return "", 0

    def sight(self, day: Day, plan: Plan) -> dict[str, Any]:
        """What the day's page shows to this member."""
        seen = wiring.call(desk_state.look, day, plan)
        state = desk_state.desk_state(seen)
        shown = state if self.may("cases") else desk_state.counts_only(state)
        return {"day": day, "plan": plan, "state": shown}

    def state(self, day: Day, plan: Plan) -> str:
        """The same as JSON."""
        state = self.sight(day, plan)["state"]
        return json.dumps(state, default=datetime.isoformat, ensure_ascii=False)

    def query(self, name: str) -> str:
        """A parameter of the address; empty when it is not there."""
        return answers.query(self.request, name)

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
            "may": self.may,
            "others": [(code, language_name(code)) for code in LANGUAGES if code != self.language],
            "token": wiring.call(sessions.form_token, self.session) if self.session else "",
            "day": None,
            "voices_taken": voices_taken,
        }
        words = Words(wiring.catalogues().say, self.language)
        page = render(template, words, **{**known, **values})
        return answers.html(page, policy(ASSETS, frame=settings.frame_ancestors), status)

    def sign_in(self, day: str = "", status: int = 200) -> Response:
        """The first page for whoever is not signed in."""
        return self.page("desk_sign_in.html", status, wanted=day)

    def _header(self, name: str) -> str:
        return self.request.headers.get(name) or ""
