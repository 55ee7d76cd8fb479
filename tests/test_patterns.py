"""Patterns put together from words: they find just what plain alternatives find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser.language.patterns import compile_later, find_words, join_alternatives

WORDS = st.sets(st.text("anđ", min_size=1, max_size=4), min_size=1, max_size=8)
TEXTS = st.text("anđ .", max_size=30)


@given(WORDS, TEXTS)
def test_a_tree_of_letters_takes_what_its_words_are(words: set[str], text: str) -> None:
    tree = re.compile(join_alternatives(tuple(word) for word in words))
    assert (tree.fullmatch(text) is not None) == (text in words)


@given(WORDS, TEXTS)
def test_words_are_found_whole(words: set[str], text: str) -> None:
    found = [match.group() for match in find_words(words).finditer(text)]
    assert found == [token for token in re.findall(r"\w+", text) if token in words]


def test_what_must_follow_a_word() -> None:
    pattern = find_words(["ít nhất", "ba"], r"\s+lần")
    assert pattern.search("kiểm tra ít\nnhất lần") is not None
    assert pattern.search("ít nhất ba lần").group() == "ba lần"  # type: ignore[union-attr]
    assert pattern.search("ít nhất ba lầnn") is None
    assert pattern.search("lúa ba") is None


def test_a_pattern_is_compiled_at_its_first_use() -> None:
    pattern = compile_later("(")
    with pytest.raises(re.error):
        pattern.search("")


def test_a_pattern_has_its_flags() -> None:
    pattern = compile_later("bộ|sở", re.IGNORECASE)
    assert [match.group() for match in pattern.finditer("Bộ và Sở")] == ["Bộ", "Sở"]
    assert pattern.sub("x", "SỞ") == "x"
    assert pattern.pattern == "bộ|sở"
