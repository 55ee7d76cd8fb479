"""Tables over pages: joined, their heading once, broken rows whole; tables of their own left alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kehoach_parser.source import Box, Finding, Line, Source, Table
from kehoach_parser.structure.page_tables import stitch

from .tables_text import grid, source, words_of


def tables(result: Source) -> list[Table]:
    return [block for block in result.blocks if isinstance(block, Table)]


def test_repeated_heading_is_dropped() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Rà soát văn bản|Sở Tư pháp", page=1)
    second = grid("STT|Nhiệm vụ|Chủ trì\n2|Tập huấn|Sở Nội vụ", page=2)
    [table] = tables(stitch(source(first, second)))
    assert words_of(table) == [
        ["STT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Rà soát văn bản", "Sở Tư pháp"],
        ["2", "Tập huấn", "Sở Nội vụ"],
    ]
    assert table.header_rows == 1


def test_heading_of_two_rows_with_merged_cells() -> None:
    head = "STT|Nhiệm vụ|Cơ quan|<\n^|^|Chủ trì|Phối hợp\n"
    first = grid(head + "1|Rà soát|Sở Tư pháp|Sở Nội vụ", page=3)
    second = grid(head + "2|Tập huấn|Sở Nội vụ|UBND cấp xã", page=4)
    [table] = tables(stitch(source(first, second)))
    assert [row[0] for row in words_of(table)] == ["STT", "", "1", "2"]
    assert table.header_rows == 2


def test_heading_with_a_clipped_word_is_the_same() -> None:
    first = grid("STT|Nhiệm vụ|Thời gian hoàn thành\n1|Rà soát|Quý I", page=1)
    second = grid("STT|Nhiệm vụ|Thời gian hoàn\n2|Tập huấn|Quý II", page=2)
    assert [table.n_rows for table in tables(stitch(source(first, second)))] == [3]


def test_goes_on_without_heading_on_the_next_page() -> None:
    first = grid("STT|Nhiệm vụ\n1|Rà soát", page=1)
    second = grid("2|Tập huấn\n3|Kiểm tra", page=2)
    [table] = tables(stitch(source(first, second)))
    assert [row[0] for row in words_of(table)] == ["STT", "1", "2", "3"]


def test_page_number_between_does_not_part() -> None:
    first = grid("STT|Nhiệm vụ\n1|Rà soát", page=1)
    second = grid("2|Tập huấn", page=2)
    result = stitch(source(first, Line("- 2 -"), second, Line("Nơi nhận:")))
    assert [type(block).__name__ for block in result.blocks] == ["Table", "Line"]


def test_text_between_parts() -> None:
    first = grid("STT|Nhiệm vụ\n1|Rà soát", page=1)
    second = grid("STT|Nhiệm vụ\n1|Tập huấn", page=2)
    assert len(tables(stitch(source(first, Line("II. Giải pháp"), second)))) == 2


def test_another_heading_begins_another_table() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Rà soát|Sở Tư pháp", page=1)
    second = grid("STT|Tên trường|Địa chỉ\n1|THPT Cao Lãnh 2|Xã Mỹ Thọ", page=2)
    assert len(tables(stitch(source(first, second)))) == 2


def test_other_columns_are_another_table() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Rà soát|Sở Tư pháp", page=1)
    second = grid("a|b|c|d\n1|2|3|4", page=2)
    assert len(tables(stitch(source(first, second)))) == 2


def test_pieces_without_pages_join_only_by_their_heading() -> None:
    first = grid("STT|Chỉ tiêu\n1|95% xã")
    again = grid("STT|Chỉ tiêu\n2|90% xã")
    assert [table.n_rows for table in tables(stitch(source(first, again)))] == [3]
    assert len(tables(stitch(source(first, grid("2|90% xã"))))) == 2


def test_broken_row_is_made_whole() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Rà soát các văn bản quy phạm|Sở Tư pháp", page=1)
    second = grid("STT|Nhiệm vụ|Chủ trì\n|pháp luật về đất đai|\n2|Tập huấn|Sở Nội vụ", page=2)
    [table] = tables(stitch(source(first, second)))
    assert words_of(table)[1] == ["1", "Rà soát các văn bản quy phạm pháp luật về đất đai", "Sở Tư pháp"]
    assert [row[0] for row in words_of(table)] == ["STT", "1", "2"]


def test_sub_row_with_a_bullet_stays_a_row() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Tuyên truyền:|\n|- Trên báo|Báo tỉnh", page=1)
    second = grid("|- Trên đài|Đài tỉnh\n2|Tập huấn|Sở Nội vụ", page=2)
    [table] = tables(stitch(source(first, second)))
    assert [row[1] for row in words_of(table)] == ["Nhiệm vụ", "Tuyên truyền:", "- Trên báo", "- Trên đài", "Tập huấn"]


def test_merged_cell_cut_by_the_page_reaches_on() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Rà soát|Sở Y tế\n2|Tập huấn|^", page=1)
    second = grid("3|Kiểm tra|\n4|Tổng kết|^", page=2)
    [table] = tables(stitch(source(first, second)))
    lead = next(cell for cell in table.cells if cell.text == "Sở Y tế")
    assert (lead.row, lead.rowspan) == (1, 4)


def test_columns_merged_on_one_page_are_found_again_by_their_place() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì|Phối hợp\n1|Rà soát|Sở Y tế|Sở Nội vụ", page=1)
    narrow = grid("2|Tập huấn|Sở Nội vụ", page=2)
    moved = tuple(
        cell
        if cell.col < 2 or cell.box is None
        else type(cell)(
            cell.row, cell.col, cell.lines, 1, 1, Box(2, cell.box.x0, cell.box.top, cell.box.x1 + 80, cell.box.bottom)
        )
        for cell in narrow.cells
    )
    second = Table(narrow.n_rows, 3, moved, None, True, Box(2, 50, 100, 370, 120))
    [table] = tables(stitch(source(first, second)))
    assert [(cell.col, cell.colspan) for cell in table.cells if cell.row == 2] == [(0, 1), (1, 1), (2, 2)]


def test_a_page_of_one_column_goes_on_no_table() -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Rà soát|Sở Y tế", page=1)
    whole = grid("Ghi chú: số liệu do các sở cung cấp", page=2)
    [cell] = whole.cells
    assert cell.box is not None
    assert first.box is not None
    wide = replace(cell, box=replace(cell.box, x0=first.box.x0, x1=first.box.x1))
    second = replace(whole, cells=(wide,), box=replace(cell.box, x0=first.box.x0, x1=first.box.x1))
    assert len(tables(stitch(source(first, second)))) == 2


@pytest.mark.parametrize(("below", "told"), [("3|Kiểm tra|", 1), ("3|Kiểm tra|\n4|Tổng kết|^", 0)])
def test_an_empty_cell_of_one_row_that_is_taken_for_the_rest_of_a_merged_one_is_told(below: str, told: int) -> None:
    first = grid("STT|Nhiệm vụ|Chủ trì\n1|Rà soát|Sở Y tế\n2|Tập huấn|^", page=1)
    findings = stitch(source(first, grid(below, page=2))).findings
    assert [finding.code for finding in findings].count("merged_cell_over_page") == told


def test_findings_follow_their_block() -> None:
    first = grid("STT|Nhiệm vụ\n1|Rà soát", page=1)
    second = grid("STT|Nhiệm vụ\n2|Tập huấn", page=2)
    given = Source("t", "0" * 64, "text/plain", (first, second, Line("Nơi nhận:")), findings=(Finding("x", "y", 2),))
    assert stitch(given).findings[0].block == 1


def test_stitching_twice_changes_nothing_more() -> None:
    head = "STT|Nhiệm vụ|Chủ trì\n"
    pieces = [grid(f"{head}{page}|Nhiệm vụ số {page} của|Sở Y tế", page=page) for page in range(1, 5)]
    once = stitch(source(*pieces))
    assert stitch(once) == once
    assert [table.n_rows for table in tables(once)] == [5]


def test_a_page_scanned_further_right_goes_on() -> None:
    first = grid("TT|Nội dung|Chủ trì\n1|Rà soát|Phòng Đào tạo", page=3)
    second = grid("TT|Nội dung|Chủ trì\n2|Tổng hợp|Phòng Đào tạo", page=4)
    boxes = [cell.box for cell in second.cells if cell.box]
    moved = {box: replace(box, x0=box.x0 + 9, x1=box.x1 + 9) for box in boxes}
    second = replace(second, cells=tuple(replace(c, box=moved[c.box]) if c.box else c for c in second.cells))
    assert [table.n_rows for table in tables(stitch(source(first, second)))] == [3]


HEAD = "TT|Nội dung|Chủ trì"


def moved(table: Table, by: dict[int, float]) -> Table:
    """The table with its boundaries of columns so many points further right; -1: every one."""

    def at(boundary: int) -> float:
        return by.get(-1, 0.0) + by.get(boundary, 0.0)

    cells = tuple(
        replace(
            cell,
            lines=tuple(replace(line, box=None) for line in cell.lines),
            box=replace(cell.box, x0=cell.box.x0 + at(cell.col), x1=cell.box.x1 + at(cell.col + cell.colspan)),
        )
        for cell in table.cells
        if cell.box
    )
    return replace(table, cells=cells)


@pytest.mark.parametrize(
    ("by", "parts"),
    [({-1: 40}, 1), ({-1: -40}, 1), ({-1: 41}, 2), ({1: 6}, 1), ({2: -6}, 1), ({1: 7}, 2), ({2: 7}, 2), ({3: 6.5}, 2)],
)
def test_columns_agree_within_a_few_points(by: dict[int, float], parts: int) -> None:
    """A whole page may lie further right, a single column may not."""
    first, second = grid(f"{HEAD}\n1|Rà soát|Sở Y tế", page=1), grid(f"{HEAD}\n2|Tổng hợp|Sở Y tế", page=2)
    assert len(tables(stitch(source(first, moved(second, by))))) == parts
    assert len(tables(stitch(source(first, moved(second, {-1: -50.0, 0: -100.0}))))) == 2


@pytest.mark.parametrize(("page", "parts"), [(1, 2), (2, 1), (3, 2)])
def test_without_a_heading_it_goes_on_on_the_next_page_only(page: int, parts: int) -> None:
    first = grid(f"{HEAD}\n1|Rà soát|Sở Y tế", page=1)
    assert len(tables(stitch(source(first, grid("2|Tổng hợp|Sở Y tế", page=page))))) == parts


@pytest.mark.parametrize(
    ("again", "rows"),
    [
        ("TT|Nội dung|Chủ trì", 3),
        ("TT|Nội dung|Chủ tri", 3),  # one of three cells misread
        ("TT|Nội dun|Chủ tri", 4),  # two of three are another heading
        ("TT|Kết quả|Chủ trì", 4),
    ],
)
def test_a_heading_is_the_same_with_a_slip_in_one_cell(again: str, rows: int) -> None:
    first, second = grid(f"{HEAD}\n1|Rà soát|Sở Y tế", page=1), grid(f"{again}\n2|Tổng hợp|Sở Y tế", page=2)
    assert sum(table.n_rows for table in tables(stitch(source(first, second)))) == rows


def test_all_rows_of_a_long_heading_are_dropped() -> None:
    """Four rows, or as many as the format marks; a first table always keeps a row below them."""
    rows = [f"Cột {n}|Nội dung {n}|Chủ trì {n}" for n in "abcdef"]
    for marked, kept in ((None, 4), (5, 5)):
        first = grid("\n".join([*rows, "1|Rà soát|Sở Y tế"]), page=1, header_rows=marked)
        second = grid("\n".join([*rows, "2|Tổng hợp|Sở Y tế"]), page=2)
        [table] = tables(stitch(source(first, second)))
        assert (table.header_rows, table.n_rows) == (kept, 7 + 7 - kept)
    first, second = grid("\n".join(rows[:2]), page=1), grid("\n".join(rows[:2]), page=2)
    [table] = tables(stitch(source(first, second)))
    assert (table.header_rows, table.n_rows) == (1, 3)


@pytest.mark.parametrize(
    ("above", "below", "row"),
    [
        ("1|Rà soát các văn bản|Sở Y tế", "|của tỉnh|", "Rà soát các văn bản của tỉnh"),
        ("1|Rà soát các|Sở Y tế", "|Luật và|", "Rà soát các Luật và"),
        ("1|Rà soát,|Sở Y tế", "|Tổng hợp|", "Rà soát, Tổng hợp"),
        ("1|Rà soát các|Sở Y tế", "2|văn bản|", None),  # a row of its own
    ],
)
def test_a_row_cut_by_the_page(above: str, below: str, row: str | None) -> None:
    """Below an empty number a row goes on in small letters or behind words without a stop; a bullet begins a row."""
    first = grid(f"{HEAD}\n{above}", page=1)
    [table] = tables(stitch(source(first, grid(f"{below}\n3|Tổng kết|Sở Y tế", page=2))))
    assert table.n_rows == (4 if row is None else 3)
    assert row is None or words_of(table)[1][1] == row


@pytest.mark.parametrize(
    ("rows", "below", "n_rows", "doubts"),
    [
        # every row has a number: one without is no row of its own, unless it begins with a bullet
        (("1|Rà soát.|Sở Y tế", "2|Tập huấn.|Sở Y tế"), "|Tổng hợp|", 4, []),
        (("1|Rà soát.|Sở Y tế", "2|Tập huấn.|Sở Y tế"), "|- Tổng hợp|", 4, ["row_over_page"]),
        # rows without number stand in the table already: what could be both is told
        (("1|Rà soát.|Sở Y tế", "|Tập huấn.|Sở Y tế"), "|Tổng hợp|", 5, []),
        (("1|Rà soát.|Sở Y tế", "|Tập huấn.|Sở Y tế."), "|tổng hợp|Sở Nội vụ", 5, ["row_over_page"]),
        (("1|Rà soát.|Sở Y tế", "|Tập huấn|Sở Y tế"), "|tổng hợp|và các sở", 4, []),
        # a cell stands below an empty one
        (("1|Rà soát|Sở Y tế", "2|Tập huấn|"), "|tổng hợp|Sở Nội vụ", 5, ["row_over_page"]),
        (("1|Rà soát|Sở Y tế", "2|Tập huấn.|"), "|Tổng hợp|Sở Nội vụ", 5, []),
    ],
)
def test_what_tells_a_cut_row(rows: tuple[str, str], below: str, n_rows: int, doubts: list[str]) -> None:
    first = grid("\n".join([HEAD, *rows]), page=1)
    found = stitch(source(first, grid(f"{below}\n3|Tổng kết|Sở Y tế", page=2)))
    [table] = tables(found)
    assert (table.n_rows, [finding.code for finding in found.findings]) == (n_rows, doubts)
    assert all(finding.page == 2 for finding in found.findings)
