"""Statements: the bullets and paragraphs of a section as the extractors read them, with what governs each.

A lead-in (`Hàng năm, … hoàn thành:`) governs the bullets below it; a `-` bullet governs the `+` bullets below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from ..language.patterns import compile_later
from ..lexicon.comparators import split_words
from ..lexicon.grammar import load as load_grammar
from ..structure.values import Block, Node, Text

Sign = Literal["-", "+", "*"] | None
_LONGEST = 20
"""More letters than words that part a value have with their colon."""
_LEVEL: dict[Sign, int] = {None: 0, "-": 1, "+": 2, "*": 3}
_SENTENCE_END = compile_later(r"(?<=[.!?…])\s+(?=\S)")


class Statement(Struct, frozen=True):
    """A statement: `start:end` its words without bullet. `lead_ins` are the spans of the texts that govern it, outer
    first. `is_lead_in`: it ends with a colon and others stand under it."""

    start: int
    end: int
    bullet: str | None
    lead_ins: tuple[tuple[int, int], ...]
    is_lead_in: bool
    is_title: bool = False


def read_statements(text: Text, node: Node) -> tuple[Statement, ...]:
    """The statements of a node's own blocks; of a heading without anything below it, the heading itself."""
    if not node.blocks and not node.children and not node.tables and node.title is not None:
        return (Statement(node.title_start, node.title_end, None, (), False, True),)
    return statements_of(text, node.blocks, followed=bool(node.children))


def statements_of(text: Text, blocks: tuple[Block, ...], followed: bool = False) -> tuple[Statement, ...]:
    """The statements of a run of blocks. `followed`: labelled sections stand below the last one."""
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
        found.append(
            Statement(
                block.text_start,
                block.end,
                block.bullet,
                tuple(span for _, span in governing),
                leads,
            )
        )
        if below:
            governing.append((level, (block.text_start, block.end)))
    return tuple(found)


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


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node, parents before children."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of one paragraph (local offsets)."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[match.end()].isupper() or text[match.end()].isdigit():
            yield start, match.start()
            start = match.end()
    if start < len(text):
        yield start, len(text)
