"""The comparisons of a folder: what is compared, which pairs people decided, which cells they have reviewed.

comparisons/<id>.json         which plans are compared, and which cells a person has reviewed
comparisons/<id>.pairs.json   pairs accepted or broken, the file of `kehoach compare --pairs`
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from kehoach_parser import find_programmes

from .desk import Desk, Refused, now

FOLDER = "comparisons"
MOST_PLANS = 64
_IDENTITY = re.compile(r"[0-9a-f]{12}")


class Cases:
    """The comparisons of one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def programmes(self) -> dict[str, Path]:
        """The programmes installed on this machine, by name."""
        return {path.parent.name: path for path in find_programmes()}

    def baseline_path(self, baseline: str) -> Path:
        """The kept plan of a document, or the stored baseline of an installed programme (`programme:NAME`)."""
        kind, _, name = baseline.partition(":")
        if kind == "programme" and name in (known := self.programmes()):
            return known[name]
        return self.desk.plan_path(self.desk.paper(baseline).sha256)

    def all(self) -> list[dict[str, Any]]:
        """The comparisons of the folder, the newest first."""
        folder = self.desk.root / FOLDER
        names = sorted(folder.glob("*.json")) if folder.is_dir() else []
        found = [self.get(path.stem) for path in names if _IDENTITY.fullmatch(path.stem)]
        return sorted(found, key=lambda case: str(case.get("made")), reverse=True)

    def make(self, baseline: str, plans: list[str], by: str) -> dict[str, Any]:
        """A comparison of documents; the one there is where these were compared before."""
        if not plans or len(plans) > MOST_PLANS or baseline in plans:
            raise Refused("choose a programme and plans that are others")
        self.baseline_path(baseline)
        for sha256 in plans:
            self.desk.paper(sha256)
        identity = hashlib.sha256("\n".join((baseline, *plans)).encode()).hexdigest()[:12]
        if not (self.desk.root / FOLDER / f"{identity}.json").is_file():
            case = {"baseline": baseline, "plans": plans, "by": by, "made": now(), "reviewed": []}
            self._write(identity, case)
        return self.get(identity)

    def get(self, identity: str) -> dict[str, Any]:
        """A comparison by its name. Raises Refused where there is none."""
        if not _IDENTITY.fullmatch(identity):
            raise Refused("no such comparison")
        try:
            case: dict[str, Any] = json.loads((self.desk.root / FOLDER / f"{identity}.json").read_bytes())
        except (OSError, ValueError) as error:
            raise Refused("no such comparison") from error
        return {**case, "id": identity, "pairs": self._pairs(identity)}

    def review(self, identity: str, reviews: list[dict[str, Any]], *, seen: bool) -> None:
        """Keeps that cells were reviewed, or that they were not."""
        case = self.get(identity)
        cells = {(review["row"], review["plan"]) for review in reviews}
        kept = [one for one in case["reviewed"] if (one["row"], one["plan"]) not in cells]
        case["reviewed"] = sorted([*kept, *(reviews if seen else [])], key=lambda one: (one["row"], one["plan"]))
        self._write(identity, case)

    def decide(self, identity: str, row: str, plan: str, pair: dict[str, Any] | None) -> None:
        """Keeps a decision on a pair, in the place of an earlier one; None takes it back."""
        kept = [one for one in self._pairs(identity) if (one["baseline"], one["plan"]) != (row, plan)]
        pairs = sorted([*kept, *([pair] if pair else [])], key=lambda one: (one["baseline"], one["plan"]))
        text = json.dumps({"pairs": pairs}, ensure_ascii=False, indent=1) + "\n"
        self.desk.files.write(f"{FOLDER}/{identity}.pairs.json", text.encode())

    def _pairs(self, identity: str) -> list[dict[str, Any]]:
        try:
            told = json.loads((self.desk.root / FOLDER / f"{identity}.pairs.json").read_bytes())
            return list(told["pairs"])
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def _write(self, identity: str, case: dict[str, Any]) -> None:
        told = {key: case[key] for key in ("baseline", "plans", "by", "made", "reviewed")}
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        self.desk.files.write(f"{FOLDER}/{identity}.json", text.encode())
