"""`kehoach check`: drafts with known faults, and clean ones that give none."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

from kehoach_parser import compare, parse
from kehoach_parser.cli import main
from kehoach_parser.errors import RulesError
from kehoach_parser.workbench.review import Finding, check, read_silences, without
from kehoach_parser.workbench.review.rulebook import rules, words

from .conftest import CORPUS, ROOT
from .rendering.documents import render_docx

# ruff: noqa: E501 (paragraphs of a document stand on one line)

DRAFT = """UBND TỈNH NINH BÌNH
SỞ CÔNG THƯƠNG

Số: 42/KH-SCT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Ninh Bình, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển chợ nông thôn năm 2026

Thực hiện Kế hoạch số 15/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Ninh Bình về phát triển thương mại nông thôn; căn cứ Nghị định số 60/2024/NĐ-CP ngày 05/6/2024 của Chính phủ về phát triển và quản lý chợ, Sở Công Thương xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH

Nâng cao chất lượng phục vụ tại các chợ trên địa bàn.

II. CHỈ TIÊU

- Đến hết năm 2026, 80% số chợ nông thôn có phương án phòng cháy, chữa cháy.

- Xây dựng mới 12 chợ trong năm 2026.

III. NHIỆM VỤ

1. Rà soát mạng lưới chợ

Rà soát, bổ sung các chợ vào quy hoạch, chi tiết tại Phụ lục I.

2. Đầu tư, nâng cấp

Tổng kinh phí 900 triệu đồng, trong đó ngân sách tỉnh 600 triệu đồng, ngân sách xã 300 triệu đồng.

3. Tuyên truyền

Tuyên truyền văn minh thương mại.

IV. TỔ CHỨC THỰC HIỆN

1. Phòng Quản lý thương mại

- Chủ trì tham mưu triển khai Kế hoạch.

- Tổng hợp, báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/12/2026.

2. Văn phòng Sở

- Bố trí kinh phí thực hiện.

Nơi nhận:
- UBND tỉnh (báo cáo);
- Các phòng thuộc Sở;
- Lưu: VT, QLTM.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Trần Thị Thu Hà

PHỤ LỤC I
DANH MỤC CHỢ
(Kèm theo Kế hoạch số 42/KH-SCT ngày 05/02/2026 của Sở Công Thương)

STT\tXã\tSố quầy\tKinh phí (triệu đồng)
1\tXã Gia Viễn\t20\t300
2\tXã Yên Mô\t30\t600
Tổng cộng\t\t50\t900
"""


def replaced(old: str, new: str) -> Callable[[str], str]:
    """A fault: these words instead of those."""

    def spoil(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return spoil


FAULTS: dict[str, Callable[[str], str]] = {
    "form-motto": replaced("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do"),
    "form-number": replaced("Số: 42/KH-SCT", "Số: 4/KH-SCT"),
    "form-kind": replaced("Số: 42/KH-SCT", "Số: 42/QĐ-SCT"),
    "form-date": replaced("ngày 05 tháng 02 năm", "ngày 5 tháng 2 năm"),
    "form-authority": replaced("KT. GIÁM ĐỐC\n", ""),
    "form-file": replaced("\n- Lưu: VT, QLTM.", ""),
    "numbering-skips": replaced("3. Tuyên truyền\n", "4. Tuyên truyền\n"),
    "numbering-repeats": replaced("3. Tuyên truyền\n", "2. Tuyên truyền\n"),
    "annex-absent": replaced("tại Phụ lục I.", "tại Phụ lục I và Phụ lục IV."),
    "citation-year": replaced("60/2024/NĐ-CP ngày 05/6/2024", "60/2024/NĐ-CP ngày 05/6/2023"),
    "citation-kind": replaced("Nghị định số 60/2024/NĐ-CP", "Nghị quyết số 60/2024/NĐ-CP"),
    "citation-issuer": replaced("ngày 05/6/2024 của Chính phủ", "ngày 05/6/2024 của Bộ Công Thương"),
    "citation-later": replaced("15/KH-UBND ngày 12/01/2026", "15/KH-UBND ngày 12/10/2026"),
    "citation-dates": replaced(
        "Tuyên truyền văn minh", "Theo Kế hoạch số 15/KH-UBND ngày 13/01/2026, tuyên truyền văn minh"
    ),
    "sum-differs": replaced("ngân sách xã 300 triệu đồng", "ngân sách xã 250 triệu đồng"),
    "report-date": replaced(" trước ngày 15/12/2026", ""),
    "body-gone": replaced("2. Văn phòng Sở\n", "2. Sở Kế hoạch và Đầu tư\n"),
}
"""Each rule with the fault that it is to find; two of one place do not stand together."""
APART = (
    {"form-number", "form-kind"},
    {"numbering-skips", "numbering-repeats"},
    {"citation-year", "citation-kind"},
    {"citation-issuer", "citation-kind"},
    {"citation-issuer", "citation-year"},
)


def findings(text: str) -> tuple[Finding, ...]:
    return check(parse(text.encode(), name="draft.txt"))


def drafts() -> list[tuple[str, ...]]:
    """Twenty sets of at least five faults, the same each time."""
    chosen: list[tuple[str, ...]] = []
    source = random.Random(20261130)
    while len(chosen) < 20:
        picked = source.sample(sorted(FAULTS), source.randint(5, 8))
        if not any(len(pair & set(picked)) > 1 for pair in APART):
            chosen.append(tuple(picked))
    return chosen


def test_a_clean_draft_gives_nothing() -> None:
    assert findings(DRAFT) == ()


@pytest.mark.parametrize("rule", FAULTS)
def test_each_fault_is_found_alone(rule: str) -> None:
    assert [finding.rule for finding in findings(FAULTS[rule](DRAFT))] == [rule]


@pytest.mark.parametrize("faults", drafts(), ids="-".join)
def test_drafts_with_several_faults(faults: tuple[str, ...]) -> None:
    text = DRAFT
    for fault in faults:
        text = FAULTS[fault](text)
    found = [finding.rule for finding in findings(text)]
    assert sorted(set(found)) == sorted(faults)


WRITTEN = Path(__file__).parent / "data" / "drafts"
EXPECTED = tomllib.loads((WRITTEN / "expected.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_drafts_of_many_bodies(name: str) -> None:
    """Communes, departments, schools, a ministry: each with the faults written into it and no other finding."""
    found = findings((WRITTEN / f"{name}.txt").read_text("utf-8"))
    assert sorted({finding.rule for finding in found}) == EXPECTED[name]


def test_every_rule_finds_something_somewhere() -> None:
    asked = {*FAULTS, *(rule for found in EXPECTED.values() for rule in found), "programme-missing", "programme-lower"}
    assert set(rules()) - asked == {"form-title", "form-issuer", "form-foot"}
    bare = DRAFT.replace("UBND TỈNH NINH BÌNH\nSỞ CÔNG THƯƠNG\n", "").replace(", Sở Công Thương xây dựng", " xây dựng")
    start, end = bare.index("KẾ HOẠCH\n"), bare.index("I. MỤC ĐÍCH")
    told = [finding.rule for finding in findings(bare[:start] + bare[end:])]
    assert "form-title" in told
    assert "form-issuer" in told


def test_recipients_before_the_content_are_in_the_wrong_place() -> None:
    spoilt = replaced("Thực hiện Kế hoạch số 15", "Nơi nhận: như trên.\n\nThực hiện Kế hoạch số 15")(DRAFT)
    assert "form-foot" in [finding.rule for finding in findings(spoilt)]


def test_a_person_named_for_a_task_is_its_doer() -> None:
    rows = "STT\tNhiệm vụ\tNgười thực hiện\n1\tSoạn đề kiểm tra\t{}\n2\tChấm bài\tVũ Thị Mai\n"
    text = DRAFT.replace("DANH MỤC CHỢ", "PHÂN CÔNG NHIỆM VỤ")
    text = text[: text.index("STT\tXã")]
    assert findings(text + rows.format("Trần Văn Hưng")) == ()
    assert [finding.rule for finding in findings(text + rows.format(""))] == ["task-doer"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Tổng hợp kết quả, báo cáo Chủ tịch Ủy ban nhân dân tỉnh.", True),
        ("Tham mưu, báo cáo Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định.", False),
        ("Gửi báo cáo về Sở theo mẫu tại Kế hoạch số 15/KH-UBND.", True),
        ("Kết thúc mỗi quý, báo cáo Sở Công Thương.", False),
        ("Khó khăn, vướng mắc báo cáo về Sở Công Thương.", False),
    ],
)
def test_a_report_without_a_date(said: str, asked: bool) -> None:
    told = "Tổng hợp, báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/12/2026."
    assert (["report-date"] if asked else []) == [f.rule for f in findings(DRAFT.replace(told, said))]


@pytest.mark.parametrize("slug", sorted(p.parent.name for p in CORPUS.glob("made-*/source.txt")))
def test_plans_of_the_corpus_give_at_most_one(slug: str) -> None:
    """Written as drafts that are sound, but for the two whose portal or export lost head or foot."""
    plan = parse(CORPUS / slug / "source.txt")
    lost = {"made-portal-sach-2020", "made-tinh-doan-flat-2022"}
    assert slug in lost or len(check(plan)) <= 1


def test_evidence_is_where_the_text_says_so() -> None:
    text = DRAFT
    for fault in ("annex-absent", "citation-year", "report-date", "form-date"):
        text = FAULTS[fault](text)
    plan = parse(text.encode(), name="draft.txt")
    for finding in check(plan):
        assert finding.evidence is not None
        assert plan.text is not None
        assert plan.text[finding.evidence.start : finding.evidence.end] == finding.evidence.quote


def test_what_the_programme_asks() -> None:
    programme = parse(DRAFT.replace("80% số chợ", "95% số chợ").replace("12 chợ", "12 chợ").encode(), name="p.txt")
    lowered = parse(DRAFT.encode(), name="draft.txt")
    without_target = parse(DRAFT.replace("- Xây dựng mới 12 chợ trong năm 2026.\n", "").encode(), name="draft.txt")
    assert [f.rule for f in check(lowered, compare(programme, [lowered]))] == ["programme-lower"]
    assert "programme-missing" in [f.rule for f in check(without_target, compare(programme, [without_target]))]


def test_silences() -> None:
    found = findings(FAULTS["annex-absent"](FAULTS["form-file"](DRAFT)))
    accepted = read_silences("form-file  # một bản nháp\nannex-absent | Phụ lục IV # đang soạn\n\n# chỉ ghi chú", "x")
    assert [f.rule for f in without(found, accepted[:1])] == ["annex-absent"]
    assert without(found, accepted) == ()
    with pytest.raises(RulesError, match="x:1: no rule of review is called 'no-such'"):
        read_silences("no-such", "x")


WORDS = tomllib.loads((ROOT / "src/kehoach_parser/workbench/review/words.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in WORDS if name != "kinds"])
def test_words_find_and_leave(name: str) -> None:
    entry = WORDS[name]
    assert len(entry["matches"]) >= 2
    assert entry["rejects"]
    pattern = re.compile(getattr(words(), name))
    assert [text for text in entry["matches"] if not pattern.search(text)] == []
    assert [text for text in entry["rejects"] if pattern.search(text)] == []


class TestCommand:
    """Output, formats and exit codes."""

    @pytest.fixture
    def draft(self, tmp_path: Path) -> Path:
        path = tmp_path / "draft.txt"
        path.write_text(FAULTS["report-date"](FAULTS["citation-year"](DRAFT)), "utf-8")
        return path

    def test_text_and_exit_codes(self, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", str(draft)]) == 1
        told = capsys.readouterr().out
        assert "lỗi: citation-year, dòng" in told
        assert "cần xem: report-date" in told
        assert main(["check", str(draft), "--fail-on", "never", "--language", "en"]) == 0
        assert "error: citation-year, line" in capsys.readouterr().out

    def test_json_and_sarif(self, draft: Path, tmp_path: Path) -> None:
        main(["check", str(draft), "-o", str(tmp_path / "x.json")])
        found = json.loads((tmp_path / "x.json").read_text("utf-8"))["findings"]
        assert [f["rule"] for f in found] == ["citation-year", "report-date"]
        main(["check", str(draft), "-o", str(tmp_path / "x.sarif")])
        (run,) = json.loads((tmp_path / "x.sarif").read_text("utf-8"))["runs"]
        assert [r["ruleId"] for r in run["results"]] == ["citation-year", "report-date"]
        assert {r["ruleId"] for r in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        assert all(r["locations"][0]["physicalLocation"]["region"]["charLength"] > 0 for r in run["results"])
        named = draft.rename(tmp_path / "dự thảo số 1.txt")
        main(["check", str(named), "-o", str(tmp_path / "y.sarif")])
        (run,) = json.loads((tmp_path / "y.sarif").read_text("utf-8"))["runs"]
        (uri,) = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
        assert uri.isascii()
        assert unquote(uri) == "dự thảo số 1.txt"

    def test_the_page_lists_them_first_and_marks_them(self, draft: Path, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        assert main(["check", str(draft), "-o", str(page), "--fail-on", "never"]) == 0
        told = lxml.html.fromstring(page.read_text("utf-8"))
        (found,) = told.xpath("//aside/details[1][summary[contains(., 'Điểm cần soát')]]")
        places = [entry.get("href") for entry in found.iter("a")]
        assert len(places) == 2
        assert all(told.get_element_by_id(place[1:]) is not None for place in places)
        main(["check", str(draft), "-o", str(page), "--fail-on", "never", "--language", "en"])
        assert "A report is asked for without a date" in page.read_text("utf-8")
        main(["view", str(draft), "-o", str(page)])
        assert "Điểm cần soát" not in page.read_text("utf-8")

    def test_an_unknown_format_is_refused(self, draft: Path, tmp_path: Path) -> None:
        assert main(["check", str(draft), "-o", str(tmp_path / "x.pdf")]) == 2
        assert not (tmp_path / "x.pdf").exists()

    def test_silence_file(self, draft: Path, tmp_path: Path) -> None:
        accepted = tmp_path / "accepted.txt"
        accepted.write_text("citation-year # sửa sau\n", "utf-8")
        assert main(["check", str(draft), "--silence", str(accepted)]) == 0

    def test_comments_in_a_copy_of_the_word_file(self, tmp_path: Path) -> None:
        import docx

        path = tmp_path / "draft.docx"
        render_docx(FAULTS["report-date"](FAULTS["annex-absent"](DRAFT)), path)
        before = path.read_bytes()
        main(["check", str(path), "-o", str(tmp_path / "checked.docx")])
        assert path.read_bytes() == before
        checked = docx.Document(BytesIO((tmp_path / "checked.docx").read_bytes()))
        told = [comment.text for comment in checked.comments]
        assert len(told) == 2
        assert "Phụ lục IV" in told[0]
        assert "report-date" in told[1]
        body = checked.element.body.xml
        ranges = re.findall(r"<w:commentRangeStart.*?<w:commentRangeEnd", body, re.DOTALL)
        marked = [re.sub(r"<[^>]+>", "", part) for part in ranges]
        assert "Phụ lục IV" in marked[0]
        assert "báo cáo kết quả" in marked[1]

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
    def test_libreoffice_shows_the_comments_in_their_place(self, tmp_path: Path) -> None:
        path = tmp_path / "draft.docx"
        render_docx(FAULTS["report-date"](FAULTS["annex-absent"](DRAFT)), path)
        main(["check", str(path), "-o", str(tmp_path / "checked.docx")])
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "odt"]
        subprocess.run([*command, "checked.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=240)
        with zipfile.ZipFile(tmp_path / "checked.odt") as opened:
            content = opened.read("content.xml").decode()
        noted = r"<office:annotation .*?</office:annotation>(.*?)<office:annotation-end"
        marked = [re.sub(r"<[^>]+>", "", words) for words in re.findall(noted, content, re.DOTALL)]
        assert len(marked) == 2
        assert "Phụ lục IV" in marked[0]
        assert "báo cáo kết quả" in marked[1]
