"""What the cloud left on disk: did it stop cleanly, and if not, what did it go back to?"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

RUNNING = "cloud.running"
"""There while the cloud runs, touched every second, removed by a clean stop."""
SNAPSHOT = "snapshot.json"


@dataclass(frozen=True, slots=True)
class UncleanStop:
    """The cloud died; `snapshot_at` (None: none was taken) is what it went back to."""

    died_at: datetime
    snapshot_at: datetime | None

    @property
    def lost_seconds(self) -> float | None:
        """Length of what was lost; None when everything since the start was."""
        if self.snapshot_at is None:
            return None
        return max(0.0, (self.died_at - self.snapshot_at).total_seconds())

    def __str__(self) -> str:
        if self.snapshot_at is None:
            return "the cloud did not stop cleanly and had no snapshot: it begins empty"
        return (
            "the cloud did not stop cleanly: it went back to the snapshot of "
            f"{self.snapshot_at.astimezone():%H:%M:%S} ({self.lost_seconds:.0f} s before it died)"
        )


def unclean_stop(directory: Path) -> UncleanStop | None:
    """How the cloud of this directory died, or None after a clean stop or no run at all."""
    marker = directory / RUNNING
    if not marker.exists():
        return None
    died_at = datetime.fromtimestamp(marker.stat().st_mtime, UTC)
    return UncleanStop(died_at, snapshot_at(directory))


def snapshot_at(directory: Path) -> datetime | None:
    """The instant of the last snapshot (real time), None before the first."""
    try:
        written = json.loads((directory / SNAPSHOT).read_text())
    except FileNotFoundError:
        return None
    return datetime.fromisoformat(written["at"])
