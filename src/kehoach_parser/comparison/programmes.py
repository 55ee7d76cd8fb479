"""Programmes that plans are compared with, each a folder with `baseline.json` (docs/comparison.md says how to add
one)."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..errors import UnreadableInput
from ..language.letters import PLAIN_D
from ..models import Plan, StoredBaseline
from .stored import strip_body

FOLDER_VARIABLE = "KEHOACH_PROGRAMMES"
BASELINE = "baseline.json"
_DASHES = re.compile(r"[^0-9a-z]+")


def programme_folder() -> Path:
    """Where installed programmes are kept: the folder that KEHOACH_PROGRAMMES names, else the user's data folder."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "kehoach" / "programmes"


def find_programmes(folder: Path | None = None) -> tuple[Path, ...]:
    """The stored baselines of the installed programmes, in the order of their folders' names."""
    place = folder or programme_folder()
    return tuple(sorted(place.glob(f"*/{BASELINE}"))) if place.is_dir() else ()


def name_programme(plan: Plan) -> str:
    """The name of a programme's folder: its number and year in plain letters (`1629-qd-ttg-2021`). Raises
    UnreadableInput where the document has no number."""
    import unicodedata

    number, issued = plan.metadata.number, plan.metadata.issued
    if not number:
        raise UnreadableInput(f"{plan.source.name}: a programme is known by its number, and this document has none")
    plain = unicodedata.normalize("NFD", number.translate(PLAIN_D)).encode("ascii", "ignore").decode().lower()
    return _DASHES.sub("-", f"{plain} {(issued or '')[:4]}").strip("-")


def make_baseline(
    plan: Plan, *, partial: bool = False, note: str = "", sources: tuple[str, ...] = ()
) -> StoredBaseline:
    """A parsed decision as a stored baseline. Raises UnreadableInput where it has nothing to compare with."""
    if not plan.targets and not plan.commitments:
        raise UnreadableInput(f"{plan.source.name}: no target was found, so no plan can be compared with it")
    kept = strip_body(plan).model_copy(update={"text": plan.text})
    return StoredBaseline(partial=partial, note=note or f"Parsed from {plan.source.name}.", sources=sources, plan=kept)
