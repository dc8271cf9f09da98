"""A store that is cut off at one of its calls, before or after it took effect."""

from collections.abc import Collection
from itertools import count
from typing import Any


class CutError(Exception):
    """The process is gone."""


class Cutting:
    """`calls` counts those in `counted`; that of number `call` raises, and says so in `struck`."""

    def __init__(
        self,
        port: Any,
        counted: Collection[str],
        calls: "count[int]",
        call: int,
        when: str,
        struck: list[bool],
    ) -> None:
        self._port, self._counted, self._calls, self._call = port, counted, calls, call
        self._when, self._struck = when, struck

    def __getattr__(self, name: str) -> Any:
        made = getattr(self._port, name)
        if name not in self._counted:
            return made

        def cut(*given: Any, **named: Any) -> Any:
            here = next(self._calls) == self._call
            if here:
                self._struck.append(True)
            if here and self._when == "before":
                raise CutError
            answer = made(*given, **named)
            if here:
                raise CutError
            return answer

        return cut
