"""Second opinions that are asked for: the cells of drawn tables, the borders of subjects."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kehoach_parser import parse
from kehoach_parser.cli import main_parse
from kehoach_parser.errors import MissingTool
from kehoach_parser.extract.borders import find_split_subjects
from kehoach_parser.readers.ocr import read_image, recognise_pdf_pages
from kehoach_parser.readers.pdf import read_pdf
from kehoach_parser.readers.pdf.second import compare_tables
from kehoach_parser.source import Source, Table

from .rawpdf import RawPage, make_pdf

ROWS = (("STT", "Nhiem vu", "Chu tri"), ("1", "Ra soat van ban", "So Tu phap"), ("2", "Tap huan", "So Noi vu"))


def drawn_table() -> bytes:
    page = RawPage()
    edges, top, height = (85, 135, 335, 500), 100, 24
    for row, words in enumerate(ROWS):
        for left, word in zip(edges, words, strict=False):
            page.write(left + 4, top + row * height + 16, word)
    for row in range(len(ROWS) + 1):
        page.rule(edges[0], top + row * height, edges[-1], top + row * height)
    for edge in edges:
        page.rule(edge, top, edge, top + len(ROWS) * height)
    return make_pdf([page])


def spoil(source: Source, words: str, by: str) -> Source:
    """The source with the words of one cell read otherwise."""
    blocks = []
    for block in source.blocks:
        if isinstance(block, Table):
            cells = tuple(
                replace(cell, lines=(replace(cell.lines[0], text=by),)) if cell.text == words else cell
                for cell in block.cells
            )
            block = replace(block, cells=cells)
        blocks.append(block)
    return replace(source, blocks=tuple(blocks))


def test_two_readings_of_a_drawn_table_agree() -> None:
    data = drawn_table()
    source = read_pdf(data, "plan.pdf", ocr="never")
    assert [block.n_rows for block in source.blocks if isinstance(block, Table)] == [3]
    assert compare_tables(data, source) == ()


def test_a_cell_read_otherwise_is_reported_with_both_readings() -> None:
    data = drawn_table()
    source = spoil(read_pdf(data, "plan.pdf", ocr="never"), "Tap huan", "Tap hua")
    [finding] = compare_tables(data, source)
    assert finding.code == "table_reading"
    assert finding.message == "Trang 1, bảng 1, hàng 3, cột 2: đọc là «Tap hua», cách đọc thứ hai là «Tap huan»."


def test_a_cell_that_the_second_reading_does_not_find_is_reported() -> None:
    data = drawn_table()
    source = read_pdf(data, "plan.pdf", ocr="never")
    [table] = [block for block in source.blocks if isinstance(block, Table)]
    first = table.cells[0]
    assert first.box is not None
    wide = replace(first, box=replace(first.box, x1=first.box.x1 + 300))
    moved = replace(source, blocks=(replace(table, cells=(wide, *table.cells[1:])),))
    assert [finding.message for finding in compare_tables(data, moved)] == [
        "Trang 1, bảng 1, hàng 1, cột 1: cách đọc thứ hai không thấy ô «STT»."
    ]


PLAN = """KẾ HOẠCH
Đổi mới đơn vị sự nghiệp năm 2025
I. CHỈ TIÊU
- 80% đơn vị sự nghiệp công lập tự chủ chi thường xuyên.
"""


def test_a_subject_cut_inside_a_word_is_reported() -> None:
    [target] = parse(PLAN.encode(), name="plan.txt").targets
    measure = target.measures[0].model_copy(update={"subject": "đơn vị sự nghiệp công"})
    cut = target.model_copy(update={"measures": (measure,)})
    whole = target.model_copy(
        update={"measures": (measure.model_copy(update={"subject": "đơn vị sự nghiệp công lập"}),)}
    )
    words = ["80%", "đơn vị", "sự nghiệp", "công lập", "tự chủ", "chi", "thường xuyên", "."]
    [doubt] = find_split_subjects([cut], lambda text: words)
    assert (doubt.code, doubt.message) == (
        "subject_border",
        "Chủ thể «đơn vị sự nghiệp công» bị cắt giữa từ «công lập».",
    )
    assert find_split_subjects([whole], lambda text: words) == ()


def test_the_segmenter_knows_the_words_of_three_real_faults() -> None:
    """Three subjects of real plans were once cut so; the plain install brings the segmenter."""
    pytest.importorskip("underthesea")
    [target] = parse(PLAN.encode(), name="plan.txt").targets
    for cut, words in (
        ("đơn vị sự nghiệp công", "80% đơn vị sự nghiệp công lập tự chủ chi thường xuyên"),
        ("cơ sở cai nghiện ma túy công", "100% cơ sở cai nghiện ma túy công lập được nâng cấp"),
        ("mặt", "hoàn thành 60% mặt bằng sạch của khu công nghiệp"),
    ):
        evidence = target.evidence.model_copy(update={"quote": words})
        measure = target.measures[0].model_copy(update={"subject": cut})
        doubts = find_split_subjects([target.model_copy(update={"evidence": evidence, "measures": (measure,)})])
        assert [doubt.code for doubt in doubts] == ["subject_border"], cut


def test_the_command_asks_for_both(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(drawn_table())
    assert main_parse([str(file), "--check-tables", "--check-words", "--no-text"]) == 0
    assert b"table_reading" not in capsysbinary.readouterr().out


def test_without_opencv_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach_parser.readers.ocr.find_spec", lambda name: None)
    for recognise in (lambda: recognise_pdf_pages(b"", [1]), lambda: read_image(b"", "scan.png")):
        with pytest.raises(MissingTool, match=r"^recognising .* pip install 'kehoach-parser\[ocr\]'$"):
            recognise()
