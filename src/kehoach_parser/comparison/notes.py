"""What a reader of the whole comparison must know before reading its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..models import ComparisonNote, Plan
from .column import Column
from .judge import is_annual, spans_years


def collect_notes(
    baseline: Plan, columns: Sequence[Column], names: Sequence[str], *, partial: bool
) -> Iterator[ComparisonNote]:
    """The notes, those on the whole first, then plan by plan."""
    if partial:
        yield ComparisonNote(
            code="partial_baseline",
            message="Văn bản gốc chỉ được biết một phần: "
            "chỉ tiêu vắng trong bảng không có nghĩa là văn bản gốc không có.",
            message_en="The baseline is known only in part: a target absent here may well stand in the document.",
        )
    if not baseline.targets:
        yield ComparisonNote(
            code="no_targets",
            message="Văn bản gốc không có chỉ tiêu nào được nhận ra.",
            message_en="No target was found in the baseline.",
        )
    for index, (column, name) in enumerate(zip(columns, names, strict=True)):
        yield from _on_targets(baseline, column, name, index)
        yield from _on_period(baseline, column, name, index)


def _on_targets(baseline: Plan, column: Column, name: str, index: int) -> Iterator[ComparisonNote]:
    if not column.has_targets:
        yield ComparisonNote(
            code="no_targets",
            message=f"{name}: không có chỉ tiêu nào được nhận ra.",
            message_en=f"{name}: no target was found in this plan.",
            plan=index,
        )
    elif baseline.targets and all(cell.status == "missing" for cell in column.cells):
        yield ComparisonNote(
            code="other_subject",
            message=f"{name}: không chỉ tiêu nào ứng với văn bản gốc; có thể kế hoạch thuộc lĩnh vực khác.",
            message_en=f"{name}: no target answers the baseline; the plan may be about another field.",
            plan=index,
        )


def _on_period(baseline: Plan, column: Column, name: str, index: int) -> Iterator[ComparisonNote]:
    base, period = baseline.metadata.period, column.metadata.period
    if base is None or period is None or (base.start, base.end) == (period.start, period.end):
        return
    if is_annual(column.metadata) and spans_years(baseline.metadata):
        yield ComparisonNote(
            code="annual_plan",
            message=f"{name}: kế hoạch năm {period.start}, được so với chương trình {base.start}–{base.end} "
            "theo mức của năm đó; con số cộng dồn thấp hơn cả giai đoạn không bị coi là thấp hơn.",
            message_en=f"{name}: a plan for {period.start}, judged by its year against a programme for "
            f"{base.start}–{base.end}; a sum below that of all the years is not called lower.",
            plan=index,
        )
    else:
        yield ComparisonNote(
            code="other_period",
            message=f"{name}: giai đoạn {_years(period.start, period.end)}, "
            f"khác giai đoạn {_years(base.start, base.end)} của văn bản gốc.",
            message_en=f"{name}: covers {_years(period.start, period.end)}, "
            f"the baseline {_years(base.start, base.end)}.",
            plan=index,
        )


def _years(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}–{end}"
