"""What every policy and every page that stands alone must be."""

import re


def strict(policy: str) -> bool:
    """Nothing by default, nothing unsafe, nothing from any host."""
    return policy.startswith("default-src 'none'") and not re.search(r"unsafe|\*", policy)


def hold_within(page: str) -> None:
    """Asserts the policy and the referrer rule of a page that stands alone."""
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    assert found and strict(found[1].replace("&#39;", "'"))
    assert re.search(r'<meta name="referrer" content="(same-origin|no-referrer)">', page)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page)
