"""A plan's summary as a Word file: what is doubtful first, then what the plan is, its targets, duties, times and money.

Each entry says the section and page it stands in; the words that state a figure are a comment at it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..models import Agency, Evidence, Plan, Section, Target, Task
from .paper import Paper
from .wording import Language, comparison_words, order_doubts, plan_facts, plan_words, say_date, say_measure, say_when

AUTHOR = "kehoach parse"
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_QUOTE = 600
_SIZE = 11.0


def plan_word(plans: Sequence[Plan], *, language: Language = "vi", template: bytes | None = None) -> bytes:
    """The summaries of plans, each on pages of its own; the same plans give the same bytes.

    `template`: a Word file whose styles, head, foot it takes. Raises ValueError where it cannot be opened.
    """
    words = comparison_words()[language] | plan_words()[language]
    title = (plans[0].metadata.title or plans[0].source.name) if len(plans) == 1 else words["letter_summaries"]
    paper = Paper(title=title, author=AUTHOR, language=language, template=template)
    if language == "vi":
        paper.letterhead(words)
    for place, plan in enumerate(plans):
        _Writer(paper, plan, language, words).write(new_page=place > 0)
    if language == "vi":
        paper.foot(words)
    return paper.save()


class _Writer:
    """Writes the parts of one plan's summary in order; parts that the plan has not are left out."""

    def __init__(self, paper: Paper, plan: Plan, language: Language, words: dict[str, str]) -> None:
        self.paper, self.plan, self.language, self.words = paper, plan, language, words
        self.titles = 0

    def write(self, *, new_page: bool) -> None:
        plan, words = self.plan, self.words
        kind = self.paper.title(words["letter_summary"], plan.metadata.title or plan.source.name)
        kind.paragraph_format.page_break_before = new_page or None
        self._counts()
        parts: tuple[tuple[str, Sequence[object], Callable[[], None]], ...] = (
            ("issues", plan.issues, self._doubts),
            ("about", (plan,), self._metadata),
            ("targets", plan.targets, lambda: self._targets(plan.targets)),
            ("commitments", plan.commitments, lambda: self._targets(plan.commitments)),
            ("assignments", plan.assignments, self._assignments),
            ("milestones", plan.milestones, self._milestones),
            ("funding", plan.funding, self._funding),
            ("citations", plan.citations, self._citations),
        )
        for key, things, part in parts:
            if things:
                self.paper.heading(f"{NUMERALS[self.titles]}. {words[key]}", 1)
                self.titles += 1
                part()
        self.paper.paragraph("")

    # --- parts -------------------------------------------------------------------------------------------------

    def _counts(self) -> None:
        plan, words = self.plan, self.words
        own = [target for target in plan.targets if target.same_as is None]
        told = words["sum_plan"].format(
            targets=len(own),
            figures=sum(target.kind == "quantitative" for target in own),
            commitments=len(plan.commitments),
            assignments=len(plan.assignments),
            tasks=sum(len(assignment.tasks) for assignment in plan.assignments),
            milestones=len(plan.milestones),
            funding=len(plan.funding),
        )
        if repeated := len(plan.targets) - len(own):
            told += " " + words["sum_repeated"].format(rows=repeated)
        self.paper.paragraph(told)
        doubts = words["sum_doubts"].format(doubts=len(plan.issues)) if plan.issues else words["sum_sure"]
        self.paper.paragraph(doubts, bold=bool(plan.issues))

    def _doubts(self) -> None:
        """Doubts of the same words stand once, with all their places."""
        places: dict[str, list[Evidence]] = {}
        for _, issue in order_doubts(self.plan):
            places.setdefault(issue.message, []).extend([issue.evidence] if issue.evidence else [])
        for message, found in places.items():
            where = list(dict.fromkeys(filter(None, (self._where(_section_at(self.plan, e), e) for e in found))))
            paragraph = self.paper.paragraph(message + (f" ({'; '.join(where)})" if where else ""), style="List Bullet")
            if found:
                self.paper.comment(paragraph, "\n".join(dict.fromkeys(_quote(evidence) for evidence in found[:5])))

    def _metadata(self) -> None:
        table = self.paper.table([self.words["fact"], self.words["stated"]], widths=(50, 115))
        for key, value in plan_facts(self.plan, self.language):
            self.paper.row(table, [self.words[key], value])

    def _targets(self, targets: Sequence[Target]) -> None:
        words = self.words
        heads = ["#", words["target"], words["value"], words["deadline"], words["place"]]
        table = self.paper.table(heads, widths=(9, 77, 32, 21, 26))
        numbers = {target.id: number for number, target in enumerate(targets, 1)}
        for number, target in enumerate(targets, 1):
            deadlines = (say_date(measure.deadline, self.language) for measure in target.measures)
            cells = self.paper.row(
                table,
                [
                    str(number),
                    target.text,
                    "",
                    "; ".join(dict.fromkeys(filter(None, deadlines))),
                    self._where(target.section, target.evidence),
                ],
            )
            if target.same_as in numbers:
                told = words["repeats"].format(number=numbers[target.same_as])
                self.paper.fill(cells[1], told, more=True, italic=True, size=_SIZE)
            for role, agencies in (("lead", target.lead), ("support", target.support)):
                self._note(cells[1], role, agencies)
            for index, measure in enumerate(target.measures):
                value = say_measure(measure, self.language)
                paragraph = self.paper.fill(cells[2], value, more=index > 0, size=_SIZE, bold=True)
                self.paper.comment(paragraph, _quote(measure.evidence))
            if not target.measures:
                self.paper.fill(cells[2], words["qualitative"], italic=True, size=_SIZE)

    def _assignments(self) -> None:
        words = self.words
        heads = ["#", words["doer"], words["task"], words["deadline"], words["place"]]
        table = self.paper.table(heads, widths=(9, 42, 67, 21, 26))
        for number, assignment in enumerate(self.plan.assignments, 1):
            names = _names(assignment.agencies)
            if assignment.mode == "request":
                names += f" ({words['request']})"
            for task in assignment.tasks:
                own = _names(task.agencies) or names
                where = self._where(assignment.section, task.evidence)
                cells = self.paper.row(table, [str(number), own, task.text, self._when(task), where])
                if task.role == "lead":
                    self.paper.fill(cells[1], words["lead"], more=True, italic=True, size=_SIZE)
                self._note(cells[2], "support", task.partners)
                self._note(cells[2], "overseers", task.overseers)
                if task.output:
                    self.paper.fill(cells[2], f"{words['output']}: {task.output}", more=True, italic=True, size=_SIZE)
            if not assignment.tasks:
                where = self._where(assignment.section, assignment.evidence)
                self.paper.row(table, [str(number), names, "", "", where])

    def _milestones(self) -> None:
        words = self.words
        heads = [words["when"], words["duty"], words["doer"], words["place"]]
        table = self.paper.table(heads, widths=(30, 69, 40, 26))
        for milestone in self.plan.milestones:
            who = _names(milestone.responsible)
            if milestone.recipient:
                who += f" → {milestone.recipient.name}"
            where = self._where(_section_at(self.plan, milestone.evidence), milestone.evidence)
            told = f"{words[milestone.kind + '_kind'].capitalize()}: {milestone.text}"
            self.paper.row(table, [say_when(milestone, self.language), told, who.strip(), where])

    def _funding(self) -> None:
        words = self.words
        heads = [words["money"], words["sources"], words["amount"], words["place"]]
        table = self.paper.table(heads, widths=(70, 40, 29, 26))
        for entry in self.plan.funding:
            where = self._where(_section_at(self.plan, entry.evidence), entry.evidence)
            cells = self.paper.row(table, [entry.text, "; ".join(entry.sources), "", where])
            for index, amount in enumerate(entry.amounts):
                value = say_measure(amount, self.language)
                paragraph = self.paper.fill(cells[2], value, more=index > 0, size=_SIZE, bold=True)
                self.paper.comment(paragraph, _quote(amount.evidence))

    def _citations(self) -> None:
        words = self.words
        heads = [words["number"], words["issued"], words["title"], words["relation"]]
        table = self.paper.table(heads, widths=(40, 27, 68, 30))
        for citation in self.plan.citations:
            title = ". ".join(part for part in (citation.title, citation.issuer) if part)
            issued = say_date(citation.date, self.language)
            self.paper.row(table, [citation.number, issued, title, words[f"relation_{citation.relation}"]])

    # --- pieces ------------------------------------------------------------------------------------------------

    def _note(self, cell: Any, key: str, agencies: Sequence[Agency]) -> None:
        if agencies:
            told = f"{self.words[key].capitalize()}: {_names(agencies)}"
            self.paper.fill(cell, told, more=True, italic=True, size=_SIZE)

    def _when(self, task: Task) -> str:
        return say_date(task.deadline, self.language) or task.time_text or self.words.get(f"every_{task.every}", "")

    def _where(self, section: str | None, evidence: Evidence) -> str:
        words = self.words
        annexed = section is not None and any(section.startswith(part.label) for part in self.plan.attachments)
        at = section if annexed else f"{words['section'].lower()} {section}" if section else ""
        on = f"{words['page'].lower()} {evidence.boxes[0].page}" if evidence.boxes else ""
        return ", ".join(part for part in (at, on) if part)


def _names(agencies: Sequence[Agency]) -> str:
    return "; ".join(agency.name for agency in agencies)


def _quote(evidence: Evidence) -> str:
    return f"“{' '.join(evidence.quote.split())[:_QUOTE]}”"


def _section_at(plan: Plan, evidence: Evidence) -> str | None:
    """The id of the innermost section of the body that a place stands in."""
    found: str | None = None
    sections: Sequence[Section] = plan.sections
    while inside := [s for s in sections if s.evidence.start <= evidence.start < s.evidence.end]:
        found, sections = inside[-1].id, inside[-1].children
    return found
