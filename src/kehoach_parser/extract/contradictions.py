"""What cannot be, in the documents that a plan names and in its own times: told as issues, changed by nothing.

A document dated after the plan, a number with the sign of one body under the name of another, a sign that no body has
(`QĐ-Tg`), an annex named by its number that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from ..language.patterns import compile_later
from ..lexicon.wording import load_wording
from ..models import Target
from ..structure.labels import read_roman
from ..structure.values import Appendix, Doubt, Text
from .citations import FoundCitation
from .words.times import is_past


class _Wording(Struct, frozen=True):
    """The entries of rules/wording/contradictions.toml; each says there what it is for."""

    issuers: dict[str, str]
    mixed: frozenset[str]
    oddly_spelt: re.Pattern[str]
    annex: re.Pattern[str]
    of_another: re.Pattern[str]


_WORDING = load_wording("contradictions", _Wording)
_SIGNS = compile_later(r"[-/]([^\W\d_]+)\d{0,2}(?=$|[-/])")
_OF_COMMITTEE = compile_later(r"/[^/]*-[^/]*/[^/]+$")
"""The sign of a committee that bears that of its government (*19/KH-BCĐ138/CP*): the committee issued it."""
_NUMBER = compile_later(r"([IVX]+|\d+)\W*$")


def find_contradictions(
    text: Text, mentions: Sequence[FoundCitation], appendices: Sequence[Appendix], on: str | None
) -> tuple[Doubt, ...]:
    """The contradictions of the documents mentioned, each document once, and the annexes that are missing. `on` is the
    document's own date as far as stated (ISO: a day, a month or a year)."""
    found: dict[tuple[str, str], Doubt] = {}
    for mention in mentions:
        for doubt in _of_citation(mention, on):
            found.setdefault((mention.key, doubt.code), doubt)
    return (*found.values(), *_missing_annexes(text, appendices))


def find_past_deadlines(promised: Iterable[Target], on: date | None) -> tuple[Doubt, ...]:
    """A doubt for each statement whose value is due in a year before the document's own: what stands there has been
    reached already, or the year belongs to something else (*214 nhà xây dựng trước năm 1994*)."""
    if on is None:
        return ()
    found: dict[tuple[int, int], Doubt] = {}
    for measure in (measure for target in promised for measure in target.measures):
        due, place = measure.deadline, (measure.evidence.start, measure.evidence.end)
        if is_past(due, on):
            message = f"Thời hạn {due} trước năm ban hành ({on.year}): có thể là số liệu đã có."
            found.setdefault(place, Doubt("deadline_past", message, *place))
    return tuple(found.values())


def _of_citation(mention: FoundCitation, on: str | None) -> Iterator[Doubt]:
    place = (mention.start, mention.end)
    if on is not None and mention.date is not None and mention.date[: len(on)] > on:
        message = f"«{mention.number}» đề ngày {mention.date}, sau ngày ban hành của văn bản ({on})."
        yield Doubt("citation_later", message, *place)
    signs = _SIGNS.findall(mention.number)
    for sign in signs:
        if _WORDING.oddly_spelt.fullmatch(sign) and sign not in _WORDING.mixed:
            message = f"Ký hiệu «{sign}» trong «{mention.number}» không rõ của cơ quan nào."
            yield Doubt("citation_symbol", message, *place)
    whose = signs[:-1] if _OF_COMMITTEE.search(mention.number) else signs
    known = next((_WORDING.issuers[sign] for sign in reversed(whose) if sign in _WORDING.issuers), None)
    issuer = (mention.issuer or "").lower()
    if known and issuer and not any(words in issuer for words in known.split("|")):
        message = f"Số «{mention.number}» không phải của «{mention.issuer}»."
        yield Doubt("citation_issuer", message, *place)


def _missing_annexes(text: Text, appendices: Sequence[Appendix]) -> Iterator[Doubt]:
    there = {_number(appendix.label) for appendix in appendices}
    told: set[int | None] = set()
    for match in _WORDING.annex.finditer(text.reading):
        number = _number(match["label"])
        if number is None or number in there or number in told or _WORDING.of_another.match(text.reading, match.end()):
            continue
        if there == {None} and number == 1:
            continue
        told.add(number)
        yield Doubt("annex_absent", f"Không thấy «{match['label']}» trong văn bản.", match.start(), match.end())


def _number(label: str) -> int | None:
    found = _NUMBER.search(label.upper())
    if found is None:
        return None
    return int(found[1]) if found[1].isdecimal() else read_roman(found[1])
