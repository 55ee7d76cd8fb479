"""One self-contained HTML page of a plan: its text with what was extracted marked and linked.

The page loads nothing, runs without a network, and its content security policy forbids both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..models import Plan
from .annotations import collect_marks, cut_lines, name
from .blank import make_templates
from .page_pictures import Picture, first_page_marks, frames
from .summary import describe_measure
from .wording import Language, comparison_words, order_doubts, plan_facts, plan_words, say_date, say_when

if TYPE_CHECKING:
    from ..workbench.review import Finding


def render_page(
    plan: Plan,
    *,
    language: Language = "vi",
    pictures: Sequence[Picture] = (),
    findings: Sequence[Finding] | None = None,
) -> str:
    """The page as HTML. A plan without its text (`--no-text`) gives the lists alone.

    `pictures`: the pages of the PDF, shown beside the text with what was found framed. `findings`: what the review of
    a draft found, listed first and marked in the text; None where it was not asked for.
    """
    environment = make_templates()
    environment.filters["measure"] = describe_measure
    environment.filters["date"] = lambda date: say_date(date, language)
    environment.filters["when"] = lambda milestone: say_when(milestone, language)
    environment.globals["name"] = name
    marks = collect_marks(plan, findings or ())
    return environment.get_template("view.html").render(
        plan=plan,
        words=comparison_words()[language] | plan_words()[language],
        language=language,
        lines=cut_lines(plan.text or "", marks, first_page_marks(plan)),
        pictures=[(picture, frames(plan, picture)) for picture in pictures],
        drawn={picture.page for picture in pictures},
        agencies={mark.id: mark.note for mark in marks if mark.kind == "agency"},
        marked={mark.id for mark in marks},
        doubts=order_doubts(plan),
        facts=plan_facts(plan, language),
        findings=findings,
    )


def section_anchor(plan: Plan, section: str | None, attachment: str | None = None) -> str | None:
    """Where a section stands on the page; None where it has no place of its own."""
    if section is None:
        return None
    if attachment is None:
        return name("s", section)
    places = [place for place, one in enumerate(plan.attachments) if one.label == attachment]
    return name(name("x", places[0]), section) if places else None
