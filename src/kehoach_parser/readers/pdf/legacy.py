"""Words of the fonts before Unicode (.VnTime, VNI-Times …) brought to Unicode, line by line."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from msgspec.structs import replace

from ...language.letters import TONED
from ...language.patterns import compile_later
from ...source import LegacyEncoding
from ..page.rows import gather_rows
from ..page.words import PageText, Word, restore_hyphens
from ..shared.legacy import convert_runs, detect, font_encoding

_UNICODE_ALONE = compile_later(f"[{TONED}]")


def convert_page(page: PageText) -> LegacyEncoding | None:
    """Brings the page's words to Unicode, in place, and says from which encoding; None where nothing changed.

    Runs with a telling font's name are converted by it, runs without by their letters; text that already is Unicode
    is never touched. Marks of hyphens are restored in any case.
    """
    fonts = {word.style.font for word in page.words}
    if not any(map(font_encoding, fonts)) and (_is_unicode(page.text) or detect(page.text) is None):
        if "\x02" in page.text or "\ufffe" in page.text:
            page.words = restore_hyphens(page.words)
        return None
    words: list[Word] = []
    found: Counter[LegacyEncoding] = Counter()
    level = [word for word in page.words if word.style.turn == 0]
    for row in gather_rows(page.number, level):
        words += _converted(row.words, found)
    for word in page.words:
        if word.style.turn != 0:
            words += _converted([word], found)
    page.words = restore_hyphens(words)
    return found.most_common(1)[0][0] if found else None


def _is_unicode(text: str) -> bool:
    """Whether letters that no one-byte encoding has are a good part of the text: no need to look closer."""
    return len(_UNICODE_ALONE.findall(text)) > 0.03 * len(text)


def _converted(words: list[Word], found: Counter[LegacyEncoding]) -> list[Word]:
    groups = [list(group) for _, group in groupby(words, key=lambda word: word.style.font)]
    runs = [(" ".join(word.text for word in group), group[0].style.font or None) for group in groups]
    texts, encoding = convert_runs(runs)
    if encoding is None:
        return words
    found[encoding] += sum(map(len, texts))
    result: list[Word] = []
    for group, text in zip(groups, texts, strict=True):
        parts = text.split(" ")
        if len(parts) != len(group):
            parts = [convert_runs([(word.text, word.style.font or None)])[0][0] for word in group]
        result += [replace(word, text=part) for word, part in zip(group, parts, strict=True) if part]
    return result
