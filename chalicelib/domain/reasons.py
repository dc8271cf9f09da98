"""Why a reply was taken as it was: a code and its values, for a human to read in their language.

Stored as text, `number:sign:1:accept`; a page says it with the catalogue's `desk.reason.number`.
"""


def why(code: str, *values: str) -> str:
    """The reason as it is stored. Values are names and numbers of the plan: never a `:`."""
    return ":".join((code, *values))
