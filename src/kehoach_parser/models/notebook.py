"""How a plan and a comparison show themselves in an interpreter and in a notebook: one line, and a small table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from .figures import describe_measure

if TYPE_CHECKING:
    from .comparison import Comparison
    from .content import Measure
    from .plan import Plan

_MOST = 12
"""Rows of the table; how many more there are stands below it."""
_WORDS = 160
"""Characters of a statement."""


def tell_plan(plan: Plan) -> str:
    """`<Plan 268/KH-UBND, Ủy ban nhân dân thành phố Hải Phòng, 2021-12-01: 12 targets, 18 assignments, 1 issue>`."""
    meta = plan.metadata
    head = [meta.number or plan.source.name, meta.issuer.name if meta.issuer else None, meta.issued]
    counts = (("target", plan.targets), ("assignment", plan.assignments), ("issue", plan.issues))
    said = ", ".join(_count(name, len(found)) for name, found in counts)
    return f"<Plan {', '.join(part for part in head if part)}: {said}>"


def tell_comparison(comparison: Comparison) -> str:
    """`<Comparison with 1629/QĐ-TTg: 13 rows, 5 plans (Hà Nội, Hải Phòng, …)>`."""
    line = comparison.baseline_name or (comparison.baseline.number if comparison.baseline else None)
    names = ", ".join(comparison.names[:3]) + (", …" if len(comparison.names) > 3 else "")
    rows, plans = _count("row", len(comparison.all_rows())), _count("plan", len(comparison.plans))
    return f"<Comparison{f' with {line}' if line else ''}: {rows}, {plans} ({names})>"


def draw_plan(plan: Plan) -> str:
    """The head of a plan and its first targets as HTML."""
    meta = plan.metadata
    issuer = meta.issuer.name if meta.issuer else ""
    head = " · ".join(escape(part) for part in (meta.number, issuer, meta.issued) if part)
    rows = [(t.id, t.section or "", t.text, "; ".join(map(_value, t.measures))) for t in plan.targets]
    title = f"<p><b>{escape(meta.title or plan.source.name)}</b><br>{head}<br>{escape(tell_plan(plan))}</p>"
    return title + _table(("", "section", "target", "values"), rows)


def draw_comparison(comparison: Comparison) -> str:
    """The first rows of a comparison, a column a plan with status and value, as HTML."""
    rows = [
        (row.target.text, *(f"{cell.status} {_value(cell.measure) if cell.measure else ''}" for cell in row.cells))
        for row in comparison.all_rows()
    ]
    return f"<p><b>{escape(tell_comparison(comparison))}</b></p>" + _table(("target", *comparison.names), rows)


def _count(name: str, count: int) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _value(measure: Measure) -> str:
    return describe_measure(measure) + (f" ({measure.deadline})" if measure.deadline else "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cut texts, everything escaped."""
    every = list(rows)
    shown = "".join(
        "<tr>" + "".join(f"<td>{escape(cell[:_WORDS])}{'…' * (len(cell) > _WORDS)}</td>" for cell in row) + "</tr>"
        for row in every[:_MOST]
    )
    more = f"<p>… {len(every) - _MOST} more</p>" if len(every) > _MOST else ""
    return f"<table><tr>{''.join(f'<th>{escape(name)}</th>' for name in head)}</tr>{shown}</table>{more}"
