import pytest
from msgspec.structs import replace

from kehoach_parser.source import Box, Cell, Finding, Line, Page, Source, Table
from kehoach_parser.structure.bundle import split

LETTER = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HẢI PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/TTr-SYT
Hải Phòng, ngày 02 tháng 3 năm 2024
TỜ TRÌNH
Về việc phê duyệt Kế hoạch
Kính gửi: Ủy ban nhân dân thành phố
Sở Y tế kính trình Ủy ban nhân dân thành phố xem xét, phê duyệt.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn A
"""
PLAN = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HẢI PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:      /KH-UBND
Hải Phòng, ngày     tháng 3 năm 2024
KẾ HOẠCH
Phòng, chống ma túy năm 2024
I. MỤC ĐÍCH
Thực hiện Luật Phòng, chống ma túy.
II. TỔ CHỨC THỰC HIỆN
Sở Y tế chủ trì.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
Trần Văn B
"""
FORM = """Mẫu số 01
UBND XÃ ............
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:      /BC-UBND
............, ngày ... tháng ... năm 20...
BÁO CÁO
Kết quả thực hiện
"""
ANNEX = """PHỤ LỤC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
DANH SÁCH
(Kèm theo Kế hoạch số 12/KH-UBND)
1. Nguyễn Văn C
"""


def as_text(*parts: str) -> Source:
    lines = tuple(Line(line) for part in parts for line in part.strip().split("\n"))
    return Source("x.txt", "0", "text/plain", lines)


def as_pages(*parts: str, findings: tuple[Finding, ...] = ()) -> Source:
    lines: list[Line] = []
    for number, part in enumerate(parts, 1):
        rows = part.strip().split("\n")
        lines += [Line(row, box=Box(number, 50, 50 + 20 * i, 400, 64 + 20 * i)) for i, row in enumerate(rows)]
    pages = tuple(Page(number, 595, 842) for number in range(1, len(parts) + 1))
    return Source("x.pdf", "0", "application/pdf", tuple(lines), pages, findings=findings)


def first_lines(source: Source) -> list[str]:
    return [part.blocks[0].text for part in split(source) if isinstance(part.blocks[0], Line)]


def test_one_document_is_given_back_as_it_is() -> None:
    source = as_text(PLAN)
    assert split(source) == (source,)
    assert split(source)[0] is source


def test_a_covering_letter_before_the_plan() -> None:
    for source in (as_text(LETTER, PLAN), as_pages(LETTER, PLAN)):
        letter, plan = split(source)
        assert letter.blocks + plan.blocks == source.blocks
        assert any(isinstance(block, Line) and block.text == "TỜ TRÌNH" for block in letter.blocks)
        assert isinstance(plan.blocks[0], Line) and plan.blocks[0].text == "ỦY BAN NHÂN DÂN"
        assert any(isinstance(block, Line) and block.text == "KẾ HOẠCH" for block in plan.blocks)


def test_pages_and_findings_go_with_their_document() -> None:
    findings = (
        Finding("file", "m"),
        Finding("page", "m", page=3),
        Finding("block", "m", block=len(LETTER.split("\n"))),
    )
    more = ("III. KINH PHÍ\nTheo quy định.", PLAN.replace("Số:      ", "Số: 15"))
    parts = split(as_pages(LETTER, PLAN, *more, findings=findings))
    assert [[page.number for page in part.pages] for part in parts] == [[1], [2, 3], [4]]
    assert [[finding.code for finding in part.findings] for part in parts] == [["file"], ["page", "block"], []]
    assert parts[1].findings[1].block == len(LETTER.split("\n")) - len(parts[0].blocks)


def test_forms_and_annexes_stay_with_their_plan() -> None:
    for source in (as_text(PLAN, FORM), as_pages(PLAN, ANNEX, FORM), as_text(PLAN, ANNEX)):
        assert split(source) == (source,)


def test_a_second_plan_after_the_first_ones_annex() -> None:
    second = PLAN.replace("Số:      ", "Số: 15")
    assert len(split(as_pages(PLAN, ANNEX, second))) == 2


SECOND = PLAN.replace("Số:      ", "Số: 15")
DATE = "Hải Phòng, ngày     tháng 3 năm 2024"


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        (SECOND, 2),
        (PLAN, 2),  # a draft: the number is left blank, the date is not
        (SECOND.replace(DATE, "Hải Phòng, năm học mới"), 2),  # and the other way about
        (PLAN.replace(DATE, "Hải Phòng, năm học mới"), 1),
        (SECOND.replace(DATE, "............, ngày ... tháng ... năm 20..."), 1),  # a form
        (SECOND.replace("Số: 15/KH-UBND\n", ""), 1),
        (SECOND.replace("KẾ HOẠCH\n", ""), 1),
        (SECOND.replace("KẾ HOẠCH\n", "Kính gửi: Sở Y tế\n"), 2),
        (SECOND.replace("KẾ HOẠCH\n", "KẾ HOẠCH\n(Ban hành kèm theo Quyết định số 3/QĐ-UBND)\n"), 1),
        ("Mẫu số 02\n" + SECOND, 1),
        ("(Kèm theo Công văn số 3/SYT-NV)\n" + SECOND, 1),
        ("Mẫu số 02\nDùng cho cấp xã\nGhi theo quý\n" + SECOND, 1),  # the two lines below the heading of a form
        ("Mẫu số 02\nDùng cho cấp xã\nGhi theo quý\nGửi về sở\n" + SECOND, 2),
        ("Mẫu số 02\nDùng cho cấp xã\nGhi theo quý\nGửi về sở\n" + PLAN, 1),  # in an annex, and not yet issued
        (
            "Mẫu số 02\n" + "Dùng cho cấp xã\n" * 5 + ANNEX + "2. Trần Thị D\n3. Lê Văn E\n" + PLAN,
            2,
        ),  # since the annex's own title nothing was annexed
    ],
)
def test_what_heads_a_document_of_its_own(given: str, parts: int) -> None:
    assert len(split(as_text(LETTER, given))) == parts


@pytest.mark.parametrize(("above", "given"), [("Mẫu số 02", "II. SỐ LIỆU"), ("Phụ lục 1", "1. Số liệu")])
def test_the_heading_of_a_form_on_the_page_before_says_nothing_of_the_next_page(above: str, given: str) -> None:
    assert len(split(as_pages(LETTER, f"{given}\n{above}", SECOND))) == 2
    assert len(split(as_pages(LETTER, given, f"{above}\n{SECOND}"))) == 1


@pytest.mark.parametrize(("hints", "length", "parts"), [({}, 81, 3), ({}, 80, 2), ({"a": "b"}, 81, 2)])
def test_what_stands_before_the_first_letterhead(hints: dict[str, str], length: int, parts: int) -> None:
    """A few words are a portal's, more of them a document without letterhead."""
    given = replace(as_text("x" * length, LETTER, SECOND), hints=hints)
    assert len(split(given)) == parts


def test_a_quoted_title_in_running_text_is_no_letterhead() -> None:
    quoted = PLAN + "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam\n" * 3 + "Số: 1/KH-UBND\nKẾ HOẠCH\n" * 2
    source = as_text(quoted)
    assert split(source) == (source,)


def test_a_letterhead_laid_out_as_a_table() -> None:
    def head(number: str) -> Table:
        left = tuple(map(Line, ("ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", number)))
        right = tuple(map(Line, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Lào Cai, ngày 01 tháng 4 năm 2020")))
        return Table(1, 2, (Cell(0, 0, left), Cell(0, 1, right)))

    body = tuple(Line(f"Nội dung thứ {n} của văn bản này.") for n in range(20))
    blocks = (head("Số: 1/TTr-UBND"), Line("TỜ TRÌNH"), *body, head("Số: 2/KH-UBND"), Line("KẾ HOẠCH"), *body)
    source = Source("x.docx", "0", "application/vnd", blocks)
    assert [len(part.blocks) for part in split(source)] == [22, 22]
