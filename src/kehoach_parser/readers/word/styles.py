"""Word's styles: what a paragraph or run looks like once its style and that style's ancestors are asked."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ...source import Align
from .package import Element, W, attribute, is_on

_ALIGN: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}


class Look(Struct, frozen=True):
    """Properties of a run or paragraph; None where nothing states them. Lengths in points."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    size: float | None = None
    font: str | None = None
    align: Align | None = None
    left: float | None = None
    first: float | None = None
    list_id: str | None = None
    level: int | None = None

    def under(self, other: Look) -> Look:
        """This look with what `other` states put over it."""
        if self is PLAIN or other is PLAIN:
            return other if self is PLAIN else self
        return _put_over(self, other)


PLAIN = Look()


@lru_cache(maxsize=4096)
def _put_over(look: Look, other: Look) -> Look:
    """One look over another; a document has few, and asks for them at every run."""
    stated = {name: value for name in Look.__struct_fields__ if (value := getattr(other, name)) is not None}
    return replace(look, **stated) if stated else look


class Styles:
    """The styles of a document by id. Unknown ids look plain."""

    def __init__(self, root: Element | None) -> None:
        self._nodes: dict[str, Element] = {}
        self._cache: dict[str | None, Look] = {None: PLAIN}
        self._runs: dict[bytes, Look] = {}
        self.default_paragraph: str | None = None
        self.default: Look = PLAIN
        if root is None:
            return
        for node in root.findall(W + "style"):
            key = node.get(W + "styleId")
            if key:
                self._nodes[key] = node
                if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true", "on"):
                    self.default_paragraph = key
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            self.default = read_paragraph(defaults.find(f"{W}pPrDefault/{W}pPr")).under(
                read_run(defaults.find(f"{W}rPrDefault/{W}rPr"))
            )

    def look(self, key: str | None) -> Look:
        """What a style states, its ancestors' statements included."""
        if key not in self._cache:
            self._cache[key] = PLAIN  # a style that is its own ancestor
            self._cache[key] = self._resolve(key)
        return self._cache[key]

    def paragraph(self, key: str | None) -> Look:
        """The look of a paragraph of this style (None: the default style) before its own properties."""
        return self.default.under(self.look(key or self.default_paragraph))

    def is_ruled_table(self, key: str | None) -> bool:
        """Whether a table style draws borders."""
        for _ in range(10):
            node = self._nodes.get(key or "")
            if node is None:
                return False
            borders = node.find(f"{W}tblPr/{W}tblBorders")
            if borders is not None:
                return has_borders(borders)
            key = attribute(node.find(W + "basedOn"))
        return False

    def lists(self) -> dict[str, tuple[str, int | None]]:
        """The styles that put their paragraphs into a list: style id -> list, level or None."""
        found = {}
        for key in self._nodes:
            look = self.look(key)
            if look.list_id is not None:
                found[key] = (look.list_id, look.level)
        return found

    def ancestors(self, key: str | None) -> list[str]:
        """A style's id and those that it is based on, nearest first."""
        chain: list[str] = []
        key = key or self.default_paragraph
        while key in self._nodes and key not in chain:
            chain.append(key)
            key = attribute(self._nodes[key].find(W + "basedOn"))
        return chain

    def _resolve(self, key: str | None) -> Look:
        node = self._nodes.get(key or "")
        if node is None:
            return PLAIN
        base = self.look(attribute(node.find(W + "basedOn")))
        return base.under(read_paragraph(node.find(W + "pPr"))).under(read_run(node.find(W + "rPr")))


def read_run(node: Element | None) -> Look:
    """What a `w:rPr` states of itself, its style aside."""
    if node is None or len(node) == 0:
        return PLAIN
    size = attribute(node.find(W + "sz"))
    fonts = node.find(W + "rFonts")
    raised = attribute(node.find(W + "vertAlign"))
    return Look(
        bold=is_on(node.find(W + "b")),
        italic=is_on(node.find(W + "i")),
        caps=is_on(node.find(W + "caps")),
        hidden=is_on(node.find(W + "vanish")),
        raised=raised,
        size=_points(size, 2),
        font=None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or fonts.get(W + "cs"),
    )


def read_paragraph(node: Element | None) -> Look:
    """What a `w:pPr` states of itself, its style aside."""
    if node is None or len(node) == 0:
        return PLAIN
    indent = node.find(W + "ind")
    left = first = None
    if indent is not None:
        left = _points(indent.get(W + "left") or indent.get(W + "start"), 20)
        if indent.get(W + "hanging") is not None:
            first = -(_points(indent.get(W + "hanging"), 20) or 0.0)
        else:
            first = _points(indent.get(W + "firstLine"), 20)
    numbering = node.find(W + "numPr")
    level = None if numbering is None else attribute(numbering.find(W + "ilvl"))
    return Look(
        align=_ALIGN.get(attribute(node.find(W + "jc")) or ""),
        left=left,
        first=first,
        list_id=None if numbering is None else attribute(numbering.find(W + "numId")),
        level=int(level) if level is not None and level.isdecimal() and len(level) < 4 else None,
    )


def has_borders(node: Element) -> bool:
    """Whether a set of borders draws lines between cells, or around on at least three sides."""
    drawn = {
        child.tag[len(W) :]
        for child in node
        if child.get(W + "val") not in (None, "nil", "none") and child.get(W + "sz") != "0"
    }
    return bool(drawn & {"insideH", "insideV"}) or len(drawn) >= 3


def _points(text: str | None, parts: int) -> float | None:
    try:
        return float(text) / parts if text is not None else None
    except ValueError:
        return None
