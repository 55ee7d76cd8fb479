"""Statements: the bullets and paragraphs of the sections, and the rows of tables, as the extractors read them, with
what governs each.

A lead-in (`Hàng năm, … hoàn thành:`) governs the bullets below it; a `-` bullet governs the `+` bullets below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from ..language.patterns import compile_later
from ..lexicon.comparators import split_words
from ..lexicon.grammar import load as load_grammar
from ..lexicon.lines import LINES
from ..structure.values import Block, Doubt, Node, Outline, Text
from .words.times import LeadIn, read_heading_deadline, read_lead_in

Sign = Literal["-", "+", "*"] | None
_LONGEST = 20
"""More letters than words that part a value have with their colon, or the number of a page."""
_RECURRENT_WORDS = 6
"""Words of a heading such as *Chỉ tiêu hằng năm*; longer ones name a topic."""
LONGEST = 8_000
"""Characters of a statement that are read, three pages of one paragraph: its cost grows faster than it does."""
_LEVEL: dict[Sign, int] = {None: 0, "-": 1, "+": 2, "*": 3}
_SENTENCE_END = compile_later(r"[.!?…]\s+(?=\S)")


class Inherited(Struct, frozen=True):
    """What stands above a statement and holds for it: a deadline, how often (then no deadline), and the words of the
    innermost lead-in. None: nothing."""

    deadline: str | None = None
    every: str | None = None
    lead_in: str | None = None


class Statement(Struct, frozen=True):
    """A statement: `start:end` its words without bullet. `lead_ins` are the spans of the texts that govern it, outer
    first. `is_lead_in`: it ends with a colon and others stand under it. `is_title`: it is a heading that has nothing
    below. `section`, `roles` and `headings` (titles, outer first) are those of the node that it stands in; empty in the
    preamble. `cut`: where the paragraph ends that is too long to be read whole; None for every other.

    A row of a table has `more`, the spans of the rows that go on with it, and `above`, what its columns, its groups and
    the row that it is a part of say; for every other these are empty and None."""

    start: int
    end: int
    bullet: str | None
    lead_ins: tuple[tuple[int, int], ...]
    is_lead_in: bool
    is_title: bool = False
    section: str = ""
    roles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    cut: int | None = None
    more: tuple[tuple[int, int], ...] = ()
    above: Inherited | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand, in order."""
        return ((self.start, self.end), *self.more)


class Statements(Struct, frozen=True):
    """The statements of a document's main body, read once. `nodes`: all of them, parents before children."""

    nodes: tuple[Node, ...]
    preamble: tuple[Statement, ...]
    by_node: dict[int, tuple[Statement, ...]]

    def of(self, node: Node) -> tuple[Statement, ...]:
        """The statements of a node's own blocks; of a heading without anything below it, the heading itself."""
        return self.by_node[node.start]


def read_statements(text: Text, outline: Outline) -> Statements:
    """The statements of the main body, each with what it stands under."""
    nodes: list[Node] = []
    by_node: dict[int, tuple[Statement, ...]] = {}

    def read(node: Node, above: tuple[str, ...]) -> None:
        headings = (*above, node.title) if node.title else above
        nodes.append(node)
        by_node[node.start] = _statements_in(text, node, headings)
        for child in node.children:
            read(child, headings)

    for node in outline.nodes:
        read(node, ())
    return Statements(tuple(nodes), _statements_of(text, outline.preamble), by_node)


def inherited_by(text: Text, statement: Statement) -> Inherited:
    """The times of the headings and lead-ins above a statement; the inner wins over the outer."""
    if statement.above is not None:
        return statement.above
    deadline: str | None = None
    every: str | None = None
    lead_in: str | None = None
    for title in statement.headings:
        stated = _heading_time(title)
        if stated.deadline or stated.every:
            deadline, every = stated.deadline or deadline, stated.every
    for start, end in statement.lead_ins:
        lead_in = text.reading[start:end]
        read = read_lead_in(lead_in)
        every = read.every or every
        deadline = read.deadline or deadline
    return Inherited(None if every else deadline, every, lead_in)


def find_cut(statements: Statements) -> tuple[Doubt, ...]:
    """A doubt for what stands behind the part that is read of a paragraph too long to be one."""
    all_of_them = (*statements.preamble, *(s for node in statements.nodes for s in statements.of(node)))
    message = f"Đoạn văn dài quá {LONGEST:,} ký tự; phần sau không được tìm chỉ tiêu, nhiệm vụ.".replace(",", ".")
    return tuple(Doubt("statement_cut", message, s.end, s.cut) for s in all_of_them if s.cut is not None)


@lru_cache(maxsize=1024)
def _heading_time(title: str) -> LeadIn:
    """What a heading says for all below it: a deadline (*Đến năm 2030*) or that it recurs (*Hằng năm*)."""
    deadline = read_heading_deadline(title)
    recurs = deadline is None and len(title.split()) <= _RECURRENT_WORDS
    return LeadIn(read_lead_in(title).every if recurs else None, deadline)


def _statements_in(text: Text, node: Node, headings: tuple[str, ...]) -> tuple[Statement, ...]:
    if not node.blocks and not node.children and not node.tables and node.title is not None:
        title = Statement(node.title_start, node.title_end, None, (), False, True, node.id, node.roles, headings)
        return (title,)
    return _statements_of(text, node.blocks, bool(node.children), node.id, node.roles, headings)


def _statements_of(
    text: Text,
    blocks: tuple[Block, ...],
    followed: bool = False,
    section: str = "",
    roles: tuple[str, ...] = (),
    headings: tuple[str, ...] = (),
) -> tuple[Statement, ...]:
    """The statements of a run of blocks. `followed`: labelled sections stand below the last one."""
    blocks = tuple(block for block in blocks if not _is_page_number(text, block))
    levels = _levels(blocks)
    found: list[Statement] = []
    governing: list[tuple[int, tuple[int, int]]] = []  # level and span of each lead-in in force
    for index, block in enumerate(blocks):
        level = levels[block.bullet]
        while governing and governing[-1][0] >= level:
            governing.pop()
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        below = after is not None and levels[after.bullet] > level
        leads = (below or (after is None and followed)) and _leads(text.reading[block.text_start : block.end].rstrip())
        lead_ins = tuple(span for _, span in governing)
        end, cut = block.end, None
        if end - block.text_start > LONGEST:
            end, cut = max(text.reading.rfind(" ", block.text_start, block.text_start + LONGEST), block.text_start), end
        found.append(
            Statement(block.text_start, end, block.bullet, lead_ins, leads, False, section, roles, headings, cut)
        )
        if below:
            governing.append((level, (block.text_start, block.end)))
    return tuple(found)


def _is_page_number(text: Text, block: Block) -> bool:
    """Whether a line of its own holds nothing but the number of its page."""
    if block.end - block.text_start > _LONGEST or text.reading[block.start - 1 : block.start] not in ("\n", ""):
        return False
    return LINES.page_number.fullmatch(text.reading, block.text_start, block.end) is not None


def _leads(words: str) -> bool:
    if not words.endswith(":"):
        return False
    spelt = split_words(words[-_LONGEST:])
    parting = load_grammar().parting
    return not (parting.ending_at(spelt, len(spelt) - 1) or parting.ending_at(spelt, len(spelt) - 2))


def _levels(blocks: tuple[Block, ...]) -> dict[Sign, int]:
    """The depth of each sign: `-`, `+`, `*` from outer to inner, as is usual; but a sign that heads others (`* Về …:`
    over `-`) is above them."""
    levels = dict(_LEVEL)
    signs = list(dict.fromkeys(block.bullet for block in blocks if block.bullet is not None))
    if signs and signs[0] == "*" and len(signs) > 1:
        levels |= {sign: depth for depth, sign in enumerate(signs, 1)}
    return levels


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of one paragraph (local offsets)."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[match.end()].isupper() or text[match.end()].isdigit():
            yield start, match.start() + 1
            start = match.end()
    if start < len(text):
        yield start, len(text)
