"""The outputs of a comparison: JSON, CSV, Markdown, XLSX, Parquet, data frames."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl
import pytest

from kehoach_parser.comparison import Review, compare, group, mark_reviewed, read_pairs
from kehoach_parser.comparison.review_sheet import wrong_words
from kehoach_parser.errors import UnreadableInput
from kehoach_parser.export.cells import guard_formula
from kehoach_parser.export.comparison import COMPARISON_FORMATS, write_comparison
from kehoach_parser.export.comparison_xlsx import FILLS
from kehoach_parser.export.wording import comparison_words, say_date
from kehoach_parser.models import RECORD_TYPES, Comparison

from .gold_plans import SLUGS, gold_plan
from .made_plans import make_plan
from .provinces import all_provinces

HOSTILE = "=cmd|'/C calc'!A0 100% trường học <script>alert(1)</script> được kiểm tra [x](javascript:1) | a"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(gold_plan(SLUGS[0]), [gold_plan(slug) for slug in SLUGS[1:]])


@pytest.fixture(scope="module")
def hostile() -> Comparison:
    plan = make_plan(
        (HOSTILE, [{"low": 100, "subject": "=1+1", "unit": "@SUM(A1)"}]),
        place="=HYPERLINK(1)",
        number="+1/KH",
    )
    alone = make_plan(("-2+3 vườn ươm cây giống được cấp mã số", []), place="<img src=x onerror=alert(1)>")
    return compare(plan, [plan, alone])


def test_json_is_the_contract(comparison: Comparison) -> None:
    value = json.loads(write_comparison(comparison, "json"))
    assert {"baseline", "plans", "rows", "extra"} <= value.keys()
    row = value["rows"][0]
    assert {"target", "measure", "cells"} <= row.keys()
    assert {"status", "target", "measure", "delta", "score", "found_in"} <= row["cells"][0].keys()
    assert Comparison.model_validate(value) == comparison


def test_csv_has_a_line_for_each_row_and_plan(comparison: Comparison) -> None:
    lines = list(csv.DictReader(io.StringIO(write_comparison(comparison, "csv").decode())))
    assert list(lines[0]) == list(RECORD_TYPES)
    assert len(lines) == len(comparison.all_rows()) * 4
    assert (lines[0]["status"], lines[0]["delta"], lines[0]["low"]) == ("higher", "30", "100")


def test_csv_holds_no_formula(hostile: Comparison) -> None:
    for line in csv.reader(io.StringIO(write_comparison(hostile, "csv").decode())):
        for cell in line:
            assert not cell.startswith(("=", "+", "-", "@", "\t")), cell


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\n=1", "＝1"])
def test_formulas_are_guarded(text: str) -> None:
    assert guard_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["70 %", "a=1", "", "≥ 1"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert guard_formula(text) == text


SHEETS = ("matrix", "by_plan", "details", "beyond_sheet", "overview", "legend", "chart")


def workbook(comparison: Comparison, language: Any = "vi") -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_comparison(comparison, "xlsx", language=language)))


def test_one_row_a_plan_leads_to_the_targets(comparison: Comparison) -> None:
    book = workbook(comparison)
    words = comparison_words()["vi"]
    sheet = book[words["by_plan"]]
    assert [sheet.cell(line, 1).value for line in range(5, 5 + len(comparison.names))] == list(comparison.names)
    for number, row in enumerate(comparison.all_rows(), 1):
        head = sheet.cell(3, 4 + number)
        assert (head.value, head.hyperlink.location) == (number, f"'{words['matrix']}'!A{4 + number}")
        for line, cell in enumerate(row.cells, 5):
            assert sheet.cell(line, 4 + number).fill.start_color.rgb == "FF" + FILLS[cell.status][0][1:]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_thirty_four_provinces_can_be_printed(language: Any) -> None:
    """Every sheet on A3 with its head on each page, the wide ones with their first columns as well, and a chart."""
    book = workbook(all_provinces(), language)
    words = comparison_words()[language]
    assert [name for name in book.sheetnames if len(name) > 31] == []
    assert words["beyond_partial_sheet"] in book.sheetnames
    for sheet in book.worksheets:
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (8, "landscape"), sheet.title
        assert sheet.print_title_rows
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    matrix = book[words["matrix"]]
    assert int(matrix.page_setup.fitToWidth) == 2  # on one page its letters would be smaller than 7 points
    assert matrix.print_title_cols == "$A:$D"
    assert book[words["by_plan"]].max_row == 4 + 34
    (chart,) = book[words["chart"]]._charts
    assert chart.ser[0].val.numRef.f == f"'{words['by_plan']}'!$B$5:$B$38"


def test_a_filled_in_workbook_is_read_back(comparison: Comparison) -> None:
    """Who has seen a row, and which pair is wrong; a second time round nothing changes."""
    book = workbook(comparison)
    details = book[comparison_words()["vi"]["details"]]
    details.cell(2, 16).value = "Nguyễn Thị Lan"
    details.cell(3, 16).value = "Sai (Trần Văn Hùng)"
    filled = io.BytesIO()
    book.save(filled)
    read = read_pairs(filled.getvalue(), "b.xlsx")
    row, names = comparison.all_rows()[0], comparison.names
    assert [(one.row, one.plan, one.target, one.by, one.wrong) for one in read.seen] == [
        (row.id, names[0], row.cells[0].target, "Nguyễn Thị Lan", False),
        (row.id, names[1], row.cells[1].target, "Trần Văn Hùng", True),
    ]
    assert [(one.baseline, one.plan, one.target, one.by) for one in read.pairs] == [
        (row.id, names[1], None, "Trần Văn Hùng")
    ]
    decided = compare(gold_plan(SLUGS[0]), [gold_plan(slug) for slug in SLUGS[1:]], pairs=read.pairs)
    one = read.seen[0]
    marked = mark_reviewed(decided, [Review(one.row, 0, one.status, one.target, one.by, "")])
    first = marked.all_rows()[0].cells
    assert first[0].reviewed is not None
    assert first[1].status == "missing"
    assert first[1].nearest is None or first[1].nearest.why == "forbidden"
    again = read_pairs(write_comparison(marked, "xlsx"), "b.xlsx")
    assert again.pairs == read.pairs
    assert again.seen[0] == read.seen[0]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("sai", True), ("Không đúng: hai việc khác nhau", True), ("wrong", True), ("Sải Văn Tân", False), ("Lan", False)],
)
def test_words_that_say_a_pair_is_wrong(said: str, wrong: bool) -> None:
    assert bool(wrong_words().match(said)) is wrong


@pytest.mark.parametrize("broken", [True, False])
def test_another_workbook_is_refused_in_a_line(broken: bool) -> None:
    filled = io.BytesIO()
    openpyxl.Workbook().save(filled)
    data = filled.getvalue()[: 100 if broken else None]
    with pytest.raises(UnreadableInput, match=r"^b\.xlsx: (?:cannot be opened|no workbook of a comparison)"):
        read_pairs(data, "b.xlsx")


def test_the_matrix_sheet_is_coloured_and_commented(comparison: Comparison) -> None:
    sheet = workbook(comparison).worksheets[0]
    assert sheet.freeze_panes == "E5"
    assert sheet.auto_filter.ref
    heads = [cell.value for cell in sheet[4]]
    assert tuple(heads[4:]) == comparison.names
    for line, row in enumerate(comparison.all_rows(), 5):
        for column, cell in enumerate(row.cells, 5):
            found = sheet.cell(line, column)
            assert found.fill.start_color.rgb == "FF" + FILLS[cell.status][0][1:]
            assert (found.comment is None) == (cell.answer is None and cell.nearest is None)
            if cell.answer:
                assert cell.answer.section in found.comment.text


def test_the_workbook_has_its_detail_sheets(comparison: Comparison) -> None:
    book = workbook(comparison)
    words = comparison_words()["vi"]
    assert book.sheetnames == [words[key] for key in SHEETS]
    assert book[words["details"]].max_row == len(comparison.all_rows()) * 4 + 1
    assert all(book[name].freeze_panes for name in book.sheetnames[:4])


def test_the_details_are_words_and_lead_to_the_matrix_and_back(comparison: Comparison) -> None:
    book = workbook(comparison)
    words = comparison_words()["vi"]
    matrix, details = book[words["matrix"]], book[words["details"]]
    marks = details.column_dimensions["Q"]  # by which --pairs knows a row again
    assert (marks.hidden, marks.min, marks.max) == (True, 17, 19)
    values = {cell.value for line in details.iter_rows(max_col=16) for cell in line}
    assert not values & {"gte", "lte", "eq", "equal", "higher", "increase", "decrease", "targets", "year"}
    assert details.cell(1, 16).value == "Đã rà soát"
    for number in range(1, len(comparison.all_rows()) + 1):
        link = matrix.cell(4 + number, 1).hyperlink.location
        line = int(link.rpartition("A")[2])
        assert details.cell(line, 1).value == number
        assert details.cell(line, 1).hyperlink.location == f"'{words['matrix']}'!A{4 + number}"
        assert details.cell(line, 5).value == comparison.names[0]


def test_the_workbook_holds_no_formula_and_no_link_out_of_it(hostile: Comparison) -> None:
    book = workbook(hostile)
    texts = []
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.target is None
                texts.append(cell.value)
    assert HOSTILE in texts


def test_the_workbook_is_the_same_each_time(comparison: Comparison) -> None:
    assert write_comparison(comparison, "xlsx") == write_comparison(comparison, "xlsx")


def test_markdown_escapes_what_documents_say(hostile: Comparison) -> None:
    text = write_comparison(hostile, "md").decode()
    assert "<script>" not in text
    assert r"\<script\>" in text
    assert r"\[x\](javascript" in text


def test_markdown_names_every_plan_and_row(comparison: Comparison) -> None:
    text = write_comparison(comparison, "md", language="en").decode()
    assert all(name in text for name in comparison.names)
    assert text.count("\n### ") >= len(comparison.all_rows())
    assert "Higher" in text


def test_parquet_keeps_columns_and_rows(comparison: Comparison) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(write_comparison(comparison, "parquet")))
    assert table.column_names == list(RECORD_TYPES)
    assert table.num_rows == len(comparison.all_rows()) * 4


def test_parquet_without_a_library_says_what_to_install(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kehoach_parser.errors import MissingTool
    from kehoach_parser.export import comparison_table

    monkeypatch.setattr(comparison_table, "find_spec", lambda name: None)
    with pytest.raises(MissingTool, match="pip install polars"):
        write_comparison(comparison, "parquet")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_hold_the_records(comparison: Comparison, library: Any) -> None:
    pytest.importorskip(library)
    frame: Any = comparison.to_frame(library)
    assert list(frame.columns) == list(RECORD_TYPES)
    assert len(frame) == len(comparison.all_rows()) * 4
    assert type(frame).__module__.startswith(library)
    assert frame["status"].to_list()[:2] == ["higher", "higher"]


def test_an_empty_comparison_can_be_written_in_every_format() -> None:
    empty = compare(make_plan(), [make_plan()])
    for form in COMPARISON_FORMATS:
        assert write_comparison(empty, form)


@pytest.mark.parametrize("form", COMPARISON_FORMATS)
def test_groups_can_be_written_in_every_format(form: Any) -> None:
    grouped = group([gold_plan(slug) for slug in SLUGS])
    assert write_comparison(grouped, form, language="en")


def test_both_languages_have_the_same_words() -> None:
    words = comparison_words()
    assert words["vi"].keys() == words["en"].keys()
    assert all(text.strip() for table in words.values() for text in table.values())


@pytest.mark.parametrize(
    ("date", "vi", "en"),
    [
        ("2025", "2025", "2025"),
        ("2025-07-15", "15/7/2025", "15/7/2025"),
        ("2026-08", "8/2026", "8/2026"),
        ("--06-17", "17/6", "17/6"),
        ("2026-Q1", "quý 1/2026", "Q1/2026"),
        (None, "", ""),
    ],
)
def test_dates_are_written_day_first(date: str | None, vi: str, en: str) -> None:
    assert (say_date(date, "vi"), say_date(date, "en")) == (vi, en)
