"""Funding (kinh phí): what a plan says of money, under a heading of kinh phí and in statements with amounts."""

from __future__ import annotations

from msgspec import Struct

from ..lexicon import Lexicon
from ..models import Funding, Measure
from ..structure.values import Doubt, Text
from .measures.building import build_measure
from .measures.reader import MeasureContext, find_measures
from .statements import Statement, Statements


class FoundFunding(Struct, frozen=True):
    """The statements about money, and the doubts about their amounts."""

    funding: tuple[Funding, ...]
    doubts: tuple[Doubt, ...]


def find_funding(text: Text, statements: Statements, lexicon: Lexicon) -> FoundFunding:
    """The statements about money in the main body, in order."""
    found: list[Funding] = []
    doubts: list[Doubt] = []
    for statement in (s for node in statements.nodes for s in statements.of(node) if not s.is_title):
        words = text.reading[statement.start : statement.end]
        stated = "funding" in statement.roles or _opens_with_money(words)
        if not stated and not ("đồng" in words and "kinh phí" in words.lower()):
            continue
        funding, doubtful = _read(text, statement, lexicon)
        if stated or funding.amounts:
            found.append(funding)
            doubts += doubtful
    return FoundFunding(tuple(found), tuple(doubts))


def _opens_with_money(words: str) -> bool:
    return words[:24].lower().startswith(("kinh phí", "nguồn kinh phí", "tổng kinh phí"))


def _read(text: Text, statement: Statement, lexicon: Lexicon) -> tuple[Funding, tuple[Doubt, ...]]:
    words = text.reading[statement.start : statement.end]
    sources = dict.fromkeys(
        " ".join(text.text[statement.start + m.start() : statement.start + m.end()].split())
        for m in lexicon.duties.sources.finditer(words)
    )
    amounts: list[Measure] = []
    doubts: list[Doubt] = []
    for found in find_measures(words, MeasureContext()) if "đồng" in words else ():
        if found.unit and found.unit.startswith("đồng"):
            amount, doubtful = build_measure(text, found, statement.start)
            amounts.append(amount)
            doubts += doubtful
    evidence = text.evidence(statement.start, statement.end)
    funding = Funding(
        text=" ".join(evidence.quote.split()), sources=tuple(sources), amounts=tuple(amounts), evidence=evidence
    )
    return funding, tuple(doubts)
