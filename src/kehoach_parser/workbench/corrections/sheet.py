"""A plan laid open: lists to be changed, objects to be found by their place, and the plan made of them again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...models import Corrected, Evidence, Issue, Metadata, Plan, Section, Settled
from ...models.base import Model
from .places import Place
from .values import Correction, Kind

LISTS: dict[Kind, str] = {
    "target": "targets",
    "commitment": "commitments",
    "assignment": "assignments",
    "milestone": "milestones",
    "funding": "funding",
    "citation": "citations",
}
"""Where the objects of a kind stand in a plan."""
HOLDERS = (("targets", "measures"), ("commitments", "measures"), ("funding", "amounts"))
"""Where measures stand."""


class Address:
    """One object of the sheet: which list, which entry, and which part of the entry (None: the entry itself)."""

    def __init__(self, listed: str, entry: int, part: tuple[str, int] | None = None) -> None:
        self.listed: str = listed
        self.entry: int = entry
        self.part: tuple[str, int] | None = part


class Sheet:
    """What of a plan can be corrected. Changes are made here; `plan()` gives the plan with them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.lists: dict[str, list[Any]] = {name: list(getattr(plan, name)) for name in LISTS.values()}
        self.metadata: Metadata = plan.metadata
        self.issues: list[Issue] = list(plan.issues)
        self.settled: list[Settled] = list(plan.settled)

    def plan(self) -> Plan:
        """The plan as it is after the changes, every list in the order of the text."""
        changed: dict[str, Any] = {}
        for name, now in self.lists.items():
            if tuple(now) != getattr(self._plan, name):
                changed[name] = tuple(now)
        for name, value in (("metadata", self.metadata), ("issues", self.issues), ("settled", self.settled)):
            made = tuple(value) if isinstance(value, list) else value
            if made != getattr(self._plan, name):
                changed[name] = made
        return self._plan.model_copy(update=changed) if changed else self._plan

    def find(self, correction: Correction, place: Place) -> Address | None:
        """The object of the correction's kind at a place: with that very evidence, else the one that shares most of it.

        Of several with the same evidence the one that still reads as it was read then.
        """
        best: tuple[tuple[int, bool], Address] | None = None
        for address in self._addresses(correction.object):
            thing = self.get(address)
            shared = _shared(thing.evidence, place)
            if not shared or not _is_same(thing.evidence, place, correction.object):
                continue
            alike = correction.field is not None and _plain(getattr(thing, correction.field, None)) == correction.from_
            rank = (shared, alike)
            if best is None or rank > best[0]:
                best = (rank, address)
        return best[1] if best else None

    def get(self, address: Address) -> Any:
        """The object at an address."""
        entry = self.lists[address.listed][address.entry]
        return getattr(entry, address.part[0])[address.part[1]] if address.part else entry

    def put(self, address: Address, thing: Any) -> None:
        """Puts an object in the place of the one at an address; None takes it away."""
        entries = self.lists[address.listed]
        if address.part is None:
            entries[address.entry : address.entry + 1] = [thing] if thing is not None else []
            return
        name, place = address.part
        parts = list(getattr(entries[address.entry], name))
        parts[place : place + 1] = [thing] if thing is not None else []
        entries[address.entry] = entries[address.entry].model_copy(update={name: tuple(parts)})

    def insert(self, listed: str, thing: Any) -> None:
        """Adds an object to a list, before the first one that stands behind it in the text."""
        entries = self.lists[listed]
        start = thing.evidence.start
        later = (n for n, entry in enumerate(entries) if entry.evidence.start > start)
        entries.insert(next(later, len(entries)), thing)

    def settle(self, correction: Correction, place: Place | None) -> bool:
        """Takes the issues that a person has answered out of `issues`; whether there was any."""
        answered = [issue for issue in self.issues if _is_answered(issue, correction, place)]
        for issue in answered:
            self.issues.remove(issue)
            told = Settled(
                **{name: getattr(issue, name) for name in Issue.model_fields},
                by=correction.by, at=correction.at, why=correction.why,
            )  # fmt: skip
            self.settled.append(told)
        return bool(answered)

    def section_at(self, place: Place) -> str | None:
        """The id of the innermost section around a place."""
        found: str | None = None
        within: tuple[Section, ...] = self._plan.sections
        while within:
            inner = next((s for s in within if s.evidence.start <= place[0] < s.evidence.end), None)
            if inner is None:
                return found
            found, within = inner.id, inner.children
        return found

    def _addresses(self, kind: Kind) -> Iterator[Address]:
        if kind == "measure":
            for listed, part in HOLDERS:
                for number, entry in enumerate(self.lists[listed]):
                    for place in range(len(getattr(entry, part))):
                        yield Address(listed, number, (part, place))
        elif kind == "task":
            for number, assignment in enumerate(self.lists["assignments"]):
                for place in range(len(assignment.tasks)):
                    yield Address("assignments", number, ("tasks", place))
        elif kind in LISTS:
            for number in range(len(self.lists[LISTS[kind]])):
                yield Address(LISTS[kind], number)


def note(thing: Model, correction: Correction, field: str, read: Any) -> tuple[Corrected, ...]:
    """The object's notes on what was corrected, with this one; of two on the same field the later one."""
    old: tuple[Corrected, ...] = getattr(thing, "corrected", ())
    told = {"field": field, "read": read, "by": correction.by, "at": correction.at}
    return (*(one for one in old if one.field != field), Corrected.model_validate(told))


def _shared(evidence: Evidence, place: Place) -> int:
    """How much of two stretches is common, less what is not; 0 where they do not meet, most where they are one."""
    common = min(evidence.end, place[1]) - max(evidence.start, place[0])
    if common <= 0:
        return 0
    apart = abs(evidence.start - place[0]) + abs(evidence.end - place[1])
    return max(1, 1_000_000 - apart)


def _is_same(evidence: Evidence, place: Place, kind: Kind) -> bool:
    """Whether an object's evidence is the stretch, give or take a word: a figure may have lost its *Ít nhất*, a
    statement is the same where each of the two has most of the other."""
    common = min(evidence.end, place[1]) - max(evidence.start, place[0])
    lengths = sorted((evidence.end - evidence.start, place[1] - place[0]))
    return 2 * common > (lengths[0] if kind == "measure" else lengths[1])


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.model_dump(mode="json") if isinstance(value, Model) else value


def _is_answered(issue: Issue, correction: Correction, place: Place | None) -> bool:
    evidence = issue.evidence
    if correction.object == "issue":
        if issue.code != correction.field:
            return False
        if evidence is None or place is None:
            return evidence is None and place is None and issue.message == correction.from_
        return _shared(evidence, place) > 0
    if place is None or evidence is None or correction.object == "metadata":
        return False
    return place[0] <= evidence.start and evidence.end <= place[1]
