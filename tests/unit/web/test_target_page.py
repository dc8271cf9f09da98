"""The decision-maker's page: what the link shows, what the mailed code opens."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from chalicelib.domain.deliveries import Delivery
from chalicelib.domain.manifest import Manifest, PacketFile, encode_manifest
from chalicelib.domain.targets import TargetRecord, state_of
from chalicelib.steps.packets import manifest_key, packet_key
from chalicelib.steps.target_link import target_link
from tests.support.fakes import NOON
from tests.unit.web.website import Visitor, Website, a_plan, text_of

WORDS = "We will bring the decree <b>before</b> 2028."


@pytest.fixture
def website() -> Website:
    return Website()


@pytest.fixture
def cabinet(website: Website) -> Visitor:
    return Visitor(website)


def link(website: Website, target: str = "minister") -> str:
    """The path of the address that comes with the packet."""
    made = target_link(website.base_url, website.plan.day, target, website.stage.vault)
    return made.removeprefix(website.base_url)


def sign_in(website: Website, visitor: Visitor) -> str:
    """The page, after the whole way in."""
    page = visitor.submit(visitor.get(link(website)), "/code")
    answer = visitor.submit(page, "/enter", code=visitor.mailed_code())
    return text_of(visitor.follow(answer))


def recorded(website: Website, target: str = "minister") -> TargetRecord:
    found = website.stage.store.target(website.plan.day, target)
    assert found is not None
    return found


def test_the_link_alone_shows_what_is_public(website: Website, cabinet: Visitor) -> None:
    """The demand and the live count, in the target's language; no answer, no packet, no form."""
    page = text_of(cabinet.get(link(website)))
    assert "Interdire les PFAS avant 2028" in page
    assert "Pas encore remise" in page
    assert "/answer" not in page
    assert website.stage.store.targets(website.plan.day) == []


def test_the_code_goes_to_the_office_and_nowhere_else(website: Website, cabinet: Visitor) -> None:
    """Whoever holds the link cannot say where to."""
    cabinet.submit(cabinet.get(link(website)), "/code", to="eve@example.org")
    assert [mail.to for mail in website.stage.mailer.sent] == ["cabinet@ministere.example"]


def test_the_code_opens_the_page_and_says_that_it_was_received(
    website: Website, cabinet: Visitor
) -> None:
    """Acknowledged: the coordinators see that the packet was opened."""
    page = sign_in(website, cabinet)
    assert "Votre réponse" in page
    assert state_of(recorded(website), delivered=True) == "acknowledged"


def test_a_wrong_code_opens_nothing(website: Website, cabinet: Visitor) -> None:
    """Nor does the code of another target, nor one that is old."""
    page = cabinet.submit(cabinet.get(link(website)), "/code")
    refused = cabinet.submit(page, "/enter", code="000000")
    assert refused.status_code == 403
    website.stage.clock.pass_real(timedelta(minutes=11))
    assert cabinet.submit(refused, "/enter", code=cabinet.mailed_code()).status_code == 403
    assert website.stage.store.targets(website.plan.day) == []


def test_a_session_is_for_one_target(website: Website, cabinet: Visitor) -> None:
    """The minister's cabinet does not answer for the parliament."""
    sign_in(website, cabinet)
    page = text_of(cabinet.get(link(website, "meps")))
    assert "/answer" not in page
    token = re.search(r'name="token" value="([^"]+)"', text_of(cabinet.get(link(website))))
    assert token
    form = {"token": token[1], "stance": "committed", "demand": "demand"}
    assert cabinet.post(f"{link(website, 'meps')}/answer", form).status_code == 403
    assert [r.target for r in website.stage.store.targets(website.plan.day)] == ["minister"]


def test_promise_9_an_answer_sent_twice_is_one(website: Website, cabinet: Visitor) -> None:
    """A double click; the words are shown back, and what looks like HTML stays words."""
    sign_in(website, cabinet)
    page = cabinet.get(link(website))
    for _ in range(2):
        answer = cabinet.submit(page, "/answer", stance="committed", text=WORDS)
    shown = text_of(cabinet.follow(answer))
    assert len(recorded(website).answers) == 1
    assert "Promis" in shown
    assert "&lt;b&gt;before&lt;/b&gt;" in shown
    assert WORDS.encode() not in recorded(website).answers[0].text or recorded(website).answers[
        0
    ].text.startswith(b"!sealed!")


def test_an_answer_wants_a_stance_that_may_follow(website: Website, cabinet: Visitor) -> None:
    """No stance, or "I need time" after "I commit": said, and nothing is recorded."""
    sign_in(website, cabinet)
    page = cabinet.get(link(website))
    assert cabinet.submit(page, "/answer", text=WORDS).status_code == 400
    assert cabinet.submit(page, "/answer", stance="committed").status_code == 303
    late = cabinet.submit(page, "/answer", stance="revising")
    assert late.status_code == 409
    assert "ne peut pas suivre" in text_of(late)
    assert [said.stance for said in recorded(website).answers] == ["committed"]


def test_no_other_site_can_answer(website: Website, cabinet: Visitor) -> None:
    """Without the session's own token the form records nothing."""
    sign_in(website, cabinet)
    form = {"stance": "refused", "demand": "demand", "token": "forged"}
    assert cabinet.post(f"{link(website)}/answer", form).status_code == 403
    assert recorded(website).answers == ()


@pytest.mark.parametrize("path", ["/t/forged", "/t/cml2aWVyZXM.AAAA", "/t/forged/packets/x"])
def test_a_link_that_we_did_not_sign_leads_nowhere(cabinet: Visitor, path: str) -> None:
    """The same page for each."""
    page = cabinet.get(path)
    assert page.status_code == 404
    assert urlsplit(path).path not in text_of(page)


def test_an_office_without_an_address_is_told_how_to_answer(
    website: Website, cabinet: Visitor
) -> None:
    """A packet by hand: the coordinators record what is said."""
    page = text_of(cabinet.get(link(website, "meps")))
    assert "write to Rivières Vivantes" in page
    assert "/code" not in page


def test_an_answer_in_its_own_words_is_one_of_four_and_wants_words(
    website: Website, cabinet: Visitor
) -> None:
    """I commit, I refuse, I need time, here is my answer."""
    page = sign_in(website, cabinet)
    offered = re.findall(r'name="stance" value="(\w+)"', page)
    assert offered == ["committed", "refused", "revising", "answered"]
    shown = cabinet.get(link(website))
    assert cabinet.submit(shown, "/answer", stance="answered", text=" ").status_code == 400
    assert recorded(website).answers == ()
    cabinet.submit(shown, "/answer", stance="answered", text=WORDS)
    assert recorded(website).stances == {"demand": "answered"}


def test_no_code_is_mailed_to_a_number() -> None:
    """A target that is called has none of the page's answers: its words go by the caller."""
    plan = a_plan()
    called = replace(plan.targets["minister"], deliver="phone", to="+33639980142")
    website = Website(replace(plan, targets={"minister": called}))
    page = text_of(Visitor(website).get(link(website)))
    assert "/code" not in page and "639980142" not in page
    assert Visitor(website).post(f"{link(website)}/code", {}).status_code == 200
    assert website.stage.mailer.calls == []


def packed(website: Website) -> None:
    """A letter and a list, as they are kept of a delivery."""
    day, files = website.plan.day, website.stage.files
    parts = {"minister.pdf": (b"%PDF", 0), "minister.signatories-001.csv": (b"A. B.;FR\r\n", 1)}
    kept = tuple(
        PacketFile(name=name, sha256="", bytes=len(body), rows=rows)
        for name, (body, rows) in parts.items()
    )
    for name, (body, _) in parts.items():
        files.put(f"packets/{day}/thousand/{name}", body, "")
    manifest = Manifest(
        day=day, trigger="thousand", target="minister", frozen=NOON, countries={}, files=kept
    )
    files.put(manifest_key(day, "thousand", "minister"), encode_manifest(manifest), "")
    key = packet_key(day, "thousand", "minister")
    website.stage.store.claim_delivery(
        Delivery(
            day=day,
            trigger="thousand",
            target="minister",
            state="sent",
            claimed_at=NOON,
            lease_at=NOON,
            packet=key,
            signatures=1,
        )
    )


def test_whoever_signed_in_gets_all_that_goes_with_the_letter(
    website: Website, cabinet: Visitor
) -> None:
    """Its lists by name and length; nothing that its manifest does not tell of."""
    packed(website)
    papers = f"{link(website)}/packets/thousand"
    assert cabinet.get(f"{papers}/minister.signatories-001.csv").status_code == 404
    assert "minister.signatories-001.csv, 1 lignes" in sign_in(website, cabinet)
    assert text_of(cabinet.get(f"{papers}/minister.signatories-001.csv")) == "A. B.;FR\r\n"
    for other in ("minister.manifest.json", "meps.signatories-001.csv", "counts.json"):
        assert cabinet.get(f"{papers}/{other}").status_code == 404
