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
