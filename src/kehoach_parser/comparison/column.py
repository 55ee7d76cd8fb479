"""One plan against the baseline: a cell for each measure, and what the plan has beyond it."""

from __future__ import annotations

from msgspec import Struct

from ..models import AddedMeasure, Cell, Metadata, Overview, Plan, Target
from . import align
from .align import Pair
from .cells import make_answer, make_cell
from .features import Item, Side, narrow, read_side
from .summarise import Frame, overview

HELD_ACTION = 0.85


class Column(Struct, frozen=True):
    """What the comparison keeps of one plan: nothing of its text, so that a thousand plans can go by one by one."""

    metadata: Metadata
    source: str
    cells: tuple[Cell, ...]
    extra: tuple[Target, ...]
    added: tuple[AddedMeasure, ...]
    overview: Overview
    has_targets: bool


def compare_plan(baseline: Plan, base: Side, frame: Frame, plan: Plan) -> Column:
    """`plan` against `base`, the targets of `baseline`."""
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
            cells.append(make_cell(item, side, answers[index], baseline.metadata, plan.metadata))
        elif index in held:
            cells.append(held[index])
        elif index in fallback and others is not None:
            pair = fallback[index]
            cells.append(make_cell(item, others, pair, baseline.metadata, plan.metadata, "commitments"))
        else:
            cells.append(Cell(status="missing"))
    answering = {pair.right for pair in pairs}
    targets = {side.items[index].position for index in answering}
    return Column(
        metadata=plan.metadata,
        source=plan.source.name,
        cells=tuple(cells),
        extra=tuple(
            target
            for position, target in enumerate(plan.targets)
            if position not in targets and not _repeats(target, plan, targets)
        ),
        added=tuple(
            AddedMeasure(target=item.target.id, text=item.target.text, measure=item.measure)
            for index, item in enumerate(side.items)
            if index not in answering and item.measure is not None and item.target.same_as is None
        ),
        overview=overview(plan, frame),
        has_targets=bool(plan.targets),
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
