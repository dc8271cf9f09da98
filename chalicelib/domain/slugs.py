"""Words that people write in many ways, in the one way we compare them: `Saint-Étienne`."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 40


@lru_cache(4_000)
def slug(text: str) -> str:
    """`saint-etienne`: no case, accents, spaces or punctuation; 40 letters at most."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", letters)[:LONGEST].strip("-")
