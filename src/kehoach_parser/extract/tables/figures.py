"""The figures of one cell of a target table, completed by what its heading, its row and the table say: the unit, the
comparator, whether it is a growth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.patterns import compile_later
from ...lexicon import units as unit_rules
from ...models import Measure
from ..measures.reader import FoundMeasure
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
        found = tools.rules.parts["unit_in_brackets"].search(part)
        if found and _is_unit(found["unit"].strip(), tools):
            return lower_first(found["unit"].strip())
        if part.endswith(("%", "‰")):
            return part[-1]
    return None


def counted_noun(heading: str, tools: Tools) -> str | None:
    """The noun that the lowest heading says is counted below it (*Số xã*); None where it names none."""
    found = tools.rules.parts["counted"].match(heading.rpartition(" - ")[2])
    noun = lower_first(found["noun"].strip()) if found else ""
    return noun if noun and _is_unit(noun, tools) else None


def _is_unit(words: str, tools: Tools) -> bool:
    """Whether words in brackets name a unit, not an aside (*dự kiến*, *nếu có*)."""
    scaled = tools.rules.parts["scaled_unit"].match(words)
    if scaled and scaled["scale"]:
        return True
    noun = tools.rules.parts["scale_before"].sub("", (scaled["unit"] if scaled else words).lower())
    known = unit_rules.load().match(noun, 0)
    return noun in ("%", "‰") or (known is not None and (known.end == len(noun) or noun[known.end] in " /"))


def unit_above(reading: TableReading, tools: Tools) -> str | None:
    """The unit that the lines above the table give for all its figures; None where they give none."""
    lines = reversed(reading.caption.split("\n"))
    found = next((match for line in lines if (match := tools.rules.parts["unit_above"].search(line))), None)
    return lower_first(found["unit"]) if found else None


def lower_first(words: str) -> str:
    """A unit typed with a capital, as it stands after a number (`Người` -> `người`; `MW` stays)."""
    return words[0].lower() + words[1:] if words[:1].isupper() and not words[:2].isupper() else words


def read_value(
    cell: CellReading, unit: str | None, name: str, tools: Tools, deadline: str | None, every: str | None
) -> list[Measure]:
    """The figures of one value cell. `unit`: that of a column of its own or of the heading; `name`: of the row, whose
    unit in brackets, counted noun and direction complete them."""
    unit = unit or bracketed_unit(name, tools)
    if unit and (scaled := tools.rules.parts["scaled_unit"].match(unit)):
        unit, times = _read_scaled(scaled, tools)
        if times != 1:
            read = read_value(cell, unit, name, tools, deadline, every)
            return [m.model_copy(update={"low": m.low * times, "high": m.high * times}) for m in read]
    if (sign := _SIGNED.match(cell.text)) and tools.rules.is_cell("number", cell.text[1:]):  # *-5%*, *+0,2*
        rest = CellReading(cell.end - len(cell.text) + 1, cell.end, cell.text[1:])
        way = "increase" if sign[0] == "+" else "decrease"
        return [
            measure.model_copy(update={"direction": way})
            for measure in read_value(rest, unit, name, tools, deadline, every)
        ]
    start, end = cell.start, cell.end
    words = tools.text.reading[start:end]
    bare = tools.rules.is_cell("number", words)
    if unit and (aside := _ASIDE.fullmatch(words)):  # *48 (đạt 92,3%)*: the count, and what share that is
        count = CellReading(start, start + aside.end("count"), aside["count"])
        share = CellReading(start + aside.start("share"), start + aside.end("share"), aside["share"])
        parts = (read_value(count, unit, name, tools, deadline, every), _read_worded(share, name, tools, deadline))
        return [*parts[0], *(_complete(m, None, name, tools, deadline, every) for m in parts[1])]
    if not bare:
        found = list(tools.find_measures(words, deadline, name))
        if not found and unit:  # *118/122* with its unit in another column
            found = list(tools.find_measures(f"{words} {unit}", deadline, name))
        united = _WITH_UNIT.match(words) if not found else None
        if united and _is_unit(united["unit"].lower(), tools) and tools.rules.is_cell("number", united["figure"]):
            held = CellReading(start, start + united.end("figure"), united["figure"])  # *75 tuổi*, *30 phút*
            return read_value(held, united["unit"], name, tools, deadline, every)
        if not found and _FIGURE.search(words):
            tools.doubt("unread_figure", f"Không đọc được giá trị «{words.strip()}» trong bảng.", start, end)
        stated = [tools.measure(item, start, end) for item in found]
        alone = len(found) == 1 and found[0].start == 0 and stated[0].subject == stated[0].unit
        return [_complete(measure, unit, name, tools, deadline, every, of_name=alone) for measure in stated]
    typed = words.strip()
    percent = "%" in typed or "‰" in typed
    asked = typed if percent or not unit else f"{typed} {unit}"
    items: Sequence[FoundMeasure] = tools.find_measures(asked, deadline, None)
    if len(items) == 1 and (unit or percent):
        return [_complete(tools.measure(items[0], start, end), unit, name, tools, deadline, every)]
    figure = typed.rstrip("%‰ ")
    items = tools.find_measures(
        f"{figure} ha", deadline, None
    )  # in place of a unit unknown to the finder: *≤ 30 | phút*
    if len(items) == 1 and unit:
        stood = tools.measure(items[0], start, end)
        return [_complete(stood.model_copy(update={"unit": unit}), unit, name, tools, deadline, every)]
    value = parse_numeral(figure) if _FIGURE.fullmatch(figure) else None
    if value is None:
        tools.doubt("unread_figure", f"Không đọc được giá trị «{typed}» trong bảng.", start, end)
        return []
    if not unit and not percent and (counted := tools.rules.parts["counted"].match(name)):
        items = tools.find_measures(f"{typed} {counted['noun'].strip()}", deadline, None)
        if len(items) == 1 and items[0].unit:
            return [_complete(tools.measure(items[0], start, end), None, name, tools, deadline, every)]
    if not unit and not percent:
        tools.doubt("figure_without_unit", f"Giá trị «{typed}» trong bảng không ghi đơn vị tính.", start, end)
    measure = Measure(
        comparator="eq",
        low=value,
        high=value,
        unit="%" if percent else unit,
        deadline=deadline,
        evidence=tools.text.evidence(start, end),
    )
    return [_complete(measure, unit, name, tools, deadline, every)]


def take_heading(measures: list[Measure], heading: str, tools: Tools) -> list[Measure]:
    """The measures as the heading means them: bounds (*Chỉ tiêu tối thiểu*), growths (*Chỉ tiêu giảm*)."""
    parts = tools.rules.parts
    bound = parts["bound"].search(heading)
    said = (parts["change"].match(parts["given"].sub("", part)) for part in heading.split(" - "))
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


def _read_scaled(scaled: re.Match[str], tools: Tools) -> tuple[str, float]:
    """The unit that a scaled unit is made of, and how many of it one is; money with its word of scale in full."""
    if scaled["times"]:
        return scaled["unit"], parse_numeral(scaled["times"]) or 1
    scales = tools.rules.scales
    word = next(word for word, factor in scales.items() if factor == scales[scaled["scale"].lower()])
    return f"{word} {tools.rules.currency}{scaled['per']}", 1


def _read_worded(cell: CellReading, name: str, tools: Tools, deadline: str | None) -> list[Measure]:
    words = tools.text.reading[cell.start : cell.end]
    return [tools.measure(item, cell.start, cell.end) for item in tools.find_measures(words, deadline, name)]


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
    change = tools.rules.parts["change"].match(name)
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
