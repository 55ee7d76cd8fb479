"""A file that holds more than one document: a covering letter before the plan, several plans in one PDF.

A document begins with a letterhead of its own: the national title (or the Party's), then a number, a date,
and a kind of document or what a letter has instead. Annexes and the forms in them have none, or one that is
left blank.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ..lexicon.covers import Covers, load
from ..source import Block, Line, Source, texts_of

_HEAD_LINES = 14  # from the national title down to the kind of document
_ABOVE = 4  # lines of the issuing body that may stand before the national title
_TOP_OF_PAGE = 9  # lines of a page among which a letterhead's title must be


class _Row(Struct, frozen=True):
    """A line of text of a document, or of a cell, with the block it stands in."""

    text: str
    block: int
    page: int | None


def split(source: Source) -> tuple[Source, ...]:
    """The documents in `source`, in order; `source` itself where it is one.

    Each part has the blocks, pages and findings of its own range; a finding of the whole file goes with the
    first.
    """
    signs = load()
    texts = enumerate(texts_of(source.blocks))
    titles = [index for index, text in texts if ("AM" in text or "am" in text) and _is_title(text, signs)]  # *Việt Nam*
    if not any(index > _HEAD_LINES for index in titles):
        return (source,)
    rows = _rows(source)
    starts: list[int] = []
    for index in titles:
        if not _begins_document(rows, index, signs):
            continue
        start = rows[_first_row(rows, index, signs)].block
        if starts and start <= starts[-1]:
            continue
        starts.append(start)
    if starts and not source.hints and _has_words(source.blocks[: starts[0]]):  # a portal's box: its page is above
        starts.insert(0, 0)
    if len(starts) < 2:
        return (source,)
    starts[0] = 0
    ends = [*starts[1:], len(source.blocks)]
    return tuple(_part(source, start, end) for start, end in zip(starts, ends, strict=True))


def _rows(source: Source) -> list[_Row]:
    rows: list[_Row] = []
    for index, block in enumerate(source.blocks):
        if isinstance(block, Line):
            rows.append(_Row(block.text, index, _page(block)))
        else:
            page = _page(block)
            rows += [_Row(line.text, index, page) for cell in block.cells for line in cell.lines]
    return rows


def _page(block: Block) -> int | None:
    return block.box.page if block.box else None


def _is_title(text: str, signs: Covers) -> bool:
    return len(text) < 160 and signs.motto.match(text) is not None


def _begins_document(rows: list[_Row], index: int, signs: Covers) -> bool:
    """Whether the national title at `index` heads a document of its own."""
    page = rows[index].page
    if page is not None:
        top = index
        while top > 0 and rows[top - 1].page == page:
            top -= 1
        if index - top > _TOP_OF_PAGE:
            return False
    first = _first_row(rows, index, signs)
    head = [row.text for row in rows[first : index + _HEAD_LINES]]
    above = [row.text for row in rows[max(0, first - 3) : first] if page is None or row.page == page]
    if any(signs.annex.search(line) or signs.annexed.search(line) for line in above):
        return False
    if any(signs.blank_year.search(line) for line in head) or any(signs.annexed.search(line) for line in head):
        return False
    if not any(signs.number.search(line) for line in head):
        return False
    if not any(signs.kind.search(line) or signs.letter.search(line) for line in head):
        return False
    if not any(signs.filled.search(line) or signs.date.search(line) for line in head):
        return False
    return not _in_annex(rows, first, signs) or any(signs.filled.search(line) for line in head)


def _first_row(rows: list[_Row], index: int, signs: Covers) -> int:
    """The first row of the letterhead around the national title: its issuing body may stand before it."""
    page, block = rows[index].page, rows[index].block
    first = index
    while first > 0 and rows[first - 1].block == block:
        first -= 1
    for _ in range(_ABOVE):
        above = rows[first - 1] if first else None
        if above is None or above.page != page:
            break
        if not (signs.issuer.search(above.text) or signs.number.search(above.text)):
            break
        if signs.annex.search(above.text):
            break
        first -= 1
    return first


def _in_annex(rows: list[_Row], index: int, signs: Covers) -> bool:
    """Whether an annex has begun since the last national title before `index`."""
    for row in reversed(rows[:index]):
        if _is_title(row.text, signs):
            return False
        if len(row.text) < 80 and signs.annex.search(row.text):
            return True
    return False


def _has_words(blocks: tuple[Block, ...]) -> bool:
    return sum(len(block.text) if isinstance(block, Line) else 40 for block in blocks) > 80


def _part(source: Source, start: int, end: int) -> Source:
    blocks = source.blocks[start:end]
    numbers = [page for block in blocks if (page := _page(block)) is not None]
    pages = source.pages
    if numbers and pages:
        last = max(numbers) if end < len(source.blocks) else pages[-1].number
        first = min(numbers) if start else pages[0].number
        pages = tuple(page for page in pages if first <= page.number <= last)
    kept = {page.number for page in pages}
    findings = tuple(
        replace(finding, block=finding.block - start if finding.block is not None else None)
        for finding in source.findings
        if (start <= finding.block < end if finding.block is not None else _belongs(finding.page, kept, start))
    )
    origins = {page.origin for page in pages}
    origin = source.text_origin if len(origins) != 1 else origins.pop()
    hints = source.hints if start == 0 else {}
    return replace(source, blocks=blocks, pages=pages, findings=findings, text_origin=origin, hints=hints)


def _belongs(page: int | None, kept: set[int], start: int) -> bool:
    return start == 0 if page is None else page in kept
