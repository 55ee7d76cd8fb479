"""Findings as comments in a copy of the Word file that was checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .blank import open_word

if TYPE_CHECKING:
    from ..workbench.review import Finding

AUTHOR = "kehoach check"
_LABEL = re.compile(r"^\s*(?:[\w.]{1,8}[.)]|[-+*•])\s+")
_LEAST = 12
"""Characters of a quote by which its paragraph is told where the whole quote runs over several."""


def comment(data: bytes, findings: Sequence[Finding]) -> bytes:
    """The same Word file with a comment at each finding's paragraph; what has no place there stands at the first one.

    Raises ValueError where the file cannot be opened as a Word document.
    """
    document = open_word(data)
    paragraphs = [(p, " ".join(p.text.split())) for p in _paragraphs(document) if p.text.strip() and p.runs]
    if not paragraphs:
        raise ValueError("holds no paragraph that a comment could stand at")
    after = 0
    for finding in findings:
        index = _place(paragraphs, finding, after)
        if index is None:
            index = 0
        else:
            after = index
        runs = paragraphs[index][0].runs
        told = f"{finding.message}\n({finding.source}; {finding.rule})" if finding.source else finding.message
        document.add_comment(runs=[runs[0], runs[-1]], text=told, author=AUTHOR, initials="KH")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _place(paragraphs: list[tuple[Any, str]], finding: Finding, after: int) -> int | None:
    """The paragraph of a finding: one that holds its quote, from that of the last finding on, else from the first."""
    if finding.evidence is None:
        return None
    quote = " ".join(_LABEL.sub("", finding.evidence.quote.partition("\n")[0]).split())
    order: list[int] = [*range(after, len(paragraphs)), *range(after)]
    for wanted in (quote, quote[:60]):
        for index in order if wanted else ():
            _, text = paragraphs[index]
            if wanted in text or (len(text) >= _LEAST and text in quote):
                return index
    return None


def _paragraphs(document: Any) -> Iterator[Any]:
    """Paragraphs in reading order, those of table cells included, each once."""
    seen: set[Any] = set()

    def walk(container: Any) -> Iterator[Any]:
        for block in container.iter_inner_content():
            if hasattr(block, "rows"):
                for row in block.rows:
                    for cell in row.cells:
                        if cell._tc not in seen:
                            seen.add(cell._tc)
                            yield from walk(cell)
            else:
                yield block

    yield from walk(document)
