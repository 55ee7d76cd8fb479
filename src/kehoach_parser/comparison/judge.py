"""Is a plan's measure equal to the baseline's, more ambitious, less so, or not to be ranked against it?

Which figure is the more ambitious the plans' own measures say (`Measure.better`); where neither side knows, differing
figures are `changed`, never `lower`. A range promises no more than its weaker end; equal figures are equal, whatever
the bound (*trên 5 %*, *từ 5 % trở lên*), which is a remark.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from ..models import Measure, Metadata, Remark, Status
from . import vocabulary
from .features import Item, Kind, measure_kind

PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "half_year": 2, "year": 1}

MOST = 50


class Verdict(Struct, frozen=True):
    """The status of a plan's measure, its distance from the baseline's, and what must be said beside it."""

    status: Status
    delta: float | None = None
    remarks: tuple[Remark, ...] = ()


class _Value(Struct, frozen=True):
    """A value ready to be ranked, in the baseline's unit."""

    low: Fraction
    high: Fraction
    open_end: bool


def judge(base: Item, found: Item, base_meta: Metadata, meta: Metadata) -> Verdict:
    """The status of `found`, a measure (or statement) of a plan, against `base`. Swapping the two mirrors it."""
    if base.measure is None or base.implied:
        if found.measure is None or found.implied:
            return Verdict("equal")
        return Verdict("changed", remarks=("now_quantified",))
    if found.measure is None:
        return Verdict("qualitative")
    one, other = base.measure, found.measure
    remarks = list(_remarks(base, found, base_meta, meta))
    if found.implied:
        remarks.append("implied")
    if (by_each := _rank_each(base, found)) is not None:
        return Verdict(_status(by_each), None, (*dict.fromkeys(remarks), "other_unit"))
    if (by_year := _rank_yearly(base, found, base_meta, meta)) is not None:
        return Verdict(_status(by_year[0]), _number(by_year[1]), (*dict.fromkeys(remarks), "other_frequency"))
    one, other = _as_meant(base), _as_meant(found)
    values = _bring_together(one, other, base_meta, meta, remarks)
    if values is None:
        return Verdict("changed", remarks=tuple(dict.fromkeys(remarks)))
    better = _betters(one, other)
    if better[0] and better[1] and better[0] != better[1]:
        remarks.append("opposed")
        if not base.core or base.core != found.core:
            return Verdict("changed", remarks=tuple(dict.fromkeys(remarks)))
        # Of the very same words one side alone could tell that it is a harm (*giảm xuống còn 10 %*).
        better = ("less", "less")
    rank, delta = _rank(*values, ceiling=_wants_smaller(one, better[0] or better[1]))
    told = tuple(dict.fromkeys(remarks))
    if rank and better == (None, None):
        return Verdict("changed", _number(delta), (*told, "neither_better"))
    if rank < 0 and _due_later(base, found, base_meta, meta):
        return Verdict("not_due", _number(delta), told)
    short_of_sum = rank < 0 if is_annual(meta) else rank > 0
    if "annual" in remarks and short_of_sum and _accumulates(base) and _accumulates(found):
        return Verdict("changed", remarks=told)
    return Verdict(_status(rank), _number(delta), told)


def better_of(measure: Measure) -> str | None:
    """Which figure is the more ambitious, `more` or `less`; None: neither, or unknown. Of a measure that was stored
    before the parser told (it has no such key) a ceiling or a change alone tells, else more is taken for better."""
    return measure.better if "better" in measure.model_fields_set else _told_by_bound(measure) or "more"


def _told_by_bound(measure: Measure) -> str | None:
    if measure.comparator in ("lte", "lt") or measure.direction == "decrease":
        return "less"
    return "more" if measure.comparator in ("gte", "gt") or measure.direction == "increase" else None


def _betters(one: Measure, other: Measure) -> tuple[str | None, str | None]:
    """Which way is better, by each of the two; what an older file leaves open the other side tells."""
    told = [m.better if "better" in m.model_fields_set else _told_by_bound(m) for m in (one, other)]
    open_ = ["better" not in m.model_fields_set and told[i] is None for i, m in enumerate((one, other))]
    if all(open_):
        return "more", "more"
    if set(told) == {"more", "less"} and _is_promise((one, other)[told.index("less")]):
        return "more", "more"
    return told[0], told[1]


def _is_promise(measure: Measure) -> bool:
    """Whether a share is promised of most of a whole: no harm is planned for more than half (*100 % hộ nghèo không còn
    ở nhà tạm*), whatever those counted are called."""
    level = measure.direction is None and measure.comparator in ("eq", "gte", "gt", "approx")
    return level and measure.unit == "%" and measure.low >= MOST


def _wants_smaller(measure: Measure, better: str | None) -> bool:
    """Whether the smaller figure is the more ambitious. Of a change the deeper one is, where it goes the wanted way
    (*giảm 5 %* of what is better less), else the shallower (*tăng không quá 1 %*)."""
    if measure.direction == "decrease":
        return better == "more"
    return better == "less"


def _due_later(base: Item, found: Item, base_meta: Metadata, meta: Metadata) -> bool:
    """Whether the plan's figure is due before the baseline's: an annual plan, an earlier milestone."""
    one, other = base.measure, found.measure
    assert one is not None and other is not None
    if one.every or one.per or other.every or other.per:
        return False
    if one.deadline is None and not is_annual(meta):
        return False
    wanted, stated = due_year(one, base_meta), due_year(other, meta)
    return wanted is not None and stated is not None and stated < wanted


def due_year(measure: Measure, meta: Metadata) -> int | None:
    """The year by which the figure is to be reached: its own, else the last of the plan's; None where none is known."""
    if measure.deadline and measure.deadline[:4].isdigit():
        return int(measure.deadline[:4])
    if meta.period:
        return meta.period.end
    return vocabulary.find_horizon(meta.title or "")


def _as_meant(item: Item) -> Measure:
    """The measure; a change that a noun names (*tốc độ tăng …*, *mức giảm …*) with its direction, one that the words
    around it call yearly with `every`."""
    measure = item.measure
    assert measure is not None
    if item.kind.family == "ratio" and measure.unit and "/" not in measure.unit:
        measure = measure.model_copy(update={"unit": item.kind.noun})
    if measure.direction is None and item.kind.direction:
        update = {"direction": item.kind.direction}
        if item.kind.direction == "decrease":
            update["better"] = "less"
        measure = measure.model_copy(update=update)
    yearly = measure.direction and not measure.every and not measure.per and vocabulary.states_yearly(item.clause)
    return measure.model_copy(update={"every": "year"}) if yearly else measure


def _status(rank: int) -> Status:
    return "equal" if rank == 0 else "higher" if rank > 0 else "lower"


def _rank_each(base: Item, found: Item) -> int | None:
    """Ranks a count for each of a whole (*mỗi trường 1 tủ sách*) against a share of that whole (*100 % trường có tủ
    sách*): one for each is a hundred per cent, two for each are more. None for any other pair."""
    counted, shared = (base, found) if base.each else (found, base)
    count, share = counted.measure, shared.measure
    assert count is not None and share is not None
    plain = not count.every and not share.every and shared.kind.direction is None
    if not counted.each or shared.each or shared.kind.noun != "%" or not plain or count.comparator in ("lte", "lt"):
        return None
    if count.low < 1 or not _same_whole(counted.each, shared) or better_of(share) == "less":
        return None
    rank = 1 if share.low < 100 or count.low > 1 else 0
    return rank if counted is found else -rank


def _same_whole(each: str, shared: Item) -> bool:
    """Whether a share is one of those for each of whom a count is stated."""
    assert shared.measure is not None
    level, other = vocabulary.find_level(each), vocabulary.find_level(shared.measure.subject or "")
    if level or other:
        return level == other
    return bool(vocabulary.weigh(each).weights.keys() & shared.subject.weights.keys())


def _rank_yearly(base: Item, found: Item, base_meta: Metadata, meta: Metadata) -> tuple[int, Fraction] | None:
    """Ranks what is done every year against what is done in all years together. A total that does not say so may be
    the level of its last year: then only what holds both ways is said. With the difference in the baseline's period;
    None where nothing can be said."""
    one, other = base.measure, found.measure
    assert one is not None and other is not None
    yearly = [measure.every == "year" or measure.per == "year" for measure in (one, other)]
    if yearly[0] == yearly[1]:
        return None
    item, meta_of = (found, meta) if yearly[0] else (base, base_meta)
    each, total = (one, other) if yearly[0] else (other, one)
    if not (
        _accumulates(item) and base.kind.direction is found.kind.direction is None and _same_unit(base.kind, found.kind)
    ):
        return None
    if not spans_years(meta_of) or (better_of(one), better_of(other)) != ("more", "more") or one.of or other.of:
        return None
    period = meta_of.period
    assert period is not None
    last = min(period.end, int(total.deadline[:4])) if total.deadline else period.end
    years = last - period.start + 1
    if years < 2:
        return None
    summed, stated = _exact(each.low) * years, _exact(total.low)
    if summed > stated and not vocabulary.states_whole(item.clause):
        return None
    rank = (summed > stated) - (summed < stated)
    return (-rank, (stated - summed) / years) if yearly[0] else (rank, summed - stated)


def is_annual(meta: Metadata) -> bool:
    """Whether the plan covers a single year."""
    return meta.period is not None and meta.period.start == meta.period.end


def spans_years(meta: Metadata) -> bool:
    """Whether the plan covers several years."""
    return meta.period is not None and meta.period.start < meta.period.end


def _accumulates(item: Item) -> bool:
    """Whether the figure is a sum over the period, of which one year can bring only a part."""
    measure = item.measure
    assert measure is not None
    return item.kind.family in ("count", "money") and measure.per is None and measure.every is None


def _remarks(base: Item, found: Item, base_meta: Metadata, meta: Metadata) -> Iterable[Remark]:
    one, other = base.measure, found.measure
    assert one is not None and other is not None
    if is_annual(meta) != is_annual(base_meta) and (spans_years(base_meta) or spans_years(meta)):
        yield "annual"
        if _later(one, meta):
            yield "not_due"
    if one.deadline and other.deadline:
        length = min(len(one.deadline), len(other.deadline))
        if one.deadline[:length] < other.deadline[:length]:
            yield "later_deadline"
        elif one.deadline[:length] > other.deadline[:length]:
            yield "earlier_deadline"
    elif one.deadline and not one.every and not other.deadline and not other.every and not is_annual(meta):
        yield "no_deadline"
    levels = _level(one), _level(other)
    if levels[0] and levels[1] and levels[0] != levels[1]:
        yield "other_level"
    if one.comparator != other.comparator:
        yield "other_comparator"


def _later(base: Measure, meta: Metadata) -> bool:
    """Whether the baseline asks for the value only after the year of an annual plan."""
    if base.deadline is None or base.every or meta.period is None or not is_annual(meta):
        return False
    return base.deadline[:4] > str(meta.period.start)


def _level(measure: Measure) -> str | None:
    return vocabulary.find_level(f"{measure.unit or ''} {measure.subject or ''}")


def _bring_together(
    one: Measure, other: Measure, base_meta: Metadata, meta: Metadata, remarks: list[Remark]
) -> tuple[_Value, _Value] | None:
    """Both values in the baseline's unit and period; None, with a remark, where they cannot be ranked."""
    kind, other_kind = measure_kind(one), measure_kind(other)
    multiples = (one.unit, other.unit) == (vocabulary.load().multiple,) * 2 and not one.per and not other.per
    multiples = multiples and "decrease" not in (one.direction, other.direction)
    if one.direction != other.direction and not multiples:
        opposed = one.direction and other.direction
        remarks.append("opposed" if opposed else "change_against_level")
        return None
    scale, other_scale = Fraction(1), Fraction(1)
    if not _same_unit(kind, other_kind):
        share, other_share = _share(one, kind), _share(other, other_kind)
        if share is None or other_share is None:
            remarks.append("other_unit")
            return None
        other_scale = other_share / share
    elif one.of and other.of and one.of != other.of and kind.family == "count":
        other_scale = _exact(one.of) / _exact(other.of)
    periods = _periods(one, base_meta), _periods(other, meta)
    if one.per or other.per or _needs_period(one, other, kind):
        if periods[0] is None or periods[1] is None:
            remarks.append("other_frequency")
            return None
        other_scale *= Fraction(periods[1], periods[0])
    return _value(one, scale), _value(other, other_scale)


def _same_unit(kind: Kind, other: Kind) -> bool:
    if kind.family != other.family:
        return False
    if kind.noun == other.noun:
        return True
    return (
        kind.family in ("count", "ratio")
        and bool(kind.noun and other.noun)
        and vocabulary.nouns_agree(kind.noun, other.noun)
    )


def _share(measure: Measure, kind: Kind) -> Fraction | None:
    """What one unit of the measure is as a share of the whole in per cent; None where no whole is known."""
    if kind.family == "rate":
        return Fraction(1) if kind.noun == "%" else Fraction(1, 10)
    return Fraction(100) / _exact(measure.of) if measure.of else None


def _periods(measure: Measure, meta: Metadata) -> int | None:
    """How often a year the value is to be reached; None where neither the measure nor an annual plan tells."""
    if measure.per or measure.every:
        return PER_YEAR[measure.per or measure.every or "year"]
    return 1 if is_annual(meta) else None


def _needs_period(one: Measure, other: Measure, kind: Kind) -> bool:
    """A level (80 % each year, 80 % by 2025) can be ranked whatever its period; a sum or a change cannot."""
    return one.every != other.every and (one.direction is not None or kind.family in ("count", "money"))


def _value(measure: Measure, scale: Fraction) -> _Value:
    low, high = _exact(measure.low) * scale, _exact(measure.high) * scale
    return _Value(low, high, measure.comparator in ("gte", "gt", "lte", "lt"))


def _rank(base: _Value, found: _Value, *, ceiling: bool) -> tuple[int, Fraction]:
    """1 where `found` is the more ambitious, -1 where it is less so, 0 where equal; and the plain difference."""
    near = found.high - base.high if ceiling else found.low - base.low
    far = found.low - base.low if ceiling else found.high - base.high
    sign = -1 if ceiling else 1
    if near:
        return (sign if near > 0 else -sign), near
    if far and not base.open_end and not found.open_end:
        return (sign if far > 0 else -sign), far
    return 0, Fraction(0)


def _exact(value: float) -> Fraction:
    """The decimal number that was written, so that 0.1 times 3 is 0.3."""
    return Fraction(str(value))


def _number(value: Fraction) -> float:
    return round(float(value), 9)
