"""HTML pages -> Source: the document that a page holds, without the page around it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default as email_policy
from typing import Any

import lxml.html
from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from ...errors import InputTooLarge, UnreadableInput
from ...language.letters import POINTS
from ...language.patterns import compile_later
from ...limits import NO_MEMORY, budgets, refuse, refuse_memory
from ...source import Align, Block, Finding, Line, Source, Table
from ..shared.encoding import Decoded, decode
from ..shared.numerals import format_number
from ..shared.portals import drop_portal
from ..shared.source import make_source
from .page import drop_unseen, find_document
from .tables import cells_of, is_ruled, read_table

Element = Any  # lxml ships no types

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_HEAD = compile_later(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "html",
        "legend",
        "main",
        "p",
        "pre",
        "section",
        "summary",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "caption",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_CHARSETS = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"))
_SURROGATES = compile_later("[\ud800-\udfff]")
_SPACE = compile_later(r"[ \t\r\n\f]+")
_STYLE = compile_later(r"(?<![a-z-])([a-z-]+)\s*:\s*([^;]+)", re.I)
_ALIGNS: dict[str, Align] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "justify": "justify",
    "start": "left",
}
_LIST_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "none": "none",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "upper-roman": "upperRoman",
}  # fmt: skip
_BULLETS = ("-", "+", "*")
_OWN_LABEL = compile_later(rf"\s*(?:[-+*•–]|(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVX]+|[{POINTS}])[.)])\s", re.I)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FOOTNOTE = compile_later(r"_?ftn\d+$", re.I)


def read_html(data: bytes, name: str, *, ocr: str = "auto") -> Source:
    """The document that a saved web page holds.

    Each block element begins a paragraph; a `<br>` parts lines and says nothing more. List labels are
    restored, tables become tables; frames of one cell and tables that only lay out the page are opened. What
    a portal's box says of the document goes to `Source.hints`.
    """
    decoded = _decode(data, name)
    return _read(data, name, decoded, "text/html")


def read_mhtml(data: bytes, name: str, *, ocr: str = "auto") -> Source:
    """The document of a web page saved as one file (MHTML), as old portals serve it under the name of a
    .doc."""
    try:
        message = message_from_bytes(data, policy=email_policy)
    except RecursionError as error:
        raise InputTooLarge(f"{name}: too large: parts of a web archive within one another") from error
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                charset = part.get_content_charset()
                text = _try_codec(content, charset) if charset else None
                decoded = Decoded(text) if text is not None else _decode(content, name)
                return _read(data, name, decoded, "multipart/related")
    raise UnreadableInput(f"{name}: a web archive without a page in it")


def parse_table(markup: str) -> Table | None:
    """The first table of a piece of HTML; None where it has none."""
    if markup.count("<") > 2 * budgets().max_markup:
        return None
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError) as error:
        refuse_memory(error)
        return None
    drop_unseen(root)
    table = root.find(".//table")
    return None if table is None else read_table(table, _cell_lines)


def _read(data: bytes, name: str, decoded: Decoded, media_type: str) -> Source:
    most = budgets().max_markup
    if decoded.text.count("<") > 2 * most:
        refuse(name, "elements", most, "max_markup")
    parser = lxml.html.HTMLParser()
    try:
        text = _XML_HEAD.sub("", decoded.text, count=1).replace("\0", "")
        root = lxml.html.document_fromstring(_SURROGATES.sub("\ufffd", text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        refuse_memory(error)
        raise UnreadableInput(f"{name}: a web page without any text") from error
    if any(entry.type == NO_MEMORY for entry in parser.error_log):
        raise MemoryError  # the page ends where there was none
    deep = _cut_deep(root, budgets().max_depth) or any("depth" in entry.message for entry in parser.error_log)
    body = root.find("body")
    if body is None:
        body = root
    drop_unseen(body)
    _, hints = drop_portal(_blocks(body))
    blocks, own_hints = drop_portal(_blocks(find_document(body)))
    source = make_source(data, name, media_type, blocks, decoded, own_hints | hints)
    if not deep:
        return source
    most = min(budgets().max_depth, _DEPTH)
    message = f"Trang web lồng quá nhiều lớp: phần sâu hơn {most - 1} phần tử không được đọc."
    return replace(source, findings=(*source.findings, Finding("part_left_out", message)))


_DEPTH = 256
"""Elements within one another that libxml2 reads."""


def _cut_deep(root: Element, most: int) -> bool:
    """Takes out what lies deeper than so many elements; whether there was any. Deeper than libxml2 reads lies none."""
    if most >= _DEPTH:
        return False
    level = [root]
    for _ in range(most - 1):
        level = [child for element in level for child in element]
    deep = [element for element in level if len(element)]
    for element in deep:
        del element[:]
    return bool(deep)


def _decode(data: bytes, name: str) -> Decoded:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        charset = declared[1].decode("ascii").lower()
        if charset not in ("utf-8", "utf8", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"):
            text = _try_codec(data, charset)
            if text is not None:
                return Decoded(text)
    return decode(data, name)


def _try_codec(data: bytes, charset: str) -> str | None:
    try:
        if not codecs.lookup(charset)._is_text_encoding or charset in _NO_CHARSETS:
            return None
        return data.decode(charset)
    except (LookupError, ValueError):  # some of Python's codecs are no encodings of text
        return None


def _blocks(root: Element) -> tuple[Block, ...]:
    flow = _Flow()
    flow.walk(root, _Context())
    flow.end_line()
    return tuple(flow.blocks)


def _cell_lines(cell: Element) -> list[Line]:
    flow = _Flow()
    flow.walk(cell, _Context(bold=cell.tag == "th"))
    flow.end_line()
    return list(_as_lines(flow.blocks))


def _as_lines(blocks: list[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in block.cells:
                yield from cell.lines


class _Context(Struct, frozen=True):
    """What the elements around a piece of text say of it."""

    bold: bool = False
    italic: bool = False
    align: Align | None = None
    capitals: bool = False
    preformatted: bool = False
    footnote: bool = False
    depth: int = 0
    script: str | None = None


class _Flow(Struct):
    """Turns a tree into blocks in reading order."""

    blocks: list[Block] = field(default_factory=list)
    _pieces: list[tuple[str, _Context]] = field(default_factory=list)
    _label: str | None = None
    _starts: bool = True
    _blank: bool = False

    def walk(self, element: Element, context: _Context) -> None:
        """Takes in an element and what is in it, not the text behind it."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        context = _enter(element, context)
        if tag == "br":
            self._break()
        elif tag == "table":
            self._table(element, context)
        elif tag in ("ul", "ol", "dir", "menu"):
            self._list(element, context)
        elif tag == "hr":
            self._end_block()
        elif tag in _BLOCKS or tag == "li":
            self._end_block()
            before = len(self.blocks)
            self._children(element, context)
            self._end_block()
            if len(self.blocks) == before and tag == "p":
                self._blank = True
        else:
            self._children(element, context)

    def end_line(self) -> None:
        """Closes the line under way, if it has words."""
        text = "".join(piece for piece, _ in self._pieces)
        if not text.strip(" \xa0\t\n\u200b\ufeff"):
            self._pieces.clear()
            return
        words = [(piece, context) for piece, context in self._pieces if piece.strip(" \xa0\t\n")]
        first = words[0][1]
        for index, part in enumerate(text.split("\n")):  # only preformatted text holds line breaks
            part = part.strip(" \xa0\t\u200b\ufeff")
            if not part:
                continue
            label = self._label if index == 0 else None
            if label and _OWN_LABEL.match(part + " "):
                label = None
            self.blocks.append(
                Line(
                    f"{label} {part}" if label else part,
                    starts_paragraph=True if self._starts and index == 0 else None,
                    blank_before=self._blank and index == 0,
                    list_label=label,
                    bold=all(context.bold for _, context in words),
                    italic=all(context.italic for _, context in words),
                    align=first.align,
                    region="footnote" if first.footnote else "body",
                )
            )
        self._pieces.clear()
        self._label = None
        self._starts = self._blank = False

    def _children(self, element: Element, context: _Context) -> None:
        self._text(element.text, context)
        for child in element:
            self.walk(child, context)
            self._text(child.tail, context)

    def _text(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        if not context.preformatted:
            text = _SPACE.sub(" ", text)
            if text[0] == " " and (not self._pieces or self._pieces[-1][0].endswith(" ")):
                text = text[1:]
        if context.script:
            text = text.translate(_RAISED if context.script == "sup" else _LOWERED)
        if text:
            self._pieces.append((text.upper() if context.capitals else text, context))

    def _break(self) -> None:
        if not any(piece.strip(" \xa0\t") for piece, _ in self._pieces):
            self._pieces.clear()
            self._blank = self._blank or not self._starts
        self.end_line()

    def _end_block(self) -> None:
        self.end_line()
        self._starts = True

    def _list(self, element: Element, context: _Context) -> None:
        self._end_block()
        kind = _list_style(element)
        ordered = element.tag == "ol"
        number = _integer(element.get("start"), 1)
        step = -1 if element.get("reversed") is not None else 1
        inner = context if ordered else replace(context, depth=context.depth + 1)
        self._text(element.text, context)
        for item in element:
            if item.tag == "li":
                number = _integer(item.get("value"), number)
                own = _list_style(item) or kind
                if own == "none":
                    self._label = None
                elif ordered:
                    self._label = format_number(number, _LIST_FORMATS.get(own or "", "decimal")) + "."
                else:
                    self._label = _BULLETS[min(context.depth, 2)]
                number += step
            self.walk(item, inner)
            self._label = None
            self._text(item.tail, context)
        self._end_block()

    def _table(self, element: Element, context: _Context) -> None:
        self._end_block()
        caption = element.find("caption")
        if caption is not None:
            self.walk(caption, context)
        cells = cells_of(element)
        if len(cells) == 1 or _lays_out(element, cells):
            for cell in cells:
                self.walk(cell, context)
            return
        table = read_table(element, _cell_lines)
        if table is not None:
            self.blocks.append(table)
            self._blank = False


def _lays_out(table: Element, cells: list[Element]) -> bool:
    """Whether a table without rules only places other content: further tables, or a column of blocks."""
    if is_ruled(table):
        return False
    inner = table.find(".//table")
    if inner is None:
        return False
    return len(cells) <= 4 or any(is_ruled(nested) for nested in table.iterfind(".//table"))


def _enter(element: Element, context: _Context) -> _Context:
    tag = element.tag
    changes: dict[str, Any] = {}
    if tag in ("b", "strong") or tag in _HEADINGS:
        changes["bold"] = True
    elif tag in ("i", "em"):
        changes["italic"] = True
    elif tag == "center":
        changes["align"] = "center"
    elif tag == "pre":
        changes["preformatted"] = True
    elif tag in ("sup", "sub") and "".join(element.itertext()).strip().isdigit():
        changes["script"] = tag
    if element.get("align"):
        changes["align"] = _ALIGNS.get(element.get("align").lower(), context.align)
    style = element.get("style")
    if style:
        for match in _STYLE.finditer(style):
            key, value = match[1].lower(), match[2].strip().lower()
            if key == "font-weight":
                changes["bold"] = value.startswith("bold") or (value.isdecimal() and int(value[:5]) >= 600)
            elif key == "font-style":
                changes["italic"] = value.startswith(("italic", "oblique"))
            elif key == "text-align":
                changes["align"] = _ALIGNS.get(value.split()[0] if value else "", context.align)
            elif key == "text-transform":
                changes["capitals"] = value.startswith("uppercase")
            elif key == "white-space":
                changes["preformatted"] = value.startswith("pre") and value != "pre-line"
    name = element.get("id")
    if name and tag in ("div", "li", "p") and _FOOTNOTE.match(name):
        changes["footnote"] = True
    return replace(context, **changes) if changes else context


def _list_style(element: Element) -> str | None:
    style = element.get("style") or ""
    for match in _STYLE.finditer(style):
        if match[1].lower() in ("list-style-type", "list-style"):
            for word in match[2].lower().split():
                if word in _LIST_FORMATS or word in ("disc", "circle", "square"):
                    return word
    kind: str | None = element.get("type")
    return kind


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text and len(text) < 12 else default
    except ValueError:
        return default
