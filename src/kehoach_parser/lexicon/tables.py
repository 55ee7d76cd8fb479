"""Words of table headings, cells and captions: rules/tables.toml as one frozen value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, cast, get_args

from msgspec import Struct

from ..errors import RulesError
from ..language.compiled import compile_kept
from ..language.patterns import compile_later
from ..language.spaces import on_one_line
from .rule_files import Example, load_rules, read_examples
from .wording import read_parts

ColumnRole = Literal[
    "number",  # STT: the row's number or bullet
    "target",  # chỉ tiêu: the statement of a target, or its name where values stand beside it
    "task",  # nhiệm vụ
    "content",  # nội dung, tên …: words whose meaning the rest of the table decides
    "topic",  # lĩnh vực, tiêu chí …: what several rows are about
    "lead",  # cơ quan chủ trì
    "support",  # cơ quan phối hợp
    "overseer",  # cơ quan theo dõi, kiểm tra, đôn đốc
    "agency",  # cơ quan thực hiện: who does it, without saying lead or support
    "time",  # thời gian, thời hạn
    "output",  # sản phẩm
    "unit",  # đơn vị tính
    "quantity",  # số lượng, kết quả: a number counted or to be filled in
    "value",  # chỉ tiêu giao: the number to be reached, without a year of its own
    "baseline",  # hiện trạng, thực hiện năm …: a number already reached
    "year",  # the number to be reached by the year in the heading
    "amount",  # money
    "source",  # nguồn kinh phí
    "place",  # địa bàn
    "basis",  # căn cứ
    "note",  # ghi chú
    "mark",  # only x
]
TableKind = Literal["targets", "tasks", "form", "budget", "places", "programme", "other"]

CellSort = Literal[
    "agency",
    "time",
    "clock",
    "done",
    "unit_or_body",
    "acted_on",
    "leader",
    "mark",
    "number",
    "unresolved",
    "same_as_above",
    "recurring",
    "total",
    "lead_in",
    "opens_lead_in",
    "unit_line",
    "part_of_year",
    "whole_year",
    "ratio",
    "context",
    "source_name",
    "form_end",
    "column_number",
]
"""The entries of `[[cell]]`: what the words of a whole cell say."""

_ROLES = frozenset(get_args(ColumnRole))
_KINDS = frozenset(get_args(TableKind))


class Parts(Struct, frozen=True):
    """The entries of `[[part]]`: patterns of what stands within a cell, a heading or a line above a table; what each is
    for, and its groups, tells the file. They ignore case."""

    money_stated: re.Pattern[str]
    money_in_heading: re.Pattern[str]
    money_alone: re.Pattern[str]
    money_of_cell: re.Pattern[str]
    price: re.Pattern[str]
    support_within: re.Pattern[str]
    lead_within: re.Pattern[str]
    task_group: re.Pattern[str]
    opens_lead: re.Pattern[str]
    opens_support: re.Pattern[str]
    unit_in_name: re.Pattern[str]
    unit_in_brackets: re.Pattern[str]
    given: re.Pattern[str]
    compared: re.Pattern[str]
    counted: re.Pattern[str]
    change: re.Pattern[str]
    lead_in_opening: re.Pattern[str]
    every_year: re.Pattern[str]
    day: re.Pattern[str]
    month: re.Pattern[str]
    weeks: re.Pattern[str]
    short_month: re.Pattern[str]
    quarter: re.Pattern[str]
    months_of_year: re.Pattern[str]
    one_year: re.Pattern[str]
    this_year: re.Pattern[str]
    from_then_on: re.Pattern[str]
    own_caption: re.Pattern[str]
    set_for_year: re.Pattern[str]
    scaled_unit: re.Pattern[str]
    scale_before: re.Pattern[str]
    unit_above: re.Pattern[str]
    aim: re.Pattern[str]
    against: re.Pattern[str]
    bound: re.Pattern[str]
    aimed_heading: re.Pattern[str]
    at_first: re.Pattern[str]
    reported: re.Pattern[str]
    time_of_value: re.Pattern[str]
    planned_year: re.Pattern[str]
    belongs_to: re.Pattern[str]


class TableRules(Struct, frozen=True):
    """`columns` and `captions` in the order they are tried; `cells` by name.
    `scales`: words of scale before money (*triệu*) and their factor; `currency`: the unit of money."""

    columns: tuple[tuple[str, ColumnRole, re.Pattern[str]], ...]
    cells: dict[CellSort, re.Pattern[str]]
    captions: tuple[tuple[str, TableKind, re.Pattern[str]], ...]
    parts: Parts
    scales: dict[str, float]
    currency: str

    def column_role(self, heading: str) -> ColumnRole | None:
        """What a column under this heading holds; None where its words do not tell."""
        folded = fold(heading)
        lowest = folded.rpartition(" - ")[2]
        if lowest != folded and (role := self._role(lowest)) in ("lead", "support"):
            return role  # the lower heading parts what the upper one names together
        return self._role(folded)

    def _role(self, folded: str) -> ColumnRole | None:
        return next((role for _, role, pattern in self.columns if pattern.search(folded)), None)

    def is_cell(self, name: CellSort, text: str) -> bool:
        """Whether a cell's words are of the named sort (an entry of `[[cell]]`)."""
        return self.cells[name].search(fold(text)) is not None

    def caption_kind(self, caption: str) -> TableKind | None:
        """What the words above a table call it; None where they do not tell."""
        folded = fold(caption)
        return next((kind for _, kind, pattern in self.captions if pattern.search(folded)), None)

    def names_kind(self, caption: str, kind: TableKind) -> bool:
        """Whether the words above a table speak of this kind, whatever else they speak of."""
        folded = fold(caption)
        return any(held == kind and pattern.search(folded) for _, held, pattern in self.captions)


def fold(text: str) -> str:
    """Lower case, white space folded: the form that patterns are written for."""
    return on_one_line(text).lower()


_SCALES = ("scales", "counted_scales")
_TIMES = ("year", "quarter", "month", "day")
"""The parts of rules/wording/times.toml that the parts here may name, in capitals."""


def _pattern(entry: dict[str, Any]) -> re.Pattern[str]:
    try:
        return compile_kept(str(entry["pattern"]), 0)
    except (re.error, KeyError) as error:
        raise RulesError(f"rules/tables.toml: entry {entry.get('id')!r}: {error}") from error


def _read_parts(raw: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    """The patterns of `[[part]]`, names in braces written out; compiled at their first use."""

    def join(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    scale, scaled = join(raw["scales"]), join((*raw["scales"], *raw["counted_scales"]))
    money = rf"(?:(?P<scale>{scaled})\s*)?{raw['money']['pattern']}"
    named = {"{SCALE}": scale, "{SCALED}": scaled, "{MONEY}": money}
    named |= {f"{{{part.upper()}}}": read_parts("times")[part] for part in _TIMES}
    return {
        str(entry["id"]): compile_later(
            re.sub(r"\{[A-Z]+\}", lambda match: named[match[0]], str(entry["pattern"])), re.IGNORECASE
        )
        for entry in raw["part"]
    }


@cache
def load() -> TableRules:
    """The rules; RulesError where the file is malformed."""
    raw = load_rules("tables")
    for entry in raw["column"]:
        if entry.get("role") not in _ROLES:
            raise RulesError(f"rules/tables.toml: column {entry.get('id')!r} has no known role")
    for entry in raw["caption"]:
        if entry.get("kind") not in _KINDS:
            raise RulesError(f"rules/tables.toml: caption {entry.get('id')!r} has no known kind")
    return TableRules(
        columns=tuple((str(e["id"]), cast(ColumnRole, e["role"]), _pattern(e)) for e in raw["column"]),
        cells={cast(CellSort, e["id"]): _pattern(e) for e in raw["cell"]},
        captions=tuple((str(e["id"]), cast(TableKind, e["kind"]), _pattern(e)) for e in raw["caption"]),
        parts=Parts(**_read_parts(raw)),
        scales={str(word): float(factor) for part in _SCALES for word, factor in raw[part].items()},
        currency=str(raw["money"]["unit"]),
    )


def examples() -> Iterator[Example]:
    """Every example; entries are named `column/lead`, `cell/time`, `caption/form`, `part/quarter`."""
    raw = load_rules("tables")
    for part in ("column", "cell", "caption", "part"):
        for example in read_examples("tables", raw[part]):
            yield Example(example.file, f"{part}/{example.entry}", example.text, example.expected)


def accepts(entry_id: str, text: str) -> bool:
    """Whether the entry's pattern alone accepts the text."""
    part, _, name = entry_id.partition("/")
    rules = load()
    if part == "cell":
        return rules.is_cell(cast(CellSort, name), text)
    if part == "part":
        pattern: re.Pattern[str] = getattr(rules.parts, name)
        return pattern.search(text) is not None
    entries = rules.columns if part == "column" else rules.captions
    return any(entry[0] == name and entry[2].search(fold(text)) is not None for entry in entries)
