"""Flow -> Outline: the section tree with headings, numbered paragraphs, bullets, roles, and the appendices.

A labelled line is a heading when it is set as one (capitals, a colon at its end, or words without a stop that others
stand under); `6. Sở Y tế: Tổ chức …` is a run-in heading; else it is a numbered paragraph, whose title is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

from ..language.capitals import is_capitals
from ..language.patterns import compile_later
from ..language.spaces import on_one_line
from ..lexicon.duties import load as load_duties
from ..lexicon.headings import Headings
from .components import Parts
from .labels import Choice, match_bullet, match_label
from .paragraphs import Flow
from .values import Appendix, Block, Doubt, Node, Outline, Text, TextLine

_RUN_IN = compile_later(r"[^.;:!?]{2,240}?:(?=\s)")
_RUN_IN_LIST = compile_later(r"[^:!?]{2,400}?:(?=\s)")
_BROKEN = compile_later(r"(?<=\w)-\s+(?=\w)")
_DOUBTS = {
    "duplicate_label": "Nhãn «{label}» lặp lại; cả hai mục đều được giữ.",
    "label_gap": "Nhãn «{label}» không nối tiếp nhãn trước; có thể thiếu mục.",
    "label_restart": "Nhãn «{label}» bắt đầu lại dưới cùng một mục.",
}
_HEADING_LENGTH = 300
_USUAL_LENGTH = 100  # `1. Mục đích: nhằm … cụ thể:`: a usual heading and the first paragraph under it


def build_outline(flow: Flow, headings: Headings) -> Outline:
    """The outline of a flowed text."""
    text, parts = flow.text, flow.parts
    doubts: list[Doubt] = []
    apart = set(parts.apart)

    def lines_of(part: tuple[int, int]) -> list[TextLine]:
        return [text.lines[i] for i in range(*part) if i not in apart]

    taken: dict[str, int] = {}
    loose, nodes, tables = _build_tree(text, lines_of(parts.body), flow.labels, headings, doubts, taken)
    annexed_loose, annexed_nodes, annexed_tables = _build_tree(
        text, lines_of(parts.annexed), flow.labels, headings, doubts, taken
    )
    nodes, tables, loose = (*nodes, *annexed_nodes), (*tables, *annexed_tables), [*loose, *annexed_loose]
    opening = [_block(text, line) for line in lines_of(parts.opening) if line.table is None]
    appendices = tuple(
        _build_appendix(text, lines_of(part), flow.labels, headings, doubts) for part in parts.appendices
    )
    if not nodes:
        doubts.append(Doubt("no_sections", "Không nhận ra mục nào trong văn bản."))
    doubts += _find_unread(text, parts, headings)
    return Outline(
        head=_span(lines_of(parts.head)),
        title=_span(lines_of(parts.title)),
        preamble=(*opening, *loose),
        nodes=nodes,
        foot=_span(lines_of(parts.foot)),
        appendices=appendices,
        tables=tables,
        doubts=tuple(doubts),
    )


def _find_unread(text: Text, parts: Parts, headings: Headings) -> list[Doubt]:
    """What no part claims: what stands above the letterhead, and in the foot what is neither recipient nor signature:
    from the first line on that is longer than any of these or a usual heading of plans with its Roman label."""
    found: list[tuple[int, int]] = []
    if parts.head[0] > 0 and not _repeats_head(text, parts):
        found.append((0, parts.head[0]))
    long = next((i for i in range(*parts.foot) if _is_no_foot(text, text.lines[i], headings)), None)
    if long is not None:
        found.append((long, parts.foot[1]))
    doubts: list[Doubt] = []
    for first, last in found:
        start, end = text.lines[first].start, text.lines[last - 1].end
        words = text.text[start:end]
        if any(map(str.isalnum, words)):
            message = f"Đoạn «{' '.join(words[:60].split())}» ({end - start} ký tự) không thuộc phần nào đã đọc."
            doubts.append(Doubt("unread", message, start, end))
    return doubts


def _repeats_head(text: Text, parts: Parts) -> bool:
    """Whether all that stands above the letterhead says again what it and the title say: a page's own heading."""
    known = set(_words_of(text, (parts.head[0], parts.title[1])))
    for number in range(parts.head[0]):
        words = _words_of(text, (number, number + 1))
        if sum(word in known for word in words) < _REPEATED * len(words):
            return False
    return True


def _words_of(text: Text, lines: tuple[int, int]) -> list[str]:
    first, last = lines
    if last <= first:
        return []
    return _WORD.findall(text.reading[text.lines[first].start : text.lines[last - 1].end].casefold())


_WORD = compile_later(r"\w+")
_REPEATED = 0.75
"""Share of the words of a page's heading that the letterhead and the title have: the rest names the kind of page."""
_LONGEST_IN_FOOT = 400
"""Characters: recipients with their signature on one line are shorter."""


def _is_no_foot(text: Text, line: TextLine, headings: Headings) -> bool:
    if line.table is not None:
        return False
    if line.end - line.start > _LONGEST_IN_FOOT:
        return True
    label = match_label(text.reading, line.start, line.end)
    if label is None or label.style != "roman":
        return False
    return bool(headings.roles_of(text.reading[label.end : line.end]).roles)


def _span(lines: Sequence[TextLine]) -> tuple[int, int]:
    return (lines[0].start, lines[-1].end) if lines else (0, 0)


def _block(text: Text, line: TextLine) -> Block:
    bullet = match_bullet(text.reading, line.start, line.end)
    if bullet is None:
        return Block(line.start, line.end, line.start, None)
    sign: Literal["-", "+", "*"] = "+" if bullet[0] == "+" else "*" if bullet[0] == "*" else "-"
    return Block(line.start, line.end, bullet[1], sign)


class _Draft(Struct):
    """A section while its lines are being collected."""

    id: str
    choice: Choice
    line: TextLine
    blocks: list[Block] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    end: int = 0


def _build_tree(
    text: Text,
    lines: Sequence[TextLine],
    labels: dict[int, Choice],
    headings: Headings,
    doubts: list[Doubt],
    taken: dict[str, int],
) -> tuple[list[Block], tuple[Node, ...], tuple[int, ...]]:
    """The tree of lines. `taken`: how often an id was given; a repeated one gets `#2`, `#3` …"""
    loose: list[Block] = []
    roots: list[_Draft] = []
    tables: list[int] = []
    stack: list[_Draft] = []
    seen: set[int] = set()
    for line in lines:
        choice = labels.get(line.start)
        if choice is not None:
            del stack[choice.depth :]
            identity = f"{stack[-1].id}/{choice.label.text}" if stack else choice.label.text
            taken[identity] = count = taken.get(identity, 0) + 1
            if count > 1:
                identity = f"{identity}#{count}"
            draft = _Draft(identity, choice, line, end=line.end)
            (stack[-1].children if stack else roots).append(draft)
            stack.append(draft)
            if choice.doubt:
                message = _DOUBTS[choice.doubt].format(label=choice.label.text)
                doubts.append(Doubt(choice.doubt, message, line.start, min(line.end, line.start + 80)))
        elif line.table is not None:
            if line.table not in seen:
                seen.add(line.table)
                (stack[-1].tables if stack else tables).append(line.table)
        else:
            (stack[-1].blocks if stack else loose).append(_block(text, line))
        for draft in stack:
            draft.end = line.end
    nodes = tuple(_finish(text, d, headings, ()) for d in roots)
    return loose, nodes, tuple(tables)


def _finish(text: Text, draft: _Draft, headings: Headings, inherited: tuple[str, ...]) -> Node:
    start, end = _title_span(text, draft, headings)
    words = text.reading[start:end]
    title = _strip_title(words) if end > start else None
    own = headings.roles_of(title) if title else None
    if own and title and "targets" in inherited and headings.marks.numbered.match(title):
        own = None  # `Mục tiêu 1: Về học tập` parts what its own heading says, and says nothing new
    roles = own.roles if own and own.roles else inherited
    passed = (*roles, "general") if own and own.general else roles if own and own.roles else inherited
    blocks = list(draft.blocks)
    label_end = draft.choice.label.end
    rest = end if title is not None else label_end
    while rest < draft.line.end and text.reading[rest] in " :":
        rest += 1
    if rest < draft.line.end:
        blocks.insert(0, Block(rest, draft.line.end, rest, None))
    children: list[Node] = []
    below = passed
    for child in draft.children:
        children.append(_finish(text, child, headings, below))
        if "tasks" in below and children[-1].roles == ("tasks",):
            below = ("tasks",)  # of *Mục tiêu, nhiệm vụ* the aims end where the tasks begin
    return Node(
        id=draft.id,
        label="" if draft.choice.label.style.startswith("plain") else draft.choice.label.text,
        title=title,
        title_start=start if title is not None else label_end,
        title_end=end if title is not None else label_end,
        roles=tuple(dict.fromkeys(passed if own and own.general else roles)),
        blocks=tuple(blocks),
        children=tuple(children),
        tables=tuple(draft.tables),
        start=draft.line.start,
        end=draft.end,
    )


def _title_span(text: Text, draft: _Draft, headings: Headings) -> tuple[int, int]:
    """Where the heading's words stand; an empty span where the line is a numbered paragraph."""
    start, end = draft.choice.label.end, draft.line.end
    words = text.reading[start:end]
    stripped = words.rstrip()
    if not stripped:
        return start, start
    if is_capitals(stripped):
        return start, end
    if stripped.count("“") > stripped.count("”"):  # a quotation begins here and goes on below
        return start, start
    followed = bool(draft.children or draft.tables) or _heads_blocks(text, draft.blocks)
    usual = _RUN_IN.match(words) if stripped.endswith(":") and len(stripped) > _USUAL_LENGTH else None
    if usual and len(usual[0].split()) <= 4 and headings.roles_of(usual[0][:-1]).roles:
        return start, start + usual.end() - 1
    if stripped.endswith(":") and len(stripped) <= _HEADING_LENGTH and "“" not in stripped:
        return start, end
    numbered = headings.marks.numbered.match(stripped) if followed and len(stripped) <= _HEADING_LENGTH else None
    if numbered and _is_plain_name(stripped[numbered.end() :]):
        return start, end
    run_in = _RUN_IN.match(words) or (_RUN_IN_LIST.match(words) if "; " in words[:200] else None)
    if (
        run_in
        and _is_run_in(words[: run_in.end() - 1], headings)
        and not words[run_in.end() :].lstrip().startswith("“")
    ):
        return start, start + run_in.end() - 1
    count = len(stripped.split())
    if stripped.endswith((".", ";", ",", "!", "?", "…")):  # a few words over a list are a heading all the same
        return (start, end) if stripped.endswith(".") and followed and count <= 12 else (start, start)
    if len(stripped) <= _HEADING_LENGTH and (followed or count <= 6):
        return start, end
    return start, start


def _heads_blocks(text: Text, blocks: Sequence[Block]) -> bool:
    """Whether something of its own stands below a line; the formula that closes a plan is not (*Trên đây là …*)."""
    return bool(blocks) and not load_duties().closing.match(text.reading, blocks[0].text_start, blocks[0].end)


def _is_plain_name(words: str) -> bool:
    """Whether the words after `Mục tiêu 1:` only name what stands below: one phrase without a figure (`Về học tập (02
    chỉ tiêu)`); with a figure they are a statement of their own."""
    bare = (re.sub(r"\([^()]*\)", "", words) if "(" in words else words).strip().rstrip(".")
    return not re.search(r"\d|[.;]\s|[;:,]$", bare)


def _is_run_in(words: str, headings: Headings) -> bool:
    """Whether the words before a colon head what follows: a name or topic, not the lead-in of a list within a
    sentence (`… như sau:`, `… gồm:`, `trong đó:`)."""
    return "“" not in words and not headings.marks.lead_in.match(words.strip()) and len(words) <= 400


def _strip_title(words: str) -> str:
    """The words of a heading in one line; a hyphen that a line ended with stands close again."""
    if "-" in words:
        words = _BROKEN.sub("-", words)
    return on_one_line(words).rstrip(":.").strip().strip("*_").strip()


def _build_appendix(
    text: Text, lines: Sequence[TextLine], labels: dict[int, Choice], headings: Headings, doubts: list[Doubt]
) -> Appendix:
    pattern = headings.marks.appendix
    first = lines[0]
    words = text.reading[first.start : first.end]
    match = headings.marks.appendix_label.match(words)
    title_parts: list[str] = []
    if match and pattern.match(words):
        label = _case_label(match["label"], headings)
        rest = match["rest"]
    else:
        kind = headings.marks.annexed.match(words)
        label = _case_label(kind.group(0) if kind else words, headings)
        rest = words
    if rest and not headings.marks.appended.match(rest):
        title_parts.append(rest)
    index = 1
    while index < len(lines) and index < 12:
        line = lines[index]
        here = text.reading[line.start : line.end]
        if line.table is not None or line.start in labels or match_bullet(text.reading, line.start, line.end):
            break
        if headings.marks.appended.match(here) or (index > 1 and here.endswith(")") and not title_parts):
            index = _skip_appended(text, lines, index)
            break
        if len(here) > 250 or len(title_parts) >= 6 or (title_parts and here.endswith((".", ";"))):
            break
        title_parts.append(here)
        index += 1
    loose, nodes, tables = _build_tree(text, lines[index:], labels, headings, doubts, {})
    return Appendix(
        label=label,
        title=headings.marks.appended_within.split(" ".join(title_parts), maxsplit=1)[0].strip() or None,
        nodes=nodes,
        blocks=tuple(loose),
        tables=tables,
        start=first.start,
        end=lines[-1].end,
    )


def _skip_appended(text: Text, lines: Sequence[TextLine], index: int) -> int:
    """Past `(Kèm theo Kế hoạch số … ⏎ của …)`, which may go over lines."""
    for at in range(index, min(index + 4, len(lines))):
        if lines[at].table is not None:
            return at
        if ")" in text.reading[lines[at].start : lines[at].end]:
            return at + 1
    return index + 1


def _case_label(label: str, headings: Headings) -> str:
    """`PHỤ LỤC I` and `Phụ lục I` are one label; a title in capitals is written as a sentence."""
    label = re.sub(r"\s+", " ", label).strip()
    match = headings.marks.appendix_word.match(label)
    if match:
        return f"{match['word'].capitalize()}{(match['joint'] or '').lower()}{match['rest']}"
    return label[:1].upper() + label[1:].lower()
