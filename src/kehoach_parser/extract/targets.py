"""Targets (chỉ tiêu) and commitments: the statements of a plan that promise a result, with their measures.

Which sections hold targets follows from their headings: chỉ tiêu and mục tiêu cụ thể always; plain *Mục tiêu* where it
lists concrete results, that is, where at least one of them has a figure; *mục tiêu chung* and *quan điểm* never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..language.patterns import compile_later, lower_letters
from ..language.spaces import on_one_line
from ..language.spans import Spans
from ..lexicon import Lexicon
from ..lexicon.wording import load_wording
from ..models import Measure, Target
from ..structure.values import Doubt, Node, Outline, Text
from .measures.building import build_measure
from .measures.implied import find_implied, may_imply
from .measures.reader import FoundMeasure, MeasureContext, find_measures, may_measure
from .measures.unread import find_unread
from .measures.wording import WORDING
from .statements import Inherited, Statement, Statements, inherited_by, sentences
from .words.damages import doubt_figure, doubt_unread, find_damages

Origin = Literal["aims", "tasks"]


class _AimWording(Struct, frozen=True):
    """What tells a result without a figure from a motto; rules/wording/aims.toml tells it."""

    result: re.Pattern[str]
    none_at_all: re.Pattern[str]
    motto: re.Pattern[str]


_WORDING = load_wording("aims", _AimWording)
_NO_PROMISE = {"funding", "situation"}
_TO_DO = {"targets", "objectives", "tasks", "solutions"}
_DIGITS = compile_later(r"\d")
_FIRST_WORDS = 16


class FoundTargets(Struct, frozen=True):
    """Targets of the body, commitments of the body, and the doubts about their figures."""

    targets: tuple[Target, ...]
    commitments: tuple[Target, ...]
    doubts: tuple[Doubt, ...]


def find_targets(text: Text, outline: Outline, statements: Statements, lexicon: Lexicon) -> FoundTargets:
    """The targets and commitments of the main body, in order."""
    reader = _Reader(text, statements, lexicon)
    for node in outline.nodes:
        reader.read(node, False)
    for statement in statements.preamble:
        if statement.bullet is not None or not outline.nodes:
            reader.add_commitment(statement, "tasks")
    return FoundTargets(tuple(reader.targets), tuple(reader.commitments), tuple(reader.doubts))


def find_stated(words: str, above: Inherited, lexicon: Lexicon) -> tuple[FoundMeasure, ...]:
    """The measures that the words of a statement state, in the body or in a row of a table; the number of an aim
    (*Mục tiêu 3:*) is none."""
    context = MeasureContext(above.deadline, above.every, above.lead_in)
    numbered = lexicon.duties.aim.match(words)
    if numbered is None:
        return find_measures(words, context)
    shift = numbered.end()
    found = find_measures(words[shift:], context)
    return tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in found)


class _Reader:
    """Walks the tree once and collects."""

    def __init__(self, text: Text, statements: Statements, lexicon: Lexicon) -> None:
        self.text = text
        self.statements = statements
        self.lexicon = lexicon
        self.targets: list[Target] = []
        self.commitments: list[Target] = []
        self.doubts: list[Doubt] = []

    def read(self, node: Node, listed: bool) -> None:
        """`listed`: the objectives above are a list of results."""
        general = "general" in node.roles
        mixed = "targets" in node.roles and "tasks" in node.roles
        is_target = "targets" in node.roles and not general
        if not is_target and "objectives" in node.roles and not general:
            listed = listed or self._lists_results(node)
            is_target = listed
        plain = "objectives" in node.roles and not general and not is_target and not mixed
        beside = mixed or ("objectives" in node.roles and "tasks" in node.roles)
        for statement in self._statements(node):
            if is_target and not (statement.is_title and mixed):
                only_quantified = mixed or (beside and not _begins_result(self._words(statement)))
                self.add_target(statement, only_quantified)
            elif plain and not statement.is_title and _begins_result(self._words(statement)):
                self.add_target(statement, only_quantified=False)
            elif _promises(node):
                self.add_commitment(statement, "aims" if "purpose" in node.roles else "tasks")
        for child in node.children:
            self.read(child, listed)

    def _statements(self, node: Node) -> Iterator[Statement]:
        """The statements of a node; one that needs the words before its colon has them (*1. Duy trì sĩ số: từ 99,2%
        trở lên*), since a bare figure says nothing of its own."""
        for index, statement in enumerate(self.statements.of(node)):
            joint = self.text.reading[node.title_end : statement.start]
            run_in = index == 0 and node.title is not None and not statement.is_title and not joint.strip(" :")
            if run_in and (self._needs_title(statement) or _is_motto(f"{node.title}:")):
                statement = replace(statement, start=node.title_start)
            yield statement

    def _needs_title(self, statement: Statement) -> bool:
        """Whether a statement begins with a figure that names nothing: a share without its whole, a count at the very
        beginning."""
        found = self._measure(statement)
        if not found or found[0].start > _FIRST_WORDS:
            return False
        first = found[0]
        if first.unit in ("%", "‰"):
            words = self.text.reading[statement.start + first.start : statement.start + first.end]
            return WORDING.bare_share.search(words) is not None
        return first.start == 0

    def _words(self, statement: Statement) -> str:
        return self.text.reading[statement.start : statement.end]

    def _lists_results(self, node: Node) -> bool:
        """Whether objectives are concrete: a statement among them, outside general aims, has a figure."""
        for below in _walk_objectives(node):
            for statement in self.statements.of(below):
                words = self.text.reading[statement.start : statement.end]
                if _DIGITS.search(words) and self._measure(statement):
                    return True
        return False

    def add_target(self, statement: Statement, only_quantified: bool) -> None:
        start, end = statement.start, statement.end
        measures = self._measure(statement)
        self._doubt_figures(statement, measures)
        if statement.is_lead_in and not measures:
            return
        if not measures and self.lexicon.duties.pointer.fullmatch(self.text.reading[start:end].strip()):
            return
        if not measures and (only_quantified or _is_motto(self._words(statement))):
            return
        self._doubt_unread(statement, measures)
        found = (*measures, *self._imply(statement, measures))
        self.targets.append(self._build(f"t{len(self.targets) + 1}", start, end, statement.section, found))

    def add_commitment(self, statement: Statement, origin: Origin) -> None:
        """The sentences of a statement that hold a measure; of those without a figure only aims that state a concrete
        result."""
        words = self._words(statement)
        found = self._measure(statement)
        if found:
            self._doubt_figures(statement, found)
            first, last = min(m.start for m in found), max(m.end for m in found)
        else:
            result = _find_result(words) if origin == "aims" else None
            if result is None or statement.is_title:
                return
            first, last = result.end() - 1, result.end()
        spans = [(a, b) for a, b in sentences(words) if b > first and a < last]
        start = statement.start + spans[0][0] if spans else statement.start
        end = statement.start + spans[-1][1] if spans else statement.end
        shift = statement.start - start
        identity = f"c{len(self.commitments) + 1}"
        kept = end - start - shift
        found += tuple(m for m in self._imply(statement, found) if -shift <= m.start and m.end <= kept)
        built = self._build(identity, start, end, statement.section, found, shift)
        self.commitments.append(built.model_copy(update={"origin": origin}))

    def _doubt_figures(self, statement: Statement, found: tuple[FoundMeasure, ...]) -> None:
        """A doubt for each damaged figure, but where a value that is doubted already stands."""
        words = self.text.reading[statement.start : statement.end]
        doubted = Spans((m.start, m.end) for m in found if m.doubts)
        for start, end in find_damages(words, [(m.start, m.end) for m in found]):
            if not doubted.meet(start, end):
                shift = statement.start
                self.doubts.append(replace(doubt_figure(words, start, end), start=shift + start, end=shift + end))

    def _doubt_unread(self, statement: Statement, found: tuple[FoundMeasure, ...]) -> None:
        """A doubt for each figure of a target that was read as nothing and is not doubted already."""
        shift, words = statement.start, self.text.reading[statement.start : statement.end]
        unread = find_unread(words, [(m.start, m.end) for m in found])
        if not unread:
            return
        doubted = Spans((d.start, d.end) for d in self.doubts if d.start is not None and d.end is not None)
        for start, end in unread:
            if not doubted.meet(shift + start, shift + end):
                self.doubts.append(replace(doubt_unread(words, start, end), start=shift + start, end=shift + end))

    def _measure(self, statement: Statement) -> tuple[FoundMeasure, ...]:
        words = self._words(statement)
        if not may_measure(words, self.text.small(statement.start, statement.end)):
            return ()
        return find_stated(words, inherited_by(self.text, statement), self.lexicon)

    def _imply(self, statement: Statement, stated: Sequence[FoundMeasure]) -> tuple[FoundMeasure, ...]:
        if not may_imply(self.text.small(statement.start, statement.end)):
            return ()
        words = self._words(statement)
        above = inherited_by(self.text, statement)
        return find_implied(words, stated, MeasureContext(above.deadline, above.every, above.lead_in))

    def _build(
        self, identity: str, start: int, end: int, section: str, found: tuple[FoundMeasure, ...], shift: int = 0
    ) -> Target:
        evidence = self.text.evidence(start, end)
        measures = tuple(self._measure_model(m, start + shift) for m in found)
        return Target(
            id=identity,
            section=section or None,
            text=on_one_line(self.text.reading[evidence.start : evidence.end]),
            kind="qualitative" if all(measure.implied for measure in measures) else "quantitative",
            measures=measures,
            evidence=evidence,
        )

    def _measure_model(self, found: FoundMeasure, offset: int) -> Measure:
        measure, doubts = build_measure(self.text, found, offset)
        self.doubts += doubts
        return measure


def _promises(node: Node) -> bool:
    """Whether figures of a node are what is to be done: not those of its money, nor of what is the case already, unless
    its title goes on with what is to be done (*Kết quả năm 2023 và nhiệm vụ năm 2024*)."""
    if "situation" in node.roles and _TO_DO & set(node.roles):
        return "funding" not in node.roles
    return not _NO_PROMISE & set(node.roles)


def _is_motto(words: str) -> bool:
    return _WORDING.motto.match(lower_letters(words)) is not None


def _begins_result(words: str) -> bool:
    """Whether a statement begins with a concrete result."""
    lowered = lower_letters(words)
    return bool(_WORDING.none_at_all.match(lowered) or _WORDING.result.match(lowered))


def _find_result(words: str) -> re.Match[str] | None:
    """Where a statement without a figure says a concrete result (*kéo giảm số vụ cháy*); None where it says none."""
    lowered = lower_letters(words)
    return _WORDING.none_at_all.match(lowered) or _WORDING.result.search(lowered)


def _walk_objectives(node: Node) -> Iterator[Node]:
    if "general" in node.roles:
        return
    yield node
    for child in node.children:
        if "objectives" in child.roles:
            yield from _walk_objectives(child)
