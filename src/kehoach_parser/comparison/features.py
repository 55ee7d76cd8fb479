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
UNIT_REST = 16
"""Within so many letters behind a figure its unit ends."""
LEAST_PHRASES = 2
"""A clause of fewer words of two syllables names nothing by itself."""
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
    whom a count is stated (*mỗi trường một tủ sách*), empty for any other count. `heads`:
    the first noun of what is counted, the words that say the same, and what it is said to be (*công trình là trụ sở*).
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
    heads: tuple[str, ...] = ()
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
    those by which each item is to be reached, empty where none is stated; `ends` the same with the end of the plan's
    period for those."""

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
    ends: tuple[str, ...]
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
    about = {
        section: vocabulary.weigh(whom, context)
        for section, title in titles.items()
        if section in used and (whom := vocabulary.find_concerned(title.rpartition(TITLE_JOINT)[2]))
    }
    items = [
        _add_concerned(item, about.get(target.section or "", EMPTY))
        for position, target in enumerate(targets)
        for item in _read_items(target, position, context)
    ]
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
    years = tuple(_due(item.measure, plan) for item in items)
    end = str(plan.metadata.period.end) if plan.metadata.period else ""
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
        years=years,
        ends=tuple(year or end for year in years),
        key=tuple((*item.key, titles.get(item.target.section or "", "")) for item in items),
    )


def _add_concerned(item: Item, concerned: Bag) -> Item:
    """The item with the words of a title that names whom its statement is about (*Đối với hộ gia đình*)."""
    if not concerned.weights:
        return item
    return replace(item, action=Bag({**concerned.weights, **item.action.weights}, item.action.run))


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
        ends=tuple(side.ends[index] for index in chosen),
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
    if unit in vocabulary.load().currencies:
        return Kind("money", unit, measure.direction, measure.per is not None, False)
    if "/" in unit:
        return Kind("ratio", vocabulary.fold_ratio(unit), measure.direction, measure.per is not None, False)
    level = vocabulary.find_level(unit) if len(unit) < 40 else None
    return Kind("count", level or unit, measure.direction, measure.per is not None, part)


class _Words(Struct, frozen=True):
    """A target's text parted for its measures: where each is stated, its clauses and their weighed words."""

    target: Target
    context: Context
    spans: list[tuple[int, int]]
    clauses: list[tuple[int, int]]
    bags: list[Bag]

    def place(self, span: tuple[int, int]) -> _Place:
        """Where a measure's own words begin and end."""
        start, end = span
        own = next((i for i, clause in enumerate(self.clauses) if clause[0] <= start < clause[1]), 0)
        clause = self.clauses[own]
        starts = [other for other, _ in self.spans]
        return _Place(
            own=own,
            clause=clause,
            start=start,
            end=end,
            floor=max([clause[0], *(finish for _, finish in self.spans if finish <= start)]),
            stop=min([other for other in starts if other > start] + [clause[1]]),
            alone=len({other for other in starts if clause[0] <= other < clause[1]}) < 2,
        )


class _Place(Struct, frozen=True):
    """`start:end` the words that state a measure; `floor` to `stop` those from the figure before to the figure behind;
    `alone`: no other measure stands in the clause."""

    own: int
    clause: tuple[int, int]
    start: int
    end: int
    floor: int
    stop: int
    alone: bool


def _read_items(target: Target, position: int, context: Context) -> list[Item]:
    if not target.stated:
        return [_read_unmeasured(target, position, context)]
    clauses = _clauses(target.text)
    bags = [vocabulary.weigh(target.text[start:end], context) for start, end in clauses]
    words = _Words(target, context, locate(target), clauses, bags)
    items = [_read_measured(words, position, number) for number in range(len(target.stated))]
    shares = {item.clause for item in items if item.kind.family == "rate"}
    for start, end in clauses:
        clause = target.text[start:end].strip(" ;")
        if clause not in shares and vocabulary.speaks_of_whole(clause):
            items.append(_read_implied(target, position, clause, len(items), context))
    return items


def _read_measured(words: _Words, position: int, number: int) -> Item:
    """One measure of a target with its words."""
    target, context, text = words.target, words.context, words.target.text
    measure, place = target.stated[number], words.place(words.spans[number])
    clause = text[place.clause[0] : place.clause[1]].strip(" ;")
    named = _named(text, place, context)
    subject = _subject(measure, text, place, named, context)
    figure = next((match.start() for match in _FIGURE.finditer(text, place.start, place.end)), place.end)
    kind = measure_kind(measure)
    if kind.direction is None and kind.family == "rate":
        kind = kind._replace(direction=vocabulary.find_growth(text[place.floor : figure] or clause))
    each = _each(measure, kind, clause)
    if kind.family == "count" and f"/{vocabulary.load().person}" in text[place.start : place.end + UNIT_REST]:
        each = vocabulary.load().person  # *27 m2 | sàn/người*
    if each and vocabulary.names_person(each):
        kind, each = (
            kind._replace(family="ratio", noun=vocabulary.fold_ratio(f"{kind.noun}/{vocabulary.load().person}")),
            "",
        )
    elif each:
        kind = kind._replace(part=True)
        subject = Bag({**subject.weights, **vocabulary.weigh(each, context).weights}, subject.run)
    action = _blend(words.bags, place.own)
    if not place.alone:
        action = _focus(action, vocabulary.weigh(text[place.floor : place.stop], context))
    leads = kind.family == "rate" and not named.weights
    beside = f"{text[place.floor : place.start]} {text[place.end : place.stop]}"
    ahead = text[place.floor : figure] if named.weights else measure.subject or text[place.end : place.stop]
    return Item(
        target,
        number,
        position,
        measure,
        kind,
        subject,
        action,
        text[place.clause[0] : place.start],
        clause,
        vocabulary.leave_out(action, subject) if leads and kind.direction is None else EMPTY,
        each,
        vocabulary.core(vocabulary.weigh(beside, context)) | vocabulary.core(subject),
        vocabulary.find_level(measure.subject or "") or vocabulary.find_level(beside),
        contrasts=vocabulary.find_contrasts(text[place.floor : place.stop]),
        heads=(
            _heads(subject, text[figure : place.stop], context) if leads else _doers(kind, text[place.floor : figure])
        ),
        modifiers=vocabulary.find_modifiers(ahead),
    )


def _heads(subject: Bag, after: str, context: Context) -> tuple[str, ...]:
    """The nouns that name those counted, any of which is enough: the first noun of the subject and of what they are
    said to be (*80 % công trình xây mới là | trụ sở*), and the groups of synonyms of either."""
    head = vocabulary.find_head(subject)
    if not head:
        return ()
    words = vocabulary.spell_out(" ".join(after.split()[1 : SUBJECT_SYLLABLES + 1]), context).lower()
    core, _, said = vocabulary.take_core(words).partition(f" {vocabulary.load().copula} ")
    apposed = vocabulary.find_head(vocabulary.weigh(said, context)) if said else ""
    groups = (vocabulary.find_opening_group(part) for part in (core, said))
    return tuple(name for name in (head, apposed, *groups) if name)


def _doers(kind: Kind, before: str) -> tuple[str, ...]:
    """The classes and groups of synonyms that name who changes something (*Cơ quan, công sở | giảm 5 % lượng điện*)."""
    doer = vocabulary.find_doer(before) if kind.direction else ""
    return vocabulary.name_doer(doer) if doer else ()


def _named(text: str, place: _Place, context: Context) -> Bag:
    """The words of the clause before its first figure: they name what is counted."""
    if place.start < place.clause[0]:
        return EMPTY
    return vocabulary.weigh(_FIGURE.split(text[place.clause[0] : place.end], maxsplit=1)[0], context)


def _subject(measure: Measure, text: str, place: _Place, named: Bag, context: Context) -> Bag:
    """What a measure counts: its subject, else the words behind it; a ratio (*bác sĩ/vạn dân*) is named before its
    figure."""
    after = " ".join(text[place.end : place.stop].split()[:SUBJECT_SYLLABLES])
    if "/" in (measure.unit or "") and named.weights:
        return named
    subject = vocabulary.weigh(vocabulary.take_core(measure.subject or "") or after, context)
    return subject if subject.weights else vocabulary.weigh(after or text[place.clause[0] : place.clause[1]], context)


def _read_unmeasured(target: Target, position: int, context: Context) -> Item:
    """A statement without a figure; one about a whole (*toàn bộ …*) is as good as a hundred per cent of it."""
    if vocabulary.speaks_of_whole(target.text):
        return _read_implied(target, position, target.text, 0, context)
    bag = vocabulary.weigh(target.text, context)
    head = vocabulary.weigh(" ".join(target.text.split()[:SUBJECT_SYLLABLES]), context)
    return Item(target, 0, position, None, measure_kind(None), head, bag, "", target.text)


def _read_implied(target: Target, position: int, words: str, number: int, context: Context) -> Item:
    """A clause about a whole (*toàn bộ …*), which is as good as a hundred per cent of it."""
    bag = vocabulary.weigh(words, context)
    head = vocabulary.weigh(" ".join(words.split()[:SUBJECT_SYLLABLES]), context)
    measure = imply_whole(target.evidence)
    return Item(
        target,
        number,
        position,
        measure,
        measure_kind(measure),
        head,
        bag,
        "",
        words,
        vocabulary.leave_out(bag, head),
        level=vocabulary.find_level(words),
        implied=True,
        contrasts=vocabulary.find_contrasts(words),
        modifiers=vocabulary.find_modifiers(words),
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
    """Where each stated measure's words stand in `target.text`; the whole text where they are not found there."""
    spans: dict[int, tuple[int, int]] = {}
    cursor, last = 0, -1
    stated = target.stated
    for index in sorted(range(len(stated)), key=lambda i: (stated[i].evidence.start, i)):
        evidence = stated[index].evidence
        quote = " ".join(evidence.quote.split())
        start = target.text.find(quote, cursor + (evidence.start > last >= 0)) if quote else -1
        if start < 0 and quote:
            start = target.text.find(quote)
        if start < 0:
            spans[index] = (0, 0)
        else:
            spans[index] = (start, start + len(quote))
            cursor, last = start, evidence.start
    return [spans[index] for index in range(len(stated))]


def _clauses(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _blend(bags: Sequence[Bag], own: int) -> Bag:
    """The words of the measure's own clause at full weight, those of the other clauses at a fraction; a clause that
    hardly says more than where (*khu vực các xã đạt 88 %*) goes on with the words of the one before it."""
    if len(bags) == 1:
        return bags[0]
    weights: dict[str, float] = {}
    elliptic = sum(vocabulary.says_much(word) for word in bags[own].weights) < LEAST_PHRASES
    for index, bag in enumerate(bags):
        factor = 1.0 if index == own or (elliptic and index == own - 1) else OTHER_CLAUSE_WEIGHT
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
