"""A launched day with the plan it runs on, as every step needs them."""

from chalicelib.domain.days import Day
from chalicelib.domain.plan import Plan
from chalicelib.errors import NotFoundError
from chalicelib.ports import Days


def launched(day: str, store: Days) -> tuple[Day, Plan]:
    """The day as it is now, and its plan version. Raises NotFoundError."""
    found = store.day(day)
    if found is None:
        raise NotFoundError(f"no day {day}: `tocsin status` lists them")
    return found, store.plan(day, found.plan_version)
