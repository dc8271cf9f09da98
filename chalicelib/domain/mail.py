"""Mail addresses as keys: one spelling for one mailbox."""

import re

_ADDRESS = re.compile(r"[^@\s<>,;\"()\[\]\\]+@[^@\s<>,;\"()\[\]\\.]+(?:\.[^@\s<>,;\"()\[\]\\.]+)+")
_ALSO = {"googlemail.com": "gmail.com"}
_DOTLESS = frozenset(("gmail.com",))
_TAGGED = frozenset(
    (
        *("gmail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com"),
        *("fastmail.com", "proton.me", "protonmail.com", "pm.me"),
    )
)
"""Providers that say they deliver `name+anything@` to `name@`."""


def canonical_mail(text: str) -> str:
    """The address trimmed, in lower case, without what its provider ignores; empty when it is none.

    Case in the local part is dropped because people type it at random and no common provider
    distinguishes by it. Dots and `+tags` are dropped where the provider is known to ignore them,
    and kept elsewhere, because some do distinguish.
    """
    plain = text.strip().casefold()
    if len(plain) > 254 or not _ADDRESS.fullmatch(plain):
        return ""
    name, _, domain = plain.rpartition("@")
    domain = _ALSO.get(domain, domain)
    if domain in _TAGGED:
        name = name.partition("+")[0] or name
    if domain in _DOTLESS:
        name = name.replace(".", "") or name
    return f"{name}@{domain}"
