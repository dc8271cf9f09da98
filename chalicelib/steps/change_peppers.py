"""Changing the pepper, in two stages: a new one is known everywhere before any id is made with it.

While a process may not know it, nobody's id is: then all of them read under each pepper, and
whatever takes an id refuses where another of the same number is taken. See decision 0041.
"""

from dataclasses import dataclass

from chalicelib.domain.peppers import Peppers
from chalicelib.errors import ConflictError, NotFoundError, TocsinError
from chalicelib.ports import Clock, People, PepperBook, Written


class TooSoonError(TocsinError):
    """Some process may not know the pepper yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """`signers`: how many ids were taken for those who had signed and are no persons."""

    peppers: Peppers
    signers: int


def add_pepper(*, peppers: PepperBook) -> Peppers:
    """Known from now on, and not current. Raises ConflictError where one waits already."""
    before = peppers.peppers()
    if before.waiting:
        raise ConflictError(f"pepper {before.waiting} waits to be used: `tocsin keys pepper use`")
    return _done(peppers.add(before), peppers)


def use_pepper(version: str, *, peppers: PepperBook, store: People, clock: Clock) -> Used:
    """Makes it current, half an hour after the last change of the secret at the soonest.

    Raises TooSoonError before, NotFoundError for a version that is not there.
    """
    before = peppers.peppers()
    if version not in before.versions:
        raise NotFoundError(f"no pepper {version}: there are {', '.join(before.versions)}")
    if version == before.current:
        return Used(peppers=before, signers=0)
    if clock.real_now() < before.usable_at:
        raise TooSoonError(
            f"not before {before.usable_at:%Y-%m-%d %H:%M} UTC: a process may not know it yet"
        )
    signers = store.take_signers()
    return Used(peppers=_done(peppers.use(before, version), peppers), signers=signers)


def _done(written: object, peppers: PepperBook) -> Peppers:
    if not isinstance(written, Written):
        raise ConflictError("the secret was changed at the same time: look again")
    return peppers.peppers()
