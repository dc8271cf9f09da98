"""Check 6: a reply expected where none can come, a sender that a country does not take.

France: texts from ordinary mobile numbers are blocked for organisations (Arcep's numbering plan,
since 2023). Toll-free numbers and 10DLC campaigns belong to the North American numbering plan.
"""

from collections.abc import Iterator

from chalicelib.domain.planfile.draft import Draft
from chalicelib.domain.planfile.problems import Path, Problem, Severity

ONE_WAY = ("link", "none")
NORTH_AMERICA = ("US", "CA")
_SHORT = "use `short-code`, or `link` for texts without a reply"


def unanswerable_asks(draft: Draft) -> Iterator[Problem]:
    """Where nobody can reply, a keyword and a text that invites a number are for nobody."""
    if not all(kind in ONE_WAY for kind in draft.plan.senders.values()):
        return
    if draft.file.join:
        message = "a keyword to text, but no sender takes a reply"
        yield draft.problem(("join",), message, f"take it out, or {_SHORT}")
    for name, ask in draft.file.asks.items():
        if ask.send and ask.text:
            message = "is never sent: who cannot reply gets the link of a page with the answers"
            yield draft.problem(("asks", name, "text"), message, "take it out", "warning")


def unusable_senders(draft: Draft) -> Iterator[Problem]:
    """A sender whose texts a country's carriers do not take."""
    for country in sorted({*draft.file.senders, *draft.countries} - {"other", ""}):
        sender = draft.plan.sender_for(country)
        kind = draft.plan.senders[sender]
        path: Path = ("senders", sender)
        if country == "FR" and kind == "long-code":
            message = "ordinary numbers of organisations are blocked in France"
            severity: Severity = "error" if sender == country else "warning"
            yield draft.problem(path, message, f"for FR {_SHORT}", severity)
        if kind.startswith(("toll-free", "10dlc")) and country not in NORTH_AMERICA:
            message = f"`{kind}` reaches the US and Canada, not {country}"
            yield draft.problem(path, message, f"give {country} a sender of its own")
