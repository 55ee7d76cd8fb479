"""What a reader of the whole comparison must know before reading its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..models import ComparisonNote, Plan
from .column import Column
from .judge import is_annual, spans_years

FOLDED_FROM = 4
"""From this many plans on, notes of one kind are told as one."""
SHOWN_NAMES = 6


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
        found = bool(baseline.commitments)
        yield ComparisonNote(
            code="no_targets",
            message="Văn bản gốc không có mục chỉ tiêu"
            + ("; các mục tiêu, nhiệm vụ có con số được dùng thay." if found else " nào được nhận ra."),
            message_en="No section of targets was found in the baseline"
            + ("; its aims and tasks with figures are used instead." if found else "."),
        )
    for index, (column, name) in enumerate(zip(columns, names, strict=True)):
        yield from _on_targets(baseline, column, name, index)
        yield from _on_period(baseline, column, name, index)
        yield from _on_pairs(column, name, index)


def fold_notes(notes: Sequence[ComparisonNote], names: Sequence[str]) -> tuple[ComparisonNote, ...]:
    """The notes with those of one kind about several plans as one, counted, with the plans' names."""
    folded: list[ComparisonNote] = []
    for note in notes:
        alike = [other for other in notes if other.code == note.code and other.plan is not None]
        if note.plan is None or len(alike) < FOLDED_FROM:
            folded.append(note)
            continue
        if note is not alike[0]:
            continue
        named = [names[other.plan] for other in alike if other.plan is not None]
        shown = ", ".join(named[:SHOWN_NAMES]) + (" …" if len(named) > SHOWN_NAMES else "")
        one, one_en = (text.partition(": ")[2] or text for text in (note.message, note.message_en))
        folded.append(
            note.model_copy(
                update={
                    "message": f"{len(named)} kế hoạch ({shown}): {one}",
                    "message_en": f"{len(named)} plans ({shown}): {one_en}",
                    "plan": None,
                }
            )
        )
    return tuple(folded)


def note_review(unseen: int, cells: int) -> ComparisonNote:
    """What of a comparison that is being reviewed nobody has looked at yet."""
    if not unseen:
        message, english = f"Đã rà soát cả {cells} ô.", f"All {cells} cells have been reviewed."
    else:
        message = f"Còn {unseen} trong {cells} ô chưa có người rà soát (ghi «chưa rà soát» ở từng ô)."
        english = f"{unseen} of {cells} cells have not been reviewed (each says so)."
    return ComparisonNote(code="unreviewed", message=message, message_en=english)


def _on_pairs(column: Column, name: str, index: int) -> Iterator[ComparisonNote]:
    if column.opposed:
        rows = len(column.opposed)
        yield ComparisonNote(
            code="other_better",
            message=f"{name}: {rows} chỉ tiêu mà một bên coi nhiều hơn là tốt hơn, bên kia coi ít hơn là tốt hơn.",
            message_en=f"{name}: {rows} targets of which one side takes more for better, the other less.",
            plan=index,
        )
    decided = sum(cell.decided is not None for cell in column.cells)
    if decided:
        yield ComparisonNote(
            code="by_hand",
            message=f"{name}: {decided} cặp do người quyết định.",
            message_en=f"{name}: {decided} pairs were decided by a person.",
            plan=index,
        )


def _on_targets(baseline: Plan, column: Column, name: str, index: int) -> Iterator[ComparisonNote]:
    if not column.read:
        yield ComparisonNote(
            code="unread",
            message=f"{name}: không đọc được nội dung nào; không kết luận gì về kế hoạch này.",
            message_en=f"{name}: no statement could be read; nothing is said of this plan.",
            plan=index,
        )
        return
    if not column.has_targets:
        yield ComparisonNote(
            code="no_targets",
            message=f"{name}: không có chỉ tiêu nào được nhận ra; mục tiêu và nhiệm vụ được xét thay.",
            message_en=f"{name}: no target was found in this plan; its aims and tasks are looked at instead.",
            plan=index,
        )
    nothing = all(cell.status == "missing" for cell in column.cells)
    if column.other_field or (column.has_targets and baseline.targets and nothing):
        yield ComparisonNote(
            code="other_subject",
            message=f"{name}: không chỉ tiêu nào ứng với văn bản gốc; có thể kế hoạch thuộc lĩnh vực khác.",
            message_en=f"{name}: no target answers the baseline; the plan may be about another field.",
            plan=index,
        )
    if column.left_targets:
        yield ComparisonNote(
            code="left_targets",
            message=f"{name}: {column.left_targets} chỉ tiêu không còn trong phần chỉ tiêu, chỉ nêu ở phụ lục.",
            message_en=f"{name}: {column.left_targets} targets stand in an annex only, no longer among the targets.",
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
            f"khác giai đoạn {_years(base.start, base.end)} của văn bản gốc"
            + ("; không xếp hạng." if column.other_period else "."),
            message_en=f"{name}: covers {_years(period.start, period.end)}, "
            f"the baseline {_years(base.start, base.end)}" + ("; not ranked." if column.other_period else "."),
            plan=index,
        )


def _years(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}–{end}"
