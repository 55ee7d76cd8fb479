"""compare_years(): the plans of one body over the years, each against the one before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ..models import Comparison, Plan, Row, Target
from .baseline import fold_number
from .fields import share_a_topic
from .matrix import compare


class YearChange(Struct, frozen=True):
    """What a body changed from one of its plans to the next.

    `restated`: in other units or without a figure; `added`: targets that answer none of the earlier plan's.
    """

    before: Plan
    after: Plan
    comparison: Comparison

    @property
    def raised(self) -> tuple[Row, ...]:
        """Targets with a more ambitious figure than before."""
        return self._rows("higher")

    @property
    def lowered(self) -> tuple[Row, ...]:
        """Targets with a less ambitious figure than before."""
        return self._rows("lower", "not_due")

    @property
    def kept(self) -> tuple[Row, ...]:
        """Targets as before."""
        return self._rows("equal")

    @property
    def restated(self) -> tuple[Row, ...]:
        """Targets in other units, or without a figure."""
        return self._rows("changed", "qualitative")

    @property
    def dropped(self) -> tuple[Row, ...]:
        """Targets that the later plan leaves out."""
        return self._rows("missing")

    @property
    def added(self) -> tuple[Target, ...]:
        """Targets that the earlier plan did not have."""
        return self.comparison.extra[0]

    def _rows(self, *statuses: str) -> tuple[Row, ...]:
        return tuple(row for row in self.comparison.all_rows() if row.cells[0].status in statuses)


def compare_years(plans: Sequence[Plan]) -> tuple[YearChange, ...]:
    """Each body's plans in the order of their years, every one against the one before.

    Plans of one body are those with the same issuer and place; they are compared where they carry out the same
    programme or their titles share what they are about. A draft and its final, of the same years, are versions of one
    plan and no years: the later one counts. A plan that states neither period nor date of issue
    cannot be placed and is left out; so is a body with a single plan. Bodies come in the order of their names.
    """
    bodies: defaultdict[tuple[str, str], list[Plan]] = defaultdict(list)
    for plan in plans:
        if _when(plan) is not None:
            bodies[_body(plan)].append(plan)
    changes = []
    for body in sorted(bodies):
        ordered = sorted(bodies[body], key=lambda plan: (_when(plan), plan.source.name))
        for series in _by_topic(ordered):
            for before, after in pairwise(_latest_versions(series)):
                changes.append(YearChange(before, after, compare(before, [after], across_periods=True)))
    return tuple(changes)


def _by_topic(plans: Sequence[Plan]) -> list[list[Plan]]:
    """Plans of one body parted by programme or topic, each in the order given."""
    found: list[list[Plan]] = []
    for plan in plans:
        home = next((series for series in found if _same_topic(series[-1], plan)), None)
        if home is None:
            found.append([plan])
        else:
            home.append(plan)
    return found


def _same_topic(one: Plan, other: Plan) -> bool:
    named = one.metadata.implements, other.metadata.implements
    if named[0] and named[1] and fold_number(named[0]) == fold_number(named[1]):
        return True
    return share_a_topic(one.metadata, other.metadata) is not False


def _latest_versions(plans: Sequence[Plan]) -> list[Plan]:
    """Of several plans of the same years the last one alone."""
    by_years: dict[tuple[int, int], Plan] = {}
    for plan in plans:
        when = _when(plan)
        assert when is not None
        by_years[when[:2]] = plan
    return list(by_years.values())


def _body(plan: Plan) -> tuple[str, str]:
    meta = plan.metadata
    place = meta.place or (meta.province.name if meta.province else "")
    return place, meta.issuer.key if meta.issuer else ""


def _when(plan: Plan) -> tuple[int, int, str] | None:
    """Where the plan stands among the years: by its period, else by its date of issue."""
    meta = plan.metadata
    if meta.period:
        return meta.period.start, meta.period.end, meta.issued or ""
    if meta.issued and meta.issued[:4].isdigit():
        return int(meta.issued[:4]), int(meta.issued[:4]), meta.issued
    return None
