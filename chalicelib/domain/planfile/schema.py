"""The JSON Schema of the plan file, for editors: key names, forms and what each is for."""

from typing import Any

from chalicelib.domain.planfile.models import PlanFile


def plan_schema() -> dict[str, Any]:
    """The schema, from the models that read the file."""
    schema = PlanFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Plan"}
