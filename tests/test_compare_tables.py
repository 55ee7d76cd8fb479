"""The tables of tests/unseen, as `python -m tests.compare_tables` scores them."""

from __future__ import annotations

from .compare_tables import score_harms, score_wordings

LEAST = {"harm": 1.0, "good": 1.0}
LEAST_PAIRED = {"order": 30, "abbreviation": 29, "passive": 30, "list": 30, "table_row": 30}
"""As last measured; raised where they rise."""


def test_the_better_of_two_levels_is_known() -> None:
    scored = list(score_harms())
    assert len(scored) == 528
    for kind, least in LEAST.items():
        own = [right for found, right, _ in scored if found == kind]
        assert sum(own) / len(own) >= least, [told for _, right, told in scored if not right]


def test_one_statement_is_known_in_five_wordings() -> None:
    scored = list(score_wordings())
    for form, least in LEAST_PAIRED.items():
        own = [right for found, right, _ in scored if found == form]
        assert len(own) == 30
        assert sum(own) >= least, [told for _, right, told in scored if not right]
