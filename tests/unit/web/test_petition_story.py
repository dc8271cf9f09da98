"""What the petition page tells beside the form: story, answers, previews, and the frame."""

import re
from typing import Any

import pytest

from chalicelib.steps.answer_target import TargetAnswer, answer_target
from chalicelib.steps.publish import publish_day
from tests.unit.web.website import Website, a_plan

STORY = {"en": "Fish die in the Loire.\n\nWe <b>drink</b> it.", "fr": "Les poissons meurent."}
DAY = "rivieres"


def page(name: str = "en.html", **plan: Any) -> str:
    website = Website(a_plan(**plan))
    website.stage.call(publish_day, DAY)
    return website.stage.public.get(f"{DAY}/{name}").decode()


def test_the_story_is_told_in_paragraphs_of_plain_text() -> None:
    """An empty line parts them; markup is shown as it was typed."""
    shown = page(story=STORY)
    assert "<p>Fish die in the Loire.</p>" in shown
    assert "<p>We &lt;b&gt;drink&lt;/b&gt; it.</p>" in shown
    assert "The story" not in page()


def test_a_preview_elsewhere_has_title_description_and_address() -> None:
    """Open Graph, with the story's beginning."""
    shown = page(story=STORY)
    for name, content in (
        ("og:title", "Ban PFAS before 2028 · Rivières Vivantes"),
        ("og:description", "Fish die in the Loire."),
        ("og:url", "https://public.example/rivieres/en.html"),
    ):
        assert f'<meta property="{name}" content="{content}">' in shown


def test_at_high_risk_a_preview_tells_no_topic() -> None:
    """Whoever sees the link in a chat sees the organisation."""
    head = page(story=STORY, risk="high").split("</head>")[0]
    assert "PFAS" not in head and "Loire" not in head
    assert '<meta property="og:title" content="Rivières Vivantes">' in head


def test_a_target_s_answer_is_on_the_page() -> None:
    """In the reader's language but its own words, which are text."""
    website = Website()
    said = TargetAnswer(
        day=DAY, target="minister", stance="committed", text="From <i>2027</i> on.\n\nPromised."
    )
    website.stage.call(answer_target, said)
    website.stage.call(publish_day, DAY)
    english, french = (
        website.stage.public.get(f"{DAY}/{name}.html").decode() for name in ("en", "fr")
    )
    assert re.search(r"the Ecology Minister</strong>: they have promised it", english)
    assert "From &lt;i&gt;2027&lt;/i&gt; on." in english and "<p>Promised.</p>" in english
    assert "promet de le faire" in french
    assert "Their answer" not in page()


def test_a_frame_for_other_sites_has_the_count_and_a_link() -> None:
    """It opens the petition in a page of its own; it has no form to be covered by another site."""
    for name in ("embed.html", "embed-fr.html"):
        shown = page(name)
        assert 'href="https://public.example/rivieres/fr.html" target="_blank"' in shown
        assert 'id="count"' in shown and "<form" not in shown
    assert 'src="https://public.example/rivieres/embed-en.html"' in page().replace("&#34;", '"')


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_all_of_it_is_there_in_four_languages(language: str) -> None:
    """With its story, its embedding and its links to share."""
    languages = ("en", "fr", "es", "pt")
    story = dict.fromkeys(languages, "Une histoire.")
    shown = page(f"{language}.html", languages=languages, story=story)
    english = ["The story", "Show it on your site", "Copy this", "Pass it on", "By text"]
    assert all((words in shown) == (language == "en") for words in english)
    for link in ("sms:?", "mailto:?", "https://wa.me/?text="):
        assert f'href="{link}' in shown
