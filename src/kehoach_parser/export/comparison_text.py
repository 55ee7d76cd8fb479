"""A comparison as JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io

from ..models import RECORD_TYPES, Comparison
from .cells import csv_cell, escape
from .wording import (
    SIGNS,
    Language,
    beyond_key,
    comparison_words,
    say_certainty,
    say_decision,
    say_delta,
    say_lead,
    say_measure,
    say_nearest,
    say_percent,
    say_remarks,
    say_title,
    shown_statuses,
)


def comparison_json(comparison: Comparison) -> str:
    """The comparison as the contract has it, indented, with a line break at the end."""
    return comparison.model_dump_json(indent=2) + "\n"


def comparison_csv(comparison: Comparison) -> str:
    """One line for each baseline measure and plan, the columns of `RECORD_TYPES`; empty where nothing is stated.

    Text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(RECORD_TYPES)
    for record in comparison.records():
        writer.writerow([csv_cell(value) for value in record.values()])
    return stream.getvalue()


def comparison_markdown(comparison: Comparison, *, language: Language = "vi") -> str:
    """A report to read: the counts, the matrix, then every departure with its quotes."""
    words = comparison_words()[language]
    lines = [f"# {escape(say_title(comparison, language))}", ""]
    for note in comparison.notes:
        lines.append(f"> {escape(note.message if language == 'vi' else note.message_en)}")
        lines.append(">")
    if comparison.notes:
        lines[-1] = ""
    lines += _counts(comparison, words)
    lines += _groups(comparison, words)
    lines += ["", f"## {words['matrix']}", ""]
    value = words["baseline" if comparison.baseline else "own_value"]
    lines += ["| # | " + " | ".join([words["target"], value, *map(escape, comparison.names)]) + " |"]
    lines += ["|---" * (len(comparison.names) + 3) + "|"]
    rows = comparison.all_rows()
    for number, row in enumerate(rows, 1):
        cells = [f"{SIGNS[cell.status]} {escape(say_measure(cell.measure, language))}".strip() for cell in row.cells]
        base = escape(say_measure(row.measure, language))
        lines.append(f"| {number} | {escape(row.clause or row.target.text)} | {base} | " + " | ".join(cells) + " |")
    lines += ["", f"## {words['details']}"]
    for number, row in enumerate(rows, 1):
        lines += ["", f"### {number}. {escape(say_measure(row.measure, language) or words['qualitative'])}", ""]
        where = _where(row.target.section or "", row.page, words)
        origin = words["baseline"] if comparison.baseline else words["middle_plan"]
        lines.append(f"**{origin}**{where}: {escape(row.target.text)}")
        if row.sure:
            lines.append(f"({escape(say_certainty(row, language))})")
        for name, cell in zip(comparison.names, row.cells, strict=True):
            head = f"- **{escape(name)}** {SIGNS[cell.status]} {words[cell.status]}"
            decided = say_decision(cell, language)
            if cell.answer is None:
                near = say_nearest(cell, language)
                lines.append(". ".join(part for part in (head, escape(decided), escape(near)) if part))
                continue
            told = [say_measure(cell.measure, language), say_delta(cell, row.measure), say_remarks(cell, language)]
            told += [decided, f"{words['lead']}: {lead}" if (lead := say_lead(cell.answer, language)) else ""]
            facts = "; ".join(escape(part) for part in told if part)
            place = _where(cell.answer.section, cell.answer.page, words)
            lines.append(f"{head}{' (' + facts + ')' if facts else ''}{place}: {escape(cell.answer.text)}")
    if any(comparison.extra):
        lines += ["", f"## {words[beyond_key(comparison)]}"]
        for name, extra in zip(comparison.names, comparison.extra, strict=True):
            if extra:
                lines += ["", f"### {escape(name)}", ""]
                lines += [f"- ({escape(target.section or '')}) {escape(target.text)}" for target in extra]
    return "\n".join(lines) + "\n"


def _counts(comparison: Comparison, words: dict[str, str]) -> list[str]:
    """The table of counts, coverage and ambition, a line a plan."""
    statuses = shown_statuses(comparison)
    heads = [words["plan"], *(f"{SIGNS[s]} {words[s]}" for s in statuses)]
    heads += [words["coverage"], words["ambition"], words["rank"]] if comparison.standings else []
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for index, name in enumerate(comparison.names):
        counts = comparison.counts(index)
        told = [str(counts[status]) for status in statuses]
        if comparison.standings:
            own = comparison.standings[index]
            told += [say_percent(own.coverage), say_percent(own.ambition), str(own.rank or "–")]
        lines.append(f"| {escape(name)} | " + " | ".join(told) + " |")
    return lines


def _groups(comparison: Comparison, words: dict[str, str]) -> list[str]:
    """The table of regions or provinces, where the plans are grouped."""
    if not comparison.groups:
        return []
    heads = [words[key] for key in ("plan_group", "plan", "coverage", "ambition")]
    lines = ["", "| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for group in comparison.groups:
        plans = "; ".join(escape(comparison.names[plan]) for plan in group.plans)
        told = [
            escape(group.name or words["no_group"]),
            plans,
            say_percent(group.coverage),
            say_percent(group.ambition),
        ]
        lines.append("| " + " | ".join(told) + " |")
    return lines


def _where(section: str, page: int | None, words: dict[str, str]) -> str:
    at = f"{words['section']} {escape(section)}" if section else ""
    on = f"{words['page'].lower()} {page}" if page else ""
    place = ", ".join(part for part in (at, on) if part)
    return f" [{place}]" if place else ""
