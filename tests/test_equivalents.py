"""A pattern written as a tree finds what its alternatives find, in the same groups."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_parser.language import compiled, equivalents
from kehoach_parser.lexicon import wording

LETTERS = "anđNĐsſkK\u212aiIıİ"
PARTS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=3),
    st.sampled_from(
        [r"(?P<x>n)?", r"a?", r"[nđ]", r"(?<!a)", r"(?=n)", r"(?<!\w)", r"(?!\w)", r"\s+", "", r"(?:a|an|ana)"]
    ),
)
CHOICES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("".join), min_size=2, max_size=12, unique=True)
TEXTS = st.text(LETTERS + " .", max_size=20)


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(found.span(), found.groups()) for found in pattern.finditer(text)]


@settings(deadline=None)
@given(CHOICES, TEXTS, st.sampled_from([0, re.IGNORECASE, re.ASCII, re.IGNORECASE | re.ASCII]), st.integers(0, 4))
def test_a_tree_finds_the_same(choices: list[str], text: str, flags: int, few: int) -> None:
    named = [choice.replace("(?P<x>", f"(?P<x{number}>", 1) for number, choice in enumerate(choices)]
    if any(choice.count("(?P<x>") for choice in named):
        return
    source = rf"(?<!\w)(?:{'|'.join(named)})(?!\w)|{'|'.join(named[:3]).replace('(?P<x', '(?P<y')}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(equivalents, "_FEW", few)
        written = compiled._make(source, flags).pattern(source)
    assert spans(written, text) == spans(re.compile(source, flags), text)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_what_begins_alike_stays_in_order(flags: int) -> None:
    choices = ["abc", "x", "ab", "abcd", "(?<!a)b", "xy", "", "ac", "a", *map(str, range(20))]
    source = f"(?:{'|'.join(choices)})(?P<rest>c?)"
    written = compiled._make(source, flags).pattern(source)
    for text in ("abcd", "ab", "ac", "xy", "b", "17", "ABCD", "aB"):
        assert spans(written, text) == spans(re.compile(source, flags), text), text


def test_no_pattern_of_the_rules_is_compiled_without_its_tree() -> None:
    """`compile_kept` falls back on `re` where something fails; nothing does."""
    for name, _, entry in sorted({example.entry.partition("/") for example in wording.examples()}):
        value = wording._read(name)[entry]
        if "pattern" in value:
            compiled._make(value["pattern"], wording._read_flags(value))
