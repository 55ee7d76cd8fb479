"""A short run of the fuzzer, and what it found; the long one is `tools/fuzz`."""

from __future__ import annotations

import io
import math
from pathlib import Path

import docx
import fuzz.__main__ as fuzz_command
import pytest
from fuzz.promises import Broken, check_plan, check_source
from fuzz.running import distinct, run
from fuzz.seeds import FOLDER, make_all
from fuzz.targets import TARGETS, read_seeds

from kehoach_parser import UnreadableInput, parse, read_stored
from kehoach_parser.export.calendar import make_calendar
from kehoach_parser.export.paper import LONGEST
from kehoach_parser.export.plan_word import plan_word
from kehoach_parser.extract.measures.reader import MeasureContext, find_measures
from kehoach_parser.readers import office, read
from kehoach_parser.readers.page.edges import keep_on_page
from kehoach_parser.source import Box, Line, Page, Piece, Source, texts_of

from .hostile.attacks import docx as package
from .hostile.attacks import paragraph
from .rawpdf import RawPage, make_pdf

INPUTS = 25
START = 7
"""Other inputs than those of the long run, which begins at 0."""


@pytest.mark.parametrize("form", TARGETS)
def test_random_inputs_keep_every_promise(form: str) -> None:
    tally = run(form, 0, INPUTS, START)
    assert list(distinct(tally.findings)) == []
    assert tally.inputs == INPUTS and tally.read > 0


@pytest.mark.parametrize("form", TARGETS)
def test_the_seeds_are_what_their_maker_makes_and_are_read(form: str) -> None:
    if form not in ("docx", "json"):  # compressed and versioned bytes differ with the libraries
        assert {path.name: path.read_bytes() for path in (FOLDER / form).iterdir()} == make_all()[form]
    for seed in read_seeds(form):
        TARGETS[form](seed)


def test_a_promise_that_does_not_hold_is_found() -> None:
    plan = parse("KẾ HOẠCH\nMở lớp\nI. CHỈ TIÊU\n- Mở 50 lớp.\n".encode(), name="a.txt")
    check_plan(plan)
    target = plan.targets[0]
    moved = target.model_copy(update={"evidence": target.evidence.model_copy(update={"start": 0})})
    with pytest.raises(Broken, match="a quote that is not the text"):
        check_plan(plan.model_copy(update={"targets": (moved,)}))
    with pytest.raises(Broken, match="an id twice"):
        check_plan(plan.model_copy(update={"targets": (target, target)}))
    dated = target.measures[0].model_copy(update={"deadline": "2025-02-30"})
    with pytest.raises(Broken, match="no date"):
        check_plan(plan.model_copy(update={"targets": (target.model_copy(update={"measures": (dated,)}),)}))
    line = Line("a", box=Box(1, 5, 5, 2, 9))
    with pytest.raises(Broken, match="upside down"):
        check_source(Source("a", "", "text/plain", (line,), (Page(1, 9, 9),)))


# -- what was found --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("trước ngày 31/6/2025", "2025-06"),
        ("trước ngày 30/02/2025", "2025-02"),
        ("trước ngày 29/02/2024", "2024-02-29"),
        ("trước ngày 31/12/2025", "2025-12-31"),
    ],
)
def test_a_day_that_no_calendar_has_is_left_out(stated: str, date: str) -> None:
    text = f"KẾ HOẠCH\nMở lớp năm 2025\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo kết quả {stated}.\n"
    plan = parse(text.encode(), name="a.txt")
    assert [one.date for one in plan.milestones] == [date]
    assert make_calendar([plan]).entries == 1


def test_the_last_day_of_all_is_written_to_a_calendar() -> None:
    text = "KẾ HOẠCH\nMở lớp năm 2025\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo kết quả trước ngày 31/12/2025.\n"
    plan = parse(text.encode(), name="a.txt")
    last = plan.milestones[0].model_copy(update={"date": "9999-12-31"})
    calendar = make_calendar([plan.model_copy(update={"milestones": (last,)})])
    assert calendar.entries == 1 and "DTSTART;VALUE=DATE:99991231" in calendar.text


def test_a_head_dated_by_no_calendar_gives_the_month() -> None:
    plan = parse("Số: 1/KH-UBND\nAn Giang, ngày 31 tháng 02 năm 2025\nKẾ HOẠCH\nMở lớp\n".encode(), name="a.txt")
    assert plan.metadata.issued == "2025-02"


def test_boxes_end_at_the_edge_of_the_page() -> None:
    page = RawPage().centred(60, "KE HOACH").write(85, 841.5, "Muc tieu").write(590, 400, "100 lop")
    source = read(make_pdf([page]), name="a.pdf", ocr="never")
    boxes = [line.box for line in source.blocks if isinstance(line, Line) and line.box]
    assert len(boxes) == 3
    assert max(box.bottom for box in boxes) == 842 and max(box.x1 for box in boxes) == 595


@pytest.mark.parametrize("size", [9000, -700], ids=["high", "upside_down"])
def test_words_end_at_the_edge_of_the_page_also_where_their_line_does(size: float) -> None:
    page = RawPage().centred(60, "KE HOACH").write(85, 115, "Giam nhanh ty le ho ngheo xuong con")
    page.write(300, 115, "5%", matrix=f"1 0 0 {size} 300 727")
    _check_boxes(page)


def test_words_of_a_turned_page_end_at_its_edge() -> None:
    page = RawPage(entries="/Rotate 90").write(90, 80, "STT").write(210, 80, "Nam 2025").write(90, 130, "1")
    _check_boxes(page.write(210, 130, "70%", matrix="1 0 31 1 210 712"))


def _check_boxes(page: RawPage) -> None:
    source = read(make_pdf([page]), name="a.pdf", ocr="never")
    check_source(source)
    boxes = [piece.box for line in source.blocks if isinstance(line, Line) for piece in line.pieces]
    width, height = source.pages[0].width, source.pages[0].height
    assert boxes and all(0 <= box.x0 <= box.x1 <= width and 0 <= box.top <= box.bottom <= height for box in boxes)


@pytest.mark.parametrize("level", ["²", "²0", "1" * 5000])
def test_a_raised_figure_is_no_number_of_word(level: str) -> None:
    numbered = paragraph("a", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{level}"/></w:tcPr>{paragraph("b")}</w:tc>'
    source = read(package(f"{numbered}<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), name="a.docx")
    assert texts_of(source.blocks) == ["a", "b"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='font-weight:²'>a</p>",
        "<table><tr><td colspan='²' rowspan='²²'>a</td></tr></table>",
        "<li value='²'>a",
    ],
)
def test_a_raised_figure_is_no_number_of_a_web_page(markup: str) -> None:
    page = f"<html><body>{markup}</body></html>"
    assert "a" in " ".join(texts_of(read(page.encode(), name="a.html").blocks))


@pytest.mark.parametrize(("stated", "issued"), [("0000", None), ("2025", "2025-02-03")])
def test_a_head_of_the_year_0_gives_no_date(stated: str, issued: str | None) -> None:
    text = f"Số: 1/KH-UBND\nAn Giang, ngày 03 tháng 02 năm {stated}\nKẾ HOẠCH\nMở lớp\nSở Y tế báo cáo hằng năm.\n"
    plan = parse(text.encode(), name="a.txt")
    assert plan.metadata.issued == issued and plan.metadata.place == "An Giang"
    undated = plan.model_copy(update={"metadata": plan.metadata.model_copy(update={"issued": "0000"})})
    assert make_calendar([undated]).entries == make_calendar([plan]).entries


def test_a_title_longer_than_word_allows_is_cut_in_the_files_properties() -> None:
    plan = parse(f"KẾ HOẠCH\nPhát triển thư viện {'và trường học ' * 30}\nI. MỤC TIÊU\n".encode(), name="a.txt")
    assert len(plan.metadata.title or "") > LONGEST
    written = docx.Document(io.BytesIO(plan_word([plan], language="vi")))
    assert len(written.core_properties.title) == LONGEST


def test_every_break_of_an_old_word_file_parts_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "I. MỤC TIÊU\r1. Mở 100 lớp\x0b2. Mở 20 trường\n".encode()
    monkeypatch.setattr(office, "_run", lambda *_, **__: told)
    source = office._read_plain("antiword", "antiword", (), told, "a.doc", "0" * 64)
    assert [line.text for line in source.blocks if isinstance(line, Line)] == [
        "I. MỤC TIÊU", "1. Mở 100 lớp", "2. Mở 20 trường",
    ]  # fmt: skip


def test_a_stored_plan_with_half_a_character_is_refused() -> None:
    data = parse("KẾ HOẠCH\nMở lớp\n".encode(), name="a.txt").model_dump_json().replace("Mở lớp", "\\ud800").encode()
    with pytest.raises(UnreadableInput, match="half a character"):
        read_stored(data, "a.json")
    assert read_stored(data.replace(b"\\ud800", b"\\ud83d\\ude00"), "a.json")


def test_groups_of_rows_are_no_sections_of_the_body() -> None:
    head = "| STT | Chỉ tiêu | Đơn vị tính | Năm 2026 |\n|---|---|---|---|\n"
    rows = f"{head}| A | Y tế |  |  |\n| 1 | Số trạm y tế | trạm | 12 |\n"
    body = parse(f"KẾ HOẠCH\nNăm 2026\nI. MỤC TIÊU\n{rows}II. GIẢI PHÁP\n1. Vận động\n".encode(), name="a.md")
    annexed = parse(f"KẾ HOẠCH\nNăm 2026\nI. MỤC TIÊU\nA\nPhụ lục I\nCHỈ TIÊU NĂM 2026\n{rows}".encode(), name="a.md")
    assert [target.section for target in body.targets] == ["I"]
    assert [target.section for target in annexed.targets if target.stated] == ["Phụ lục I/A"]


def test_figures_go_between_their_marks_also_where_there_were_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "reliability.md"
    monkeypatch.setattr(fuzz_command, "PAGE", page)
    for before in ("", "| old |\n"):
        page.write_text(f"a\n{fuzz_command.BEGIN}\n{before}{fuzz_command.END}\nz\n", "utf-8")
        fuzz_command._document("| new |")
        assert page.read_text("utf-8") == f"a\n{fuzz_command.BEGIN}\n| new |\n{fuzz_command.END}\nz\n"


def test_a_share_before_its_agency_is_quoted_with_it() -> None:
    rows = "| Số lớp | Đơn vị |\n|---|---|\n| 12 | Sở Y tế |\n| 14 | Sở Tài chính |\n"
    plan = parse(f"KẾ HOẠCH\nMở lớp năm 2025\nPHỤ LỤC\nGIAO CHỈ TIÊU NĂM 2025\n{rows}".encode(), name="a.md")
    check_plan(plan)
    assert [target.evidence.quote for target in plan.targets] == ["12\tSở Y tế", "14\tSở Tài chính"]


@pytest.mark.parametrize("digits", ["０１２３４５６７８９", "߀߁߂߃߄߅߆߇߈߉", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"], ids=["wide", "nko", "bold"])
def test_figures_of_another_script_are_read_as_plain_ones(digits: str) -> None:
    body = "I. MỤC TIÊU\n- Đến năm 2027 mở 50 lớp.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo trước ngày 12/6/2025.\n"
    text = f"Số: 1/KH-UBND\nAn Giang, ngày 03 tháng 02 năm 2025\nKẾ HOẠCH\nMở lớp giai đoạn 2025 - 2027\n{body}"
    plan = parse(text.translate(dict(zip(map(ord, "0123456789"), digits, strict=True))).encode(), name="a.txt")
    plain = parse(text.encode(), name="a.txt")
    assert plain.milestones and plain.targets
    assert plan == plain.model_copy(update={"source": plan.source})


def test_an_unknown_key_of_several_lines_is_told_in_one() -> None:
    data = parse("KẾ HOẠCH\nMở lớp\n".encode(), name="a.txt").model_dump_json().replace('"targets"', '"tar\\ngets"')
    with pytest.raises(UnreadableInput) as raised:
        read_stored(data.encode(), "a.json")
    assert "tar gets" in str(raised.value) and "\n" not in str(raised.value)


def test_what_comes_each_year_has_no_term_of_the_heading() -> None:
    """The part of a whole that a heading's year falls due for."""
    context = MeasureContext(inherited_deadline="2027")
    whole, part = find_measures("Có 1.250 tủ sách, trong đó 30% ở vùng khó khăn hằng năm.", context)
    assert (whole.deadline, part.every, part.deadline) == ("2027", "year", None)


def test_a_letter_of_no_reckoned_place_stands_at_the_edge_of_its_page() -> None:
    """A text matrix may hold what is no number."""
    nowhere = Line(
        "STT",
        box=Box(1, math.nan, 90.0, math.nan, 107.0),
        pieces=(Piece(0, 3, Box(1, math.nan, 90.0, math.nan, 107.0)),),
    )
    kept = keep_on_page([nowhere], {1: (842.0, 595.0)}, ())[0]
    assert isinstance(kept, Line) and kept.box == kept.pieces[0].box == Box(1, 0.0, 90.0, 0.0, 107.0)
