"""Recognition: the steps on pictures made here, and, where Tesseract is installed, whole pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from kehoach_parser.errors import MissingTool, UnreadableInput
from kehoach_parser.extract.letter.signature import read_foot
from kehoach_parser.lexicon.letter import load
from kehoach_parser.readers.ocr import find_tesseract, read_image, recognise_pdf_pages
from kehoach_parser.readers.ocr.cleaning import (
    clean,
    even_out,
    find_coloured_ink,
    is_bilevel,
    is_sideways,
    measure_noise,
    measure_skew,
    to_grey,
)
from kehoach_parser.readers.ocr.leftovers import gather_leftovers, place_words
from kehoach_parser.readers.ocr.pages import share_out
from kehoach_parser.readers.ocr.raster import Picture
from kehoach_parser.readers.ocr.ruling import find_rules
from kehoach_parser.readers.ocr.tesseract import RawWord, read_hocr, recognise, recognise_all
from kehoach_parser.readers.ocr.words import (
    check_reading,
    doubt_coloured,
    find_askew_foot,
    is_scribble,
    make_words,
    mend_doubles,
)
from kehoach_parser.readers.page.words import Style, Word
from kehoach_parser.readers.pdf import read_pdf
from kehoach_parser.source import Block, Line, Table
from kehoach_parser.structure.misreadings import apply_repairs, find_repairs

from .rendering.scans import Grade, add_noise, bind, rasterise, render_scan, turn


def _missing() -> str | None:
    try:
        find_tesseract()
    except MissingTool as error:
        return str(error)
    return None


needs_tesseract = pytest.mark.skipif(_missing() is not None, reason=str(_missing()))


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    """A page of text lines as a picture: 200 pixels an inch, A4."""
    image = np.full((2339, 1654), 255, np.uint8)
    for row in range(34):
        cv2.putText(image, "Ke hoach thuc hien nhiem vu nam", (190, 220 + 60 * row), 3, 1.2, 0, 2, cv2.LINE_AA)
    return image


def picture(pixels: np.ndarray) -> Picture:
    return Picture(pixels, 200.0, 595.0, 842.0)


# the steps


@pytest.mark.parametrize("degrees", [-2.0, 0.0, 1.8])
def test_skew_is_measured_and_taken_back(page: np.ndarray, degrees: float) -> None:
    askew = turn(page, degrees)
    assert measure_skew(askew) == pytest.approx(-degrees, abs=0.15)
    levelled, angle = clean(to_grey(picture(askew)))
    assert abs(measure_skew(levelled)) <= 0.2
    assert (angle == 0.0) == (degrees == 0.0)


def test_a_sideways_page_is_told(page: np.ndarray) -> None:
    assert not is_sideways(page)
    assert is_sideways(np.ascontiguousarray(np.rot90(page)))
    assert not is_sideways(np.full((500, 500), 255, np.uint8))


def test_a_clean_page_is_left_alone(page: np.ndarray) -> None:
    assert np.array_equal(even_out(page), page)
    assert not is_bilevel(add_noise(page, np.random.default_rng(1), 8))
    assert is_bilevel(np.where(page < 128, 0, 255).astype(np.uint8))


def test_shade_is_divided_away_and_grain_smoothed(page: np.ndarray) -> None:
    shade = np.linspace(1.0, 0.5, page.shape[1])[None, :]
    shaded = add_noise((page * shade).astype(np.uint8), np.random.default_rng(1), 14)
    evened = even_out(shaded)
    paper = [float(np.median(evened[:100, start : start + 200])) for start in (0, 1400)]
    assert abs(paper[0] - paper[1]) < 12
    assert measure_noise(evened) < measure_noise(shaded)


def test_a_seal_fades_and_the_text_under_it_stays(page: np.ndarray) -> None:
    colour = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    ring = np.zeros_like(page)
    cv2.circle(ring, (1200, 1200), 130, 255, 6)
    colour[(ring > 0) & (page > 128)] = (40, 30, 225)
    grey = to_grey(picture(colour))
    assert grey[(ring > 0) & (page > 250)].min() > 200
    assert np.array_equal(grey[page < 10], page[page < 10])


@pytest.mark.parametrize("ink", [95, 120, 150])
def test_a_seal_in_grey_fades_and_the_text_under_it_stays(page: np.ndarray, ink: int) -> None:
    grey = page.copy()
    ring = np.zeros_like(page)
    for radius in (140, 94):
        cv2.circle(ring, (1200, 1230), radius, 255, 5, cv2.LINE_8)
    grey[(ring > 0) & (page > 128)] = ink
    grey = add_noise(grey, np.random.default_rng(2), 3.0)
    faded = to_grey(picture(grey))
    alone = (ring > 0) & (cv2.erode(page, np.ones((9, 9))) > 250)
    assert (faded[alone] > 200).mean() > 0.97
    assert np.array_equal(faded[page < 10], grey[page < 10])
    far = np.ones_like(page, bool)
    far[900:1560, 900:1500] = False
    assert np.array_equal(faded[far], grey[far])


@pytest.mark.parametrize("ink", [95, 150])
def test_light_rules_of_a_table_are_no_seal(page: np.ndarray, ink: int) -> None:
    grey = page.copy()
    for step in range(3):
        cv2.line(grey, (1000 + 120 * step, 1000), (1000 + 120 * step, 1240), ink, 3)
        cv2.line(grey, (1000, 1000 + 120 * step), (1240, 1000 + 120 * step), ink, 3)
    cv2.rectangle(grey, (300, 300), (340, 500), ink, 3)
    cv2.line(grey, (700, 200), (700, 480), ink, 4)
    grey = add_noise(grey, np.random.default_rng(3), 3.0)
    assert np.array_equal(to_grey(picture(grey)), grey)


def test_crumbs_where_a_pen_crosses_a_seal_go_and_dots_of_letters_stay() -> None:
    colour, pen = np.full((600, 800, 3), 255, np.uint8), np.full((600, 800, 3), 255, np.uint8)
    cv2.circle(colour, (300, 300), 140, (40, 30, 225), 6)
    cv2.line(pen, (100, 250), (600, 350), (150, 50, 20), 5)
    colour = np.minimum(colour, pen)  # both inks on one another are dark
    assert (colour.max(axis=2) < 60).any()
    cv2.putText(colour, "Hoa", (240, 380), cv2.FONT_HERSHEY_COMPLEX, 1.5, (0, 0, 0), 3)
    cv2.circle(colour, (330, 392), 3, (0, 0, 0), -1)  # the dot below a letter
    grey = to_grey(picture(colour))
    assert grey[:340].min() > 200
    assert grey[392, 330] < 50


def test_figures_in_ink_of_a_colour_are_doubted() -> None:
    colour = np.full((120, 400, 3), 255, np.uint8)
    cv2.putText(colour, "124", (20, 60), cv2.FONT_HERSHEY_COMPLEX, 1.4, (150, 50, 20), 3)
    cv2.putText(colour, "2024", (200, 60), cv2.FONT_HERSHEY_COMPLEX, 1.4, (0, 0, 0), 3)
    page = picture(colour)
    style = Style("", 13.0, False, False, False, 0)
    unit = page.dpi / 72
    words = [
        Word(text, x / unit, 20 / unit, (x + 110) / unit, 70 / unit, 65 / unit, style, False, 0.96)
        for text, x in (("124", 20), ("2024", 200))
    ]
    found = doubt_coloured(words, to_grey(page), find_coloured_ink(page), page.dpi)
    assert [(word.text, word.confidence) for word in found] == [("124", 0.5), ("2024", 0.96)]
    assert find_coloured_ink(picture(np.full((90, 90, 3), 255, np.uint8))) is None


@pytest.mark.parametrize(
    ("slopes", "askew"), [((0, 0, 0.014, 0.016, 0.013), True), ((0.012,) * 5, False), ((0,) * 5, False)]
)
def test_a_foot_that_stands_askew_is_told(slopes: tuple[float, ...], askew: bool) -> None:
    words = [
        RawWord(text, x, 100.0 * line, x + 80, 100.0 * line + 30, 100.0 * line + 25, 30, 0.9, line, slope)
        for line, slope in enumerate(slopes)
        for text, x in (("Sở", 100), ("Y", 200), ("tế", 300))
    ]
    found = find_askew_foot(words)
    assert (found is not None) == askew
    if found:
        assert 130 < found[0] <= 200 and found[1] == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nGIÁM ĐỐC\nTrần/Quang Huy", "Trần Quang Huy"),
        ("Nơi nhận:\n- Các sở;\n- Lưu: VT.\nCHỦ TỊCH\n-\nY Ngọc Lan", "Y Ngọc Lan"),
        ("Nơi nhận:\n- Các sở;\n- Lưu: VT.\nCHỦ TỊCH\nHà Thị Mơ", "Hà Thị Mơ"),
    ],
)
def test_strokes_of_a_pen_in_a_foot_cost_no_name(foot: str, name: str) -> None:
    signatories, recipients = read_foot(foot, load())
    assert [signatory.name for signatory in signatories] == [name]
    assert len(recipients) == 2


def test_coloured_type_is_no_seal(page: np.ndarray) -> None:
    colour = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    colour[(page < 128) & (np.arange(page.shape[0])[:, None] < 400)] = (40, 30, 225)
    assert to_grey(picture(colour))[150:400].min() < 130


def test_rules_are_found_and_taken_off(page: np.ndarray) -> None:
    ruled = page.copy()
    for x in (150, 700, 1500):
        cv2.line(ruled, (x, 300), (x, 900), 0, 3)
    for y in (300, 600, 900):
        cv2.line(ruled, (150, y), (1500, y), 0, 3)
    rules, bare = find_rules(ruled, 200.0)
    assert sum(rule.top == rule.bottom for rule in rules) == 3
    assert sum(rule.x0 == rule.x1 for rule in rules) == 3
    assert bare[620:640, 148:152].min() == 255
    assert find_rules(page, 200.0)[0] == []


HOCR = """<span class='ocr_line' id='line_1_1' title="bbox 100 50 300 90; baseline 0 -10; x_size 40; x_descenders 8">
<span class='ocrx_word' id='word_1_1' title='bbox 100 50 180 80; x_wconf 96'>Kế</span>
<span class='ocrx_word' id='word_1_2' title='bbox 190 50 300 80; x_wconf 41'><em>h&amp;ạch</em></span></span>"""


def test_hocr_is_read_into_words() -> None:
    words = read_hocr(HOCR)
    assert [(word.text, word.confidence, word.base) for word in words] == [("Kế", 0.96, 80.0), ("h&ạch", 0.41, 80.0)]
    assert {word.line for word in words} == {0}
    assert read_hocr("") == []


def word(text: str, x0: float = 0, x1: float = 60, *, confidence: float = 0.9, line: int = 0) -> RawWord:
    return RawWord(text, x0, 0, x1, 30, 30, 39, confidence, line)


def test_strokes_tell_a_roman_number() -> None:
    image = np.full((30, 60), 255, np.uint8)
    for x in (5, 18, 31):
        cv2.rectangle(image, (x, 2), (x + 4, 27), 0, -1)
    cv2.rectangle(image, (44, 24), (47, 27), 0, -1)
    assert check_reading(word("II."), image) == "III."
    assert check_reading(word("III."), image) == "III."
    assert check_reading(word("và"), image) == "và"


@pytest.mark.parametrize(("read", "strokes", "right"), [("IL.", 1, "I."), ("IL", 2, "II."), ("HI.", 3, "III.")])
def test_strokes_tell_a_label_before_capitals(read: str, strokes: int, right: str) -> None:
    image = np.full((30, 200), 255, np.uint8)
    for n in range(strokes):
        cv2.rectangle(image, (5 + 13 * n, 2), (9 + 13 * n, 27), 0, -1)
    cv2.rectangle(image, (70, 2), (120, 27), 0, -1)
    assert make_words([word(read), word("MỤC", 70, 120)], image, 200.0)[0].text == right


def test_a_bar_under_the_sign_makes_it_at_most() -> None:
    image = np.full((44, 40), 255, np.uint8)
    cv2.polylines(image, [np.array([(32, 4), (6, 14), (32, 24)])], False, 0, 3)
    assert check_reading(RawWord("<", 3, 0, 36, 30, 30, 39, 0.9, 0), image) == "<"
    cv2.line(image, (4, 31), (34, 31), 0, 3)
    assert check_reading(RawWord("<", 3, 0, 36, 30, 30, 39, 0.9, 0), image) == "≤"


@pytest.mark.parametrize(
    ("read", "right"),
    [("QĐÐ-TTg", "QĐ-TTg"), ("KÉẾ", "KẾ"), ("'TNXH", "TNXH"), ("thuế", "thuế"), ("xoong", "xoong"), ("NÐ-CP", "NĐ-CP")],
)
def test_letters_read_twice(read: str, right: str) -> None:
    assert mend_doubles(read) == right


@pytest.mark.parametrize(
    ("first", "after", "text"),
    [
        ("—", "Sở", "-"),
        ("H.", "NỘI", "II."),
        ("1.Nâng", "cao", "1. Nâng"),
        ("-CV:", "LĐ", "- CV:"),
        ("5,5", "triệu", "5,5"),
    ],
)
def test_the_first_word_of_a_line_is_a_label_or_bullet(first: str, after: str, text: str) -> None:
    blank = np.full((40, 200), 255, np.uint8)
    assert make_words([word(first), word(after, 70, 120)], blank, 200.0)[0].text == text


def test_scribble_is_no_text() -> None:
    assert is_scribble([word("fl⁄?,", confidence=0.2), word("ư", 70, 90, confidence=0.3)])
    assert is_scribble([word("~")])
    assert not is_scribble([word("Nguyễn", confidence=0.5), word("Văn", 70, 90, confidence=0.5)])


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(MissingTool, match="tesseract-ocr-vie"):
        find_tesseract()


def test_a_picture_is_not_read_where_recognition_is_forbidden() -> None:
    with pytest.raises(UnreadableInput, match=r"anh\.png"):
        read_image(b"\x89PNG", "anh.png", ocr="never")


# whole pages


def flat(blocks: tuple[Block, ...]) -> str:
    parts: list[str] = []
    for block in blocks:
        parts += [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
    return re.sub(r"\s+", " ", " ".join(parts))


@pytest.fixture(scope="module")
def plan(plan_pdf: Callable[[str], Path]) -> bytes:
    return plan_pdf("hong-phong-2023").read_bytes()


def expected_text(plan: bytes, page: int) -> str:
    return flat(tuple(block for block in read_pdf(plan, "x").blocks if block.box and block.box.page == page))


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize(
    ("grade", "dpi", "limit"), [("clean", 200, 0.004), ("clean", 300, 0.004), ("heavy", 200, 0.015)]
)
def test_error_rate_of_rendered_scans(plan: bytes, grade: Grade, dpi: int, limit: float) -> None:
    pages = recognise_pdf_pages(render_scan(plan, dpi=dpi, grade=grade), [1, 3])
    errors = letters = 0
    for number, page in pages.items():
        expected = expected_text(plan, number)
        errors += Levenshtein.distance(expected, flat(page.blocks))
        letters += len(expected)
    assert errors / letters <= limit


@needs_tesseract
@pytest.mark.slow
def test_a_page_scanned_sideways_is_read_and_placed_as_shown(plan: bytes) -> None:
    upright = rasterise(plan, 200)[2]
    scan = bind([np.ascontiguousarray(np.rot90(upright))], dpi=200, quality=90)
    page = recognise_pdf_pages(scan, [1])[1]
    expected = expected_text(plan, 3)
    assert Levenshtein.distance(expected, flat(page.blocks)) <= 0.01 * len(expected)
    assert [finding.code for finding in page.findings] == ["page_turned"]
    assert page.width > page.height
    for block in page.blocks:
        assert block.box is not None
        assert 0 <= block.box.x0 < block.box.x1 <= page.width and 0 <= block.box.top < block.box.bottom <= page.height
    lines = [block for block in page.blocks if isinstance(block, Line) and block.box]
    assert lines[0].box and lines[-1].box and lines[0].box.x0 < lines[-1].box.x0  # top of the page is at the left


@needs_tesseract
@pytest.mark.slow
def test_words_carry_confidence_and_a_box_inside_their_line(plan: bytes) -> None:
    page = recognise_pdf_pages(render_scan(plan, grade="mild"), [3])[3]
    pieces = [piece for block in page.blocks if isinstance(block, Line) for piece in block.pieces]
    assert len(pieces) > 100
    assert all(piece.confidence is not None and 0 <= piece.confidence <= 1 for piece in pieces)
    assert sum(piece.confidence or 0 for piece in pieces) / len(pieces) > 0.85


@needs_tesseract
@pytest.mark.slow
def test_a_tiff_of_two_pages(plan: bytes) -> None:
    images = [cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) for image in rasterise(plan, 150)[2:4]]
    fine, data = cv2.imencodemulti(".tiff", images)
    assert fine
    source = read_image(data.tobytes(), "hai-trang.tiff")
    assert source.text_origin == "ocr" and source.media_type == "image/tiff"
    assert [(page.number, page.origin) for page in source.pages] == [(1, "ocr"), (2, "ocr")]
    for number in (1, 2):
        expected = expected_text(plan, number + 2)
        found = flat(tuple(block for block in source.blocks if block.box and block.box.page == number))
        assert Levenshtein.distance(expected, found) <= 0.01 * len(expected)


@needs_tesseract
@pytest.mark.slow
def test_real_scans_with_seals_tables_and_a_sideways_page(samples: Path) -> None:
    pages = recognise_pdf_pages((samples / "scans" / "so-y-te-2155-2017.pdf").read_bytes(), [2, 4])
    assert "đánh giá chất lượng bệnh viện triển khai và tiến hành khảo sát" in flat(pages[2].blocks)
    assert "CỘNG HÒA XHCN" not in flat(pages[2].blocks)
    table = next(block for block in pages[4].blocks if isinstance(block, Table))
    assert [cell.text for cell in table.cells[:2]] == ["STT", "HỌ VÀ TÊN"]
    assert "page_turned" in [finding.code for finding in pages[4].findings]


@needs_tesseract
@pytest.mark.slow
def test_transcribed_pages_of_real_scans_have_few_wrong_letters(samples: Path) -> None:
    """At most 0.8 % of the letters of two pages, after repairs; the lines of number and day, put in by hand, apart."""
    folder = samples / "real"
    errors = letters = 0
    for scan, page, transcript in (
        ("DakNong_UBND_317-KH_suadoi_2019_scan.pdf", 1, "dn-317.page1.txt"),
        ("DakNong_UBND_08-CT_kehoachKTXH2020_scan.pdf", 7, "dn-ct08.page7.txt"),
    ):
        blocks = recognise_pdf_pages((folder / scan).read_bytes(), [page])[page].blocks
        text = "\n".join(
            block.text if isinstance(block, Line) else " ".join(cell.text for cell in block.cells) for block in blocks
        )
        read = _without_handwriting(apply_repairs(text, find_repairs(text)))
        expected = _without_handwriting((folder / transcript).read_text("utf-8"))
        errors += Levenshtein.distance(expected, read)
        letters += len(expected)
    assert letters > 4_000
    assert errors / letters <= 0.008, (errors, letters)


def _without_handwriting(text: str) -> str:
    text = re.sub(r"Số:[^\n]{0,12}/\s?[A-Z-]+|Đắk Nông, ngày[^\n]*?tháng", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def test_pages_are_shared_out_evenly() -> None:
    assert [list(part) for part in share_out(range(1, 10), 2)] == [[1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert {len(part) for part in share_out(range(200), 2)} == {7, 8}
    assert [page for part in share_out(range(200), 3) for page in part] == list(range(200))
    assert share_out([], 2) == []
    assert share_out([7], 4) == [[7]]


@needs_tesseract
def test_several_pictures_in_one_run_are_read_as_one_by_one() -> None:
    def line(words: str) -> np.ndarray:
        image = np.full((120, 900), 255, np.uint8)
        cv2.putText(image, words, (20, 80), cv2.FONT_HERSHEY_COMPLEX, 1.6, 0, 2)
        return image

    images = [line("Ke hoach 12"), np.full((120, 900), 255, np.uint8), line("Nam 2025")]
    together = recognise_all(images, dpi=200)
    assert together == [recognise(image, dpi=200) for image in images]
    assert [bool(words) for words in together] == [True, False, True]
    assert recognise_all([], dpi=200) == []


def test_a_lone_sign_of_a_share_in_a_cell_is_kept() -> None:
    page = np.full((400, 600), 255, np.uint8)
    for x, words in ((60, "%"), (300, "%")):
        cv2.putText(page, words, (x, 220), cv2.FONT_HERSHEY_COMPLEX, 1.4, 0, 2)
    sheet = gather_leftovers(page, [], 200)
    assert sheet is not None
    assert len(sheet.pieces) == 2
    first, second = (piece.at + 10.0 for piece in sheet.pieces)
    read = [
        RawWord("%", 30, first, 60, first + 30, first + 30, 40, 0.95, 0),
        RawWord("%", 30, second, 60, second + 30, second + 30, 40, 0.6, 1),
    ]
    found = place_words(sheet, read)
    assert [word.text for word in found] == ["%"]
    assert abs(found[0].x0 - 60) < 40
