"""Targets (chỉ tiêu) and commitments: the statements of a plan that promise a result, with their measures.

Which sections hold targets follows from their headings: chỉ tiêu and mục tiêu cụ thể always; plain *Mục tiêu* where it
lists concrete results, that is, where at least one of them has a figure; *mục tiêu chung* and *quan điểm* never.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from ..language.patterns import compile_later
from ..lexicon import Lexicon
from ..models import Measure, Target
from ..models.content import Comparator, Every
from ..structure.values import Doubt, Node, Outline, Text
from .measures.reader import FoundMeasure, MeasureContext, find_measures, may_measure
from .statements import Statement, read_statements, sentences, statements_of
from .words.times import LeadIn, read_heading_deadline, read_lead_in

_NO_PROMISE = {"funding", "situation"}
_DIGITS = compile_later(r"\d")
_BARE_SHARE = compile_later(r"[%‰](?:\s+trở\s+(?:lên|xuống))?\W*$")
_FIRST_WORDS = 16
_RECURRENT_WORDS = 6
"""Words of a heading such as *Chỉ tiêu cụ thể hằng năm*; longer ones name a topic."""


class FoundTargets(Struct, frozen=True):
    """Targets of the body, commitments of the body, and the doubts about their figures."""

    targets: tuple[Target, ...]
    commitments: tuple[Target, ...]
    doubts: tuple[Doubt, ...]


def find_targets(text: Text, outline: Outline, lexicon: Lexicon) -> FoundTargets:
    """The targets and commitments of the main body, in order."""
    reader = _Reader(text, lexicon)
    for node in outline.nodes:
        reader.read(node, (), False)
    for statement in statements_of(text, outline.preamble):
        if statement.bullet is not None:
            reader.add_commitment(statement, "", ())
    return FoundTargets(tuple(reader.targets), tuple(reader.commitments), tuple(reader.doubts))


class _Reader:
    """Walks the tree once and collects."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.targets: list[Target] = []
        self.commitments: list[Target] = []
        self.doubts: list[Doubt] = []

    def read(self, node: Node, headings: tuple[str, ...], listed: bool) -> None:
        """`headings` are the titles above, outer first; `listed`: the objectives above are a list of results."""
        if node.title:
            headings = (*headings, node.title)
        general = "general" in node.roles
        mixed = "targets" in node.roles and "tasks" in node.roles
        is_target = "targets" in node.roles and not general
        if not is_target and "objectives" in node.roles and not general:
            listed = listed or self._lists_results(node, headings)
            is_target = listed
        for statement in self._statements(node, headings):
            if is_target and not (statement.is_title and mixed):
                self.add_target(statement, node.id, headings, only_quantified=mixed)
            elif not _NO_PROMISE & set(node.roles):
                self.add_commitment(statement, node.id, headings)
        for child in node.children:
            self.read(child, headings, listed)

    def _statements(self, node: Node, headings: tuple[str, ...]) -> Iterator[Statement]:
        """The statements of a node; one that needs the words before its colon has them (*1. Duy trì sĩ số: từ 99,2%
        trở lên*), since a bare figure says nothing of its own."""
        for index, statement in enumerate(read_statements(self.text, node)):
            joint = self.text.reading[node.title_end : statement.start]
            run_in = index == 0 and node.title is not None and not statement.is_title and not joint.strip(" :")
            if run_in and self._needs_title(statement, headings):
                statement = replace(statement, start=node.title_start)
            yield statement

    def _needs_title(self, statement: Statement, headings: tuple[str, ...]) -> bool:
        """Whether a statement begins with a figure that names nothing: a share without its whole, a count at the very
        beginning."""
        found = self._measure(statement.start, statement.end, statement, headings)
        if not found or found[0].start > _FIRST_WORDS:
            return False
        first = found[0]
        if first.unit in ("%", "‰"):
            words = self.text.reading[statement.start + first.start : statement.start + first.end]
            return _BARE_SHARE.search(words) is not None
        return first.start == 0

    def _lists_results(self, node: Node, headings: tuple[str, ...]) -> bool:
        """Whether objectives are concrete: a statement among them, outside general aims, has a figure."""
        for below in _walk_objectives(node):
            for statement in read_statements(self.text, below):
                words = self.text.reading[statement.start : statement.end]
                if _DIGITS.search(words) and self._measure(statement.start, statement.end, statement, headings):
                    return True
        return False

    def add_target(self, statement: Statement, section: str, headings: tuple[str, ...], only_quantified: bool) -> None:
        start, end = statement.start, statement.end
        measures = self._measure(start, end, statement, headings)
        if statement.is_lead_in and not measures:
            return
        if not measures and self.lexicon.duties.pointer.fullmatch(self.text.reading[start:end].strip()):
            return
        if only_quantified and not measures:
            return
        self.targets.append(self._build(f"t{len(self.targets) + 1}", start, end, section, measures))

    def add_commitment(self, statement: Statement, section: str, headings: tuple[str, ...]) -> None:
        """The sentences of a statement that hold a measure; statements without a figure are none."""
        words = self.text.reading[statement.start : statement.end]
        found = self._measure(statement.start, statement.end, statement, headings)
        if not found:
            return
        first = min(m.start for m in found)
        last = max(m.end for m in found)
        spans = [(a, b) for a, b in sentences(words) if b > first and a < last]
        start = statement.start + spans[0][0] if spans else statement.start
        end = statement.start + spans[-1][1] if spans else statement.end
        shift = statement.start - start
        self.commitments.append(self._build(f"c{len(self.commitments) + 1}", start, end, section, found, shift))

    def _measure(
        self, start: int, end: int, statement: Statement, headings: tuple[str, ...]
    ) -> tuple[FoundMeasure, ...]:
        words = self.text.reading[start:end]
        if not may_measure(words):
            return ()
        numbered = self.lexicon.duties.aim.match(words)
        if numbered is None:
            return find_measures(words, self._context(statement, headings))
        shift = numbered.end()
        found = find_measures(words[shift:], self._context(statement, headings))
        return tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in found)

    def _context(self, statement: Statement, headings: tuple[str, ...]) -> MeasureContext:
        deadline: str | None = None
        every: str | None = None
        lead_in: str | None = None
        for title in headings:
            stated = _heading_time(title)
            if stated.deadline or stated.every:
                deadline, every = stated.deadline or deadline, stated.every
        for start, end in statement.lead_ins:
            lead_in = self.text.reading[start:end]
            read = read_lead_in(lead_in)
            every = read.every or every
            deadline = read.deadline or deadline
        return MeasureContext(None if every else deadline, every, lead_in)

    def _build(
        self, identity: str, start: int, end: int, section: str, found: tuple[FoundMeasure, ...], shift: int = 0
    ) -> Target:
        evidence = self.text.evidence(start, end)
        measures = tuple(self._measure_model(m, start + shift) for m in found)
        return Target(
            id=identity,
            section=section or None,
            text=" ".join(self.text.reading[evidence.start : evidence.end].split()),
            kind="quantitative" if measures else "qualitative",
            measures=measures,
            evidence=evidence,
        )

    def _measure_model(self, found: FoundMeasure, offset: int) -> Measure:
        start, end = offset + found.start, offset + found.end
        for doubt in found.doubts:
            code, _, message = doubt.partition(": ")
            self.doubts.append(Doubt(code, message or code, start, end))
        return build_measure(self.text, found, offset)


@lru_cache(maxsize=1024)
def _heading_time(title: str) -> LeadIn:
    """What a heading says for all below it: a deadline (*Đến năm 2030*) or that it recurs (*Hằng năm*)."""
    deadline = read_heading_deadline(title)
    recurs = deadline is None and len(title.split()) <= _RECURRENT_WORDS
    return LeadIn(read_lead_in(title).every if recurs else None, deadline)


def build_measure(text: Text, found: FoundMeasure, offset: int) -> Measure:
    """The contract's Measure for one found in the string that begins at `offset`."""
    return Measure(
        comparator=cast("Comparator", found.comparator),
        low=found.low,
        high=found.high,
        unit=found.unit,
        direction=cast('Literal["increase", "decrease"] | None', found.direction),
        subject=found.subject,
        per=cast("Every | None", found.per),
        every=cast("Every | None", found.every),
        of=found.of,
        deadline=found.deadline,
        evidence=text.evidence(offset + found.start, offset + found.end),
    )


def _walk_objectives(node: Node) -> Iterator[Node]:
    if "general" in node.roles:
        return
    yield node
    for child in node.children:
        if "objectives" in child.roles:
            yield from _walk_objectives(child)
