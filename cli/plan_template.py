"""The text of a new plan: the template of `plans/new`, filled in around two dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template

from chalicelib.domain.planfile import yaml12
from chalicelib.domain.texts import date_text

ROOT = Path(__file__).resolve().parent.parent
NEW = ROOT / "plans" / "new"
SCHEMA = ROOT / "plans" / "plan.schema.json"
LEAST_AHEAD = timedelta(days=7)
"""The template's waves need that long before the date."""
_ZONES = {"en": "Europe/London", "fr": "Europe/Paris", "es": "Europe/Madrid", "pt": "Europe/Lisbon"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a coordinator is asked before the file is written."""

    day: str
    organisation: str
    languages: tuple[str, ...]
    date: date


def new_plan(beginning: Beginning, today: date, path: Path) -> str:
    """The text of the file at `path`."""
    texts = _texts(beginning)
    on = beginning.date
    return Template((NEW / "plan.template").read_text("utf-8")).substitute(
        file=path,
        schema=schema_location(path),
        day=beginning.day,
        organisation=_quoted(beginning.organisation),
        languages=", ".join(beginning.languages),
        date=on,
        zone=_ZONES.get(beginning.languages[0], "UTC"),
        vote=f"{_next_weekday(on)} 15:00",
        host_send=f"{today + timedelta(days=1)} 18:00",
        host_until=f"{on - timedelta(days=2)} 20:00",
        sign_send=f"{on - timedelta(days=4)} 18:00",
        demand=_block(texts, "demand", 2),
        minister=_block(texts, "minister", 6),
        host=_block(texts, "host", 6),
        attend=_block(texts, "attend", 6),
        sign=_block(texts, "sign", 6),
    )


def _texts(beginning: Beginning) -> dict[str, dict[str, str]]:
    """The example texts by language; English ones, to translate, where there are none."""
    examples = yaml12.read((NEW / "texts.yaml").read_text("utf-8"), "texts.yaml").value
    return {
        language: {
            name: text.replace("{date}", date_text(beginning.date, language))
            for name, text in examples.get(language[:2], examples["en"]).items()
        }
        for language in beginning.languages
    }


def _block(texts: dict[str, dict[str, str]], name: str, indent: int) -> str:
    lines = (f"{language}: {_quoted(named[name])}" for language, named in texts.items())
    return "\n".join(" " * indent + line for line in lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def schema_location(path: Path) -> str:
    """Where an editor finds the schema: beside the plan, or from the plan to the project's."""
    folder = path.resolve().parent
    if not folder.is_relative_to(ROOT):
        return SCHEMA.name
    steps = len(folder.relative_to(ROOT).parts)
    return SCHEMA.name if folder == SCHEMA.parent else "../" * steps + f"plans/{SCHEMA.name}"


def _next_weekday(day: date) -> date:
    following = day + timedelta(days=1)
    return following if following.weekday() < 5 else _next_weekday(following)
