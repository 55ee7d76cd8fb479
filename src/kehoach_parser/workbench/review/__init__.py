"""Review (rà soát): a draft's faults of form and content before it is signed. Sees the contract's values only."""

from __future__ import annotations

from ...models import Comparison, Plan
from .content import check_bare_figures, check_bodies, check_reports, check_sums, check_targets, check_tasks
from .form import check_components, check_date, check_number, check_order, check_signature
from .numbering import check_numbering
from .programme import check_programme
from .references import check_annexes, check_citations
from .rulebook import rules
from .silences import Silence, read_silences, without
from .values import SEVERITIES, Finding, Rule, Severity

__all__ = ["SEVERITIES", "Finding", "Rule", "Severity", "Silence", "check", "read_silences", "rules", "without"]

CHECKS = (
    check_components,
    check_order,
    check_number,
    check_date,
    check_signature,
    check_numbering,
    check_citations,
    check_annexes,
    check_targets,
    check_tasks,
    check_reports,
    check_sums,
    check_bare_figures,
    check_bodies,
)
"""In the order in which a reader of the draft meets them."""


def check(plan: Plan, comparison: Comparison | None = None) -> tuple[Finding, ...]:
    """The findings about a plan, each once. `comparison`: of the programme with this plan alone."""
    found = [finding for rule in CHECKS for finding in rule(plan)]
    if comparison is not None:
        found += check_programme(comparison)
    return tuple(dict.fromkeys(found))
