"""Each class of document shapes has cases of at least five wordings."""

from __future__ import annotations

import pytest

from .classes import CLASSES, LEAST, Class, titles_of


@pytest.mark.parametrize("one", CLASSES, ids=[one.name for one in CLASSES])
def test_a_class_has_cases_of_five_wordings(one: Class) -> None:
    titles = list(titles_of(one))
    assert len(set(titles)) == len(titles) >= LEAST
