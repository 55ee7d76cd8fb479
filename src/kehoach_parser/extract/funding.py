"""Funding (kinh phí): what a plan says of money, under a heading of kinh phí and in statements with amounts."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..models import Funding
from ..structure.values import Node, Outline, Text
from .measures.reader import FoundMeasure, MeasureContext, find_measures
from .statements import Statement, read_statements, walk
from .targets import build_measure


def find_funding(text: Text, outline: Outline, lexicon: Lexicon) -> tuple[Funding, ...]:
    """The statements about money in the main body, in order."""
    found: list[Funding] = []
    for node in walk(outline.nodes):
        titled = "funding" in node.roles
        for statement in read_statements(text, node):
            if statement.is_title:
                continue
            words = text.reading[statement.start : statement.end]
            if titled or _opens_with_money(words):
                found.append(_read(text, statement, node, lexicon))
            elif "đồng" in words and "kinh phí" in words.lower():
                funding = _read(text, statement, node, lexicon)
                if funding.amounts:
                    found.append(funding)
    return tuple(found)


def _opens_with_money(words: str) -> bool:
    return words[:24].lower().startswith(("kinh phí", "nguồn kinh phí", "tổng kinh phí"))


def _read(text: Text, statement: Statement, node: Node, lexicon: Lexicon) -> Funding:
    words = text.reading[statement.start : statement.end]
    sources = dict.fromkeys(
        " ".join(text.text[statement.start + m.start() : statement.start + m.end()].split())
        for m in lexicon.duties.sources.finditer(words)
    )
    amounts: tuple[FoundMeasure, ...] = ()
    if "đồng" in words:
        amounts = tuple(m for m in find_measures(words, MeasureContext()) if m.unit and m.unit.startswith("đồng"))
    evidence = text.evidence(statement.start, statement.end)
    return Funding(
        text=" ".join(evidence.quote.split()),
        sources=tuple(sources),
        amounts=tuple(build_measure(text, m, statement.start) for m in amounts),
        evidence=evidence,
    )
