"""The comparison as the contract gives it: baseline measures as rows, plans as columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import Field

from .base import Agency, Confirmed, Evidence, Model, unless_empty
from .content import Every, Funding, Measure, Role, Target
from .frames import Library, make_frame
from .notebook import draw_comparison, tell_comparison
from .plan import Metadata, Plan

if TYPE_CHECKING:
    import pandas
    import polars

Status = Literal["equal", "higher", "lower", "not_due", "changed", "qualitative", "missing", "other_period", "unread"]
STATUSES: tuple[Status, ...] = get_args(Status)

Remark = Literal[
    "annual",
    "not_due",
    "earlier_deadline",
    "later_deadline",
    "no_deadline",
    "other_level",
    "other_comparator",
    "other_unit",
    "other_frequency",
    "change_against_level",
    "opposed",
    "now_quantified",
    "shared",
    "by_words",
    "in_commitments",
    "in_aims",
    "in_tasks",
    "in_annex",
    "neither_better",
    "implied",
    "by_hand",
    "corrected",
    "unreviewed",
    "likely",
    "doubtful",
]
"""What a reader must know beside the status; see docs/contract.md, Comparison."""


FoundIn = Literal["targets", "aims", "commitments", "tasks"]
"""Where an answer stands: the targets; the aims (mục tiêu); with a figure elsewhere; without one elsewhere."""


class Answer(Model):
    """The statement of a plan that answers a measure, with all that a reader needs to find it.

    `section_title` joins the titles above the statement with ` › `; `page` is None where the format has no pages;
    `deadline` is the measure's, or the latest of the statement's measures. `lead` is the statement's own, else that
    of the task that speaks of the same thing: `lead_from` tells which, `lead_evidence` where the task stands.
    """

    text: str
    section: str
    section_title: str | None = None
    page: int | None = None
    lead: tuple[Agency, ...] = ()
    lead_from: Literal["target", "task", "annex"] | None = None
    lead_evidence: Evidence | None = None
    support: tuple[Agency, ...] = ()
    deadline: str | None = None
    evidence: Evidence


class Nearest(Model):
    """The best candidate for a target that a plan leaves out, and why it was not taken.

    `why`: `words` (too few words in common), `action` (something else is to happen), `kind` (another kind of value),
    `taken` (it answers another target better), `figureless` (a statement without a figure that holds too few words),
    `forbidden` (a person decided that nothing answers the target).
    """

    text: str
    target: str | None = None
    measure: Measure | None = None
    score: float
    why: Literal["words", "action", "kind", "taken", "figureless", "forbidden"]
    found_in: FoundIn
    section: str | None = None
    page: int | None = None


class Decision(Model):
    """What a person decided about a pair (`--pairs`): who, and why."""

    by: str
    why: str = ""


class Reason(Model):
    """Why two measures were paired: the words they share that weighed most, and the parts of the score, 0 to 1.

    `topic` is None where one of the two stands under no titled section.
    """

    words: tuple[str, ...] = ()
    subject: float
    action: float
    kind: float
    topic: float | None = None


class Cell(Model):
    """What one plan says to one measure of the baseline.

    `delta` is the plan's value less the baseline's, in the unit of the baseline's measure (and over its period where
    it is a frequency); None where the two cannot be ranked. `remarks` say what the status alone would hide. `status`:
    `not_due` is a value below the baseline's that is due earlier (of an annual plan, or an earlier milestone);
    `missing` means that the plan was read and says nothing of it (`nearest` is what came closest); `unread` that no
    statement of the plan could be read; `other_period` that the plan covers other years. `interpolated` is what the
    baseline's own milestones give, on a straight line, for the year of the plan's figure: a remark, never a judgement.
    The remark `likely` tells that the answer has few words in common with the target and is to be checked; `doubtful`,
    of a target that is `missing`, that `nearest` may answer it after all; their `score` is the chance that it does.
    """

    status: Status
    target: str | None = None
    measure: Measure | None = None
    delta: float | None = None
    score: float = 0.0
    found_in: FoundIn | None = None
    remarks: tuple[Remark, ...] = ()
    reason: Reason | None = None
    answer: Answer | None = None
    nearest: Nearest | None = None
    decided: Decision | None = None
    interpolated: float | None = None
    reviewed: Confirmed | None = unless_empty(None)


class Row(Model):
    """One target measure of the baseline; `measure` is None where the target is qualitative.

    `id` is the target's id and the number of the measure in it (`T3#2`), `position` the target's place among the
    baseline's targets from 0, `topic` the title of the section it stands under, `clause` the part of the target's text
    that states this measure (all of it where the target has one clause). `sure` and `sources` tell how well a baseline
    known in part is known (StoredBaseline). `series` are the ids of all rows of a target with several milestones, in
    the order of their years; empty for any other.
    """

    id: str
    target: Target
    measure: Measure | None
    position: int
    topic: str | None = None
    clause: str = ""
    page: int | None = None
    sure: str | None = None
    sources: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()


class AddedMeasure(Model):
    """A measure of a plan that answers nothing in the baseline; its target may answer by another measure."""

    target: str
    text: str
    measure: Measure


class ComparisonNote(Model):
    """What a reader of the whole comparison must know. `plan` is the column it is about, None for all of it."""

    code: Literal[
        "partial_baseline",
        "annual_plan",
        "other_period",
        "no_baseline",
        "no_targets",
        "other_subject",
        "unread",
        "other_better",
        "by_hand",
        "left_targets",
        "unreviewed",
    ]
    message: str
    message_en: str
    plan: int | None = None


class AreaLead(Model):
    """An agency that leads in a task area, with the words that say so; `via` tells where they stand. `partners` work
    with it, `overseers` watch over it; `deadline` and `every` are those of the task."""

    agency: Agency
    text: str
    via: Literal["target", "assignment"]
    partners: tuple[Agency, ...] = ()
    overseers: tuple[Agency, ...] = ()
    deadline: str | None = None
    every: str | None = None
    evidence: Evidence


class Area(Model):
    """A task area: a titled section of targets or tasks, and the agencies that lead in it.

    `section` is None where the plan compared has no such area.
    """

    title: str
    section: str | None
    leads: tuple[AreaLead, ...] = ()


class Appointment(Model):
    """A deadline or a date of reporting, as the plan's milestones state it."""

    text: str
    kind: Literal["deadline", "report", "review", "event"]
    date: str | None = None
    every: Every | None = None
    day: int | None = None
    recurring: bool = False
    responsible: tuple[str, ...] = ()
    prepared_by: tuple[str, ...] = ()
    recipient: str | None = None
    via: str | None = None
    page: int | None = None
    evidence: Evidence


class Overview(Model):
    """A plan beyond its targets.

    `roles` are the kinds of section it has, `roles_absent` those that the baseline has and it has not, `areas` one
    entry for each area of the baseline (of the plan itself where there is no baseline), `citations_shared` those that
    the baseline cites too.
    """

    roles: tuple[Role, ...] = ()
    roles_absent: tuple[Role, ...] = ()
    areas: tuple[Area, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    funding: tuple[Funding, ...] = ()
    citations: tuple[str, ...] = ()
    citations_shared: tuple[str, ...] = ()


class Standing(Model):
    """How one plan stands over all rows of a comparison; None where nothing can be said.

    `coverage`: the share of the baseline's targets that the plan answers, with a figure or without one, 0 to 100
    (targets alone, not rows). `ambition`: the mean over the rows that can be ranked of how near the plan's value
    comes to the baseline's, 0 to 100 (docs/comparison.md); `ranked` their number. `rank`: the place by ambition, then
    coverage, from 1; two alike share one. `region`: the socio-economic region of the plan's province,
    `province_today` the province that it belongs to now.
    """

    coverage: float | None = None
    ambition: float | None = None
    ranked: int = 0
    rank: int | None = None
    region: str | None = None
    province_today: str | None = None


class PlanGroup(Model):
    """Plans of one socio-economic region, or of one of today's provinces, side by side.

    `name`: None for plans whose province is not known. `plans`: their columns. `coverage`, `ambition`: the mean of
    theirs, as far as they have one.
    """

    name: str | None
    plans: tuple[int, ...]
    coverage: float | None = None
    ambition: float | None = None


class Comparison(Model):
    """Baseline and plans side by side.

    `rows`: one for each measure of the baseline's targets, in its order; `statements`: the same for its targets
    without a figure. `extra` holds, for each plan, its targets that answer none of the baseline's; `added` its measures
    that answer none. `names` are short labels of the plans, each different. `partial`: the baseline is known only in
    part, so `extra` is no finding. `standings` tell for each plan how much it answers and how ambitious it is;
    `groups` the same for the plans of a region or province, where grouping was asked for.
    Without a baseline (`baseline` is None) the rows are indicators that several plans have in common, and the line to
    judge by is the plan with the middle value.
    """

    schema_version: Literal["1.0"] = "1.0"
    baseline: Metadata | None
    baseline_name: str | None = None
    partial: bool = False
    plans: tuple[Metadata, ...]
    names: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    statements: tuple[Row, ...] = ()
    extra: tuple[tuple[Target, ...], ...] = ()
    added: tuple[tuple[AddedMeasure, ...], ...] = ()
    notes: tuple[ComparisonNote, ...] = ()
    baseline_overview: Overview | None = None
    overviews: tuple[Overview, ...] = ()
    standings: tuple[Standing, ...] = ()
    groups: tuple[PlanGroup, ...] = unless_empty(())

    def __repr__(self) -> str:
        return tell_comparison(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows, a column a plan."""
        return draw_comparison(self)

    def all_rows(self) -> tuple[Row, ...]:
        """Rows and statements in the baseline's order, without those that only repeat one of the body."""
        rows = sorted((*self.rows, *self.statements), key=lambda row: row.position)
        return tuple(row for row in rows if row.target.same_as is None)

    def counts(self, plan: int) -> dict[Status, int]:
        """How often each status occurs for one plan, over `all_rows()`; every status is a key."""
        found = dict.fromkeys(STATUSES, 0)
        for row in self.all_rows():
            found[row.cells[plan].status] += 1
        return found

    def fails(self, statuses: frozenset[Status] | set[Status]) -> tuple[tuple[Row, int], ...]:
        """Rows and plans whose status is one of `statuses`: what `--fail-on` reports. What is `missing` with a doubt is
        held against nobody."""
        return tuple(
            (row, plan)
            for row in self.all_rows()
            for plan, cell in enumerate(row.cells)
            if cell.status in statuses and "doubtful" not in cell.remarks
        )

    def records(self) -> Iterator[dict[str, Any]]:
        """One flat record for each row and plan, keys always the same: what tables and frames are made of."""
        standings = self.standings or (None,) * len(self.plans)
        for row in self.all_rows():
            for name, meta, cell, standing in zip(self.names, self.plans, row.cells, standings, strict=True):
                yield _record(row, name, meta, cell, standing)

    def to_frame(self, library: Library = "auto") -> pandas.DataFrame | polars.DataFrame:
        """The records as a data frame, one row for each baseline measure and plan.

        `auto` takes polars where it is installed, else pandas. Raises ImportError where the library is missing.
        """
        return make_frame(self.records(), RECORD_TYPES, library)


class Certainty(Model):
    """How surely a target of a baseline is known: `sure` is `quoted` (a source on the document itself gives the
    words) or
    `ministry` (only the ministry's plan for carrying it out does); `sources` where from; `note` what is doubtful."""

    sure: Literal["quoted", "ministry"]
    sources: tuple[str, ...]
    note: str | None = None


class StoredBaseline(Model):
    """A baseline kept as a file beside what is known about it.

    `partial`: the document was not to be had whole; `note` says what is established and how, `sources` where from,
    `certainty` how surely each target is known, by its id.
    """

    partial: bool
    note: str
    sources: tuple[str, ...] = ()
    certainty: dict[str, Certainty] = Field(default_factory=dict)
    plan: Plan


RECORD_TYPES: dict[str, type] = {
    "row": str,
    "topic": str,
    "baseline_section": str,
    "baseline_text": str,
    "baseline_clause": str,
    "baseline_comparator": str,
    "baseline_low": float,
    "baseline_high": float,
    "baseline_unit": str,
    "baseline_subject": str,
    "baseline_per": str,
    "baseline_direction": str,
    "baseline_deadline": str,
    "baseline_page": int,
    "baseline_better": str,
    "baseline_sure": str,
    "baseline_sources": str,
    "plan": str,
    "plan_number": str,
    "plan_issuer": str,
    "plan_province": str,
    "status": str,
    "delta": float,
    "score": float,
    "found_in": str,
    "target": str,
    "comparator": str,
    "low": float,
    "high": float,
    "unit": str,
    "subject": str,
    "per": str,
    "direction": str,
    "deadline": str,
    "lead": str,
    "section": str,
    "section_title": str,
    "page": int,
    "text": str,
    "remarks": str,
    "words": str,
    "lead_from": str,
    "nearest": str,
    "nearest_score": float,
    "nearest_why": str,
    "decided_by": str,
    "decided_why": str,
    "interpolated": float,
    "coverage": float,
    "ambition": float,
    "region": str,
    "province_today": str,
    "support": str,
}
"""The columns of `Comparison.records()` and their types; a value that is not stated is None."""


def _record(row: Row, name: str, meta: Metadata, cell: Cell, standing: Standing | None) -> dict[str, Any]:
    base, found, answer = row.measure, cell.measure, cell.answer
    return {
        "row": row.id,
        "topic": row.topic,
        "baseline_section": row.target.section,
        "baseline_text": row.target.text,
        "baseline_clause": row.clause or row.target.text,
        **_figures(base, "baseline_"),
        "baseline_page": row.page,
        "baseline_better": base.better if base else None,
        "baseline_sure": row.sure,
        "baseline_sources": "; ".join(row.sources) or None,
        "plan": name,
        "plan_number": meta.number,
        "plan_issuer": meta.issuer.name if meta.issuer else None,
        "plan_province": meta.province.name if meta.province else None,
        "status": cell.status,
        "delta": cell.delta,
        "score": cell.score,
        "found_in": cell.found_in,
        "target": cell.target,
        **_figures(found, ""),
        "lead": "; ".join(agency.name for agency in answer.lead) or None if answer else None,
        "section": answer.section if answer else None,
        "section_title": answer.section_title if answer else None,
        "page": answer.page if answer else None,
        "text": answer.text if answer else None,
        "remarks": "; ".join(cell.remarks) or None,
        "words": "; ".join(cell.reason.words) or None if cell.reason else None,
        "lead_from": answer.lead_from if answer else None,
        "nearest": cell.nearest.text if cell.nearest else None,
        "nearest_score": cell.nearest.score if cell.nearest else None,
        "nearest_why": cell.nearest.why if cell.nearest else None,
        "decided_by": cell.decided.by if cell.decided else None,
        "decided_why": cell.decided.why if cell.decided else None,
        "interpolated": cell.interpolated,
        "coverage": standing.coverage if standing else None,
        "ambition": standing.ambition if standing else None,
        "region": standing.region if standing else None,
        "province_today": standing.province_today if standing else None,
        "support": "; ".join(agency.name for agency in answer.support) or None if answer else None,
    }


def _figures(measure: Measure | None, prefix: str) -> dict[str, Any]:
    names = ("comparator", "low", "high", "unit", "subject", "per", "direction", "deadline")
    return {prefix + name: getattr(measure, name) if measure else None for name in names}
