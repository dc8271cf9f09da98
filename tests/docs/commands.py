"""docs/operators/commands.md from the command itself: `python -m tests.docs.commands` writes it."""

from collections.abc import Iterator
from pathlib import Path

import click

from cli.main import tocsin

PAGE = Path(__file__).parents[2] / "docs" / "operators" / "commands.md"
HEAD = """# Commands
Generated from the command itself; a test compares. `tocsin <command> --help` says the same.
`tocsin plan` needs no stage. The others speak to the local stage, or to the one whose `stage.json`
is named by `TOCSIN_STAGE_FILE`. A mistake you can mend is one line and exit code 1.
"""


def page() -> str:
    """The page as it should be."""
    return "\n".join([HEAD, *(_section(path, command) for path, command in leaves(tocsin))])


def leaves(group: click.Group, path: str = "tocsin") -> Iterator[tuple[str, click.Command]]:
    """Every command that is no group, with its full name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _section(path: str, command: click.Command) -> str:
    given = [p.make_metavar(click.Context(command)) for p in _arguments(command)]
    text = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    rows = [_row(option) for option in _options(command)]
    table = ["| option | |", "|---|---|", *rows, ""] if rows else []
    return "\n".join([f"## {path}", f"`{' '.join([path, *given])}`", "", text, "", *table])


def _arguments(command: click.Command) -> list[click.Argument]:
    return [p for p in command.params if isinstance(p, click.Argument)]


def _options(command: click.Command) -> list[click.Option]:
    return [p for p in command.params if isinstance(p, click.Option)]


def _row(option: click.Option) -> str:
    names = "/".join([*option.opts, *option.secondary_opts])
    needed = " Needed." if option.required else ""
    return f"| `{names}` | {option.help or ''}{needed} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
