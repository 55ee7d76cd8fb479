"""What holds for any table: nothing crashes, every offset stays inside, stitching is idempotent."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_parser.extract.tables import read_table
from kehoach_parser.lexicon import tables as table_rules
from kehoach_parser.source import Source
from kehoach_parser.structure.page_tables import stitch

from .tables_text import LEFT, SAME, grid, read_annex, source, text_of

WORDS = st.sampled_from(
    [
        "", "", "STT", "Chỉ tiêu", "Nhiệm vụ", "Nội dung", "Chủ trì", "Đơn vị tính", "Năm 2026", "Đến năm 2030",
        "Kinh phí (triệu đồng)", "Thời gian", "Ghi chú", "I", "A", "1", "1.1", "a", "-", "+", "(1)", "95%", "≥ 90",
        "1.200", "12,5", "x", "...", "Sở Y tế", "Theo phân công", "Như trên", "Quý II", "Thường xuyên", "Trong đó:",
        "- Trẻ em", "Tổng cộng", "Tổ chức 05 hội nghị", "đất đai và nhà ở;", SAME, LEFT,
    ]
)  # fmt: skip


@st.composite
def typed_tables(draw: st.DrawFn) -> str:
    width = draw(st.integers(2, 6))
    rows = draw(st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=2, max_size=9))
    rows[0] = [cell if cell != SAME else "" for cell in rows[0]]
    return "\n".join("|".join(["" if row[0] == LEFT else row[0], *row[1:]]) for row in rows)


@given(typed_tables())
@settings(max_examples=150, deadline=None)
def test_every_offset_is_inside_its_table(typed: str) -> None:
    text = text_of(grid(typed))
    for table in text.tables:
        reading = read_table(table, text, table_rules.load())
        assert len(reading.columns) == table.n_cols and len(reading.header) in (0, table.n_cols)
        for index, row in enumerate(reading.rows):
            assert len(row.cells) == table.n_cols
            assert table.start <= row.start <= row.end <= table.end
            assert all(group < index for group in row.group)
            assert row.parent is None or row.parent < index


@given(typed_tables(), st.sampled_from(["Danh mục chỉ tiêu", "Nhiệm vụ", "Dự toán", "Biểu mẫu", ""]))
@settings(max_examples=150, deadline=None)
def test_any_table_is_read_with_exact_evidence(typed: str, title: str) -> None:
    results = read_annex(title, typed)  # compares every quote with the text
    assert len({held.id for held in (*results.targets, *results.commitments)}) == len(results.targets) + len(
        results.commitments
    )


@given(st.lists(typed_tables(), min_size=2, max_size=4), st.booleans())
@settings(max_examples=100, deadline=None)
def test_stitching_is_idempotent_and_loses_no_words(typed: list[str], paged: bool) -> None:
    given_source = source(*[grid(rows, page=i if paged else None) for i, rows in enumerate(typed, 1)])
    once = stitch(given_source)
    assert stitch(once).blocks == once.blocks
    assert _words(once) <= _words(given_source)
    assert {word for word in _words(given_source) if word} <= {*_words(once), ""}


def _words(given_source: Source) -> set[str]:
    return {
        word
        for block in given_source.blocks
        if hasattr(block, "cells")
        for cell in block.cells
        for word in cell.text.split()
    }
