"""Assignments (phân công): which body is addressed by a section, and what it is told or asked to do.

Three forms, all of practice: a heading that names its doer with bullets or paragraphs below (`1. Sở Y tế:`); a numbered
paragraph that addresses a body (`2. Giao Công an tỉnh chủ trì …`), where the plan has no section of headed
assignments elsewhere; and lines `Cơ quan chủ trì: …`, `Cơ quan phối hợp: …` under a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later, lower_letters
from ...lexicon import Lexicon, agency_words, doers
from ...lexicon.rule_files import UPPER
from ...models import Agency, Assignment, Task
from ...models.base import Level
from ...structure.values import Doubt, Node, Outline, Text
from ..agencies import Addressees, find_agencies, read_addressees, read_named
from ..citations import find_citations
from ..statements import Statement, Statements, sentences
from ..words.times import Deadline, find_deadlines
from .roles import TaskRoles, read_roles
from .times import find_points, read_task_times

_BARE_DOER = compile_later(r"thực hiện\s*:", re.IGNORECASE)
"""`Thực hiện: Ban Nữ công` names a doer only where a body stands behind it; else it opens what is to be done."""

_YEARS = compile_later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BRACKETS = compile_later(r"\([^()]*\)")
_FIELD_NAME = 60
"""Characters in which the name of a field ends (*Cơ quan, đơn vị phối hợp thực hiện:*)."""
_FIELD_BREAK = compile_later(rf"\s*[;.]\s+|\s+(?=[{UPPER}])")
_ASSIGNING = {"assignments", "tasks", "solutions", "content", "timeline"}
_NO_DUTY = {"targets", "objectives", "viewpoints", "purpose", "situation"}
_TIME_WORDS = 6
"""Words of a heading that is nothing but a time."""
_NEAR = 30
"""Characters of a bracket in which the doer that it names begins."""
_MOST_WORDS = 9
"""Words of a doer that no register has; more are a sentence."""

Mode = Literal["directive", "request"]
StatedIn = Literal["heading", "sentence"]


class _Line(Struct, frozen=True):
    """A statement that may be a line of fields."""

    start: int
    end: int
    bullet: str | None


_WHOLE = Node("", "", None, 0, 0, ("assignments",), (), (), (), -1, -1, 0)
"""Stands for the section of what stands in none, in a document without sections."""


class AssignmentContext(Struct, frozen=True):
    """What the names depend on: the date of the document and the abbreviations that it defines."""

    on: date | None
    defined: dict[str, str]
    issuer_level: Level | None = None

    @property
    def names(self) -> NameContext:
        """The context as the functions of agencies take it."""
        return {"on": self.on, "defined": self.defined, "issuer_level": self.issuer_level}


class NameContext(TypedDict):
    """Keyword arguments of `find_agencies`, `read_addressees` and `read_roles`."""

    on: date | None
    defined: dict[str, str]
    issuer_level: Level | None


def find_assignments(
    text: Text, outline: Outline, statements: Statements, lexicon: Lexicon, context: AssignmentContext
) -> tuple[Assignment, ...]:
    """The assignments of the main body, in order of the sections."""
    reader = _Reader(text, statements, lexicon, context)
    headed = reader.read_headed(outline.nodes)
    closing = _last_leaf(outline.nodes)
    found: list[Assignment] = []
    for node, addressees in headed:
        assignment = reader.build(node, addressees, closing)
        if assignment is not None:
            found.append(assignment)
    parents = {node.id.rpartition("/")[0] for node, _ in headed if "assignments" in node.roles}
    for node in statements.nodes:
        if "assignments" in node.roles and node.title is None and node.blocks:
            if parents and node.id.rpartition("/")[0] not in parents:
                continue
            assignment = reader.build_paragraph(node)
            if assignment is not None:
                found.append(assignment)
        elif node.children or not node.blocks:
            continue
        elif reader.assigns(node) or ("assignments" in node.roles and not headed):
            found.extend(reader.build_statements(node))
        elif "assignments" in node.roles and node.title and not any(h.start <= node.start < h.end for h, _ in headed):
            found.extend(reader.build_statements(node, marked=True))
    for node in statements.nodes:
        found.extend(reader.read_lines(node))
    for node in statements.nodes:
        found.extend(reader.read_orders(node, statements.of(node), found))
    if not statements.nodes:
        found.extend(reader.read_orders(_WHOLE, statements.preamble, found))
    found.sort(key=lambda a: a.evidence.start)
    return tuple(a.model_copy(update={"id": f"a{i}"}) for i, a in enumerate(found, 1))


def find_assigned_elsewhere(text: Text, statements: Statements) -> tuple[Doubt, ...]:
    """Tasks that another document assigns (*theo phân công tại Quyết định …*): here nobody is named."""
    found = []
    said_at = list(doers.load().elsewhere.finditer(lower_letters(text.reading)))
    for statement in (s for node in statements.nodes for s in statements.of(node)) if said_at else ():
        said = next((said for said in said_at if statement.start <= said.start() < statement.end), None)
        if said is not None:
            words = " ".join(text.text[said.start() : statement.end].split())[:100]
            message = f"«{words}»: việc được phân công tại văn bản khác; ở đây không nêu cơ quan thực hiện."
            found.append(Doubt("assigned_elsewhere", message, statement.start, statement.end))
    return tuple(found)


class _Reader:
    def __init__(self, text: Text, statements: Statements, lexicon: Lexicon, context: AssignmentContext) -> None:
        self.text = text
        self.statements = statements
        self.lexicon = lexicon
        self.context = context
        self.doers = doers.load()

    def addressees(self, words: str, mode: Mode = "directive") -> Addressees | None:
        return read_addressees(words, self.lexicon.agencies, mode=mode, **self.context.names)

    def agencies(self, words: str) -> tuple[Agency, ...]:
        return read_named(words, find_agencies(words, self.lexicon.agencies, **self.context.names))

    def _still_to_come(self, deadline: str | None) -> str | None:
        """A time of a year before the plan's is what a task is about, no term (*các vi phạm trước năm 2013*)."""
        on = self.context.on
        past = deadline and on is not None and deadline[:4].isdigit() and int(deadline[:4]) < on.year
        return None if past else deadline

    def assigns(self, node: Node) -> bool:
        """Whether a section below another says by its own title that it assigns (*1.2. Phân công: …* under a
        project)."""
        if "/" not in node.id or node.title is None:
            return False
        return "assignments" in self.lexicon.headings.roles_of(node.title).roles

    def read_headed(
        self, nodes: Sequence[Node], mode: Mode = "directive", *, assigning: bool = False
    ) -> list[tuple[Node, Addressees]]:
        """Nodes whose heading names a body, outermost first; what stands below such a node belongs to it. `assigning`:
        they stand in a section of assignments, whatever the names themselves speak of (*Phòng Tài chính*)."""
        found: list[tuple[Node, Addressees]] = []
        for node in nodes:
            eligible = _ASSIGNING & set(node.roles)
            addressees = None
            if node.title and (eligible or assigning) and (node.blocks or node.children):
                addressees = self.addressees(node.title, mode)
                shared = _share(node.title) if addressees is not None else None
                if shared is not None:
                    addressees = self.addressees(shared["lead"], mode)
                elif addressees is not None and not _covers(addressees, node.title):
                    addressees = None
                if addressees is not None and "timeline" in node.roles:
                    addressees = None
                if addressees is not None and _is_bare_group(addressees):
                    addressees = self._listed(node, mode) or addressees
                if addressees is not None and addressees.agencies[-1].group and self._names_below(node):
                    addressees = None
                elif addressees is None and "assignments" in node.roles and "/" in node.id:
                    addressees = self._post(node, mode)
            if addressees is not None:
                found.append((node, addressees))
            else:
                asks = node.title is not None and self.lexicon.duties.requests.match(node.title)
                within = "assignments" in node.roles
                found.extend(self.read_headed(node.children, "request" if asks else mode, assigning=within))
        return found

    def _names_below(self, node: Node) -> bool:
        """*Trách nhiệm của các đơn vị*: the headings below name the bodies that are meant."""
        return any(child.title and self.addressees(child.title) is not None for child in node.children)

    def _post(self, node: Node, mode: Mode) -> Addressees | None:
        """Persons or a unit of the issuer that no register has (*2. Nhóm giáo viên Thể dục: mở lớp …*)."""
        title = (node.title or "").strip(" :.")
        if not title or node.children or not self.doers.post.fullmatch(title):
            return None
        if self.build_statements(node, marked=True):
            return None
        begun = node.title_end - node.title_start
        return Addressees(mode, (_unlisted(title),), 0, begun, begun)

    def _listed(self, node: Node, mode: Mode) -> Addressees | None:
        """*4. Các Sở: Y tế, Xây dựng: Phối hợp …*: the bodies whose head the heading says and whose names follow it."""
        if self.text.reading[node.title_end : node.title_end + 2].strip()[:1] != ":":
            return None
        first = next((s for s in self.statements.of(node) if not s.is_title), None)
        if first is None:
            return None
        found = self.addressees(self.text.reading[node.title_start : first.end], mode)
        return None if found is None or _is_bare_group(found) else found

    def build(self, node: Node, addressees: Addressees, closing: Node | None) -> Assignment | None:
        statements = self._statements_below(node)
        begun = node.title_start + addressees.rest
        if statements and statements[0].start < begun:
            first = (replace(statements[0], start=begun),) if begun < statements[0].end else ()
            statements = [*first, *statements[1:]]
        if closing is not None and node.start <= closing.start < node.end:
            statements = self._without_closing(statements, addressees)
        return self._gather(node, addressees, statements, node.start)

    def _gather(
        self,
        node: Node,
        addressees: Addressees,
        statements: Sequence[Statement],
        start: int,
        behind: int = 0,
        stated_in: StatedIn = "heading",
    ) -> Assignment | None:
        """The assignment that begins at `start` and whose tasks are the statements; None where they tell none.
        `behind`: where the words of the addressee end in the first statement."""
        tasks = [
            task
            for index, statement in enumerate(statements)
            if not statement.is_lead_in
            for task in self._tasks(statement, addressees, 0 if index else behind, stated_in)
        ]
        if not tasks:
            return None
        return Assignment(
            id="",
            section=node.id or None,
            agencies=addressees.agencies,
            mode=addressees.mode,
            tasks=tuple(tasks),
            evidence=self.text.evidence(start, max(s.end for s in statements)),
        )

    def _statements_below(self, node: Node) -> list[Statement]:
        own = [s for s in self.statements.of(node) if not s.is_title]
        for child in node.children:
            below = self.statements.of(child) if not child.children else ()
            if child.children:
                own.extend(self._statements_below(child))
            else:
                own.extend(below)
        return own

    def _without_closing(self, statements: list[Statement], addressees: Addressees) -> list[Statement]:
        """Without the paragraphs that close the plan: unbulleted ones at the end that address others."""
        names = {a.key for a in addressees.agencies}
        last = len(statements)
        while last > 1:
            statement = statements[last - 1]
            if statement.bullet is not None or not self._closes(statement, names):
                break
            last -= 1
        return statements[:last]

    def _closes(self, statement: Statement, names: set[str]) -> bool:
        words = self.text.reading[statement.start : statement.end]
        if self.lexicon.duties.closing.match(words):
            return True
        mentions = find_agencies(words[:200], self.lexicon.agencies, **self.context.names)
        if not mentions or mentions[0].start > 12:
            return False
        return not any(a.key in names for a in mentions[0].agencies)

    def _tasks(
        self, statement: Statement, addressees: Addressees, behind: int, stated_in: StatedIn = "heading"
    ) -> list[Task]:
        words = self.text.reading[statement.start : statement.end]
        roles = read_roles(words, self.lexicon.agencies, **self.context.names, behind=behind)
        governing = self._governing(statement)
        tasks: list[Task] = []
        for piece in roles.pieces:
            inherits = governing is not None and piece.role == "implement" and not piece.partners
            start, end = statement.start + piece.start, statement.start + piece.end
            evidence = self.text.evidence(start, end)
            times = read_task_times(words[piece.start : piece.end])
            others = tuple(a for a in piece.agencies if a.key not in {b.key for b in addressees.agencies})
            tasks.append(
                Task(
                    text=" ".join(evidence.quote.split()),
                    role=governing.role if governing is not None and inherits else piece.role,
                    agencies=piece.agencies if others or len(addressees.agencies) > 1 else (),
                    partners=governing.partners if governing is not None and inherits else piece.partners,
                    deadline=self._still_to_come(
                        _half_year(_deadline(words, piece.start, piece.end), times.deadline) or times.deadline
                    ),
                    every=times.every,  # type: ignore[arg-type]
                    time_text=times.text,
                    stated_in=stated_in,
                    evidence=evidence,
                )
            )
        return tasks

    def _governing(self, statement: Statement) -> TaskRoles | None:
        """The part and partners that a lead-in gives to the bullets below it (`Chủ trì, phối hợp với … thực hiện:`), or
        a heading (*Công an tỉnh chủ trì; Sở Xây dựng phối hợp*)."""
        if not statement.lead_ins:
            shared = _share(statement.headings[-1]) if statement.headings else None
            return TaskRoles("lead", self.agencies(shared["support"]), ()) if shared else None
        start, end = statement.lead_ins[-1]
        roles = read_roles(self.text.reading[start:end], self.lexicon.agencies, **self.context.names)
        return roles if roles.role != "implement" else None

    def build_paragraph(self, node: Node) -> Assignment | None:
        """`2. Giao Công an tỉnh chủ trì …`: the body at the start of a numbered paragraph does what follows."""
        return self._addressed(self.statements.of(node), node)

    def build_statements(self, node: Node, *, marked: bool = False) -> list[Assignment]:
        """`- Sở Y tế: …`, `- Công an tỉnh chủ trì …`: statements without number that address a body each, right under
        a heading of assignments. `marked`: only where a colon stands behind the body, under any other heading."""
        groups: list[list[Statement]] = []
        for statement in self.statements.of(node):
            if statement.is_title:
                continue
            if groups and groups[-1][0].is_lead_in and statement.lead_ins:
                groups[-1].append(statement)
            else:
                groups.append([statement])
        found = (self._addressed(group, node, marked=marked) for group in groups)
        return [assignment for assignment in found if assignment is not None]

    def _addressed(self, statements: Sequence[Statement], node: Node, *, marked: bool = False) -> Assignment | None:
        """The assignment of a run of statements whose first one begins with its addressee."""
        words = self.text.reading[statements[0].start : statements[0].end]
        if self.lexicon.duties.closing.match(words):
            return None
        when = self.lexicon.duties.when.match(words)
        begun = when.end() if when else 0
        addressees = self.addressees(words[begun:])
        if addressees is None:
            return None
        if marked and ":" not in words[begun + addressees.end : begun + addressees.rest]:
            return None
        statements = self._without_closing(list(statements), addressees)
        named = ":" in words[begun + addressees.end : begun + addressees.rest]
        begins = statements[0].start
        stated_in: StatedIn = "heading" if named else "sentence"
        return self._gather(node, addressees, statements, begins, begun + addressees.rest, stated_in)

    def read_lines(self, node: Node) -> list[Assignment]:
        """Lines `Cơ quan chủ trì: …` make an assignment of what they stand under: of the task before them; of all
        bullets before them, where the lines are none; where nothing stands before them, of all that follows."""
        found: list[Assignment] = []
        fields: dict[str, tuple[int, int]] = {}
        tasks: list[_Line] = []
        opening: dict[str, tuple[int, int]] = {}
        bulleted = False

        def finish() -> None:
            if "lead" in fields:
                opens = not tasks and bool(_ASSIGNING & set(node.roles))
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

    def read_orders(self, node: Node, statements: Sequence[Statement], known: Sequence[Assignment]) -> list[Assignment]:
        """Statements of any section that tell a body to act (*Sở Y tế chủ trì …*, *Giao Sở Y tế …*), where no heading
        or line has assigned them already."""
        if _NO_DUTY & set(node.roles) and "tasks" not in node.roles:
            return []
        found: list[Assignment] = []
        for statement in statements:
            if statement.is_title or statement.is_lead_in:
                continue
            if any(a.evidence.start < statement.end and statement.start < a.evidence.end for a in known):
                continue
            assignment = self._ordered(statement, node)
            if assignment is not None:
                found.append(assignment)
            elif statement.bullet is None:
                found.extend(self._order_inside(statement, node))
        return found

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
        when = self.lexicon.duties.when.match(words)
        begun = when.end() if when else 0
        if self.doers.formal.search(words):
            return None
        addressees = self.addressees(words[begun:])
        if addressees is not None:
            ordered = self.doers.orders.match(words, begun)
            told = ordered is not None and begun + addressees.start >= ordered.end() - 1
            shared = self.doers.shared_sentence.match(words, begun + addressees.end)
            if shared is not None and "assignments" in node.roles:
                return self._told(statement, node, addressees.agencies, words[shared.start() :], "lead", words)
            told = told or (self._under_order(statement) and addressees.start == 0)
            if told or self.doers.tells.match(words, begun + addressees.end):
                first = node.title is None and node.blocks and node.blocks[0].text_start == statement.start
                start = node.start if first else statement.start
                return self._gather(node, addressees, [statement], start, begun + addressees.rest, "sentence")
        if addressees is not None and (dated := self._under_time(addressees, statement, node, begun)):
            return dated
        if "funding" in node.roles:
            return None
        return (
            self._timed(statement, node)
            or (self._subject(statement, node) if addressees is None else None)
            or self._bracketed(statement, node)
            or self._passive(statement, node)
        )

    def _under_order(self, statement: Statement) -> bool:
        """Whether the lead-in above a bullet orders what the bodies below it are to do (*UBND huyện yêu cầu:*)."""
        if not statement.lead_ins:
            return False
        start, end = statement.lead_ins[-1]
        return self.doers.order_lead.search(self.text.reading[start:end]) is not None

    def _under_time(self, addressees: Addressees, statement: Statement, node: Node, begun: int) -> Assignment | None:
        """A statement that begins with its doer under a heading that is a time (*1. Tháng 3/2025*)."""
        title = node.title or ""
        points = find_points(title, bare=True) if len(title.split()) <= _TIME_WORDS else ()
        if not points or addressees.start > 0:
            return None
        given = self._gather(node, addressees, [statement], statement.start, begun + addressees.rest, "sentence")
        if given is None:
            return None
        date = points[-1].date if points[-1].has_year else None
        tasks = tuple(
            task if task.time_text else task.model_copy(update={"deadline": date, "time_text": title})
            for task in given.tasks
        )
        return given.model_copy(update={"tasks": tasks})

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
        addressees = self.addressees(self.doers.passive.sub("", said, count=1))
        if addressees is None or addressees.start > _NEAR:
            return None
        return self._told(statement, node, addressees.agencies, said, None, words[: found.start()])

    def _passive(self, statement: Statement, node: Node) -> Assignment | None:
        """*Xây dựng cơ sở dữ liệu do Sở Y tế chủ trì, Sở Nội vụ phối hợp*."""
        words = self.text.reading[statement.start : statement.end]
        for by in self.doers.passive.finditer(words):
            addressees = self.addressees(words[by.end() :])
            if addressees is None or addressees.start > 0:
                continue
            end = by.end() + addressees.end
            led = self.doers.passive_lead.match(words, end)
            if led is not None:
                role = "lead" if led["lead"] else "implement"
                return self._told(statement, node, addressees.agencies, words[led.start() :], role, words)
        return None

    def _told(
        self,
        statement: Statement,
        node: Node,
        agencies: tuple[Agency, ...],
        said: str,
        role: str | None,
        task_words: str,
    ) -> Assignment:
        """The assignment of a statement to bodies that its own words name; `said`: the words about their parts."""
        listed = read_roles(said, self.lexicon.agencies, **self.context.names)
        supported = self.doers.supported.search(said)
        partners = self.agencies(supported["who"]) if supported else listed.partners
        names = {agency.name for agency in agencies}
        partners = tuple(p for p in partners if p.name not in names)
        evidence = self.text.evidence(statement.start, statement.end)
        words = self.text.reading[statement.start : statement.end]
        times = read_task_times(words)
        task = Task(
            text=" ".join(task_words.split()) if task_words else evidence.quote,
            role=role or listed.role,  # type: ignore[arg-type]
            partners=partners,
            deadline=self._still_to_come(_half_year(_deadline(words, 0, len(words)), times.deadline) or times.deadline),
            every=times.every,  # type: ignore[arg-type]
            time_text=times.text,
            stated_in="sentence",
            evidence=evidence,
        )
        return Assignment(id="", section=node.id or None, agencies=agencies, tasks=(task,), evidence=evidence)

    def _subject(self, statement: Statement, node: Node) -> Assignment | None:
        """In a section on duties or reports, a doer that no register has (*Tổ nuôi dưỡng gửi báo cáo …*)."""
        words = self.text.reading[statement.start : statement.end]
        named = self.doers.subject.match(words) if {"reporting", "assignments"} & set(node.roles) else None
        if named is None:
            return None
        who = Addressees("directive", (_unlisted(named["who"]),), named.start("who"), named.end("who"), named.end())
        return self._gather(node, who, [statement], statement.start, named.end(), "sentence")

    def _timed(self, statement: Statement, node: Node) -> Assignment | None:
        """A line of a timetable with its doer in brackets (*Tháng 3: ban hành đề án tuyển sinh (Phòng Đào tạo)*)."""
        words = self.text.reading[statement.start : statement.end]
        found = self.doers.timed.fullmatch(words)
        if found is None:
            return None
        addressed = None if found["who"] else self.addressees(found["task"])
        who = found["who"] or found["task"]
        roles = read_roles(who, self.lexicon.agencies, **self.context.names)
        partners = roles.pieces[0].partners if roles.pieces else ()
        named = addressed.agencies if addressed else self._named(who) if found["who"] else ()
        doers = tuple(a for a in named if a.name not in {partner.name for partner in partners})
        if not doers:
            return None
        evidence = self.text.evidence(statement.start, statement.end)
        times = read_task_times(found["time"])
        task = Task(
            text=" ".join(found["task"].split()),
            role=roles.role if addressed else "implement",
            partners=partners,
            deadline=_stated_time(found["time"]),
            every=times.every,  # type: ignore[arg-type]
            time_text=" ".join(found["time"].split()),
            stated_in="line",
            evidence=evidence,
        )
        return Assignment(id="", section=node.id or None, agencies=doers, tasks=(task,), evidence=evidence)

    def _fields(self, line: _Line) -> dict[str, tuple[int, int]]:
        """The fields that a line fills, several where semicolons part them (*Đơn vị chủ trì: A; Phối hợp: B*)."""
        reading = self.text.reading
        found: dict[str, tuple[int, int]] = {}
        start = line.start
        if reading.find(":", start, min(line.end, start + _FIELD_NAME)) < 0:
            return found
        for cut in (*_FIELD_BREAK.finditer(reading, line.start, line.end), None):
            end = cut.start() if cut else line.end
            read = self.lexicon.duties.line_field(reading[start : line.end])
            if read is None and not found:
                return {}
            if cut is not None and self.lexicon.duties.line_field(reading[cut.end() : line.end]) is None:
                continue
            if read is not None:
                field, offset = read
                if field in found:  # the next task's
                    return found
                bare = field == "lead" and _BARE_DOER.match(reading, start)
                if bare and not self.agencies(reading[start + offset : end]):
                    return found
                found[field] = (start + offset, end)
            start = cut.end() if cut else end
        return found

    def _lines(self, node: Node) -> list[_Line]:
        """The statements of a node and, where its children are single lines (`a) Cơ quan chủ trì: …`), those too."""
        lines: list[_Line] = []
        for statement in self.statements.of(node):
            if not statement.is_title:
                lines.extend(self._cut(_Line(statement.start, statement.end, statement.bullet)))
        for child in node.children:
            if not child.children and len(child.blocks) <= 1:
                lines.append(_Line(child.title_start, child.end, None))
        return lines

    def _cut(self, line: _Line) -> list[_Line]:
        """A statement and, as a line of its own, the fields that it ends with (*Trồng cây. Chủ trì: Hội Nông dân.*)."""
        reading = self.text.reading
        colon = reading.find(":", line.start, line.end)
        if colon < 0 or self.lexicon.duties.line_field(reading[line.start : line.end]) is not None:
            return [line]
        for cut in _FIELD_BREAK.finditer(reading, max(line.start, colon - _FIELD_NAME), line.end):
            if (
                reading.find(":", cut.end(), cut.end() + _FIELD_NAME) >= 0
                and self.lexicon.duties.line_field(reading[cut.end() : line.end]) is not None
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
            return " ".join(reading[span[0] : span[1]].split()).rstrip(".;") if span else ""

        above = [*spans, *fields.values()]
        time = words("deadline")
        tasks = []
        for span in spans:
            evidence = self.text.evidence(*span)
            own = read_task_times(reading[span[0] : span[1]]) if not time else read_task_times(time)
            tasks.append(
                Task(
                    text=" ".join(evidence.quote.split()),
                    role="lead",
                    partners=self.agencies(words("support")),
                    deadline=_stated_time(time) if time else own.deadline,
                    every=own.every,  # type: ignore[arg-type]
                    time_text=time or own.text,
                    output=words("output") or None,
                    stated_in="line",
                    supervisor=next(iter(self._named(words("supervisor"))), None),
                    overseers=self._named(words("overseers")),
                    evidence=evidence,
                )
            )
        return [
            Assignment(
                id="",
                section=node.id,
                agencies=self._named(words("lead")),
                tasks=tuple(tasks),
                evidence=self.text.evidence(min(s for s, _ in above), max(e for _, e in above)),
            )
        ]

    def _named(self, words: str) -> tuple[Agency, ...]:
        """The bodies of a line, or the post or unit that it names and no register has."""
        found = self.agencies(words)
        if found or not words or len(words.split()) > _MOST_WORDS or self.doers.elsewhere.search(words):
            return found
        return (_unlisted(words),) if words[:1].isupper() and not any(map(str.isdigit, words)) else ()


@lru_cache(maxsize=512)
def _share(title: str) -> re.Match[str] | None:
    """Who leads and who supports by a heading (*Công an tỉnh chủ trì; Sở Xây dựng phối hợp*)."""
    return doers.load().shared_heading.fullmatch(title)


def _unlisted(words: str) -> Agency:
    """A doer that no register has, as it is written."""
    raw = " ".join(words.split())
    return Agency(raw=raw, name=raw[:1].upper() + raw[1:], key=raw.lower(), guessed=True)


def _deadline(words: str, start: int, end: int) -> str | None:
    """The deadline that a task at `start:end` of a statement states; where it states several, the last.

    *Trước ngày 30/6/2025*, *trong quý II/2025*; no date of a document (*Nghị định số 178/2004/NĐ-CP ngày 15/10/2004*)
    nor year in its title, no period (*giai đoạn 2021 - 2025*), no time without a word that makes it a deadline
    (*Kế hoạch phòng, chống mại dâm năm 2024*).
    """
    stated = [
        found
        for found in find_deadlines(words)
        if start <= found.start < end and found.value and found.kind in ("by", "in") and not _is_period(words, found)
    ]
    if not stated:
        return None
    cited = [citation.title_span(words) for citation in find_citations(words)]
    free = [found.value for found in stated if not any(begun <= found.start < ended for begun, ended in cited)]
    return free[-1] if free else None


def _half_year(deadline: str | None, read: str | None) -> str | None:
    """A half of a year as such (*trong 6 tháng đầu năm 2027* is `2027-H1`), where both read the same time."""
    halves = {"H1": "06", "H2": "12"}
    same = deadline and read and read[4:5] == "-" and deadline == f"{read[:5]}{halves.get(read[5:])}"
    return read if same else deadline


def _is_period(words: str, found: Deadline) -> bool:
    """*trong giai đoạn 2021 - 2025*: both years are named, and what is said holds for all between."""
    return found.kind == "in" and len(_YEARS.findall(words, found.start, found.end)) > 1


def _stated_time(words: str) -> str | None:
    """The time behind *Thời gian hoàn thành:*, which makes any time a deadline; where several stand there, the last."""
    stated = [d.value for d in find_deadlines(words) if d.value and d.kind != "from"]
    return stated[-1] if stated else next((p.date for p in reversed(find_points(words)) if p.has_year), None)


def _is_bare_group(addressees: Addressees) -> bool:
    """*Các Sở*, *UBND các huyện*: the last one is a group, said with its head or its kind of place alone."""
    last = addressees.agencies[-1]
    return last.group and agency_words.load().determiner.match(" ".join(last.raw.split()[-2:])) is not None


def _covers(addressees: Addressees, title: str) -> bool:
    """Whether the bodies are all that a heading says (brackets and a few words such as *Trách nhiệm của* aside)."""
    rest = title[: addressees.start] + _BRACKETS.sub("", title[addressees.end :])
    return len(rest.split()) <= 6


def _last_leaf(nodes: Sequence[Node]) -> Node | None:
    if not nodes:
        return None
    last = nodes[-1]
    return _last_leaf(last.children) or last
