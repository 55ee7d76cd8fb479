"""Scores targets and their measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..models import Measure, Plan, Target
from .gold import Gold
from .tally import Tally, fold, pair, squeeze

STRICT = ("comparator", "low", "high", "unit", "per", "direction", "every")
LENIENT = ("low", "high", "unit")
GoldMeasure = dict[str, Any]


def score_targets(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Statements by section and first words, then the measures of those that were found."""
    annexes = _annex_sections(plan)
    rows = [target for target in plan.targets if (target.section or "").split("/")[0] in annexes]
    if gold.has("targets"):
        pairs, missing, left = pair_targets(gold, plan)
        debatable = [squeeze(entry["anchor"]) for entry in gold.data.get("debatable", ())]
        left = [t for t in left if not any(anchor in squeeze(t.text) for anchor in debatable)]
        tally.hit("targets", len(pairs))
        for want in missing:
            tally.missing("targets", f"{want['section']}: {want['anchor']}")
            _score_measures(want, (), tally)
        for target in left:
            tally.spurious("targets", f"{target.section}: {target.text[:80]}")
            _score_measures({"measures": []}, target.measures, tally)
        for want, target in pairs:
            _score_measures(want, target.measures, tally)
    if gold.data.get("commitments"):
        _score_commitments(gold, plan, tally)
    if gold.has("absent"):
        _score_absent(gold, plan, tally)
    if gold.has("target_table_rows"):
        tally.compare("target_table_rows", range(gold.data["target_table_rows"]), range(len(rows)))
    if gold.has("target_table_leads"):
        _score_leads(gold, rows, tally)


def pair_targets(
    gold: Gold, plan: Plan
) -> tuple[list[tuple[dict[str, Any], Target]], list[dict[str, Any]], list[Target]]:
    """The targets of the gold with those of the plan's body, by section and first words; those missing; those left."""
    annexes = _annex_sections(plan)
    body = [target for target in plan.targets if (target.section or "").split("/")[0] not in annexes]
    return pair(gold.data["targets"], body, _same_statement)


def pair_measures(
    want: dict[str, Any], given: Sequence[Measure], keys: Sequence[str] = STRICT
) -> tuple[list[tuple[GoldMeasure, Measure]], list[GoldMeasure], list[Measure]]:
    """The measures of a target of the gold with those given, on some keys; those missing; those left.

    An accepted reading stands for the wanted one of the same value, an optional one is not left. What words imply
    without a figure counts only where the gold states it, so it is never left; it answers the gold's own by its value,
    since what there shall be none of is named in many ways."""
    accepted: list[GoldMeasure] = want.get("measures_accept", [])
    optional: list[GoldMeasure] = want.get("measures_optional", [])

    def same(one: GoldMeasure, measure: Measure) -> bool:
        return _agrees(one, measure, keys)

    def stands_for(one: GoldMeasure, measure: Measure) -> bool:
        return any(_agrees(a, measure, keys) and a["low"] == one["low"] for a in accepted)

    pairs, missing, left = pair(want["measures"], given, same)
    others, missing, left = pair(missing, left, stands_for)
    left = [m for m in left if not m.implied and not any(_agrees(o, m, keys) for o in (*optional, *accepted))]
    return pairs + others, missing, left


def _annex_sections(plan: Plan) -> set[str]:
    return {attachment.label for attachment in plan.attachments}


def _same_statement(want: dict[str, Any], target: Target) -> bool:
    sections = (want["section"], *want.get("section_accept", ()))
    return target.section in sections and squeeze(target.text).startswith(squeeze(want["anchor"]))


def _score_measures(want: dict[str, Any], given: Sequence[Measure], tally: Tally) -> None:
    strict = _match("measures_strict", STRICT, want, given, tally)
    lenient = _match("measures_lenient", LENIENT, want, given, tally)
    exact = {id(measure) for _, measure in strict}
    for gold_measure, measure in strict + [p for p in lenient if id(p[1]) not in exact]:
        _score_deadline(gold_measure, measure, tally)
        _score_subject(gold_measure, measure, tally)


def _match(
    name: str, keys: Sequence[str], want: dict[str, Any], given: Sequence[Measure], tally: Tally
) -> list[tuple[GoldMeasure, Measure]]:
    """Pairs measures on some keys and counts them."""
    pairs, missing, left = pair_measures(want, given, keys)
    tally.hit(name, len(pairs))
    for wanted in missing:
        tally.missing(name, " ".join(str(wanted.get(key)) for key in keys))
    for measure in left:
        shown = " ".join(str(getattr(measure, key)) for key in keys)
        tally.spurious(name, f"{shown} [{measure.evidence.quote}]")
    return pairs


def _agrees(want: GoldMeasure, measure: Measure, keys: Iterable[str]) -> bool:
    if want.get("implied") and measure.implied:
        keys = ("comparator", "low", "high")
    for key in keys:
        expected, value = want.get(key), getattr(measure, key)
        if isinstance(expected, str) and isinstance(value, str):
            expected, value = fold(expected), fold(value)
        if expected != value:
            return False
    return True


def _score_deadline(want: GoldMeasure, measure: Measure, tally: Tally) -> None:
    if "deadline" not in want:
        return
    if want["deadline"] != measure.deadline:
        tally.wrong("deadlines", want["deadline"], measure.deadline)
    elif want["deadline"] is not None:
        tally.hit("deadlines")


def _score_subject(want: GoldMeasure, measure: Measure, tally: Tally) -> None:
    """Subjects need only overlap: half of the words of the shorter one."""
    if not want.get("subject"):
        return
    expected = set(squeeze_words(want["subject"]))
    given = set(squeeze_words(measure.subject or ""))
    if given and len(expected & given) * 2 >= min(len(expected), len(given)):
        tally.hit("subjects")
    else:
        tally.wrong("subjects", want["subject"], measure.subject)


def squeeze_words(text: str) -> list[str]:
    """The words of a text, folded, without punctuation."""
    return [word for word in (squeeze(part) for part in text.replace("/", " ").split()) if word]


def _score_commitments(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Recall only: the gold names some commitments, not all."""
    statements = [squeeze(target.text) for target in (*plan.commitments, *plan.targets)]
    for want in gold.data["commitments"]:
        if any(squeeze(want["anchor"]) in statement for statement in statements):
            tally.hit("commitments")
        else:
            tally.missing("commitments", f"{want['section']}: {want['anchor']}")


def _score_absent(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Words whose numbers are no measures: no measure's evidence may lie within them."""
    contexts = [
        (squeeze(t.text), squeeze(m.evidence.quote)) for t in (*plan.targets, *plan.commitments) for m in t.stated
    ]
    for words in gold.data["absent"]:
        place = squeeze(words)
        if any(place in statement and quote in place for statement, quote in contexts):
            tally.spurious("absent", words)
        else:
            tally.hit("absent")


def _score_leads(gold: Gold, rows: Sequence[Target], tally: Tally) -> None:
    for anchor, leads in gold.data["target_table_leads"]:
        row = next((r for r in rows if squeeze(r.text).startswith(squeeze(anchor))), None)
        given = [fold(agency.name) for agency in row.lead] if row else []
        tally.compare("target_table_leads", [fold(name) for name in leads], given)
