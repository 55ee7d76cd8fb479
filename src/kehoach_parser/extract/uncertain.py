"""Figures that recognition is unsure of: reported, never changed, and in the letterhead not given at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ..language.patterns import compile_later
from ..lexicon.wording import load_wording
from ..models import Evidence, Measure, Metadata, Table
from ..structure.values import Doubt, Outline, Text
from .words.damages import doubt_figure, find_damages
from .words.times import write_date

LEAST_CONFIDENCE = 0.8
"""Below this, a recognised figure is reported. Measured on rendered scans: benchmarks/ocr_accuracy.py."""

_NAME_WORDS = compile_later(r"\d+|[^\W\d_]+")
_DIGITS = compile_later(r"\d[\d.,]*")


class _HeadWording(Struct, frozen=True):
    """The number and the date of a letterhead, whatever was recognised in their blanks; the symbol behind a number;
    where the file repeats it."""

    number: re.Pattern[str]
    symbol: re.Pattern[str]
    date: re.Pattern[str]
    repeated: re.Pattern[str]
    annexed_to: re.Pattern[str]


_HEAD = load_wording("recognised_head", _HeadWording)
_BLANK = " \t.…_:;/-"


def find_uncertain_figures(text: Text, measures: Iterable[Measure]) -> tuple[Doubt, ...]:
    """One doubt a figure whose recognition is unsure; none where the text was read and not recognised."""
    if not _is_recognised(text):
        return ()
    found: dict[tuple[int, int], Doubt] = {}
    for measure in measures:
        evidence = measure.evidence
        for match in _DIGITS.finditer(evidence.quote):
            start, end = evidence.start + match.start(), evidence.start + match.end()
            confidence = text.least_confidence(start, end)
            if confidence is not None and confidence < LEAST_CONFIDENCE:
                message = (
                    f"Con số «{match.group(0)}» được nhận dạng với độ tin cậy {confidence:.2f}; cần đối chiếu bản gốc."
                )
                found.setdefault((start, end), Doubt("uncertain_figure", message, start, end))
    return tuple(found.values())


def find_damaged_figures(
    text: Text, tasks: Iterable[Evidence], tables: Iterable[Table], doubts: Sequence[Doubt]
) -> tuple[Doubt, ...]:
    """One doubt a damaged figure of a task or of a cell of a table, but where one of `doubts` stands already."""
    found: dict[tuple[int, int], Doubt] = {}
    for evidence in tasks:
        _doubt_stretch(text, evidence.start, evidence.end, found)
    for table in tables:
        at = table.evidence.start
        for cell in (cell for row in table.rows for cell in row if find_damages(cell)):
            place = text.reading.find(cell, at, table.evidence.end)
            if place >= 0:
                _doubt_stretch(text, place, place + len(cell), found)
                at = place
    told = [(doubt.start, doubt.end) for doubt in doubts if doubt.code == "figure_doubt"]
    return tuple(doubt for doubt in found.values() if (doubt.start, doubt.end) not in told)


def _doubt_stretch(text: Text, start: int, end: int, found: dict[tuple[int, int], Doubt]) -> None:
    words = text.reading[start:end]
    for first, last in find_damages(words):
        place = (start + first, start + last)
        found.setdefault(place, replace(doubt_figure(words, first, last), start=place[0], end=place[1]))


def find_uncertain_head(
    text: Text, outline: Outline, metadata: Metadata, name: str
) -> tuple[Metadata, tuple[Doubt, ...]]:
    """The metadata without a number or day that recognition is unsure of, and a doubt for each of them.

    Numbers and days are often written by hand: a figure below LEAST_CONFIDENCE, or letters where digits belong, is no
    number, unless the file itself repeats it with its symbol (an annex, a running head, its `name`). The printed symbol
    behind an unsure number stays, and so do the month and year behind an unsure day. Nothing changes where the text was
    read and not recognised.
    """
    start, end = outline.head
    head = text.reading[start:end]
    if not _is_recognised(text):
        return metadata, ()
    changes: dict[str, str | None] = {}
    doubts: list[Doubt] = []
    number = _HEAD.number.search(head)
    if number is not None and text.least_confidence(start + number.start(), start + number.end()) is not None:
        span = (start + number.start("said"), start + number.end("said"))
        if metadata.number is None or _is_unsure(text, number["said"], *span):
            found = _HEAD.symbol.match(head, number.end())
            symbol = metadata.symbol or (re.sub(r"\s", "", found["symbol"]) if found else None)
            repeated, same = _repeated(text, end, number["said"].strip(_BLANK), symbol, name)
            changes["number"], changes["symbol"] = repeated, symbol
            if not same:
                doubts.append(_doubt("number", "Số văn bản", number["said"], number, start))
    dated = _HEAD.date.search(head, number.end() if number else 0) or _HEAD.date.search(head)
    if dated is not None and text.least_confidence(start + dated.start(), start + dated.end()) is not None:
        parts = [part for part in ("day", "month", "year") if dated[part]]
        unsure = any(
            _is_unsure(text, dated[part], start + dated.start(part), start + dated.end(part)) for part in parts
        )
        if metadata.issued is None or unsure:
            changes["issued"] = _sure_month(text, dated, start)
            doubts.append(_doubt("date", "Ngày ban hành", dated[0], dated, start))
    return (metadata.model_copy(update=changes) if changes else metadata), tuple(doubts)


def _repeated(text: Text, head_end: int, said: str, symbol: str | None, name: str) -> tuple[str | None, bool]:
    """The number as the file itself repeats it, and whether it is the one that was recognised. An annex that says to
    which document it belongs tells also a number of which a character was read as a letter."""
    if not said or symbol is None:
        return None, False
    for found in _HEAD.repeated.finditer(text.reading, head_end):
        confidence = text.least_confidence(found.start("number"), found.end("number"))
        sure = confidence is None or confidence >= LEAST_CONFIDENCE
        if not sure or re.sub(r"\s", "", found["symbol"]) != symbol:
            continue
        if found["number"].lstrip("0") == said.lstrip("0"):
            return f"{found['number']}/{symbol}", True
        line = text.reading[text.reading.rfind("\n", 0, found.start()) + 1 : found.start()]
        if len(found["number"]) == len(said) and not said.isdigit() and _HEAD.annexed_to.fullmatch(line):
            return f"{found['number']}/{symbol}", False
    return (f"{said}/{symbol}", True) if said.isdigit() and _is_in_name(said, symbol, name) else (None, False)


def _is_in_name(number: str, symbol: str, name: str) -> bool:
    """Whether the name of the file has the number beside a part of its symbol (`317-KH_suadoi.pdf`)."""
    words = _NAME_WORDS.findall(name)
    parts = {part.casefold() for part in re.split(r"\W", symbol)}
    beside = (pair for pair in pairwise(words) if number in pair)
    return any(word.casefold() in parts for pair in beside for word in pair)


def _sure_month(text: Text, dated: re.Match[str], offset: int) -> str | None:
    """`2019-07` where the month and the year of a date are sure; None where one is not."""
    parts = ("month", "year")
    if any(not (dated[p] or "").strip(_BLANK) for p in parts):
        return None
    if any(_is_unsure(text, dated[p], offset + dated.start(p), offset + dated.end(p)) for p in parts):
        return None
    return write_date(dated["year"].strip(_BLANK), dated["month"].strip(_BLANK), None)


def _is_recognised(text: Text) -> bool:
    return any(piece.confidence is not None for strip in text.strips for piece in strip.pieces[:1])


def _is_unsure(text: Text, said: str, start: int, end: int) -> bool:
    """Whether something other than digits stands there, or digits read with little confidence."""
    digits = said.strip(_BLANK)
    if not digits:
        return False
    if not re.fullmatch(r"\d{1,5}[A-Za-z]?", digits):
        return True
    at = start + said.index(digits)
    confidence = text.least_confidence(at, min(end, at + len(digits)))
    return confidence is not None and confidence < LEAST_CONFIDENCE


def _doubt(kind: str, name: str, said: str, match: re.Match[str], offset: int) -> Doubt:
    read = said.strip(" \t.…_:")
    message = (
        f"{name} được nhận dạng không chắc chắn («{read}»); cần đối chiếu bản gốc."
        if read
        else f"{name} để trống hoặc không nhận dạng được; cần đối chiếu bản gốc."
    )
    return Doubt(f"uncertain_{kind}", message, offset + match.start(), offset + match.end())
