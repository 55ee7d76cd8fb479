"""What a target measure is about, as vectors: what is counted, what is to happen, under which topic, in what kind.

A `Side` holds the measures of one plan (its targets, or its commitments). Vectors are rows of dense matrices over
the side's own words; two sides are brought together by the words they share (align.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace
from numpy.typing import NDArray

from ..models import Evidence, Measure, Plan, Section, Target
from . import vocabulary
from .vocabulary import EMPTY, Bag, Context

OTHER_CLAUSE_WEIGHT, SAME_CLAUSE_WEIGHT = 0.4, 0.6
"""What the words of other clauses count, and those of the same clause that belong to another figure."""
SUBJECT_SYLLABLES = 12
TITLE_JOINT = " › "

Matrix = NDArray[np.float64]

_CLAUSE_END = re.compile(r"[;.](?=\s|$)")
_FIGURE = re.compile(r"\d")
_ASIDE = re.compile(r"\([^)]*\)")


class Kind(NamedTuple):
    """The kind of a value: measures of one kind can be ranked against each other.

    `family`: `rate`, `money`, `count`, `ratio` (so many to so many) or `none` for a statement without a figure;
    `noun` the counted noun in lower case, a level noun replaced by its level; `part` where the whole is stated
    (10/10), so that it is a rate as well.
    """

    family: str
    noun: str
    direction: str | None
    frequency: bool
    part: bool


class Item(Struct, frozen=True):
    """One measure of a target, or a target without one (`measure` None), with its words.

    `predicate`: of a share that opens its clause (*100 % cơ sở … được kiểm tra*), what is said of those counted;
    empty for any other form, where the name before the figure tells the target. `each`: the noun of those for each of
    whom a count is stated (*mỗi trường một tủ sách*), empty for any other count.
    """

    target: Target
    number: int
    position: int
    measure: Measure | None
    kind: Kind
    subject: Bag
    action: Bag
    before: str
    clause: str
    predicate: Bag = EMPTY
    each: str = ""
    core: frozenset[str] = frozenset()
    level: str | None = None
    implied: bool = False
    modifiers: frozenset[str] = frozenset()
    head: str = ""
    contrasts: frozenset[tuple[str, str]] = frozenset()

    @property
    def key(self) -> tuple[object, ...]:
        """Orders items by all that they say, whatever plan they come from: only items alike in it have one key."""
        repeats = self.target.same_as is not None
        found = self.measure
        if found is None:
            return (self.target.text, self.number, repeats, False)
        values = (found.low, found.high, found.of or 0.0, found.comparator, found.unit or "", found.subject or "")
        terms = (found.direction, found.per, found.every, found.deadline)
        return (self.target.text, self.number, repeats, True, *values, *(term or "" for term in terms))


class Side(Struct, frozen=True, eq=False):
    """The items of one plan. `frequency` counts, for each word, the targets that hold it; `years` are
    those by which each item is to be reached, empty where none is stated."""

    items: tuple[Item, ...]
    words: dict[str, int]
    subject: Matrix
    action: Matrix
    topic: Matrix
    predicate: Matrix
    frequency: NDArray[np.float64]
    n_targets: int
    titles: dict[str, str]
    years: tuple[str, ...]
    key: tuple[object, ...] = field(default=())

    def at(self, position: int) -> list[int]:
        """Indexes of the items of one target."""
        return [index for index, item in enumerate(self.items) if item.position == position]


def read_context(plan: Plan) -> Context:
    """What the plan's words are read with: its places, and the abbreviations that it defines."""
    texts = (plan.text,) if plan.text else (target.text for target in (*plan.targets, *plan.commitments))
    defined: dict[str, str] = {}
    for text in texts:
        defined = {**vocabulary.read_definitions(text), **defined}
    return Context(place_names(plan), defined)


def read_side(plan: Plan, targets: Sequence[Target], context: Context | None = None) -> Side:
    """The items of `targets` (the plan's targets or commitments), ready to be aligned."""
    context = context or read_context(plan)
    titles = section_titles(plan)
    used = {target.section or "" for target in targets}
    topics = {
        section: vocabulary.weigh(title.rpartition(TITLE_JOINT)[2], context)
        for section, title in titles.items()
        if section in used
    }
    items = [item for position, target in enumerate(targets) for item in _read_items(target, position, context)]
    words: dict[str, int] = {}
    for item in items:
        for bag in (item.subject, item.action, topics.get(item.target.section or "", EMPTY)):
            for word in bag.weights:
                words.setdefault(word, len(words))
    frequency = np.zeros(len(words))
    seen: dict[int, set[str]] = {}
    for item in items:
        seen.setdefault(item.position, set()).update(item.action.weights, item.subject.weights)
    for found in seen.values():
        for word in found:
            frequency[words[word]] += 1
    return Side(
        items=tuple(items),
        words=words,
        subject=_matrix([item.subject for item in items], words),
        action=_matrix([item.action for item in items], words),
        topic=_matrix([topics.get(item.target.section or "", EMPTY) for item in items], words),
        predicate=_matrix([item.predicate for item in items], words),
        frequency=frequency,
        n_targets=len(seen),
        titles=titles,
        years=tuple(_due(item.measure, plan) for item in items),
        key=tuple((*item.key, titles.get(item.target.section or "", "")) for item in items),
    )


def narrow(side: Side, indexes: Sequence[int]) -> Side:
    """The same side with only some of its items; the weight of its words stays."""
    chosen = list(indexes)
    return replace(
        side,
        items=tuple(side.items[index] for index in chosen),
        subject=side.subject[chosen],
        action=side.action[chosen],
        topic=side.topic[chosen],
        predicate=side.predicate[chosen],
        years=tuple(side.years[index] for index in chosen),
        key=tuple(side.key[index] for index in chosen),
    )


def _due(measure: Measure | None, plan: Plan) -> str:
    """The year by which the measure is to be reached: its deadline's, else that of an annual plan, else empty."""
    if measure and measure.deadline:
        return measure.deadline[:4]
    period = plan.metadata.period
    return str(period.start) if period and period.start == period.end else ""


def place_names(plan: Plan) -> tuple[str, ...]:
    """The plan's own places in lower case: they set two plans apart without telling what they say."""
    meta = plan.metadata
    names = [meta.place or ""]
    if meta.province:
        names += [meta.province.name, meta.province.current_name]
    return tuple(dict.fromkeys(name.lower() for name in names if " " in name))


def section_titles(plan: Plan) -> dict[str, str]:
    """Section id to the titles above it and its own, joined by ` › `, titles such as *Chỉ tiêu* left out."""
    found: dict[str, str] = {}

    def visit(sections: Iterable[Section], path: tuple[str, ...], prefix: str) -> None:
        for section in sections:
            own = _ASIDE.sub("", section.title or "").strip()
            here = (*path, own) if own and not vocabulary.is_plain_title(own) else path
            found.setdefault(prefix + section.id, TITLE_JOINT.join(here[-2:]))
            visit(section.children, here, prefix)

    visit(plan.sections, (), "")
    for attachment in plan.attachments:
        found.setdefault(attachment.label, attachment.title or "")
        visit(attachment.sections, (), attachment.label + "/")
    return found


def measure_kind(measure: Measure | None) -> Kind:
    """The kind of a measure's value; `none` for a statement without a figure."""
    if measure is None:
        return Kind("none", "", None, False, False)
    unit = vocabulary.spell_out(measure.unit or "").lower().strip()
    part = measure.of is not None and measure.of > 0
    if unit in (rates := vocabulary.load().rates):
        return Kind("rate", rates[unit], measure.direction, measure.per is not None, False)
    if unit == vocabulary.load().money:
        return Kind("money", unit, measure.direction, measure.per is not None, False)
    if "/" in unit:
        return Kind("ratio", vocabulary.fold_ratio(unit), measure.direction, measure.per is not None, False)
    level = vocabulary.find_level(unit) if len(unit) < 40 else None
    return Kind("count", level or unit, measure.direction, measure.per is not None, part)


def _read_items(target: Target, position: int, context: Context) -> list[Item]:
    if not target.measures:
        return [_read_unmeasured(target, position, context)]
    spans = locate(target)
    starts = sorted({start for start, _ in spans})
    clauses = _clauses(target.text)
    bags = [vocabulary.weigh(target.text[start:end], context) for start, end in clauses]
    items = []
    for number, (measure, (start, end)) in enumerate(zip(target.measures, spans, strict=True)):
        own = next((i for i, clause in enumerate(clauses) if clause[0] <= start < clause[1]), 0)
        clause = clauses[own]
        stop = min([other for other in starts if other > start] + [clause[1]])
        after = " ".join(target.text[end:stop].split()[:SUBJECT_SYLLABLES])
        before = target.text[clause[0] : start]
        floor = max([clause[0], *(finish for _, finish in spans if finish <= start)])
        subject = vocabulary.weigh(vocabulary.take_core(measure.subject or "") or after, context)
        opening = _FIGURE.split(target.text[clause[0] : end], maxsplit=1)[0] if start >= clause[0] else ""
        named = vocabulary.weigh(opening, context)
        figure = next((match.start() for match in _FIGURE.finditer(target.text, start, end)), end)
        if "/" in (measure.unit or "") and named.weights:
            subject = named  # a ratio (*bác sĩ/vạn dân*) is named before its figure
        if not subject.weights:
            subject = vocabulary.weigh(after or target.text[clause[0] : clause[1]], context)
        words = target.text[clause[0] : clause[1]].strip(" ;")
        kind = measure_kind(measure)
        each = _each(measure, kind, words)
        if each:
            kind = kind._replace(part=True)
            subject = Bag({**subject.weights, **vocabulary.weigh(each, context).weights}, subject.run)
        action = _blend(bags, own)
        if len([other for other in starts if clause[0] <= other < clause[1]]) > 1:
            window = vocabulary.weigh(target.text[floor:stop], context)
            action = _focus(action, window)
        predicate = EMPTY
        if kind.family == "rate" and kind.direction is None and not named.weights:
            predicate = vocabulary.leave_out(action, subject)
        own_words = vocabulary.weigh(f"{target.text[floor:start]} {target.text[end:stop]}", context)
        core = vocabulary.core(own_words) | vocabulary.core(subject)
        level = vocabulary.find_level(measure.subject or "") or vocabulary.find_level(
            f"{target.text[floor:start]} {target.text[end:stop]}"
        )
        items.append(
            Item(
                target,
                number,
                position,
                measure,
                kind,
                subject,
                action,
                before,
                words,
                predicate,
                each,
                core,
                level,
                contrasts=vocabulary.find_contrasts(target.text[floor:stop]),
                head="" if named.weights or kind.family != "rate" else vocabulary.find_head(subject),
                modifiers=vocabulary.find_modifiers(
                    target.text[floor:figure] if named.weights else measure.subject or target.text[end:stop]
                ),
            )
        )
    return items


def _read_unmeasured(target: Target, position: int, context: Context) -> Item:
    """A statement without a figure; one about a whole (*toàn bộ …*) is as good as a hundred per cent of it."""
    bag = vocabulary.weigh(target.text, context)
    head = vocabulary.weigh(" ".join(target.text.split()[:SUBJECT_SYLLABLES]), context)
    if not vocabulary.speaks_of_whole(target.text):
        return Item(target, 0, position, None, measure_kind(None), head, bag, "", target.text)
    measure = imply_whole(target.evidence)
    return Item(
        target,
        0,
        position,
        measure,
        measure_kind(measure),
        head,
        bag,
        "",
        target.text,
        vocabulary.leave_out(bag, head),
        level=vocabulary.find_level(target.text),
        implied=True,
        contrasts=vocabulary.find_contrasts(target.text),
        modifiers=vocabulary.find_modifiers(target.text),
    )


def imply_whole(evidence: Evidence) -> Measure:
    """A hundred per cent, of a statement that speaks of a whole (*tất cả các xã*, *các trạm y tế đều*)."""
    return Measure(comparator="eq", low=100, high=100, unit="%", better="more", evidence=evidence)


def _each(measure: Measure, kind: Kind, clause: str) -> str:
    """The noun of those for each of whom the clause states the count; empty for a frequency, a change or a share."""
    counts = kind.family == "count" and kind.noun not in vocabulary.load().times
    if not counts or kind.direction or measure.per or measure.of:
        return ""
    return vocabulary.find_each(clause)


def locate(target: Target) -> list[tuple[int, int]]:
    """Where each measure's words stand in `target.text`; the whole text where they are not found there."""
    spans: dict[int, tuple[int, int]] = {}
    cursor, last = 0, -1
    for index in sorted(range(len(target.measures)), key=lambda i: (target.measures[i].evidence.start, i)):
        evidence = target.measures[index].evidence
        quote = " ".join(evidence.quote.split())
        start = target.text.find(quote, cursor + (evidence.start > last >= 0)) if quote else -1
        if start < 0 and quote:
            start = target.text.find(quote)
        if start < 0:
            spans[index] = (0, 0)
        else:
            spans[index] = (start, start + len(quote))
            cursor, last = start, evidence.start
    return [spans[index] for index in range(len(target.measures))]


def _clauses(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _blend(bags: Sequence[Bag], own: int) -> Bag:
    """The words of the measure's own clause at full weight, those of the other clauses at a fraction."""
    if len(bags) == 1:
        return bags[0]
    weights: dict[str, float] = {}
    for index, bag in enumerate(bags):
        factor = 1.0 if index == own else OTHER_CLAUSE_WEIGHT
        for word, weight in bag.weights.items():
            weights[word] = max(weights.get(word, 0.0), weight * factor)
    return Bag(weights, bags[own].run)


def _focus(bag: Bag, window: Bag) -> Bag:
    """The words of a clause of several figures: those beside this one at full weight, the others at a fraction."""
    weights = {
        word: weight if word in window.weights else weight * SAME_CLAUSE_WEIGHT for word, weight in bag.weights.items()
    }
    return Bag(weights, bag.run)


def _matrix(bags: Sequence[Bag], words: dict[str, int]) -> Matrix:
    matrix = np.zeros((len(bags), len(words)))
    for row, bag in enumerate(bags):
        if bag.weights:
            matrix[row, [words[word] for word in bag.weights]] = list(bag.weights.values())
    return matrix
