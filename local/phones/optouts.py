"""Twilio's default opt-out: exact single words, its own texts, a block by number."""

from enum import Enum


class OptOut(Enum):
    """What an opt-out keyword does; the value is Twilio's OptOutType."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


KEYWORDS = {
    **dict.fromkeys(
        ("STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"),
        OptOut.STOP,
    ),
    **dict.fromkeys(("START", "UNSTOP", "YES"), OptOut.START),
    **dict.fromkeys(("HELP", "INFO"), OptOut.HELP),
}
CARRIERS_WORDS = {
    OptOut.STOP: "You have successfully been unsubscribed. You will not receive any more messages "
    "from this number. Reply START to resubscribe.",
    OptOut.START: "You have successfully been re-subscribed to messages from this number. "
    "Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    OptOut.HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


def keyword(body: str) -> OptOut | None:
    """The opt-out keyword that `body` is, alone, in any case; "stop it" is none."""
    return KEYWORDS.get(body.strip().upper())
