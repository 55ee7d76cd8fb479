"""The PDF reader on pages written by hand, on rendered plans and on real files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kehoach_parser.errors import EncryptedInput, MissingTool, UnreadableInput
from kehoach_parser.readers import recognise_pages
from kehoach_parser.readers.pdf import read_pdf
from kehoach_parser.source import Box, Line, Source, Table

from .rawpdf import A4, RawPage, make_pdf

FULL = "khong ngung nang cao chat luong va hieu qua cong tac tuyen truyen mb"  # 68 letters: from 85 to 493
FIRST = "Nam" + FULL[5:65]


def read(*pages: RawPage, **options: object) -> Source:
    return read_pdf(make_pdf(pages, **options), "plan.pdf", ocr="never")  # type: ignore[arg-type]


def lines(source: Source) -> list[Line]:
    return [block for block in source.blocks if isinstance(block, Line)]


def texts(source: Source) -> list[str]:
    return [line.text for line in lines(source)]


def starts(source: Source) -> dict[str, bool | None]:
    return {line.text: line.starts_paragraph for line in lines(source)}


def full(word: str) -> str:
    """A line from margin to margin that begins with `word`."""
    return (word + " " + FULL)[:67].rstrip().ljust(68, "x")


class TestPlaces:
    def test_boxes_count_from_the_top_left_corner(self) -> None:
        (line,) = lines(read(RawPage().write(100, 200, "Ke hoach")))
        assert line.text == "Ke hoach"
        assert line.box is not None
        assert line.box.x0 == pytest.approx(100, abs=0.1)
        assert line.box.x1 == pytest.approx(100 + 8 * 6, abs=0.1)
        assert line.box.top < 200 < line.box.bottom < 203
        assert [line.text[p.start : p.end] for p in line.pieces] == ["Ke", "hoach"]
        assert line.pieces[1].box.x0 == pytest.approx(100 + 3 * 6, abs=0.1)

    def test_a_rotated_page_is_read_as_it_is_shown(self) -> None:
        source = read(RawPage(entries="/Rotate 90", operators=["BT /F1 10 Tf 0 1 -1 0 300 100 Tm (Ke hoach) Tj ET"]))
        assert (source.pages[0].width, source.pages[0].height) == (842, 595)
        (line,) = lines(source)
        assert line.region == "body"
        assert line.box is not None
        assert line.box.x0 == pytest.approx(100, abs=1)
        assert line.box.bottom == pytest.approx(302, abs=2)

    def test_a_cropped_page_counts_from_its_visible_corner(self) -> None:
        page = RawPage(entries="/CropBox [50 42 545 742]").write(100, 200, "Ke hoach").write(10, 20, "cut off")
        source = read(page)
        assert texts(source) == ["Ke hoach"]
        assert (source.pages[0].width, source.pages[0].height) == (495, 700)
        box = lines(source)[0].box
        assert box is not None
        assert box.x0 == pytest.approx(50, abs=0.1)
        assert box.top < 100 < box.bottom

    @pytest.mark.parametrize(
        ("matrix", "step"), [("0 1 -1 0 {} 100", (14, 0)), ("0 -1 1 0 {} 700", (-14, 0)), ("-1 0 0 -1 500 {}", (0, 14))]
    )
    def test_sideways_text_is_read_in_order_and_keeps_its_places(self, matrix: str, step: tuple[int, int]) -> None:
        page = RawPage()
        for number, text in enumerate(["Dong thu nhat cua trang", "Dong thu hai cua trang", "Dong thu ba cua trang"]):
            page.write(0, 0, text, matrix=matrix.format(300 + (step[0] or step[1]) * number))
        found = lines(read(page))
        assert [line.text.split()[2] for line in found] == ["nhat", "hai", "ba"]
        for line in found:
            assert line.box is not None
            assert 0 <= line.box.x0 < line.box.x1 <= A4[0]
            assert 0 <= line.box.top < line.box.bottom <= A4[1]
            wide = line.box.x1 - line.box.x0 > line.box.bottom - line.box.top
            assert wide == (step[0] == 0)

    def test_a_hyphen_at_the_end_of_a_line_stays(self) -> None:
        page = RawPage().write(85, 100, "Thuc hien Ke hoach so 255/KH-").write(85, 114, "UBND ngay 16 thang 11")
        assert texts(read(page)) == ["Thuc hien Ke hoach so 255/KH-", "UBND ngay 16 thang 11"]

    def test_weight_slant_and_size(self) -> None:
        page = RawPage().write(85, 100, "Dam", font="F2", size=14).write(85, 120, "Nghieng", font="F3")
        bold, italic = lines(read(page))
        assert (bold.bold, bold.italic, bold.size) == (True, False, 14)
        assert (italic.bold, italic.italic, italic.size) == (False, True, 10)

    def test_a_space_that_is_only_left_blank_parts_two_words(self) -> None:
        page = RawPage(operators=["BT /F1 10 Tf 85 700 Td (KH-THPT) Tj 44.4 0 Td (ngay) Tj ET"])
        assert texts(read(page)) == ["KH-THPT ngay"]

    def test_a_raised_number_belongs_to_its_line(self) -> None:
        page = RawPage().write(85, 100, "dien tich 20 m").write(85 + 14 * 6, 96, "2", size=6).write(85, 114, "dong sau")
        assert texts(read(page)) == ["dien tich 20 m2", "dong sau"]


class TestColumns:
    def head(self) -> RawPage:
        page = RawPage()
        page.centred(60, "UY BAN NHAN DAN", middle=160).centred(60, "CONG HOA XA HOI CHU NGHIA VIET NAM", middle=400)
        page.centred(74, "TINH LAO CAI", middle=160, font="F2").centred(74, "Doc lap - Tu do - Hanh phuc", middle=400)
        page.rule(130, 78, 190, 78).rule(330, 78, 470, 78)
        page.centred(96, "So: 142/KH-UBND", middle=160).centred(100, "Lao Cai, ngay 14 thang 5", middle=400)
        page.centred(130, "KE HOACH", middle=289, font="F2")
        page.paragraph(160, [full("Thuc"), full("tiep"), "het."], first=0)
        return page

    def test_the_head_is_read_column_by_column(self) -> None:
        found = [(line.region, line.text) for line in lines(read(self.head()))]
        assert found[:7] == [
            ("head_left", "UY BAN NHAN DAN"),
            ("head_left", "TINH LAO CAI"),
            ("head_left", "So: 142/KH-UBND"),
            ("head_right", "CONG HOA XA HOI CHU NGHIA VIET NAM"),
            ("head_right", "Doc lap - Tu do - Hanh phuc"),
            ("head_right", "Lao Cai, ngay 14 thang 5"),
            ("body", "KE HOACH"),
        ]

    def test_the_rules_under_the_head_are_no_table(self) -> None:
        assert not [block for block in read(self.head()).blocks if isinstance(block, Table)]

    def test_the_foot_is_read_column_by_column(self) -> None:
        page = RawPage()
        base = page.paragraph(100, [full("Tren"), full("day"), "thuc hien./."])
        page.write(85, base + 10, "Noi nhan:", font="F3", size=9)
        page.centred(base + 11, "TM. UY BAN NHAN DAN", middle=420, font="F2")
        for number, text in enumerate(["- Nhu tren;", "- Cac so, ban, nganh, doan the cap tinh;", "- Luu: VT."]):
            page.write(85, base + 22 + 11 * number, text, size=8)
        page.centred(base + 25, "CHU TICH", middle=420, font="F2")
        page.centred(base + 110, "Nguyen Van A", middle=420, font="F2")
        found = [(line.region, line.text) for line in lines(read(page))][3:]
        assert found == [
            ("foot_left", "Noi nhan:"),
            ("foot_left", "- Nhu tren;"),
            ("foot_left", "- Cac so, ban, nganh, doan the cap tinh;"),
            ("foot_left", "- Luu: VT."),
            ("foot_right", "TM. UY BAN NHAN DAN"),
            ("foot_right", "CHU TICH"),
            ("foot_right", "Nguyen Van A"),
        ]

    def test_one_row_with_a_wide_gap_begins_a_foot_at_the_end(self) -> None:
        page = RawPage()
        base = page.paragraph(100, [full("Tren"), full("day"), "thuc hien./."])
        page.write(85, base + 20, "Noi nhan:", size=9).write(430, base + 20, "GIAM DOC", size=10)
        page.write(85, base + 33, "- Nhu tren;", size=8).write(85, base + 44, "- Luu: VT.", size=8)
        found = [(line.region, line.text) for line in lines(read(page))][3:]
        assert found == [
            ("foot_left", "Noi nhan:"),
            ("foot_left", "- Nhu tren;"),
            ("foot_left", "- Luu: VT."),
            ("foot_right", "GIAM DOC"),
        ]

    def test_a_wide_gap_within_the_text_is_no_foot(self) -> None:
        page = RawPage()
        page.write(85, 100, "Ho ten:").write(430, 100, "Nam sinh")
        page.write(85, 114, "- Mot;").write(85, 128, "- Hai;")
        page.paragraph(150, [full("Tren"), full("day"), full("nua"), "thuc hien./."])
        assert {line.region for line in lines(read(RawPage(), page))} == {"body"}

    def test_a_foot_that_breaks_over_a_page_goes_on_in_its_columns(self) -> None:
        one, two = RawPage(), RawPage()
        one.paragraph(700, [full("Tren"), "day./."])
        one.write(85, 740, "Noi nhan:", font="F3", size=9).centred(741, "TM. UY BAN NHAN DAN", middle=420, font="F2")
        one.write(85, 752, "- Nhu tren;", size=8).centred(755, "CHU TICH", middle=420, font="F2")
        two.write(85, 60, "- Cac so, ban, nganh;", size=8).centred(64, "Nguyen Van A", middle=420, font="F2")
        two.write(85, 71, "- Luu: VT.", size=8)
        two.centred(120, "PHU LUC", middle=289, font="F2")
        found = [(line.region, line.text) for line in lines(read(one, two)) if line.box and line.box.page == 2]
        assert found == [
            ("foot_left", "- Cac so, ban, nganh;"),
            ("foot_left", "- Luu: VT."),
            ("foot_right", "Nguyen Van A"),
            ("body", "PHU LUC"),
        ]

    def test_a_justified_paragraph_with_wide_spaces_is_not_split(self) -> None:
        page = RawPage()
        rows = [
            "Day    la    mot    doan    van    duoc    keo    deu",
            "hai    le    nen    cac    chu    cach    nhau    ra",
        ]
        page.paragraph(60, rows)
        assert [line.region for line in lines(read(page))] == ["body", "body"]


class TestFurniture:
    def pages(self, count: int) -> list[RawPage]:
        result = []
        for number in range(1, count + 1):
            page = RawPage().centred(30, str(number)) if number > 1 else RawPage()
            page.write(85, 46, f"Cong bao so {100 + number}", size=8)
            page.paragraph(90, [full(f"trang{number}"), full("tiep"), full("nua")])
            result.append(page)
        return result

    def test_page_numbers_and_running_heads_are_dropped(self) -> None:
        found = texts(read(*self.pages(5)))
        assert len(found) == 15
        assert not any(text.startswith("Cong bao") or text.isdigit() for text in found)

    def test_a_number_in_the_text_is_no_page_number(self) -> None:
        page = RawPage()
        page.paragraph(300, [full("truoc"), "178", full("sau")])
        assert "178" in texts(read(page))

    def test_a_first_line_seen_on_two_pages_of_five_stays(self) -> None:
        pages = self.pages(5)
        for page in pages[2:4]:
            page.write(85, 70, "Mau so 01")
        assert texts(read(*pages)).count("Mau so 01") == 2

    def test_a_browsers_marks_around_the_page_are_dropped(self) -> None:
        page = RawPage().write(30, 20, "11/21/26, 11:18 PM", size=8).write(30, 832, "https://example.org/a 1/1", size=8)
        page.paragraph(90, [full("Mot"), full("hai")])
        assert len(texts(read(page))) == 2

    def test_a_slanting_mark_on_every_page_is_dropped(self) -> None:
        pages = self.pages(4)
        for page in pages:
            page.write(0, 0, "BAN SAO", size=40, matrix="0.7 0.7 -0.7 0.7 200 300")
        assert not any("SAO" in text for text in texts(read(*pages)))
        single = RawPage().write(0, 0, "BAN SAO", size=40, matrix="0.7 0.7 -0.7 0.7 200 300")
        single.paragraph(90, [full("Mot"), full("hai")])
        assert [line.region for line in lines(read(single)) if line.text == "BAN SAO"] == ["textbox"]

    def test_footnotes_follow_the_paragraph_that_the_page_breaks(self) -> None:
        one = RawPage()
        one.paragraph(700, [full("Mot"), full("hai"), full("ba")], first=0)
        one.rule(85, 760, 229, 760).write(85, 772, "1", size=5).write(90, 775, "Chu thich cuoi trang.", size=8)
        two = RawPage()
        two.paragraph(60, [full("tiep"), "het doan."])
        two.paragraph(100, [full("Doan"), "moi."], first=30)
        two.paragraph(128, [full("Doan")[:60], "nua."], first=30)
        source = read(one, two)
        found = texts(source)
        note = next(line for line in lines(source) if line.region == "footnote")
        assert note.text.endswith("Chu thich cuoi trang.")
        assert found.index("het doan.") < found.index(note.text)


class TestParagraphs:
    def indented(self) -> RawPage:
        page = RawPage()
        base = 100.0
        for name in ("Mot", "Hai", "Ba"):
            first = full(name)[: 68 - 5]
            base = page.paragraph(base, [first, full("tiep"), f"het {name}."], first=30)
        page.paragraph(base, [full("Bon")[: 68 - 5], full("dai")], first=30)
        return page

    def test_first_line_indents_begin_paragraphs(self) -> None:
        source = read(self.indented())
        assert [line.starts_paragraph for line in lines(source)] == [True, False, False] * 3 + [True, False]

    def test_a_paragraph_over_a_page_break_is_one(self) -> None:
        two = RawPage()
        two.paragraph(60, ["sang trang."])
        two.paragraph(74, [FIRST, "het."], first=30)
        found = starts(read(self.indented(), two))
        assert found["sang trang."] is False
        assert found[FIRST] is True

    def test_a_new_paragraph_at_the_top_of_a_page_is_none_of_the_last_page(self) -> None:
        two = RawPage()
        two.paragraph(60, [FIRST, "het."], first=30)
        assert starts(read(self.indented(), two))[FIRST] is True

    def test_hanging_indents_go_on_further_in(self) -> None:
        page = RawPage()
        base = 100.0
        for name in ("Mot", "Hai", "Ba"):
            page.write(85, base, "-").write(97, base, FULL[:66])
            for line in (full("tiep")[:66], full("nua")[:66], f"het {name}."):
                base += 14
                page.write(97, base, line)
            base += 14
        page.write(85, base, "-").write(97, base, "cuoi")
        found = [line.starts_paragraph for line in lines(read(page))]
        assert found == [True, False, False, False] * 3 + [True]

    def test_a_label_at_the_start_of_a_line_is_no_word_that_goes_on(self) -> None:
        page = RawPage()
        page.paragraph(100, [full("Mot"), full("a)"), full("b)"), full("tiep"), "het."])
        found = [line.starts_paragraph for line in lines(read(page))]
        assert found[1] is not False
        assert found[2] is not False
        assert found[3] is False

    def test_extra_space_begins_a_paragraph_at_the_margin(self) -> None:
        page = RawPage()
        base = 100.0
        for name in ("Mot", "Hai", "Ba", "Bon"):
            base = page.paragraph(base, [full(name), full("tiep"), full("nua")]) + 6
        found = [line.starts_paragraph for line in lines(read(page))]
        assert found == [True, False, False] * 4

    def test_a_line_with_room_left_ends_its_paragraph(self) -> None:
        page = RawPage()
        page.paragraph(100, [full("Mot"), "ngan.", full("Hai"), full("tiep"), "ngan nua.", full("Ba"), full("nua")])
        found = [line.starts_paragraph for line in lines(read(page))]
        assert found[2] is True
        assert found[5] is True
        assert found[3] is not True

    def test_text_around_a_picture_is_one_paragraph(self) -> None:
        page = self.indented()
        short = ["Chu chay quanh mot buc anh dat ben phai cua", "trang cho den het chieu cao cua buc anh va co"]
        page.paragraph(400, [short[0]], first=30)
        page.paragraph(414, [short[1], "het."])
        page.operators.append("q 100 0 0 60 393 400 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
        found = starts(read(page))
        assert found[short[1]] is not True

    def test_a_centred_heading_over_two_lines_is_left_open(self) -> None:
        page = RawPage()
        page.centred(60, "KE HOACH", middle=289, font="F2")
        page.centred(74, "Phong chong toi pham tren dia ban", middle=289, font="F2")
        page.centred(88, "nam 2024", middle=289, font="F2")
        page.paragraph(120, [full("Thuc"), full("tiep"), full("nua"), "het."])
        found = lines(read(page))
        assert [line.align for line in found[:3]] == ["center"] * 3
        assert found[2].starts_paragraph is None
        assert found[3].starts_paragraph is True


class TestTables:
    def grid(self) -> RawPage:
        """Three columns, a heading over two of them, a cell over two rows."""
        page = RawPage()
        page.paragraph(80, [full("Truoc"), "bang."])
        for y in (120, 160, 180, 200):
            page.rule(85, y, 485, y)
        page.rule(285, 140, 485, 140)
        for x in (85, 285, 485):
            page.rule(x, 120, x, 200)
        page.rule(385, 140, 385, 200)
        page.write(90, 145, "Noi dung").write(350, 134, "So luong").write(300, 154, "2023").write(400, 154, "2024")
        page.write(90, 174, "So xa").write(300, 174, "12").write(400, 174, "15")
        page.write(90, 194, "Ty le").write(300, 194, "5,2").write(400, 194, "4,1")
        page.paragraph(230, [full("Sau"), "bang."])
        return page

    def test_a_ruled_table_with_spans(self) -> None:
        source = read(self.grid())
        kinds = ["T" if isinstance(block, Table) else "L" for block in source.blocks]
        assert kinds == ["L", "L", "T", "L", "L"]
        table = source.blocks[2]
        assert isinstance(table, Table)
        assert (table.n_rows, table.n_cols, table.ruled) == (4, 3, True)
        found = {(c.row, c.col): (c.text, c.rowspan, c.colspan) for c in table.cells}
        assert found[0, 0] == ("Noi dung", 2, 1)
        assert found[0, 1] == ("So luong", 1, 2)
        assert found[1, 2] == ("2024", 1, 1)
        assert found[3, 1] == ("5,2", 1, 1)
        assert table.box is not None
        assert table.box == Box(1, *(pytest.approx(v, abs=1) for v in (85, 120, 485, 200)))  # type: ignore[arg-type]
        after = source.blocks[3]
        assert isinstance(after, Line)
        assert after.starts_paragraph is True

    def test_borders_drawn_cell_by_cell_as_thin_bars(self) -> None:
        page = RawPage()
        height = A4[1]
        for row in range(3):
            for col in range(2):
                x, y = 85 + 200 * col, 120 + 20 * row
                for bar in (
                    f"{x} {height - y} 0.5 0.5",
                    f"{x + 0.5} {height - y} 199.5 0.5",
                    f"{x} {height - y - 20} 0.5 20",
                ):
                    page.operators.append(f"{bar} re f")
            page.operators.append(f"485 {height - 140 - 20 * row} 0.5 20 re f")
        page.operators.append(f"85 {height - 180} 400 0.5 re f")
        for row, (left, right) in enumerate((("Noi dung", "2023"), ("So xa", "12"), ("Ty le", "5,2"))):
            page.write(90, 134 + 20 * row, left).write(300, 134 + 20 * row, right)
        (table,) = read(page).blocks
        assert isinstance(table, Table)
        assert (table.n_rows, table.n_cols) == (3, 2)
        assert [cell.text for cell in table.cells] == ["Noi dung", "2023", "So xa", "12", "Ty le", "5,2"]

    def test_open_sides_close_where_the_level_rules_end(self) -> None:
        page = RawPage()
        for y in (120, 140, 160):
            page.rule(85, y, 485, y)
        page.rule(285, 120, 285, 160)
        page.write(90, 134, "Noi dung").write(300, 134, "2023").write(90, 154, "So xa").write(300, 154, "12")
        (table,) = read(page).blocks
        assert isinstance(table, Table)
        assert [cell.text for cell in table.cells] == ["Noi dung", "2023", "So xa", "12"]

    def test_a_frame_is_no_table(self) -> None:
        page = RawPage().frame(85, 40, 160, 64).write(95, 56, "DU THAO")
        page.paragraph(100, [full("Mot"), full("hai")])
        source = read(page)
        assert not [block for block in source.blocks if isinstance(block, Table)]
        assert next(line for line in lines(source) if line.text == "DU THAO").region == "textbox"

    def test_a_frame_around_the_page_leaves_its_text_in_the_flow(self) -> None:
        page = RawPage().frame(40, 40, 555, 802)
        page.paragraph(100, [full("Mot"), full("hai")])
        assert [line.region for line in lines(read(page))] == ["body", "body"]

    def test_a_table_without_rules(self) -> None:
        page = RawPage()
        page.paragraph(80, [full("Truoc"), full("bang")])
        rows = [("TT", "Chi tieu", "Nam 2023", "Nam 2024"), ("1", "So xa dat chuan", "12", "15")]
        rows += [("2", "Ty le ho ngheo", "5,2", "4,1"), ("3", "Lao dong co viec lam", "12.500", "13.000")]
        for number, row in enumerate(rows):
            for x, text in zip((85, 115, 300, 400), row, strict=True):
                page.write(x, 120 + 16 * number, text)
        page.write(115, 120 + 16 * 4, "moi hang nam")
        page.paragraph(240, [full("Sau"), "bang."])
        table = read(page).blocks[2]
        assert isinstance(table, Table)
        assert (table.n_rows, table.n_cols, table.ruled) == (4, 4, False)
        assert [c.text for c in table.cells if c.row == 3] == [
            "3",
            "Lao dong co viec lam moi hang nam",
            "12.500",
            "13.000",
        ]

    def test_three_signatures_are_no_table(self) -> None:
        page = RawPage()
        page.paragraph(80, [full("Truoc"), full("bieu")])
        for x, post, name in ((85, "NGUOI LAP", "Le A"), (250, "KE TOAN", "Tran B"), (420, "GIAM DOC", "Vu C")):
            page.write(x, 130, post).write(x, 144, "(Ky ten)").write(x, 158, name)
        assert not [block for block in read(page).blocks if isinstance(block, Table)]


class TestUnreadable:
    def test_what_is_no_pdf(self) -> None:
        with pytest.raises(UnreadableInput, match=r"^plan.pdf: not a PDF"):
            read_pdf(b"\xff\xd8\xff\xe0 JFIF", "plan.pdf")

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.98])
    def test_a_cut_off_file(self, share: float) -> None:
        data = make_pdf([RawPage().write(85, 100, "Ke hoach") for _ in range(4)])
        with pytest.raises(UnreadableInput, match="cut off") as caught:
            read_pdf(data[: int(len(data) * share)], "plan.pdf")
        assert "\n" not in str(caught.value)

    def test_a_damaged_file(self) -> None:
        with pytest.raises(UnreadableInput, match="damaged"):
            read_pdf(b"%PDF-1.7\nnonsense\nstartxref\n0\n%%EOF", "plan.pdf")

    def test_no_pages(self) -> None:
        with pytest.raises(UnreadableInput, match="no pages"):
            read_pdf(make_pdf([]), "plan.pdf")

    def test_a_password(self) -> None:
        with pytest.raises(EncryptedInput, match="password"):
            read_pdf(make_pdf([RawPage().write(85, 100, "Ke hoach")], user=b"secret"), "plan.pdf")

    def test_an_owner_password_alone_hinders_nobody(self) -> None:
        assert texts(read(RawPage().write(85, 100, "Ke hoach"), user=b"")) == ["Ke hoach"]


class TestExtras:
    def test_attachments_are_named(self) -> None:
        source = read(
            RawPage().write(85, 100, "Xem tep dinh kem"),
            catalog="/Names << /EmbeddedFiles << /Names [(phu-luc.docx) 6 0 R] >> >>",
            extra=[
                "<< /Type /Filespec /F (phu-luc.docx) /UF (phu-luc.docx) /EF << /F 7 0 R >> >>",
                "<< /Type /EmbeddedFile /Length 2 >>\nstream\nab\nendstream",
            ],
        )
        (finding,) = source.findings
        assert finding.code == "attachment_not_read"
        assert "phu-luc.docx" in finding.message

    def test_the_cover_of_a_portfolio(self) -> None:
        source = read(
            RawPage().write(85, 100, "Mo bang phan mem khac"),
            catalog="/Collection << /Type /Collection >> /Names << /EmbeddedFiles << /Names [(a.pdf) 6 0 R] >> >>",
            extra=[
                "<< /Type /Filespec /F (a.pdf) /UF (a.pdf) /EF << /F 7 0 R >> >>",
                "<< /Type /EmbeddedFile /Length 2 >>\nstream\nab\nendstream",
            ],
        )
        assert [finding.code for finding in source.findings] == ["portfolio_cover"]

    def test_filled_form_fields_are_text(self) -> None:
        height = A4[1]
        page = RawPage(notes=["6 0 R"]).write(85, 200, "So luong nguoi tham gia:")
        rect = f"[240 {height - 204} 320 {height - 188}]"
        field = f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (2.460) /Rect {rect} >>"
        source = read(page, catalog="/AcroForm << /Fields [6 0 R] >>", extra=[field])
        assert texts(source) == ["So luong nguoi tham gia: 2.460"]

    def signed(self, page: RawPage, *shown: tuple[tuple[float, float, float, float], Sequence[str]]) -> Source:
        """The page with signature widgets: their rectangles, from the top left corner, and the lines they show."""
        extra: list[str] = []
        for number, ((x0, top, x1, bottom), written) in enumerate(shown):
            page.notes.append(f"{6 + 2 * number} 0 R")
            rect = f"[{x0} {A4[1] - bottom} {x1} {A4[1] - top}]"
            extra.append(
                f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s{number}) /F 132 /Rect {rect}"
                f" /AP << /N {7 + 2 * number} 0 R >> >>"
            )
            drawn = " ".join(
                f"BT /F1 10 Tf 1 0 0 1 1 {bottom - top - 10 - 11 * i} Tm ({line}) Tj ET"
                for i, line in enumerate(written)
            )
            extra.append(
                f"<< /Type /XObject /Subtype /Form /BBox [0 0 {x1 - x0} {bottom - top}]"
                " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >>"
                f" /Length {len(drawn)} >>\nstream\n{drawn}\nendstream"
            )
        fields = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(shown)))
        return read(page, catalog=f"/AcroForm << /Fields [{fields}] /SigFlags 3 >>", extra=extra)

    def test_number_and_day_of_a_signed_document_stand_in_their_blanks(self) -> None:
        page = RawPage().write(85, 100, "So:      /KH-UBND").write(300, 130, "Ha Noi, ngay     thang 3 nam 2024")
        source = self.signed(page, ((112, 90, 140, 104), ["36"]), ((384, 119, 402, 134), ["15"]))
        assert texts(source) == ["So: 36 /KH-UBND", "Ha Noi, ngay 15 thang 3 nam 2024"]
        number = next(line for line in lines(source) if line.text.startswith("So"))
        piece = next(p for p in number.pieces if "36" in number.text[p.start : p.end])
        assert 100 <= piece.box.x0 <= 120

    def test_a_caption_of_a_signature_stands_by_itself_behind_its_paragraph(self) -> None:
        page = RawPage()
        page.paragraph(400, [full("mot"), full("hai"), "ba."])
        source = self.signed(page, ((300, 20, 480, 60), ["Nguoi ky: So Tai chinh", "Thoi gian ky: 28.12.2018"]))
        assert texts(source)[-2:] == ["Nguoi ky: So Tai chinh", "Thoi gian ky: 28.12.2018"]
        assert {line.region for line in lines(source)[-2:]} == {"textbox"}

    def test_a_hidden_signature_and_one_over_words_add_nothing(self) -> None:
        page = RawPage().write(85, 100, "So: 12/KH-UBND")
        assert texts(self.signed(page, ((0, 0, 0, 0), []))) == ["So: 12/KH-UBND"]
        page = RawPage().write(85, 100, "So: 12/KH-UBND")
        shown = self.signed(page, ((109, 90, 180, 104), ["So: 7/SY"]))
        assert texts(shown) == ["So: 12/KH-UBND", "So: 7/SY"]


class TestRecognition:
    """Which pages are recognised; the recogniser itself stands in."""

    def scan(self) -> RawPage:
        return RawPage(operators=["q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"])

    def written(self, word: str) -> RawPage:
        page = RawPage()
        page.paragraph(100, [full(word), full("tiep"), full("nua")])
        return page

    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        from kehoach_parser.readers import ocr

        numbers: list[int] = []

        def stand_in(data: bytes, wanted: object, *, jobs: int | None = None) -> dict[int, ocr.RecognisedPage]:
            numbers.extend(wanted)  # type: ignore[arg-type]
            return {
                n: ocr.RecognisedPage((Line(f"recognised {n}", box=Box(n, 0, 0, 1, 1)),), 595.0, 842.0, ())
                for n in numbers
            }

        monkeypatch.setattr(ocr, "recognise_pdf_pages", stand_in)
        return numbers

    def read_auto(self, *pages: RawPage, ocr: str = "auto") -> Source:
        return read_pdf(make_pdf(pages), "plan.pdf", ocr=ocr, recognise=recognise_pages)  # type: ignore[arg-type]

    def test_pages_without_text_are_recognised_in_their_place(self, asked: list[int]) -> None:
        source = self.read_auto(self.written("Mot"), self.scan(), self.written("Ba"))
        assert asked == [2]
        assert source.text_origin == "mixed"
        assert [page.origin for page in source.pages] == ["native", "ocr", "native"]
        assert [(f.code, f.page) for f in source.findings] == [("ocr_page", 2)]
        found = texts(source)
        assert found[3] == "recognised 2"
        assert found[4].startswith("Ba")
        assert lines(source)[4].starts_paragraph is not False

    def test_a_blank_page_is_not_recognised(self, asked: list[int]) -> None:
        source = self.read_auto(self.written("Mot"), RawPage(), self.written("Ba"))
        assert asked == []
        assert source.text_origin == "native"

    def test_all_pages_on_request(self, asked: list[int]) -> None:
        source = self.read_auto(self.written("Mot"), self.scan(), ocr="always")
        assert asked == [1, 2]
        assert source.text_origin == "ocr"

    def test_none_on_request(self, asked: list[int]) -> None:
        source = self.read_auto(self.written("Mot"), self.scan(), ocr="never")
        assert asked == []
        assert [(f.code, f.page) for f in source.findings] == [("page_without_text", 2)]

    def test_without_the_recogniser_the_written_pages_remain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from kehoach_parser.readers import ocr

        def missing(data: bytes, wanted: object, *, jobs: int | None = None) -> None:
            raise MissingTool("Tesseract is not installed")

        monkeypatch.setattr(ocr, "recognise_pdf_pages", missing)
        source = self.read_auto(self.written("Mot"), self.scan())
        assert len(lines(source)) == 3
        assert "Tesseract" in source.findings[0].message
        with pytest.raises(MissingTool):
            self.read_auto(self.scan())


def letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def body_paragraphs(source: Source) -> list[str]:
    """The body's paragraphs without white space; a line that may go on with the one before is joined to it."""
    found: list[str] = []
    for block in source.blocks:
        if isinstance(block, Table):
            if all(cell.text == "" or cell.box is None for cell in block.cells):
                continue
            found.append("")
        elif block.region == "body":
            if block.starts_paragraph is False and found:
                found[-1] += letters(block.text)
            else:
                found.append(letters(block.text))
    return [text for text in found if text]


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["hai-phong-268-2021", "lai-chau-2021-2025", "hong-phong-2023"])
def test_rendered_plans_have_the_paragraphs_of_their_docx(
    slug: str, plan_docx: Callable[[str], Path], plan_pdf: Callable[[str], Path]
) -> None:
    from kehoach_parser.readers.word.reader import read_docx

    pdf = read_pdf(plan_pdf(slug).read_bytes(), "plan.pdf", ocr="never")
    docx = read_docx(plan_docx(slug).read_bytes(), "plan.docx")
    whole = {letters(line.text) for line in docx.blocks if isinstance(line, Line) and len(line.text) > 60}
    found = set(body_paragraphs(pdf))
    missed = {text for text in whole if text not in found}
    assert len(missed) <= 0.02 * len(whole), missed


def test_the_signed_pdf_has_the_sections_and_metadata_of_its_word_twin(samples: Path) -> None:
    from kehoach_parser import parse
    from kehoach_parser.models import Section

    def contents(sections: Sequence[Section]) -> list[tuple[str, str, str | None, list[str]]]:
        found: list[tuple[str, str, str | None, list[str]]] = []
        for section in sections:
            words = [letters(paragraph.text) for paragraph in section.paragraphs]
            found += [(section.id, section.label, section.title, words), *contents(section.children)]
        return found

    pdf = parse(samples / "office" / "truong-thpt-58-2026-signed.pdf")
    docx = parse(samples / "office" / "truong-thpt-58-2026.docx")
    assert len(contents(pdf.sections)) > 10
    assert contents(pdf.sections) == contents(docx.sections)
    given, twin = pdf.metadata.model_dump(), docx.metadata.model_dump()
    stated = {key for key in given if given[key] not in (None, ()) and twin[key] not in (None, ())}
    assert {"number", "issued", "title", "signatories", "recipients"} <= stated
    assert {key: given[key] for key in stated} == {key: twin[key] for key in stated}


def test_the_signed_pdf_has_the_paragraphs_of_its_word_twin(samples: Path) -> None:
    from kehoach_parser.readers.word.reader import read_docx

    pdf = read_pdf((samples / "office" / "truong-thpt-58-2026-signed.pdf").read_bytes(), "signed.pdf")
    docx = read_docx((samples / "office" / "truong-thpt-58-2026.docx").read_bytes(), "twin.docx")
    found = body_paragraphs(pdf)
    twin = [letters(line.text) for line in docx.blocks if isinstance(line, Line) and len(letters(line.text)) > 40]
    assert len(twin) > 15
    assert [text for text in twin if text not in found] == []
    assert [line.text for line in lines(pdf) if line.region == "foot_right"] == [
        "KT.HIỆU TRƯỞNG",
        "PHÓ HIỆU TRƯỞNG",
        "Trần Thanh Vũ",
    ]


def test_a_tcvn3_pdf_becomes_unicode(samples: Path) -> None:
    path = next((samples / "legacy").glob("2006-19412_*.pdf"))
    source = read_pdf(path.read_bytes(), path.name)
    assert source.legacy_encoding == "tcvn3"
    words = re.findall(r"\w+", unicodedata.normalize("NFC", path.with_suffix(".txt").read_text("utf-8")).lower())
    found = re.findall(r"\w+", " ".join(texts(source)).lower())
    missing = sum(word not in set(found) for word in words)
    assert missing <= 0.01 * len(words)
