"""Corrections (đính chính): what a person said about a reading, kept as data and applied wherever it is read again.

Values, pure functions over the models, and the reading of a file; who writes the files is the page (`workbench.server`)
or a person's editor. docs/corrections.md says what stands in them.
"""

from __future__ import annotations

from pathlib import Path

from ...models import Plan
from .applying import apply
from .files import corrections_schema, decode, encode, merge, read_folder, sort
from .golden import make_gold
from .places import find_place, take_context
from .values import Action, Correction, CorrectionFile, Document, Kind

__all__ = [
    "Action",
    "Correction",
    "CorrectionFile",
    "Document",
    "Kind",
    "apply",
    "apply_from",
    "corrections_schema",
    "decode",
    "encode",
    "find_place",
    "make_gold",
    "merge",
    "read_folder",
    "sort",
    "take_context",
]


def apply_from(plan: Plan, corrections: Path | str | CorrectionFile, *, part: bool = False) -> Plan:
    """The plan with the corrections of a folder (the file named after the plan's SHA-256), or with those given. `part`:
    it is one of several documents of its file."""
    if isinstance(corrections, CorrectionFile):
        return apply(plan, corrections, part=part)
    return apply(plan, read_folder(Path(corrections), plan.source.sha256), part=part)
