"""Programmes that plans are compared with, each a folder with `baseline.json` (docs/comparison.md says how to add
one)."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..errors import BaselineNotFound, UnreadableInput
from ..language.letters import PLAIN_D
from ..models import Plan, StoredBaseline
from .stored import strip_body

BUILT_IN = Path(__file__).parent / "national"
"""The programmes that come with the package."""
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
    """The stored baselines of the programmes at hand, in the order of their folders' names: the package's own and those
    of the folder (the user's by default), which stands for the package's where both have one of a name."""
    found = {
        path.parent.name: path
        for place in (BUILT_IN, folder or programme_folder())
        if place.is_dir()
        for path in place.glob(f"*/{BASELINE}")
    }
    return tuple(found[name] for name in sorted(found))


def find_programme(name: str) -> Path | None:
    """The stored baseline of the programme that is meant by a number or the name of a folder: `1629`, `1629/QĐ-TTg`,
    `1629-qd-ttg-2021`; None where no programme at hand is called so. Raises BaselineNotFound where several are."""
    wanted = _fold(name)
    found = [path for path in find_programmes() if wanted and f"{path.parent.name}-".startswith(f"{wanted}-")]
    if len(found) > 1:
        names = ", ".join(path.parent.name for path in found)
        raise BaselineNotFound(f"{name}: several programmes are called so, name one of them in full: {names}")
    return found[0] if found else None


def name_programme(plan: Plan) -> str:
    """The name of a programme's folder: its number and year in plain letters (`1629-qd-ttg-2021`). Raises
    UnreadableInput where the document has no number."""
    number, issued = plan.metadata.number, plan.metadata.issued
    if not number:
        raise UnreadableInput(f"{plan.source.name}: a programme is known by its number, and this document has none")
    return _fold(f"{number} {(issued or '')[:4]}")


def _fold(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFD", name.translate(PLAIN_D)).encode("ascii", "ignore").decode().lower()
    return _DASHES.sub("-", plain).strip("-")


def make_baseline(
    plan: Plan, *, partial: bool = False, note: str = "", sources: tuple[str, ...] = ()
) -> StoredBaseline:
    """A parsed decision as a stored baseline. Raises UnreadableInput where it has nothing to compare with."""
    if not plan.targets and not plan.commitments:
        raise UnreadableInput(f"{plan.source.name}: no target was found, so no plan can be compared with it")
    kept = strip_body(plan).model_copy(update={"text": plan.text})
    return StoredBaseline(partial=partial, note=note or f"Parsed from {plan.source.name}.", sources=sources, plan=kept)
