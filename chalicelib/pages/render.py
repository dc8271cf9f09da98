"""Pages from templates: everything is escaped, nothing is loaded from elsewhere.

Style and script are written into the page, and the policy admits them by their hash alone.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chalicelib.pages.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def render(template: str, words: Words, **values: Any) -> str:
    """The page in the language of `words`; an unknown name in a template is an error."""
    base = words.language.split("-")[0]
    direction = "rtl" if base in RIGHT_TO_LEFT else "ltr"
    page = _templates().get_template(template)
    return page.render(t=words, language=words.language, direction=direction, **values)


def policy(assets: Iterable[str], *, form: str = "'self'", frame: str = "") -> str:
    """The content security policy of a page with these assets.

    `form` is where its forms may go. `frame` is who may frame it; a policy in a `<meta>` element
    has none.
    """
    rules = [
        "default-src 'none'",
        *_hashes(assets),
        "connect-src 'self'",
        "img-src data:",
        f"form-action {form}",
        "base-uri 'none'",
    ]
    return "; ".join([*rules, f"frame-ancestors {frame}"] if frame else rules)


def origin(url: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script, as every page has it."""
    return (TEMPLATES / name).read_text("utf-8")


def hashed(text: str) -> str:
    """What in a policy admits a style sheet or script with this very text."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _hashes(assets: Iterable[str]) -> Iterable[str]:
    """One rule a kind: a browser heeds only the first of two."""
    rules: dict[str, list[str]] = {}
    for name in assets:
        kind = "style-src" if name.endswith(".css") else "script-src"
        rules.setdefault(kind, []).append(hashed(asset(name)))
    return (f"{kind} {' '.join(hashes)}" for kind, hashes in rules.items())


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["asset"] = lambda name: Markup(asset(name))
    return templates
