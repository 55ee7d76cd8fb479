"""Milestones as a calendar that a calendar program reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kehoach_parser import Evidence, Milestone, Plan
from kehoach_parser.export.calendar import make_calendar
from kehoach_parser.models import Period

from .plans import make_plan
from .test_cli import run
from .test_sources import OTHER, PLAN

icalendar = pytest.importorskip("icalendar")


def _plan(**stated: str) -> Plan:
    plan = make_plan()
    where = Evidence(start=0, end=1, quote="x")
    duty = Milestone(text="Báo cáo; kết quả,\nhằng năm", kind="report", evidence=where, **stated)
    head = plan.metadata.model_copy(update={"issued": "2021-05-20", "period": Period(start=2021, end=2025)})
    return plan.model_copy(update={"milestones": (duty,), "metadata": head})


@pytest.mark.parametrize(
    ("stated", "day", "rule"),
    [
        ({"date": "2023-06-15"}, date(2023, 6, 15), None),
        ({"date": "2023-06"}, date(2023, 6, 30), None),
        ({"date": "2024-02"}, date(2024, 2, 29), None),
        ({"date": "2026-Q1"}, date(2026, 3, 31), None),
        ({"date": "2025"}, date(2025, 12, 31), None),
        ({"date": "--11-30", "every": "year"}, date(2021, 11, 30), {"FREQ": ["YEARLY"]}),
        ({"date": "--01-31"}, date(2022, 1, 31), None),
        ({"every": "quarter"}, date(2021, 6, 30), {"FREQ": ["MONTHLY"], "INTERVAL": [3], "BYMONTHDAY": [-1]}),
        ({"every": "half_year"}, date(2021, 6, 30), {"FREQ": ["MONTHLY"], "INTERVAL": [6], "BYMONTHDAY": [-1]}),
        ({"every": "year"}, date(2021, 12, 31), {"FREQ": ["MONTHLY"], "INTERVAL": [12], "BYMONTHDAY": [-1]}),
        ({"every": "week"}, date(2021, 5, 20), {"FREQ": ["WEEKLY"]}),
    ],
)
def test_days_and_rules(stated: dict[str, str], day: date, rule: dict[str, list[object]] | None) -> None:
    made = make_calendar([_plan(**stated)])
    (entry,) = icalendar.Calendar.from_ical(made.text).walk("VEVENT")
    assert entry["dtstart"].dt == day
    found = dict(entry["rrule"]) if "rrule" in entry else None
    if found is not None:
        assert found.pop("UNTIL") == [date(2025, 12, 31)]
        rule = {**rule} if rule else None
    assert found == rule
    assert "Báo cáo; kết quả," in entry["description"]
    assert (made.entries, made.undated) == (1, 0)


def test_what_has_no_time_is_counted() -> None:
    assert make_calendar([_plan()]).undated == 1


def test_the_command(tmp_path: Path) -> None:
    done = run("calendar", PLAN, OTHER, "-o", tmp_path / "due.ics")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "due.ics").read_bytes().decode()
    entries = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert entries
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)
    assert run("calendar", PLAN, OTHER).stdout.decode() == text
