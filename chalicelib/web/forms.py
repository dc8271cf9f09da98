"""What the forms may hold: declared beside each route, kept by the guard, told in OpenAPI."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl

V = TypeVar("V", bound=Callable[..., Any])

ID, CODE, LANGUAGE, TOKEN, SOUGHT = 120, 20, 35, 400, 600
"""The most characters of an id, a code, a language, what we signed, and a sealed address."""
MOST_FIELDS = 50
_NO_HEX = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of our own pages. `lines` and `texts`: the most characters of each field, of one
    line and of several; `largest`: the most bytes of a body.

    `open_because` says why it needs no session's token; empty: it needs one. `from_elsewhere`:
    pages of another origin, such as the public one, post it.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, int] = field(default_factory=dict)
    open_because: str = ""
    from_elsewhere: bool = False
    largest: int = 8_192

    @property
    def fields(self) -> dict[str, int]:
        """Every field with its most characters."""
        token = {} if self.open_because else {"token": TOKEN}
        return {**token, **self.lines, **self.texts}


@dataclass(frozen=True, slots=True)
class CarrierForm:
    """What the carrier posts. Its signature is over all that came, so its view checks it."""

    fields: Mapping[str, int]
    open_because: str


def takes(form: Form | CarrierForm) -> Callable[[V], V]:
    """Declares the form of a view; stands between its route and its function."""

    def declared(view: V) -> V:
        view.form = form  # type: ignore[attr-defined]  # functions take attributes
        return view

    return declared


def form_of(view: Callable[..., Any]) -> Form | CarrierForm | None:
    """What `takes` declared."""
    found: Form | CarrierForm | None = getattr(view, "form", None)
    return found


def fault_in(form: Form, body: bytes) -> str:
    """Why this body is not that form, for who sent it; empty when it may be. Fields that are not
    declared are nobody's, and ignored."""
    if _NO_HEX.search(body):
        return "a percent sign is not followed by two hexadecimal digits"
    try:
        text = body.decode()
        pairs = parse_qsl(text, True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        return "the form is not UTF-8"
    except ValueError:
        return f"the form has more than {MOST_FIELDS} fields"
    times = Counter(name for name, _ in pairs)
    given = dict(pairs)
    faults = (_fault(form, name, most, given.get(name, "")) for name, most in form.fields.items())
    twice = (f"{name} is given twice" for name in form.fields if times[name] > 1)
    return next(filter(None, [*twice, *faults]), "")


def _fault(form: Form, name: str, most: int, value: str) -> str:
    if len(value) > most:
        return f"{name} is longer than {most} characters"
    control = _CONTROL_IN_TEXT if name in form.texts else _CONTROL
    return f"{name} holds a control character" if control.search(value) else ""
