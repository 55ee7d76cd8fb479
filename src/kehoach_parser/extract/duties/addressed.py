"""Paragraphs and statements that begin with the body they address (*2. Giao Công an tỉnh …*, *- Sở Y tế: …*)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ...lexicon.duties import Duties
from ...models import Assignment
from ...structure.values import Node, Text
from ..agencies import Addressees
from ..statements import Statement, Statements
from .bodies import Bodies
from .tasks import StatedIn, Tasks


class Addressed:
    """Reads the assignments of addressed paragraphs and statements."""

    def __init__(self, text: Text, statements: Statements, duties: Duties, bodies: Bodies, tasks: Tasks) -> None:
        self.text = text
        self.statements = statements
        self.duties = duties
        self.bodies = bodies
        self.tasks = tasks

    def read_paragraph(self, node: Node) -> list[Assignment]:
        """`2. Giao Công an tỉnh chủ trì …`: the body at the start of a numbered paragraph does what follows."""
        found = self._addressed(self.statements.of(node), node)
        return [] if found is None else [found]

    def read_statements(self, node: Node, *, marked: bool = False) -> list[Assignment]:
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

    def read_led(self, node: Node) -> list[Assignment]:
        """`Giao Phòng Kinh tế thực hiện các việc sau:` over numbered paragraphs: these are its tasks, unless one of
        them addresses a body itself."""
        *_, lead_in = self.statements.of(node) or (None,)
        if lead_in is None or not lead_in.is_lead_in:
            return []
        led = [lead_in]
        for child in node.children:
            below = self.statements.of(child)
            if child.children or any(self._addressed([statement], child) for statement in below[:1]):
                return []
            led += [replace(s, lead_ins=((lead_in.start, lead_in.end), *s.lead_ins)) for s in below]
        found = self._addressed(led, node)
        return [] if found is None else [found]

    def _addressed(self, statements: Sequence[Statement], node: Node, *, marked: bool = False) -> Assignment | None:
        """The assignment of a run of statements whose first one begins with its addressee."""
        words = self.text.reading[statements[0].start : statements[0].end]
        if self.duties.closing.match(words):
            return None
        when = self.duties.when.match(words)
        begun = when.end() if when else 0
        addressees = self.bodies.addressees(words[begun:])
        if addressees is None:
            return None
        if marked and ":" not in words[begun + addressees.end : begun + addressees.rest]:
            return None
        statements = self.without_closing(list(statements), addressees)
        named = ":" in words[begun + addressees.end : begun + addressees.rest]
        begins = statements[0].start
        stated_in: StatedIn = "heading" if named else "sentence"
        return self.tasks.gather(node, addressees, statements, begins, begun + addressees.rest, stated_in)

    def without_closing(self, statements: list[Statement], addressees: Addressees) -> list[Statement]:
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
        if self.duties.closing.match(words):
            return True
        mentions = self.bodies.mentions(words[:200])
        if not mentions or mentions[0].start > 12:
            return False
        return not any(a.key in names for a in mentions[0].agencies)
