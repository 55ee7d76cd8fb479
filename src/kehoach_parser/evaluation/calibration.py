"""Whether doubt is told where it is due: measures wrong or lost against the gold, with an issue and without, and issues
of figures that had a reason or none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..models import Evidence, Issue, Measure, Plan, Target
from .gold import Gold, read_corpus
from .targets import pair_measures, pair_targets

FIGURE_CODES = frozenset(
    [
        "amount_without_unit",
        "comparator",
        "deadline",
        "decimal",
        "direction",
        "figure_doubt",
        "figure_without_unit",
        "frequency",
        "percent",
        "range",
        "split",
        "sum",
        "uncertain_figure",
        "unit",
    ]
)
"""The issues that doubt a figure (docs/issues.md)."""


class Calibration(Struct, frozen=True):
    """Counts over `plans` plans with gold of targets. `measures`: those of the gold; `given`: those read of its
    targets, `doubted` of them with an issue, `doubted_right` of these right all the same. `wrong`, `lost`: with an
    issue and without (`silent`). `raised`: issues by code that stand at a wrong or lost measure; `noise`: those that
    do not; `unjudged`: those outside the targets of the gold."""

    plans: int
    measures: int
    given: int
    doubted: int
    doubted_right: int
    wrong: int
    wrong_silent: int
    lost: int
    lost_silent: int
    raised: dict[str, int]
    noise: dict[str, int]
    unjudged: dict[str, int]

    def to_text(self) -> str:
        """The counts, then a line a code."""
        lines = [
            f"plans with gold of targets      {self.plans:6}",
            f"measures of the gold            {self.measures:6}",
            f"given                           {self.given:6}   with an issue {self.doubted:7}",
            f"right with an issue             {self.doubted_right:6}",
            f"wrong                           {self.wrong:6}   without an issue {self.wrong_silent:4}",
            f"lost                            {self.lost:6}   without an issue {self.lost_silent:4}",
            f"issues of figures a plan        {self._per_plan():6.2f}",
            "",
            f"{'code':20}  {'due':>6} {'noise':>6} {'unjudged':>9}",
        ]
        for code in sorted({*self.raised, *self.noise, *self.unjudged}):
            counts = (self.raised.get(code, 0), self.noise.get(code, 0), self.unjudged.get(code, 0))
            lines.append(f"{code:20}  {counts[0]:6} {counts[1]:6} {counts[2]:9}")
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """The counts by their names."""
        names = self.__struct_fields__
        return json.dumps({name: getattr(self, name) for name in names}, ensure_ascii=False, indent=2) + "\n"

    def _per_plan(self) -> float:
        told = sum(sum(codes.values()) for codes in (self.raised, self.noise, self.unjudged))
        return told / self.plans if self.plans else 0.0


class _Fault(Struct, frozen=True):
    """A place with a wrong measure or a statement with a lost one."""

    start: int
    end: int
    lost: bool


def calibrate(folder: Path, parse: Callable[[Path], Plan] | None = None, *, plans: str = "*") -> Calibration:
    """Parses the sources of a corpus whose slugs fit `plans` and weighs their issues.

    Raises KehoachError where the corpus cannot be read.
    """
    if parse is None:
        from ..pipeline import parse as parse_source

        parse = parse_source
    golds = [gold for gold in read_corpus(folder, plans) if gold.has("targets")]
    return _add([calibrate_plan(gold, parse(gold.source)) for gold in golds])


def calibrate_plan(gold: Gold, plan: Plan) -> Calibration:
    """One plan against its gold."""
    pairs, _, _ = pair_targets(gold, plan)
    matched = [(target, *pair_measures(want, target.measures)) for want, target in pairs]
    faults = [fault for target, _, missing, left in matched for fault in _faults(target, missing, left)]
    right = [measure for _, found, _, _ in matched for _, measure in found]
    issues = [issue for issue in plan.issues if issue.code in FIGURE_CODES]
    told = [issue.evidence for issue in issues if issue.evidence is not None]
    silent = [fault for fault in faults if not any(_meet(place, fault) for place in told)]
    doubted_right = sum(any(_meet(place, measure.evidence) for place in told) for measure in right)
    wrong, wrong_silent = _count(faults, lost=False), _count(silent, lost=False)
    judged: dict[str, list[Issue]] = {"due": [], "noise": [], "unjudged": []}
    for issue in issues:
        judged[_judge(issue, faults, [target.evidence for _, target in pairs])].append(issue)
    return Calibration(
        plans=1,
        measures=sum(len(want["measures"]) for want in gold.data["targets"]),
        given=len(right) + wrong,
        doubted=doubted_right + wrong - wrong_silent,
        doubted_right=doubted_right,
        wrong=wrong,
        wrong_silent=wrong_silent,
        lost=_count(faults, lost=True),
        lost_silent=_count(silent, lost=True),
        raised=_by_code(judged["due"]),
        noise=_by_code(judged["noise"]),
        unjudged=_by_code(judged["unjudged"]),
    )


def _faults(target: Target, missing: Sequence[Any], left: Sequence[Measure]) -> list[_Fault]:
    """The measures of a target that the gold does not know, and as many lost ones as have none in their place."""
    wrong = [_Fault(measure.evidence.start, measure.evidence.end, False) for measure in left]
    lost = _Fault(target.evidence.start, target.evidence.end, True)
    return wrong + [lost] * max(0, len(missing) - len(left))


def _judge(issue: Issue, faults: Sequence[_Fault], spans: Sequence[Evidence]) -> str:
    """`due` where an issue stands at a fault, `noise` elsewhere in a target of the gold, else `unjudged`."""
    if issue.evidence is None:
        return "unjudged"
    if any(_meet(issue.evidence, fault) for fault in faults):
        return "due"
    return "noise" if any(_meet(issue.evidence, span) for span in spans) else "unjudged"


def _meet(place: Evidence, other: Evidence | _Fault) -> bool:
    return place.start < other.end and other.start < place.end


def _count(faults: Sequence[_Fault], *, lost: bool) -> int:
    return sum(fault.lost is lost for fault in faults)


def _by_code(issues: Sequence[Issue]) -> dict[str, int]:
    return dict(Counter(issue.code for issue in issues))


def _add(parts: Sequence[Calibration]) -> Calibration:
    def total(name: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for part in parts:
            counts.update(getattr(part, name))
        return dict(sorted(counts.items()))

    return Calibration(
        plans=len(parts),
        measures=sum(part.measures for part in parts),
        given=sum(part.given for part in parts),
        doubted=sum(part.doubted for part in parts),
        doubted_right=sum(part.doubted_right for part in parts),
        wrong=sum(part.wrong for part in parts),
        wrong_silent=sum(part.wrong_silent for part in parts),
        lost=sum(part.lost for part in parts),
        lost_silent=sum(part.lost_silent for part in parts),
        raised=total("raised"),
        noise=total("noise"),
        unjudged=total("unjudged"),
    )
