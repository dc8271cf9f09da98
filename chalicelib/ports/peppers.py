"""The peppers in the stage's secret, for the command that changes them: no Lambda does."""

from typing import Protocol

from chalicelib.domain.peppers import Peppers
from chalicelib.ports.written import Stale, Written


class PepperBook(Protocol):
    """Versions only: no pepper ever leaves it. All else in the secret stays as it is."""

    def peppers(self) -> Peppers:
        """As stored now, not as some process knows them."""
        ...

    def add(self, before: Peppers) -> Written | Stale:
        """A random one under the next version, not current. `Stale`: they are not `before`."""
        ...

    def use(self, before: Peppers, version: str) -> Written | Stale:
        """Makes that one current. `Stale`: they are not `before`."""
        ...
