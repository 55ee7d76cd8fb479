"""A plan's summary as a Word file: what it holds, in which order, that any text is safe in it, that it opens."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from kehoach_parser import cli, parse
from kehoach_parser.export.paper import clean
from kehoach_parser.export.plan_word import plan_word
from kehoach_parser.models import Box, Plan

from .gold_plans import CORPUS
from .plans import make_plan
from .test_export_word import words_of

HA_NOI = CORPUS / "ha-noi-2024" / "source.txt"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(HA_NOI)


@pytest.fixture(scope="module")
def document(plan: Plan) -> docx.document.Document:
    return docx.Document(io.BytesIO(plan_word([plan])))


def headings(document: docx.document.Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]


def test_what_is_doubtful_stands_first(document: docx.document.Document) -> None:
    assert headings(document) == [
        "I. Điểm còn ngờ", "II. Thông tin chung", "III. Chỉ tiêu", "IV. Cam kết khác", "V. Phân công",
        "VI. Mốc thời gian", "VII. Kinh phí", "VIII. Văn bản viện dẫn",
    ]  # fmt: skip
    words = words_of(document)
    assert "Có 6 điểm còn ngờ, cần đối chiếu với văn bản gốc trước khi sử dụng." in words
    doubts = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "List Bullet"]
    assert [doubt.rpartition(" (")[2] for doubt in doubts] == [
        "mục IV/2)",
        "mục II/1/1.1; mục II/1/1.3; mục II/1/1.5; mục IV/18; mục IV/20)",
    ]


def test_every_target_and_task_has_a_row_with_its_place(plan: Plan, document: docx.document.Document) -> None:
    def rows(first: str, second: str) -> list[list[str]]:
        return [
            [cell.text for cell in row.cells]
            for table in document.tables
            if [cell.text for cell in table.rows[0].cells][:2] == [first, second]
            for row in table.rows[1:]
        ]

    targets = rows("#", "Chỉ tiêu")
    assert len(targets) == len(plan.targets) + len(plan.commitments)
    assert targets[6][1].startswith("Phát hiện, khám phá, xử lý hình sự 120 vụ án")
    assert targets[6][2] == "120 vụ án\n95 vụ án" and targets[6][4] == "mục II/1/1.3"
    assert "Văn bản nêu 13 chỉ tiêu" in words_of(document) and "nhắc lại các chỉ tiêu đó ở 18 dòng" in words_of(
        document
    )
    assert "(nhắc lại chỉ tiêu số 1)" in targets[13][1] and "nhắc lại" not in targets[0][1]
    assert targets[13][4] == "Phụ lục I" and "Chủ trì: Ủy ban nhân dân cấp huyện" in targets[13][1]
    assert len(rows("#", "Cơ quan thực hiện")) == sum(len(a.tasks) for a in plan.assignments)
    assert [row[3] for row in rows("Số hiệu", "Ngày ban hành")] == ["thực hiện", "thực hiện", "căn cứ"]
    assert rows("Số hiệu", "Ngày ban hành")[0][1] == "05/9/2022"


def test_the_words_that_state_a_figure_are_a_comment(plan: Plan, document: docx.document.Document) -> None:
    comments = [comment.text for comment in document.comments]
    quotes = [" ".join(m.evidence.quote.split()) for t in (*plan.targets, *plan.commitments) for m in t.measures]
    assert quotes and {f"“{quote}”" for quote in quotes} <= set(comments)


def test_pages_are_said_where_there_are_any(plan: Plan) -> None:
    evidence = plan.targets[0].evidence.model_copy(update={"boxes": (Box(page=7, x0=1, top=2, x1=3, bottom=4),)})
    shown = plan.model_copy(update={"targets": (plan.targets[0].model_copy(update={"evidence": evidence}),)})
    assert "mục II/1/1.1, trang 7" in words_of(docx.Document(io.BytesIO(plan_word([shown]))))


def test_a_plan_without_doubts_says_so() -> None:
    plain = parse("KẾ HOẠCH\nTrồng rừng năm 2025\nI. CHỈ TIÊU\n- Trồng mới 1.200 ha rừng.\n".encode(), name="a.txt")
    document = docx.Document(io.BytesIO(plan_word([plain.model_copy(update={"issues": ()})])))
    assert "Không có điểm nào còn ngờ." in words_of(document) and headings(document)[0] == "I. Thông tin chung"


def test_hostile_words_stay_words_and_bytes_stay_the_same() -> None:
    hostile = make_plan()
    made = plan_word([hostile, hostile], language="en")
    assert made == plan_word([hostile, hostile], language="en")
    document = docx.Document(io.BytesIO(made))
    assert words_of(document).count(clean(hostile.targets[0].text)) == 2
    assert "SUMMARY OF A PLAN" in words_of(document) and "CỘNG HÒA" not in words_of(document)


def test_the_command_writes_by_the_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main_parse(["-q", str(HA_NOI), "-o", str(tmp_path / "tom-tat.docx")]) == 0
    assert "BẢN TÓM TẮT KẾ HOẠCH" in words_of(docx.Document(str(tmp_path / "tom-tat.docx")))
    assert cli.main_parse(["-q", str(HA_NOI), "-o", str(tmp_path / "trang.html"), "--language", "en"]) == 0
    assert '<html lang="en">' in (tmp_path / "trang.html").read_text("utf-8")
    assert capsys.readouterr().err == ""
    (tmp_path / "mau.docx").write_text("none", "utf-8")
    refused: tuple[tuple[list[str], str], ...] = (
        ([str(HA_NOI), "--format", "docx"], "-o FILE.docx"),
        ([str(HA_NOI), str(HA_NOI), "-o", str(tmp_path / "x.html")], "one plan"),
        ([str(HA_NOI), "-o", str(tmp_path / "x.docx"), "--template", str(tmp_path / "mau.docx")], "mau.docx"),
    )
    for arguments, told in refused:
        assert cli.main_parse(["-q", *arguments]) == 2
        error = capsys.readouterr().err
        assert told in error and error.count("\n") == 1
    assert not (tmp_path / "x.html").exists() and not (tmp_path / "x.docx").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_summary(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "tom-tat.docx").write_bytes(plan_word([plan]))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "tom-tat.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=240)
    shown = parse(tmp_path / "tom-tat.pdf").text
    assert shown and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in shown and "Văn bản viện dẫn" in shown
