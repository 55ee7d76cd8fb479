"""The figures of one cell of a target table, completed by what its heading, its row and the table say: the unit, the
comparator, whether it is a growth."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later
from ...lexicon import units as unit_rules
from ...models import Measure
from ..measures.cell_values import read_value as read_cell
from ..measures.reader import FoundMeasure
from ..statements import Inherited
from ..words.numbers import parse_numeral
from .tools import Tools
from .values import CellReading, TableReading

_FIGURE = compile_later(r"\d[\d.,]*")
_SIGNED = compile_later(r"[+\-–−](?=\d)")
_WITH_UNIT = compile_later(r"(?P<figure>.*\d)\s+(?P<unit>[^\d\s]+(?:\s[^\d\s]+)?)\s*$")
_ASIDE = compile_later(r"(?P<count>\d[\d.,]*)\s*\((?P<share>[^()]*%[^()]*)\)")


def bracketed_unit(words: str, tools: Tools) -> str | None:
    """The unit that a heading or a row's name gives in brackets at its end (`Tỷ lệ (%)`, `Diện tích
    (ha)`)."""
    for part in reversed(words.split(" - ")):
        found = tools.rules.parts.unit_in_brackets.search(part)
        if found and _is_unit(found["unit"].strip(), tools):
            return lower_first(found["unit"].strip())
        if part.endswith(("%", "‰")):
            return part[-1]
    return None


def counted_noun(heading: str, tools: Tools) -> str | None:
    """The noun that the lowest heading says is counted below it (*Số xã*); None where it names none."""
    found = tools.rules.parts.counted.match(heading.rpartition(" - ")[2])
    noun = lower_first(found["noun"].strip()) if found else ""
    return noun if noun and _is_unit(noun, tools) else None


def _is_unit(words: str, tools: Tools) -> bool:
    """Whether words in brackets name a unit, not an aside (*dự kiến*, *nếu có*)."""
    scaled = tools.rules.parts.scaled_unit.match(words)
    if scaled and scaled["scale"]:
        return True
    noun = tools.rules.parts.scale_before.sub("", (scaled["unit"] if scaled else words).lower())
    known = unit_rules.load().match(noun, 0)
    return noun in ("%", "‰") or (known is not None and (known.end == len(noun) or noun[known.end] in " /"))


def unit_above(reading: TableReading, tools: Tools) -> str | None:
    """The unit that the lines above the table give for all its figures; None where they give none."""
    lines = reversed(reading.caption.split("\n"))
    found = next((match for line in lines if (match := tools.rules.parts.unit_above.search(line))), None)
    return lower_first(found["unit"]) if found else None


def lower_first(words: str) -> str:
    """A unit typed with a capital, as it stands after a number (`Người` -> `người`; `MW` stays)."""
    return words[0].lower() + words[1:] if words[:1].isupper() and not words[:2].isupper() else words


class _Figure(Struct, frozen=True):
    """A value cell with what completes it. `unit`: that of a column of its own, of the heading or of the row's `name`;
    `deadline` and `every`: what the column and the row set."""

    cell: CellReading
    unit: str | None
    name: str
    tools: Tools
    deadline: str | None
    every: str | None

    @property
    def words(self) -> str:
        return self.tools.text.reading[self.cell.start : self.cell.end]

    @property
    def is_bare(self) -> bool:
        """Whether the cell holds a figure and nothing that says of what."""
        return self.tools.rules.is_cell("number", self.words)

    def find_measures(self) -> Sequence[FoundMeasure]:
        """The measures that its words state as a statement would, the row's name being their lead-in."""
        return self.tools.find_measures(self.words, Inherited(self.deadline, None, self.name))

    def measure(self, found: FoundMeasure) -> Measure:
        """The contract's Measure for one found in the cell, its evidence within the cell."""
        return self.tools.measure(found, self.cell.start, self.cell.end)

    def complete(self, measure: Measure, unit: str | None, *, of_name: bool = True) -> Measure:
        """The measure with the row's name, direction, unit and time."""
        return _complete(measure, unit, self.name, self.tools, self.deadline, self.every, of_name=of_name)

    def at(self, start: int, end: int) -> _Figure:
        """The part `start:end` of the cell's words as a cell of its own."""
        part = CellReading(self.cell.start + start, self.cell.start + end, self.words[start:end])
        return replace(self, cell=part)


def read_value(
    cell: CellReading, unit: str | None, name: str, tools: Tools, deadline: str | None, every: str | None
) -> list[Measure]:
    """The figures of one value cell. `unit`: that of a column of its own or of the heading; `name`: of the row, whose
    unit in brackets, counted noun and direction complete them."""
    unit = unit or bracketed_unit(name, tools)
    return _read(_Figure(cell, _spell_out(unit, tools) if unit else None, name, tools, deadline, every))


def _spell_out(unit: str, tools: Tools) -> str:
    """Money with its word of scale cut short (*tr.đ/người*), in full; every other unit as it is."""
    scaled = tools.rules.parts.scaled_unit.match(unit)
    if scaled is None or scaled["times"]:
        return unit
    scales = tools.rules.scales
    word = next(word for word, factor in scales.items() if factor == scales[scaled["scale"].lower()])
    return f"{word} {tools.rules.currency}{scaled['per']}"


def _read(figure: _Figure) -> list[Measure]:
    for rule in _RULES:
        measures = rule(figure)
        if measures is not None:
            return measures
    words = figure.words.strip()
    figure.tools.doubt(
        "unread_figure", f"Không đọc được giá trị «{words}» trong bảng.", figure.cell.start, figure.cell.end
    )
    return []


def _in_scaled_unit(figure: _Figure) -> list[Measure] | None:
    """*12* in a column of *1.000 lượt*."""
    scaled = figure.tools.rules.parts.scaled_unit.match(figure.unit) if figure.unit else None
    if scaled is None or not scaled["times"]:
        return None
    times = parse_numeral(scaled["times"]) or 1
    read = _read(replace(figure, unit=scaled["unit"]))
    return [m.model_copy(update={"low": m.low * times, "high": m.high * times}) for m in read]


def _signed(figure: _Figure) -> list[Measure] | None:
    """*-5%*, *+0,2*: by how much it is to change."""
    sign = _SIGNED.match(figure.cell.text)
    if sign is None or not figure.tools.rules.is_cell("number", figure.cell.text[1:]):
        return None
    way = "increase" if sign[0] == "+" else "decrease"
    signed = len(figure.words) - len(figure.words.lstrip()) + 1
    return [m.model_copy(update={"direction": way}) for m in _read(figure.at(signed, len(figure.words)))]


def _with_its_share(figure: _Figure) -> list[Measure] | None:
    """*48 (đạt 92,3%)*: the count, and what share that is."""
    aside = _ASIDE.fullmatch(figure.words)
    if aside is None or not (figure.unit or figure.tools.rules.parts.counted.match(figure.name)):
        return None
    share = figure.at(*aside.span("share"))
    worded = [share.measure(found) for found in share.find_measures()]
    return [*_read(figure.at(0, aside.end("count"))), *(figure.complete(m, None) for m in worded)]


def _in_words(figure: _Figure) -> list[Measure] | None:
    """*100% xã, phường*; *118/122* with its unit in another column."""
    if figure.is_bare:
        return None
    found = list(figure.find_measures())
    if not found and figure.unit:
        value = read_cell(figure.words, figure.unit, figure.deadline)
        found = [value] if value else []
    stated = [figure.measure(item) for item in found]
    alone = len(found) == 1 and found[0].start == 0 and stated[0].subject in (None, stated[0].unit)
    return [figure.complete(measure, figure.unit, of_name=alone) for measure in stated] or None


def _with_own_unit(figure: _Figure) -> list[Measure] | None:
    """*75 tuổi*, *30 phút*: a unit that a sentence would not count in."""
    united = None if figure.is_bare else _WITH_UNIT.match(figure.words)
    if united is None or not _is_unit(united["unit"].lower(), figure.tools):
        return None
    if not figure.tools.rules.is_cell("number", united["figure"]):
        return None
    return _read(replace(figure.at(0, united.end("figure")), unit=_spell_out(united["unit"], figure.tools)))


def _no_figure(figure: _Figure) -> list[Measure] | None:
    """*Hoàn thành*, *Duy trì*: nothing that could be lost."""
    return [] if not figure.is_bare and not _FIGURE.search(figure.words) else None


def _in_unit(figure: _Figure) -> list[Measure] | None:
    """*≥ 95* in a column of *hộ*; *92%*."""
    value = read_cell(figure.words, figure.unit, figure.deadline) if figure.is_bare else None
    return [figure.complete(figure.measure(value), figure.unit)] if value else None


def _counting_name(figure: _Figure) -> list[Measure] | None:
    """*12* beside *Số lớp tập huấn*."""
    counted = figure.tools.rules.parts.counted.match(figure.name) if figure.is_bare and not figure.unit else None
    value = read_cell(figure.words, counted["noun"].strip(), figure.deadline) if counted else None
    return [figure.complete(figure.measure(value), None)] if value and value.unit else None


def _without_unit(figure: _Figure) -> list[Measure] | None:
    """A bare number with no unit anywhere, which is doubted."""
    typed = figure.words.strip()
    value = parse_numeral(typed) if figure.is_bare and _FIGURE.fullmatch(typed) else None
    if value is None:
        return None
    start, end = figure.cell.start, figure.cell.end
    if not figure.unit:
        message = f"Giá trị «{typed}» trong bảng không ghi đơn vị tính."
        figure.tools.doubt("figure_without_unit", message, start, end)
    evidence = figure.tools.text.evidence(start, end)
    bare = Measure(
        comparator="eq", low=value, high=value, unit=figure.unit, deadline=figure.deadline, evidence=evidence
    )
    return [figure.complete(bare, figure.unit)]


_RULES: tuple[Callable[[_Figure], list[Measure] | None], ...] = (
    _in_scaled_unit,
    _signed,
    _with_its_share,
    _in_words,
    _with_own_unit,
    _no_figure,
    _in_unit,
    _counting_name,
    _without_unit,
)
"""How a value cell may state its figures, in the order of the tests; None says that a rule does not apply."""


def take_heading(measures: list[Measure], heading: str, tools: Tools) -> list[Measure]:
    """The measures as the heading means them: bounds (*Chỉ tiêu tối thiểu*), growths (*Chỉ tiêu giảm*)."""
    parts = tools.rules.parts
    bound = parts.bound.search(heading)
    said = (parts.change.match(parts.given.sub("", part)) for part in heading.split(" - "))
    change = next((match for match in said if match), None)
    way = ("increase" if change["increase"] or change["increase_last"] else "decrease") if change else None
    taken: list[Measure] = []
    for measure in measures:
        update: dict[str, object] = {}
        if bound and measure.comparator == "eq":
            update["comparator"] = "gte" if bound["least"] else "lte"
        if way and measure.direction is None and measure.comparator not in ("lt", "lte"):
            update["direction"] = way
        taken.append(measure.model_copy(update=update) if update else measure)
    return taken


def _complete(
    measure: Measure,
    unit: str | None,
    name: str,
    tools: Tools,
    deadline: str | None,
    every: str | None,
    *,
    of_name: bool = True,
) -> Measure:
    """The row's name as subject (`of_name`: the cell is a bare figure), its *giảm* or *tăng* as direction,
    the column's year as deadline."""
    change = tools.rules.parts.change.match(name)
    direction = measure.direction
    if direction is None and change:
        grows = change["increase"] or change["increase_last"]
        if grows or measure.comparator not in ("lt", "lte"):  # *Giảm … | Dưới 16 %* is where it is to get
            direction = "increase" if grows else "decrease"
    return measure.model_copy(
        update={
            "subject": name if measure.subject is None or of_name else measure.subject,
            "direction": direction,
            "unit": measure.unit or unit,
            "deadline": None if every else (deadline or measure.deadline),
            "every": every or measure.every,
        }
    )
