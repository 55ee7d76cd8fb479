"""DOCX -> Source: paragraphs with their automatic numbers, tables as grids, text boxes and footnotes
apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from msgspec import Struct, field
from msgspec.structs import replace

from ...language.letters import POINTS
from ...language.patterns import compile_later
from ...limits import budgets, refuse
from ...source import Block, Cell, Finding, LegacyEncoding, Line, Source, Table
from ..shared import legacy
from ..shared.grid import split_columns
from ..shared.portals import load_portals
from ..sniff import sniff
from ..web.reader import read_html, read_mhtml
from .numbering import Label, Numbering
from .package import Element, Package, R, W, attribute
from .runs import BREAK, Collector, Fields, Run
from .styles import Look, Styles, read_paragraph
from .tables import children, read_table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_WRAPPERS = frozenset(W + tag for tag in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_SPACES = " \t\xa0\u200b\ufeff"
_TABS = compile_later(r"\s*\t\s*")
_SENTENCE_END = compile_later(r"[.;:!?…][”\"’)]?\s*$")
_OPENS_ITEM = compile_later(rf"\s*(?:[-+*•–]\s|(?:\d{{1,2}}(?:\.\d{{1,2}})*|[IVX]+|[{POINTS}])[.)]\s)")
_UNICODE_LETTER = compile_later("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
_MARK_LENGTH = 60


def read_docx(data: bytes, name: str, *, ocr: str = "auto", within: Package | None = None) -> Source:
    """The document as Word shows it with all tracked changes accepted.

    Automatic numbers and bullets are put before their paragraph's text (`Line.list_label`). A soft break
    parts lines: the second is `starts_paragraph=False` where the sentence goes on, None where the line before
    it ended one. Tabs are spaces; paragraphs that tabs lay out in two columns become a table without rules,
    or two lines where one stands alone. Text boxes follow the paragraph that holds them, footnotes and
    endnotes stand at the end in the order of their references. Tables of contents, headers and footers are
    left out; a header that marks a draft is kept.

    `within`: the package that holds this one as a part.

    Raises UnreadableInput or InputTooLarge.
    """
    package = Package(data, name, within)
    document = package.document()
    reading = _Reading(package)
    blocks = _join_columns(list(reading.flow(document.find(W + "body"))))
    blocks = [*reading.draft_marks(blocks), *blocks, *reading.note_lines()]
    findings: list[Finding] = []
    if next(document.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo"), None) is not None:
        message = "Văn bản còn dấu vết sửa đổi (track changes); được đọc như đã chấp nhận."
        findings.append(Finding("tracked_changes", message))
    findings += reading.findings()
    return Source(
        name,
        sha256(data).hexdigest(),
        MEDIA_TYPE,
        tuple(blocks),
        legacy_encoding=reading.legacy_encoding,
        findings=tuple(findings),
    )


class _Columns(Struct, frozen=True):
    """A line that tabs lay out in two columns, not yet known to be one of several."""

    left: Line
    right: Line
    joined: Line


class _Carry(Struct):
    """Runs of a paragraph whose end was deleted: they open the next one."""

    runs: list[Run] = field(default_factory=list)


class _Reading:
    """One pass over a document: what the paragraphs so far say about the next ones."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(next(iter(package.related("styles")), None))
        numbering = next(iter(package.related("numbering")), None)
        self._numbering = Numbering(numbering, self._styles.lists())
        self._fields = Fields()
        self._carry = _Carry()
        self._blank = False
        self._notes: list[tuple[str, str]] = []
        self._encodings: dict[LegacyEncoding, int] = {}
        self._chunks = 0
        self._chars = 0
        self._left_out = 0
        self._inner: list[Finding] = []

    @property
    def legacy_encoding(self) -> LegacyEncoding | None:
        """The encoding before Unicode that most of the converted letters were in; None where none were."""
        return max(self._encodings, key=lambda key: self._encodings[key], default=None)

    def flow(self, node: Element) -> Iterator[Line | _Columns | Table]:
        """The blocks of a body, cell or text box."""
        for child in node:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                yield from self._table(child)
            elif tag == W + "sdt":
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                content = child.find(W + "sdtContent")
                if content is not None and attribute(gallery) != "Table of Contents":
                    yield from self.flow(content)
            elif tag == W + "altChunk":
                yield from self._chunk(child)
            elif tag in _WRAPPERS:
                yield from self.flow(child)

    def findings(self) -> list[Finding]:
        """What was left out for its size, and what the files taken in found."""
        found = [finding for finding in self._inner if finding.code != "tracked_changes"]
        if self._left_out:
            message = f"{self._left_out} tệp lồng trong văn bản vượt giới hạn, không được đọc."
            found.append(Finding("part_left_out", message))
        if self._numbering.cut:
            found.append(Finding("part_left_out", "Số thứ tự tự động dài quá giới hạn, bị cắt bớt."))
        return found

    def note_lines(self) -> list[Line]:
        """The notes referred to so far, in the order of reference, each with its number."""
        if not self._notes:
            return []
        bounds = budgets()
        if len(self._notes) > bounds.max_notes:
            refuse(self._package.name, "footnotes", bounds.max_notes, "max_notes")
        chars = 0
        found = {
            (kind, note.get(W + "id", "")): note
            for kind in ("footnote", "endnote")
            for root in self._package.related(kind + "s")
            for note in root.findall(W + kind)
        }
        lines: list[Line] = []
        for number, key in enumerate(list(self._notes), start=1):
            note = found.get(key)
            if note is None:
                continue
            first = True
            for line in _as_lines(self.flow(note)):
                line = replace(line, region="footnote")
                if first:
                    line = replace(line, text=f"{number} {line.text}", list_label=str(number), starts_paragraph=True)
                    first = False
                lines.append(line)
                chars += len(line.text)
            if chars > bounds.max_text_chars:
                refuse(self._package.name, "characters in notes", bounds.max_text_chars, "max_text_chars")
        return lines

    def draft_marks(self, blocks: list[Block]) -> list[Line]:
        """Words of headers and footers that mark a draft, unless the body has them."""
        words = load_portals().draft
        marks: list[Line] = []
        for kind in ("header", "footer"):
            for root in self._package.related(kind):
                for line in _as_lines(self.flow(root)):
                    if len(line.text) <= _MARK_LENGTH and any(word in line.text.casefold() for word in words):
                        marks.append(replace(line, region="textbox", blank_before=False))
        if not marks or any(_mentions(block, words) for block in blocks):
            return []
        return marks[:1]

    def _chunk(self, node: Element) -> Iterator[Line | Table]:
        """The web page that a converter put into the package instead of paragraphs."""
        bounds = budgets()
        self._chunks += 1
        if self._chunks > bounds.max_chunks or self._package.depth >= bounds.max_chunk_depth:
            self._left_out += 1
            return
        content = self._package.embedded(node.get(R + "id"))
        if not content.strip():
            return
        kind = sniff(content, self._package.name)
        if kind in ("html", "mhtml"):
            reader = read_html if kind == "html" else read_mhtml
            inner = reader(content, self._package.name)
        elif kind == "docx":
            inner = read_docx(content, self._package.name, within=self._package)
        else:
            return
        self._inner += inner.findings
        self._chars += sum(len(line.text) for line in inner.blocks if isinstance(line, Line))
        if self._chars > bounds.max_text_chars:
            refuse(self._package.name, "characters in files taken in", bounds.max_text_chars, "max_text_chars")
        yield from inner.blocks

    def _paragraph(self, node: Element, in_cell: bool = False) -> Iterator[Line | _Columns]:
        properties = node.find(W + "pPr")
        style = None if properties is None else attribute(properties.find(W + "pStyle"))
        own = read_paragraph(properties)
        styled = self._styles.paragraph(style)
        look = styled.under(own)
        collector = Collector(self._styles, look, self._fields, runs=self._carry.runs, note_number=len(self._notes))
        self._carry = _Carry()
        had_runs = len(collector.runs)
        collector.collect(node)
        self._notes.extend(collector.notes)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carry = _Carry(collector.runs)
            yield from self._boxes(collector)
            return
        silent = self._fields.silent and len(collector.runs) == had_runs
        label = None if silent else self._label(own, styled, style)
        lines = self._lines(self._convert(collector.runs), look)
        if label is not None and (in_cell or any(line.text for line in lines)):
            lines = _put_label(lines, label)
        indent = _indent(own, look, label)
        made = False
        for index, line in enumerate(lines):
            text = line.text
            if not text.strip(_SPACES):
                continue
            line = replace(
                line,
                starts_paragraph=True if not made else line.starts_paragraph,
                blank_before=self._blank if not made else False,
                align=look.align or "left",
                indent=indent if index == 0 else look.left,
            )
            made = True
            yield _finish(line)
        self._blank = False if made else self._blank or not silent
        yield from self._boxes(collector)

    def _boxes(self, collector: Collector) -> Iterator[Line]:
        for box in collector.boxes:
            blank, self._blank = self._blank, False
            for line in _as_lines(self.flow(box)):
                yield replace(line, region="textbox")
            self._blank = blank

    def _label(self, own: Look, styled: Look, style: str | None) -> Label | None:
        list_id = own.list_id if own.list_id is not None else styled.list_id
        if list_id is None or list_id == "0":
            return None
        level = own.level
        if level is None:
            linked = (self._numbering.level_of_style(list_id, key) for key in self._styles.ancestors(style))
            level = next((found for found in linked if found is not None), None)
        if level is None:
            level = styled.level or 0
        return self._numbering.label(list_id, level)

    def _convert(self, runs: list[Run]) -> list[Run]:
        """Runs with the letters of fonts before Unicode converted, and capitals where the look shows them."""
        text = "".join(run.text for run in runs)
        if not text.isascii():
            telling = any(legacy.font_encoding(font) for font in {run.look.font for run in runs})
            if telling or not _UNICODE_LETTER.search(text):
                texts, encoding = legacy.convert_runs(
                    [(run.text, run.look.font) for run in runs], carried=self.legacy_encoding
                )
                if encoding:
                    self._encodings[encoding] = self._encodings.get(encoding, 0) + len(text)
                    runs = [Run(new, run.look) for new, run in zip(texts, runs, strict=True)]
        if "\xad" in text:
            runs = [Run(run.text.replace("\xad", ""), run.look) for run in runs]
        return [Run(run.text.upper(), run.look) if _shows_capitals(run) else run for run in runs]

    def _lines(self, runs: list[Run], look: Look) -> list[Line]:
        lines: list[Line] = []
        parts: list[Run] = []

        def flush() -> None:
            text = "".join(part.text for part in parts)
            goes_on: bool | None = None
            if lines:
                ended = _SENTENCE_END.search(lines[-1].text) or _OPENS_ITEM.match(text) or not lines[-1].text.strip()
                goes_on = None if ended else False
            lines.append(
                Line(
                    text,
                    starts_paragraph=goes_on,
                    bold=_share(parts, lambda run: run.look.bold),
                    italic=_share(parts, lambda run: run.look.italic),
                    size=max((p.look.size for p in parts if p.look.size and p.text.strip()), default=look.size),
                )
            )
            parts.clear()

        for run in runs:
            if BREAK not in run.text:
                parts.append(run)
                continue
            pieces = run.text.split(BREAK)
            for piece in pieces[:-1]:
                parts.append(Run(piece, run.look))
                flush()
            parts.append(Run(pieces[-1], run.look))
        flush()
        return lines

    def _table(self, node: Element) -> Iterator[Line | _Columns | Table]:
        cells = [cell for row in children(node, "tr") for cell in children(row, "tc")]
        if len(cells) == 1:  # a frame around text
            yield from self.flow(cells[0])
            return
        blank = self._blank
        table = read_table(node, self._styles, self._cell)
        self._blank = False
        if table is not None:
            yield table
        else:
            self._blank = blank

    def _cell(self, node: Element) -> list[Line]:
        self._blank = False
        lines: list[Line] = []
        for child in node:
            if child.tag == W + "p":
                lines.extend(_as_lines(self._paragraph(child, in_cell=True)))
            elif child.tag == W + "tbl":
                lines.extend(_as_lines(self._table(child)))
            elif child.tag == W + "sdt" or child.tag in _WRAPPERS:
                content = child.find(W + "sdtContent") if child.tag == W + "sdt" else child
                if content is not None:
                    lines.extend(self._cell(content))
        return lines


def _shows_capitals(run: Run) -> bool:
    """Word's own "all caps". The capital fonts of TCVN3 (.VnTimeH) only draw small letters so: they stay
    small."""
    return bool(run.look.caps)


def _share(runs: list[Run], test: Callable[[Run], bool | None]) -> bool | None:
    """True where all words of the runs pass, False where some do not, None where there are no words."""
    words = [run for run in runs if run.text.strip()]
    return all(bool(test(run)) for run in words) if words else None


def _put_label(lines: list[Line], label: Label) -> list[Line]:
    first = lines[0]
    text = first.text.lstrip(_SPACES)
    space = "" if not text or (label.glued and text[:1] in ".,:;)") else " "
    return [replace(first, text=f"{label.text}{space}{text}", list_label=label.text), *lines[1:]]


def _indent(own: Look, look: Look, label: Label | None) -> float | None:
    left, first = look.left, look.first
    if label is not None and label.left is not None and own.left is None:
        left = label.left
        first = -label.hanging if own.first is None else own.first
    if left is None and first is None:
        return None
    return round((left or 0.0) + (first or 0.0), 2)


def _finish(line: Line) -> Line | _Columns:
    text = line.text
    if "\t" not in text:
        return replace(line, text=text.strip(_SPACES))
    joined = replace(line, text=_TABS.sub(" ", text).strip(_SPACES))
    columns = split_columns(text)
    if columns is None or (columns[0].endswith(":") and not columns[1][:1].isupper()):
        return joined
    right = replace(line, text=columns[1], list_label=None, blank_before=False, indent=None)
    return _Columns(replace(line, text=columns[0]), right, joined)


def _as_lines(blocks: Iterator[Line | _Columns | Table]) -> Iterator[Line]:
    """The lines of blocks that stand inside a cell, a box or a note: columns joined, tables by their
    cells."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        elif isinstance(block, _Columns):
            yield block.joined
        else:
            for cell in block.cells:
                yield from cell.lines


def _join_columns(items: list[Line | _Columns | Table]) -> list[Block]:
    """Neighbouring lines in two columns become a table; a lone one two lines, or one where it reads as
    one."""
    blocks: list[Block] = []
    index = 0
    while index < len(items):
        item = items[index]
        if not isinstance(item, _Columns):
            blocks.append(item)
            index += 1
            continue
        rows = [item]
        while index + len(rows) < len(items) and isinstance(following := items[index + len(rows)], _Columns):
            rows.append(following)
        index += len(rows)
        pairs = all(row.left.text.endswith(":") for row in rows)  # "name: ⇥ value" is a list, no layout
        if len(rows) >= 2 and not pairs:
            cells = [Cell(r, c, (line,)) for r, row in enumerate(rows) for c, line in enumerate((row.left, row.right))]
            blocks.append(Table(len(rows), 2, tuple(cells), ruled=False))
        elif len(rows) == 1 and not pairs and not _OPENS_ITEM.match(item.left.text):
            blocks.extend((item.left, item.right))
        else:
            blocks.extend(row.joined for row in rows)
    return blocks


def _mentions(block: Block, words: tuple[str, ...]) -> bool:
    if isinstance(block, Table):
        return any(_mentions(line, words) for cell in block.cells for line in cell.lines)
    return len(block.text) <= _MARK_LENGTH and any(word in block.text.casefold() for word in words)
