"""The pages say what is so: links, commands, targets, paths and examples."""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from chalicelib.adapters.catalogues import GettextCatalogues
from chalicelib.domain.people_csv import read_people
from chalicelib.domain.people_row import Invalid
from chalicelib.domain.planfile.load import check_plan
from cli.main import tocsin
from local.cloud_state import UncleanStop
from tests.docs import commands, promises
from tests.docs.pages import ROOT, Block, blocks, pages, spans, typed

PLAN_PAGE = ROOT / "docs" / "coordinators" / "plan.md"
WHOLE = "plan at "
OURS = (
    *("app.py", "bench", "chalicelib", "cli", "docs", "infra", "local", "plans", "requirements"),
    *("tests", "workflows", ".chalice"),
)


def links(page: Path) -> Iterator[tuple[str, str]]:
    """(file, anchor) of each link that leads to no other site."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            path, _, anchor = unquote(target).partition("#")
            yield path, anchor


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    """Files exist, and so do the headings that links name."""
    for path, anchor in links(page):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"


def test_every_page_of_docs_is_linked() -> None:
    """Nobody finds a page that no other names."""
    linked = {(page.parent / path).resolve() for page in pages() for path, _ in links(page) if path}
    docs = set((ROOT / "docs").rglob("*.md"))
    assert {str(path.relative_to(ROOT)) for path in docs - linked} == set()


def test_every_tocsin_command_exists() -> None:
    """With the options shown."""
    shown = [(place, line) for place, line in typed() if re.match(r"tocsin\b", line)]
    assert shown
    for place, line in shown:
        command, words = _command(shlex.split(line)[1:])
        known = {name for p in command.params for name in (*p.opts, *p.secondary_opts)}
        unknown = {w for w in words if w.startswith("--") and w not in known | {"--help"}}
        assert not unknown, f"{place}: {line}"


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and the words after it. A placeholder names none."""
    command: click.Command = tocsin
    while isinstance(command, click.Group) and words and not words[0].startswith(("-", "<")):
        assert words[0] in command.commands, f"no command {words[0]}"
        command, words = command.commands[words[0]], words[1:]
    return command, words


def test_every_make_target_exists() -> None:
    """`make x` in a page is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    shown = [
        (place, target)
        for place, line in typed()
        for target in re.findall(r"(?:^|\s)make (?:[A-Z]+=\S+ )?([a-z-]+)\b", line)
    ]
    assert {"test", "demo", "up"} <= {t for place, t in shown if place.startswith("README.md")}
    assert [(place, target) for place, target in shown if target not in targets] == []


def test_every_path_exists() -> None:
    """A file or folder of ours that a page names is there."""
    named = {
        (place, text.removesuffix("/"))
        for place, text in spans()
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", text) and text.split("/")[0] in OURS
    }
    assert len(named) > 50
    assert {(place, path) for place, path in named if not (ROOT / path).exists()} == set()


def test_the_list_of_commands_is_what_the_command_says() -> None:
    """`python -m tests.docs.commands` writes it anew."""
    assert commands.PAGE.read_text("utf-8") == commands.page()


def test_the_promises_list_every_test_that_bears_their_number() -> None:
    """`python -m tests.docs.promises` writes the lists anew; each of the ten has one."""
    text = promises.PAGE.read_text("utf-8")
    assert text == promises.page()
    named = set(re.findall(r"`(test_promise_\w+)`", text))
    assert {int(name.split("_")[2]) for name in named} == set(range(1, 11))


def whole_plans() -> list[Block]:
    return [block for block in blocks() if block.mark.startswith(WHOLE)]


@pytest.mark.parametrize("block", whole_plans(), ids=lambda block: block.place)
def test_a_whole_plan_may_be_launched(block: Block) -> None:
    """As of the instant in its mark, without a warning."""
    now = datetime.fromisoformat(block.mark.removeprefix(WHOLE))
    assert problems(block.body, now) == []


@pytest.mark.parametrize(
    "block", [b for b in blocks() if b.mark == "plan part"], ids=lambda block: block.place
)
def test_a_part_of_a_plan_may_stand_in_the_whole_one(block: Block) -> None:
    """Its keys in place of those of the first whole plan of the page."""
    whole = next(plan for plan in whole_plans() if plan.page == block.page)
    merged = "".join((_sections(whole.body) | _sections(block.body)).values())
    now = datetime.fromisoformat(whole.mark.removeprefix(WHOLE))
    assert [p for p in problems(merged, now) if "warning:" not in p] == []


def problems(text: str, now: datetime) -> list[str]:
    return [str(p) for p in check_plan(text, "plan.yaml", now, GettextCatalogues()).problems]


def _sections(text: str) -> dict[str, str]:
    """The text of each top-level key."""
    parts = re.split(r"^(?=[a-z_]+:)", text, flags=re.M)
    return {part.partition(":")[0]: part for part in parts if part.strip()}


def test_the_mistakes_shown_are_what_the_check_says() -> None:
    """On the whole plan of the page, with `level` of the ask to sign misspelt."""
    shown = next(b for b in blocks() if b.mark == "mistakes: levl instead of level in sign")
    whole = next(plan for plan in whole_plans() if plan.page == shown.page)
    before, asked, after = whole.body.partition("  sign:\n")
    text = before + asked + after.replace("level:", "levl:", 1)
    now = datetime.fromisoformat(whole.mark.removeprefix(WHOLE))
    checked = check_plan(text, "rivers.yaml", now, GettextCatalogues())
    said = [*map(str, checked.problems), f"rivers.yaml: {len(checked.problems)} mistakes to mend"]
    assert shown.body.splitlines() == said


def test_the_demo_s_excerpt_has_the_demo_s_rows() -> None:
    """Each row of it is one that the demo compares."""
    excerpt = next(b for b in blocks() if b.mark.startswith("demo-excerpt"))
    source = (ROOT / "local" / "demo" / "check.py").read_text("utf-8")
    rows = re.findall(r"^(\S.*?)  .*  ok$", excerpt.body, re.M)
    assert len(rows) > 4
    assert [row for row in rows if f'"{row}"' not in source] == []
    assert excerpt.body.splitlines()[-1] in (ROOT / "local/demo/__main__.py").read_text("utf-8")


def test_the_words_after_a_kill_are_those_shown() -> None:
    """What `start` says when the cloud had died."""
    at = datetime(2027, 3, 15, 14, 2, 11)
    shown = next(b.body for b in blocks() if "did not stop cleanly" in b.body)
    assert shown.strip() == str(UncleanStop(at + timedelta(seconds=4), at))


def test_every_yaml_block_is_checked() -> None:
    """An example of a plan without a mark is checked by nobody."""
    assert [b.place for b in blocks() if b.kind == "yaml" and not b.mark.startswith("plan")] == []


@pytest.mark.parametrize(
    "block", [b for b in blocks() if b.kind == "csv"], ids=lambda block: block.place
)
def test_a_list_of_people_can_be_read(block: Block) -> None:
    """Every row of it, given the country that the page names."""
    rows = list(read_people(block.body.splitlines(keepends=True), region="FR", fiction=True))
    assert rows
    assert not any(isinstance(row, Invalid) for row in rows)
