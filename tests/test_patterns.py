"""Patterns put together from words: they find just what plain alternatives find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser.language import patterns
from kehoach_parser.language.patterns import compile_later, find_words, join_alternatives
from kehoach_parser.language.spaces import on_one_line

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


def test_a_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile_kept = patterns.compile_kept
    monkeypatch.setattr(patterns, "compile_kept", lambda *told: made.append(told[0]) or compile_kept(*told))
    pattern = compile_later("bộ|sở")
    assert pattern.subn("x", "bộ sở") == ("x x", 2) and pattern.groups == 0 and pattern.search("sở")
    assert pattern.subn("x", "bộ")[1] == 1 and pattern.scanner("bộ") is not None  # type: ignore[attr-defined]
    assert made == ["bộ|sở"]


def test_a_pattern_has_its_flags() -> None:
    pattern = compile_later("bộ|sở", re.IGNORECASE)
    assert [match.group() for match in pattern.finditer("Bộ và Sở")] == ["Bộ", "Sở"]
    assert pattern.sub("x", "SỞ") == "x"
    assert pattern.pattern == "bộ|sở"


def test_a_pattern_that_needs_words_is_searched_where_one_of_them_stands() -> None:
    pattern = compile_later(r"định kỳ|\d+ năm một lần", needs=["kỳ", "lần"])
    assert pattern.search("họp định kỳ") is not None
    assert [match.group() for match in pattern.finditer("02 năm một lần, định kỳ")] == ["02 năm một lần", "định kỳ"]
    assert pattern.search("hằng năm") is None and not list(pattern.finditer("hằng năm"))
    assert pattern.search("định kỳ", 1) is None
    assert compile_later(".", needs=["a"]).search("b") is None


def test_a_pattern_is_tried_where_its_openings_stand() -> None:
    pattern = compile_later(r"(?<!x)(?:gọi|viết) tắt(?: là)?", opens=["gọi", "viết"])
    text = "gọi tắt, viết tắt là, gọi là, xgọi tắt, viết tắt"
    plain = re.compile(pattern.pattern)
    assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert [m.span() for m in pattern.finditer(text, 3, 20)] == [m.span() for m in plain.finditer(text, 3, 20)]
    assert pattern.search(text, 1).group() == "viết tắt là"  # type: ignore[union-attr]
    assert pattern.search("gọi là") is None


@given(st.text(" ab\n\t\xa0\u2003\x1c", max_size=12))
def test_a_stretch_on_one_line(text: str) -> None:
    assert on_one_line(text) == " ".join(text.split())
