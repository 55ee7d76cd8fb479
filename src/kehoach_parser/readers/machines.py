"""Drops lines that speak to machines which read a document; the patterns are in `portals.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from msgspec.structs import replace

from ..language.patterns import compile_later
from ..source import Block, Cell, Finding, Line, texts_of
from .shared.portals import load_portals

_SENTENCE_END = compile_later(r"[.!?](?=\s|$)")
_LONG = 1000


def addresses_machine(text: str) -> re.Match[str] | None:
    """Where a line speaks to a program that reads it; None where it does not."""
    lowered = text.lower()
    for machine in load_portals().machines:
        if any(word in lowered for word in machine.needs):
            match = machine.pattern.search(text)
            if match:
                return match
    return None


def drop_machine_lines(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks without sentences addressed to machine readers, with a finding for each.

    A line that begins so goes whole, and with it the lines that go on with it up to the next blank line or
    paragraph; within a line of the document only the sentence goes.
    """
    everything = normalize("NFC", "\n".join(texts_of(blocks))).lower()
    if not any(map(everything.__contains__, load_portals().needs)):
        return blocks, ()
    kept: list[Block] = []
    findings: list[Finding] = []
    lines: list[Line] = []

    def flush() -> None:
        kept.extend(_clean(lines, findings))
        lines.clear()

    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        flush()
        cells = []
        for cell in block.cells:
            cleaned = _clean(cell.lines, findings)
            cells.append(
                cell if len(cleaned) == len(cell.lines) and cleaned == list(cell.lines) else _with(cell, cleaned)
            )
        kept.append(replace(block, cells=tuple(cells)) if findings else block)
    flush()
    return (tuple(kept), tuple(findings)) if findings else (blocks, ())


def _with(cell: Cell, lines: Sequence[Line]) -> Cell:
    return replace(cell, lines=tuple(lines))


def _clean(lines: Sequence[Line], findings: list[Finding]) -> list[Line]:
    kept: list[Line] = []
    dropping = False
    for line in lines:
        if dropping and not line.blank_before and not line.starts_paragraph:
            continue
        dropping = False
        match = addresses_machine(line.text)
        if match is None:
            kept.append(line)
            continue
        page = line.box.page if line.box else None
        findings.append(Finding("machine_addressed_line", f"Bỏ qua: {line.text[:200]}", page=page))
        begin, end = _sentence(line.text, match.start(), match.end())
        rest = f"{line.text[:begin]} {line.text[end:]}".strip() if begin or len(line.text) > _LONG else ""
        if rest:
            kept.append(replace(line, text=" ".join(rest.split()), pieces=()))
        else:
            # What follows belongs to it only where it is a paragraph of its own.
            dropping = line.blank_before or line.starts_paragraph is True
    return kept


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    begin = 0
    for match in _SENTENCE_END.finditer(text, 0, start + 1):
        begin = match.end()
    stop = _SENTENCE_END.search(text, end)
    return begin, stop.end() if stop else len(text)
