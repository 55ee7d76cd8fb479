"""The JSON Schema of what the package prints, generated from the models."""

from __future__ import annotations

import json
from typing import Any

from ..models import Comparison, Plan

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> str:
    """The JSON Schema of a parsed plan, as docs/schema.json holds it."""
    return _print(Plan.model_json_schema(mode="serialization"))


def comparison_schema() -> str:
    """The JSON Schema of a comparison."""
    return _print(Comparison.model_json_schema(mode="serialization"))


def _print(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": SCHEMA_DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
