"""What the plan's form foresees and the engine does not do yet: refused, never ignored.

Building one of these means taking it out of here and carrying it in `domain.plan.Plan`.
"""

from chalicelib.domain.planfile.forms import FormError

KEYS = frozenset({"charter", "training"})
ACTS = frozenset({"give"})
ANSWERS = frozenset({"number"})
FOLLOW_UPS = frozenset({"confirm"})

TAKE_OUT = "take it out (it will be refused, never ignored)"


def not_built(word: str, mend: str = TAKE_OUT) -> FormError:
    """The error for a word of the form that nothing carries out yet."""
    return FormError(f"`{word}` is not built yet", mend)
