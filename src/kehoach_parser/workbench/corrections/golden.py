"""What people have seen and found right, as gold for `kehoach evaluate`: use of the page improves the rules."""

from __future__ import annotations

import json
import re
from typing import Any

from ...models import Measure, Plan, Target

MEASURE_KEYS = ("comparator", "low", "high", "unit", "per", "deadline", "direction", "every", "subject")
METADATA_KEYS = ("doc_type", "number", "symbol", "place", "issued", "implements", "title")
ANCHOR_WORDS = 8


def make_gold(plan: Plan, *, slug: str, file: str, everything: bool = False) -> str:
    """A `gold.json` of what people have said about a plan, given the plan with their corrections applied.

    Targets that nobody has looked at are `debatable` (they count neither way), unless `everything` is taken for seen;
    so one that a person took out counts as invented where the parser gives it. Metadata is gold where it was corrected.
    """
    annexes = {attachment.label for attachment in plan.attachments}
    body = [t for t in plan.targets if (t.section or "").split("/")[0] not in annexes]
    seen = [target for target in body if everything or _is_seen(target)]
    corrected = {note.field for note in plan.metadata.corrected}
    metadata = {key: getattr(plan.metadata, key) for key in METADATA_KEYS if everything or key in corrected}
    gold: dict[str, Any] = {"slug": slug, "file": file, "annotated": ["targets"]}
    if metadata:
        gold["metadata"] = metadata
        gold["annotated"] = ["metadata", "targets"]
    gold["targets"] = [_statement(target) for target in seen]
    gold["debatable"] = [{"anchor": _anchor(target)} for target in body if target not in seen]
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def _is_seen(target: Target) -> bool:
    """Whether a person answered for the statement or for each of its figures."""
    if target.confirmed or any(note.field == "list" for note in target.corrected):
        return True
    return bool(target.stated) and all(m.confirmed or m.corrected for m in target.stated)


def _statement(statement: Target) -> dict[str, Any]:
    return {
        "section": statement.section,
        "anchor": _anchor(statement),
        "measures": [_measure(measure) for measure in statement.measures],
    }


def _anchor(statement: Target) -> str:
    return " ".join(re.split(r"\s+", statement.text)[:ANCHOR_WORDS])


def _measure(measure: Measure) -> dict[str, Any]:
    told = {key: getattr(measure, key) for key in MEASURE_KEYS}
    return {**told, "implied": True} if measure.implied else told
