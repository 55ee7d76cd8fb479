"""Where in a plan the answer to a target is to be expected: who carries out a programme takes its targets one by one.

What answers stands in the order of the programme, as far as the answers that are known do. `Order` tells how well a
place in the plan fits between these, so that of two statements with as many words in common the one in its turn wins.
Targets (with aims) and tasks are two lists, each with an order of its own.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from msgspec import Struct

from ..models import Evidence, Measure, Plan, Role, Section

Turn = tuple[int, int]
"""Where a row stands in the programme: the place of its target, the number of its measure."""

END = 10**12
TARGETS, TASKS = "targets", "tasks"
PRIOR = 4.0
PRIOR_KEPT = {TARGETS: 0.87, TASKS: 0.7}
"""As many pairs of answers are taken to be known before any is, and this share of them to be in order: among targets,
and among tasks (measured on corpus/pairs)."""


class Lists:
    """The lists of a plan that keep an order, by section: its targets and aims, its tasks, and each annex. What bodies
    are told to do keeps the order of the bodies."""

    def __init__(self, plan: Plan) -> None:
        self._lists: dict[str, str] = {}
        self._read(plan.sections, "", (), "")
        for attachment in plan.attachments:
            self._lists[attachment.label] = attachment.label
            self._read(attachment.sections, attachment.label + "/", (), attachment.label)

    def _read(self, sections: Iterable[Section], prefix: str, above: tuple[Role, ...], annex: str) -> None:
        for section in sections:
            roles = section.roles or above
            self._lists.setdefault(prefix + section.id, annex or _list_of(roles))
            self._read(section.children, prefix, roles, annex)

    def of(self, section: str | None) -> str:
        """The list that a section belongs to; empty where it has no order of its own."""
        return self._lists.get(section or "", "")


def _list_of(roles: tuple[Role, ...]) -> str:
    if {"targets", "objectives", "purpose"} & set(roles):
        return TARGETS
    return "" if "assignments" in roles else TASKS


class Known(Struct, frozen=True):
    """An answer that is known: the turn of its row and where it stands in the plan."""

    turn: Turn
    place: int


class Order:
    """The answers that are known, list by list, the places of what answers nothing yet (`free`), and the turns of the
    rows that nothing answers yet (`open_rows`)."""

    def __init__(
        self, known: Iterable[tuple[str, Known]], free: Iterable[tuple[str, int]], open_rows: Iterable[Turn]
    ) -> None:
        self._known: dict[str, list[Known]] = {}
        self._free: dict[str, list[int]] = {}
        for where, one in known:
            self._known.setdefault(where, []).append(one)
        for where, place in set(free):
            self._free.setdefault(where, []).append(place)
        for answers in self._known.values():
            answers.sort(key=lambda one: (one.turn, one.place))
        for places in self._free.values():
            places.sort()
        self._rows = sorted(set(open_rows))
        self._kept = {where: _kept(answers, where) for where, answers in self._known.items()}

    def add(self, where: str, turn: Turn, place: int) -> None:
        """One answer more is known."""
        insort(self._known.setdefault(where, []), Known(turn, place), key=lambda one: (one.turn, one.place))
        if place in self._free.get(where, ()):
            self._free[where].remove(place)
        if turn in self._rows:
            self._rows.remove(turn)

    def gap(self, where: str, turn: Turn) -> tuple[int, int]:
        """Between which places of the plan the answer to a row is to be expected: behind those to the rows before it,
        before those to the rows behind it. Nowhere (the first is the greater) where these are out of order."""
        answers = self._known.get(where, ())
        low = max((one.place for one in answers if one.turn < turn), default=-1)
        high = min((one.place for one in answers if one.turn > turn), default=END)
        return low, high

    def fit(self, where: str, turn: Turn, place: int) -> tuple[float, float]:
        """How well a place fits a row's turn: from -1 (against the order of all that is known) to 1, and how narrow the
        gap is that both stand in, from 0 to 1 (nothing else is open there); both less where the plan keeps no order."""
        kept, answers = self._kept.get(where, 0.0) if where else 0.0, self._known.get(where, ())
        others = [one for one in answers if one.turn[0] != turn[0] and one.place != place]
        if not others or kept <= 0:
            return 0.0, 0.0
        right = sum((one.turn < turn) == (one.place < place) for one in others)
        agreed = (2 * right - len(others)) / len(others)
        low, high = self.gap(where, turn)
        narrow, free = 0.0, self._free.get(where, [])
        if low < place < high:
            inside = bisect_left(free, high) - bisect_right(free, low)
            first = max((one.turn for one in others if one.place < place), default=(-1, 0))
            last = min((one.turn for one in others if one.place > place), default=(END, 0))
            rows = bisect_left(self._rows, last) - bisect_right(self._rows, first)
            narrow = 1 / math.sqrt(max(1, inside) * max(1, rows))
        return agreed * kept, narrow * kept


def place_of(evidence: Evidence, measure: Measure | None) -> int:
    """Where an answer stands in the plan: its figure, where that stands within the statement, else the statement."""
    if measure is not None and evidence.start <= measure.evidence.start < evidence.end:
        return measure.evidence.start
    return evidence.start


def _kept(answers: list[Known], where: str) -> float:
    """How well the answers keep the order, from -1 to 1."""
    right = wrong = 0
    for index, one in enumerate(answers):
        for other in answers[index + 1 :]:
            if one.turn[0] != other.turn[0] and one.place != other.place:
                right += one.place < other.place
                wrong += one.place > other.place
    share = (right + PRIOR * PRIOR_KEPT.get(where, PRIOR_KEPT[TARGETS])) / (right + wrong + PRIOR)
    return 2 * share - 1
