"""Who leads in what a statement promises, where the statement itself names nobody: the task that speaks of the same."""

from __future__ import annotations

import itertools
import re

from ..models import Agency, Answer, Plan, Task
from .features import Item
from .vocabulary import Context, spell_out

LEAST_SHARED = 0.6
"""A task speaks of the same thing where it holds this share of the statement's phrases."""
LEAST_PHRASES = 2
_SYLLABLE = re.compile(r"[^\W\d_]+")


class Leads:
    """The tasks of a plan with their phrases, read when a lead is first looked for."""

    def __init__(self, plan: Plan, context: Context) -> None:
        self._plan, self._context = plan, context
        self._tasks: list[tuple[frozenset[str], tuple[Agency, ...], Task, bool]] | None = None

    def _read(self) -> list[tuple[frozenset[str], tuple[Agency, ...], Task, bool]]:
        if self._tasks is None:
            labels = tuple(attachment.label for attachment in self._plan.attachments)
            self._tasks = [
                (
                    _phrases(spell_out(task.text, self._context)),
                    task.agencies or assignment.agencies,
                    task,
                    bool(labels) and (assignment.section or "").startswith(labels),
                )
                for assignment in self._plan.assignments
                for task in assignment.tasks
                if assignment.agencies or task.agencies
            ]
        return self._tasks

    def complete(self, answer: Answer, item: Item) -> Answer:
        """The answer with the lead of the task that speaks of the same thing; unchanged where no task does."""
        own = _phrases(spell_out(answer.text, self._context)) & {word for word in item.action.weights if " " in word}
        if len(own) < LEAST_PHRASES:
            return answer
        best: tuple[float, bool, int] | None = None
        for index, (phrases, _, task, _) in enumerate(self._read()):
            share = len(own & phrases) / len(own)
            rank = (share, task.role == "lead", -index)
            if share >= LEAST_SHARED and (best is None or rank > best):
                best = rank
        if best is None:
            return answer
        _, agencies, task, in_annex = self._read()[-best[2]]
        return answer.model_copy(
            update={
                "lead": agencies,
                "lead_from": "annex" if in_annex else "task",
                "lead_evidence": task.evidence,
                "support": answer.support or task.partners,
            }
        )


def _phrases(text: str) -> frozenset[str]:
    words = _SYLLABLE.findall(text.lower())
    return frozenset(f"{one} {other}" for one, other in itertools.pairwise(words))
