"""Small plans made by hand, for tests that need a plan and no parser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kehoach_parser.models import (
    Agency,
    Citation,
    Evidence,
    Measure,
    Metadata,
    Paragraph,
    Period,
    Plan,
    Province,
    Section,
    SourceInfo,
    Target,
)

Statement = tuple[str, Sequence[dict[str, Any]]]


def make_measure(text: str, offset: int = 0, **keys: Any) -> Measure:
    """A measure whose words are `quote` (by default its number) in `text`."""
    low = keys.pop("low")
    quote = keys.pop("quote", f"{low:g}")
    start = max(text.find(quote), 0)
    evidence = Evidence(start=offset + start, end=offset + start + len(quote), quote=quote)
    return Measure(
        comparator=keys.pop("comparator", "eq"),
        low=low,
        high=keys.pop("high", low),
        unit=keys.pop("unit", "%"),
        evidence=evidence,
        **keys,
    )


def make_plan(
    *statements: Statement,
    name: str = "plan.txt",
    place: str = "Lạng Sơn",
    period: tuple[int, int] | None = (2021, 2025),
    number: str | None = None,
    implements: str | None = None,
    commitments: Sequence[Statement] = (),
    citations: Sequence[Citation] = (),
    level: str = "province",
    issued: str | None = None,
) -> Plan:
    """A plan with one section of targets; each statement is its text and its measures."""
    text = ""
    lists: list[list[Target]] = []
    for prefix, entries in (("T", statements), ("C", commitments)):
        found: list[Target] = []
        for index, (words, measures) in enumerate(entries, 1):
            offset = len(text)
            text += words + "\n"
            found.append(
                Target(
                    id=f"{prefix}{index}",
                    section="II/1",
                    text=words,
                    kind="quantitative" if measures else "qualitative",
                    measures=tuple(make_measure(words, offset, **keys) for keys in measures),
                    evidence=Evidence(start=offset, end=offset + len(words), quote=words),
                )
            )
        lists.append(found)
    return Plan(
        source=SourceInfo(name=name, sha256="0" * 64, media_type="text/plain"),
        text=text,
        metadata=Metadata(
            doc_type="ke_hoach",
            number=number,
            place=place,
            period=Period(start=period[0], end=period[1]) if period else None,
            implements=implements,
            issued=issued,
            issuer=Agency.model_validate(
                {"raw": "UBND", "name": f"Ủy ban nhân dân {place}", "key": "ủy ban nhân dân", "level": level}
            ),
            province=Province(name=place, code="20", current_name=place) if level == "province" else None,
        ),
        sections=(
            Section(
                id="II",
                label="II",
                title="CHỈ TIÊU",
                roles=("targets",),
                paragraphs=tuple(Paragraph(text=t.text, evidence=t.evidence) for part in lists for t in part),
                children=(),
                evidence=Evidence(start=0, end=0, quote=""),
            ),
        ),
        targets=tuple(lists[0]),
        commitments=tuple(lists[1]),
        citations=tuple(citations),
    )
