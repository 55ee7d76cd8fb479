"""Lines that name doer, partners, time and product of the task they stand under (*Cơ quan chủ trì: Sở Y tế*)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later
from ...language.spaces import on_one_line
from ...lexicon import doers
from ...lexicon.doers import DoerWords
from ...lexicon.duties import Duties, LineField
from ...lexicon.rule_files import UPPER
from ...models import Agency, Assignment, Task
from ...structure.values import Node, Text
from ..statements import Statement, Statements
from .bodies import Bodies, unlisted
from .headed import ASSIGNING
from .terms import stated_time
from .times import is_mere_time, read_task_times

_BARE_DOER = compile_later(r"thực hiện\s*:", re.IGNORECASE)
"""`Thực hiện: Ban Nữ công` names a doer only where a body stands behind it; else it opens what is to be done."""
_FIELD_NAME = 60
"""Characters in which the name of a field ends (*Cơ quan, đơn vị phối hợp thực hiện:*)."""
_FIELD_BREAK = compile_later(rf"\s*[;.]\s+|\s+(?=[{UPPER}])")

_NEXT_BULLET = compile_later(r"[.;]?\s*\n\s*[-–+•*]\s*")
_NAMES = 200
"""Characters of a line that only names bodies."""
_CONTENT = {"content", "tasks", "solutions"}


class _Line(Struct, frozen=True):
    """A statement that may be a line of fields."""

    start: int
    end: int
    bullet: str | None
    field: LineField | None = None
    """The field that the heading above the words names."""


class FieldLines:
    """Reads the assignments of lines of fields."""

    def __init__(self, text: Text, statements: Statements, duties: Duties, bodies: Bodies) -> None:
        self.text = text
        self.statements = statements
        self.duties = duties
        self.bodies = bodies
        self.doers: DoerWords = doers.load()

    def read(self, node: Node) -> list[Assignment]:
        """Lines `Cơ quan chủ trì: …` make an assignment of what they stand under: of the task before them; of all
        bullets before them, where the lines are none; where nothing stands before them, of all that follows."""
        found: list[Assignment] = []
        fields: dict[str, tuple[int, int]] = {}
        tasks: list[_Line] = []
        opening: dict[str, tuple[int, int]] = {}
        bulleted = False
        if node.title is not None and self.doers.attendance.match(node.title):
            return found
        if node.children and all(map(self._heading_field, node.children)):
            return found  # of the task that this section stands under

        def finish() -> None:
            if "lead" in fields:
                opens = not tasks and bool(ASSIGNING & set(node.roles))
                if opens and self._follows(node, max(end for _, end in fields.values())):
                    opening.update(fields)
                else:
                    first = node.title is not None and not found
                    title = [_Line(node.title_start, node.title_end, None)] if first else []
                    under = tasks if len(tasks) > 1 and not bulleted and tasks[-1].bullet else tasks[-1:] or title
                    if under:
                        found.extend(self._from_lines(node, [(t.start, t.end) for t in under], fields))
                tasks.clear()
            fields.clear()

        for line in self._lines(node):
            read = self._fields(line)
            if not read:
                finish()
                tasks.append(line)
                continue
            if any(name in fields for name in read if name != "attribute"):
                finish()
            bulleted = line.bullet is not None
            fields.update((name, span) for name, span in read.items() if name != "attribute")
        finish()
        if opening and tasks:
            found.extend(self._from_lines(node, [(t.start, t.end) for t in tasks], opening))
        elif opening and node.title is not None:
            found.extend(self._from_lines(node, [(node.title_start, node.title_end)], opening))
        return found

    def _follows(self, node: Node, at: int) -> bool:
        """Whether a bullet stands behind the lines that open a section."""
        return any(line.start >= at and line.bullet and not self._fields(line) for line in self._lines(node))

    def _fields(self, line: _Line) -> dict[str, tuple[int, int]]:
        """The fields that a line fills, several where semicolons part them (*Đơn vị chủ trì: A; Phối hợp: B*)."""
        reading = self.text.reading
        if line.field is not None:
            return {line.field: (line.start, line.end)}
        found: dict[str, tuple[int, int]] = {}
        start = line.start
        if reading.find(":", start, min(line.end, start + _FIELD_NAME)) < 0:
            if line.bullet and is_mere_time(reading[start : line.end]):
                found["deadline"] = (start, line.end)  # *- Hoàn thành trước ngày 30/6/2026.*
            return found
        if self.duties.line_field(reading[start : line.end]) is None:
            return found
        for cut in (*_FIELD_BREAK.finditer(reading, line.start, line.end), None):
            end = cut.start() if cut else line.end
            read = self.duties.line_field(reading[start : line.end])
            if cut is not None and self.duties.line_field(reading[cut.end() : line.end]) is None:
                continue
            if read is not None:
                field, offset = read
                if field in found:  # the next task's
                    return found
                bare = field == "lead" and _BARE_DOER.match(reading, start)
                if bare and not self.bodies.agencies(reading[start + offset : end]):
                    return found
                found[field] = (start + offset, end)
            start = cut.end() if cut else end
        return found

    def _attends(self, statement: Statement) -> bool:
        """Whether a bullet names who attends (under *Thành phần dự họp:*), or leads in such a list."""
        above = [*statement.lead_ins, *([(statement.start, statement.end)] if statement.is_lead_in else [])]
        return any(self.doers.attendance.match(self.text.reading, start, end) for start, end in above)

    def _lines(self, node: Node) -> list[_Line]:
        """The statements of a node and, where its children are single lines (`a) Cơ quan chủ trì: …`), those too."""
        lines: list[_Line] = []
        for statement in self.statements.of(node):
            if not statement.is_title and not self._attends(statement):
                lines.extend(self._cut(_Line(statement.start, statement.end, statement.bullet)))
        headed = self._has_field_headings(node)
        for child in node.children:
            if headed and (above := self._headed_lines(child)):
                lines.extend(above)
                continue
            if child.children:
                continue
            if len(child.blocks) <= 1:
                lines.append(_Line(child.title_start, child.end, None))
                continue
            if child.title is None or self.duties.line_field(f"{child.title}:") is None:
                continue
            below = [_Line(s.start, s.end, s.bullet) for s in self.statements.of(child) if not s.is_title]
            if all(map(self._fields, below)):  # *b) Đơn vị thực hiện:* over *- Chủ trì: …*, *- Phối hợp: …*
                lines.extend(below)
        return lines

    def _has_field_headings(self, node: Node) -> bool:
        """Whether the name of who leads is a heading over its bodies among the sections below a task."""
        for child in node.children:
            sections = child.children or (child,)
            fields = list(takewhile(bool, map(self._heading_field, sections)))
            if len(fields) == len(sections) and "lead" in fields:
                return True
        return False

    def _heading_field(self, node: Node) -> LineField | None:
        """The field that a heading is the name of, where only names or a time stand below it (*b) Cơ quan phối hợp*
        over *- Hội Cựu chiến binh các cấp.*)."""
        if node.title is None or node.children or not node.blocks or len(node.title) > _FIELD_NAME:
            return None
        read = self.duties.line_field(f"{node.title}:")
        if read is None or read[1] <= len(node.title):
            return None
        named = [s for s in self.statements.of(node) if not s.is_title]
        if named and "\n" not in self.text.reading[node.title_end : named[0].start]:
            return None  # *a) Cơ quan chủ trì: Sở Y tế* is one line
        said = [self.text.reading[s.start : s.end] for s in named]
        if read[0] in ("lead", "support") and not all(map(self._only_names, said)):
            return None
        return read[0] if said else None

    def _only_names(self, words: str) -> bool:
        """Whether words name bodies and tell them nothing."""
        if len(words) > _NAMES or not self.bodies.mentions(words):
            return False
        addressees = self.bodies.addressees(words)
        if addressees is None:
            return ":" not in words
        return not (self.doers.tells.match(words, addressees.end) or self.doers.acts.match(words, addressees.end))

    def _headed_lines(self, node: Node) -> list[_Line]:
        """The lines of a section that is a field's heading, that holds such sections, or that lists the tasks before
        them (*1. Nội dung, biện pháp*)."""
        fields = [(below, self._heading_field(below)) for below in (node.children or (node,))]
        if all(field for _, field in fields):
            starts = [next(s.start for s in self.statements.of(n) if not s.is_title) for n, _ in fields]
            return [_Line(at, n.end, None, field) for at, (n, field) in zip(starts, fields, strict=True)]
        if node.title is None or not _CONTENT & set(node.roles):
            return []
        if node.children:
            return [_Line(n.title_start, n.end, n.label) for n in node.children]
        return [_Line(s.start, s.end, s.bullet or "-") for s in self.statements.of(node) if not s.is_title]

    def _cut(self, line: _Line) -> list[_Line]:
        """A statement and, as a line of its own, the fields that it ends with (*Trồng cây. Chủ trì: Hội Nông dân.*)."""
        reading = self.text.reading
        colon = reading.find(":", line.start, line.end)
        if colon < 0 or self.duties.line_field(reading[line.start : line.end]) is not None:
            return [line]
        for cut in _FIELD_BREAK.finditer(reading, max(line.start, colon - _FIELD_NAME), line.end):
            if (
                reading.find(":", cut.end(), cut.end() + _FIELD_NAME) >= 0
                and self.duties.line_field(reading[cut.end() : line.end]) is not None
            ):
                end = cut.start() + (1 if reading[cut.start() : cut.end()].strip() else 0)
                return [replace(line, end=end), _Line(cut.end(), line.end, line.bullet)]
        return [line]

    def _from_lines(
        self, node: Node, spans: Sequence[tuple[int, int]], fields: dict[str, tuple[int, int]]
    ) -> list[Assignment]:
        """The assignment of the tasks at `spans`, whose doer, partners, time and product the fields name."""
        reading = self.text.reading

        def words(field: str) -> str:
            span = fields.get(field)
            listed = _NEXT_BULLET.sub("; ", reading[span[0] : span[1]]) if span else ""
            return " ".join(listed.split()).rstrip(".;")

        lead, helped = self._parts(words("lead"))
        above = [*spans, *fields.values()]
        time = words("deadline")
        tasks = []
        for span in spans:
            evidence = self.text.evidence(*span)
            own = read_task_times(reading[span[0] : span[1]]) if not time else read_task_times(time)
            tasks.append(
                Task(
                    text=on_one_line(evidence.quote),
                    role="lead",
                    partners=(*helped, *self.bodies.agencies(words("support"))),
                    deadline=stated_time(time) if time else own.deadline,
                    every=own.every,  # type: ignore[arg-type]
                    time_text=time or own.text,
                    output=words("output") or None,
                    stated_in="line",
                    supervisor=self._leader(words("supervisor")),
                    overseers=self.bodies.named(words("overseers")),
                    evidence=evidence,
                )
            )
        return [
            Assignment(
                id="",
                section=node.id,
                agencies=lead,
                tasks=tuple(tasks),
                evidence=self.text.evidence(min(s for s, _ in above), max(e for _, e in above)),
            )
        ]

    def _leader(self, words: str) -> Agency | None:
        """The leader that a line names: a body, or the post with its body (*Phó Chủ tịch UBND tỉnh*)."""
        named = self.bodies.named(words)
        return named[0] if len(named) == 1 else unlisted(words) if named else None

    def _parts(self, words: str) -> tuple[tuple[Agency, ...], tuple[Agency, ...]]:
        """Who does it by the words of its line, and who helps (*Sở Y tế chủ trì, phối hợp với Sở Nội vụ*)."""
        words = self.doers.bracketed_part.sub(r" \g<part> ", words)
        if not self.doers.part_said.search(words):
            return self.bodies.named(words), ()
        helped = self.bodies.roles(words).partners
        names = {agency.name for agency in helped}
        lead = tuple(agency for agency in self.bodies.named(words) if agency.name not in names)
        return (lead, helped) if lead else (helped, ())
