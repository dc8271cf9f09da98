"""Which page holds which diagrams."""

from pathlib import Path

from cli.diagrams import dialogue, layers, model, states, workflows
from cli.diagrams.mermaid import page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "diagrams"


def pages() -> dict[str, str]:
    """File name to text, the same whenever the code is."""
    return {
        "workflows.md": page("The workflows, drawn", WORKFLOWS, workflows.parts()),
        "dialogue.md": page("The dialogue, drawn", DIALOGUE, dialogue.parts()),
        "states.md": page("What moves, drawn", STATES, states.parts()),
        "data.md": page("The data, drawn", DATA, model.parts()),
        "layers.md": page("The layers, drawn", LAYERS, layers.parts()),
    }


WORKFLOWS = """Read from `workflows/*.asl.json`. What each state does, in words:
[the workflows](../../workflows/README.md). A box is a Lambda's step, a rounded one orders only, a
dotted arrow is taken when every try has failed."""

DIALOGUE = """Every kind of reply was put to `decide` (and the keyword to `welcome`) in each
situation below, with the plan of `plans/paraguay-oea-2014.yaml`. On the left what is texted, on the
arrow what it was taken for, on the right everything the decision changes. The rule in words:
[the dialogue](../developers/dialogue.md)."""

STATES = """Every arrow was found by applying the code to every state. What it means, in words:
[the data](../developers/data.md) and [the architecture](../developers/architecture.md)."""

DATA = """The keys come from the functions of `chalicelib/adapters/dynamodb/keys.py`, called with
the names of their parameters; the fields from the domain's dataclasses; the indexes from
`infra/table.json` and the items as the store writes them. In words:
[data](../developers/data.md)."""

LAYERS = """An arrow is an import that stands in the code today. What is allowed, and why:
[architecture](../developers/architecture.md)."""
