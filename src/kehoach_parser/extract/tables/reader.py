"""Everything that the tables of a document say, in the main body and in its annexes, and forms typed without
a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from ...language.spaces import on_one_line
from ...lexicon import Lexicon
from ...lexicon import tables as table_rules
from ...lexicon import units as unit_rules
from ...models import Assignment, Funding, Indicator, Metadata, Milestone, Table, Target
from ...structure.values import Appendix, Doubt, Node, Outline, Text, TextTable
from ..agencies import AgencyMention, find_agencies
from ..measures.reader import FoundMeasure
from ..statements import Inherited
from ..targets import find_stated
from ..words.times import read_heading_deadline, year_of
from . import TableReading, read_table
from .budgets import read_budget
from .doubtful import is_unread
from .indicators import read_flattened, read_form
from .same import BodyStatements
from .shares import read_shares
from .targets import read_targets
from .tasks import read_commitments, read_milestones, read_tasks
from .tools import Tools, part_tasks

_LINES_ABOVE = 3


class AnnexContext(Struct, frozen=True):
    """What the reading of tables depends on: the plan's metadata (its period tells the year of a bare *Quý
    II*), its date, the targets of its body (rows that repeat one point at it), and the abbreviations that it
    defines."""

    metadata: Metadata
    on: date | None = None
    body_targets: Sequence[Target] = ()
    defined: Mapping[str, str] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The one year that the plan is for; None where it covers several or tells none."""
        period = self.metadata.period
        if period is not None:
            return period.end if period.start == period.end else None
        return year_of(self.metadata.issued)


class TableResults(Struct, frozen=True):
    """What the tables gave. `by_appendix` has one entry an appendix of the outline, in its order.

    Ids go on from those of the body (`t15`) for targets; commitments and assignments have their own (`tc1`,
    `ta1`)."""

    targets: tuple[Target, ...] = ()
    commitments: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    funding: tuple[Funding, ...] = ()
    tables: tuple[Table, ...] = ()
    by_appendix: tuple[tuple[Table, ...], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_tables(text: Text, outline: Outline, lexicon: Lexicon, context: AnnexContext) -> TableResults:
    """The targets, commitments, assignments, milestones, indicators and funding that tables state, and the
    tables."""
    may_be_flattened = any(not appendix.tables for appendix in outline.appendices)
    if not text.tables and not may_be_flattened:
        return TableResults(by_appendix=((),) * len(outline.appendices))
    return _Reader(text, outline, lexicon, context).read()


class _Reader:
    """Reads the tables in order and collects."""

    def __init__(self, text: Text, outline: Outline, lexicon: Lexicon, context: AnnexContext) -> None:
        self.text = text
        self.outline = outline
        self.context = context
        self.rules = table_rules.load()

        def measure(words: str, above: Inherited) -> Sequence[FoundMeasure]:
            return find_stated(words, above, lexicon)

        def name(words: str) -> Sequence[AgencyMention]:
            issuer = context.metadata.issuer
            level = issuer.level if issuer else None
            return find_agencies(words, lexicon.agencies, on=context.on, defined=context.defined, issuer_level=level)

        self.tools = Tools(text, self.rules, measure, name, context.year)
        self.body = BodyStatements(context.body_targets)
        self.targets: list[Target] = []
        self.commitments: list[Target] = []
        self.assignments: list[Assignment] = []
        self.milestones: list[Milestone] = []
        self.indicators: list[Indicator] = []
        self.funding: list[Funding] = []
        self.tables: list[Table] = []

    def read(self) -> TableResults:
        by_appendix: list[list[Table]] = [[] for _ in self.outline.appendices]
        with_tables: set[int] = set()
        for table in self.text.tables:
            if table.n_cols < 2 or table.n_rows < 2:
                continue
            place = self._appendix_of(table)
            node = _deepest(self.outline.appendices[place].nodes if place is not None else self.outline.nodes, table)
            built = self._read_table(table, self.outline.appendices[place] if place is not None else None, node)
            self.tables.append(built)
            if place is not None:
                by_appendix[place].append(built)
                with_tables.add(place)
        for index, appendix in enumerate(self.outline.appendices):
            if index not in with_tables:
                units = unit_rules.load()
                self.indicators.extend(read_flattened(self.text, appendix.start, appendix.end, self.rules, units))
        known = len(self.context.body_targets)
        return TableResults(
            tuple(t.model_copy(update={"id": f"t{known + i}"}) for i, t in enumerate(self.targets, 1)),
            tuple(t.model_copy(update={"id": f"tc{i}"}) for i, t in enumerate(self.commitments, 1)),
            tuple(a.model_copy(update={"id": f"ta{i}"}) for i, a in enumerate(self.assignments, 1)),
            tuple(self.milestones),
            tuple(self.indicators),
            tuple(self.funding),
            tuple(self.tables),
            tuple(map(tuple, by_appendix)),
            tuple(dict.fromkeys(self.tools.doubts)),
        )

    def _appendix_of(self, table: TextTable) -> int | None:
        for index, appendix in enumerate(self.outline.appendices):
            if appendix.start <= table.start < appendix.end:
                return index
        return None

    def _read_table(self, table: TextTable, appendix: Appendix | None, node: Node | None) -> Table:
        caption = self._caption(table, appendix, node)
        around = [caption or ""]
        if node is not None and node.title:
            around.append(node.title)
        if appendix is not None:
            around += [appendix.label, appendix.title or ""]
        around.append(self._unit_line(table))
        reading = read_table(table, self.text, self.rules, "\n".join(words for words in around if words))
        reading = replace(reading, attached=appendix is not None)
        section = _section(appendix, node)
        before, known = self._count(), len(self.targets)
        self._extract(reading, section, " ".join(around))
        silent = reading.kind == "targets" and not any(target.stated for target in self.targets[known:])
        if (silent or self._count() == before) and is_unread(reading, self.rules):
            message = "Bảng có số liệu nhưng không xác định được cột nào là chỉ tiêu, nhiệm vụ hay kinh phí."
            self.tools.doubt("table_unread", message, table.start, table.end)
        return self._build(reading, caption)

    def _count(self) -> int:
        """How much has been found so far, doubts included."""
        stated = len(self.targets) + len(self.commitments) + len(self.indicators) + len(self.funding)
        return stated + len(self.assignments) + len(self.milestones) + len(self.tools.doubts)

    def _extract(self, reading: TableReading, section: str, around: str) -> None:
        tools = self.tools
        if reading.kind == "targets" and (parted := part_tasks(reading, tools)):
            reading, tasks = parted
            self._extract(tasks, section, around)
        if reading.kind == "targets":
            deadline = read_heading_deadline(around) if tools.rules.parts.set_for_year.search(around) else None
            self.targets.extend(read_targets(reading, tools, section, self.body, deadline))
            self.targets.extend(read_shares(reading, tools, section, deadline))
        elif reading.kind in ("places", "other"):
            self.targets.extend(read_shares(reading, tools, section, None))
        elif reading.kind == "tasks":
            self.assignments.extend(read_tasks(reading, tools, section))
            self.milestones.extend(read_milestones(reading, tools))
            self.commitments.extend(read_commitments(reading, tools, section))
        elif reading.kind == "form":
            self.indicators.extend(read_form(reading, tools))
        if reading.kind != "form":
            self.funding.extend(read_budget(reading, tools))

    def _lines_above(self, table: TextTable) -> list[str]:
        """The paragraphs just above a table, nearest first."""
        before = self.text.reading[max(0, table.start - 600) : table.start].split("\n")
        if table.start > 600:
            before = before[1:]
        found = [line.strip() for line in reversed(before) if line.strip()]
        return [line for line in found[:_LINES_ABOVE] if "\t" not in line]

    def _caption(self, table: TextTable, appendix: Appendix | None, node: Node | None) -> str | None:
        for line in self._lines_above(table):
            if self._gives_unit(line) or line.startswith("("):
                continue
            if len(line) <= 250 and (self.rules.parts.own_caption.match(line) or line.isupper()):
                if appendix is not None and appendix.title and line in appendix.title:
                    return self._title(appendix.title)
                return self._title(line)
            break
        if appendix is not None and appendix.title and node is None:
            return self._title(appendix.title)
        return None

    def _title(self, words: str) -> str:
        """A title without the bracket that says what the annex belongs to."""
        return self.rules.parts.belongs_to.split(words, maxsplit=1)[0].strip() or words

    def _unit_line(self, table: TextTable) -> str:
        lines = self._lines_above(table)[:2]
        return next((line for line in lines if self._gives_unit(line)), "")

    def _gives_unit(self, line: str) -> bool:
        return self.rules.is_cell("unit_line", line) or self.rules.parts.unit_above.search(line) is not None

    def _build(self, reading: TableReading, caption: str | None) -> Table:
        table = reading.table
        rows = [[""] * table.n_cols for _ in range(table.n_rows)]
        for cell in table.cells:
            words = on_one_line(self.text.reading[cell.start : cell.end])
            for row in range(cell.row, min(cell.row + cell.rowspan, table.n_rows)):
                rows[row][cell.col] = words
        return Table(
            caption=caption,
            header=reading.header,
            rows=tuple(tuple(row) for row in rows[reading.header_rows :]),
            pages=table.pages,
            evidence=self.text.evidence(table.start, table.end),
        )


def _deepest(nodes: Sequence[Node], table: TextTable) -> Node | None:
    for node in nodes:
        if node.start <= table.start < node.end:
            return _deepest(node.children, table) or node
    return None


def _section(appendix: Appendix | None, node: Node | None) -> str:
    if appendix is None:
        return node.id if node else ""
    if node is None:
        return appendix.label
    return node.id if node.id.startswith(appendix.label) else f"{appendix.label}/{node.id}"
