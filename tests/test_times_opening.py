"""The words that open a recurrence or a time without calendar: a pattern is asked only where one of them stands."""

from __future__ import annotations

import re

import pytest

from kehoach_parser.lexicon import calendar
from kehoach_parser.lexicon.wording import examples

OPENED = {"calendar/every": (calendar.every_opens, "every"), "calendar/soft": (calendar.soft_opens, "soft")}


@pytest.mark.parametrize("entry", sorted(OPENED))
def test_an_opening_word_stands_where_the_pattern_begins(entry: str) -> None:
    opens, field = OPENED[entry]
    pattern: re.Pattern[str] = getattr(calendar.load(), field)
    texts = [example.text for example in examples() if example.entry == entry and example.expected]
    assert texts
    for text in texts:
        found = pattern.search(text)
        assert found is not None, text
        assert found.start() in {opening.start() for opening in opens().finditer(text)}, text
