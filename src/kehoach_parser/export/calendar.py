"""make_calendar(): milestones as iCalendar (RFC 5545), with the icalendar library."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec import Struct

from ..errors import MissingTool
from ..models import Milestone, Plan

KINDS = {"deadline": "Thời hạn", "report": "Báo cáo", "review": "Sơ kết, tổng kết", "event": "Sự kiện"}
DATE_STATED = "Ngày theo văn bản: {}."
NO_YEAR = "Văn bản không nêu năm."
NO_DAY = "Văn bản không nêu ngày; ghi vào ngày cuối kỳ."
PERIODS: dict[str, dict[str, Any]] = {
    "day": {"FREQ": "DAILY"},
    "week": {"FREQ": "WEEKLY"},
    "month": {"FREQ": "MONTHLY"},
    "quarter": {"FREQ": "MONTHLY", "INTERVAL": 3},
    "half_year": {"FREQ": "MONTHLY", "INTERVAL": 6},
    "year": {"FREQ": "YEARLY"},
}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_SHOWN = 90


class Calendar(Struct, frozen=True):
    """The calendar's text, how many entries it has, and how many milestones had neither date nor period."""

    text: str
    entries: int
    undated: int


class _When(Struct, frozen=True):
    day: date
    rule: dict[str, Any] | None
    notes: tuple[str, ...]


def make_calendar(plans: Iterable[Plan]) -> Calendar:
    """Every milestone with a date or a period, as an entry of the whole day.

    What repeats goes on to the end of the plan's period. Where only a month, quarter or year is stated the entry stands
    on its last day, and says so. The same plans give the same bytes. Raises MissingTool without the icalendar library.
    """
    try:
        import icalendar
    except ImportError as error:
        raise MissingTool("a calendar needs icalendar: pip install 'kehoach-parser[store]'") from error
    book = icalendar.Calendar()
    book.add("prodid", "-//kehoach-parser//VI")
    book.add("version", "2.0")
    entries = undated = 0
    for plan in plans:
        label = plan.metadata.number or plan.source.name
        for place, duty in enumerate(plan.milestones):
            when = _find_when(plan, duty)
            if when is None:
                undated += 1
                continue
            entry = icalendar.Event()
            entry.add("uid", f"{plan.source.sha256[:24]}-{plan.metadata.number or ''}-{place}@kehoach-parser")
            entry.add("dtstamp", _stamp(plan))
            entry.add("dtstart", when.day)
            if when.day < date.max:  # an entry without an end lasts its day
                entry.add("dtend", when.day + timedelta(days=1))
            if when.rule:
                entry.add("rrule", when.rule)
            entry.add("summary", f"{KINDS[duty.kind]} ({label}): {_shorten(duty.text)}")
            entry.add("description", "\n".join(_describe(plan, duty, when)))
            entry.add("categories", [KINDS[duty.kind]])
            book.add_component(entry)
            entries += 1
    return Calendar(book.to_ical().decode("utf-8"), entries, undated)


def _find_when(plan: Plan, duty: Milestone) -> _When | None:
    stated = duty.date or ""
    rule = _rule(plan, duty)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", stated):
        return _When(date.fromisoformat(stated), rule, ())
    if re.fullmatch(r"--\d\d-\d\d", stated):
        month, day = int(stated[2:4]), int(stated[5:])
        return _When(_first_after(plan, month, day), rule, (DATE_STATED.format(f"{day}/{month}"), NO_YEAR))
    if found := re.fullmatch(r"(\d{4})-(\d\d)", stated):
        return _When(_last_day(int(found[1]), int(found[2])), rule, (DATE_STATED.format(stated), NO_DAY))
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", stated):
        return _When(_last_day(int(found[1]), 3 * int(found[2])), rule, (DATE_STATED.format(stated), NO_DAY))
    if found := re.fullmatch(r"(\d{4})-H([12])", stated):
        return _When(_last_day(int(found[1]), 6 * int(found[2])), rule, (DATE_STATED.format(stated), NO_DAY))
    if found := re.fullmatch(r"--(\d\d)", stated):
        last = _last_day(_begin(plan).year, int(found[1]))
        return _When(last, rule, (DATE_STATED.format(f"tháng {int(found[1])}"), NO_YEAR, NO_DAY))
    if re.fullmatch(r"\d{4}", stated):
        return _When(date(int(stated), 12, 31), rule, (DATE_STATED.format(stated), NO_DAY))
    if duty.every in _MONTHS:
        start = _begin(plan)
        step = _MONTHS[duty.every]
        month = (start.month - 1) // step * step + step
        return _When(_last_day(start.year, month), _at_month_end(rule, step), (NO_DAY,))
    if duty.every and rule:
        return _When(_begin(plan), rule, ())
    return None


def _rule(plan: Plan, duty: Milestone) -> dict[str, Any] | None:
    if duty.every is None:
        return None
    end = date(plan.metadata.period.end, 12, 31) if plan.metadata.period else None
    return {**PERIODS[duty.every], **({"UNTIL": end} if end and end >= _begin(plan) else {})}


def _at_month_end(rule: dict[str, Any] | None, step: int) -> dict[str, Any]:
    kept = {name: value for name, value in (rule or {}).items() if name == "UNTIL"}
    return {"FREQ": "MONTHLY", "INTERVAL": step, "BYMONTHDAY": -1, **kept}


def _begin(plan: Plan) -> date:
    """The day that the plan begins to hold: its issue, else the first day of its period."""
    stated = plan.metadata.issued or ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", stated):
        return date.fromisoformat(stated)
    if plan.metadata.period:
        return date(plan.metadata.period.start, 1, 1)
    return date(int(stated[:4]) if stated[:4].isdecimal() and int(stated[:4]) else 2000, 1, 1)


def _first_after(plan: Plan, month: int, day: int) -> date:
    """The first such day after the plan's beginning."""
    start = _begin(plan)
    for year in range(start.year, start.year + 9):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= start:
            return date(year, month, day)
    return _last_day(start.year, month)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _stamp(plan: Plan) -> datetime:
    day = _begin(plan)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _describe(plan: Plan, duty: Milestone, when: _When) -> Iterable[str]:
    yield duty.text
    if duty.responsible:
        yield "Thực hiện: " + "; ".join(agency.name for agency in duty.responsible)
    if duty.recipient:
        yield f"Nơi nhận: {duty.recipient.name}" + (f" (qua {duty.via.name})" if duty.via else "")
    yield from when.notes
    title = " ".join(words for words in (plan.metadata.number, plan.metadata.title) if words)
    yield f"Nguồn: {title or plan.source.name}"


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
