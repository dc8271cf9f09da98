"""The split screen: be a supporter on the left, watch the desk on the right."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from chalicelib.ports import Sent
from local.phones import handsets, mail
from local.phones.carrier import Carrier
from local.phones.config import CarrierConfig, save
from local.phones.split import split_blueprint
from local.stage import LocalStage
from tests.browser.served import Quiet, Served, Server
from tests.unit.web.website import LEA, MOBILE, Visitor

pytestmark = pytest.mark.browser

TWIML = b"<Response><Message>Thank you! You are counted.</Message></Response>"


def webhook(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    start("200 OK", [("Content-Type", "text/xml")])
    return [TWIML]


@pytest.fixture
def split_url(tmp_path: Path, served: Served) -> Iterator[str]:
    """The phones' pages over a webhook that always thanks, with the served desk beside them."""
    answering = serve(webhook)
    stage = LocalStage(tmp_path, 0, 0, 0, Path("python"))
    save(stage, CarrierConfig(base_url=f"http://127.0.0.1:{answering.server_port}"))
    carrier = Carrier(stage)
    app = Flask("local.phones.app")
    app.extensions["carrier"] = carrier
    urls = {"desk": f"{served.desk_url}?lang=en", "petition": f"{served.petition_url}en.html"}
    for blueprint in (handsets.blueprint, mail.blueprint, split_blueprint(lambda: urls)):
        app.register_blueprint(blueprint)
    served.website.stage.ports["mailer"] = Posting(carrier)
    screen = serve(app)
    yield f"http://127.0.0.1:{screen.server_port}/"
    for server in (screen, answering):
        server.shutdown()
        server.server_close()
    carrier.close()


def serve(app: Any) -> Any:
    server = make_server("127.0.0.1", 0, app, Server, Quiet)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


@dataclass
class Posting:
    """A mailer that puts its mails where the screen shows them."""

    carrier: Carrier

    def send(self, to: str, subject: str, text: str, reference: str) -> Sent:
        message = EmailMessage()
        message["Subject"], message["To"] = subject, to
        message.set_content(text)
        self.carrier.storage.add_mail(self.carrier.now(), [to], message.as_bytes())
        return Sent("mail", reference)


def test_a_text_goes_out_and_its_answer_comes_back(wide_page: Page, split_url: str) -> None:
    """As two bubbles, with what the webhook said below."""
    wide_page.goto(split_url)
    wide_page.locator("#number").fill(MOBILE)
    wide_page.locator("#number").press("Enter")
    wide_page.locator("#body").fill("1")
    wide_page.get_by_role("button", name="Send").click()
    expect(wide_page.locator("#bubbles li")).to_have_count(2)
    expect(wide_page.locator("#bubbles .mine")).to_contain_text("1")
    expect(wide_page.locator("#bubbles li").last).to_contain_text("You are counted.")
    expect(wide_page.locator("#answer")).to_have_text("Webhook: 200")


def test_the_desk_is_entered_with_the_code_on_the_strip(wide_page: Page, split_url: str) -> None:
    """Sign in inside the frame, without leaving the screen."""
    wide_page.goto(split_url)
    desk = wide_page.frame_locator("iframe")
    desk.locator("[name=address]").fill(LEA)
    desk.locator("main button").click()
    code = wide_page.locator("#code b")
    expect(code).to_be_visible()
    desk.locator("[name=code]").fill(code.inner_text())
    desk.locator("main button").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Your days")
    desk.get_by_role("link", name="Ban PFAS").click()
    expect(desk.locator("#board")).to_be_visible()


def test_a_signature_on_the_petition_page_moves_the_desk_beside_it(
    wide_page: Page, split_url: str, served: Served
) -> None:
    """The link to the petition page is on the phone."""
    test_the_desk_is_entered_with_the_code_on_the_strip(wide_page, split_url)
    link = wide_page.get_by_role("link", name="Petition page").get_attribute("href")
    assert link == f"{served.petition_url}en.html"
    Visitor(served.website).post("/d/rivieres/sign", {"phone": MOBILE})
    count = wide_page.frame_locator("iframe").locator("#count strong")
    expect(count).to_have_text("1", timeout=8000)
