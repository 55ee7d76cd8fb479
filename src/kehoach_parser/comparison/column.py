"""One plan against the baseline: a cell for each measure, and what the plan has beyond it.

A measure is answered by the first source that has an answer: the targets, then what has a figure elsewhere (aims,
commitments, tasks), then the words of a statement without a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from msgspec import Struct, structs

from ..language.spans import Spans
from ..models import AddedMeasure, Cell, FoundIn, Metadata, Nearest, Overview, Plan, Reason, Remark, Target
from . import align, vocabulary
from .align import Alignment, Pair
from .cells import make_answer, make_cell, make_plain_answer, page_of
from .decisions import Decisions
from .features import Item, Kind, Side, imply_whole, measure_kind, narrow, read_context, read_side
from .fields import is_of_the_field, is_other_field
from .initials import Run, complete, find_unknown, read_runs
from .judge import due_year, judge
from .leads import Leads
from .likely import Candidate, Likely, counts_some, find_likely, join_words, turn_of
from .order import TASKS, Known, Lists, Order, place_of
from .series import find_milestones, interpolate
from .settings import Settings
from .sources import Asked, Held, Said, Statements, find_held, was_read
from .summarise import Frame, overview, read_frame
from .vocabulary import Context

HELD_ACTION = 0.85
MOST_IN_TURN = 4


class Column(Struct, frozen=True):
    """What the comparison keeps of one plan: nothing of its text, so that a thousand plans can go by one by one."""

    metadata: Metadata
    source: str
    cells: tuple[Cell, ...]
    extra: tuple[Target, ...]
    added: tuple[AddedMeasure, ...]
    overview: Overview
    has_targets: bool
    read: bool
    other_field: bool
    other_period: bool
    opposed: tuple[int, ...] = ()
    left_targets: int = 0


class Base(Struct, frozen=True):
    """The baseline ready to be compared: its side, what is asked for it, the abbreviations that nobody spells out,
    the words that others' are read by, and whether other periods are judged."""

    plan: Plan
    side: Side
    frame: Frame
    asked: Asked
    settings: Settings
    series: dict[int, tuple[int, ...]]
    context: Context
    unknown: frozenset[str]
    runs: tuple[Run, ...]
    across: bool = False


def read_base(baseline: Plan, settings: Settings, across: bool) -> Base:
    """The baseline of a comparison. A plan without targets is compared by its aims and commitments."""
    context, targets = read_context(baseline), baseline.targets or baseline.commitments
    side = read_side(baseline, targets, context)
    unknown = find_unknown(targets, context)
    return Base(
        baseline,
        side,
        read_frame(baseline, context),
        Asked(side.items, _weights(side)),
        settings,
        find_milestones(side),
        context,
        unknown,
        read_runs(targets),
        across,
    )


def _weights(side: Side) -> dict[str, float]:
    weights = np.log1p(side.n_targets / np.maximum(side.frequency, 1.0)) ** 2 if side.n_targets else side.frequency
    return {word: float(weights[index]) for word, index in side.words.items()}


def _adapt(base: Base, plan: Plan) -> Base:
    """The baseline, its words read anew where the plan spells out an abbreviation that it leaves open."""
    if not base.unknown:
        return base
    context = complete(base.context, base.unknown, read_runs(plan.targets or plan.commitments))
    if context is base.context:
        return base
    side = read_side(base.plan, base.plan.targets or base.plan.commitments, context)
    return structs.replace(base, side=side, asked=Asked(side.items, _weights(side)))


def compare_plan(base: Base, plan: Plan, decisions: Decisions | None = None) -> Column:
    """`plan` against the baseline's targets."""
    work = _Work(base, plan, decisions or Decisions())
    return work.column()


class _Work:
    """The comparison of one plan, source by source."""

    def __init__(self, base: Base, plan: Plan, decisions: Decisions) -> None:
        self.base, self.plan, self.settings = _adapt(base, plan), plan, base.settings
        self.decisions = decisions
        self.own = own = read_context(plan)
        self.context = complete(own, find_unknown((*plan.targets, *plan.commitments), own), base.runs)
        self.side = read_side(plan, plan.targets, self.context)
        self.statements = Statements(plan, self.context)
        self.leads = Leads(plan, self.context)
        self.read = was_read(plan)
        self.cells: dict[int, Cell] = {}
        self.elsewhere: Side | None = None
        self.outside: Alignment | None = None
        self.outside_rows: list[int] = []
        self.held: dict[int, Held] = {}
        self.closed: set[int] = set()
        self.doubts: dict[int, Likely] = {}
        self.free: list[Candidate] = []
        self.unsaid: dict[int, Said] | None = None
        self.lists: Lists | None = None
        self.order: Order | None = None

    def column(self) -> Column:
        base, plan = self.base, self.plan
        self.found = align.align(
            base.side, self.side, settings=self.settings, decided=self.decisions.between(base.side, self.side)
        )
        for step in (
            self._by_targets,
            self._by_series,
            self._by_parts,
            self._by_same_target,
            self._by_figures,
            self._by_words,
        ):
            step()
        other_field = self._is_other_field()
        if self.read and not other_field and self._is_of_the_field():
            self._by_chance()
        cells = [self._finish(index, other_field) for index in range(len(base.side.items))]
        answering = {pair.right for pair in self.found.pairs} if not other_field else set()
        targets = {self.side.items[index].position for index in answering}
        return Column(
            metadata=plan.metadata,
            source=plan.source.name,
            cells=tuple(cells),
            extra=tuple(
                target
                for position, target in enumerate(plan.targets)
                if position not in targets and not _repeats(target, plan, targets)
            ),
            added=tuple(
                AddedMeasure(target=item.target.id, text=item.target.text, measure=item.measure)
                for index, item in enumerate(self.side.items)
                if index not in answering
                and item.measure is not None
                and not item.implied
                and item.target.same_as is None
            ),
            overview=overview(plan, base.frame, self.own),
            has_targets=bool(plan.targets),
            read=self.read,
            other_field=other_field,
            other_period=self._is_other_period(),
            opposed=tuple(index for index, cell in enumerate(cells) if "opposed" in cell.remarks),
            left_targets=sum("in_annex" in cell.remarks for cell in cells) if plan.targets else 0,
        )

    def _open(self) -> list[int]:
        return [index for index in range(len(self.base.side.items)) if index not in self.cells]

    def _by_targets(self) -> None:
        for pair in self.found.pairs:
            if pair.left not in self.cells and not (
                pair.shared and self._is_too_late(pair.left, self.side.items[pair.right])
            ):
                self.cells[pair.left] = self._cell(pair.left, self.side, pair, "targets")

    def _is_too_late(self, index: int, answer: Item) -> bool:
        """Whether an answer is due after the milestone of a series that it would answer beside its own."""
        if index not in self.base.series:
            return False
        wanted, stated = self._years(self.base.side.items[index], answer)
        return wanted is not None and stated is not None and stated > wanted

    def _years(self, item: Item, answer: Item) -> tuple[int | None, int | None]:
        base, plan = self.base.plan.metadata, self.plan.metadata
        wanted = due_year(item.measure, base) if item.measure else None
        return wanted, due_year(answer.measure, plan) if answer.measure else None

    def _by_series(self) -> None:
        """A milestone that the plan states for earlier years only is answered by the last of these."""
        own = {pair.left: pair for pair in reversed(self.found.pairs) if not pair.shared}
        for index in self._open():
            if self.decisions.forbids_all(self.base.side.items[index]):
                continue
            best: tuple[int, Pair] | None = None
            for other in self.base.series.get(index, ()):
                if other not in own:
                    continue
                wanted, stated = self._years(self.base.side.items[index], self.side.items[own[other].right])
                if wanted and stated and stated <= wanted and (best is None or stated > best[0]):
                    best = stated, own[other]
                elif wanted and stated and stated > wanted:
                    self.closed.add(index)
            if best is not None:
                pair = Pair(index, best[1].right, best[1].score, True, best[1].reason)
                self.cells[index] = self._cell(index, self.side, pair, "targets")

    def _by_parts(self) -> None:
        """A figure for the whole (*tỷ lệ thu gom 87 %*) answers those for its parts (*đô thị 98 %, nông thôn 85 %*)."""
        own = [pair for pair in self.found.pairs if not pair.shared]
        for index in self._open():
            item = self.base.side.items[index]
            if not item.contrasts or self.decisions.forbids_all(item):
                continue
            for pair in own:
                other, answer = self.base.side.items[pair.left], self.side.items[pair.right]
                beside = other.position == item.position and other.kind == item.kind == answer.kind
                if beside and vocabulary.differ(item.contrasts, other.contrasts) and not answer.contrasts:
                    moved = Pair(index, pair.right, pair.score, True, pair.reason)
                    self.cells[index] = self._cell(index, self.side, moved, "targets")
                    break

    def _by_same_target(self) -> None:
        """Measures whose words a plan repeats without the figure, in the statement that answers another measure of
        the same target."""
        base, answers = self.base.side, {pair.left: pair for pair in reversed(self.found.pairs)}
        for index in self._open():
            item = base.items[index]
            if item.measure is None or self.decisions.forbids_all(item):
                continue
            for other, pair in sorted(answers.items()):
                if base.items[other].position != item.position or pair.shared:
                    continue
                answer = self.side.items[pair.right]
                own = set(item.subject.weights)
                if own and own <= set(answer.action.weights) and _share_held(item, answer) >= HELD_ACTION:
                    self.cells[index] = Cell(
                        status="qualitative",
                        target=answer.target.id,
                        score=pair.score,
                        found_in="targets",
                        reason=pair.reason,
                        answer=make_answer(answer, self.side),
                    )
                    break

    def _by_figures(self) -> None:
        """What has a figure outside the targets."""
        left = self._open()
        if not left or not self.plan.commitments:
            return
        self.elsewhere = read_side(self.plan, self.plan.commitments, self.context)
        part = narrow(self.base.side, left)
        decided = self.decisions.between(part, self.elsewhere)
        self.outside_rows = left
        self.outside = align.align(
            part, self.elsewhere, self.settings.commitment, share=False, settings=self.settings, decided=decided
        )
        for pair in self.outside.pairs:
            index = left[pair.left]
            moved = Pair(index, pair.right, pair.score, pair.shared, pair.reason)
            self.cells[index] = self._cell(index, self.elsewhere, moved, "commitments")

    def _by_words(self) -> None:
        """Statements that hold the words of a target, but no figure for it; those that hold most first."""
        for index in self._open():
            held = find_held(index, self.base.asked, self.statements, self.settings)
            if held is not None:
                self.held[index] = held
        claimed: dict[tuple[str, int], int] = {}
        for index, held in sorted(self.held.items(), key=lambda entry: (-entry[1].score, entry[0])):
            item = self.base.side.items[index]
            if not held.enough or index in self.closed or self.decisions.forbids_all(item):
                continue
            if held.score < self.settings.held and self._figures_of(held)[1]:
                continue  # the few words in common are those of what the figure counts
            if self._is_of_sibling(index, held) or self._is_nearer_to_another(index, held):
                continue
            cell = None
            if item.measure and not item.implied:
                cell = self._with_figure(index, held, claimed) or self._with_whole(item, held)
            if cell is None and not self._speaks_of_figures(item, held) and not self._speaks_of_change(item, held):
                cell = self._without_figure(item, held)
            if cell is not None:
                self.cells[index] = cell

    def _by_chance(self) -> None:
        """What has few words in common with a target, but words that stand nowhere else (likely.py)."""
        base, settings = self.base.side, self.settings
        rows = [index for index in self._open() if not self.decisions.forbids_all(base.items[index])]
        rows = [index for index in rows if index not in self.closed and base.items[index].measure is not None]
        weak = {
            index
            for index, cell in self.cells.items()
            if cell.status == "qualitative" and cell.found_in != "targets" and cell.score < settings.held_anyway
        }
        rows += sorted(weak)
        if not rows:
            return
        self.free = self._free_items()
        self.order = self._order()
        for likely in find_likely(rows, base, self._candidates, self.statements, self.order, settings, weak):
            if likely.settled:
                self.cells[likely.row] = self._likely_cell(likely)
            elif likely.chance >= settings.doubtful:
                self.doubts[likely.row] = likely

    def _order(self) -> Order:
        """Where what is known stands in the plan, and what is free."""
        lists, items = self._lists(), self.base.side.items
        known = [
            (lists.of(cell.answer.section), Known(turn_of(items[index]), place_of(cell.answer.evidence, cell.measure)))
            for index, cell in self.cells.items()
            if cell.answer and "shared" not in cell.remarks
        ]
        free = [(candidate.listed, candidate.start) for candidate in self.free]
        free += [(lists.of(said.section), said.evidence.start) for said in self._free_statements().values()]
        return Order(known, free, [turn_of(items[index]) for index in self._open()])

    def _lists(self) -> Lists:
        if self.lists is None:
            self.lists = Lists(self.plan)
        return self.lists

    def _free_items(self) -> list[Candidate]:
        """The plan's measures and statements of result that answer nothing yet."""
        taken = {(cell.target, cell.measure) for cell in self.cells.values() if cell.target is not None}
        answering = {cell.target for cell in self.cells.values() if cell.measure is None}
        sides: list[tuple[Side | None, FoundIn]] = [(self.side, "targets"), (self.elsewhere, "commitments")]
        lists = self._lists()
        return [
            Candidate(join_words(item), item.clause, place, lists.of(item.target.section), side, index)
            for side, place in sides
            if side is not None
            for index, item in enumerate(side.items)
            if item.target.id not in answering
            and (item.target.id, item.measure) not in taken
            and not (item.measure is None and any(target == item.target.id for target, _ in taken))
        ]

    def _free_statements(self) -> dict[int, Said]:
        """The statements without a figure that answer nothing yet."""
        if self.unsaid is None:
            given = [target.evidence for target in (*self.plan.targets, *self.plan.commitments)]
            given += [cell.answer.evidence for cell in self.cells.values() if cell.answer and cell.answer.evidence]
            taken = Spans((evidence.start, evidence.end) for evidence in given)
            self.unsaid = {
                index: said
                for index, said in enumerate(self.statements.all())
                if said.target is None and not taken.meet(said.evidence.start, said.evidence.end)
            }
        return self.unsaid

    def _candidates(self, row: int) -> Iterator[Candidate]:
        """What may answer a row of the baseline: the free measures, and statements without one: those that hold words
        of it, and the few that stand where it would have its turn."""
        yield from self.free
        item, lists = self.base.side.items[row], self._lists()
        free = self._free_statements()
        near = [index for index in self.statements.known_near(item) if index in free]
        for index in dict.fromkeys((*near, *self._in_turn(item))):
            said, words = free[index], self.statements.bag(index)[0].weights
            yield Candidate(words, said.text, said.found_in, lists.of(said.section), said=said)

    def _in_turn(self, item: Item) -> list[int]:
        """The free statements between the tasks that answer the rows before and behind, if they are few."""
        if self.order is None:
            return []
        low, high = self.order.gap(TASKS, turn_of(item))
        lists = self._lists()
        between = [
            index
            for index, said in self._free_statements().items()
            if low < said.evidence.start < high and lists.of(said.section) == TASKS
        ]
        return between if len(between) <= MOST_IN_TURN else []

    def _likely_cell(self, likely: Likely) -> Cell:
        candidate = likely.candidate
        reason = Reason(words=likely.words, subject=likely.chance, action=likely.chance, kind=0.8)
        if candidate.said is not None:
            held = Held(candidate.said, likely.chance, likely.words, True)
            cell = self._without_figure(self.base.side.items[likely.row], held)
        else:
            side = candidate.side or self.side
            pair = Pair(likely.row, candidate.index, likely.chance, False, reason)
            cell = self._cell(likely.row, side, pair, candidate.place)
        return cell.model_copy(update={"remarks": (*cell.remarks, "likely")})

    def _without_figure(self, item: Item, held: Held) -> Cell:
        said = held.said
        remarks: tuple[Remark, ...] = ()
        if said.found_in != "targets":
            remarks = ("in_aims",) if said.found_in == "aims" else ("in_tasks",)
        return Cell(
            status="qualitative" if item.measure and not item.implied else "equal",
            target=said.target,
            score=held.score,
            found_in=said.found_in,
            remarks=remarks,
            reason=Reason(words=held.words, subject=held.score, action=held.score, kind=0.9),
            answer=make_plain_answer(said),
        )

    def _figures_of(self, held: Held) -> tuple[Side | None, list[int]]:
        """The measures in the clause that holds a target's words; of a table row, whose figure stands beside the words,
        all of them."""
        side = self.side if held.said.found_in == "targets" else self.elsewhere
        if side is None or held.said.target is None:
            return None, []
        clause = held.said.text
        figure = any(letter.isdigit() for letter in clause)
        return side, [
            index
            for index, item in enumerate(side.items)
            if item.target.id == held.said.target
            and (clause in item.clause or item.clause in clause)
            and (figure or item.implied or not any(letter.isdigit() for letter in item.target.text))
        ]

    def _taken(self, side: Side) -> set[int]:
        found = self.found if side is self.side else self.outside
        return {pair.right for pair in found.pairs} if found else set()

    def _is_nearer_to_another(self, index: int, held: Held) -> bool:
        """Whether a statement that holds few words of a target holds more of another that nothing answers either."""
        if held.score >= self.settings.held:
            return False
        items = self.base.side.items
        return any(
            other.said is held.said and other.score > held.score and items[row].position != items[index].position
            for row, other in self.held.items()
        )

    def _is_of_sibling(self, index: int, held: Held) -> bool:
        """Whether a statement names what another share of the target counts, and not what this one does (*50 % tòa nhà
        công sở và 50 % nhà dân lắp đặt …*)."""
        items, item = self.base.side.items, self.base.side.items[index]
        if item.kind.family != "rate":
            return False
        beside = [items[other] for other in self.base.side.at(item.position) if other != index]
        beside = [other for other in beside if other.kind == item.kind and other.clause == item.clause]
        if not beside:
            return False
        words = vocabulary.weigh(held.said.text, self.context).weights
        return any(_names_subject(other, item, words) and not _names_subject(item, other, words) for other in beside)

    def _with_figure(self, index: int, held: Held, claimed: dict[tuple[str, int], int]) -> Cell | None:
        """The figure of a clause that holds a target's words, where it is the clause's only one, or the only one that
        counts a part of what the target's share is of, and answers no other target (`claimed`: the position of the
        target that it answers)."""
        side, own = self._figures_of(held)
        if side is not None and len(own) > 1:  # *03 lớp dạy nghề cho 90 lao động*: the persons, of a share of persons
            item = self.base.side.items[index]
            own = [other for other in own if item.kind.family == "rate" and counts_some(item, side.items[other])]
        if side is None or len(own) != 1 or own[0] in self._taken(side):
            return None
        place: FoundIn = "targets" if side is self.side else "commitments"
        if side is self.side and _alike(side.items[own[0]].kind, self.base.side.items[index].kind):
            return None  # the alignment of the targets has turned it down
        position = self.base.side.items[index].position
        if claimed.setdefault((place, own[0]), position) != position:
            return None
        reason = Reason(words=held.words, subject=held.score, action=held.score, kind=0.8)
        cell = self._cell(index, side, Pair(index, own[0], held.score, False, reason), place)
        return cell.model_copy(update={"remarks": (*cell.remarks, "by_words")}) if side is self.side else cell

    def _with_whole(self, item: Item, held: Held) -> Cell | None:
        """A clause about a whole (*toàn bộ …*) that holds a target's words is as good as a hundred per cent."""
        side, own = self._figures_of(held)
        states_share = side is not None and any(side.items[index].kind.family == "rate" for index in own)
        if states_share or item.kind.family != "rate" or not vocabulary.speaks_of_whole(held.said.text):
            return None
        measure = imply_whole(held.said.evidence)
        rank = judge(
            item,
            structs.replace(item, measure=measure, kind=measure_kind(measure), each=""),
            self.base.plan.metadata,
            self.plan.metadata,
        )
        plain = self._without_figure(item, held)
        return plain.model_copy(
            update={
                "status": rank.status,
                "measure": measure,
                "delta": rank.delta,
                "remarks": (*rank.remarks, "implied", *plain.remarks),
            }
        )

    def _speaks_of_figures(self, item: Item, held: Held) -> bool:
        """Whether the clause states a figure of the target's own kind, for something else: then it says nothing of
        it."""
        side, own = self._figures_of(held)
        if side is None:
            return False
        return any(_alike(side.items[index].kind, item.kind) for index in own)

    def _speaks_of_change(self, item: Item, held: Held) -> bool:
        """Whether the clause states by how much the same is to change, which answers another target: of the level that
        this one asks for it says nothing (*giảm 5 % số người chết*, *không quá 8 người/100.000 dân*)."""
        side, own = self._figures_of(held)
        if side is None or not own or item.kind.direction:
            return False
        return all(side.items[index].kind.direction and index in self._taken(side) for index in own)

    def _cell(self, index: int, side: Side, pair: Pair, found_in: FoundIn) -> Cell:
        item = self.base.side.items[index]
        decided = self.decisions.made(item, side.items[pair.right])
        return make_cell(item, side, pair, self.base.plan.metadata, self.plan.metadata, found_in, decided)

    def _finish(self, index: int, other_field: bool) -> Cell:
        if not self.read:
            return Cell(status="unread")
        cell = self.cells.get(index)
        if cell is None or other_field:
            cell = self._missing(index)
        if self._is_other_period():
            return cell.model_copy(update={"status": "other_period"})
        cell = self._in_annex(self._between_milestones(index, cell))
        if cell.answer is not None and not cell.answer.lead:
            cell = cell.model_copy(update={"answer": self.leads.complete(cell.answer, self.base.side.items[index])})
        return cell

    def _in_annex(self, cell: Cell) -> Cell:
        """The cell with a remark where its answer stands in an annex alone, while the plan has targets in its body."""
        labels = tuple(attachment.label for attachment in self.plan.attachments)
        if not labels or cell.answer is None or cell.found_in != "targets":
            return cell
        body = any(not (target.section or "").startswith(labels) for target in self.plan.targets)
        return (
            cell.model_copy(update={"remarks": (*cell.remarks, "in_annex")})
            if (body and cell.answer.section.startswith(labels))
            else cell
        )

    def _between_milestones(self, index: int, cell: Cell) -> Cell:
        """What the baseline's milestones give for the year of the plan's figure, as a remark."""
        others = self.base.series.get(index)
        if not others or cell.measure is None:
            return cell
        items = [self.base.side.items[i] for i in (index, *others)]
        meta = self.base.plan.metadata
        points = [(year, i.measure.low) for i in items if i.measure and (year := due_year(i.measure, meta)) is not None]
        year = due_year(cell.measure, self.plan.metadata)
        between = interpolate(points, year) if year else None
        return cell if between is None else cell.model_copy(update={"interpolated": between})

    def _missing(self, index: int) -> Cell:
        item = self.base.side.items[index]
        decided = self.decisions.why_none(item)
        remarks: tuple[Remark, ...] = ("by_hand",) if decided else ()
        likely = self.doubts.get(index)
        if likely is None:
            nearest = self._nearest(index)
            if nearest is not None and decided is not None:  # people have said that nothing answers it
                nearest = nearest.model_copy(update={"why": "forbidden"})
            return Cell(status="missing", nearest=nearest, decided=decided, remarks=remarks)
        return Cell(status="missing", nearest=_doubted(likely), remarks=(*remarks, "doubtful"))

    def _nearest(self, index: int) -> Nearest | None:
        """The best candidate of all sources that was not taken."""
        best: Nearest | None = None
        sources: list[tuple[Alignment, Side, int, FoundIn]] = [(self.found, self.side, index, "targets")]
        if self.outside is not None and self.elsewhere is not None and index in self.outside_rows:
            sources.append((self.outside, self.elsewhere, self.outside_rows.index(index), "commitments"))
        for found, side, row, place in sources:
            if not found.plain.shape[1]:
                continue
            column = int(np.argmax(found.plain[row]))
            score = round(float(min(1.0, found.plain[row, column])), 4)
            if score > 0 and (best is None or score > best.score):
                best = self._candidate(found, side, row, column, score, place)
        held = self.held.get(index)
        if held is not None and (best is None or held.score > best.score):
            best = Nearest(
                text=held.said.text,
                target=held.said.target,
                score=held.score,
                why="figureless",
                found_in=held.said.found_in,
                section=held.said.section or None,
                page=page_of(held.said.evidence),
            )
        return best

    def _candidate(self, found: Alignment, side: Side, row: int, column: int, score: float, place: FoundIn) -> Nearest:
        item = side.items[column]
        least = self.settings.threshold if place == "targets" else self.settings.commitment
        if found.total[row, column] >= least:
            why = "taken"
        elif found.action[row, column] < self.settings.least_action or found.plain[row, column] >= least:
            why = "action"
        else:
            why = "kind" if found.kind[row, column] < self.settings.sibling_kind else "words"
        return Nearest.model_validate(
            {
                "text": item.target.text,
                "target": item.target.id,
                "measure": item.measure,
                "score": score,
                "why": why,
                "found_in": place,
                "section": item.target.section,
                "page": page_of(item.target.evidence),
            }
        )

    def _is_other_period(self) -> bool:
        base, own = self.base.plan.metadata.period, self.plan.metadata.period
        if self.base.across or base is None or own is None:
            return False
        return own.end < base.start or own.start > base.end

    def _is_of_the_field(self) -> bool:
        figured = sum(cell.measure is not None or cell.found_in == "targets" for cell in self.cells.values())
        return is_of_the_field(self.base.plan, self.plan, figured, len(self.base.side.items), self.settings)

    def _is_other_field(self) -> bool:
        left_over = {pair.left for pair in self.found.pairs if pair.left_over}
        firm = [cell for index, cell in self.cells.items() if index not in left_over]
        answered = len(firm)
        figured = sum(cell.measure is not None or cell.found_in == "targets" for cell in firm)
        return is_other_field(self.base.plan, self.plan, answered, figured, len(self.base.side.items), self.settings)


def _names_subject(item: Item, other: Item, words: Mapping[str, float]) -> bool:
    """Whether words name what an item counts and another one does not."""
    own = item.subject.weights.keys() - other.subject.weights.keys()
    return any(word in words for word in own if vocabulary.is_telling(word) or word in vocabulary.load().labels)


def _doubted(likely: Likely) -> Nearest:
    """What may answer a target after all."""
    item, said = likely.candidate.item, likely.candidate.said
    evidence = item.target.evidence if item else said.evidence if said else None
    return Nearest(
        text=item.target.text if item else likely.candidate.text,
        target=item.target.id if item else None,
        measure=item.measure if item else None,
        score=likely.chance,
        why="words",
        found_in=likely.candidate.place,
        section=(item.target.section if item else said.section if said else None) or None,
        page=page_of(evidence) if evidence else None,
    )


def _alike(kind: Kind, other: Kind) -> bool:
    """Whether two figures are of one family and both levels or changes of one direction."""
    return kind.family == other.family and kind.direction == other.direction


def _repeats(target: Target, plan: Plan, answered: set[int]) -> bool:
    """Whether a table row only repeats a statement of the body that answers already."""
    return target.same_as is not None and any(plan.targets[index].id == target.same_as for index in answered)


def _share_held(item: Item, answer: Item) -> float:
    theirs = set(answer.action.weights) | set(answer.subject.weights)
    total = sum(item.action.weights.values())
    return sum(weight for word, weight in item.action.weights.items() if word in theirs) / total if total else 0.0
