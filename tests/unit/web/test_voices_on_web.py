"""Names and testimonies on the petition page and at the desk."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.plan import Ask, Level, Plan
from tests.support.fakes import NOON
from tests.unit.web.website import Visitor, Website, a_plan, text_of

SIGN = "/d/rivieres/sign"
DESK = "/desk/days/rivieres/testimonies?lang=en"
WORDS = "Our well is shut.\n<b>Two years</b> now."
TOLD = {"email": "a@people.example", "country": "FR", "lang": "en", "story": WORDS, "told": "1"}


def of_voices(**differs: Any) -> Plan:
    base = a_plan()
    until = base.asks["sign"].until
    testify = Ask(name="testify", level=Level.MENU, does="testify", until=until)
    full = replace(base.targets["minister"], signatories="full")
    asks = {**base.asks, "testify": testify}
    return a_plan(asks=asks, targets={**base.targets, "minister": full}, **differs)


@pytest.fixture
def website() -> Website:
    return Website(of_voices())


@pytest.fixture
def visitor(website: Website) -> Visitor:
    return Visitor(website)


def waiting(website: Website) -> int:
    return len(website.stage.store.stories("rivieres", "waiting", 99))


def test_each_has_a_box_of_its_own_and_none_is_ticked(website: Website, visitor: Visitor) -> None:
    """The form says to whom what goes; nothing is agreed to beforehand."""
    page = text_of(visitor.post(SIGN, {"lang": "en"}))
    for field in ("name", "named", "story", "told"):
        assert f'name="{field}"' in page
    assert "give my name with my signature to the Ecology Minister, the MEPs" in page
    assert "checked" not in page


def test_a_plan_that_takes_neither_asks_for_neither() -> None:
    """Nor does a high risk."""
    for plan in (a_plan(), of_voices(risk="high")):
        page = text_of(Visitor(Website(plan)).post(SIGN, {"lang": "en"}))
        assert 'name="told"' not in page and 'name="named"' not in page


def test_words_without_their_box_come_back_to_be_mended(website: Website, visitor: Visitor) -> None:
    """As they were typed, the box marked; neither they nor the signature are kept."""
    answer = visitor.post(SIGN, {**TOLD, "told": ""})
    page = text_of(answer)
    assert answer.status_code == 400 and "Tick the box under your words" in page
    assert "&lt;b&gt;Two years&lt;/b&gt; now." in page and '<details class="more" open>' in page
    assert website.count == 0 and waiting(website) == 0


def test_a_testimony_is_signed_with_and_answered_like_any_signature(
    website: Website, visitor: Visitor
) -> None:
    """The same page for who told something, who did not, and who comes again."""
    plain = visitor.post(SIGN, {"email": "b@people.example", "lang": "en"})
    answers = [visitor.post(SIGN, TOLD), visitor.post(SIGN, TOLD), plain]
    assert len({(one.status_code, one.headers["Location"]) for one in answers}) == 1
    assert website.count == 2 and waiting(website) == 1


def test_who_signed_before_may_tell_later(website: Website, visitor: Visitor) -> None:
    """Their signature counts once; what they told first stays."""
    visitor.post(SIGN, {**TOLD, "story": ""})
    visitor.post(SIGN, TOLD)
    visitor.post(SIGN, {**TOLD, "story": "Something else"})
    (story,) = website.stage.store.stories("rivieres", "waiting", 9)
    assert website.stage.vault.open(story.words, story.person) == WORDS
    assert website.count == 1


def test_a_suspects_words_are_not_kept(website: Website, visitor: Visitor) -> None:
    """A robot would fill the moderators' list."""
    visitor.post(SIGN, {**TOLD, "website": "x"})
    assert waiting(website) == 0


@pytest.fixture
def moderator(website: Website, visitor: Visitor) -> Visitor:
    """Signed in, with one testimony to read."""
    visitor.post(SIGN, TOLD)
    signed_in = Visitor(website)
    signed_in.sign_in()
    return signed_in


def test_a_moderator_reads_words_of_nobody(website: Website, moderator: Visitor) -> None:
    """With language and country; no address, and what was typed is only text."""
    page = text_of(moderator.get(DESK))
    assert "Our well is shut." in page and "&lt;b&gt;Two years&lt;/b&gt;" in page
    assert "France" in page and "people.example" not in page


@pytest.mark.parametrize(("move", "state"), [("pass_story", "passed"), ("refuse_story", "refused")])
def test_a_moderator_passes_it_on_or_leaves_it_out(
    website: Website, moderator: Visitor, move: str, state: str
) -> None:
    """Once, written down; what is left out is not kept."""
    page = moderator.get(DESK)
    for _ in range(2):
        assert moderator.submit(page, "/testimony", move=move).status_code == 303
    (story,) = website.stage.store.stories("rivieres", state, 9)  # type: ignore[arg-type]
    assert bool(story.words) == (state == "passed")
    assert [e.act for e in website.stage.store.audits("rivieres", 9)].count(move) == 1  # type: ignore[arg-type]


def test_words_that_changed_since_are_read_anew(website: Website, moderator: Visitor) -> None:
    """The page that was open shows others: nothing moves."""
    page = moderator.get(DESK)
    (story,) = website.stage.store.stories("rivieres", "waiting", 9)
    website.stage.store._voices[story.day, "story", story.person] = replace(
        story, at=NOON.replace(hour=13)
    )
    assert moderator.submit(page, "/testimony", move="pass_story").status_code == 404
    assert waiting(website) == 1


@pytest.mark.parametrize(
    "form", [{"move": "delete"}, {"at": "yesterday"}, {"person": "nobody"}, {"move": ""}]
)
def test_what_no_page_posts_moves_nothing(
    website: Website, moderator: Visitor, form: dict[str, str]
) -> None:
    """Another move, another instant, another person."""
    answer = moderator.submit(moderator.get(DESK), "/testimony", **{"move": "pass_story", **form})
    assert answer.status_code == 404 and waiting(website) == 1


def test_a_form_of_another_site_decides_nothing(website: Website, moderator: Visitor) -> None:
    """Without the session's token: 403."""
    (story,) = website.stage.store.stories("rivieres", "waiting", 9)
    form = {"person": story.person, "at": story.at.isoformat(), "move": "pass_story"}
    assert moderator.post("/desk/days/rivieres/testimony", form).status_code == 403
    assert waiting(website) == 1
