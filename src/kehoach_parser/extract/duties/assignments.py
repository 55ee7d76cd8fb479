"""Assignments (phân công): which body is addressed by a section, and what it is told or asked to do.

Three forms, all of practice: a heading that names its doer with bullets or paragraphs below (`1. Sở Y tế:`); a numbered
paragraph that addresses a body (`2. Giao Công an tỉnh chủ trì …`), where the plan has no section of headed
assignments elsewhere; and lines `Cơ quan chủ trì: …`, `Cơ quan phối hợp: …` under a task.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later
from ...lexicon import Lexicon, agency_words
from ...models import Agency, Assignment, Task
from ...models.base import Level
from ...structure.values import Node, Outline, Text
from ..agencies import Addressees, find_agencies, read_addressees, read_named
from ..citations import find_citations
from ..statements import Statement, Statements
from ..words.times import Deadline, find_deadlines
from .roles import TaskRoles, read_roles
from .times import find_points, read_task_times

_BARE_DOER = compile_later(r"thực hiện\s*:", re.IGNORECASE)
"""`Thực hiện: Ban Nữ công` names a doer only where a body stands behind it; else it opens what is to be done."""

_YEARS = compile_later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BRACKETS = compile_later(r"\([^()]*\)")

Mode = Literal["directive", "request"]
StatedIn = Literal["heading", "sentence"]


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
    found.sort(key=lambda a: a.evidence.start)
    return tuple(a.model_copy(update={"id": f"a{i}"}) for i, a in enumerate(found, 1))


class _Reader:
    def __init__(self, text: Text, statements: Statements, lexicon: Lexicon, context: AssignmentContext) -> None:
        self.text = text
        self.statements = statements
        self.lexicon = lexicon
        self.context = context

    def addressees(self, words: str, mode: Mode = "directive") -> Addressees | None:
        return read_addressees(words, self.lexicon.agencies, mode=mode, **self.context.names)

    def agencies(self, words: str) -> tuple[Agency, ...]:
        return read_named(words, find_agencies(words, self.lexicon.agencies, **self.context.names))

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
            eligible = {"assignments", "tasks", "solutions", "content", "timeline"} & set(node.roles)
            addressees = None
            if node.title and (eligible or assigning) and (node.blocks or node.children):
                addressees = self.addressees(node.title, mode)
                if addressees is not None and not _covers(addressees, node.title):
                    addressees = None
                if addressees is not None and "timeline" in node.roles:
                    addressees = None
                if addressees is not None and _is_bare_group(addressees):
                    addressees = self._listed(node, mode) or addressees
            if addressees is not None:
                found.append((node, addressees))
            else:
                asks = node.title is not None and self.lexicon.duties.requests.match(node.title)
                within = "assignments" in node.roles
                found.extend(self.read_headed(node.children, "request" if asks else mode, assigning=within))
        return found

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
            section=node.id,
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
                    deadline=_deadline(words, piece.start, piece.end) or times.deadline,
                    every=times.every,  # type: ignore[arg-type]
                    time_text=times.text,
                    stated_in=stated_in,
                    evidence=evidence,
                )
            )
        return tasks

    def _governing(self, statement: Statement) -> TaskRoles | None:
        """The part and partners that a lead-in gives to the bullets below it (`Chủ trì, phối hợp với … thực hiện:`)."""
        if not statement.lead_ins:
            return None
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
        """Lines `Cơ quan chủ trì: …` make an assignment of the task that they stand under."""
        found: list[Assignment] = []
        pending: dict[str, tuple[int, int]] = {}
        task: tuple[int, int] | None = None
        if node.title is not None:
            task = (node.title_start, node.title_end)

        def finish() -> None:
            if task is not None and "lead" in pending:
                found.append(self._from_lines(node, task, pending))
            pending.clear()

        for start, end in self._lines(node):
            line = self.lexicon.duties.line_field(self.text.reading[start:end])
            if line is not None and line[0] == "lead" and _BARE_DOER.match(self.text.reading, start):
                line = line if self.agencies(self.text.reading[start + line[1] : end]) else None
            if line is None:
                finish()
                task = (start, end)
                continue
            field, offset = line
            if field in pending:
                finish()
            pending[field] = (start + offset, end)
        finish()
        return found

    def _lines(self, node: Node) -> list[tuple[int, int]]:
        """The statements of a node and, where its children are single lines (`a) Cơ quan chủ trì: …`), those too."""
        lines = [(s.start, s.end) for s in self.statements.of(node) if not s.is_title]
        for child in node.children:
            if not child.children and len(child.blocks) <= 1:
                lines.append((child.title_start, child.end))
        return lines

    def _from_lines(self, node: Node, task: tuple[int, int], fields: dict[str, tuple[int, int]]) -> Assignment:
        reading = self.text.reading

        def words(field: str) -> str:
            span = fields.get(field)
            return " ".join(reading[span[0] : span[1]].split()).rstrip(".;") if span else ""

        start = min(task[0], *(s for s, _ in fields.values()))
        end = max(task[1], *(e for _, e in fields.values()))
        evidence = self.text.evidence(*task)
        times = read_task_times(words("deadline"))
        return Assignment(
            id="",
            section=node.id,
            agencies=self.agencies(words("lead")),
            tasks=(
                Task(
                    text=" ".join(evidence.quote.split()),
                    role="lead",
                    partners=self.agencies(words("support")),
                    deadline=_stated_time(words("deadline")) if "deadline" in fields else None,
                    every=times.every,  # type: ignore[arg-type]
                    time_text=words("deadline") or None,
                    output=words("output") or None,
                    stated_in="line",
                    evidence=evidence,
                ),
            ),
            evidence=self.text.evidence(start, end),
        )


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
