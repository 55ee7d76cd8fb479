"""Recognised pages laid out together, and every place brought back to the page as shown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace

from ...errors import UnreadableInput
from ...source import Block, Box, Cell, Line, Page, Source, Table
from ..page.layout import lay_out
from ..page.recognised import RecognisedPage
from .pages import Reading

_MEDIA_TYPES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"RIFF", "image/webp"),
)


def assemble(readings: Sequence[Reading]) -> dict[int, RecognisedPage]:
    """The pages with their blocks. They are laid out together, since paragraphs run on over pages."""
    blocks: dict[int, list[Block]] = {reading.content.number: [] for reading in readings}
    by_number = {reading.content.number: reading for reading in readings}
    for block in lay_out([reading.content for reading in readings]):
        number = block.box.page if block.box else readings[0].content.number
        blocks[number].append(_restore(block, by_number[number]))
    return {
        number: RecognisedPage(
            tuple(blocks[number]), round(reading.width, 2), round(reading.height, 2), reading.findings
        )
        for number, reading in by_number.items()
    }


def make_source(data: bytes, name: str, readings: Sequence[Reading]) -> Source:
    """A document of recognised pages alone."""
    pages = assemble(readings)
    failures = [finding.message for page in pages.values() for finding in page.findings if finding.code == "ocr_failed"]
    if len(failures) == len(pages) and not any(page.blocks for page in pages.values()):
        raise UnreadableInput(f"{name}: no page can be recognised: {failures[0]}")
    return Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=next((kind for head, kind in _MEDIA_TYPES if data.startswith(head)), "image/*"),
        blocks=tuple(block for page in pages.values() for block in page.blocks),
        pages=tuple(Page(number, page.width, page.height, "ocr") for number, page in pages.items()),
        text_origin="ocr",
        findings=tuple(finding for page in pages.values() for finding in page.findings),
    )


def _restore(block: Block, reading: Reading) -> Block:
    """The block with its boxes on the page as shown; a recogniser tells neither bold nor italic type."""
    if isinstance(block, Table):
        return replace(block, cells=tuple(_cell(cell, reading) for cell in block.cells), box=_box(block.box, reading))
    return _line(block, reading)


def _cell(cell: Cell, reading: Reading) -> Cell:
    lines = tuple(_line(line, reading) for line in cell.lines)
    return replace(cell, lines=lines, box=_box(cell.box, reading))


def _line(line: Line, reading: Reading) -> Line:
    pieces = line.pieces
    if reading.turns or reading.level or reading.foot:
        pieces = tuple(replace(piece, box=_place(piece.box, reading)) for piece in pieces)
    return replace(line, bold=None, italic=None, box=_box(line.box, reading), pieces=pieces)


def _box(box: Box | None, reading: Reading) -> Box | None:
    return _place(box, reading) if box is not None else None


def _place(box: Box, reading: Reading) -> Box:
    """The box around the four corners where they lie on the page as shown."""
    corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    if reading.foot and box.top >= reading.foot[0]:
        corners = _transform(corners, reading.foot[1:])
    if reading.level:
        corners = _transform(corners, reading.level)
    width, height = reading.content.width, reading.content.height
    for _ in range(reading.turns):  # one quarter turn back, counter-clockwise
        corners = [(y, width - x) for x, y in corners]
        width, height = height, width
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(box.page, min(xs), min(ys), max(xs), max(ys))


def _transform(points: list[tuple[float, float]], matrix: tuple[float, ...]) -> list[tuple[float, float]]:
    a, b, c, d, e, f = matrix
    return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]
