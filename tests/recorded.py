"""What the parser and the comparison made of the corpus when it was last recorded (tools/record), part by part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kehoach_parser import Plan, compare, parse

ROOT = Path(__file__).parents[1]
RECORD = Path(__file__).parent / "data" / "recorded.json"
Outputs = dict[str, dict[str, str]]


def make_outputs() -> Outputs:
    """For each document, and each with the two after it: the digest of every part of what is made of it."""
    plans = {path.parent.name: parse(path) for path in sorted(ROOT.glob("corpus/*/source.txt"))}
    return {name: dict(_digests(json.loads(plan.model_dump_json()))) for name, plan in plans.items()} | {
        f"{one} | {other}": dict(_digests(json.loads(compare(plans[one], [plans[other]]).model_dump_json())))
        for one, other in _pairs(plans)
    }


def read_outputs() -> Outputs:
    """The outputs as they were recorded."""
    outputs: Outputs = json.loads(RECORD.read_text("utf-8"))
    return outputs


def write_outputs(outputs: Outputs) -> None:
    RECORD.write_text(json.dumps(outputs, ensure_ascii=False, indent=1) + "\n", "utf-8")


def differences(before: Outputs, now: Outputs) -> list[str]:
    """The documents and parts that differ."""
    return [
        f"{name}: {part}"
        for name in {**before, **now}
        for part in {**before.get(name, {}), **now.get(name, {})}
        if before.get(name, {}).get(part) != now.get(name, {}).get(part)
    ]


def _pairs(plans: dict[str, Plan]) -> Iterator[tuple[str, str]]:
    names = list(plans)
    return ((one, names[(place + step) % len(names)]) for place, one in enumerate(names) for step in (0, 1, 2))


def _digests(output: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for part, value in output.items():
        if part not in ("source", "parser_version", "schema_version"):
            told = json.dumps(value, ensure_ascii=False, sort_keys=True)
            yield part, hashlib.sha256(told.encode()).hexdigest()[:10]
