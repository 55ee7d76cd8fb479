"""What a person decided about pairs: a file that fixes or forbids them (`--pairs`), and one that holds those found."""

from __future__ import annotations

import json
from collections.abc import Iterable

from msgspec import Struct, field
from pydantic import ValidationError

from ..errors import UnreadableInput
from ..models import Comparison, Decision
from ..models.base import Model
from .align import Decided
from .features import Item, Side
from .review_sheet import SeenRow, read_review_sheet

_ZIP = b"PK\x03\x04"
"""How a workbook begins."""


class PairDecision(Model):
    """One decision: the baseline's target is answered by the plan's target, or by none (`target` None).

    `baseline` and `target` are ids of targets (`t3`), with the number of the measure where a target has several
    (`t3#2`); `plan` the short name or number of the plan, None for every plan.
    """

    baseline: str
    target: str | None
    plan: str | None = None
    by: str
    why: str = ""


class PairFile(Model):
    """The file of `--pairs` and `--write-pairs`. `seen`: the rows that people have looked at and left as they are."""

    pairs: tuple[PairDecision, ...] = ()
    seen: tuple[SeenRow, ...] = ()


class Decisions(Struct, frozen=True):
    """The decisions that hold for one plan."""

    pairs: tuple[PairDecision, ...] = field(default=())

    def between(self, base: Side, side: Side) -> Decided:
        """The pairs of indexes that are fixed or forbidden. A target that is fixed to one, or to none, answers no
        other."""
        if not self.pairs:
            return {}
        found: Decided = {}
        for decision in self.pairs:
            for i, item in enumerate(base.items):
                if not _names(decision.baseline, item):
                    continue
                for j, other in enumerate(side.items):
                    found[i, j] = decision.target is not None and _names(decision.target, other)
        return found

    def made(self, item: Item, other: Item) -> Decision | None:
        """The decision that made this pair."""
        for decision in self.pairs:
            if decision.target and _names(decision.baseline, item) and _names(decision.target, other):
                return Decision(by=decision.by, why=decision.why)
        return None

    def why_none(self, item: Item) -> Decision | None:
        """The decision that nothing answers the target."""
        for decision in self.pairs:
            if decision.target is None and _names(decision.baseline, item):
                return Decision(by=decision.by, why=decision.why)
        return None

    def forbids_all(self, item: Item) -> bool:
        """Whether it was decided what answers the target, be it nothing: then no other statement does."""
        return any(_names(decision.baseline, item) for decision in self.pairs)


def read_pairs(data: bytes, name: str) -> PairFile:
    """The decisions in a file of pairs (JSON), or in the workbook of a comparison whose column *Đã rà soát* people
    filled in. Raises UnreadableInput where it holds none of this shape."""
    if data.startswith(_ZIP):
        rows = read_review_sheet(data, name)
        wrong = [PairDecision(baseline=row.row, target=None, plan=row.plan, by=row.by) for row in rows if row.wrong]
        return PairFile(pairs=tuple(wrong), seen=rows)
    try:
        return PairFile.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnreadableInput(f"{name}: no file of pairs ({where}: {first['msg']})") from error


def choose(pairs: Iterable[PairDecision], names: Iterable[str | None]) -> Decisions:
    """Those of the decisions that are about a plan with one of these names."""
    known = {name for name in names if name}
    return Decisions(tuple(pair for pair in pairs if pair.plan is None or pair.plan in known))


def write_pairs(comparison: Comparison) -> str:
    """The pairs that a comparison found, to be edited and given back with `--pairs`."""
    pairs = [
        {"baseline": row.id, "plan": name, "target": cell.target, "by": "", "why": ""}
        for row in comparison.all_rows()
        for name, cell in zip(comparison.names, row.cells, strict=True)
        if cell.target is not None or cell.status == "missing"
    ]
    return json.dumps({"pairs": pairs}, ensure_ascii=False, indent=1) + "\n"


def _names(identity: str, item: Item) -> bool:
    target, _, number = identity.partition("#")
    return target == item.target.id and (not number or int(number) == item.number + 1)
