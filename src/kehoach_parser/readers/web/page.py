"""Which part of a web page is the document: furniture is taken off, then the smallest element that holds
it all."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from ...language.patterns import compile_later
from ..shared.portals import load_portals

Element = Any  # lxml ships no types

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "object",
        "embed",
        "svg",
        "canvas",
        "nav",
        "aside",
        "footer",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "dialog",
        "video",
        "audio",
        "head",
        "title",
        "link",
        "meta",
        "map",
        "del",
        "datalist",
    ]
)
_HIDDEN = compile_later(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*0(?:\.0*)?(?:px|pt|em|%)?\s*(?:;|!|$))",
    re.I,
)
_NAMES = compile_later(r"[A-Za-z][a-z]+|[a-z]+|[A-Z]+")
_SPACES = compile_later(r"\s+")
_CONTAINERS = frozenset(["div", "ul", "ol", "section", "dl", "td", "table", "center", "span"])
_WITHIN_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr"))


def drop_unseen(root: Element) -> None:
    """Takes off what a page does not show: code, controls, hidden elements. The tree is changed in place."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            if element.getparent() is not None:
                drop(element)
            continue
        if element is root or element.getparent() is None:
            continue
        style = element.get("style")
        if element.tag in _DROPPED or element.get("hidden") is not None or (style and _HIDDEN.search(style)):
            drop(element)


def find_document(body: Element) -> Element:
    """The smallest element that holds the document, its menus, adverts and lists of links taken off.

    The way down goes to the child with most of the text, as long as no mark of a document (quốc hiệu, nơi
    nhận) and, on a page without such marks, no text but links is left behind.
    """
    _drop_furniture(body)
    node = body
    chosen = body
    marks = [mark for mark in load_portals().document_marks if mark in _folded(node)]
    total = _length(node)
    while True:
        child = max((c for c in node if isinstance(c.tag, str)), key=_length, default=None)
        if child is None:
            return chosen
        size = _length(child)
        if size < 0.5 * total:
            return chosen
        if marks:
            text = _folded(child)
            if not all(mark in text for mark in marks):
                return chosen
        elif _unlinked(node) != _unlinked(child):
            return chosen
        node, total = child, size
        if node.tag not in _WITHIN_TABLE and node.tag not in ("p", "span", "b", "font", "strong"):
            chosen = node


def drop(element: Element) -> None:
    """Takes an element off its parent, the text behind it stays."""
    parent = element.getparent()
    tail = element.tail
    if tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _drop_furniture(body: Element) -> None:
    portals = load_portals()
    total = _length(body)
    for element in list(body.iter()):
        if element is body or (element.tag not in _CONTAINERS and element.tag != "header"):
            continue
        if not _is_inside(element, body):
            continue  # went with an ancestor
        named = element.tag == "header" or _is_named(element, portals.page_furniture)
        links = element.findall(".//a[@href]")
        if not named and len(links) < 3:
            continue
        size = _length(element)
        if size > 0.4 * total:
            continue
        linked = sum(map(_length, links))
        dense = linked > (0.85 if element.tag in ("table", "td", "span") else 0.7) * max(1, size)
        if (named or dense) and not any(mark in _folded(element) for mark in portals.document_marks):
            drop(element)


def _is_inside(element: Element, body: Element) -> bool:
    node = element
    while node is not None:
        if node is body:
            return True
        node = node.getparent()
    return False


def _is_named(element: Element, names: frozenset[str]) -> bool:
    label = f"{element.get('id') or ''} {element.get('class') or ''}"
    return any(part.lower() in names for part in _NAMES.findall(label)) if label != " " else False


def _length(element: Element) -> int:
    return sum(len(part.strip()) for part in element.itertext())


def _unlinked(element: Element) -> int:
    return _length(element) - sum(map(_length, element.findall(".//a[@href]")))


def _folded(element: Element) -> str:
    return _SPACES.sub(" ", normalize("NFC", " ".join(element.itertext()))).casefold()
