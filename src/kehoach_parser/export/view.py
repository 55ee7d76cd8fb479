"""One self-contained HTML page of a plan: its text with what was extracted marked and linked.

The page loads nothing, runs without a network, and its content security policy forbids both.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Literal

from ..models import Plan
from .annotations import collect_marks, cut_lines, name
from .blank import PACKAGE, make_templates
from .summary import describe_measure

Language = Literal["vi", "en"]


def render_page(plan: Plan, *, language: Language = "vi") -> str:
    """The page as HTML. A plan without its text (`--no-text`) gives the lists alone."""
    environment = make_templates()
    environment.filters["measure"] = describe_measure
    environment.globals["name"] = name
    marks = collect_marks(plan)
    return environment.get_template("view.html").render(
        plan=plan,
        words=page_words()[language],
        language=language,
        lines=cut_lines(plan.text or "", marks),
        agencies={mark.id: mark.note for mark in marks if mark.kind == "agency"},
        marked={mark.id for mark in marks},
        facts=_facts(plan),
    )


def section_anchor(plan: Plan, section: str | None, attachment: str | None = None) -> str | None:
    """Where a section stands on the page; None where it has no place of its own."""
    if section is None:
        return None
    if attachment is None:
        return name("s", section)
    places = [place for place, one in enumerate(plan.attachments) if one.label == attachment]
    return name(name("x", places[0]), section) if places else None


def page_words() -> dict[str, dict[str, str]]:
    """The page's own words by language and key."""
    return tomllib.loads((files(PACKAGE) / "page" / "view_words.toml").read_text("utf-8"))


def _facts(plan: Plan) -> list[tuple[str, str]]:
    """The metadata that the plan states, as pairs of a word's key and its value."""
    meta = plan.metadata
    facts = (
        ("number", meta.number),
        ("issuer", meta.issuer.name if meta.issuer else None),
        ("issued", meta.issued),
        ("period", f"{meta.period.start}–{meta.period.end}" if meta.period else None),
        ("implements", meta.implements),
        ("signed", ", ".join(person.name for person in meta.signatories if person.name)),
        ("source", plan.source.name),
    )
    return [(key, value) for key, value in facts if value]
