"""TARGETS: what is done with random bytes, by name. A target raises where something is wrong, else says how it went."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from kehoach_parser import read_stored
from kehoach_parser.errors import KehoachError, ParserFailure
from kehoach_parser.lexicon import load_lexicon
from kehoach_parser.pipeline import parse_source
from kehoach_parser.readers import office, read
from kehoach_parser.source import Box, Cell, Line, Page, Piece, Source, Table
from kehoach_parser.structure import build_structure
from kehoach_parser.structure.bundle import split

from .mutation import sentences
from .promises import check_plan, check_source, check_writing, promise
from .seeds import LETTER, MINISTRY, TABLE

Outcome = Literal["read", "refused"]
Target = Callable[[bytes], Outcome]

SLOW_EVERY = 20
"""The Word summary and the page are written of one input in so many (by its checksum): both take ten times a parse."""


def fuzz_reader(data: bytes) -> Outcome:
    """Bytes of any format, by the way of a file: read, checked, parsed twice, written."""
    try:
        source = read(data, name="input", ocr="never")
    except KehoachError as error:
        return _refused(error)
    check_source(source)
    return _follow(source, data)


def fuzz_doc(data: bytes) -> Outcome:
    """Bytes as what antiword prints of a .doc file: the programs themselves are not ours to try."""
    try:
        with patch.object(office, "_run", lambda *_, **__: data):
            source = office._read_plain("antiword", "antiword", (), data, "input.doc", "0" * 64)
    except KehoachError as error:
        return _refused(error)
    check_source(source)
    return _follow(source, data)


def fuzz_structure(data: bytes) -> Outcome:
    """Bytes as choices of a maker of read documents: lines with every mark that a reader can set, pages, tables."""
    source = make_source(data)
    if not source.blocks:
        return "refused"
    check_source(source)
    structure = build_structure(source, load_lexicon().headings)
    text = structure.text.text
    promise(len(structure.text.reading) == len(text), "the reading is not as long as the text")
    for node in structure.outline.nodes:
        promise(0 <= node.start <= node.end <= len(text), f"a heading beyond the text: {node.start} {node.end}")
    for repair in structure.repairs:
        promise(text[repair.start : repair.end] == repair.original, f"a repair of other words: {repair}")
    return _follow(source, data)


def fuzz_stored(data: bytes) -> Outcome:
    """Bytes as parsed plans that come back."""
    try:
        plans = [stored.plan for stored in read_stored(data, "input.json")]
    except KehoachError as error:
        return _refused(error)
    for plan in plans:
        plan.model_dump_json()
    return "read"


def _follow(source: Source, data: bytes) -> Outcome:
    parts = split(source)
    for part in parts:
        plan = parse_source(part, is_part=len(parts) > 1)
        check_plan(plan, source)
        promise(parse_source(part, is_part=len(parts) > 1) == plan, "another plan from the same document")
        check_writing(plan, slow=int(hashlib.sha256(data).hexdigest()[:8], 16) % SLOW_EVERY == 0)
    return "read"


def _refused(error: KehoachError) -> Outcome:
    promise(not isinstance(error, ParserFailure), f"a failure: {error}")
    promise("\n" not in str(error) and bool(str(error)), f"an error of several lines: {error}")
    return "refused"


def make_source(data: bytes) -> Source:
    """A read document out of choices: each byte decides the next one."""
    choices = _Choices(data)
    pages = tuple(Page(number, 595.0, 842.0) for number in range(1, 1 + choices.below(4)))
    origin: Literal["native", "ocr"] = "ocr" if choices.below(4) == 3 else "native"
    blocks: list[Line | Table] = []
    while choices.left():
        blocks.append(_table(choices, pages) if choices.below(8) == 0 else _line(choices, pages))
    return Source("input", "0" * 64, "text/plain", tuple(blocks), pages, text_origin=origin)


class _Choices:
    """Bytes taken one after the other; zeros after the last."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data[:1500], 0

    def left(self) -> bool:
        return self.place < len(self.data)

    def below(self, count: int) -> int:
        byte = self.data[self.place] if self.place < len(self.data) else 0
        self.place += 1
        return byte % count

    def one(self, *values: Any) -> Any:
        return values[self.below(len(values))]


_TEXTS = tuple(line for text in (LETTER, TABLE, MINISTRY) for line in text.replace("\t", "\n").split("\n"))


def _line(choices: _Choices, pages: tuple[Page, ...]) -> Line:
    kind = choices.below(8)
    if kind < 4:
        words = sentences()[(choices.below(256) * 256 + choices.below(256)) % len(sentences())]
    elif kind < 7:
        words = _TEXTS[choices.below(len(_TEXTS))]
    else:
        words = choices.one("", "I.", "1.", "a)", "-", "Phụ lục", "70%", "STT", "\u0300", "ngày", "Điều 1.", "x" * 300)
    text = " ".join(words.split())
    marks = choices.below(256)
    if not marks & 1:  # most lines have no marks
        return Line(text, blank_before=bool(marks & 2), starts_paragraph=(None, True, False, None)[marks >> 2 & 3])
    box, pieces = None, ()
    if pages and marks & 2:
        page, top = choices.one(*pages).number, 3.0 * choices.below(256)
        box = Box(page, 85.0, top, 520.0, top + 12)
        if marks & 4 and text:
            middle = len(text) // 2
            confidence = choices.one(None, 0.2, 0.95)
            halves = (Piece(0, middle, Box(page, 85.0, top, 300.0, top + 12), confidence),)
            pieces = (*halves, Piece(middle, len(text), Box(page, 300.0, top, 520.0, top + 12), confidence))
    return Line(
        text,
        starts_paragraph=choices.one(None, True, False),
        blank_before=bool(marks & 8),
        bold=choices.one(None, True, False),
        italic=choices.one(None, True),
        align=choices.one(None, "left", "center", "right", "justify"),
        size=choices.one(None, 13.0, 9.0, 0.0),
        indent=choices.one(None, 0.0, 36.0, -10.0),
        region=choices.one("body", "body", "head_left", "head_right", "foot_left", "foot_right", "footnote", "textbox"),
        box=box,
        pieces=pieces,
    )


def _table(choices: _Choices, pages: tuple[Page, ...]) -> Table:
    rows, columns = 1 + choices.below(4), 1 + choices.below(5)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken or choices.below(9) == 8:
                continue
            down, right = (
                1 + (choices.below(6) == 5 and row + 1 < rows),
                1 + (choices.below(6) == 5 and column + 1 < columns),
            )
            places = {(row + i, column + j) for i in range(down) for j in range(right)}
            if places & taken:
                down, right, places = 1, 1, {(row, column)}
            taken |= places
            cells.append(Cell(row, column, tuple(_line(choices, pages) for _ in range(choices.below(3))), down, right))
    return Table(rows, columns, tuple(cells), choices.one(None, 0, 1), choices.one(None, True, False))


TARGETS: Mapping[str, Target] = {
    **dict.fromkeys(("text", "markdown", "html", "mhtml", "docx", "pdf"), fuzz_reader),
    "doc": fuzz_doc,
    "rules": fuzz_reader,  # a letter into which sentences of the rules are put: for the extractors
    "structure": fuzz_structure,
    "json": fuzz_stored,
}


def read_seeds(form: str) -> list[bytes]:
    """The committed seeds of a format, in the order of their names."""
    folder = Path(__file__).with_name("seeds") / form
    return [path.read_bytes() for path in sorted(folder.iterdir())]
