"""One visit to a target's page: what may be seen and done before and after the mailed code."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.domain.days import Day
from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.manifest import PacketFile
from chalicelib.domain.plan import Plan, Target, localised
from chalicelib.domain.targets import Stance, TargetRecord, demands_of, state_of, was_delivered
from chalicelib.domain.totals import counts_for, signatures
from chalicelib.errors import NotFoundError
from chalicelib.pages.render import policy, render
from chalicelib.pages.words import Words
from chalicelib.steps.answer_target import TargetAnswer, answer_target, open_page, seal_owner
from chalicelib.steps.launched import launched
from chalicelib.steps.packets import papers_of
from chalicelib.steps.target_link import linked_target, login_of
from chalicelib.web import answers, sessions

COOKIE = "target"
OFFERED: tuple[Stance, ...] = ("committed", "refused", "revising", "answered")
"""The answers of the form: I commit, I refuse, I need time, here is my answer."""


def door_of(request: Request, link: str) -> "TargetDoor | None":
    """The visit, or None for a link that we did not sign or whose target is no longer there."""
    found = linked_target(link, wiring.vault())
    if found is None:
        return None
    try:
        day, plan = launched(found[0], wiring.store())
    except NotFoundError:
        return None
    target = plan.targets.get(found[1])
    return TargetDoor(request, link, day, plan, target) if target else None


@dataclass
class TargetDoor:
    """A request to the page of `target`."""

    request: Request
    link: str
    day: Day
    plan: Plan
    target: Target

    @cached_property
    def session(self) -> sessions.Session | None:
        """Who typed the code that was mailed to this very target."""
        cookies = self.request.headers.get("cookie") or ""
        found = wiring.call(sessions.session_of, cookies, COOKIE)
        ours = login_of(self.day.id, self.target.name, wiring.vault())
        return found if found and found.login == ours else None

    @cached_property
    def form(self) -> dict[str, str]:
        return answers.form_of(self.request) or {}

    @property
    def posted_by_session(self) -> bool:
        """Whether a form of this very session was posted."""
        token = self.form.get("token", "")
        return bool(self.session and wiring.call(sessions.is_form_token, self.session, token))

    def shown(self, status: int = 200, fault: str = "") -> Response:
        """The page; the answers and the form are for whoever has signed in."""
        record = wiring.store().target(self.day.id, self.target.name)
        record = record or TargetRecord(day=self.day.id, target=self.target.name)
        delivered = [d for d in wiring.store().deliveries(self.day.id) if d.target == record.target]
        totals = wiring.store().totals(self.day.id, wiring.clock().now())
        return self._page(
            "target.html",
            status,
            count=signatures(self.plan, counts_for(self.target, totals)),
            as_of=totals.as_of,
            demands=[self._demand(name, record, delivered) for name in demands_of(self.plan)],
            packets=[(each, self._papers(each)) for each in delivered] if self.session else [],
            answers=self._said(record) if self.session else [],
            token=wiring.call(sessions.form_token, self.session) if self.session else "",
            stances=OFFERED,
            mailed=bool(self.target.mailbox),
            fault=fault,
        )

    def coded(self, wrong: bool = False) -> Response:
        """The form of the code, which went to the office's own address."""
        login = login_of(self.day.id, self.target.name, wiring.vault())
        if not wrong and self.target.mailbox:
            self._mail_code(login)
        ticket = sessions.ticket(login, wiring.vault(), wiring.clock())
        return self._page("target_code.html", 403 if wrong else 200, ticket=ticket, wrong=wrong)

    def entered(self) -> Response:
        """Signs in and tells the coordinators' desk that the page was opened."""
        form = self.form
        session = wiring.call(sessions.enter, form.get("ticket", ""), form.get("code", ""))
        ours = login_of(self.day.id, self.target.name, wiring.vault())
        if session is None or session.login != ours:
            return self.coded(wrong=True)
        wiring.call(open_page, self.day.id, self.target.name)
        cookie = wiring.call(sessions.session_cookie, session, COOKIE, "/t")
        return answers.see(self._address(), cookie)

    def answered(self) -> Response:
        """Records the answer of the form. Raises ConflictError where it cannot follow."""
        stance = self.form.get("stance", "")
        if stance not in OFFERED:
            return self.shown(400, fault="stance")
        if stance == "answered" and not self.form.get("text", "").strip():
            return self.shown(400, fault="words")
        said = TargetAnswer(
            day=self.day.id,
            target=self.target.name,
            stance=next(known for known in get_args(Stance) if known == stance),
            demand=self.form.get("demand", ""),
            text=self.form.get("text", ""),
        )
        wiring.call(answer_target, said)
        return answers.see(self._address())

    def packet(self, trigger: str) -> Response:
        """Raises NotFoundError where nothing was delivered."""
        found = wiring.store().delivery(self.day.id, trigger, self.target.name)
        if found is None:
            raise NotFoundError("no such delivery")
        pdf = wiring.files().get(found.packet)
        return answers.file(pdf, "application/pdf", f"{self.day.id}-{trigger}.pdf")

    def paper(self, trigger: str, name: str) -> Response:
        """Raises NotFoundError for what that packet does not hold."""
        found = wiring.store().delivery(self.day.id, trigger, self.target.name)
        if found is None or name not in {file.name for file in self._papers(found)}:
            raise NotFoundError("no such file in the packet")
        body = wiring.files().get(f"{found.packet.rpartition('/')[0]}/{name}")
        if name.endswith(".pdf"):
            return answers.file(body, "application/pdf", name)
        return answers.file(body.decode(), "text/csv; charset=utf-8", name)

    def _papers(self, packet: Delivery) -> tuple[PacketFile, ...]:
        try:
            return papers_of(packet.day, packet.trigger, packet.target, wiring.files())
        except NotFoundError:
            return ()

    def _mail_code(self, login: str) -> None:
        code = sessions.new_code(login, wiring.store(), wiring.vault(), wiring.clock())
        if code:
            values = {"code": code, "organisation": self.plan.organisation}
            say = wiring.catalogues().say
            subject = say("target.code.subject", self.target.language, values)
            text = say("target.code.text", self.target.language, values)
            wiring.mailer().send(self.target.mailbox, subject, text, "login")

    def _demand(self, name: str, record: TargetRecord, delivered: list[Any]) -> dict[str, str]:
        texts = self.plan.demands.get(name, self.plan.demand)
        state = state_of(record, was_delivered(record.target, delivered), name)
        text = localised(texts, self.target.language, self.plan.languages[0])
        return {"name": name, "text": text, "state": state}

    def _said(self, record: TargetRecord) -> list[dict[str, Any]]:
        owner = seal_owner(record.day, record.target)
        return [
            {
                "stance": said.stance,
                "at": said.at,
                "text": wiring.vault().open(said.text, owner) if said.text else "",
            }
            for said in record.answers
        ]

    def _address(self) -> str:
        return f"{wiring.settings().base_url}/t/{self.link}"

    def _page(self, template: str, status: int, **values: Any) -> Response:
        words = Words(wiring.catalogues().say, self.target.language)
        known = {
            "title": self.plan.organisation,
            "organisation": self.plan.organisation,
            "name": localised(self.target.names, self.target.language, self.plan.languages[0]),
            "address": self._address(),
            "zone": self.target.hours.zone,
            "session": self.session,
        }
        page = render(template, words, **known, **values)
        frame = wiring.settings().frame_ancestors
        return answers.html(page, policy(["petition.css"], frame=frame), status)
