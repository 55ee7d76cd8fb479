"""A comparison as a Word report: what it holds, that any text is safe in it, that it opens elsewhere."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from kehoach_parser import Comparison, cli, compare, parse
from kehoach_parser.export.comparison import write_comparison
from kehoach_parser.export.paper import bind

from .gold_plans import CORPUS

PROGRAMME = """QUYẾT ĐỊNH
Phê duyệt Chương trình trồng rừng giai đoạn 2021 - 2025
II. CHỈ TIÊU
- Trồng mới 1.200 ha rừng.
- 95% diện tích rừng có chủ.
- Không để xảy ra cháy rừng lớn.
"""
PLAN = """KẾ HOẠCH
Trồng rừng giai đoạn 2021 - 2025
II. CHỈ TIÊU
- Trồng mới {area} ha rừng.
- {share}% diện tích rừng có chủ.
"""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    base = parse(PROGRAMME.encode(), name="chuong-trinh.txt")
    plans = [
        parse(PLAN.format(area=area, share=share).encode(), name=f"{name}.txt")
        for name, area, share in (("huyen-a", "1.500", "95"), ("huyen-b", "900", "95"))
    ]
    return compare(base, plans)


def words_of(document: docx.document.Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_the_report_says_who_raised_and_who_lowered(comparison: Comparison) -> None:
    document = docx.Document(io.BytesIO(write_comparison(comparison, "docx")))
    words = words_of(document)
    first, second = comparison.names
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words and "BÁO CÁO" in words
    assert f"Đặt mức cao hơn: {first} 1 chỉ tiêu (số 1)." in words
    assert f"Đặt mức thấp hơn: {second} 1 chỉ tiêu (số 1)." in words
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[1:3] == [first, second]
    assert any("900 ha" in comment.text for comment in document.comments)


def test_the_matrix_lies_across_and_repeats_its_head(comparison: Comparison) -> None:
    document = docx.Document(io.BytesIO(write_comparison(comparison, "docx")))
    assert [s.orientation for s in document.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    matrix = next(table for table in document.tables if table.rows[0].cells[0].text == "#")
    assert matrix.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "Thấp hơn" in matrix.rows[1].cells[4].text and "900 ha" in matrix.rows[1].cells[4].text
    assert matrix.rows[1].cells[4]._tc.tcPr.find(qn("w:shd")) is not None


def test_the_form_is_that_of_the_decree(comparison: Comparison) -> None:
    """Lines below the body's name, the motto and the subject; text to both margins; numbers on all pages but the first;
    recipients and signature before the annexes (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    document = docx.Document(io.BytesIO(write_comparison(comparison, "docx")))
    body = document.element.body
    assert len(body.findall(f".//{qn('w:pBdr')}")) == 3
    assert [section.different_first_page_header_footer for section in document.sections] == [True, False, False]
    assert all("PAGE" in section.header._element.xml for section in document.sections)
    texts = [p for p in document.paragraphs if p.text and p.style is not None and not p.style.name.startswith("Head")]
    assert {p.alignment for p in texts} == {WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER}
    order = "".join(node.text or "" for node in body.iter(qn("w:t")))
    places = [order.index(words) for words in ("BÁO CÁO", "Nơi nhận:", "(Họ và tên)", "Phụ lục I. ", "Phụ lục II. ")]
    assert places == sorted(places)
    assert bind("≥ 70 % (+30 điểm %)") == "≥\N{NO-BREAK SPACE}70\N{NO-BREAK SPACE}% (+30 điểm\N{NO-BREAK SPACE}%)"


def test_many_plans_stand_in_several_tables() -> None:
    base = parse(PROGRAMME.encode(), name="chuong-trinh.txt")
    plan = parse(PLAN.format(area="1.500", share="95").encode(), name="huyen.txt")
    document = docx.Document(io.BytesIO(write_comparison(compare(base, [plan] * 19), "docx")))
    matrices = [table for table in document.tables if table.rows[0].cells[0].text == "#"]
    assert [len(table.columns) - 3 for table in matrices] == [8, 8, 3]


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison) -> None:
    assert write_comparison(comparison, "docx") == write_comparison(comparison, "docx")


def test_hostile_words_stay_words() -> None:
    odd = "<w:p>&lt;\ud800\x07{{x}} =cmd|' /C calc'!A0"
    base = parse(PROGRAMME.encode(), name="chuong-trinh.txt")
    plan = parse(PLAN.format(area="1.500", share="95").encode(), name="huyen.txt")
    found = compare(base, [plan]).model_copy(update={"names": (odd,)})
    document = docx.Document(io.BytesIO(write_comparison(found, "docx")))
    assert "{{x}} =cmd|' /C calc'!A0" in words_of(document) and "<w:p>&lt;" in words_of(document)


def test_a_template_gives_its_styles(comparison: Comparison, tmp_path: Path) -> None:
    template = docx.Document()
    template.styles["Normal"].font.name = "Arial"
    template.sections[0].header.paragraphs[0].text = "Sở Nội vụ"
    template.sections[0].left_margin = Mm(22)
    template.save(tmp_path / "mau.docx")
    made = write_comparison(comparison, "docx", template=(tmp_path / "mau.docx").read_bytes())
    document = docx.Document(io.BytesIO(made))
    assert document.styles["Normal"].font.name == "Arial"
    assert document.sections[0].header.paragraphs[0].text == "Sở Nội vụ"
    assert {round(section.left_margin.mm) for section in document.sections if section.left_margin} == {22}
    with pytest.raises(ValueError, match="Word"):
        write_comparison(comparison, "docx", template=b"none")


def test_the_command_writes_by_the_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans = [str(CORPUS / name / "source.txt") for name in ("hai-phong-268-2021", "lai-chau-2021-2025")]
    output = tmp_path / "bao-cao.docx"
    assert cli.main(["compare", "-q", "--language", "en", *plans, "-o", str(output)]) == 0
    assert "Summary" in words_of(docx.Document(str(output)))
    (tmp_path / "mau.docx").write_text("none", "utf-8")
    assert cli.main(["compare", "-q", *plans, "-o", str(output), "--template", str(tmp_path / "mau.docx")]) == 2
    assert "mau.docx" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_report(comparison: Comparison, tmp_path: Path) -> None:
    (tmp_path / "bao-cao.docx").write_bytes(write_comparison(comparison, "docx"))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "bao-cao.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=240)
    shown = parse(tmp_path / "bao-cao.pdf").text
    assert "Đặt mức cao hơn" in shown and "Ma trận" in shown
