"""A comparison as a matrix in words, for a page that lets a person act on its cells."""

from __future__ import annotations

from typing import Any

from ..models import Cell, Comparison, Row
from .wording import (
    SIGNS,
    Language,
    comparison_words,
    say_decision,
    say_delta,
    say_lead,
    say_measure,
    say_nearest,
    say_remarks,
    say_title,
    shown_statuses,
)


def comparison_matrix(comparison: Comparison, *, language: Language = "vi") -> dict[str, Any]:
    """Title, notes, columns and rows as plain data; every value in the words that the other outputs use."""
    words = comparison_words()[language]
    return {
        "title": say_title(comparison, language),
        "names": list(comparison.names),
        "notes": [note.message if language == "vi" else note.message_en for note in comparison.notes],
        "statuses": {status: {"sign": SIGNS[status], "name": words[status]} for status in shown_statuses(comparison)},
        "counts": [comparison.counts(plan) for plan in range(len(comparison.plans))],
        "rows": [_row(row, language) for row in comparison.all_rows()],
    }


def _row(row: Row, language: Language) -> dict[str, Any]:
    return {
        "id": row.id,
        "topic": row.topic,
        "text": row.clause or row.target.text,
        "target": row.target.text,
        "base": say_measure(row.measure, language),
        "page": row.page,
        "cells": [_cell(row, cell, language) for cell in row.cells],
    }


def _cell(row: Row, cell: Cell, language: Language) -> dict[str, Any]:
    answer = cell.answer
    return {
        "status": cell.status,
        "target": cell.target,
        "words": say_measure(cell.measure, language),
        "delta": say_delta(cell, row.measure),
        "score": round(cell.score, 2),
        "remarks": say_remarks(cell, language),
        "nearest": say_nearest(cell, language),
        "decided": say_decision(cell, language),
        "reviewed": {"by": cell.reviewed.by, "at": cell.reviewed.at} if cell.reviewed else None,
        "text": answer.text if answer else "",
        "section": (answer.section_title or answer.section) if answer else "",
        "page": answer.page if answer else None,
        "lead": say_lead(answer, language) if answer else "",
        "start": answer.evidence.start if answer else None,
    }
