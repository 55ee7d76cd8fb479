"""compare(): every measure of the baseline against every plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..models import Certainty, Comparison, Plan, Row
from .cells import page_of
from .column import compare_plan, read_base
from .decisions import Decisions, PairDecision, choose
from .labels import name_plans
from .notes import collect_notes, fold_notes
from .series import find_series, row_id
from .settings import SETTINGS, Settings
from .standings import rank_plans
from .summarise import overview


def compare(
    baseline: Plan,
    plans: Iterable[Plan],
    *,
    partial: bool = False,
    pairs: Sequence[PairDecision] = (),
    across_periods: bool = False,
    certainty: Mapping[str, Certainty] | None = None,
    settings: Settings = SETTINGS,
) -> Comparison:
    """Every target measure of `baseline` beside what each of `plans` says to it.

    `partial`: the baseline is known only in part, and the comparison says so. Plans are compared one by one, so neither
    their order nor their number changes what a cell says; of a plan only what answers is kept, so an iterator
    that reads them as they are needed takes the memory of one.

    `pairs`: what a person decided (decisions.py). `across_periods`: plans of other years are judged as well.
    `certainty`: how surely each target of the baseline is known, by its id. `settings`: weights and thresholds.
    """
    reading = read_base(baseline, settings, across_periods)
    base, surely = reading.side, certainty or {}
    columns = [compare_plan(reading, plan, _decisions(pairs, plan)) for plan in plans]
    names = name_plans([(column.metadata, column.source) for column in columns])
    series = find_series(base)
    rows = [
        Row(
            id=row_id(item),
            target=item.target,
            measure=None if item.implied else item.measure,
            position=item.position,
            topic=base.titles.get(item.target.section or "") or None,
            clause=item.clause,
            page=page_of(item.target.evidence),
            sure=surely[item.target.id].sure if item.target.id in surely else None,
            sources=surely[item.target.id].sources if item.target.id in surely else (),
            series=series.get(item.position, ()) if item.measure and item.measure.deadline else (),
            cells=tuple(column.cells[index] for column in columns),
        )
        for index, item in enumerate(base.items)
        if not (item.implied and item.target.stated)
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
        notes=fold_notes(tuple(collect_notes(baseline, columns, names, partial=partial)), names),
        baseline_overview=overview(baseline, None, reading.context),
        overviews=tuple(column.overview for column in columns),
        standings=rank_plans([row for row in rows if row.target.same_as is None], [c.metadata for c in columns]),
    )


def _decisions(pairs: Sequence[PairDecision], plan: Plan) -> Decisions:
    """What was decided about a plan, by its number, its place or the name of its file."""
    meta = plan.metadata
    province = meta.province.name if meta.province else None
    return choose(pairs, (meta.number, meta.place, province, plan.source.name)) if pairs else Decisions()
