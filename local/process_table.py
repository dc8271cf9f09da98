"""Who runs in a process group: from /proc where there is one, else from `ps`."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """A living process (not a zombie) and the command line it was started with."""

    pid: int
    group: int
    command: str


def members(group: int, mark: str) -> list[Process]:
    """The group's living processes whose command line contains `mark`.

    A group id may be reused by strangers after its processes have gone: the mark keeps us off.
    """
    source = _from_proc if (PROC / "self" / "stat").exists() else _from_ps
    return [found for found in source() if found.group == group and mark in found.command]


def _from_proc() -> Iterator[Process]:
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (found := _read(entry)) is not None:
            yield found


def _read(entry: Path) -> Process | None:
    try:
        state, _parent, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it ended between the listing and the reading
        return None
    return None if state == "Z" else Process(int(entry.name), int(group), command)


def _from_ps() -> Iterator[Process]:
    columns = ["ps", "-A", "-ww", "-o", "pid=,pgid=,stat=,command="]
    listing = subprocess.run(columns, capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        pid, group, state, command = (*line.split(None, 3), "")[:4]
        if not state.startswith("Z") and int(pid) != os.getpid():
            yield Process(int(pid), int(group), command)
