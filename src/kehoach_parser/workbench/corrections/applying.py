"""apply(): a plan with what people said about it; what no longer fits is reported, never applied elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from ...models import Confirmed, Corrected, Evidence, Issue, Measure, Plan, Target
from .messages import report_gone, report_unfit, report_unread
from .places import Place, find_place, find_untexted
from .sheet import Address, Sheet, note
from .values import Correction, CorrectionFile


def apply(plan: Plan, corrections: CorrectionFile | Iterable[Correction], *, part: bool = False) -> Plan:
    """The plan with the corrections in it: changed values carry `corrected`, answered issues stand in `settled`.

    Those of another document are left alone where a whole file is given. One whose words are not found again is an
    issue `correction_stale`; not so in a `part` of a file of several documents: they may stand in another. Applied
    twice, nothing changes.
    """
    if isinstance(corrections, CorrectionFile):
        if corrections.document.sha256 != plan.source.sha256:
            return plan
        corrections = corrections.corrections
    wanted = _latest(corrections)
    if not wanted:
        return plan
    if part:
        wanted = [correction for correction in wanted if _stands_in(plan, correction)]
    sheet = Sheet(plan)
    stale = [issue for correction in wanted if (issue := _apply_one(sheet, plan, correction)) is not None]
    sheet.issues += [issue for issue in stale if issue not in sheet.issues]
    for correction in wanted:
        if correction.object == "issue" and correction.field == "correction_stale":
            sheet.settle(correction, None)  # a person has seen that it no longer fits
    return sheet.plan()


def _latest(corrections: Iterable[Correction]) -> list[Correction]:
    """Of several about the same thing the last one; what adds first, then what changes, then what takes away."""
    latest: dict[Any, Correction] = {}
    for correction in sorted(corrections, key=lambda c: c.at):
        latest[correction.subject] = correction
    order = ("add", "replace", "confirm", "remove")
    return sorted(latest.values(), key=lambda c: (order.index(c.action), c.at, c.start))


def _stands_in(plan: Plan, correction: Correction) -> bool:
    """Whether a correction is about this document of a file that holds several."""
    if correction.object == "metadata":
        read = plan.metadata.model_dump(mode="json").get(correction.field or "")
        return bool(read == correction.from_)
    return not correction.quote or find_place(plan.text or "", correction) is not None


def _apply_one(sheet: Sheet, plan: Plan, correction: Correction) -> Issue | None:
    """Applies a correction to the sheet, or says why it could not be."""
    if correction.object == "metadata":
        return _correct_metadata(sheet, correction)
    if correction.object == "issue" and not correction.quote:
        sheet.settle(correction, None)
        return None
    place = find_untexted(plan, correction) if plan.text is None else find_place(plan.text, correction)
    if place is None:
        return report_gone(correction)
    if correction.object == "issue":
        sheet.settle(correction, place)  # where the issue is gone, the parser has learnt it
        return None
    if correction.action == "add":
        return _add(sheet, plan, correction, place)
    address = sheet.find(correction, place)
    sheet.settle(correction, place)
    if address is None:
        return None if correction.action == "remove" else report_unread(correction)
    if correction.action == "remove":
        _remove(sheet, correction, address)
        return None
    if correction.action == "confirm":
        thing = sheet.get(address)
        if "confirmed" in type(thing).model_fields:
            told = Confirmed(by=correction.by, at=correction.at)
            sheet.put(address, thing.model_copy(update={"confirmed": told}))
        return None
    changed = _change(sheet.get(address), correction)
    if isinstance(changed, Issue):
        return changed
    sheet.put(address, changed)
    return None


def _change(thing: Any, correction: Correction) -> Any:
    """The object with the field set right, checked by its model; an issue where the value does not fit.

    The two ends of a figure that is no range are one value.
    """
    name = correction.field or ""
    fields = type(thing).model_fields
    if name not in fields or name in ("evidence", "id", "corrected", "confirmed"):
        return report_unfit(correction, name)
    values = thing.model_dump()
    read = thing.model_dump(mode="json")[name]
    if read == correction.to:
        return thing
    if isinstance(thing, Measure) and name in ("low", "high") and thing.comparator != "between":
        values["low"] = values["high"] = correction.to
    values[name] = correction.to
    if "corrected" in fields:
        values["corrected"] = note(thing, correction, name, read)
    try:
        return type(thing).model_validate(values)
    except ValidationError:
        return report_unfit(correction, name)


def _correct_metadata(sheet: Sheet, correction: Correction) -> Issue | None:
    """A letterhead has no offsets: the correction holds where the value is still what was read then."""
    read = sheet.metadata.model_dump(mode="json").get(correction.field or "")
    if correction.action != "replace" or read == correction.to:
        return None
    if read != correction.from_:
        return report_gone(correction)
    changed = _change(sheet.metadata, correction)
    if isinstance(changed, Issue):
        return changed
    sheet.metadata = changed
    return None


def _remove(sheet: Sheet, correction: Correction, address: Address) -> None:
    """Takes an object away. A target that is none stays as a commitment: nothing with a figure is lost."""
    thing = sheet.get(address)
    sheet.put(address, None)
    if correction.object == "target":
        noted = note(thing, correction, "list", "targets")
        sheet.insert("commitments", thing.model_copy(update={"corrected": noted}))


def _add(sheet: Sheet, plan: Plan, correction: Correction, place: Place) -> Issue | None:
    """Adds a target that was missed. Where the parser has it as a commitment, that one moves, with its figures."""
    if correction.object != "target":
        return report_unfit(correction, correction.object)
    sheet.settle(correction, place)
    looked = Correction("target", "confirm", correction.quote, *place, by="", at="")
    known = sheet.find(looked, place)
    if known is not None and _same_words(sheet.get(known).evidence, place):
        return None
    for number, statement in enumerate(sheet.lists["commitments"]):
        if _same_words(statement.evidence, place):
            sheet.put(Address("commitments", number), None)
            noted = note(statement, correction, "list", "commitments")
            sheet.insert("targets", statement.model_copy(update={"corrected": noted}))
            return None
    try:
        sheet.insert("targets", _make_target(sheet, plan, correction, place))
    except (ValidationError, KeyError, TypeError):
        return report_unfit(correction, "target")
    return None


def _make_target(sheet: Sheet, plan: Plan, correction: Correction, place: Place) -> Target:
    """The target of an addition: its figures where their words stand inside the words marked."""
    text = plan.text or ""
    words = text[slice(*place)]
    told = dict(correction.to or {})
    measures: list[Measure] = []
    at = place[0]
    for measure in told.get("measures", ()):
        quote = measure["quote"]
        start = text.find(quote, at, place[1])
        start = start if start >= 0 else text.find(quote, *place)
        where = (start, start + len(quote)) if start >= 0 else place
        at = where[1] if start >= 0 else at
        values = {key: value for key, value in measure.items() if key != "quote"}
        evidence = Evidence(start=where[0], end=where[1], quote=text[slice(*where)])
        measures.append(Measure.model_validate({**values, "evidence": evidence}))
    return Target(
        id=f"a{correction.id}",
        section=sheet.section_at(place),
        text=" ".join(words.split()),
        kind="quantitative" if measures else "qualitative",
        measures=tuple(measures),
        evidence=Evidence(start=place[0], end=place[1], quote=words),
        corrected=(Corrected(field="list", by=correction.by, at=correction.at),),
    )


def _same_words(evidence: Evidence, place: Place) -> bool:
    """Whether two stretches are the same statement: each has most of the other."""
    common = min(evidence.end, place[1]) - max(evidence.start, place[0])
    longer = max(evidence.end - evidence.start, place[1] - place[0])
    return common > 0.7 * longer
