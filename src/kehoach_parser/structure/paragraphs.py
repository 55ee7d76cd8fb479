"""Text -> Text: physical lines become paragraphs, headings and bullets, one line each.

Only line breaks and spaces change places (a break inside a paragraph becomes a space, a space before a heading in
mid-line becomes a break), so no offset moves. Rules, in terms of Vietnamese writing and of Nghị định 30/2020/NĐ-CP: a
paragraph begins with a capital letter, a figure, a label or a bullet and ends with a stop; a heading in capitals goes
on while its lines are in capitals; a label counts when it fits the sequence of labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ..language.capitals import is_capitals
from ..language.spans import holds
from ..lexicon.headings import Headings
from ..lexicon.lines import LINES
from .components import Parts, Range, find_parts
from .labels import BULLETS, Candidate, Choice, Label, choose_labels, find_quoted, match_bullet, match_label
from .values import Text, TextLine, put

_SENTENCE = 4
"""Words of a line that may be a sentence."""
_STOPS = (".", ";", ":", "!", "?", "…", "./.", ".”", '."', ".)", ";”", "|")
_LONG_TITLE = 400  # characters that show how a title is set
_WIDE = 160


class Flow(Struct, frozen=True):
    """Text in paragraphs, its parts (ranges of lines), and the accepted labels by the offset where they stand."""

    text: Text
    parts: Parts
    labels: dict[int, Choice]


def reflow(text: Text, headings: Headings) -> Flow:
    """The paragraphs, parts and labels of a normalised text."""
    parts = find_parts(text.reading, text.lines, headings)
    labels: dict[int, Choice] = {}
    breaks: set[int] = set()
    width = _line_width(text.reading, text.lines, parts)
    for section in (parts.body, parts.annexed, *parts.appendices):
        bare = _bare_labels(text, parts) if section is parts.body else {}
        chosen = choose_labels(_candidates(text, section, width, bare, headings), text.reading)
        labels.update({choice.label.start: choice for choice in chosen})
    for part in ((0, parts.head[1]), parts.title, parts.foot):
        breaks.update(line.start for line in text.lines[part[0] : part[1]])
    for section in (parts.opening, parts.body, parts.annexed, *parts.appendices):
        breaks.update(_paragraph_starts(text, section, labels, width, headings))
    breaks.update(text.lines[i].start for i in parts.apart)
    for line in text.lines[parts.appendices[-1][1] if parts.appendices else parts.annexed[1] :]:
        breaks.add(line.start)
    return _rebuild(text, parts, labels, breaks)


def _line_width(text: str, lines: Sequence[TextLine], parts: Parts) -> int | None:
    """The length at which lines are wrapped, in characters; None where every line is a whole paragraph."""
    end = parts.annexed[1] if parts.annexed[0] < parts.annexed[1] else parts.body[1]
    body = [line for line in lines[parts.opening[0] : end] if line.table is None]
    lengths = sorted(line.end - line.start for line in body)
    if len(lengths) < 8:
        wrapped = any(_begins_small(text, b) and not text[a.start : a.end].endswith(_STOPS) for a, b in pairwise(body))
        return max(40, lengths[-1]) if wrapped and lengths[-1] <= _WIDE else None
    if lengths[-1] > _WIDE and lengths[int(len(lengths) * 0.97)] > _WIDE:
        return None
    return max(40, lengths[int(len(lengths) * 0.9)])


def _begins_small(text: str, line: TextLine) -> bool:
    """Whether a line begins with a small letter, a hyphen aside."""
    return text[line.start : line.end].lstrip("-– ")[:1].islower()


def _bare_labels(text: Text, parts: Parts) -> dict[int, Label]:
    """The headings without label as labels of their own sequence, by the index of their line; a heading in capitals
    that goes on in the next line counts as one."""
    found: dict[int, Label] = {}
    counts = [0, 0]
    listed = {index for index, _ in parts.bare}
    for index, depth in parts.bare:
        line, last = text.lines[index], index
        above = index - 1
        if depth == 0 and above in found and not line.blank_before and is_capitals(text.reading[line.start : line.end]):
            continue
        while depth == 0 and last + 1 < parts.body[1]:
            after = text.lines[last + 1]
            words = text.reading[after.start : after.end]
            if after.blank_before or last + 1 in listed or after.table is not None or not is_capitals(words):
                break
            last += 1
        counts = [counts[0] + 1, 0] if depth == 0 else [counts[0], counts[1] + 1]
        words = " ".join(text.reading[line.start : text.lines[last].end].split()).rstrip(":. ")
        style = "plain" if depth == 0 else "plain_small"
        found[index] = Label(style, words.replace("/", "-"), counts[depth], line.start, line.start)
    return found


def _candidates(
    text: Text, section: Range, width: int | None, bare: dict[int, Label], headings: Headings
) -> list[Candidate]:
    found: list[Candidate] = []
    before: TextLine | None = None
    lines = text.lines[section[0] : section[1]]
    quoted = find_quoted(text.reading, lines[0].start, lines[-1].end) if lines else []
    for index, line in enumerate(lines, section[0]):
        if line.table is not None:
            before = None
            continue
        if line.region in ("footnote", "textbox"):
            continue
        if index in bare:
            found.append(Candidate(bare[index], 2))
            before = line
            continue
        label = match_label(text.reading, line.start, line.end)
        if label is not None and label.end <= line.end + 1 and not holds(quoted, line.start):
            usual = bool(found) and label.ordinal == 1 and _is_usual(text, label, line, headings)
            found.append(Candidate(label, _strength(text.reading, line, before, width), usual))
            if label.style == "letter" and label.ordinal == 1 and len(found) > 2:
                above = found[-2].label
                if above.style == "arabic" and above.ordinal == 1:
                    found[-2] = replace(found[-2], usual=True)
        before = line
    return _roman_again(found, text.reading)


def _is_usual(text: Text, label: Label, line: TextLine, headings: Headings) -> bool:
    """Whether the line of a `1.` is a usual heading of plans, up to its colon, or that of an `I.` is in capitals."""
    if label.style == "roman":
        return is_capitals(text.reading[label.end : line.end])
    if label.style != "arabic":
        return False
    words = text.reading[label.end : label.end + 80].split("\n", 1)[0].split(":", 1)[0]
    return len(words.split()) <= 12 and bool(headings.roles_of(words).roles)


def _roman_again(found: list[Candidate], text: str) -> list[Candidate]:
    """`1. MỤC ĐÍCH` before `II. NỘI DUNG` is `I.`, misread or mistyped: a heading in capitals takes the place that the
    Roman labels leave open."""
    romans = [c.label for c in found if c.label.style == "roman"]
    if not romans or romans[0].ordinal != 2:
        return found
    for index, candidate in enumerate(found):
        label = candidate.label
        if label.start >= romans[0].start:
            break
        line = text[label.end : text.find("\n", label.end)]
        if label.style == "arabic" and label.ordinal == 1 and is_capitals(line):
            found[index] = Candidate(Label("roman", "I", 1, label.start, label.end), candidate.strength)
            break
    return found


def _strength(text: str, line: TextLine, before: TextLine | None, width: int | None) -> int:
    if line.list_label or before is None:
        return 2
    if line.starts_paragraph is False:
        return 0
    words = text[before.start : before.end]
    ended = words.endswith(_STOPS)
    if line.starts_paragraph or line.blank_before:
        return 2 if ended or len(words) < 120 or is_capitals(words) else 1
    if ended or is_capitals(words):
        return 1
    if width is None or before.end - before.start < 0.6 * width:
        return 1
    return 0


def _paragraph_starts(
    text: Text, section: Range, labels: dict[int, Choice], width: int | None, headings: Headings
) -> list[int]:
    starts: list[int] = []
    current: TextLine | None = None  # the first line of the paragraph that is being read
    before: TextLine | None = None
    for index in range(*section):
        line = text.lines[index]
        if line.region in ("footnote", "textbox"):
            continue
        if line.table is not None:
            starts.append(line.start)
            current = before = None
            continue
        if (
            before is None
            or current is None
            or line.start in labels
            or (text.reading[line.start] in BULLETS and _is_bullet(text.reading, line, before, current, width, labels))
            or not (
                _follow_sentence(text.reading, line, before, current, width, labels)
                or _goes_on(_meet(text, index, before, current, width, labels, headings))
            )
        ):
            starts.append(line.start)
            current = line
        before = line
    return starts


def _is_bullet(
    text: str, line: TextLine, before: TextLine, current: TextLine, width: int | None, labels: dict[int, Choice]
) -> bool:
    bullet = match_bullet(text, line.start, line.end)
    if bullet is None:
        return False
    if line.list_label or line.starts_paragraph or line.blank_before:
        return True
    if line.starts_paragraph is False:
        return False
    words = text[before.start : before.end]
    if words.endswith(_STOPS) or current.start in labels:
        return True
    first = text[bullet[1]]
    if first.islower() or first.isdigit():  # kinh tế ⏎ - xã hội; 2021 ⏎ - 2025
        return width is None
    return width is None or before.end - before.start < 0.8 * width


def _follow_sentence(
    text: str, line: TextLine, before: TextLine, current: TextLine, width: int | None, labels: dict[int, Choice]
) -> bool:
    """Whether small letters stand below a line without a stop, where neither file nor heading says more. Most lines of
    wrapped text are such, so this is asked before all that another line is told by is put together."""
    return (
        width is not None
        and text[line.start].islower()
        and line.starts_paragraph is None
        and not line.blank_before
        and current.start not in labels
        and not text.endswith(_STOPS, before.start, before.end)
    )


class _Meeting(Struct, frozen=True):
    """A line without label or bullet below another one. `before`: the line above; `current`: the first line of its
    paragraph; `lines`: all of the text, in which it is the one at `index`; `width`: of full lines, None where they have
    none in common; `words`: the line above, `ended`: it ends in a stop; `small`: it begins with a small letter."""

    text: str
    line: TextLine
    before: TextLine
    current: TextLine
    width: int | None
    labels: dict[int, Choice]
    headings: Headings
    lines: tuple[TextLine, ...]
    index: int
    words: str
    ended: bool
    small: bool

    def fills(self, share: float) -> bool:
        """Whether the line above is at least so much of a full one."""
        return self.width is not None and self.before.end - self.before.start >= share * self.width


def _meet(
    text: Text,
    index: int,
    before: TextLine,
    current: TextLine,
    width: int | None,
    labels: dict[int, Choice],
    headings: Headings,
) -> _Meeting:
    """How the line at `index` meets the one above it."""
    reading, line = text.reading, text.lines[index]
    words = reading[before.start : before.end]
    return _Meeting(
        reading, line, before, current, width, labels, headings, text.lines, index, words,
        words.endswith(_STOPS), reading[line.start].islower(),
    )  # fmt: skip


def _goes_on(meeting: _Meeting) -> bool:
    """Whether a line without label or bullet goes on with the paragraph before it. The first rule that decides."""
    for rule in _RULES:
        said = rule(meeting)
        if said is not None:
            return said
    return meeting.fills(0.92)


def _follow_time(meeting: _Meeting) -> bool | None:
    """Small letters below a time with a colon (*Đến năm 2030:*): one sentence, whatever blank stands between."""
    return True if meeting.small and meeting.words.endswith(":") and LINES.time_lead.match(meeting.words) else None


def _follow_heading(meeting: _Meeting) -> bool | None:
    """Below a label: an empty one waits for its words, capitals for capitals, a whole title for nothing."""
    text, line, current, before = meeting.text, meeting.line, meeting.current, meeting.before
    if current.start not in meeting.labels:
        return None
    title = text[meeting.labels[current.start].label.end : before.end].strip()
    if not title:
        return True
    if is_capitals(title[:_LONG_TITLE]) and len(title) > 3:
        here = text[line.start : line.end]
        same = is_capitals(here) or not any(c.isalpha() for c in here)
        return not meeting.ended and same and not (line.starts_paragraph and line.blank_before)
    if not meeting.ended and not meeting.small and _is_whole_title(title, meeting.headings):
        return False
    return None


def _follow_layout(meeting: _Meeting) -> bool | None:
    """What the file says of paragraphs, and blank lines."""
    line = meeting.line
    if line.starts_paragraph is False:
        return True
    if line.starts_paragraph:
        return meeting.small and not meeting.ended
    if line.blank_before:
        full = meeting.fills(0.8) and meeting.current.start not in meeting.labels
        return not meeting.ended and (meeting.small or full)
    if meeting.width is None:
        return meeting.small and not meeting.ended
    return None


def _follow_field(meeting: _Meeting) -> bool | None:
    """A line that begins with the name of a field (`Đơn vị chủ trì: …`) begins a paragraph."""
    return False if LINES.field.match(meeting.text, meeting.line.start, meeting.line.end) else None


def _follow_open_line(meeting: _Meeting) -> bool | None:
    """Below a line without a stop: it goes on, but behind a short heading where a paragraph may begin."""
    if meeting.ended or meeting.width is None:
        return None
    text, current, before = meeting.text, meeting.current, meeting.before
    if meeting.small or text[meeting.line.start].isdigit() or meeting.fills(0.7):
        return True
    if _is_decision(text, current, meeting.labels, meeting.headings):
        return True
    labelled = current.start in meeting.labels and ":" not in text[current.start : before.end]
    if not labelled or LINES.connector.search(meeting.words):
        return True
    if len(text[meeting.labels[current.start].label.end : before.end].split()) <= 1:  # one word: no heading yet
        return True
    following = meeting.lines[meeting.index + 1 : meeting.index + 4]
    return _is_rest_of_heading(text, meeting.line, following, meeting.width)


def _follow_colon(meeting: _Meeting) -> bool | None:
    """Below a colon: only the rest of a sentence that was wrapped, or the one value that it announces."""
    if not meeting.words.endswith(":"):
        return None
    return _is_value_of(meeting) or (meeting.small and meeting.fills(0.7))


def _is_value_of(meeting: _Meeting) -> bool:
    """Whether a line is nothing but the value of the sentence above (*Giảm tỷ suất tử vong xuống: ⏎ 15‰.*); several
    of them are a list."""
    below = meeting.lines[meeting.index + 1 : meeting.index + 2]
    here, *others = (meeting.text[line.start : line.end] for line in (meeting.line, *below))
    if LINES.value_alone.match(here) is None or len(meeting.words.split()) < _SENTENCE:
        return False
    return all(LINES.value_alone.match(other) is None for other in others)


def _follow_small(meeting: _Meeting) -> bool | None:
    """A small letter begins no paragraph."""
    return True if meeting.small else None


_RULES: tuple[Callable[[_Meeting], bool | None], ...] = (
    _follow_time,
    _follow_heading,
    _follow_layout,
    _follow_field,
    _follow_open_line,
    _follow_colon,
    _follow_small,
)


def _is_decision(text: str, current: TextLine, labels: dict[int, Choice], headings: Headings) -> bool:
    """Whether an article says what is decided (`Điều 1. Ban hành …`): a sentence up to its stop, no heading."""
    choice = labels.get(current.start)
    if choice is None or choice.label.style != "article":
        return False
    words = text[choice.label.end : current.end + 40].lstrip().replace("\n", " ")
    return headings.marks.operative.match(words) is not None


def _is_rest_of_heading(text: str, line: TextLine, following: Sequence[TextLine], width: int) -> bool:
    """Whether a line with a capital letter under a short heading is its rest (`1. Sở Lao động ⏎ Thương binh và Xã
    hội:`) and not the paragraph below it: with the lines that go on in small letters it ends in a colon; or it is
    short and the next line begins anew."""
    end = line.end
    for after in following:
        if not text[after.start].islower() or text[line.start : end].endswith(_STOPS):
            break
        end = after.end
    words = text[line.start : end]
    if end == line.end:
        return not words.endswith((".", ";")) and (len(words) < 0.6 * width or ":" in words)
    return ":" in words[:200] and not re.search(r"[.;]\s", words[: words.index(":")])


def _is_whole_title(title: str, headings: Headings) -> bool:
    """Whether a heading's words are complete as they stand: a usual heading of plans in a few words."""
    return len(title.split()) <= 3 and bool(headings.roles_of(title).roles)


def _rebuild(text: Text, parts: Parts, labels: dict[int, Choice], breaks: set[int]) -> Flow:
    """A new text with breaks at `breaks` and nowhere else, and the parts counted in the new lines."""
    old = text.lines
    keep = [i for i, line in enumerate(old) if line.start in breaks or i == 0]
    spaces: list[int] = []
    lines: list[TextLine] = []
    for number, index in enumerate(keep):
        last = keep[number + 1] if number + 1 < len(keep) else len(old)
        for inner in range(index + 1, last):
            spaces.append(old[inner].start - 1)
        lines.append(old[index].until(old[last - 1].end))
    starts = [line.start for line in lines]

    def moved(position: int) -> int:
        return bisect_left(starts, old[position].start) if position < len(old) else len(lines)

    def moved_range(part: Range) -> Range:
        return (moved(part[0]), moved(part[1]))

    new_parts = Parts(
        head=moved_range(parts.head),
        title=moved_range(parts.title),
        opening=moved_range(parts.opening),
        body=moved_range(parts.body),
        foot=moved_range(parts.foot),
        annexed=moved_range(parts.annexed),
        appendices=tuple(moved_range(p) for p in parts.appendices),
        apart=tuple(moved(i) for i in parts.apart),
    )
    written = put(text.text, spaces, " ")
    reading = written if text.reading == text.text else put(text.reading, spaces, " ")
    flowed = replace(text, text=written, reading=reading, lines=tuple(lines))
    return Flow(flowed, new_parts, labels)
