"""How each plan stands over the whole matrix: how much of the baseline it answers, how ambitious it is, and its
place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import rtoml

from ..errors import RulesError
from ..models import Cell, Measure, Metadata, Row, Standing, Status
from .judge import better_of

ANSWERED: frozenset[Status] = frozenset(("equal", "higher", "lower", "not_due", "changed", "qualitative"))
RANKED: frozenset[Status] = frozenset(("equal", "higher", "lower", "not_due"))


def rank_plans(rows: Sequence[Row], plans: Sequence[Metadata]) -> tuple[Standing, ...]:
    """The standing of each plan, in the order of the plans."""
    found = [_stand(rows, index, meta) for index, meta in enumerate(plans)]
    order = sorted({_place(standing) for standing in found if standing.ambition is not None}, reverse=True)
    return tuple(
        standing.model_copy(update={"rank": order.index(_place(standing)) + 1})
        if standing.ambition is not None
        else standing
        for standing in found
    )


def _place(standing: Standing) -> tuple[float, float]:
    return standing.ambition or 0.0, standing.coverage or 0.0


def _stand(rows: Sequence[Row], plan: int, meta: Metadata) -> Standing:
    cells = [(row, row.cells[plan]) for row in rows]
    judged = [(row, cell) for row, cell in cells if cell.status not in ("unread", "other_period")]
    targets = {row.target.id for row, _ in judged}
    answered = {row.target.id for row, cell in judged if cell.status in ANSWERED}
    reached = [value for row, cell in judged if (value := attain(row.measure, cell)) is not None]
    province = meta.province
    return Standing(
        coverage=round(100 * len(answered) / len(targets), 1) if targets else None,
        ambition=round(sum(reached) / len(reached), 1) if reached else None,
        ranked=len(reached),
        region=find_region(province.name) if province else None,
        province_today=province.current_name if province else None,
    )


def attain(base: Measure | None, cell: Cell) -> float | None:
    """How near a plan's value comes to the baseline's, 0 to 100: what reaches or passes it is 100; of what is the
    better the greater, the plan's value as a share of the baseline's; of what is the better the smaller, the
    baseline's as a share of the plan's. None where the two cannot be ranked.
    """
    if base is None or cell.status not in RANKED:
        return None
    if cell.status in ("equal", "higher"):
        return 100.0
    if cell.delta is None:
        return None
    wanted = base.low
    stated = wanted + cell.delta
    smaller = better_of(base) == "less" and base.direction is None
    top, bottom = (wanted, stated) if smaller else (stated, wanted)
    return max(0.0, min(100.0, 100 * top / bottom)) if bottom > 0 else None


@cache
def _regions() -> dict[str, str]:
    try:
        raw = rtoml.loads((files(__package__) / "regions.toml").read_text("utf-8"))
        return {province: region["name"] for region in raw["region"] for province in region["provinces"]}
    except (OSError, KeyError, rtoml.TomlParsingError) as error:
        raise RulesError(f"comparison/regions.toml: {error}") from error


def list_regions() -> tuple[str, ...]:
    """The socio-economic regions, in the order of the official list."""
    return tuple(dict.fromkeys(_regions().values()))


def find_region(province: str) -> str | None:
    """The socio-economic region of a province by its name; None for a name that is none."""
    return _regions().get(province)
