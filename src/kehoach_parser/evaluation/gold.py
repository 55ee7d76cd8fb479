"""Reads a corpus: folders with `gold.json` beside `source.*`, and `NNN.gold.json` naming their source."""

from __future__ import annotations

import hashlib
import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..errors import KehoachError


class Gold(Struct, frozen=True):
    """What a careful reader extracts from one source; `data` as corpus/README.md describes it."""

    slug: str
    source: Path
    data: dict[str, Any]

    def has(self, field: str) -> bool:
        """Whether this field was annotated: named in `annotated` where that is given, else simply present."""
        annotated = self.data.get("annotated")
        return field in self.data and (annotated is None or field in annotated)


def read_corpus(folder: Path, plans: str = "*") -> list[Gold]:
    """Every gold file under the folder whose slug fits the pattern, by slug.

    `!` before a pattern (`!made-*`) means those that do not fit. Raises KehoachError where there is none or one is
    broken.
    """
    paths = sorted({*folder.rglob("gold.json"), *folder.rglob("*.gold.json")})
    if not paths:
        raise KehoachError(f"{folder}: no gold.json in it")
    golds = sorted((_read(path) for path in paths), key=lambda gold: gold.slug)
    chosen = [gold for gold in golds if fnmatchcase(gold.slug, plans.removeprefix("!")) != plans.startswith("!")]
    if not chosen:
        raise KehoachError(f"{folder}: no plan fits {plans}")
    return chosen


def corpus_hash(golds: list[Gold]) -> str:
    """SHA-256 over all sources and gold, independent of the place where the corpus lies."""
    digest = hashlib.sha256()
    for gold in golds:
        digest.update(gold.slug.encode())
        digest.update(hashlib.sha256(gold.source.read_bytes()).digest())
        digest.update(json.dumps(gold.data, sort_keys=True, ensure_ascii=False).encode())
    return digest.hexdigest()


def _read(path: Path) -> Gold:
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise KehoachError(f"{path}: no JSON: {error}") from error
    if not isinstance(data, dict):
        raise KehoachError(f"{path}: gold is a JSON object")
    if "file" in data:
        source = path.parent / str(data["file"])
    else:
        found = sorted(path.parent.glob("source.*"))
        source = found[0] if found else path.parent / "source.txt"
    if not source.is_file():
        raise KehoachError(f"{path}: its source {source.name} is missing")
    return Gold(str(data.get("slug", path.parent.name)), source, data)
