"""The commands start, stop, status and kill of a background part of the stage."""

import argparse
import sys
from types import ModuleType

from local.stage import from_environment


def run(part: ModuleType, title: str) -> int:
    """Do what the command line asks of `part`, say it, and return the exit code."""
    parser = argparse.ArgumentParser(description=f"Start or stop {title}.")
    parser.add_argument("command", choices=["start", "stop", "status", "kill"])
    command = parser.parse_args().command
    try:
        said = getattr(part, command)(from_environment())
    except Exception as problem:
        # The last stop before the user: whatever went wrong is said in one line, not as a trace.
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"{_words(command, said)}\n")
    return 0


def _words(command: str, said: object) -> str:
    if command == "stop":
        return "stopped" if said else "did not end when asked and was killed"
    return f"{said} processes killed" if command == "kill" else str(said)
