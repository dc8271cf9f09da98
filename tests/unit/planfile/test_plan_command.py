"""`tocsin plan`: new, check and schema."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.plan import plan
from cli.plan_template import SCHEMA
from cli.schema import schema_text
from tests.unit.planfile.sample import PLAN, FakeCatalogues

Run = Callable[..., Result]
AT = ("--at", "2027-02-20T09:00Z")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `tocsin plan` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(plan, words, obj=FakeCatalogues(("en", "fr", "es")))


def test_checking_a_good_plan_succeeds(run: Run) -> None:
    """Exit code 0, and when the day would close."""
    Path("rivers.yaml").write_text(PLAN, "utf-8")
    result = run("check", "rivers.yaml", *AT)

    assert result.exit_code == 0
    verdict, *_, foot = result.output.splitlines()
    assert verdict == "rivers.yaml: may be launched; closes 2027-03-24 08:30 UTC"
    assert foot.startswith("who is asked is not known: add `audience: {FR: 12000}`")


def test_checking_a_bad_plan_fails_with_each_line(run: Run) -> None:
    """Exit code 1; file, line, path, problem and mend."""
    Path("rivers.yaml").write_text(
        PLAN.replace("answers: [accept, l", "answer: [accept, l"), "utf-8"
    )
    result = run("check", "rivers.yaml", *AT)

    assert result.exit_code == 1
    assert result.output.splitlines()[:2] == [
        "rivers.yaml:21: asks.sign.answer: unknown key — did you mean `answers`?",
        "rivers.yaml: 1 mistake to mend",
    ]


def test_checking_as_json_gives_the_same_as_fields(run: Run) -> None:
    """For editors and scripts."""
    Path("rivers.yaml").write_text(PLAN.replace("demand: {en", "demand: {pt"), "utf-8")
    result = run("check", "rivers.yaml", "--json", *AT)
    told = json.loads(result.output)

    assert (result.exit_code, told["ok"]) == (1, False)
    assert told["problems"][0] == {
        "file": "rivers.yaml",
        "line": 7,
        "path": "demand",
        "message": "missing in `en`",
        "mend": "add `en: …`",
        "severity": "error",
    }


def test_checking_against_a_list_tells_segments_costs_and_ends(run: Run) -> None:
    """Each number once, opt-outs left out; one row a wave, sender and language."""
    priced = PLAN.replace("targets:", "prices: {other: 0.05 EUR}\ntargets:", 1)
    Path("rivers.yaml").write_text(priced, "utf-8")
    Path("people.csv").write_text(
        "phone,language,tags,opted_out\n+33639980001,fr,active,\n+33639980002,fr,,\n"
        "+33639980002,fr,,\n+33639980003,fr,,yes\n+447700900001,en,hosted-before,\n",
        "utf-8",
    )
    result = run("check", "rivers.yaml", "--people", "people.csv", *AT)
    told = result.output.splitlines()
    rows = [line.split("  ") for line in told if line.startswith("2027-")]
    table = [[cell.strip() for cell in row if cell] for row in rows]

    assert result.exit_code == 0
    assert [row[1:8] for row in table] == [
        ["host", "other short-code", "en", "1", "1", "1", "0.05 EUR"],
        ["host", "other short-code", "fr", "1", "1", "1", "0.05 EUR"],
        ["sign", "other short-code", "en", "1", "1", "1", "0.05 EUR"],
        ["sign", "other short-code", "fr", "2", "1", "2", "0.10 EUR"],
        ["sign reminder 1", "other short-code", "en", "1", "1", "1", "0.05 EUR"],
        ["sign reminder 1", "other short-code", "fr", "2", "1", "2", "0.10 EUR"],
    ]
    assert (table[0][0], table[0][-1]) == ("2027-03-02 18:00", "2027-03-02 18:01")
    assert told[-3:-1] == ["host: 1 active", "host: 1 hosted-before"]
    assert "0.40 EUR in all; people as counted; reminders go to all; your prices" in result.output


def test_a_rehearsal_walks_through_the_day(run: Run) -> None:
    """Events in order, then people, texts, money, the last text, hosts per staff member."""
    more = "audience: {NO: 900, active: 500, hosted-before: 9}\nstaff: 2\ntargets:"
    priced = PLAN.replace("targets:", f"prices: {{other: 0.05 EUR}}\n{more}", 1)
    Path("rivers.yaml").write_text(priced, "utf-8")
    told = run("rehearse", "rivers.yaml", *AT).output.splitlines()

    assert [line.split("  ")[:2] for line in told[1:9]] == [
        ["2027-03-02 18:00", "host, by NO (long-code)"],
        ["2027-03-15 18:30", "sign, by NO (long-code)"],
        ["2027-03-17 18:30", "sign, reminder 1, by NO (long-code)"],
        ["2027-03-19 18:00", "hosts get `ready`, once their hours allow it"],
        ["2027-03-20 21:00", "hosts get `report`, once their hours allow it"],
        ["2027-03-22 21:00", "hosts who stayed silent are called"],
        ["2027-03-23 13:00", "before-vote: the petition to minister, by mail"],
        ["2027-03-24 09:30", "the day closes and reports"],
    ]
    sums = {line.split("  ")[0]: line for line in told[10:]}
    assert "115.45 EUR" in sums["money"]
    assert "11 " in sums["hosts"]
    assert "5.5" in sums["hosts per staff member"]


def test_a_rehearsal_of_a_plan_with_a_mistake_is_refused(run: Run) -> None:
    """It names the command that says which."""
    Path("rivers.yaml").write_text(PLAN.replace("[accept, later]", "[accpt]"), "utf-8")
    result = run("rehearse", "rivers.yaml", *AT)

    assert result.exit_code == 1
    assert "tocsin plan check rivers.yaml" in result.output


def test_the_forecast_as_json_has_every_figure(run: Run) -> None:
    """For spreadsheets and scripts; costs in units of the currency."""
    text = PLAN.replace("targets:", "audience: {NO: 900}\nbudget: 900 EUR\ntargets:", 1)
    Path("rivers.yaml").write_text(text, "utf-8")
    told = json.loads(run("check", "rivers.yaml", "--json", *AT).output)["forecast"]
    wave = next(w for w in told["waves"] if (w["ask"], w["n"], w["sender"]) == ("sign", 0, "NO"))

    assert (told["audience"], told["currency"], told["budget"]) == ("estimated", "EUR", 900.0)
    assert (wave["people"], wave["segments_left"]) == (900, 0)
    assert wave["ends"] == "2027-03-15T17:46:09+00:00"
    assert wave["pace"] == 0.99
    assert told["cost"] == round(sum(t["cost"] for w in told["waves"] for t in w["texts"]), 6)


def test_a_plan_is_judged_as_of_now_by_default(run: Run) -> None:
    """A plan of 2014 is past."""
    Path("old.yaml").write_text(PLAN.replace("2027-", "2014-"), "utf-8")

    assert "date: is past" in run("check", "old.yaml").output


@pytest.mark.parametrize("languages", ["en", "fr,en", "es,fr", "de"])
def test_a_new_plan_passes_the_check_as_written(run: Run, languages: str) -> None:
    """A template is filled in, never a blank file; a language without examples is in English."""
    new = run("new", "mine.yaml", "--languages", languages, "--organisation", 'L\'"Eau": \\o/', *AT)
    checked = run("check", "mine.yaml", *AT)

    assert new.exit_code == 0
    assert ("may be launched" in checked.output) or languages == "de"
    assert "asks." not in checked.output


def test_a_new_plan_is_named_after_its_day(run: Run) -> None:
    """Without a file, and without a question where nobody can answer."""
    assert run("new", "--day", "rivers-2027", "--date", "2027-03-20", *AT).exit_code == 0
    assert "date: 2027-03-20 " in Path("rivers-2027.yaml").read_text("utf-8")


@pytest.mark.parametrize("on", [f"2027-03-{n:02}" for n in range(1, 8)])
def test_a_new_plan_passes_on_any_weekday(run: Run, on: str) -> None:
    """The vote of the template is on the next working day."""
    run("new", "mine.yaml", "--date", on, *AT)

    assert run("check", "mine.yaml", *AT).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--date", "2027-02-25"), "leaves no week to prepare — choose 2027-02-27 or later"),
        (("--date", "tomorrow"), "`tomorrow` is not a date"),
        (("--day", "My Day"), "`My Day` is not a day's name"),
        (("--languages", "french"), "`french` is not a language"),
    ],
)
def test_a_new_plan_refuses_what_the_check_would(
    run: Run, words: tuple[str, str], told: str
) -> None:
    """Told before anything is written."""
    result = run("new", "mine.yaml", *words, *AT)

    assert result.exit_code != 0
    assert told in result.output
    assert not Path("mine.yaml").exists()


def test_a_new_plan_overwrites_nothing(run: Run) -> None:
    """A coordinator's work is never lost."""
    Path("mine.yaml").write_text("work", "utf-8")

    assert run("new", "mine.yaml", *AT).exit_code == 1
    assert Path("mine.yaml").read_text("utf-8") == "work"


def test_the_schema_for_editors_is_up_to_date(run: Run) -> None:
    """Written by `tocsin plan schema --write`, from the models."""
    assert SCHEMA.read_text("utf-8") == schema_text() == run("schema").output


def test_the_schema_names_the_keys_that_are_built() -> None:
    """An editor offers no key that the check refuses."""
    properties = json.loads(schema_text())["properties"]

    assert {"day", "asks", "closes", "join", "gathering"} <= properties.keys()
    assert not {"charter", "training"} & properties.keys()
