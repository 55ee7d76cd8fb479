"""compare(): every measure of the baseline against every plan."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import (
    AddedMeasure,
    Cell,
    Comparison,
    ComparisonNote,
    Plan,
    Row,
    Target,
)
from . import align, judge
from .align import Pair
from .cells import make_answer, make_cell, page_of
from .features import Item, Side, narrow, read_side
from .labels import name_plans
from .summarise import overview, read_frame

HELD_ACTION = 0.85


def compare(baseline: Plan, plans: Sequence[Plan], *, partial: bool = False) -> Comparison:
    """Every target measure of `baseline` beside what each of `plans` says to it.

    `partial`: the baseline is known only in part; the comparison says so and calls nothing an addition of a plan.
    Plans are compared one by one, so neither their order nor their number changes what a cell says.
    """
    base = read_side(baseline, baseline.targets)
    columns = [_Column(baseline, base, plan) for plan in plans]
    names = name_plans(plans)
    frame = read_frame(baseline)
    rows = [
        Row(
            id=f"{item.target.id}#{item.number + 1}" if item.measure else item.target.id,
            target=item.target,
            measure=item.measure,
            position=item.position,
            topic=base.titles.get(item.target.section) or None,
            clause=item.clause,
            page=page_of(item.target.evidence),
            cells=tuple(column.cells[index] for column in columns),
        )
        for index, item in enumerate(base.items)
    ]
    return Comparison(
        baseline=baseline.metadata,
        baseline_name=name_plans([baseline])[0],
        partial=partial,
        plans=tuple(plan.metadata for plan in plans),
        names=names,
        rows=tuple(row for row in rows if row.measure is not None),
        statements=tuple(row for row in rows if row.measure is None),
        extra=tuple(column.extra for column in columns),
        added=tuple(column.added for column in columns),
        notes=tuple(_notes(baseline, plans, names, partial)),
        baseline_overview=overview(baseline, None),
        overviews=tuple(overview(plan, frame) for plan in plans),
    )


class _Column:
    """One plan against the baseline: a cell for each item of the baseline, and what the plan has beyond it."""

    def __init__(self, baseline: Plan, base: Side, plan: Plan) -> None:
        side = read_side(plan, plan.targets)
        pairs = align.align(base, side)
        answers: dict[int, Pair] = {}
        for pair in pairs:
            answers.setdefault(pair.left, pair)
        held = _held(base, side, answers)
        left = [i for i in range(len(base.items)) if i not in answers and i not in held]
        others, fallback = _from_commitments(base, left, plan)
        cells = []
        for index, item in enumerate(base.items):
            if index in answers:
                pair = answers[index]
                cells.append(make_cell(item, side, pair, baseline.metadata, plan.metadata))
            elif index in held:
                cells.append(held[index])
            elif index in fallback and others is not None:
                pair = fallback[index]
                cells.append(make_cell(item, others, pair, baseline.metadata, plan.metadata, "commitments"))
            else:
                cells.append(Cell(status="missing"))
        answering = {pair.right for pair in pairs}
        targets = {side.items[index].position for index in answering}
        self.cells = tuple(cells)
        self.extra = tuple(
            target
            for position, target in enumerate(plan.targets)
            if position not in targets and not _repeats(target, plan, targets)
        )
        self.added = tuple(
            AddedMeasure(target=item.target.id, text=item.target.text, measure=item.measure)
            for index, item in enumerate(side.items)
            if index not in answering and item.measure is not None and item.target.same_as is None
        )


def _repeats(target: Target, plan: Plan, answered: set[int]) -> bool:
    """Whether a table row only repeats a statement of the body that answers already."""
    return target.same_as is not None and any(plan.targets[index].id == target.same_as for index in answered)


def _held(base: Side, side: Side, answers: dict[int, Pair]) -> dict[int, Cell]:
    """Cells for measures whose words a plan repeats without the figure.

    Looked for only in the statement that answers another measure of the same target.
    """
    found: dict[int, Cell] = {}
    for index, item in enumerate(base.items):
        if index in answers or item.measure is None:
            continue
        for other, pair in sorted(answers.items()):
            if base.items[other].position != item.position or pair.shared:
                continue
            answer = side.items[pair.right]
            own = set(item.subject.weights)
            if own and own <= set(answer.action.weights) and _share_held(item, answer) >= HELD_ACTION:
                found[index] = Cell(
                    status="qualitative",
                    target=answer.target.id,
                    score=pair.score,
                    found_in="targets",
                    reason=pair.reason,
                    answer=make_answer(answer, side),
                )
                break
    return found


def _share_held(item: Item, answer: Item) -> float:
    theirs = set(answer.action.weights) | set(answer.subject.weights)
    total = sum(item.action.weights.values())
    return sum(weight for word, weight in item.action.weights.items() if word in theirs) / total if total else 0.0


def _from_commitments(base: Side, left: list[int], plan: Plan) -> tuple[Side | None, dict[int, Pair]]:
    """Pairs of what no target answers with the plan's commitments."""
    if not left or not plan.commitments:
        return None, {}
    others = read_side(plan, plan.commitments)
    threshold = align.COMMITMENT_THRESHOLD
    pairs = align.align(narrow(base, left), others, threshold, share=False)
    return others, {left[pair.left]: pair for pair in pairs}


def _notes(baseline: Plan, plans: Sequence[Plan], names: Sequence[str], partial: bool) -> list[ComparisonNote]:
    notes = []
    if partial:
        notes.append(
            ComparisonNote(
                code="partial_baseline",
                message="Văn bản gốc chỉ được biết một phần: "
                "chỉ tiêu vắng trong bảng không có nghĩa là văn bản gốc không có.",
                message_en="The baseline is known only in part: a target absent here may well stand in the document.",
            )
        )
    if not baseline.targets:
        notes.append(
            ComparisonNote(
                code="no_targets",
                message="Văn bản gốc không có chỉ tiêu nào được nhận ra.",
                message_en="No target was found in the baseline.",
            )
        )
    base = baseline.metadata.period
    for index, (plan, name) in enumerate(zip(plans, names, strict=True)):
        period = plan.metadata.period
        if not plan.targets:
            notes.append(
                ComparisonNote(
                    code="no_targets",
                    message=f"{name}: không có chỉ tiêu nào được nhận ra.",
                    message_en=f"{name}: no target was found in this plan.",
                    plan=index,
                )
            )
        if base is None or period is None or (base.start, base.end) == (period.start, period.end):
            continue
        if judge.is_annual(plan.metadata) and judge.spans_years(baseline.metadata):
            notes.append(
                ComparisonNote(
                    code="annual_plan",
                    message=f"{name}: kế hoạch năm {period.start}, được so với chương trình {base.start}–{base.end} "
                    "theo mức của năm đó; con số cộng dồn thấp hơn cả giai đoạn không bị coi là thấp hơn.",
                    message_en=f"{name}: a plan for {period.start}, judged by its year against a programme for "
                    f"{base.start}–{base.end}; a sum below that of all the years is not called lower.",
                    plan=index,
                )
            )
        else:
            notes.append(
                ComparisonNote(
                    code="other_period",
                    message=f"{name}: giai đoạn {period.start}–{period.end}, khác giai đoạn "
                    f"{base.start}–{base.end} của văn bản gốc.",
                    message_en=f"{name}: covers {period.start}–{period.end}, the baseline {base.start}–{base.end}.",
                    plan=index,
                )
            )
    return notes
