"""Reads a plain text plan into the blocks that a typist would set in Word.

It is a test's own reading, kept apart from the package on purpose: parity between text, DOCX and PDF would
mean nothing if both sides were made by the code under test. It knows the layout of a letter (head, title,
numbered paragraphs, foot, attachments), and no more.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

KIND_OF_DOCUMENT = re.compile(r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|NGHỊ QUYẾT|CHỈ THỊ)")
LABEL = re.compile(r"(?:[IVXL]+\.|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\.|[a-zđ]\)|[-+*](?=\s|[^\W\d]))\s*")
MARKUP = re.compile(r"^#{1,6}\s+|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|\*{2,3}")
TAG = re.compile(r"</?[a-z][^>]*>")
ATTACHMENT = re.compile(r"(?:Phụ lục|PHỤ LỤC|ĐỀ CƯƠNG|BIỂU MẪU|DANH MỤC)\b")
SIGNATURE = re.compile(r"(?:TM|KT|TL|TUQ|Q)\b\.?\s*[A-ZĐỦ]")
PORTAL_FURNITURE = ("Hệ thống pháp luật", "HIỆU LỰC VĂN BẢN")


@dataclass(frozen=True)
class Head:
    issuer: tuple[str, ...]
    number: str
    place_and_date: str
    has_motto: bool


@dataclass(frozen=True)
class Title:
    kind: str
    subject: str


@dataclass(frozen=True)
class Paragraph:
    label: str | None
    text: str


@dataclass(frozen=True)
class Foot:
    recipients: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True)
class AttachmentTitle:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """`rows` of cells, each cell a tuple of paragraphs; the first `header_rows` repeat on every page."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]
    header_rows: int


Block = Head | Title | Paragraph | Foot | AttachmentTitle | Grid


def read_blocks(text: str) -> list[Block]:
    """The blocks of a plan, in reading order; a part that the text lacks gives no block."""
    lines = _clean(text)
    title_at = next((i for i, line in enumerate(lines) if KIND_OF_DOCUMENT.fullmatch(line)), None)
    blocks: list[Block] = []
    rest = 0
    if title_at is not None:
        head = _read_head(lines[:title_at])
        blocks += [head] if head else []
        title, rest = _read_title(lines, title_at)
        blocks.append(title)
    foot_at = next((i for i in range(rest, len(lines)) if lines[i].startswith("Nơi nhận")), len(lines))
    after = next((i for i in range(foot_at, len(lines)) if ATTACHMENT.match(lines[i])), len(lines))
    blocks += _read_body(lines[rest:foot_at])
    if foot_at < len(lines):
        blocks.append(_read_foot(lines[foot_at + 1 : after]))
    starts = [i for i in range(after, len(lines)) if ATTACHMENT.match(lines[i]) and "\t" not in lines[i]]
    for start, end in itertools.pairwise([*starts, len(lines)]):
        title_end = start + 1
        while title_end < end and not LABEL.match(lines[title_end]) and not _starts_content(lines, title_end):
            title_end += 1
        blocks.append(AttachmentTitle(tuple(line for line in lines[start:title_end] if line)))
        blocks += _read_body(lines[title_end:end])
    return blocks


def _clean(text: str) -> list[str]:
    lines = []
    for raw in text.lstrip("\ufeff").replace("\r\n", "\n").split("\n"):
        line = raw.strip("\r\n") if raw.strip() and "\t" in raw else MARKUP.sub("", raw.strip()).strip()
        if line == PORTAL_FURNITURE[1]:
            break
        if line != PORTAL_FURNITURE[0]:
            lines.append(line)
    return lines


def _read_head(lines: list[str]) -> Head | None:
    words = [line for line in lines if line and line != "|" and set(line) != {"-"}]
    joined = " ".join(words)
    number = re.search(r"Số:\s*\S+", joined)
    date = re.search(r"[^\W\d][\w .-]*,\s*ngày.*$", joined[number.end() if number else 0 :])
    if not number and not date:
        return None
    motto = joined.find("CỘNG HÒA")
    issuer: list[str] = []
    for word in words:
        if word.startswith(("CỘNG HÒA", "Số:", "Độc lập")):
            break
        issuer.append(word)
    return Head(tuple(issuer), number.group() if number else "", date.group().strip() if date else "", motto >= 0)


def _read_title(lines: list[str], at: int) -> tuple[Title, int]:
    """The kind of document and its subject: capitals go on over lines, mixed case ends at the blank line."""
    i = at + 1
    while i < len(lines) and not lines[i]:
        i += 1
    first = i
    capitals = lines[first].isupper()
    while i < len(lines) and lines[i] and (i == first or not capitals or lines[i].upper() == lines[i]):
        i += 1
    return Title(lines[at], " ".join(lines[first:i])), i


def _read_foot(lines: list[str]) -> Foot:
    lines = [line for line in lines if line and line != "|"]
    signed = next((i for i, line in enumerate(lines) if SIGNATURE.match(line)), len(lines))
    recipients: list[str] = []
    for line in lines[:signed]:
        if recipients and recipients[-1] == "-":
            recipients[-1] = f"- {line}"
        else:
            recipients.append(line)
    return Foot(tuple(recipients), tuple(lines[signed:]))


def _read_body(lines: list[str]) -> Iterator[Block]:
    wrapped = _is_wrapped(lines)
    width = max((len(line) for line in lines), default=0)
    at = 0
    pending: list[str] = []

    def flush() -> Iterator[Block]:
        if pending:
            joined = " ".join(pending)
            pending.clear()
            label = LABEL.match(joined)
            yield (Paragraph(label.group().strip(), joined[label.end() :]) if label else Paragraph(None, joined))

    while at < len(lines):
        line = lines[at]
        if "\t" in line:
            yield from flush()
            grid, at = _read_grid(lines, at)
            yield grid
            continue
        if _starts_form(lines, at):
            yield from flush()
            grid, at = _read_form(lines, at)
            yield grid
            continue
        at += 1
        if not line:
            continue
        if pending and not _continues(pending[-1], line, wrapped and bool(lines[at - 2]), width):
            yield from flush()
        pending.append(line)
    yield from flush()


def _is_wrapped(lines: list[str]) -> bool:
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b and "\t" not in a + b]
    return len(pairs) > 20 and sum(b[0].islower() for _, b in pairs) > len(pairs) / 4


def _continues(previous: str, line: str, same_run: bool, width: int) -> bool:
    """Whether `line` goes on with `previous`: no label of its own, the sentence not finished."""
    if LABEL.match(line):
        return False
    finished = previous.endswith((".", ";", ":", "/.", "!", "?", ")"))
    if not same_run:
        return not finished and line[0].islower()
    first_word = line.split(" ", 1)[0]
    return not (finished and line[0].isupper() and len(previous) + 1 + len(first_word) < width * 0.9)


def _starts_content(lines: list[str], at: int) -> bool:
    return "\t" in lines[at] or _starts_form(lines, at) or re.match(r"[A-Z]\. ", lines[at]) is not None


def _read_grid(lines: list[str], at: int) -> tuple[Grid, int]:
    """A tab-separated table; a header that the text repeats on each page is one header."""
    rows: list[list[str]] = []
    while at < len(lines) and ("\t" in lines[at] or (not lines[at] and _next_is_tabbed(lines, at))):
        if lines[at] and not (rows and lines[at].split("\t") == rows[0]):
            rows.append(lines[at].split("\t"))
        at += 1
    columns = max(len(row) for row in rows)
    header_rows = 2 if len(rows) > 1 and not any(cell.strip() for cell in rows[1][:2]) else 1
    return (
        Grid(
            tuple(tuple(_paragraphs(cell) for cell in [*row, *[""] * (columns - len(row))]) for row in rows),
            header_rows,
        ),
        at,
    )


def _next_is_tabbed(lines: list[str], at: int) -> bool:
    return next(("\t" in line for line in lines[at:] if line), False)


def _starts_form(lines: list[str], at: int) -> bool:
    return lines[at] == "Nội dung" and lines[at + 1 : at + 2] == [""]


def _read_form(lines: list[str], at: int) -> tuple[Grid, int]:
    """A form whose cells stand one a paragraph, an empty cell as an empty line of its own."""
    end = next((i for i in range(at, len(lines)) if re.match(r"[A-Z]\. ", lines[i])), len(lines))
    cells = lines[at:end:2]
    columns = next(i for i, cell in enumerate(cells) if LABEL.match(cell))
    whole = len(cells) // columns * columns
    for start in range(columns, whole, columns):
        if not cells[start] or cells[start].startswith("Lưu ý"):
            whole = start
            break
    rows = tuple(
        tuple((cell,) if cell else () for cell in cells[start : start + columns]) for start in range(0, whole, columns)
    )
    return Grid(rows, 1), min(at + whole * 2, end)


def _paragraphs(cell: str) -> tuple[str, ...]:
    parts = [part.strip() for part in TAG.sub("\n", cell).split("\n")]
    if len(parts) > 1:
        parts = [piece for part in parts for piece in re.split(r"\s+(?=- )", part)]
    return tuple(part for part in parts if part)
