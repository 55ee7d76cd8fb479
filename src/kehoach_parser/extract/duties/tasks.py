"""The tasks of an assignment: statements become tasks of the bodies they are addressed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from ...language.spaces import on_one_line
from ...lexicon import doers
from ...lexicon.doers import DoerWords
from ...models import Agency, Assignment, Task
from ...structure.values import Node, Text
from ..agencies import Addressees
from ..statements import Statement
from .bodies import Bodies, shared_title
from .inherited import time_above
from .roles import TaskRoles
from .terms import read_term
from .times import read_task_times

StatedIn = Literal["heading", "sentence"]


class Tasks:
    """Makes assignments of statements; `on`: the day of the plan."""

    def __init__(self, text: Text, bodies: Bodies, on: date | None) -> None:
        self.text = text
        self.bodies = bodies
        self.on = on
        self.doers: DoerWords = doers.load()

    def gather(
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

    def _tasks(
        self, statement: Statement, addressees: Addressees, behind: int, stated_in: StatedIn = "heading"
    ) -> list[Task]:
        words = self.text.reading[statement.start : statement.end]
        lowered = self.text.small(statement.start, statement.end)
        roles = self.bodies.roles(words, behind, lowered)
        governing = self._governing(statement)
        tasks: list[Task] = []
        above = time_above(self.text, statement)
        for piece in roles.pieces:
            inherits = governing is not None and piece.role == "implement" and not piece.partners
            start, end = statement.start + piece.start, statement.start + piece.end
            evidence = self.text.evidence(start, end)
            times = read_task_times(words[piece.start : piece.end], lowered[piece.start : piece.end])
            term = read_term(words, piece.start, piece.end, times, self.on)
            if above is not None and not (times.text or term):
                times, term = above, above.deadline
            others = tuple(a for a in piece.agencies if a.key not in {b.key for b in addressees.agencies})
            tasks.append(
                Task(
                    text=on_one_line(evidence.quote),
                    role=governing.role if governing is not None and inherits else piece.role,
                    agencies=piece.agencies if others or len(addressees.agencies) > 1 else (),
                    partners=governing.partners if governing is not None and inherits else piece.partners,
                    deadline=term,
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
            shared = shared_title(statement.headings[-1]) if statement.headings else None
            return TaskRoles("lead", self.bodies.agencies(shared["support"]), ()) if shared else None
        start, end = statement.lead_ins[-1]
        roles = self.bodies.roles(self.text.reading[start:end])
        return roles if roles.role != "implement" else None

    def tell(
        self,
        statement: Statement,
        node: Node,
        agencies: tuple[Agency, ...],
        said: str,
        role: str | None,
        task_words: str,
    ) -> Assignment:
        """The assignment of a statement to bodies that its own words name; `said`: the words about their parts."""
        listed = self.bodies.roles(said)
        supported = self.doers.supported.search(said)
        partners = self.bodies.agencies(supported["who"]) if supported else listed.partners
        names = {agency.name for agency in agencies}
        partners = tuple(p for p in partners if p.name not in names)
        evidence = self.text.evidence(statement.start, statement.end)
        words = self.text.reading[statement.start : statement.end]
        times = read_task_times(words)
        term = read_term(words, 0, len(words), times, self.on)
        above = time_above(self.text, statement)
        if above is not None and not (times.text or term):
            times, term = above, above.deadline
        task = Task(
            text=on_one_line(task_words) if task_words else evidence.quote,
            role=role or listed.role,  # type: ignore[arg-type]
            partners=partners,
            deadline=term,
            every=times.every,  # type: ignore[arg-type]
            time_text=times.text,
            stated_in="sentence",
            evidence=evidence,
        )
        return Assignment(id="", section=node.id or None, agencies=agencies, tasks=(task,), evidence=evidence)
