"""`python -m tests.growth [EVERY]`: which shapes of text take more than their share of steps when they are repeated.

Repeated are the sentences that the rules name, in one line, as bullets and as cells, and what `tests.hostile` is made
of, in several formats. Counted are two kinds of steps: lines of the package that run, and characters that its patterns
look through. Seconds change with the machine, these do not. What a pattern does at one place is not seen; that is
bounded by `tests/hostile`, where a search that backtracks runs into the time limit.

`--document` puts the figures into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from fuzz.mutation import sentences
from msgspec import Struct

from kehoach_parser import parse
from kehoach_parser.language import patterns

from .hostile.attacks import HEAD, PIECES, docx, paragraph

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- growth: printed by python -m tests.growth --document -->", "<!-- end of growth -->"
SIZE = 600
"""Characters of the smallest text; beyond it what is done once a document counts for little."""
MOST = 2.4
"""Times as many steps for twice the text, once what an almost empty text costs is taken off."""
FEW = 400
"""Steps that no growth is told of: a text that takes so few for a thousand characters takes little at any length."""


class Shape(Struct, frozen=True):
    """Something to repeat: `make` gives a document with so many of it; `unit` is how many characters one has."""

    kind: str
    name: str
    unit: int
    make: Callable[[int], bytes]
    file: str = "a.txt"


class Steps(Struct, frozen=True):
    """What a parse takes: lines that run, and characters that patterns look through."""

    lines: int
    characters: int


class _Counted:
    """A compiled pattern that counts the characters it looks through."""

    seen = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _count(self, text: str, span: tuple[int, ...], end: int | None = None) -> None:
        start = span[0] if span else 0
        stop = min(len(text), span[1]) if len(span) > 1 else len(text)
        _Counted.seen += max(0, (stop if end is None else end) - start)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        found = self._pattern.search(text, *span)
        self._count(text, span, found.end() if found else None)
        return found

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        self._count(text, span)
        return self._pattern.finditer(text, *span)

    def findall(self, text: str, *span: int) -> list[Any]:
        self._count(text, span)
        return self._pattern.findall(text, *span)

    def split(self, text: str, *most: int, **options: int) -> list[Any]:
        self._count(text, ())
        return self._pattern.split(text, *most, **options)

    def sub(self, new: Any, text: str, *most: int, **options: int) -> str:
        self._count(text, ())
        return self._pattern.sub(new, text, *most, **options)


def count_characters() -> None:
    """From here on the patterns of the package count what they look through: those not yet compiled."""
    compile_kept = patterns.compile_kept
    patterns.compile_kept = lambda source, flags: _Counted(compile_kept(source, flags))  # type: ignore[assignment,return-value]


def count_steps(data: bytes, file: str = "a.txt") -> Steps:
    """The steps of one parse."""
    steps = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        if event == "line":
            steps += 1
        return line

    def begin(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        if "kehoach_parser" not in frame.f_code.co_filename:
            return None
        steps += 1
        return line

    gc.disable()  # a collection runs code of its own
    before, seen = sys.gettrace(), _Counted.seen
    sys.settrace(begin)
    try:
        parse(data, name=file)
    finally:
        sys.settrace(before)
        gc.enable()
    return Steps(steps, _Counted.seen - seen)


# -- shapes ----------------------------------------------------------------------------------------------------------


def repeated(kind: str, unit: str, between: str, opening: str = "", *, file: str = "a.txt", head: str = HEAD) -> Shape:
    """A unit again and again, something between each two."""
    return Shape(
        kind,
        f"{unit!r} by {between!r}",
        len(unit) + len(between),
        lambda times: f"{head}{opening}{between.join([unit] * times)}\n".encode("utf-8", "surrogatepass"),
        file,
    )


def counted(kind: str, line: str, *, file: str = "a.txt", head: str = HEAD, behind: str = "") -> Shape:
    """A line again and again with a number that goes up where it has {n}."""
    return Shape(
        kind,
        repr(line),
        len(line),
        lambda times: (head + "".join(line.replace("{n}", str(n)) for n in range(times)) + behind).encode(),
        file,
    )


def of_rules(every: int = 1) -> Iterator[Shape]:
    """The sentences that the rules name, one in so many: in one line, as bullets and as cells of a table."""
    for sentence in sentences()[::every]:
        unit = sentence.replace("\n", " ")
        yield repeated("sentences of the rules in one line", unit, " ")
        yield repeated("sentences of the rules as bullets", unit, "\n- ", "- ")
        yield repeated("sentences of the rules joined by semicolons", unit, "; ")
        unit = unit.replace("\t", " ")
        yield repeated("sentences of the rules as cells", unit, "\n1\t", "PHỤ LỤC I\nSTT\tChỉ tiêu\n1\t")


def of_pieces() -> Iterator[Shape]:
    """What hostile files repeat, in a line and as lines."""
    for piece in PIECES.values():
        yield repeated("pieces of hostile files in one line", piece, "", "- Đạt ")
        yield repeated("pieces of hostile files as bullets", f"- Đạt {piece.strip()}", "\n")


LINES = (
    "I. a\n", "1.{n}. a\n", "{n}. a\n", "a) a\n", "Điều {n}. a\n", "Phụ lục {n}\na\n", "KẾ HOẠCH\nMở lớp\n",
    "- Tỷ lệ xã {n} đạt {n}% năm 2025.\n", "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", "{n}\n", "\n\na", "+ a\n- a\n",
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nA\n", "1. Sở Y tế chủ trì, báo cáo trước ngày 30/6/2025.\n",
    "Căn cứ Luật số {n}/2020/QH14;\n", "Kinh phí năm {n}: 5 tỷ đồng.\n",
)  # fmt: skip
ROWS = ("1\ta\t5%\n", "\t\t\n", "I\ta\n1\tb\n", "1\tRà soát\tSở Y tế\t2025\n", "a\t\n")
MARKS = (
    "|a", "|-", "|5%", "**a ", "`a", "[a](", "# a\n", "> ", "- a\n  ", "1. a\n", "| a | 5% |\n", "<b>", "&amp;", "[^1]",
)  # fmt: skip
TAGS = (
    "<p>a", "<li>a", "<ul><li>a", "<td>a", "<tr><td>a<td>5%", "<b>a", "<b>a</b>", "<br>", "<div>", "<ol><li>a</ol>",
    "<table><tr><td>a</table>", "<td colspan=2>a", "&nbsp;", "&#55296;", "<!--", "<sup>1</sup>", "<a href=x>",
)  # fmt: skip
_RUN, _CELL = "<w:r><w:t>{}</w:t></w:r>", "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
ELEMENTS = (
    paragraph("Mở 5 lớp"), "<w:p/>", _RUN.format("a"), f"<w:tr>{_CELL.format('5%')}</w:tr>", _CELL.format("a"),
    "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:sdt><w:sdtContent/></w:sdt>",
    paragraph("a", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    paragraph("a", '<w:pStyle w:val="Heading1"/>'),
)  # fmt: skip
AROUND = {
    "<w:r>": ("<w:p>", "</w:p>"),
    "<w:tr>": ("<w:tbl>", "</w:tbl>"),
    "<w:tc>": ("<w:tbl><w:tr>", "</w:tr></w:tbl>"),
}


def of_structure() -> Iterator[Shape]:
    """Headings, labels, lists, tables and markup without end."""
    kind = "labels, lists and tables"
    for line in LINES:
        yield counted(kind, line)
    for cell in ("a\t", "1\t", "5%\t", "năm 2025\t"):
        yield repeated(kind, cell, "", "STT\tTên\n")
    for row in ROWS:
        yield counted(kind, row, head=f"{HEAD}PHỤ LỤC I\nSTT\tTên\tNăm 2025\n")
    kind, head = "Markdown", "# KẾ HOẠCH\n\n"
    for piece in MARKS:
        yield repeated(kind, piece, "", file="a.md", head=head)
    head += "| STT | Tên | Năm |\n|-|-|-|\n"
    yield counted(kind, "| {n} | Rà soát | 5% |\n", file="a.md", head=head)
    kind = "web pages"
    for tag in TAGS:
        yield repeated(kind, tag, "", file="a.html", head="<html><body><p>KẾ HOẠCH<table>")
    for style in ("border", "a-", "a:b;", "a ", "margin-left:1px;"):
        yield repeated(kind, style, "", '<p style="', file="a.html", head="<html><body>")
    for element in ELEMENTS:
        yield _word("Word", element)


def _word(kind: str, piece: str) -> Shape:
    opening, closing = next((pair for tag, pair in AROUND.items() if piece.startswith(tag)), ("", ""))
    head = paragraph("KẾ HOẠCH") + paragraph("I. MỤC TIÊU")
    text = re.sub(r"<[^>]*>", "", piece)
    return Shape(
        kind,
        repr(piece),
        max(6, len(text) + 4),
        lambda times: docx(f"{head}{opening}{piece * times}{closing}"),
        "a.docx",
    )


def shapes(every: int = 1) -> Iterator[Shape]:
    """All shapes, of the sentences of the rules one in so many."""
    yield from of_pieces()
    yield from of_structure()
    yield from of_rules(every)


# -- judging ---------------------------------------------------------------------------------------------------------


def measure(shape: Shape, *factors: int) -> list[Steps]:
    """Steps for documents with so many times n characters of this shape, less those of one with a single one."""
    times = max(2, SIZE // shape.unit)
    parse(shape.make(2), name=shape.file)  # what is loaded with the first such document
    empty = count_steps(shape.make(1), shape.file)
    found = [count_steps(shape.make(times * factor), shape.file) for factor in factors]
    return [Steps(one.lines - empty.lines, one.characters - empty.characters) for one in found]


def grows_too_fast(shape: Shape) -> str:
    """Empty, or the steps of a shape that takes more than its share from 2n to 4n characters and from 4n to 8n: what
    grows but once is something that is done from a certain length on."""
    double, fourfold = measure(shape, 2, 4)
    if not _grown(double, fourfold):
        return ""
    (eightfold,) = measure(shape, 8)
    told = [
        f"{what} {getattr(double, what):,} {getattr(fourfold, what):,} {getattr(eightfold, what):,}"
        for what in _grown(fourfold, eightfold)
        if what in _grown(double, fourfold)
    ]
    return f"{shape.kind}: {shape.name}: {'; '.join(told)}" if told else ""


def _grown(half: Steps, whole: Steps) -> list[str]:
    """The kinds of steps of which there are too many for twice the text."""
    return [what for what in Steps.__struct_fields__ if getattr(whole, what) > max(FEW, MOST * getattr(half, what))]


def main(argv: list[str] | None = None) -> int:
    """Looks at the shapes; 1 where any grows too fast."""
    parser = argparse.ArgumentParser(prog="python -m tests.growth", description=__doc__)
    parser.add_argument("every", type=int, nargs="?", default=60, help="of the rules' sentences one in so many (60)")
    parser.add_argument("--document", action="store_true", help="put the figures into docs/reliability.md")
    args = parser.parse_args(argv)
    count_characters()
    done: Counter[str] = Counter()
    fast: Counter[str] = Counter()
    for shape in shapes(args.every):
        done[shape.kind] += 1
        if told := grows_too_fast(shape):
            fast[shape.kind] += 1
            print(told, flush=True)
    table = "\n".join(
        ["| repeated | shapes | grow too fast |", "|---|---|---|"]
        + [f"| {name} | {count:,} | {fast[name]:,} |" for name, count in done.items()]
        + [f"| all | {done.total():,} | {fast.total():,} |"]
    )
    print(table)
    if args.document:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(re.sub(f"(?<={BEGIN}\n).*?(?={END})", f"{table}\n", text, flags=re.DOTALL), "utf-8")
    return 1 if fast else 0


if __name__ == "__main__":
    sys.exit(main())
