"""Patterns that are told how what they find begins find what `re` finds."""

from __future__ import annotations

import re

import pytest

from kehoach_parser.language import beginnings
from kehoach_parser.language.beginnings import _cases
from kehoach_parser.language.compiled import compile_kept
from kehoach_parser.lexicon import wording

from .conftest import ROOT

TEXT = (ROOT / "corpus" / "hai-phong-268-2021" / "source.txt").read_text("utf-8")
SHORT = TEXT[:9000]
VARIED = "Hội Quỹ hội quỹ QUỸ\n12/KH-UBND ĐÔNG đông İi Kk\u212a ſs ½ 25% (a) các hội: nguồn vốn; aab xaab _a"

WRITTEN = [
    (r"(?<!\w)(?:các )?(?:hội|quỹ)(?!\w)", 0),
    (r"(?<!\w)(?:các )?(?:hội|quỹ)(?!\w)", re.IGNORECASE),
    (r"(?:\s*-)?(?=[hq])\w+", 0),
    (r"(?:a|b)?(?P<x>a)(?P=x)b", 0),
    (r"(?P<x>a)?(?P=x)b|(?(x)q|h)", 0),
    (r"(?i:đ)ông|(?-i:Q)", re.IGNORECASE),
    (r"(?:[^\w\s]|\d)+", 0),
    (r"(?:[À-Ỹ]|x)(?=\w)", 0),
    (r"(?<=n )[a-z]+?(?:n|\Z)", re.IGNORECASE),
    (r"\b(?:\d+|k)", re.IGNORECASE),
    (r"(?:s|i)(?=\w|\s)", re.IGNORECASE),
    (r"a++b|(?>q|h)u", 0),
]


@pytest.mark.parametrize(("source", "flags"), WRITTEN)
def test_a_pattern_finds_the_same(source: str, flags: int) -> None:
    _compare(source, flags, VARIED)
    _compare(source, flags, SHORT)


def test_the_patterns_of_the_rules_find_the_same() -> None:
    entries = {example.entry for example in wording.examples()}
    assert len(entries) > 100
    for name, _, entry in (told.partition("/") for told in sorted(entries)):
        value = wording._read(name)[entry]
        if "pattern" in value:
            _compare(value["pattern"], wording._read_flags(value), SHORT)


def test_every_case_of_a_letter_is_known() -> None:
    """What a pattern finds that ignores case, told by `re` itself."""
    letters = [chr(place) for place in (*range(0x21, 0x250), *range(0x1E00, 0x1EFA), 0x212A, 0x212B, 0x2126)]
    for letter in letters[::3]:
        found = re.findall(re.escape(letter), "".join(letters), re.IGNORECASE)
        assert set(found) <= set(map(chr, _cases(ord(letter), ignored=True))), letter


def _compare(source: str, flags: int, text: str) -> None:
    told = compile_kept(source, flags)
    known = re.compile(source, flags)
    assert (told.groups, told.groupindex, told.flags) == (known.groups, known.groupindex, known.flags)
    assert [m.span() for m in told.finditer(text)] == [m.span() for m in known.finditer(text)], source


def test_code_of_another_form_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "_FORMAT", 0)
    assert beginnings.note_beginning([1, 2, 3, 4, 5], None, 0) == [1, 2, 3, 4, 5]
