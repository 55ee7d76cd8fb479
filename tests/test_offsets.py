"""Where the words of a text stand in its file (structure/values.py, structure/offsets.py)."""

from __future__ import annotations

import pytest

from kehoach_parser.source import Box, Line, Piece
from kehoach_parser.structure.offsets import Offsets
from kehoach_parser.structure.values import Text, TextLine, put, surround

from .tables_text import text_of


@pytest.mark.parametrize(
    ("raw", "text", "places"),
    [
        ("Rà soát", "Rà soát", [0, 1, 2, 3, 4, 5, 6, 7]),
        ("  Rà  soát", "Rà soát", [0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7]),
        ("R à", "Rà", [0, 1, 1, 2]),
        ("Ra\u0300 a", "Rà a", [0, 1, 2, 2, 3, 4]),
        ("R\u00ad\u00e0", "Rà", [0, 1, 1, 2]),
        ("abcd", "ab", [0, 0, 1, 2, 2]),  # letters are lost: by their share
    ],
)
def test_each_offset_of_a_line_has_one_in_its_normal_form(raw: str, text: str, places: list[int]) -> None:
    moved = Offsets(raw, text)
    assert [moved(offset) for offset in range(len(raw) + 1)] == places


def page() -> Text:
    """Two lines of a page: *Rà soát* with a word in each of its pieces, *hộ nghèo* as a whole."""
    words = (
        Piece(0, 2, Box(1, 10, 10, 30, 20), confidence=0.9),
        Piece(3, 7, Box(1, 40, 8, 80, 20), confidence=0.6),
    )
    return text_of(Line("Rà soát", pieces=words), Line("hộ nghèo", box=Box(2, 10, 30, 90, 40)))


@pytest.mark.parametrize(
    ("start", "end", "boxes"),
    [
        (0, 7, [(1, 10, 8, 80, 20)]),
        (0, 2, [(1, 10, 10, 30, 20)]),
        (3, 5, [(1, 40, 8, 60, 20)]),
        (1, 4, [(1, 20, 8, 50, 20)]),
        (2, 3, [(1, 10, 8, 80, 20)]),  # the blank between two words: the line
        (5, 10, [(1, 60, 8, 80, 20), (2, 10, 30, 30, 40)]),
        (7, 8, []),
        (8, 16, [(2, 10, 30, 90, 40)]),
        (12, 14, [(2, 50, 30, 70, 40)]),
        (3, 3, []),
        (4, 3, []),
    ],
)
def test_the_boxes_of_a_stretch(start: int, end: int, boxes: list[tuple[float, ...]]) -> None:
    assert [(box.page, box.x0, box.top, box.x1, box.bottom) for box in page().boxes(start, end)] == boxes


def test_the_words_of_a_stretch_with_their_confidence() -> None:
    text = page()
    assert [(anchor.start, anchor.end) for anchor in text.anchors(0, 16)] == [(0, 2), (3, 7), (8, 16)]
    assert [(anchor.start, anchor.end) for anchor in text.anchors(2, 4)] == [(3, 7)]
    assert [text.least_confidence(*span) for span in ((0, 2), (0, 7), (3, 7), (8, 16))] == [0.9, 0.6, 0.6, None]


def test_evidence_has_no_white_space_around_it() -> None:
    evidence = page().evidence(7, 11)
    assert (evidence.start, evidence.end, evidence.quote) == (8, 10, "hộ")
    blank = page().evidence(7, 8)
    assert (blank.start, blank.end, blank.quote) == (8, 8, "")
    assert text_of(Line("Rà soát")).evidence(0, 2).boxes == ()


def test_the_rectangle_around_boxes() -> None:
    found = surround([Box(3, 10.04, 20, 30, 40), Box(3, 12, 18.06, 35, 39)])
    assert (found.page, found.x0, found.top, found.x1, found.bottom) == (3, 10.0, 18.1, 35, 40)


def test_a_line_that_ends_sooner_keeps_all_else() -> None:
    line = TextLine(3, 9, starts_paragraph=True, page=2, x0=10)
    assert line.until(9) is line
    assert line.until(7) == TextLine(3, 7, starts_paragraph=True, page=2, x0=10)


def test_signs_take_the_place_of_others() -> None:
    assert put("Rà soát hộ", [2, 7], "\n") == "Rà\nsoát\nhộ"
    assert put("Rà soát", [], "\n") == "Rà soát"
