"""What the readers of target, task, form and budget tables need: the text, the finders, a place for
doubts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ...language.patterns import compile_later
from ...language.spaces import on_one_line
from ...lexicon.tables import TableRules
from ...models import Agency, Measure
from ...structure.values import Doubt, Text
from ..agencies import AgencyMention, read_named
from ..measures.building import build_measure
from ..measures.implied import find_implied, may_imply
from ..measures.reader import FoundMeasure, MeasureContext
from ..statements import Inherited, Statement, inherited_by
from .labels import label_end
from .values import CellReading, RowReading, TableReading

MeasureFinder = Callable[[str, Inherited], Sequence[FoundMeasure]]
"""Words and what holds for them -> the measures of the words (local offsets)."""

_BULLET_LINE = compile_later(r"[-–—+*•]\s*")


class Tools(Struct, frozen=True):
    """`year` is the plan's own, None where it has none or covers several. `doubts` collects what is
    uncertain."""

    text: Text
    rules: TableRules
    find_measures: MeasureFinder
    find_agencies: Callable[[str], Sequence[AgencyMention]]
    year: int | None = None
    doubts: list[Doubt] = field(default_factory=list)
    _named: dict[str, tuple[Agency, ...]] = field(default_factory=dict)

    def doubt(self, code: str, message: str, start: int, end: int) -> None:
        """Keeps a doubt about `start:end`."""
        self.doubts.append(Doubt(code, message, start, end))

    def measures(self, start: int, end: int, above: Inherited) -> tuple[Measure, ...]:
        """The measures stated by the words at `start:end`, of a row of which `above` holds."""
        words = self.text.reading[start:end]
        return tuple(self.measure(found, start, end) for found in self.find_measures(words, above)) if words else ()

    def stated(self, statement: Statement) -> tuple[Measure, ...]:
        """The measures that the words of a row state."""
        above = inherited_by(self.text, statement)
        return tuple(measure for span in statement.spans for measure in self.measures(*span, above))

    def implied(self, statement: Statement) -> tuple[Measure, ...]:
        """The measures that the words of a row imply without a figure."""
        found: list[Measure] = []
        for start, end in statement.spans:
            if may_imply(self.text.small(start, end)):
                words = self.text.reading[start:end]
                above = inherited_by(self.text, statement)
                context = MeasureContext(above.deadline, above.every, above.lead_in)
                implied = find_implied(words, self.find_measures(words, above), context)
                found += (self.measure(one, start, end) for one in implied)
        return tuple(found)

    def measure(self, found: FoundMeasure, offset: int, limit: int) -> Measure:
        """The contract's Measure for one found in the words that begin at `offset`; evidence ends at
        `limit`."""
        measure, doubts = build_measure(self.text, found, offset, limit)
        self.doubts.extend(doubts)
        return measure

    def agencies(self, words: str) -> tuple[Agency, ...]:
        """The bodies and posts that the words name, each once."""
        known = self._named.get(words)
        if known is None:
            known = self._named[words] = read_named(words, self.find_agencies(words))
        return known


def cell_words(cell: CellReading, text: Text) -> str:
    """A cell of names on one line: lines that begin with a bullet are parted by semicolons."""
    if len(cell.lines) < 2:
        return _BULLET_LINE.sub("", cell.text, count=1) if _BULLET_LINE.match(cell.text) else cell.text
    words = ""
    for start, end in cell.lines:
        line = text.reading[start:end].strip()
        bullet = _BULLET_LINE.match(line)
        if bullet:
            line = line[bullet.end() :]
            words = f"{words.rstrip(' ;.,')}; {line}" if words else line
        else:
            words = f"{words} {line}" if words else line
    return words


def part_tasks(reading: TableReading, tools: Tools) -> tuple[TableReading, TableReading] | None:
    """A table of targets parted into its targets and its tasks, where a group heads the tasks (*B. NHIỆM VỤ*); None
    where no group does."""
    pattern = tools.rules.parts.task_group
    heads = {
        index
        for index, row in enumerate(reading.rows)
        if row.kind == "group" and any(cell and pattern.match(cell.text) for cell in row.cells)
    }
    if not heads:
        return None
    held = [index in heads or bool(heads & set(row.group)) for index, row in enumerate(reading.rows)]

    def keep(tasks: bool) -> tuple[RowReading, ...]:
        rows = zip(reading.rows, held, strict=True)
        return tuple(row if of_tasks == tasks else replace(row, kind="total") for row, of_tasks in rows)

    return replace(reading, rows=keep(False)), replace(reading, kind="tasks", rows=keep(True))


def row_cell(reading: TableReading, row: RowReading, column: int | None) -> CellReading | None:
    """The row's cell in a column; of a sub-row whose cell is blank, its parent's (and so on outwards)."""
    if column is None:
        return None
    seen = 0
    while seen < 10:
        cell = row.cells[column]
        if cell is not None or row.parent is None:
            return cell
        row = reading.rows[row.parent]
        seen += 1
    return None


def statement_span(cell: CellReading, text: Text) -> tuple[int, int]:
    """Where the words of a statement cell stand, its own label or bullet left out."""
    return label_end(text.reading, cell.start, cell.end), cell.end


def one_line(text: Text, start: int, end: int) -> str:
    """The words at `start:end`, white space folded."""
    return on_one_line(text.reading[start:end])
