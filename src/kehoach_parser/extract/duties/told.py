"""Which sections stand under an order or a request, whatever their own headings say."""

from __future__ import annotations

from ...lexicon import doers
from ...lexicon.duties import Duties
from ...structure.values import Node, Outline, Text
from ..statements import Statements
from .bodies import Mode

Told = dict[int, Mode]
"""By where a section starts: whether the bodies that it begins with are told or asked to act."""
_SAYS_ELSE = frozenset(["targets", "objectives", "viewpoints", "purpose", "situation", "funding"])


def find_told(text: Text, outline: Outline, statements: Statements, duties: Duties) -> Told:
    """The parts of a letter or directive whose opening orders or asks (*Chủ tịch UBND huyện yêu cầu:*), and what stands
    under a heading that asks (*KIẾN NGHỊ, ĐỀ XUẤT*) or hands out (*Điều 2. Giao:*)."""
    told: Told = {}
    opening = _opening_mode(text, statements)
    for node in outline.nodes:
        _walk(node, None if _SAYS_ELSE.intersection(node.roles) else opening, duties, told)
    return told


def _walk(node: Node, mode: Mode | None, duties: Duties, told: Told) -> None:
    if node.title is not None and duties.requests.match(node.title):
        mode = "request"
    elif node.title is not None and not node.roles and doers.load().handing.fullmatch(node.title):
        mode = "directive"
    if mode is not None:
        told[node.start] = mode
    for child in node.children:
        _walk(child, mode, duties, told)


def _opening_mode(text: Text, statements: Statements) -> Mode | None:
    """How the last words before the first section address what follows; None where they order nothing."""
    if not statements.preamble or not statements.nodes:
        return None
    last = statements.preamble[-1]
    ordered = doers.load().opening_order.search(text.reading[last.start : last.end])
    if ordered is None:
        return None
    return "request" if ordered["asks"] else "directive"
