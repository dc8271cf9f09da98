"""What can go wrong, as one small tree. The names are the `ErrorEquals` of the workflows.

    TocsinError
    ├── PlanError            the plan file has mistakes (`.problems`)
    ├── NotFoundError        a day, plan or person that is not there
    ├── SettingsError        a setting is missing or wrong
    ├── ConflictError        a write lost its races more often than it may
    ├── CarrierBusyError     the carrier did not take the text and may be asked again
    └── SealError            a sealed value that cannot be opened

Expected outcomes (opted out, already done, refused by the carrier) are values, not errors.
"""


class TocsinError(Exception):
    """The root."""


class PlanError(TocsinError):
    """The plan file has mistakes; `problems` says each with its place and mend."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class NotFoundError(TocsinError):
    """What was asked for is not there."""


class SettingsError(TocsinError):
    """A setting is missing or wrong."""


class ConflictError(TocsinError):
    """A write lost its races more often than it may; whoever called may call again."""


class CarrierBusyError(TocsinError):
    """The carrier answered 429: not processed, safe to ask again."""


class SealError(TocsinError):
    """A sealed value that cannot be opened: wrong key, wrong owner or damaged."""
