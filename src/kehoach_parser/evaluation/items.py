"""Scores single facts: a list of items, each a file, a field, an anchor (words of the statement) and what is expected.

Every item counts once, right or wrong: a plan's whole list of tasks or milestones is scored in `fields`. `accept` holds
further readings. A fact of which nothing is given under the anchor is wrong, but where nothing is expected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..models import Agency, Plan
from .report import Report
from .tally import Tally, squeeze

Parse = Callable[[Path], Plan]
_ABSENT = object()


def evaluate_items(path: Path, *, parse: Parse | None = None) -> Report:
    """Scores every item of a file; the plans stand beside it, named by `file`."""
    if parse is None:
        from ..pipeline import parse as parse_plan

        parse = parse_plan
    tallies: dict[str, Tally] = {}
    plans: dict[str, Plan] = {}
    gold = path.read_bytes()
    for item in json.loads(gold):
        name = item["file"]
        if item["field"].startswith("count.") or item["field"].endswith(".optional"):
            continue
        if name not in plans:
            plans[name] = parse(path.parent / name)
            tallies[name] = Tally(Path(name).parent.name or name)
        score_item(item, plans[name], tallies[name])
    return Report(tuple(tallies.values()), hashlib.sha256(gold).hexdigest())


def score_item(item: dict[str, Any], plan: Plan, tally: Tally) -> None:
    """Counts one item of the file as found or missing."""
    given = list(_values(plan, item["field"], item["anchor"], item.get("anchors", ())))
    readings = [item["expected"], *item.get("accept", ())]
    if any(_fits(reading, value) for reading in readings for value in given) or (
        not given and any(reading in (None, []) for reading in readings)
    ):
        tally.hit(item["field"])
        return
    shown = "; ".join(_show(value) for value in given) or "nothing"
    wanted = json.dumps(item["expected"], ensure_ascii=False)
    tally.missing(item["field"], f"{item['anchor'][:70]!r}: {wanted} (given: {shown})")


def _values(plan: Plan, field: str, anchor: str, more: Iterable[str]) -> Iterator[Any]:
    """What the plan gives for the field in every entry that holds the anchor."""
    anchors = tuple(squeeze(words) for words in (anchor, *more))
    kind, _, name = field.partition(".")
    if kind == "task" or kind == "assignment":
        yield from _of_assignments(plan, kind, name, anchors)
    elif kind == "milestone":
        for milestone in plan.milestones:
            if _holds(milestone.text, anchors):
                yield _named(milestone.model_dump())
    elif kind == "funding":
        for money in plan.funding:
            if _holds(money.text, anchors):
                yield {
                    "sources": list(money.sources),
                    "kinds": list(money.kinds),
                    "amounts": [amount.low for amount in money.amounts],
                    "part": money.part,
                    "mechanism": money.mechanism,
                }
    elif kind == "citation":
        for citation in plan.citations:
            if squeeze(citation.number) == anchors[0]:
                yield getattr(citation, name, _ABSENT)
    elif kind == "signatory":
        for signatory in plan.metadata.signatories:
            if squeeze(signatory.name or "") == anchors[0]:
                yield getattr(signatory, name, _ABSENT)
    elif kind == "agency":
        for agency in _agencies(plan):
            if anchors[0] in (squeeze(agency.name), squeeze(agency.raw)):
                value = getattr(agency, name, _ABSENT)
                yield value.name if isinstance(value, Agency) else value
    elif field == "metadata.recipients":
        yield from (r for r in plan.metadata.recipients if squeeze(r).startswith(anchors[0]))  # an anchor may be cut
    elif kind == "metadata":
        value = getattr(plan.metadata, name, _ABSENT)
        yield value.name if isinstance(value, Agency) else value


def _of_assignments(plan: Plan, kind: str, name: str, anchors: Sequence[str]) -> Iterator[Any]:
    for assignment in plan.assignments:
        if kind == "assignment" and not name:
            for task in assignment.tasks:
                if _holds(task.text, anchors) or _holds(assignment.evidence.quote, anchors):
                    leads = task.agencies or assignment.agencies
                    yield {"lead": [agency.name for agency in leads]}
            continue
        if kind == "assignment":
            if _holds(assignment.evidence.quote, anchors):
                yield getattr(assignment, name, _ABSENT)
            continue
        for task in assignment.tasks:
            if not _holds(task.text, anchors):
                continue
            value = getattr(task, name, _ABSENT)
            if name == "agencies":
                value = task.agencies or assignment.agencies
            yield [agency.name for agency in value] if isinstance(value, tuple) else value


def _holds(text: str, anchors: Sequence[str]) -> bool:
    words = squeeze(text)
    return any(anchor in words or (len(words) > 30 and words in anchor) for anchor in anchors)


def _named(entry: dict[str, Any]) -> dict[str, Any]:
    entry["responsible"] = [agency["name"] for agency in entry.get("responsible") or ()]
    recipient = entry.get("recipient")
    entry["recipient"] = recipient["name"] if recipient else None
    entry["prepared_by"] = [agency["name"] for agency in entry.get("prepared_by") or ()]
    entry["via"] = entry["via"]["name"] if entry.get("via") else None
    return entry


def _agencies(plan: Plan) -> Iterator[Agency]:
    for assignment in plan.assignments:
        yield from assignment.agencies
        for task in assignment.tasks:
            yield from (*task.agencies, *task.partners)


def _fits(wanted: Any, given: Any) -> bool:
    """The same value: lists in any order, of a record the keys that are expected, without case and punctuation."""
    if isinstance(wanted, dict):
        return isinstance(given, dict) and all(
            _fits(value, given.get(key)) for key, value in wanted.items() if key not in ("every_all", "amounts_all")
        )
    if isinstance(wanted, list):
        return isinstance(given, list) and _spelt(wanted) == _spelt(given)
    if isinstance(wanted, str):
        return isinstance(given, str) and _spelt([wanted]) == _spelt([given])
    return bool(wanted == given)


def _show(value: Any) -> str:
    return "no such field" if value is _ABSENT else json.dumps(value, ensure_ascii=False)


def _spelt(values: Sequence[Any]) -> list[str]:
    return sorted(squeeze(str(value)) for value in values)
