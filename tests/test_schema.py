"""docs/schema.json is what the models say, and a plan fits it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kehoach_parser import models
from kehoach_parser.export.schema import comparison_schema, plan_schema
from kehoach_parser.models import Plan

from .plans import make_plan

DOCS = Path(__file__).parents[1] / "docs"


def test_the_schema_in_the_docs_is_current() -> None:
    assert (DOCS / "schema.json").read_text("utf-8") == plan_schema(), "run: kehoach schema -o docs/schema.json"


def test_the_schema_names_every_key_of_the_contract() -> None:
    schema = json.loads(plan_schema())
    contract = (DOCS / "contract.md").read_text("utf-8")
    rows = [
        line.split("|")[1]
        for line in contract.split("## Plan")[1].split("## Evidence")[0].splitlines()
        if "`" in line[:4]
    ]
    keys = {row.strip().strip("`") for row in rows}
    assert len(keys) >= 15
    assert keys <= set(schema["properties"])


def test_the_contract_describes_every_field() -> None:
    contract = (DOCS / "contract.md").read_text("utf-8")
    described = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", contract))))
    for name in models.__all__:
        model = getattr(models, name)
        if isinstance(model, type) and issubclass(model, models.Model):
            assert set(model.model_fields) <= described, name


def test_a_plan_survives_json() -> None:
    plan = make_plan()
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_the_comparison_has_a_schema_too() -> None:
    assert {"baseline", "plans", "rows", "extra"} <= set(json.loads(comparison_schema())["properties"])
