"""Mail addresses as keys: one spelling for one mailbox."""

import re

_ADDRESS = re.compile(r"[^@\s<>,;\"()\[\]\\]+@[^@\s<>,;\"()\[\]\\.]+(?:\.[^@\s<>,;\"()\[\]\\.]+)+")


def canonical_mail(text: str) -> str:
    """The address trimmed and in lower case; empty when it is no address.

    Case in the local part is dropped because people type it at random and no common provider
    distinguishes by it; dots and `+tags` are kept, because some do.
    """
    plain = text.strip().casefold()
    return plain if len(plain) <= 254 and _ADDRESS.fullmatch(plain) else ""
