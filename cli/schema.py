"""The JSON Schema of plans, as the text of `plans/plan.schema.json`."""

import json

from chalicelib.domain.planfile.schema import plan_schema


def schema_text() -> str:
    """The schema, the same bytes each time."""
    return json.dumps(plan_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
