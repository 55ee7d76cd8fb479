"""A plan's summary in Markdown: what it is, its targets, duties, times and money, what it cites, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..models import Agency, Assignment, Plan, Target
from .cells import escape
from .wording import Language, comparison_words, order_doubts, plan_facts, plan_words, say_date, say_measure, say_when


def to_markdown(plan: Plan, language: Language = "vi") -> str:
    """The summary of a plan; parts that the plan has not are left out."""
    words = comparison_words()[language] | plan_words()[language]
    parts = (
        [f"- **{words[key]}**: {escape(value)}" for key, value in plan_facts(plan, language)],
        _targets("targets", plan.targets, words, language),
        _targets("commitments", plan.commitments, words, language),
        _assignments(plan.assignments, words, language),
        _list(
            "milestones", ((say_when(m, language) or words[f"{m.kind}_kind"], m.text) for m in plan.milestones), words
        ),
        _list(
            "funding",
            (("; ".join(say_measure(amount, language) for amount in f.amounts), f.text) for f in plan.funding),
            words,
        ),
        _list("citations", ((c.number, words[f"relation_{c.relation}"]) for c in plan.citations), words),
        _list("issues", ((issue.code, issue.message) for _, issue in order_doubts(plan)), words),
    )
    title = f"# {escape(plan.metadata.title or plan.source.name)}"
    return "\n\n".join([title, *("\n".join(part) for part in parts if part)]) + "\n"


def to_markdowns(plans: Iterable[Plan], language: Language = "vi") -> str:
    """The summaries of plans, one under another."""
    return "\n".join(to_markdown(plan, language) for plan in plans)


def _targets(key: str, targets: Sequence[Target], words: dict[str, str], language: Language) -> list[str]:
    lines = []
    for target in targets:
        measures = "; ".join(say_measure(measure, language) for measure in target.measures)
        deadlines = dict.fromkeys(
            say_date(measure.deadline, language) for measure in target.measures if measure.deadline
        )
        lines.append(
            (target.section or "", target.text, measures or words["qualitative"], ", ".join(map(str, deadlines)))
        )
    return _table(words[key], ("section", "target", "value", "deadline"), lines, words)


def _assignments(assignments: Sequence[Assignment], words: dict[str, str], language: Language) -> list[str]:
    lines = []
    for assignment in assignments:
        doers = _names(assignment.agencies)
        for task in assignment.tasks:
            when = say_date(task.deadline, language) or task.time_text or ""
            lines.append((assignment.section or "", _names(task.agencies) or doers, task.text, when))
        if not assignment.tasks:
            lines.append((assignment.section or "", doers, "", ""))
    return _table(words["assignments"], ("section", "doer", "task", "deadline"), lines, words)


def _table(title: str, heads: tuple[str, ...], lines: Sequence[tuple[str, ...]], words: dict[str, str]) -> list[str]:
    if not lines:
        return []
    head = " | ".join(words[head] for head in heads)
    rows = [f"| {' | '.join(escape(cell) for cell in line)} |" for line in lines]
    return [f"## {title}", "", f"| {head} |", "|---" * len(heads) + "|", *rows]


def _list(key: str, entries: Iterable[tuple[str, str]], words: dict[str, str]) -> list[str]:
    lines = [f"- **{escape(name)}**: {escape(told)}" if name else f"- {escape(told)}" for name, told in entries]
    return [f"## {words[key]}", "", *lines] if lines else []


def _names(agencies: Iterable[Agency]) -> str:
    return "; ".join(agency.name for agency in agencies)
