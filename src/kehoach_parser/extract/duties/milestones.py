"""Milestones (mốc thời gian, chế độ báo cáo): dated duties, reports, reviews, events; who owes them to whom.

One entry a date and a period: *định kỳ tháng, quý, năm báo cáo* are three. Tasks of lines and of tables have the times
of their own line or column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later, lower_letters
from ...language.spaces import on_one_line
from ...language.spans import holds
from ...lexicon import Lexicon, calendar, doers, money, roles
from ...models import Agency, Assignment, Milestone, Task
from ...structure.values import Node, Text
from ..agencies import find_agencies, read_addressed
from ..agencies.lists import read_list
from ..agencies.mentions import make_reader
from ..agencies.places import skip_space
from ..citations import without_documents
from ..statements import Statements, sentences
from ..words.times import is_past
from .context import AssignmentContext
from .times import (
    Period,
    Point,
    find_dated,
    find_day,
    find_days,
    find_points,
    find_recurrences,
    is_mere_time,
    may_tell_time,
    named_period,
    opening_year,
)

_DIGITS = "1230456789"
_BRACKETED = compile_later(r"\([^()]*\)")
_YEARS = compile_later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NEAR = 40
_BEGINNING = 200
"""Characters in which a sentence begins with its doer, and in which that body's name ends."""
_NO_DUTY = {"targets", "objectives", "viewpoints", "purpose", "situation"}
_SHORT = ("day", "week")
"""Periods too short for a date of their own: that of a duty before it is not the period of a report with a date."""
_LONGER = ("day", "week", "month", "quarter", "half_year", "year")

Kind = Literal["deadline", "report", "review", "event"]


class _Due(Struct, frozen=True):
    """What falls due in a clause at `start` of a sentence."""

    kind: Kind
    start: int
    end: int
    date: str | None = None
    every: Period | None = None
    day: int | None = None
    recurring: bool = False


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
        if node.title is not None and node.blocks and ("timeline" in node.roles or reader.is_dated(node)):
            reader.read_stage(node)
        for index, statement in enumerate(statements.of(node)):
            named = index == 0 and not statement.is_title and reader.names_report(node, statement.start)
            if statement.is_lead_in and reader.hands_down(statement.start, statement.end):
                continue  # each task below falls due by its time
            reader.read(node.title_start if named else statement.start, statement.end, node)
    for statement in statements.preamble:
        if statement.bullet is not None:
            reader.read(statement.start, statement.end, None)
    found = [*reader.found, *find_timed_tasks(assignments, lexicon)]
    return tuple(sorted(found, key=lambda m: m.evidence.start))


def find_timed_tasks(assignments: Sequence[Assignment], lexicon: Lexicon) -> Iterator[Milestone]:
    """The milestones of tasks whose time stands in a line or a column of its own."""
    for assignment in assignments:
        for task in assignment.tasks:
            if task.time_text and _has_time_apart(task, task.time_text):
                yield from read_timed_task(task, task.agencies or assignment.agencies, lexicon)


def _has_time_apart(task: Task, time: str) -> bool:
    """Whether the time of a task stands in a column, or elsewhere than in the words of the task."""
    if task.stated_in == "column":
        return True
    said = task.text if task.stated_in == "line" else on_one_line(task.evidence.quote)
    return time not in said


def read_timed_task(task: Task, doers: tuple[Agency, ...], lexicon: Lexicon) -> Iterator[Milestone]:
    """What falls due by the time of a task's own line or cell."""
    words = without_documents(task.time_text or "")
    kind = _kind_of(without_documents(task.text), lexicon)
    points = find_points(words, bare=True)
    recurrences = find_recurrences(words)
    every = recurrences[0].every[0] if recurrences else None
    dates = [_date_of(point, kind) for point in points if point.has_year or every]
    if not dates and not points and len(_YEARS.findall(words)) > 1:
        return  # a period (*2026 - 2030*), in which the task goes on
    if not dates:
        dates = [task.deadline] if task.deadline else [_date_of(point, kind) for point in points]
    if not dates and every and kind in ("report", "review", "event"):
        yield _milestone(task, kind, None, every, find_day(words), doers)
    for date in dates:
        yield _milestone(task, kind, date, every, None, doers)


def _milestone(
    task: Task, kind: Kind, date: str | None, every: Period | None, day: int | None, doers: tuple[Agency, ...]
) -> Milestone:
    return Milestone(
        text=task.text, kind=kind, date=date, every=every, day=day, responsible=doers, evidence=task.evidence
    )


def _kind_of(words: str, lexicon: Lexicon) -> Kind:
    lowered = lower_letters(words)
    for report in lexicon.duties.reports:
        if report.stand_in(words, lowered):
            return report.kind
    rules = calendar.load()
    return "event" if rules.contest.match(lowered) or rules.event.search(lowered) else "deadline"


def _periods_of(said: str) -> list[tuple[int, Period]]:
    """The periods that a clause names, each once, with their places."""
    found = [(r.start, period) for r in find_recurrences(said) for period in r.every]
    return list({period: (at, period) for at, period in reversed(found)}.values())[::-1]


def _period_of_term(recurrences: Sequence[tuple[int, Period]], points: Sequence[Point]) -> Period | None:
    """How often a term of a clause comes: each period that it names where no year is stated, each year where the time
    is one of the year before or after."""
    if recurrences and not any(point.has_year for point in points):
        return recurrences[0][1]
    return "year" if any(point.yearly for point in points) else None


def _date_of(point: Point, kind: Kind) -> str:
    """Of an event the day that it begins, of all else the day by which it is to be done."""
    return point.first if point.first and kind == "event" else point.date


class _Reader:
    def __init__(
        self, text: Text, lexicon: Lexicon, context: AssignmentContext, assignments: Sequence[Assignment]
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.context = context
        self.names = make_reader(lexicon.agencies, context.on, tuple(context.defined.items()), context.issuer_level)
        self.assignments = assignments
        self.words = calendar.load()
        self.doers = doers.load()
        self.timed = {t.evidence.start for a in assignments for t in a.tasks if t.stated_in == "line" and t.time_text}
        self.timed_apart = [
            (t.evidence.start, t.time_text)
            for a in assignments
            for t in a.tasks
            if t.time_text and t.stated_in in ("heading", "sentence") and _has_time_apart(t, t.time_text)
        ]
        self.line_times = {t.time_text for a in assignments for t in a.tasks if t.stated_in == "line"}
        self.found: list[Milestone] = []

    def read(self, start: int, end: int, node: Node | None) -> None:
        words = self.text.reading[start:end]
        dated = any(map(words.__contains__, _DIGITS))
        if not dated and not any(map(self.text.small(start, end).__contains__, self.words.of_milestone)):
            return
        if self.lexicon.duties.line_field(words) is not None:
            return
        if is_mere_time(words) and " ".join(words.split()).rstrip(".;") in self.line_times:
            return  # the time of the task above
        timed = self.doers.timed.fullmatch(without_documents(words)) if ":" in words else None
        if timed is not None and start in self.timed:
            return
        if timed is not None and (points := find_points(timed["time"], bare=True)):
            self._read_timed(start, end, words, timed["task"], points, node)
            return
        head, _, rest = words.rpartition(": ")
        if head and is_mere_time(rest) and (points := find_points(rest, bare=True)):
            kept = [p for p in points if p.has_year]  # *3. Vòng sơ khảo: 15/3/2026.*
            if kept and not find_points(without_documents(head)):
                self._read_timed(start, end, words, head, kept, node)
                return
        counts = node is not None and "funding" in node.roles
        for a, b in sentences(words):
            if counts and money.load().total.match(words[a:b]):
                behind = words.find("; ", a, b)
                if behind < 0:
                    continue  # a sum and the years that it is for
                a = behind + 2
            self._read_sentence(start + a, start + b, words[a:b], node, words[:a])

    def hands_down(self, start: int, end: int) -> bool:
        """Whether the time of a lead-in is that of the tasks below it, which have milestones of their own."""
        words = " ".join(self.text.reading[start:end].split())
        return any(at >= end and time in words for at, time in self.timed_apart)

    def names_report(self, node: Node, start: int) -> bool:
        """Whether a heading says what is due and the words behind its colon when (*2. Báo cáo tháng: gửi …*)."""
        if node.title is None or ":" not in self.text.reading[node.title_end : start]:
            return False
        block = node.blocks[0] if node.blocks else None
        said = self.text.reading[start : block.end] if block is not None else ""
        if _kind_of(node.title, self.lexicon) != "deadline" or is_mere_time(said):
            return True
        points = find_points(said, bare=True)
        return bool(points) and points[0].start == 0  # *2. Hậu kiểm: tháng 9/2024, Thanh tra Sở thực hiện*

    def is_dated(self, node: Node) -> bool:
        """Whether a section that no body is told to do has a time for its heading (*a) Tháng 12/2026: nạo vét hồ*)."""
        if node.children or not is_mere_time(node.title or ""):
            return False
        return not any(a.evidence.start < node.end and node.start < a.evidence.end for a in self.assignments)

    def read_stage(self, node: Node) -> None:
        """A stage of a timetable whose heading says its time (*1. Giai đoạn 1 (từ tháng 3 đến tháng 6/2025)*)."""
        title, end = node.title or "", node.blocks[0].end
        points = [point for point in find_points(title, bare=True) if point.has_year]
        task = self.text.reading[node.title_end : end].lstrip(" :\n") if is_mere_time(title) else title
        told = task != title and any(
            t.time_text and node.start <= t.evidence.start < end for a in self.assignments for t in a.tasks
        )
        if points and not told:
            self._read_timed(node.title_start, end, title, task, points[-1:])

    def _read_timed(
        self, start: int, end: int, words: str, task: str, points: Sequence[Point], node: Node | None = None
    ) -> None:
        """A line of a timetable: its time stands before a colon (*Quý I/2026: nghiệm thu thiết bị*)."""
        kind = _kind_of(task, self.lexicon)
        evidence = self.text.evidence(start, end)
        every = next((r.every[0] for r in find_recurrences(words)), None)
        recipient = self._recipient(task) if kind == "report" else None
        for point in points:
            self.found.append(
                Milestone(
                    text=on_one_line(evidence.quote),
                    kind=kind,
                    date=_date_of(point, kind),
                    every=every,
                    responsible=self._responsible(node, start, start, task, recipient),
                    recipient=recipient,
                    evidence=evidence,
                )
            )

    def _read_sentence(self, start: int, end: int, said: str, node: Node | None, before: str) -> None:
        """The milestones of a sentence; `before`: what its paragraph says first."""
        words = without_documents(said)
        article = node is not None and not node.label[:1].isdigit() and "/" not in node.id
        if article and self.words.issuing.fullmatch(lower_letters(said).rstrip()):
            return  # what the decision does itself
        duties = list(self._read_duties(words)) if may_tell_time(lower_letters(words)) else []
        if not duties:
            return
        evidence = self.text.evidence(start, end)
        text = on_one_line(evidence.quote)
        known: dict[str, Agency | None] = {}

        def recipient_of(clause: str) -> Agency | None:
            if clause not in known:
                known[clause] = self._recipient(clause)
            return known[clause]

        for due in duties:
            clause = words[due.start : due.end]
            sends, recipient = clause, recipient_of(clause)
            if recipient is None and due.kind == "report":
                sends, recipient = words, recipient_of(words)
            responsible = self._responsible(node, start, start + due.start, words, recipient)
            first = None if responsible or due.start else self.words.time_first.match(lower_letters(clause))
            said_first = first.end() if first else 0
            if (not responsible or due.start) and (named := self.doers.subject.match(clause, said_first)):
                who = " ".join(named["who"].split())
                name = who[:1].upper() + who[1:]
                responsible = (Agency(raw=who, name=name, key=who.lower(), guessed=True),)
            if not responsible and before:
                responsible = self._responsible(None, start, start, before, recipient)
            responsible = responsible or self._titled(node, recipient)
            drafts = self._drafts_for(clause)
            self.found.append(
                Milestone(
                    text=text,
                    kind=due.kind,
                    date=due.date,
                    every=due.every,
                    day=due.day,
                    recurring=due.recurring,
                    responsible=responsible,
                    prepared_by=responsible if drafts else (),
                    recipient=recipient,
                    via=self._via(sends) if recipient is not None or due.kind == "report" else None,
                    evidence=evidence,
                )
            )

    def _read_duties(self, words: str) -> Iterator[_Due]:
        """What falls due, clause by clause (*báo cáo trước ngày 15/12; tổng kết vào năm 2030*). The period named in a
        clause without a duty holds for the next one (*Định kỳ hằng quý tổng hợp số liệu; báo cáo …*)."""
        carried: tuple[Period, ...] = ()
        regular = reported = False
        for start, end in self._part(words):
            said = words[start:end]
            lowered = lower_letters(said)
            recurrences = _periods_of(said)
            recurs = self.words.regular.search(lowered) is not None
            if not (recurrences or carried or regular or recurs or find_dated(lowered) is not None):
                continue
            kind = _kind_of(said, self.lexicon)
            if reported and kind == "deadline" and (period := self._named_first(lowered)):
                kind, recurrences = "report", [(0, period)]
            reported = kind == "report"
            points = self._points(said, kind)
            days = find_days(said)
            if kind == "deadline":
                yield from (_Due(kind, start, end, p.date, _period_of_term(recurrences, points)) for p in points)
                if not points and recurrences and days:
                    yield from (_Due(kind, start, end, None, recurrences[0][1], day) for day in days)
                    recurrences = []
                carried = () if points else tuple(period for _, period in recurrences)
                regular = not points and not recurrences and recurs
                continue
            periods = recurrences or [(0, period) for period in carried if not (points and period in _SHORT)]
            found = list(self._at_times(kind, start, end, said, points, periods, days))
            yield from self._recurring(found, _Due(kind, start, end), said) if regular or recurs else found
            carried, regular = (), False

    def _recurring(self, found: list[_Due], bare: _Due, said: str) -> list[_Due]:
        """What a clause that recurs without a stated interval gives: its entries, or one that has no time; a report on
        demand does not recur."""
        if bare.kind not in ("report", "review") or self.words.sudden.search(said) or any(due.every for due in found):
            return found
        return [replace(due, recurring=True) for due in found or [bare]]

    def _at_times(
        self,
        kind: Kind,
        start: int,
        end: int,
        said: str,
        points: Sequence[Point],
        periods: Sequence[tuple[int, Period]],
        days: Sequence[int],
    ) -> Iterator[_Due]:
        """What falls due by a clause's own times: dates that name their period, the days of one period, or pairs."""
        named = [named_period(said, point) for point in points]
        if points and all(named):
            yield from (_Due(kind, start, end, _date_of(p, kind), e) for p, e in zip(points, named, strict=True))
        elif not points and len(periods) == 1 and len(days) > 1:
            yield from (_Due(kind, start, end, None, periods[0][1], day) for day in days)
        elif periods or points:
            yield from self._pair(kind, start, end, points, periods, days[-1] if days else None)

    def _named_first(self, lowered: str) -> Period | None:
        """The period that a further clause of a report begins with (*báo cáo quý …; 6 tháng trước ngày 10/7*)."""
        found = self.words.named_first.match(lowered)
        unit = self.words.unit.search(found["units"]) if found else None
        return self.words.periods.get(" ".join(unit[0].split())) if unit else None  # type: ignore[return-value]

    def _points(self, said: str, kind: Kind) -> list[Point]:
        """The times of a clause that are its own: of an event any, of all else those behind a word such as *trước*."""
        gathers = kind == "event" or (kind == "review" and self._gathers(lower_letters(said)))
        points = list(find_points(said, bare=gathers))
        stages = self.lexicon.duties.stages.search(said) if kind == "review" else None
        if stages and stages["first"] != stages["last"]:
            points += [Point(*stages.span(name), stages[name], True) for name in ("first", "last")]
        if kind == "review" and (first := self.words.year_first.match(lower_letters(said))):
            points.append(Point(*first.span("year"), first["year"], True))
        points += opening_year(said) if not points else ()
        kept: dict[str, Point] = {}
        for point in points:
            opens = kind == "review" and not said[: point.start].strip(" ,;")  # *tháng 12/2028 tổng kết*
            if (point.due or gathers or opens) and not is_past(point.date, self.context.on):
                kept.setdefault(point.date, point)
        return list(kept.values())

    def _gathers(self, lowered: str) -> bool:
        """Whether a clause in small letters begins with an event."""
        return self.words.contest.match(lowered) is not None or self.words.event.match(lowered) is not None

    def _pair(
        self,
        kind: Kind,
        start: int,
        end: int,
        points: Sequence[Point],
        periods: Sequence[tuple[int, Period]],
        day: int | None,
    ) -> Iterator[_Due]:
        """Dates and periods of one clause: each date with the period before it where there are as many, else all with
        the only one; a date among several periods is that of the longest."""
        if len(points) == len(periods) > 1:
            for point, (_, period) in zip(points, periods, strict=True):
                yield _Due(kind, start, end, _date_of(point, kind), period)
            return
        if points and len(periods) <= 1:
            every = periods[0][1] if periods else None
            if every is None and any(point.yearly for point in points):
                every = "year"
            for point in points:
                once = point.has_year and kind in ("review", "event") and every is not None
                yield _Due(kind, start, end, _date_of(point, kind), None if once else every)
            return
        longest = max((period for _, period in periods), key=_LONGER.index)
        for _, period in periods:
            date = points[-1].date if points and period == longest else None
            yield _Due(kind, start, end, date, period, day if period in ("month", "quarter") else None)

    def _part(self, words: str) -> list[tuple[int, int]]:
        """The clauses of a sentence: between semicolons, and before another report or review where both have a time of
        their own (*báo cáo quý gửi trước ngày 15 tháng cuối quý, báo cáo năm gửi trước ngày 05/12*)."""
        found: list[tuple[int, int]] = []
        start = 0
        cuts = list(self.words.parts.finditer(lower_letters(words)))
        brackets = [m.span() for m in _BRACKETED.finditer(words)] if cuts else []
        for cut in cuts:
            if holds(brackets, cut.start()):
                continue
            end = max(start, len(words[: cut.start()].rstrip()))
            if cut[0][0] != ";" and not self._apart(words[start:end], words[cut.end() :]):
                continue
            found.append((start, end))
            start = cut.end()
        found.append((start, len(words)))
        return found

    def _apart(self, before: str, after: str) -> bool:
        """Whether two clauses have a time each: another report or review, or a report of another period than the duty
        before it (*kiểm tra hằng tuần, báo cáo vào ngày 02 của tháng kế tiếp*)."""
        if not self._timed(after):
            return False
        return self._timed(before) or bool(find_recurrences(before) and find_recurrences(after))

    def _timed(self, said: str) -> bool:
        kind = _kind_of(said, self.lexicon)
        return kind != "deadline" and bool(find_recurrences(said) or self._points(said, kind))

    def _recipient(self, words: str) -> Agency | None:
        """The body that a report goes to: the first one named right behind *gửi*, *về*, *trình*, *báo cáo*; where that
        one reports on (*trình Ủy ban nhân dân tỉnh báo cáo Bộ Y tế*), the one behind it."""
        if not self.lexicon.duties.to.search(words):
            return None
        pieces: list[str] = []  # no body's name goes on into a time
        at = 0
        for point in find_points(words):
            if point.start >= at:
                pieces += [words[at : point.start], "." * (point.end - point.start)]
                at = point.end
        words = "".join((*pieces, words[at:]))
        for to in self.lexicon.duties.to.finditer(words):
            listed = read_list(words, to.end(), self.names)
            if listed is None and (standing := self.words.standing.match(words, to.end())):
                listed = read_list(words, standing.end(), self.names)
            if listed is not None:
                on = self.words.passes.match(words, listed.end)
                beyond = read_list(words, on.end(), self.names) if on else None
                return (beyond or listed).agencies[0]
        return None

    def _via(self, words: str) -> Agency | None:
        """The body through which it goes (*qua Sở Y tế*)."""
        for through in self.words.via.finditer(words):
            listed = read_list(words, through.end(), self.names)
            if listed is not None:
                return listed.agencies[0]
        return None

    def _drafts_for(self, words: str) -> bool:
        """Whether the doer drafts what another body sends or decides (*tham mưu Ủy ban nhân dân huyện báo cáo …*)."""
        for found in self.words.prepares.finditer(words):
            listed = read_list(words, found.end(), self.names)
            if listed is not None and self.words.passes.match(words, listed.end):
                return True
        return False

    def _responsible(
        self, node: Node | None, start: int, place: int, words: str, recipient: Agency | None
    ) -> tuple[Agency, ...]:
        """The doer of the task that `place` stands in, or the addressee of the assignment; else (and where the report
        goes to that very body) the one that the sentence at `start` begins with, or that this one tells to act."""
        doers: tuple[Agency, ...] = ()
        for assignment in self.assignments if node else ():
            if assignment.evidence.start <= place < assignment.evidence.end:
                tasks = (t for t in assignment.tasks if t.evidence.start <= place < t.evidence.end)
                others = next((task.agencies for task in tasks), ())
                doers = others or assignment.agencies
        if doers and not _holds(doers, recipient):
            return doers
        addressed = read_addressed(words[: 2 * _BEGINNING], self.names)
        if (
            addressed is not None
            and not _holds(addressed.agencies, recipient)
            and (not doers or len(addressed.agencies) > 1)
        ):
            return addressed.agencies
        for mention in find_agencies(words[:_BEGINNING], self.lexicon.agencies, **self.context.names)[:1]:
            if any(to.end() == mention.start for to in self.lexicon.duties.to.finditer(words, 0, mention.start)):
                break  # to whom it is sent
            if mention.start >= _NEAR or (doers and words[: mention.start].strip()):
                break
            told = roles.load().handing.match(words, skip_space(words, mention.end))
            asked = read_list(words, told.end(), self.names) if told else None
            named = asked.agencies if asked else mention.agencies
            if not _holds(named, recipient):
                return named
        return doers

    def _titled(self, node: Node | None, recipient: Agency | None) -> tuple[Agency, ...]:
        """The bodies that are all that the heading says (*2. Ban Quản lý chợ: mỗi tháng báo cáo một lần*)."""
        if node is None or node.title is None or len(node.title) > _BEGINNING:
            return ()
        found = read_addressed(node.title, self.names)
        whole = found is not None and found.end == len(node.title.rstrip(" :."))
        return found.agencies if found is not None and whole and not _holds(found.agencies, recipient) else ()


def _holds(agencies: Sequence[Agency], one: Agency | None) -> bool:
    """Whether the body is among those, however it was written."""
    return one is not None and any(agency.name == one.name for agency in agencies)
