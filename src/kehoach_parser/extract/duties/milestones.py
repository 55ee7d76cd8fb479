"""Milestones (mốc thời gian, chế độ báo cáo): dated duties, recurring reports and reviews, who owes them to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, cast

from ...language.patterns import compile_later
from ...lexicon import Lexicon, roles
from ...models import Agency, Assignment, Milestone
from ...models.content import Every
from ...structure.values import Node, Text
from ..agencies import find_agencies
from ..agencies.lists import read_list
from ..agencies.mentions import make_reader
from ..agencies.places import skip_space
from ..statements import Statements, sentences
from ..words.times import FoundDate, read_dates, read_recurrence
from .assignments import AssignmentContext

_DIGITS = "1230456789"
_CLAUSE = compile_later(r"[^;]+")
_COMMA = compile_later(r",\s+")
_NEAR = 40
_BEGINNING = 200
"""Characters in which a sentence begins with its doer, and in which that body's name ends."""
_NO_DUTY = {"targets", "objectives", "viewpoints", "purpose", "situation"}

Kind = Literal["deadline", "report", "review"]


def find_milestones(
    text: Text,
    statements: Statements,
    lexicon: Lexicon,
    context: AssignmentContext,
    assignments: Sequence[Assignment],
) -> tuple[Milestone, ...]:
    """The milestones of the main body, in order. Sections of aims and targets are left out (their dates are deadlines
    of targets), and what is past."""
    reader = _Reader(text, lexicon, context, assignments)
    for node in statements.nodes:
        if _NO_DUTY & set(node.roles) and "tasks" not in node.roles:
            continue
        for statement in statements.of(node):
            reader.read(statement.start, statement.end, node)
    for statement in statements.preamble:
        if statement.bullet is not None:
            reader.read(statement.start, statement.end, None)
    return tuple(reader.found)


class _Reader:
    def __init__(
        self, text: Text, lexicon: Lexicon, context: AssignmentContext, assignments: Sequence[Assignment]
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.context = context
        self.names = make_reader(lexicon.agencies, context.on, tuple(context.defined.items()), context.issuer_level)
        self.assignments = assignments
        self.found: list[Milestone] = []

    def read(self, start: int, end: int, node: Node | None) -> None:
        words = self.text.reading[start:end]
        if not any(map(words.__contains__, _DIGITS)) and not self.lexicon.duties.times.search(words.lower()):
            return
        for a, b in sentences(words):
            self._read_sentence(start + a, start + b, words[a:b], node)

    def _read_sentence(self, start: int, end: int, words: str, node: Node | None) -> None:
        into = self.lexicon.duties.into
        dates = [d for d in read_dates(words) if d.kind == "deadline" or into.match(words[d.start : d.end])]
        dates += self._read_stages(words, dates)
        duties = list(self._read_duties(words, dates))
        if not duties:
            return
        recipient = self._recipient(words)
        responsible = self._responsible(node, start, words, recipient)
        evidence = self.text.evidence(start, end)
        text = " ".join(evidence.quote.split())
        for kind, item, every in duties:
            self.found.append(
                Milestone(
                    text=text,
                    kind=kind,
                    date=item.date if item else None,
                    every=every,
                    responsible=responsible,
                    recipient=recipient,
                    evidence=evidence,
                )
            )

    def _read_duties(
        self, words: str, dates: Sequence[FoundDate]
    ) -> Iterator[tuple[Kind, FoundDate | None, Every | None]]:
        """What falls due, clause by clause (*báo cáo trước ngày 15/12; tổng kết vào năm 2030*). The period named in a
        clause without a duty holds for the next one (*Định kỳ hằng quý tổng hợp số liệu; báo cáo …*)."""
        carried: Every | None = None
        kind = self._kind(words)
        clauses = self._part(words, dates) if kind != "deadline" else [(0, len(words))]
        several = len(clauses) > 1
        for start, end in clauses:
            stated = [d for d in dates if start <= d.start < end]
            said = words[start:end]
            if several:
                kind = self._kind(said)
            every = self._recurrence(said) if kind != "deadline" or several else None
            if kind == "deadline":
                carried, every = (None if stated else every), None
            else:
                carried, every = None, every or carried
            if stated:
                yield from ((kind, item, every) for item in stated)
            elif every is not None:
                yield kind, None, every

    def _part(self, words: str, dates: Sequence[FoundDate]) -> list[tuple[int, int]]:
        """The clauses of a sentence: between semicolons, and at a comma before another report with a time of its own
        (*báo cáo quý gửi trước ngày 15 tháng cuối quý, báo cáo năm gửi trước ngày 05/12*)."""
        found: list[tuple[int, int]] = []
        for clause in _CLAUSE.finditer(words):
            start, end = clause.span()
            for comma in _COMMA.finditer(words, start, end):
                if not any(pattern.match(words, comma.end()) for _, pattern in self.lexicon.duties.reports):
                    continue
                parts = (start, comma.start()), (comma.end(), end)
                if all(self._timed(words, *part, dates) for part in parts):
                    found.append((start, comma.start()))
                    start = comma.end()
            found.append((start, end))
        return found

    def _timed(self, words: str, start: int, end: int, dates: Sequence[FoundDate]) -> bool:
        said = words[start:end]
        if self._kind(said) == "deadline":
            return False
        return any(start <= d.start < end for d in dates) or self._recurrence(said) is not None

    def _recurrence(self, words: str) -> Every | None:
        return cast("Every | None", read_recurrence(words)) or self.lexicon.duties.recurrence(words)

    def _read_stages(self, words: str, dates: Sequence[FoundDate]) -> list[FoundDate]:
        """The years of *sơ kết năm 2026, tổng kết năm 2030*, where they differ and are not read already."""
        found = self.lexicon.duties.stages.search(words) if "kết" in words else None
        if found is None or found["first"] == found["last"]:
            return []
        years = [FoundDate(*found.span(part), found[part], "deadline") for part in ("first", "last")]
        return [year for year in years if not any(d.start < year.end and year.start < d.end for d in dates)]

    def _kind(self, words: str) -> Kind:
        for kind, pattern in self.lexicon.duties.reports:
            if pattern.search(words):
                return kind
        return "deadline"

    def _recipient(self, words: str) -> Agency | None:
        """The body that a report goes to: the first one named right behind *gửi*, *về*, *trình*, *báo cáo*."""
        for to in self.lexicon.duties.to.finditer(words):
            listed = read_list(words, to.end(), self.names)
            if listed is not None:
                return listed.agencies[0]
        return None

    def _responsible(self, node: Node | None, start: int, words: str, recipient: Agency | None) -> tuple[Agency, ...]:
        """The doer of the task that the sentence stands in, or the addressee of the assignment; else (and where the
        report goes to that very body) the one that the sentence begins with, or that this one tells to act."""
        doers: tuple[Agency, ...] = ()
        for assignment in self.assignments if node else ():
            if assignment.evidence.start <= start < assignment.evidence.end:
                tasks = (t for t in assignment.tasks if t.evidence.start <= start < t.evidence.end)
                others = next((task.agencies for task in tasks), ())
                doers = others or assignment.agencies
        if doers and not _holds(doers, recipient):
            return doers
        for mention in find_agencies(words[:_BEGINNING], self.lexicon.agencies, **self.context.names)[:1]:
            if mention.start >= _NEAR or (doers and words[: mention.start].strip()):
                break
            told = roles.load().handing.match(words, skip_space(words, mention.end))
            asked = read_list(words, told.end(), self.names) if told else None
            named = asked.agencies if asked else mention.agencies
            if not _holds(named, recipient):
                return named
        return doers


def _holds(agencies: Sequence[Agency], one: Agency | None) -> bool:
    """Whether the body is among those, however it was written."""
    return one is not None and any(agency.name == one.name for agency in agencies)
