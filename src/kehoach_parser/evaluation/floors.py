"""Floors: the F1 that each field of a corpus must keep, pinned with the corpus they were measured on."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from ..errors import KehoachError
from .report import Report


def broken_floors(report: Report, path: Path) -> list[str]:
    """One line a floor that is not kept; another corpus than the pinned one is a broken floor too."""
    pinned = _read(path)
    lines = []
    if pinned["corpus_sha256"] != report.corpus:
        lines.append(f"{path}: the corpus is not the one that was pinned (pin anew with --raise-floors)")
    totals = report.totals
    for name, floor in pinned["f1"].items():
        if name not in totals:
            lines.append(f"{name}: floor {floor}, but the corpus has no such field")
        elif _rounded(totals[name].f1) < floor:
            lines.append(f"{name}: F1 {_rounded(totals[name].f1)} is below its floor {floor}")
    return lines


def pin(report: Report, path: Path, *, lower: bool) -> str:
    """The floors file for this report: risen scores are raised, fallen ones only go down with `lower`."""
    old = _read(path)["f1"] if path.exists() else {}
    floors = {name: _rounded(count.f1) for name, count in report.totals.items()}
    if not lower:
        floors = {name: max(floor, old.get(name, 0.0)) for name, floor in floors.items()}
    return json.dumps({"corpus_sha256": report.corpus, "f1": floors}, ensure_ascii=False, indent=2) + "\n"


def _rounded(value: float) -> float:
    return math.floor(value * 10000) / 10000


def _read(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return {"corpus_sha256": data["corpus_sha256"], "f1": dict(data["f1"])}
    except FileNotFoundError:
        raise KehoachError(f"{path}: no such floors file") from None
    except (ValueError, KeyError, TypeError) as error:
        raise KehoachError(f"{path}: no floors file: {error}") from error
