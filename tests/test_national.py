"""The national title and motto are told alike wherever they are told."""

from __future__ import annotations

import re
import tomllib

import pytest

from kehoach_parser.lexicon import covers, letter, letterhead, wording
from kehoach_parser.readers.shared.portals import load_portals
from kehoach_parser.workbench.review.rulebook import words

from .conftest import ROOT

RULES = ROOT / "src/kehoach_parser/lexicon/rules/wording/national.toml"
NATIONAL = tomllib.loads(RULES.read_text("utf-8"))["patterns"]
TITLES = NATIONAL["title"]["matches"]
MOTTOS = NATIONAL["motto"]["matches"]


@pytest.mark.parametrize("title", TITLES)
def test_every_file_finds_the_title(title: str) -> None:
    assert wording.accepts("national/title", title)
    assert letterhead.accepts("quoc-hieu", title)
    assert letter.accepts("motto", title)
    assert covers.accepts("motto", title)
    assert words().title.search(title)


@pytest.mark.parametrize("title", NATIONAL["title"]["rejects"])
def test_no_file_finds_another_title(title: str) -> None:
    assert not letterhead.accepts("quoc-hieu", title)
    assert not letter.accepts("motto", title)
    assert title.startswith("ĐẢNG") or not covers.accepts("motto", title)
    assert not title.isupper() or not words().title.search(title)


@pytest.mark.parametrize("motto", MOTTOS)
def test_every_file_finds_the_motto(motto: str) -> None:
    assert wording.accepts("national/motto", motto)
    assert letterhead.accepts("tieu-ngu", motto)
    assert letterhead.accepts("tieu-ngu-lien", motto)
    assert letter.accepts("second_motto", motto)
    assert words().motto.search(motto)


def test_review_and_readers_spell_it_like_the_rules() -> None:
    """They may read no rules (import-linter), so their own files say the same."""
    parts = tomllib.loads(RULES.read_text("utf-8"))["parts"]
    assert words().title.pattern == f"(?i){parts['national_title']}"
    *titles, motto, _ = load_portals().document_marks
    assert titles
    assert [mark for mark in titles if not re.fullmatch(parts["national_title"], mark, re.IGNORECASE)] == []
    assert re.fullmatch("{independence} - {freedom} - {happiness}".format(**parts), motto, re.IGNORECASE)
