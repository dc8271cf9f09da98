"""`python -m cli.catalogues`: compiles the catalogues; with --check, compares the languages.

A .po is compiled when it is newer than its .mo. The same .po always gives the same bytes.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "chalicelib" / "locales"
REFERENCE = "en"
EVERY = ("en", "fr", "es", "pt")
COMPLETE = {"texts": EVERY, "words": EVERY}
COMPLETE_ELSE = ("en", "fr")
"""Which languages must have every key of a domain; others may have some, as those of English."""


@click.command()
@click.option("--check", is_flag=True, help="Compare keys and variables with English as well.")
def main(check: bool) -> None:
    """Compile every catalogue that changed."""
    for path in compile_changed(LOCALES):
        click.echo(f"compiled {path.relative_to(LOCALES)}")
    problems = problems_of(LOCALES) if check else []
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(1 if problems else 0)


def compile_changed(root: Path = LOCALES) -> list[Path]:
    """Writes the .mo of each .po that is newer; returns those written."""
    stale = [path for path in sorted(root.glob("*/LC_MESSAGES/*.po")) if _is_stale(path)]
    return [_compile(path) for path in stale]


def problems_of(root: Path) -> list[str]:
    """What is missing or differs from English, each with its file and line."""
    domains = sorted({path.stem for path in root.glob("*/LC_MESSAGES/*.po")})
    return [problem for domain in domains for problem in _problems_of_domain(root, domain)]


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= path.stat().st_mtime


def _compile(path: Path) -> Path:
    # Two processes may compile at once: each its own file, put in place in one move.
    target, fresh = path.with_suffix(".mo"), path.with_suffix(f".{os.getpid()}.mo")
    with fresh.open("wb") as out:
        write_mo(out, _catalogue(path))
    return fresh.replace(target)


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    catalogue.creation_date = datetime(2027, 1, 1, tzinfo=UTC)  # else babel writes today's
    return catalogue


def _problems_of_domain(root: Path, domain: str) -> Iterator[str]:
    paths = {path.parts[-3]: path for path in root.glob(f"*/LC_MESSAGES/{domain}.po")}
    complete = COMPLETE.get(domain, COMPLETE_ELSE)
    if REFERENCE not in paths:
        yield f"{root}/{REFERENCE}/LC_MESSAGES/{domain}.po: there is none"
        return
    reference = _messages(paths[REFERENCE])
    for language in sorted({*paths, *complete}):
        path = paths.get(language, root / language / "LC_MESSAGES" / f"{domain}.po")
        yield from _differences(path, reference, language in complete)


def _differences(path: Path, reference: dict[str, Message], complete: bool) -> Iterator[str]:
    messages = _messages(path) if path.exists() else {}
    for key in reference if complete else ():
        if key not in messages:
            yield f"{path}:1: {key} is missing"
    for key, message in messages.items():
        place = f"{path}:{message.lineno}: {key}"
        if key not in reference:
            yield f"{place} is not in {REFERENCE}"
        elif wrong := _variables(message) ^ _variables(reference[key]):
            yield f"{place}: {', '.join(sorted(wrong))} in one of {REFERENCE} and here, not both"


def _messages(path: Path) -> dict[str, Message]:
    return {
        str(message.id): message for message in _catalogue(path) if message.id and message.string
    }


def _variables(message: Message) -> set[str]:
    return {f"{{{name}}}" for _, name, _, _ in Formatter().parse(str(message.string)) if name}


if __name__ == "__main__":
    main()
