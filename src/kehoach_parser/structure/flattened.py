"""Text -> Text for documents that a crawler flattened: headings, labels and bullets in mid-line get lines of their own.

As in `paragraphs`, only spaces and line breaks change places, so no offset moves. The letterhead is cut at its
components (Nghị định 30/2020/NĐ-CP, Điều 8), the title at the end of its capitals or where the opening begins, the body
at labels that go on a sequence and at bullets that follow a stop.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from msgspec.structs import replace

from ..language.capitals import is_capitals
from ..language.patterns import compile_later, text_before
from ..language.spans import holds
from ..lexicon.headings import Headings
from ..lexicon.rule_files import LOWER, UPPER
from .labels import BULLET, LABEL, Candidate, choose_labels, find_quoted, match_label
from .values import Text, TextLine, put

_AFTER_STOP = compile_later(rf"[.;:!?…”)\"]\s(?=[-+–•]\s?[{UPPER}\d“\"])")
_FIRST_DASH = compile_later(
    rf"(?<=[{LOWER}”)])\s[-+]\s(?=[{UPPER}\d])|(?<=\d)\s[-+]\s(?=[{UPPER}])"
    rf"|(?<=[{UPPER}])\s[-+]\s(?=[{UPPER}][{LOWER}])"
    r"|(?<=\s20\d\d)\s[-+]\s(?=\d{1,3}(?:[.,]\d+)?\s?%)"
)
"""The dash of a bullet in mid-line: before a capital letter, or before a figure where none stands before the dash;
behind a heading in capitals, before a word that is not; behind a year, before a share (`1. Năm 2025 - 60% hộ …`)."""
_ONLY_BULLET = compile_later(
    rf"\S+(?:\s[^\W\d]+){{1,8}}?\s(?P<dash>[-+])\s(?=[{UPPER}\d](?:[^\W\d]*\s(?:[^\W\d]+\s){{0,2}})?\d*(?:[.,]\d+)?\s?%)"
)
"""The only bullet of a heading in mid-line (`3. Về nhân lực - Tối thiểu 90% công chức …`): a share stands near its
beginning, so it is no name with a hyphen (`Phòng Tài chính - Kế hoạch`)."""
_INNER_HEADING = compile_later(rf"[.;:!?…”)]\s(?:II|III|IV)\s?[.\-–/]\s?[{UPPER}]{{2}}")
"""A heading of a later part in mid-line: no paragraph holds one."""
_WORD = compile_later(r"\S+")
_LABEL_WITHIN = compile_later(rf"(?<=\s){LABEL.pattern}", re.VERBOSE)
_LAST_STOP = compile_later(r"\./\.\s")
_HEAD = 6000
_TWO_COLUMNS = 250
"""Characters: the two columns of a letterhead on one line are shorter."""


@cache
def _worded(mark: re.Pattern[str]) -> re.Pattern[str]:
    """A mark of the head where a word begins."""
    return compile_later(rf"(?<!\S)(?:{mark.pattern})")


@cache
def _within(mark: re.Pattern[str], opening: str = "") -> re.Pattern[str]:
    """A mark in mid-line, behind a space and what opens it."""
    return compile_later(rf"(?<=\s){opening}(?:{mark.pattern})")


def unflatten(text: Text, headings: Headings) -> Text:
    """The text with its lines restored; the same object where it was not flattened."""
    if not _is_flattened(text, headings):
        return text
    flat = text.reading.replace("\n", " ")
    cuts = {0}
    title_end = _cut_head(flat, headings, cuts)
    foot = _find_foot(flat, title_end, headings)
    _cut_body(flat, title_end, foot, headings, cuts)
    if foot < len(flat):
        cuts.add(foot)
        annexed = _cut_annexed(flat, foot, headings, cuts)
        for match in _AFTER_STOP.finditer(flat, foot, annexed):
            cuts.add(match.end())
    return _rebuild(text, flat, sorted(cuts))


def _is_flattened(text: Text, headings: Headings) -> bool:
    """Whether components of the letterhead that never share a line do so."""
    if text.tables or text.strips:
        return False
    for line in text.lines[:12]:
        if line.starts_paragraph:
            continue
        words = text.text[line.start : line.end]
        if headings.marks.flat_motto.search(words) and (
            len(words) > _TWO_COLUMNS
            or headings.marks.flat_number.search(words)
            or headings.marks.flat_date.search(words)
        ):
            return True
    longest = max(text.lines, key=lambda line: line.end - line.start, default=None)
    if (
        longest is not None
        and longest.end - longest.start > max(_HEAD // 10, 0.6 * len(text.text))
        and _INNER_HEADING.search(text.text, longest.start, longest.end)
    ):
        return True
    head = text.text[:1500].replace("\n", " ")
    joined = headings.marks.flat_joined.search(head)
    return joined is not None and text.text[joined.start("number") - 1] != "\n"


def _cut_head(flat: str, headings: Headings, cuts: set[int]) -> int:
    """Cuts the letterhead and the title; returns where the title ends."""
    limit = min(len(flat), _HEAD)
    at = 0
    motto = headings.marks.motto.search(flat, 0, limit)
    if motto:
        cuts.add(motto.start())
        cuts.add(_body_start(flat, motto.start()))
        at = motto.end()
    for mark in (headings.marks.flat_motto, headings.marks.flat_number):
        found = mark.search(flat, at, limit)
        if found:
            cuts.add(found.start())
            at = found.end()
    number = headings.marks.flat_number.search(flat, 0, limit)
    if number:
        at = number.end()
        if at < len(flat) and flat[at] == " ":
            cuts.add(at + 1)
    date = headings.marks.flat_date.search(flat, at, limit)
    if date and date.start() - at < 80:
        place = headings.marks.flat_place.search(flat, at, date.end())
        if place:
            cuts.add(place.start())
        at = date.end()
    if at == 0 and match_label(flat, 0, len(flat)):  # the body alone
        return 0
    kind = _worded(headings.marks.kind).search(flat, at, limit)
    if kind is None:
        return at
    cuts.add(kind.start())
    first = _WORD.search(flat, kind.end())
    if first and any(c.islower() for c in first.group()):  # a trích yếu in small letters stands under the kind
        cuts.add(first.start())
    end = _title_end(flat, kind.end(), headings)
    cuts.add(end)
    appended = headings.marks.appended.match(flat, end)
    close = flat.find(") ", end, end + 300) if appended else -1
    if close > 0:
        end = close + 2
        cuts.add(end)
    return end


def _body_start(flat: str, motto: int) -> int:
    """Where the issuing body begins whose name in capitals stands before the motto; the motto where none does."""
    start, count = motto, 0
    for word in reversed(list(_WORD.finditer(flat, max(0, motto - 120), motto))):
        if any(c.islower() for c in word.group()) or not any(c.isalpha() for c in word.group()):
            break
        start, count = word.start(), count + 1
    return start if count > 1 else motto


def _title_end(flat: str, start: int, headings: Headings) -> int:
    """Where a title that begins after the kind ends: at the first word that is not in capitals, or, where the title is
    in small letters, where the opening begins."""
    end = start
    words = 0
    for word in _WORD.finditer(flat, start):
        if any(c.islower() for c in word.group()):
            break
        end = word.end()
        words += 1
    if words:
        previous = flat[start:end].rsplit(" ", 1)
        if headings.marks.short_body.match(previous[-1]) and len(previous) == 2:
            end -= len(previous[-1])
        while end < len(flat) and flat[end] == " ":
            end += 1
        return _before_power(flat, start, end, headings)
    opening = _within(headings.marks.opening).search(flat, start + 20)
    if opening is None or opening.start() - start >= 600:
        return start
    powers = _within(headings.marks.power)
    for power in powers.finditer(flat, start + 12, opening.start()):
        if is_capitals(flat[power.start() : opening.start()]):  # the authority that decides stands under the title
            return power.start()
    return opening.start()


def _before_power(flat: str, start: int, end: int, headings: Headings) -> int:
    """The end of a decision's title in capitals: before the body in capitals that decides, which stands between the
    title and the preamble (`… TỈNH ỦY BAN NHÂN DÂN TỈNH Căn cứ …`); `end` where none does."""
    if not headings.marks.opening.match(flat, end):
        return end
    for power in _within(headings.marks.power).finditer(flat, start + 12, end):
        before = flat[start : power.start()].rstrip()
        if headings.marks.open_end.match(before) or headings.marks.power_object.match(before):
            continue
        return end if headings.marks.power_list.match(flat[power.end() : end]) else power.start()
    return end


def _find_foot(flat: str, start: int, headings: Headings) -> int:
    found = _within(headings.marks.foot).search(flat, start)
    if found is None:
        found = _LAST_STOP.search(flat, start)
        return found.end() if found else len(flat)
    return found.start()


def _cut_body(flat: str, start: int, end: int, headings: Headings, cuts: set[int]) -> None:
    """Cuts the text between a title and a foot at its labels, headings and bullets."""
    inner: set[int] = {start}
    labels = choose_labels(_candidates(flat, start, end, headings), flat)
    inner.update(choice.label.start for choice in labels)
    _cut_titles(flat, [choice.label.end for choice in labels], inner, end, headings)
    for match in _AFTER_STOP.finditer(flat, start, end):
        inner.add(match.end())
    _cut_first_bullets(flat, sorted(inner), inner, end, headings)
    cuts |= inner


def _cut_annexed(flat: str, foot: int, headings: Headings, cuts: set[int]) -> int:
    """Cuts the plan that the document above promulgates, which stands behind its foot: title, *(Ban hành kèm theo Quyết
    định …)*, body. Returns where its title begins; the end of the text where there is none."""
    told = _within(headings.marks.promulgated, r"\(").search(flat, foot)
    if told is None:
        return len(flat)
    start = _annexed_title(flat, foot, told.start(), headings)
    close = flat.find(")", told.end(), told.end() + _LONGEST_NOTE)
    if start is None or close < 0:
        return len(flat)
    begin = close + 1
    while begin < len(flat) and flat[begin] in " .":
        begin += 1
    cuts |= {start, told.start(), begin}
    own_foot = _find_foot(flat, begin, headings) if begin < len(flat) else begin
    _cut_body(flat, begin, own_foot, headings, cuts)
    if own_foot < len(flat):
        cuts.add(own_foot)
        for match in _AFTER_STOP.finditer(flat, own_foot):
            cuts.add(match.end())
    return start


_LONGEST_NOTE = 300
"""Characters of *(Ban hành kèm theo Quyết định số … ngày … của …)*."""
_LONGEST_TITLE = 500
"""Characters of the title above that note."""


def _annexed_title(flat: str, foot: int, end: int, headings: Headings) -> int | None:
    """Where the title that ends at `end` begins: at the first name of a kind among its words in capitals, or, where the
    trích yếu is in small letters, at the last such name; None where there is none."""
    floor = max(foot, end - _LONGEST_TITLE)
    kinds = _within(headings.marks.kind)
    named = [match.start() for match in kinds.finditer(flat, floor, end) if flat[match.start() : match.end()].isupper()]
    capitals = end
    for word in reversed(list(_WORD.finditer(flat, floor, end))):
        if any(c.islower() for c in word.group()):
            break
        capitals = word.start()
    within = [start for start in named if start >= capitals]
    return within[0] if within else named[-1] if named else None


def _candidates(flat: str, start: int, end: int, headings: Headings) -> list[Candidate]:
    found: list[Candidate] = []
    quoted = find_quoted(flat, start, end)
    for match in _LABEL_WITHIN.finditer(flat, start, end):
        label = match_label(flat, match.start(), end)
        if label is None:
            continue
        before = text_before(flat, match.start())
        if headings.marks.no_label_after.match(before) or holds(quoted, match.start()):
            continue
        ended = before.rstrip().endswith((".", ";", ":", "!", "?", "…", "”", '"'))
        found.append(Candidate(label, 1 if ended else 0))
    return _drop_inner_lists(found, flat)


def _drop_inner_lists(found: list[Candidate], flat: str) -> list[Candidate]:
    """The candidates without the lists that stand within a numbered paragraph (`1. Rà soát, gồm: 1. Rừng phòng hộ; 2.
    Rừng sản xuất. 2. Trồng rừng`): a `1.` behind the colon of a numbered paragraph and what follows a semicolon."""
    kept: list[Candidate] = []
    inner = 0
    for candidate in found:
        label = candidate.label
        before = flat[label.start - 2 : label.start].strip()
        outer = kept[-1].label if kept else None
        goes_on = inner and before == ";" and label.ordinal == inner + 1
        begins = before == ":" and label.ordinal == 1 and outer is not None and outer.style == "arabic"
        if label.style == "arabic" and (goes_on or begins):
            inner = label.ordinal
            continue
        inner = 0
        kept.append(candidate)
    return kept


def _cut_titles(flat: str, starts: list[int], cuts: set[int], end: int, headings: Headings) -> None:
    """Where a heading in capitals is followed by ordinary words, these begin a line of their own."""
    for start in starts:
        last = start
        count = 0
        for word in _WORD.finditer(flat, start, end):
            if any(c.islower() for c in word.group()) or word.start() in cuts:
                break
            if count >= 2 and word.group() in ("-", "–", "+", "•") and BULLET.match(flat, word.start()):
                after = flat[word.end() + 1 : word.end() + 3]
                if after[1:].islower():  # a list begins, and the heading does not go on behind a dash
                    break
            last, count = word.end(), count + 1
        if count >= 2 and last < end and flat[last] == " ":
            cuts.add(last + 1)
        elif count < 2:
            whole = _usual_title(flat, start, end, headings)
            if whole:
                cuts.add(whole)


def _usual_title(flat: str, start: int, end: int, headings: Headings) -> int | None:
    """Where the words after a usual heading (`Mục đích`, `Chỉ tiêu`, `Mục tiêu cụ thể`) begin with a capital letter."""
    words = list(islice(_WORD.finditer(flat, start, end), 5))
    for count in range(2, len(words)):
        title = flat[start : words[count - 1].end()]
        if words[count].group() in ("-", "+") and _is_usual(title, headings):
            return words[count].start()
        if words[count].group()[0].isupper() and _is_usual(title, headings):
            return words[count].start()
    return None


def _is_usual(title: str, headings: Headings) -> bool:
    return not re.search(r"[.;:,()\d]", title) and bool(headings.roles_of(title).roles)


def _cut_first_bullets(flat: str, ordered: list[int], cuts: set[int], end: int, headings: Headings) -> None:
    """The first bullet under a heading follows no stop (`1. Mục đích - Nâng cao …`): where the bullets of a list follow
    a label, the list begins at the first dash before a capital letter that stands before any stop."""
    ends = [*ordered[1:], end]
    for start, after in zip(ordered, ends, strict=True):
        if after >= len(flat) or after > end or not BULLET.match(flat, after):
            if LABEL.match(flat, start):
                only = _ONLY_BULLET.match(flat, start, after)
                dash = _FIRST_DASH.search(flat, start + 4, after)
                if only:
                    cuts.add(only.start("dash"))
                elif dash and headings.marks.bullet_verb.match(flat, dash.start() + 3):
                    cuts.add(dash.start() + 1)
            continue
        if not LABEL.match(flat, start) or re.search(r"[.;:]\s", flat[start + 4 : after].rstrip()[:-1]):
            first_stop = re.search(r"[.;:!?]\s", flat[start + 4 : after])
            limit = start + 4 + first_stop.start() if first_stop else after
        else:
            limit = after
        dash = _FIRST_DASH.search(flat, start + 4, limit)
        if dash and LABEL.match(flat, start):
            cuts.add(dash.start() + 1)


def _rebuild(text: Text, flat: str, cuts: list[int]) -> Text:
    breaks: list[int] = []
    lines: list[TextLine] = []
    for index, start in enumerate(cuts):
        end = cuts[index + 1] if index + 1 < len(cuts) else len(flat)
        while end > start and flat[end - 1] == " ":
            end -= 1
        if end <= start:
            continue
        if start:
            breaks.append(start - 1)
        lines.append(TextLine(start, end))
    words = text.text.replace("\n", " ")
    return replace(text, text=put(words, breaks, "\n"), reading=put(flat, breaks, "\n"), lines=tuple(lines))
