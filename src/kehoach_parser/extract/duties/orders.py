"""Statements of any section that tell a body to act (*Sở Y tế chủ trì …*, *Giao Sở Y tế …*)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from ...language.patterns import compile_later, lower_letters
from ...language.spans import Spans
from ...lexicon import doers, roles
from ...lexicon.doers import DoerWords
from ...lexicon.duties import Duties
from ...models import Assignment, Task
from ...structure.values import Node, Text
from ..agencies import Addressees
from ..citations import without_documents
from ..statements import Statement, sentences
from .bodies import Bodies, Mode, unlisted
from .inherited import time_above
from .tasks import Tasks
from .terms import stated_time
from .times import find_points, find_recurrences, is_mere_time, read_task_times

_NO_DUTY = {"targets", "objectives", "viewpoints", "purpose", "situation"}
_MOST_WORDS = 30
"""Words behind a topic that say nothing but who does it."""
_WORDS = compile_later(r"\S+")
_NEAR = 30
"""Characters of a bracket in which the doer that it names begins."""


class Orders:
    """Reads the orders that stand outside headings and lines of fields."""

    def __init__(self, text: Text, duties: Duties, bodies: Bodies, tasks: Tasks) -> None:
        self.text = text
        self.duties = duties
        self.bodies = bodies
        self.tasks = tasks
        self.doers: DoerWords = doers.load()

    def read(self, node: Node, statements: Sequence[Statement], known: Spans) -> list[Assignment]:
        """Statements of any section that tell a body to act (*Sở Y tế chủ trì …*, *Giao Sở Y tế …*), where no heading
        or line has assigned them already."""
        if _NO_DUTY & set(node.roles) and "tasks" not in node.roles:
            return []
        found: list[Assignment] = []
        for statement in statements:
            if statement.is_lead_in:
                continue
            if known.meet(statement.start, statement.end):
                continue
            assignment = self._ordered(statement, node)
            if assignment is not None:
                found.append(assignment)
            elif statement.bullet is None:
                found.extend(self._order_inside(statement, node))
        return found

    def led(self, statements: Sequence[Statement]) -> list[Statement]:
        """The statements of a letter without sections, where a paragraph orders what those behind it give to a body
        each (*Chủ tịch UBND tỉnh yêu cầu thực hiện các nội dung sau:*): they stand under it."""
        found: list[Statement] = []
        lead: Statement | None = None
        for statement in statements:
            words = self.text.reading[statement.start : statement.end]
            if lead is not None and not statement.lead_ins:
                statement = replace(statement, lead_ins=((lead.start, lead.end),))
            elif self.doers.order_lead.search(words):
                lead = statement
            found.append(statement)
        names = lead is not None and any(
            s.lead_ins == ((lead.start, lead.end),) and self.bodies.addressees(self.text.reading[s.start : s.end])
            for s in found
        )
        return [s for s in found if s is not lead] if names else list(statements)

    def _order_inside(self, statement: Statement, node: Node) -> Iterator[Assignment]:
        """The orders that sentences inside a paragraph give, each up to the next one."""
        words = self.text.reading[statement.start : statement.end]
        starts = [statement.start + a for a, _ in sentences(words)][1:]
        for start, end in pairwise([*starts, statement.end]):
            assignment = self._ordered(replace(statement, start=start, end=end), node)
            if assignment is not None:
                yield assignment

    def _ordered(self, statement: Statement, node: Node) -> Assignment | None:
        words = self.text.reading[statement.start : statement.end]
        lowered = self.text.small(statement.start, statement.end)
        if self.doers.formal.search(lowered):
            return None
        brief = self._runs_in(node, statement) and len(words.split()) <= _MOST_WORDS
        if brief and (topic := self._closed_by(statement, node)):
            return topic
        addressees, begun, ordered = self._addressed(words, self._begins(words, lowered))
        if addressees is not None and (given := self._told(statement, node, addressees, begun, ordered)):
            return given
        if "funding" in node.roles:
            return None
        acting = None if addressees else self.bodies.acting(words, begun)
        if acting and (time_above(self.text, statement) or self._has_term(node, words, acting.end)):
            return self.tasks.gather(node, acting, [statement], statement.start, acting.rest, "sentence")
        if self._runs_in(node, statement) and self._opens_with_time(words):
            statement = replace(statement, start=node.title_start)  # *1. Hậu kiểm: tháng 9/2024, do Thanh tra Sở …*
            lowered = self.text.small(statement.start, statement.end)
        return (
            self._closed_by(statement, node)
            or self._timed(statement, node)
            or (self._subject(statement, node) if addressees is None else None)
            or self._bracketed(statement, node)
            or self._passive(statement, node, lowered)
        )

    def _begins(self, words: str, lowered: str) -> int:
        """Where a statement, given in small letters too, names its doer: behind the name of a step, a time, grounds."""
        when = self.doers.closing_order.match(lowered)
        if when is not None:
            return when.end()
        step = self.doers.step.match(words) if ":" in words or "-" in words or "." in words else None
        begun = step.end() if step else 0
        when = None if self.duties.closing.match(words) else self.duties.when.match(words[begun:])
        return begun + when.end() if when else begun

    def _runs_in(self, node: Node, statement: Statement) -> bool:
        """Whether a statement stands behind the colon of a heading that is no time, on its line."""
        if node.title is None or not node.blocks or node.blocks[0].text_start != statement.start:
            return False
        between = self.text.reading[node.title_end : statement.start]
        return ":" in between and "\n" not in between and not is_mere_time(node.title)

    def _opens_with_time(self, words: str) -> bool:
        points = find_points(words, bare=True)
        return bool(points) and points[0].start == 0

    def _closed_by(self, statement: Statement, node: Node) -> Assignment | None:
        """A task whose doer a sentence of its own behind it names (*Khám tuyển tại huyện. Trung tâm Y tế huyện chủ trì,
        Công an huyện phối hợp.*)."""
        words = self.text.reading[statement.start : statement.end]
        within = list(sentences(words))[1:]
        begins = statement.start
        if self._runs_in(node, statement):
            begins = node.title_start  # *3. Tiếp nhận phản ánh: Giao Văn phòng chủ trì.*
            shift = statement.start - begins
            words = self.text.reading[begins : statement.end]
            within = [(shift + a, shift + b) for a, b in sentences(words[shift:])]
        for start, end in within:
            when = self.duties.when.match(words[start:end])
            said = words[start + (when.end() if when else 0) : end]
            if self.doers.closes_lightly.search(said) is None:
                continue
            addressees = self.bodies.addressees(said)
            if addressees is None or (addressees.start > 0 and not self.doers.orders.match(said)):
                continue
            closes = self.doers.closes_with.match(said, addressees.end)
            if closes is not None and self.bodies.ends_with_helpers(said[closes.end() :]):
                role = "lead" if closes["lead"] else "implement"
                whole = replace(statement, start=begins)
                return self.tasks.tell(whole, node, addressees.agencies, said[addressees.end :], role, words)
        return None

    def _addressed(self, words: str, begun: int) -> tuple[Addressees | None, int, re.Match[str] | None]:
        """Whom the words from `begun` on address, where they are read from, and the words that order."""
        ordered = self.doers.orders.match(words, begun)
        addressees = self.bodies.stated(words[begun:])
        if addressees is not None and ordered is not None and addressees.start == 0:
            at = self._order_behind(words, begun + addressees.end, ordered.end())
            if at is not None:  # *Chủ tịch UBND tỉnh yêu cầu hiệu trưởng các trường …*: who orders does nothing
                return self.bodies.addressees(words[at:]), at, ordered
        if addressees is not None or ordered is None or "," not in ordered.group() or self.duties.closing.match(words):
            return addressees, begun, ordered
        mode: Mode = "request" if roles.load().asking.search(ordered.group()) else "directive"
        begun = ordered.end()  # *Trên cơ sở Kế hoạch này, yêu cầu Thủ trưởng các sở …*
        return self.bodies.addressees(words[begun:], mode), begun, ordered

    def _order_behind(self, words: str, start: int, end: int) -> int | None:
        """Where between `start` and `end` the verb of an order begins."""
        opener = roles.load().opener
        starts = (match.start() for match in _WORDS.finditer(words, start, end))
        return next((at for at in starts if opener.match(words, at)), None)

    def _told(
        self, statement: Statement, node: Node, addressees: Addressees, begun: int, ordered: re.Match[str] | None
    ) -> Assignment | None:
        """The assignment of bodies that a statement begins with, where it tells them to act or says by when."""
        words = self.text.reading[statement.start : statement.end]
        told = ordered is not None and begun + addressees.start >= ordered.end() - 1
        shared = self.doers.shared_sentence.match(words, begun + addressees.end)
        if shared is not None and "assignments" in node.roles:
            return self.tasks.tell(statement, node, addressees.agencies, words[shared.start() :], "lead", words)
        told = told or (self._under_order(statement) and addressees.start == 0)
        told = told or self._acts(statement, node, words, begun, addressees)
        start, rest = statement.start, begun + addressees.rest
        if told or self.doers.tells.match(words, begun + addressees.end):
            first = node.title is None and node.blocks and node.blocks[0].text_start == statement.start
            return self.tasks.gather(node, addressees, [statement], node.start if first else start, rest, "sentence")
        if addressees.start > 0:
            return None
        if time_above(self.text, statement) or self._has_term(node, words, begun + addressees.end):
            return self.tasks.gather(node, addressees, [statement], start, rest, "sentence")
        return None

    def _acts(self, statement: Statement, node: Node, words: str, begun: int, addressees: Addressees) -> bool:
        """Whether a numbered paragraph, or in a section on what is to be done any statement, begins with its doer and
        what that is to do (*3. Văn phòng tổng hợp đơn*)."""
        if {"tasks", "solutions"} & set(node.roles) and addressees.start == 0 and not addressees.agencies[-1].group:
            return self.doers.acts.match(words, begun + addressees.end) is not None
        numbered = node.title is None and ("/" in node.id or node.label[:1].isdigit())  # an article states the law
        if not numbered or addressees.start > 0 or statement.bullet is not None:
            return False
        first = bool(node.blocks) and node.blocks[0].text_start == statement.start
        return first and self.doers.acts.match(words, begun + addressees.end) is not None

    def _has_term(self, node: Node, words: str, behind: int) -> bool:
        """Whether what a body, whose name ends at `behind`, is said to do, in a section on what is to be done, has a
        term or an interval (*Sở Y tế mở 12 lớp trước ngày 30/6/2026*, *… báo cáo hằng tuần*)."""
        aside = self.doers.aside.match(words, behind)
        behind = aside.end() if aside else behind
        if not {"tasks", "solutions", "content"} & set(node.roles) or self.doers.done.match(words, behind):
            return False
        said = without_documents(words)
        if any(point.due and point.has_year for point in find_points(said)):
            return True
        return bool(find_recurrences(said)) and self.doers.acting.match(words, behind) is not None

    def _under_order(self, statement: Statement) -> bool:
        """Whether the lead-in above a bullet orders what the bodies below it are to do (*UBND huyện yêu cầu:*)."""
        if not statement.lead_ins:
            return False
        start, end = statement.lead_ins[-1]
        return self.doers.order_lead.search(self.text.reading[start:end]) is not None

    def _bracketed(self, statement: Statement, node: Node) -> Assignment | None:
        """A doer in the bracket that ends a statement (*Rà soát quy chế (Sở Xây dựng chủ trì)*)."""
        words = self.text.reading[statement.start : statement.end]
        found = self.doers.closing_bracket.search(words)
        if found is None:
            return None
        said = found["said"]
        times = read_task_times(said)
        if not (self.doers.leads_within.search(said) or times.text or ";" in said):
            return None
        for point in find_points(said, bare=True):  # no name goes on into a time
            said = said[: point.start] + "." * (point.end - point.start) + said[point.end :]
        by = self.doers.passive.search(lower_letters(said))
        said = said[: by.start()] + said[by.end() :] if by else said
        addressees = self.bodies.addressees(said)
        if addressees is None and times.text:
            addressees = self.bodies.doing(said)
        if addressees is None or addressees.start > _NEAR:
            return None
        return self.tasks.tell(statement, node, addressees.agencies, said, None, words[: found.start()])

    def _passive(self, statement: Statement, node: Node, lowered: str) -> Assignment | None:
        """*Xây dựng cơ sở dữ liệu do Sở Y tế chủ trì, Sở Nội vụ phối hợp*; `lowered`: its words in small letters."""
        words = self.text.reading[statement.start : statement.end]
        for by in self.doers.passive.finditer(lowered):
            addressees = self.bodies.addressees(words[by.end() :])
            if addressees is None or addressees.start > 0:
                continue
            end = by.end() + addressees.end
            led = self.doers.passive_lead.match(words, end)
            if led is not None:
                role = "lead" if led["lead"] else "implement"
                return self.tasks.tell(statement, node, addressees.agencies, words[led.start() :], role, words)
        return None

    def _subject(self, statement: Statement, node: Node) -> Assignment | None:
        """In a section on duties or reports, a doer that no register has (*Tổ nuôi dưỡng gửi báo cáo …*)."""
        words = self.text.reading[statement.start : statement.end]
        named = self.doers.subject.match(words) if {"reporting", "assignments"} & set(node.roles) else None
        if named is None:
            return None
        who = Addressees("directive", (unlisted(named["who"]),), named.start("who"), named.end("who"), named.end())
        return self.tasks.gather(node, who, [statement], statement.start, named.end(), "sentence")

    def _timed(self, statement: Statement, node: Node) -> Assignment | None:
        """A line of a timetable with its doer in brackets (*Tháng 3: ban hành đề án tuyển sinh (Phòng Đào tạo)*)."""
        words = self.text.reading[statement.start : statement.end]
        found = self.doers.timed.fullmatch(words)
        if found is None:
            return None
        addressed = None if found["who"] else self.bodies.stated(found["task"]) or self.bodies.acting(found["task"])
        who = found["who"] or found["task"]
        roles = self.bodies.roles(who)
        partners = roles.pieces[0].partners if roles.pieces else ()
        named = addressed.agencies if addressed else self.bodies.named(who) if found["who"] else ()
        doers = tuple(a for a in named if a.name not in {partner.name for partner in partners})
        if not doers:
            return None
        evidence = self.text.evidence(statement.start, statement.end)
        times = read_task_times(found["time"])
        task = Task(
            text=" ".join(found["task"].split()),
            role=roles.role if addressed else "implement",
            partners=partners,
            deadline=stated_time(found["time"]),
            every=times.every,  # type: ignore[arg-type]
            time_text=" ".join(found["time"].split()),
            stated_in="sentence" if addressed else "line",
            evidence=evidence,
        )
        return Assignment(id="", section=node.id or None, agencies=doers, tasks=(task,), evidence=evidence)
