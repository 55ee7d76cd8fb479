"""compare(): every measure of the baseline against every plan."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Comparison, Plan, Row
from .cells import page_of
from .column import compare_plan
from .features import read_side
from .labels import name_plans
from .notes import collect_notes
from .summarise import overview, read_frame


def compare(baseline: Plan, plans: Iterable[Plan], *, partial: bool = False) -> Comparison:
    """Every target measure of `baseline` beside what each of `plans` says to it.

    `partial`: the baseline is known only in part, and the comparison says so. Plans are compared one by one, so neither
    their order nor their number changes what a cell says; of a plan only what answers is kept, so an iterator
    that reads them as they are needed takes the memory of one.
    """
    base = read_side(baseline, baseline.targets)
    frame = read_frame(baseline)
    columns = [compare_plan(baseline, base, frame, plan) for plan in plans]
    names = name_plans([(column.metadata, column.source) for column in columns])
    rows = [
        Row(
            id=f"{item.target.id}#{item.number + 1}" if item.measure else item.target.id,
            target=item.target,
            measure=item.measure,
            position=item.position,
            topic=base.titles.get(item.target.section or "") or None,
            clause=item.clause,
            page=page_of(item.target.evidence),
            cells=tuple(column.cells[index] for column in columns),
        )
        for index, item in enumerate(base.items)
    ]
    return Comparison(
        baseline=baseline.metadata,
        baseline_name=name_plans([(baseline.metadata, baseline.source.name)])[0],
        partial=partial,
        plans=tuple(column.metadata for column in columns),
        names=names,
        rows=tuple(row for row in rows if row.measure is not None),
        statements=tuple(row for row in rows if row.measure is None),
        extra=tuple(column.extra for column in columns),
        added=tuple(column.added for column in columns),
        notes=tuple(collect_notes(baseline, columns, names, partial=partial)),
        baseline_overview=overview(baseline, None),
        overviews=tuple(column.overview for column in columns),
    )
