"""Every measure of the five real plans' gold: found in the sentence it stands in, as the gold has it.

The plans of the corpus whose name begins with ``made`` are scored as whole documents by the evaluation.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser.extract.measures.reader import FoundMeasure, MeasureContext, find_measures
from kehoach_parser.extract.words.times import read_heading_deadline

CORPUS = Path(__file__).parents[1] / "corpus"
KEYS = ("comparator", "low", "high", "unit", "per", "every", "direction", "deadline")
LABEL = re.compile(r"^[\s#*]*(?:[IVX]+\.|\d+(?:\.\d+)*\.|[a-zđ]\))\s")
STARTS = re.compile(r"^[\s#*]*(?:[-+]\s|[IVX]+\.|\d+(?:\.\d+)*\.|[a-zđ]\))")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a plan: its words, the heading's deadline above it, and its measures in the gold."""

    slug: str
    words: str
    deadline: str | None
    measures: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        return f"{self.slug}: {self.words[:50]}"


def _paragraphs(text: str) -> list[str]:
    """Lines joined to paragraphs: a line that begins with no bullet or label goes on with the one before."""
    paragraphs: list[str] = []
    for line in text.splitlines():
        if not line.strip() or STARTS.match(line) or not paragraphs or not paragraphs[-1]:
            paragraphs.append(line.strip())
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line.strip()}"
    return [" ".join(paragraph.split()) for paragraph in paragraphs]


def _statements() -> Iterator[Statement]:
    for path in sorted(CORPUS.glob("*/gold.json")):
        if path.parent.name.startswith("made"):
            continue
        gold = json.loads(path.read_text("utf-8"))
        source = next(iter(path.parent.glob("source.*")))
        paragraphs = _paragraphs(source.read_text("utf-8"))
        for target in gold.get("targets", ()):
            anchor = " ".join(target["anchor"].split())
            index, found = next((i, p) for i, p in enumerate(paragraphs) if anchor in p)
            roman = next((p for p in reversed(paragraphs[:index]) if re.match(r"^[\s#*]*[IVX]+\.", p)), "")
            words = found[found.index(anchor) :].replace("*", "")
            yield Statement(path.parent.name, words, read_heading_deadline(roman), tuple(target["measures"]))


STATEMENTS = list(_statements())


def _keyed(measure: FoundMeasure | dict[str, Any]) -> tuple[Any, ...]:
    if isinstance(measure, dict):
        return tuple(measure[key] for key in KEYS)
    return tuple(getattr(measure, key) for key in KEYS)


@pytest.mark.skipif(not STATEMENTS, reason="the corpus is not here")
def test_the_corpus_has_statements() -> None:
    assert len(STATEMENTS) >= 40
    assert sum(len(statement.measures) for statement in STATEMENTS) >= 60


@pytest.mark.parametrize("statement", STATEMENTS, ids=str)
def test_measures_of_a_statement(statement: Statement) -> None:
    found = find_measures(statement.words, MeasureContext(inherited_deadline=statement.deadline))
    assert Counter(map(_keyed, found)) == Counter(map(_keyed, statement.measures)), statement.words


@pytest.mark.parametrize("statement", STATEMENTS, ids=str)
def test_subjects_share_words_with_the_gold(statement: Statement) -> None:
    found = find_measures(statement.words, MeasureContext(inherited_deadline=statement.deadline))
    for measure, gold in zip(found, statement.measures, strict=True):
        ours = set(re.findall(r"\w+", (measure.subject or "").lower()))
        assert ours & set(re.findall(r"\w+", gold["subject"].lower())), (measure.subject, gold["subject"])


@pytest.mark.parametrize("statement", STATEMENTS, ids=str)
def test_evidence_holds_the_number(statement: Statement) -> None:
    for measure in find_measures(statement.words):
        quote = statement.words[measure.start : measure.end]
        assert quote.strip() == quote
        assert re.search(r"\d|một|hai", quote)
