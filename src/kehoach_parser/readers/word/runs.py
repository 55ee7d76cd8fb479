"""The words of a Word paragraph: its runs as pieces of text, tracked changes accepted, fields by their
result."""

from __future__ import annotations

import sys

from msgspec import Struct, field

from ...language.patterns import compile_later
from .package import Element, W, attribute
from .styles import Look, Styles, read_run

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BREAK = "\n"
"""A soft line break inside a paragraph."""

_DROPPED = frozenset(
    W + tag
    for tag in [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "pPr",
        "rPr",
        "rt",
        "annotationRef",
        "commentReference",
        "sdtPr",
        "sdtEndPr",
    ]
)
_BREAKS = frozenset(W + tag for tag in ("br", "cr"))
_PICTURES = frozenset(W + tag for tag in ("drawing", "pict", "object"))
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_DIGITS = compile_later(r"[+-]?\d+|n")
# Adobe's Symbol encoding where office texts use it, and the ticks of Wingdings.
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xB0: "°", 0xB7: "•",
    0xD7: "·", 0xAE: "→", 0xDE: "⇒", 0x2D: "-", 0x61: "α", 0x62: "β", 0x6D: "µ", 0xA5: "∞", 0xC5: "⊕", 0xC6: "∅",
    0xCE: "∈", 0xE5: "∑", 0x44: "Δ", 0x53: "Σ",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFB: "✗", 0xFD: "☒", 0x78: "☒", 0xE0: "→", 0xF0: "⇨",
}  # fmt: skip


class Run(Struct):
    """A piece of a paragraph of one look. `text` may hold BREAK and tabs."""

    text: str
    look: Look


class Fields(Struct):
    """Which fields are open. A field is its code up to a separator, then its result; a table of contents
    gives none."""

    open: list[list[str]] = field(default_factory=list)

    def begin(self) -> None:
        self.open.append(["code", ""])

    def separate(self) -> None:
        if self.open:
            self.open[-1][0] = "result"

    def end(self) -> None:
        if self.open:
            self.open.pop()

    def take_code(self, text: str) -> None:
        if self.open:
            self.open[-1][1] += text

    @property
    def silent(self) -> bool:
        """Whether text here is a field's code, or belongs to a table of contents."""
        return any(state == "code" or code.split()[:1] == ["TOC"] for state, code in self.open)


class Collector(Struct):
    """Gathers the runs of one paragraph, and what hangs on it: text boxes and references to notes.

    `fields` outlives the paragraph: a field may run over several.
    """

    styles: Styles
    base: Look
    fields: Fields
    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    note_number: int = 0

    def collect(self, node: Element) -> None:
        """Takes in the children of a paragraph, hyperlink, insertion and the like."""
        for child in node:
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag in _DROPPED:
                continue
            elif tag == W + "fldSimple":
                if (child.get(W + "instr") or "").split()[:1] != ["TOC"]:
                    self.collect(child)
            elif tag == _MC + "AlternateContent":
                chosen = _choose(child)
                if chosen is not None:
                    self.collect(chosen)
            elif tag == _M + "oMath" or tag == _M + "oMathPara":
                self._add("".join(t.text or "" for t in child.iter(_M + "t")), self.base)
            elif tag in _PICTURES:
                self._picture(child)
            else:
                self.collect(child)  # hyperlink, ins, moveTo, smartTag, sdt, customXml, dir, bdo, ruby …

    def _run(self, node: Element) -> None:
        properties = node.find(W + "rPr")
        look = self.base
        if properties is not None:
            style = attribute(properties.find(W + "rStyle"))
            if style:
                look = look.under(self.styles.look(style))
            look = look.under(read_run(properties))
        self._content(node, look)

    def _content(self, node: Element, look: Look) -> None:
        for child in node:
            tag = child.tag
            if tag == W + "t":
                self._add(child.text or "", look)
            elif tag == W + "tab" or tag == W + "ptab":
                self._add("\t", look)
            elif tag in _BREAKS:
                self._add(BREAK, look)
            elif tag == W + "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif tag == W + "instrText":
                self.fields.take_code(child.text or "")
            elif tag == W + "noBreakHyphen":
                self._add("-", look)
            elif tag == W + "softHyphen":  # the letter ư of TCVN3 fonts
                self._add("\xad", look)
            elif tag == W + "sym":
                self._add(_symbol(child.get(W + "font") or "", child.get(W + "char") or ""), look)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self._note(child, tag[len(W) : -len("Reference")], look)
            elif tag in _PICTURES:
                self._picture(child)
            elif tag == _MC + "AlternateContent":
                chosen = _choose(child)
                if chosen is not None:
                    self._content(chosen, look)
            elif tag == W + "ruby":
                self.collect(child)

    def _add(self, text: str, look: Look) -> None:
        if not text or look.hidden or self.fields.silent:
            return
        if look.raised == "superscript" and _DIGITS.fullmatch(text):
            text = text.translate(_RAISED)
        elif look.raised == "subscript" and _DIGITS.fullmatch(text):
            text = text.translate(_LOWERED)
        if look.font and look.font.lower() == "symbol":
            text = "".join(_symbol("Symbol", f"{ord(ch):X}") if ord(ch) > 0x7F else ch for ch in text)
        self.runs.append(Run(text, look))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            self.fields.end()

    def _note(self, node: Element, kind: str, look: Look) -> None:
        if self.fields.silent or look.hidden:
            return
        self.note_number += 1
        self.notes.append((kind, node.get(W + "id", "")))
        if node.get(W + "customMarkFollows") not in ("1", "true", "on"):
            self.runs.append(Run(str(self.note_number).translate(_RAISED), look))

    def _picture(self, node: Element) -> None:
        for box in node.iter(W + "txbxContent"):
            if _is_outermost(box, node):
                self.boxes.append(box)


def _is_outermost(box: Element, node: Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is node:
            return True
        if ancestor.tag == W + "txbxContent" or ancestor.tag == _MC + "Fallback":
            return False
    return False


def _choose(node: Element) -> Element | None:
    """The first of the alternatives that holds something readable: newest form and fallback say the same."""
    for child in node:
        if next(child.iter(W + "t", W + "txbxContent", W + "tab", W + "br", W + "sym"), None) is not None:
            return child
    return None


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 <= number <= sys.maxunicode or 0xD800 <= number < 0xE000:
        return ""
    if font.lower().startswith("wingdings"):
        return _WINGDINGS.get(number & 0xFF, "•")
    if number >= 0xF000:  # Word keeps the places of a symbol font in the private area
        return _SYMBOL.get(number & 0xFF, "•")
    if font.lower() == "symbol" and number < 0x100:
        return _SYMBOL.get(number, chr(number))
    return chr(number) if number >= 0x20 else ""
