"""The words and names a coordinator may write, and those that are taken."""

from chalicelib.domain.plan import Level
from chalicelib.domain.planfile import forms, moments, unbuilt
from chalicelib.domain.planfile.forms import FormError
from chalicelib.domain.planfile.reading import like, one_of

ACTS = ("sign", "share", "write", "call", "attend", "host", "wear", "testify")
ANSWERS = ("accept", "no", "later")
FOLLOW_UPS = ("kit", "ready", "report")
"""Texts of the leaders' path; their names are taken among asks."""
RESULT = "result"
"""The notice that tells a result; its name is taken among asks."""
TOLD = ("signers", "hosts", "participants")
NEWS = ("committed", "partly", "kept", "answered", "refused", "no_move", "reversed", "close")
"""What a result may say: where a target stands, or that the day has closed."""
SENDERS = (
    *("short-code", "long-code", "toll-free"),
    *("10dlc-ab", "10dlc-cd", "10dlc-ef", "10dlc-t"),
    *("link", "none"),
)
LEVELS = {"1": Level.URGENT, "2": Level.EVENTS, "menu": Level.MENU}
_STOPS = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT")
CARRIER_WORDS = frozenset((*_STOPS, "START", "YES", "UNSTOP", "HELP", "INFO"))
"""What the carrier itself answers, before us (Twilio's default keywords)."""

MOST_LINES, LONGEST_LINE = 7, 38
"""Of a postal address: what the window of an envelope shows."""

LONGEST_STORY = 4_000
"""Letters: a phone's reader scrolls no further."""

DAY_ID = r"[a-z0-9][a-z0-9-]{2,40}"
LANGUAGE = r"[a-z]{2}(-[A-Z]{2})?"
COUNTRY = r"[A-Z]{2}|other"
ADDRESS = r"[^@\s]+@[^@\s]+\.[^@\s.]+"
DESK_PERSON = rf"({ADDRESS}|\+[1-9]\d{{7,14}})"
"""A mail address, or a mobile number as E.164."""
JOIN = r"[A-Za-z0-9]{3,20}"

name = like(forms.NAME, "is not a name", "use small letters, digits and `-`")
day_id = like(DAY_ID, "is not a day's name", "3 to 41 small letters, digits and `-`")
language = like(LANGUAGE, "is not a language", "write its code, e.g. `fr`")
one_country = like("[A-Z]{2}", "is not a country", "write two capitals such as `FR`")
country = like(COUNTRY, "is not a country", "write two capitals such as `FR`, or `other`")
address = like(ADDRESS, "is not a mail address", "write it like `lea@rivieres.example`")
desk_person = like(
    DESK_PERSON,
    "is neither a mail address nor a number with its `+`",
    'write it like `lea@rivieres.example` or `"+447700900123"`, in quotes',
)


def postal(text: str) -> tuple[str, ...]:
    """The lines of a postal address, as they fit into an envelope's window."""
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    mend = "write it as on an envelope: `address: |`, then a line each under it"
    if not 2 <= len(lines) <= MOST_LINES:
        raise FormError(f"an address of {len(lines)} lines", mend)
    if any(len(line) > LONGEST_LINE for line in lines):
        raise FormError(f"a line of more than {LONGEST_LINE} letters", mend)
    return lines


def ask_name(text: str) -> str:
    """A name that means nothing else among answers or on the leaders' path."""
    if text in (*ANSWERS, *unbuilt.ANSWERS, *FOLLOW_UPS, RESULT):
        raise FormError(f"`{text}` is a reserved word", "give the ask another name")
    return name(text)


def answer(text: str) -> str:
    """A reserved answer or an ask's name."""
    if text in unbuilt.ANSWERS:
        raise unbuilt.not_built(text)
    return name(text)


def level(text: str) -> Level:
    """`1`, `2` or `menu`."""
    return LEVELS[one_of(LEVELS)(text)]


def whole_number(text: str) -> int:
    """`5`."""
    return int(like(r"[1-9]\d{0,4}", "is not a whole number above 0", "write it like `5`")(text))


def share(text: str) -> float:
    """`2%`, as a part of one."""
    percent = like(r"(100|[1-9]?\d)(\.\d)? ?%", "is not a share", "write it like `2%`")(text)
    return round(float(percent.rstrip(" %")) / 100, 4)


def follow_up_moment(text: str) -> str:
    """The key of a follow-up, kept as written: two keys may mean the same moment."""
    moments.anchor(text)
    return text


def not_blank(text: str) -> str:
    """Any text with something in it."""
    if not text.strip():
        raise FormError("empty text", "write it or take the key out")
    return text


def story(text: str) -> str:
    """Paragraphs, of plain text."""
    if len(text) > LONGEST_STORY:
        raise FormError(f"{len(text)} letters", f"tell it in {LONGEST_STORY}")
    return not_blank(text)


def join(text: str) -> str:
    """A keyword, one word, that no carrier answers itself."""
    if text.upper() in CARRIER_WORDS:
        raise FormError(f"`{text}` is answered by the carrier itself", "choose another word")
    return like(JOIN, "is not one word of 3 to 20 letters or digits", "e.g. `RIVER`")(text)
