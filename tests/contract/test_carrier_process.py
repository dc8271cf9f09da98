"""The phones as a process of their own: started, stopped, and remembering."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import requests

from local.phones import server
from local.ports import PortTakenError, free_port
from local.stage import LocalStage
from tests.contract.carrier_stage import ADA


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[LocalStage]:
    made = LocalStage(tmp_path, free_port(), free_port(), free_port(), Path("python"))
    server.start(made)
    yield made
    server.stop(made)


def test_the_phones_remember_over_a_restart(stage: LocalStage) -> None:
    """Texts and mails are there after stop and start."""
    _text(stage, "HELP")
    _mail(stage, "Packet")
    before = _get(stage, f"/phones/{ADA}")
    assert server.stop(stage)
    server.start(stage)
    assert _get(stage, f"/phones/{ADA}") == before
    assert [mail["subject"] for mail in _get(stage, "/mail/messages")] == ["Packet"]


def test_start_says_when_they_run_already(stage: LocalStage) -> None:
    """The first stays."""
    again = server.start(stage)
    assert (again.already, again.pid) == (True, server.status(stage).pid)


def test_a_taken_port_says_which_variable_moves_it(stage: LocalStage, tmp_path: Path) -> None:
    """Another directory on the same SMTP port: the words name TOCSIN_SMTP_PORT."""
    other = LocalStage(tmp_path / "other", 0, free_port(), stage.smtp_port, Path("python"))
    with pytest.raises(PortTakenError, match="TOCSIN_SMTP_PORT"):
        server.start(other)


def test_texts_bear_the_stages_time(stage: LocalStage) -> None:
    """A clock moved by a day moves the phones at once."""
    stage.clock_file.write_text('{"offset_seconds": 86400}')
    _text(stage, "HELP")
    [*_, last] = _get(stage, f"/phones/{ADA}")["texts"]
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert abs(datetime.fromisoformat(last["at"]) - tomorrow) < timedelta(minutes=1)


@pytest.mark.parametrize("page", ["/", "/mail", "/health"])
def test_the_pages_open(stage: LocalStage, page: str) -> None:
    """With something to show."""
    _text(stage, "HELP")
    _mail(stage, "Lettre à la ministre")
    answer = requests.get(stage.phones_url + page, timeout=5)
    shown = {"/": ADA, "/mail": "Lettre à la ministre", "/health": "ok"}
    assert (answer.status_code, shown[page] in answer.text) == (200, True)


def test_a_number_that_is_none_is_explained(stage: LocalStage) -> None:
    """400, with a number to copy."""
    answer = requests.get(f"{stage.phones_url}/phones/12", timeout=5)
    assert (answer.status_code, "+12125550123" in answer.text) == (400, True)


def _get(stage: LocalStage, path: str) -> Any:
    return requests.get(stage.phones_url + path, timeout=5).json()


def _text(stage: LocalStage, body: str) -> None:
    """No API runs here: the carrier keeps the text and answers HELP by itself."""
    address = f"{stage.phones_url}/phones/{ADA}/texts"
    assert requests.post(address, json={"body": body}, timeout=5).json()["status"] is None


def _mail(stage: LocalStage, subject: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "desk@tocsin.example", "ada@example.org", subject
    mail.set_content("Bonjour")
    with smtplib.SMTP("127.0.0.1", stage.smtp_port, timeout=5) as sender:
        sender.send_message(mail)
