"""What kind of table it is: targets, tasks, a form, a budget, places, a programme of hours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from ...lexicon.tables import ColumnRole, TableKind, TableRules
from .values import RowReading

_FIGURES = ("quantity", "value", "year", "baseline")


class _Table(Struct, frozen=True):
    """A table as the rules below look at it. `named`: what its caption calls it."""

    columns: Sequence[ColumnRole | None]
    rows: Sequence[RowReading]
    fill_in: Sequence[int]
    caption: str
    rules: TableRules
    held: frozenset[ColumnRole | None]
    named: TableKind | None

    @property
    def doing(self) -> frozenset[ColumnRole | None]:
        """The columns that say who does something, or when."""
        return self.held & {"lead", "support", "agency", "time"}

    @property
    def by_year(self) -> bool:
        """Whether a column holds what is to be reached."""
        return bool(self.held & {"year", "value"})

    @property
    def worded(self) -> bool:
        """Whether a column of statements could name targets or what is done."""
        return bool(self.held & {"content", "target"})

    def have_figures(self, role: ColumnRole) -> bool:
        """Whether the first column of this role has a figure in any row."""
        col = list(self.columns).index(role)
        return any(re.search(r"\d", cell.text) for row in self.rows if (cell := row.cells[col]))

    def say_figures(self) -> bool:
        """Whether the statements themselves have figures."""
        return any(self.have_figures(role) for role in self.columns if role in ("task", "target", "content"))

    def go_by_the_clock(self) -> bool:
        """Whether most rows begin at an hour of the day: a programme, whose rows are no tasks."""
        places = [col for col, role in enumerate(self.columns) if role == "time"]
        cells = [cell for row in self.rows for col in places if (cell := row.cells[col])]
        return bool(cells) and sum(self.rules.is_cell("clock", cell.text) for cell in cells) * 2 > len(cells)

    def have_numbers(self) -> bool:
        """Whether most cells of the columns of values are numbers."""
        places = [col for col, role in enumerate(self.columns) if role in ("year", "value")]
        cells = [cell for row in self.rows for col in places if (cell := row.cells[col])]
        return bool(cells) and sum(self.rules.is_cell("number", cell.text) for cell in cells) * 2 > len(cells)


def table_kind(
    columns: Sequence[ColumnRole | None],
    rows: Sequence[RowReading],
    fill_in: Sequence[int],
    caption: str,
    rules: TableRules,
) -> TableKind:
    """What the table is: a form where its columns of figures are blank, else by its columns and its
    caption. The first rule that holds decides."""
    named = rules.caption_kind(caption) if caption else None
    table = _Table(columns, rows, fill_in, caption, rules, frozenset(columns), named)
    return next((kind for kind, holds in _RULES if holds(table)), "other")


def _is_empty(table: _Table) -> bool:
    """A heading without rows."""
    return not table.rows


def _is_blank_form(table: _Table) -> bool:
    """*Chỉ tiêu | Đơn vị | Kết quả …*: every column of figures is blank, and nobody is told to do anything."""
    if not table.fill_in or table.doing:
        return False
    figures = {col for col, role in enumerate(table.columns) if role in _FIGURES}
    all_blank = figures <= set(table.fill_in)
    if not (table.named in ("form", None) or "unit" in table.held or all_blank):
        return False
    only_amounts = all(table.columns[col] in ("amount", "note") for col in table.fill_in)
    return all_blank and not (only_amounts and table.named != "form")


def _is_named_form(table: _Table) -> bool:
    """*Biểu mẫu báo cáo*, with some cells filled in."""
    return table.named == "form" and not table.doing and "output" not in table.held


def _is_programme(table: _Table) -> bool:
    """*Thời gian | Nội dung | Người thực hiện* with hours of the day: what happens at a meeting."""
    return "time" in table.held and table.go_by_the_clock()


def _tells_results(table: _Table) -> bool:
    """*Thực hiện năm 2022* and nothing to come: it only tells what was reached."""
    if "baseline" not in table.held or table.by_year or table.doing or "amount" in table.held:
        return False
    return not table.say_figures()


def _lists_targets(table: _Table) -> bool:
    """*Chỉ tiêu | Năm 2025* or *Chỉ tiêu | Cơ quan chủ trì*: a column of targets, and values, doers or figures."""
    if "target" not in table.held or "task" in table.held:
        return False
    return table.by_year or bool(table.doing) or table.named == "targets" or table.have_figures("target")


def _is_money_by_year(table: _Table) -> bool:
    """*Đơn vị: triệu đồng* above *Nguồn | Năm 2024 | Năm 2025*."""
    if not table.by_year or table.doing or "target" in table.held:
        return False
    told = any(table.rules.is_cell("unit_line", line) for line in table.caption.split("\n"))
    return (table.named == "budget" or told) and table.have_numbers()


def _is_money(table: _Table) -> bool:
    """*Nội dung | Kinh phí*, without doers and years."""
    return "amount" in table.held and not table.doing and not table.by_year


def _is_called_targets(table: _Table) -> bool:
    """*Bảng chỉ tiêu* above *Nội dung | Năm 2025*; not where the caption names tasks as well and tasks are what it
    lists."""
    if table.named != "targets" or "output" in table.held:
        return False
    if not table.held & {"content", "task"} or not (table.by_year or table.doing):
        return False
    return not ("task" in table.held and not table.by_year and table.rules.names_kind(table.caption, "tasks"))


def _lists_tasks(table: _Table) -> bool:
    """*Nhiệm vụ | Sản phẩm*, *Nhiệm vụ | Thời gian*."""
    return "task" in table.held and (bool(table.doing) or "output" in table.held or table.named == "tasks")


def _gives_work(table: _Table) -> bool:
    """*Nội dung | Chủ trì*, *Nội dung | Thực hiện | Sản phẩm*."""
    if not table.worded:
        return False
    return "lead" in table.held or (bool(table.doing) and ("output" in table.held or table.named == "tasks"))


def _gives_work_and_time(table: _Table) -> bool:
    """*Nội dung | Đơn vị thực hiện | Thời gian*."""
    return table.worded and len(table.doing) >= 2


def _lists_values(table: _Table) -> bool:
    """*Nội dung | Đơn vị tính | Năm 2025*, or the like that no caption names."""
    if not table.by_year or "content" not in table.held or table.named == "budget":
        return False
    return "unit" in table.held or table.named in ("targets", None)


def _is_called_budget(table: _Table) -> bool:
    """*Dự toán kinh phí*, or several columns of money."""
    return "amount" in table.held and (table.named == "budget" or list(table.columns).count("amount") > 1)


def _lists_places(table: _Table) -> bool:
    """*Danh sách xã*."""
    return "place" in table.held or table.named == "places"


_RULES: tuple[tuple[TableKind, Callable[[_Table], bool]], ...] = (
    ("other", _is_empty),
    ("form", _is_blank_form),
    ("form", _is_named_form),
    ("programme", _is_programme),
    ("other", _tells_results),
    ("targets", _lists_targets),
    ("budget", _is_money_by_year),
    ("budget", _is_money),
    ("targets", _is_called_targets),
    ("tasks", _lists_tasks),
    ("tasks", _gives_work),
    ("tasks", _gives_work_and_time),
    ("targets", lambda table: _lists_values(table) and table.have_numbers()),
    ("other", _lists_values),
    ("budget", _is_called_budget),
    ("places", _lists_places),
)
