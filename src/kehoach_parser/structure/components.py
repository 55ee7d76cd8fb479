"""The parts of a document: letterhead, title, opening, body, signature and recipients, appendices.

Works on lines (half-open ranges of indices into `Text.lines`), by the marks of rules/letterhead.toml, which follow
Nghị định 30/2020/NĐ-CP, Điều 8. A missing part is an empty range.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ..language.capitals import is_capitals
from ..lexicon.headings import Headings
from .appendices import find_annexed, find_appendices
from .labels import begins_words, match_bullet, match_label
from .values import TextLine

Range = tuple[int, int]

_SPECKS = " ,.;:'`"  # dirt before a line of a scan
_SIGNED_ABOVE = 12
"""Lines above the recipients in which a signature may stand."""
_LONGEST_BODY = 3
"""Lines that the name of the body above a signature may take."""
_FEW = 30
"""Words between title and foot of fewer than which no document consists: its content is elsewhere."""
_HEADING_WORDS = 12
"""Words of a usual heading of plans."""
_HEAD_LIMIT = 80
_ABOUT_WITHIN = 10
"""Lines that the V/v of a letter may take."""
_COLUMN = 60
"""Characters that a line of the left column of a letterhead holds."""
_OUTER = frozenset({"part", "chapter", "division", "upper", "roman", "article"})
_SMALL_KIND_WITHIN = 12
_KIND_WITHIN = 16  # lines from the motto down to the kind of document: number, place and date, secrecy, addressees


class Parts(Struct, frozen=True):
    """Line ranges. `title` begins with the line of the document's kind (KẾ HOẠCH); `opening` is what stands between
    title and first section; `appendices` each from its label line on. `bare`: the headings without label of a plan
    that labels none of its parts, each its line and its depth (0 in capitals, 1 in small letters)."""

    head: Range
    title: Range
    opening: Range
    body: Range
    foot: Range
    appendices: tuple[Range, ...]
    annexed: Range = (0, 0)
    apart: tuple[int, ...] = ()
    bare: tuple[tuple[int, int], ...] = ()


def find_parts(text: str, lines: Sequence[TextLine], headings: Headings) -> Parts:
    """The parts of a document whose lines stand one by one (no flattened text)."""
    words = [text[line.start : line.end] for line in lines]
    apart = tuple(i for i, line in enumerate(lines) if line.region in ("footnote", "textbox"))
    total = len(lines)
    while total and lines[total - 1].region == "footnote":
        total -= 1
    motto = _find_motto(words, headings)
    kind = _find_kind(words, lines, motto, headings)
    start = (kind or 0) + 1
    is_foot = headings.marks.foot.match
    recipients = next((index for index in range(start, total) if is_foot(words[index])), None)
    appendices = find_appendices(words, lines, start, total, recipients, headings)
    end = appendices[0] if appendices else total
    foot = _find_foot(words, lines, kind or 0, end, recipients, headings)
    annexed = find_annexed(words, lines, foot, end, headings)
    head_start = _find_head(words, lines, motto, headings) if lines else 0
    head_end = kind if kind is not None else _head_end(words, lines, head_start, headings)
    if kind is not None:
        title_end = _title_end(words, lines, kind, foot, headings)
    else:
        title_end = _bare_title_end(words, lines, head_end, foot, headings) if motto is not None else head_end
    bare = _find_bare_headings(text, words, lines, (title_end, foot), headings)
    first = bare[0][0] if bare else _first_section(text, lines, title_end, foot, headings)
    if annexed == end and (first == foot or _is_article(words[first])):
        few = sum(len(line.split()) for line in words[title_end:foot]) < _FEW
        annexed = _find_content_behind(text, lines, (foot, end), headings, few=few)
    starts = [*appendices, total]
    return Parts(
        head=(min(head_start, head_end), head_end),
        title=(head_end, title_end),
        opening=(title_end, first),
        body=(first, foot),
        foot=(foot, annexed),
        annexed=(annexed, end),
        appendices=tuple(pairwise(starts)),
        apart=apart,
        bare=bare,
    )


def _find_bare_headings(
    text: str, words: list[str], lines: Sequence[TextLine], within: Range, headings: Headings
) -> tuple[tuple[int, int], ...]:
    """The headings of a plan that labels none of its parts: lines in capitals whose words are a usual heading of plans
    (`CHỈ TIÊU CHỦ YẾU`), and below them such lines in small letters, where nothing is numbered, or lines in bold. Two
    of one make are asked for, and that no part is labelled (I., A., Phần, Điều): beside a label a bare line in capitals
    is emphasis."""
    capitals: list[tuple[int, int]] = []
    small: list[tuple[int, int]] = []
    numbered = False
    marked = _marked_lines(lines, within)
    for index in range(*within):
        line, here = lines[index], words[index]
        if line.table is not None or line.region != "body":
            continue
        label = match_label(text, line.start, line.end)
        if label is not None:
            if label.style in _OUTER and (label.style != "roman" or label.ordinal <= 2):
                return ()
            numbered = True
        elif len(here) > 160 or here.endswith((".", ";", ",")):
            continue
        elif is_capitals(here):
            if headings.roles_of(here).roles:
                capitals.append((index, 0))
        elif _is_bare_small(here, line, words[index - 1], headings) and (
            line.bold or index in marked or headings.roles_of(here).roles
        ):
            small.append((index, 1))
    if numbered:
        small = [(index, depth) for index, depth in small if lines[index].bold or index in marked]
    if len(capitals) >= 2:
        return tuple(sorted([*capitals, *(s for s in small if s[0] > capitals[0][0])]))
    small = [(index, depth) for index, depth in small if headings.roles_of(words[index]).roles]
    return tuple((index, 0) for index, _ in small) if len(small) >= 3 else ()


def _marked_lines(lines: Sequence[TextLine], within: Range) -> set[int]:
    """The lines that the format itself marks as beginning a paragraph where it leaves others unmarked: the headings of
    Markdown. A format that marks every paragraph (Word) tells nothing by it."""
    marked = {i for i in range(*within) if lines[i].starts_paragraph and lines[i].blank_before}
    unmarked = any(lines[i].blank_before and not lines[i].starts_paragraph for i in range(*within))
    return marked if unmarked else set()


def _is_bare_small(here: str, line: TextLine, before: str, headings: Headings) -> bool:
    """Whether a line in small letters stands as a heading: a few words after the end of a paragraph, no figure but a
    year, no lead-in."""
    bare = here.rstrip(": ")
    alone = line.blank_before or line.bold or before.endswith((".", "./.", ";")) or is_capitals(before)
    return (
        bool(alone)
        and len(bare.split()) <= 12
        and here[:1].isupper()
        and ": " not in here
        and not headings.marks.figure_within.match(bare)
        and not headings.marks.lead_in.match(bare)
        and not headings.marks.opening.match(here)
    )


def _find_motto(words: list[str], headings: Headings) -> int | None:
    """The line on which the national motto begins; it may be wrapped where a narrow column held it."""
    motto = headings.marks.motto
    for index, line in enumerate(words[:_HEAD_LIMIT]):
        if motto.search(line) or motto.match(" ".join(words[index : index + 2])):
            return index
    return None


def _find_head(words: list[str], lines: Sequence[TextLine], motto: int | None, headings: Headings) -> int:
    """Where the letterhead begins: at the motto or at the body's name in capitals above it; 0 where there is no motto.
    What a portal puts before it (lists of related documents, invitations to subscribe) is no part of the document.
    A column of the head belongs to it whole, and so does a letter's long V/v above the motto."""
    if motto is None:
        return 0
    about = _find_about(words, motto, headings)
    start = top = motto if about is None else about
    while start > 0:
        above = words[start - 1]
        column = lines[start - 1].region in ("head_left", "head_right")
        if headings.marks.kind.match(above) or (not column and top - start >= 6):
            break
        if not column and not is_capitals(above) and not headings.marks.letterline.match(above):
            break
        start -= 1
    return start


def _find_about(words: list[str], motto: int, headings: Headings) -> int | None:
    """Where the V/v of a letter begins whose lines stand right above the motto, each as long as a column is wide."""
    for index in reversed(range(max(0, motto - _ABOUT_WITHIN), motto)):
        if headings.marks.about.match(words[index]):
            return index
        if len(words[index]) > _COLUMN:
            break
    return None


def _find_kind(words: list[str], lines: Sequence[TextLine], motto: int | None, headings: Headings) -> int | None:
    """The line that names the kind of document. It stands below the motto; one above it is a page's own heading where
    the document has one of its own."""
    if motto is not None:
        below = _next_kind(words, lines, motto + 1, headings)
        if below is not None and below - motto <= _KIND_WITHIN:
            return below
    found = _next_kind(words, lines, 0, headings)
    return _small_kind(words, lines, headings) if found is None and motto is None else found


def _small_kind(words: list[str], lines: Sequence[TextLine], headings: Headings) -> int | None:
    """The line `Kế hoạch …` in small letters above the opening, in a document without letterhead."""
    found: int | None = None
    for index, line in enumerate(words[:_SMALL_KIND_WITHIN]):
        if headings.marks.opening.match(line):
            return found if found is not None and index - found <= 3 else None
        if lines[index].table is not None or match_label(line, 0, len(line)):
            return None
        if headings.marks.small_kind.match(line) and not line.endswith((".", ";", ":", ",")):
            found = index
    return None


def _next_kind(words: list[str], lines: Sequence[TextLine], start: int, headings: Headings) -> int | None:
    pattern = headings.marks.kind
    for index in range(start, min(len(words), _HEAD_LIMIT)):
        line = words[index]
        if lines[index].table is not None:
            continue
        if pattern.match(line) and (is_capitals(line) or _is_mixed_kind(line, index - start, headings)):
            return index
        broken = f"{line} {words[index + 1]}" if index + 1 < len(words) and line.isalpha() else ""
        if pattern.match(broken) and is_capitals(broken):
            return index
        label = match_label(line, 0, len(line)) if index > start + 3 else None
        if label is not None and (is_capitals(line) or label.style in ("article", "chapter")):
            return None
    return None


def _is_mixed_kind(line: str, below: int, headings: Headings) -> bool:
    """Whether the kind in capitals and a trích yếu in small letters share one line (`KẾ HOẠCH Tổ chức Hội thi …`):
    `below` lines under the beginning or the motto, no sentence."""
    kind = headings.marks.kind.match(line)
    rest = line[kind.end() :].strip() if kind else ""
    return below < _SMALL_KIND_WITHIN and rest[:1].isupper() and not line.endswith((".", ";", ":", ","))


def _head_end(words: list[str], lines: Sequence[TextLine], start: int, headings: Headings) -> int:
    """Where the letterhead ends in a document that names no kind: after the line of place and date or the motto."""
    end = start
    for index, line in enumerate(words[start : start + 20], start):
        if (
            headings.marks.motto.search(line)
            or headings.marks.letterline.match(line)
            or (index > start and headings.marks.letterline.match(f"{words[index - 1]} {line}"))
            or headings.marks.second_motto.match(line)
        ):
            end = index + 1
    below = range(start, min(end + 2, len(words)))
    about = next((i for i in below if headings.marks.about.match(words[i])), None)
    return end if about is None else max(end, _about_end(words, lines, about, headings))


def _about_end(words: list[str], lines: Sequence[TextLine], about: int, headings: Headings) -> int:
    """Where the V/v of a letter ends that stands under its number: each of its lines is as long as a column is wide,
    and the addressees, an empty or a finished line end it."""
    end = about + 1
    while end < min(len(words), about + _ABOUT_WITHIN):
        if lines[end].blank_before or len(words[end]) > _COLUMN or words[end - 1].endswith((".", ":", ";")):
            break
        if headings.marks.addressed.match(words[end]) or headings.marks.opening.match(words[end]):
            break
        end += 1
    return end


def _bare_title_end(words: list[str], lines: Sequence[TextLine], start: int, foot: int, headings: Headings) -> int:
    """Where a trích yếu in capitals ends that stands under the letterhead without the kind of document; `start` where
    there is none. The authority that decides (`ỦY BAN NHÂN DÂN TỈNH …`) is no trích yếu."""
    index = start
    while index < min(foot, start + 8):
        words_here = words[index]
        if lines[index].table is not None or match_label(words_here, 0, len(words_here)) or not is_capitals(words_here):
            break
        if headings.marks.power.match(words_here) or words_here.endswith(":"):
            break
        if index > start and _is_heading(words_here, words[index - 1], headings):
            break
        index += 1
    return index if sum(map(len, words[start:index])) > 12 else start


def _is_heading(line: str, before: str, headings: Headings) -> bool:
    """Whether a line under the trích yếu is a heading without label (`CĂN CỨ LẬP KẾ HOẠCH`), not its going on."""
    return not headings.marks.open_end.match(before) and bool(headings.roles_of(line).roles)


def _title_end(words: list[str], lines: Sequence[TextLine], kind: int, foot: int, headings: Headings) -> int:
    """The title goes on while its lines are of one make: capitals after capitals, or up to a blank line, a line that
    opens as the preamble does, or a label."""
    rest, index = _behind_kind(words, kind, headings)
    make: bool | None = is_capitals(rest) if rest else None
    while index < min(foot, kind + _LONGEST_TITLE):
        line, words_here = lines[index], words[index]
        below = index > kind + 1  # the line right below the kind may always belong to the title
        if line.table is not None or match_label(words_here, 0, len(words_here)):
            break
        if below and match_bullet(words_here, 0, len(words_here)) and not words_here.endswith(("-", "–")):
            break
        if headings.marks.appended.match(words_here):
            index += 1
            continue
        if below and _begins_anew(line, words_here, words[index - 1], headings):
            break
        if not any(c.isalpha() for c in words_here):
            index += 1
            continue
        capitals = is_capitals(words_here)
        if make is None:
            make = capitals
        elif (
            not headings.marks.title_years.match(words_here)
            and _is_of_other_make(line, words_here, make, capitals, below)
        ) or (not make and headings.marks.opening.match(words_here) and (below or rest)):
            break
        closed = not capitals and words_here.endswith((";", ".")) and len(words_here) > 40 and not _centred(line)
        if closed and not (index == kind + 1 and not rest and _opens_below(words, index, headings)):
            break
        index += 1
    return index


def _behind_kind(words: list[str], kind: int, headings: Headings) -> tuple[str, int]:
    """What of a title stands behind its kind on one line, and the line below; the kind may be broken (`KẾ ⏎ HOẠCH`)."""
    below = kind + 1
    first = words[kind]
    small = headings.marks.small_kind.match(first)
    if small:
        return first[small.end() :], below
    if not headings.marks.kind.match(first) and below < len(words):
        first, below = f"{first} {words[below]}", below + 1
    rest = headings.marks.kind.sub("", first, count=1).strip()
    return "" if headings.marks.own_number.match(rest) else rest, below


def _opens_below(words: list[str], index: int, headings: Headings) -> bool:
    """Whether the line below `index` opens as a preamble does and this one does not: a trích yếu with a full stop."""
    opening = headings.marks.opening
    return index + 1 < len(words) and bool(opening.match(words[index + 1])) and not opening.match(words[index])


_LONGEST_TITLE = 14
"""Lines of kind and title together."""


def _is_of_other_make(line: TextLine, words: str, make: bool, capitals: bool, below: bool) -> bool:
    """Whether a line is not set like the title's first (`make`: in capitals): small letters below capitals, unless they
    are a short rest; or in a title of small letters a new paragraph that is not centred."""
    if make != capitals:
        return not (make and len(words) <= 12 and not words.endswith((";", ".")))
    parted = (line.blank_before or line.starts_paragraph) and below
    return not make and bool(parted) and not _centred(line) and not words[0].islower()


def _begins_anew(line: TextLine, words: str, before: str, headings: Headings) -> bool:
    """Whether a line below the first of a title is no part of it: behind a blank line a heading, or anything
    where the line before ends in a full stop (a trích yếu is one phrase); or the body that issues, where no word
    waits for more."""
    if line.blank_before and (before.endswith(".") or _is_heading(words, before, headings)):
        return True
    return bool(headings.marks.power.match(words)) and not headings.marks.open_end.match(before)


def _centred(line: TextLine) -> bool:
    return line.align == "center"


def _find_foot(
    words: list[str], lines: Sequence[TextLine], kind: int, end: int, foot: int | None, headings: Headings
) -> int:
    """Where the foot begins. `foot`: the line of the recipients, which may stand behind `end`."""

    def first_sign(start: int, stop: int) -> int | None:
        signature = headings.marks.signature
        untabled = (i for i in range(start, stop) if lines[i].table is None)
        return next((i for i in untabled if signature.match(words[i].lstrip(_SPECKS))), None)

    def with_body(sign: int) -> int:
        """The lines above a signature that stand in capitals and without label: the body that signs."""
        first = sign
        while first - 1 > kind + 1 and first > sign - _LONGEST_BODY and lines[first - 1].table is None:
            above = words[first - 1]
            if not is_capitals(above) or match_label(above, 0, len(above)):
                break
            first -= 1
        return first

    if foot is None or foot >= end:
        sign = first_sign(kind + 1, end)
        return with_body(sign) if sign is not None else end
    near = max(kind + 1, foot - _SIGNED_ABOVE)
    sign = first_sign(near, foot)
    return foot if sign is None or first_sign(kind + 1, near) is not None else with_body(sign)


def _is_article(words: str) -> bool:
    label = match_label(words, 0, len(words))
    return label is not None and label.style == "article"


def _find_content_behind(
    text: str, lines: Sequence[TextLine], within: Range, headings: Headings, *, few: bool
) -> int:
    """Where the sections begin that stand behind signature and recipients, of a document that has none before them: an
    export put these first, or what it carries has no title of its own. A second label in the sequence of the first is
    asked for and, where there is more than a `few` words before the foot, a Roman one with a usual heading of plans.
    The end where there are none."""
    foot, end = within
    start = _first_section(text, lines, foot, end, headings)
    first = match_label(text, lines[start].start, lines[start].end) if start < end else None
    if first is None or first.style == "article":
        return end
    title = text[first.end : lines[start].end]
    if not few and (first.style not in _OUTER or not headings.roles_of(title).roles):
        return end
    labels = (match_label(text, line.start, line.end) for line in lines[start + 1 : end] if line.table is None)
    goes_on = any(label is not None and (label.style, label.ordinal) == (first.style, 2) for label in labels)
    return start if goes_on else end


def _first_section(text: str, lines: Sequence[TextLine], start: int, end: int, headings: Headings) -> int:
    """Where the first section begins: at the first label of the outermost style; where the plan numbers with figures
    only, or the first Roman label was misread as a figure, at `1.`, and where all of these were lost, at `a)`; a table
    before any label stands in the body. Of an extract (*6. Kinh phí*), at the heading that it opens with."""
    figure = start if start < end and _opens_extract(text, lines[start], headings) else None
    letter: int | None = None
    for index in range(start, end):
        line = lines[index]
        if line.table is not None:
            return index if figure is None else figure
        label = match_label(text, line.start, line.end)
        if label is None:
            continue
        if label.style in ("part", "chapter", "upper", "roman", "article"):
            if label.ordinal == 1 or (label.style == "article" and begins_words(text, label)):
                return index
            if is_capitals(text[label.end : line.end]):
                return index if figure is None else figure
        elif (
            figure is None
            and label.ordinal == 1
            and (label.style in ("arabic", "division") or (label.style == "dotted2" and begins_words(text, label)))
        ):
            figure = index
        elif letter is None and label.ordinal == 1 and label.style == "letter" and begins_words(text, label):
            letter = index
    return figure if figure is not None else letter if letter is not None else end


def _opens_extract(text: str, line: TextLine, headings: Headings) -> bool:
    """Whether a line is a usual heading of plans behind a figure."""
    label = match_label(text, line.start, line.end) if line.table is None else None
    if label is None or label.style != "arabic":
        return False
    words = text[label.end : line.end].split(":", 1)[0]
    return len(words.split()) <= _HEADING_WORDS and bool(headings.roles_of(words).roles)
