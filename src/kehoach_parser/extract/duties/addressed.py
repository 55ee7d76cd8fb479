"""Paragraphs and statements that begin with the body they address (*2. Giao Công an tỉnh …*, *- Sở Y tế: …*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from ...lexicon import doers
from ...lexicon.doers import DoerWords
from ...lexicon.duties import Duties
from ...models import Assignment
from ...structure.values import Node, Text
from ..agencies import Addressees
from ..statements import Statement, Statements, sentences
from .bodies import Bodies, Mode
from .tasks import StatedIn, Tasks


class Addressed:
    """Reads the assignments of addressed paragraphs and statements."""

    def __init__(self, text: Text, statements: Statements, duties: Duties, bodies: Bodies, tasks: Tasks) -> None:
        self.text = text
        self.statements = statements
        self.duties = duties
        self.bodies = bodies
        self.tasks = tasks
        self.doers: DoerWords = doers.load()

    def read_paragraph(self, node: Node, mode: Mode = "directive") -> list[Assignment]:
        """`2. Giao Công an tỉnh chủ trì …`: the body at the start of a numbered paragraph does what follows."""
        found = self._addressed(self.statements.of(node), node, mode)
        return [] if found is None else [found]

    def read_statements(self, node: Node, mode: Mode = "directive", *, marked: bool = False) -> list[Assignment]:
        """`- Sở Y tế: …`, `- Công an tỉnh chủ trì …`: statements without number that address a body each, right under
        a heading of assignments. `marked`: only where a colon stands behind the body, under any other heading."""
        groups: list[list[Statement]] = []
        for statement in self._parted(self.statements.of(node), marked):
            if statement.is_title:
                continue
            if groups and groups[-1][0].is_lead_in and statement.lead_ins:
                groups[-1].append(statement)
            else:
                groups.append([statement])
        found = (self._addressed(group, node, mode, marked=marked) for group in groups)
        return [assignment for assignment in found if assignment is not None]

    def read_led(self, node: Node, mode: Mode = "directive") -> list[Assignment]:
        """`Giao Phòng Kinh tế thực hiện các việc sau:` over numbered paragraphs: these are its tasks, unless one of
        them addresses a body itself."""
        *_, lead_in = self.statements.of(node) or (None,)
        if lead_in is None or not lead_in.is_lead_in:
            return []
        led = [lead_in]
        for child in node.children:
            below = self.statements.of(child)
            if child.children or any(self._addressed([statement], child, mode) for statement in below[:1]):
                return []
            led += [replace(s, lead_ins=((lead_in.start, lead_in.end), *s.lead_ins)) for s in below]
        found = self._addressed(led, node, mode)
        return [] if found is None else [found]

    def _parted(self, statements: Sequence[Statement], marked: bool) -> Iterator[Statement]:
        """The statements, and of a paragraph whose later sentences address bodies of their own (lines that ran into one
        another: *… công bố tọa độ. Giao Sở Tài chính bố trí …*) each such run of sentences by itself."""
        for statement in statements:
            words = self.text.reading[statement.start : statement.end]
            starts = [0]
            if not marked and statement.bullet is None and not statement.is_lead_in and not statement.is_title:
                for start, end in list(sentences(words))[1:]:
                    if self._opens(words[start:end]):
                        starts.append(start)
            for start, end in pairwise([*starts, len(words)]):
                yield (
                    replace(statement, start=statement.start + start, end=statement.start + end)
                    if starts[1:]
                    else statement
                )

    def _opens(self, sentence: str) -> bool:
        """Whether a sentence inside a paragraph begins with a body that it tells, asks or names before a colon; not
        where it says nothing but who does what stands before it."""
        if self.duties.closing.match(sentence):
            return False
        when = self.duties.when.match(sentence)
        sentence = sentence[when.end() :] if when else sentence
        addressees = self.bodies.stated(sentence) or (self.bodies.acting(sentence) if when else None)
        if addressees is None:
            return False
        if self.doers.closes_with.match(sentence, addressees.end):
            return False
        behind = sentence[addressees.end : addressees.rest]
        return ":" in behind or addressees.start == 0 or self.doers.orders.match(sentence) is not None

    def _addressed(
        self, statements: Sequence[Statement], node: Node, mode: Mode, *, marked: bool = False
    ) -> Assignment | None:
        """The assignment of a run of statements whose first one begins with its addressee."""
        words = self.text.reading[statements[0].start : statements[0].end]
        if self.duties.closing.match(words):
            return None
        when = self.duties.when.match(words)
        begun = when.end() if when else 0
        addressees = self.bodies.stated(words[begun:], mode)
        if addressees is None and not marked and "assignments" in node.roles:
            addressees = self.bodies.acting(words[begun:], mode=mode)
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
