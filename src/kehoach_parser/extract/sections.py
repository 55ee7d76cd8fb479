"""Sections (mục), attachments (phụ lục) and citations of the contract, from the outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

from ..language.spaces import on_one_line
from ..models import Attachment, Citation, Section, Table
from ..structure.values import Appendix, Block, Node, Text
from .citations import FoundCitation

_INTERNAL = ("general", "situation")


def build_sections(text: Text, nodes: Sequence[Node]) -> tuple[Section, ...]:
    """The contract's sections of a tree of nodes."""
    return tuple(Section.model_validate(_section(text, node)) for node in nodes)


def build_attachments(
    text: Text, appendices: Sequence[Appendix], tables: Sequence[Sequence[Table]]
) -> tuple[Attachment, ...]:
    """The contract's attachments. `tables` holds the tables of each appendix, in the same order."""
    return tuple(
        Attachment(
            label=appendix.label,
            title=appendix.title,
            sections=build_sections(text, appendix.nodes),
            tables=tuple(found),
            evidence=text.evidence(appendix.start, appendix.end),
        )
        for appendix, found in zip(appendices, tables, strict=True)
    )


def build_citations(text: Text, citations: Sequence[FoundCitation]) -> tuple[Citation, ...]:
    """The contract's citations, one a cited document."""
    return tuple(
        Citation(
            number=c.number,
            doc_type=c.doc_type,
            date=c.date,
            issuer=c.issuer,
            title=c.title,
            relation=cast('Literal["implements", "based_on", "mentions"]', c.relation),
            evidence=text.evidence(c.start, c.end),
        )
        for c in citations
    )


def _section(text: Text, node: Node) -> dict[str, Any]:
    """The fields of a Section with those of all in it: a tree becomes models in one step, which is sooner done than to
    make each by itself."""
    return {
        "id": node.id,
        "label": node.label,
        "title": node.title,
        "roles": tuple([role for role in node.roles if role not in _INTERNAL]),
        "paragraphs": tuple([_paragraph(text, block) for block in node.blocks]),
        "children": tuple([_section(text, child) for child in node.children]),
        "evidence": text.fields_of_evidence(node.start, node.end),
    }


def _paragraph(text: Text, block: Block) -> dict[str, Any]:
    return {
        "text": on_one_line(text.text[block.text_start : block.end]),
        "bullet": block.bullet,
        "evidence": text.fields_of_evidence(block.start, block.end),
    }
