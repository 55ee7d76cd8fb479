"""Whether a PDF page's text layer can be trusted, or the page has to be recognised from its picture.

Decided page by page, by counts over the page's text: how many letters there are for a page that is one
image, how many signs that no document writes, how many words that are spelt like nothing. A sound text in
another language, or a table of figures, is trusted; so is a legacy encoding, which is converted and not
recognised.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...language.patterns import compile_later
from ...language.syllables import count_syllables, is_syllable, syllable_share
from .legacy import detect

_FULL_IMAGE = 0.5
"""From this share of the page on, an image is taken as the page's own scan and not as a figure in it."""

FEW_LETTERS = 200
"""A scanned page bears at most this many letters of stamps and signatures set over it as text."""

_WORD = compile_later(r"[^\W\d_]+")
_STRANGE = compile_later(
    "[^\\s!-~\xa0-\xff\u0100-\u017f\u01a0\u01a1\u01af\u01b0\u02b0-\u036f\u0370-\u03ff\u1e00-\u1eff"
    "\u2000-\u2bff\u3000-\u303f\uf020-\uf0ff\ufb00-\ufb06\ufffe\x02]"
)
"""Signs outside Latin, Greek, punctuation, symbols and the symbol fonts' own area (Word's bullets)."""

_MIXED = compile_later(r"[^\W\d_][0-9]*[+*$#@=<>|~^\\{}\[\]`\"&%!?][0-9]*[^\W\d_]|[^\W\d_][0-9][^\W\d_]")
_FIGURE = compile_later(r"[\d.,:;/%()+\-–—…_*\[\]]+|[^\W\d_]+[.,:;)]*")
_ENGLISH = compile_later(r"\b(?:the|of|and|to|in|for|is|on|that|by|with|as|are|be|this)\b", re.I)


ASKED_FOR = "theo yêu cầu"
"""Why a page is recognised whose text may be sound: the user asks for it."""


def judge_page(text: str, *, letter_count: int, image_cover: float, has_hidden_text: bool) -> str | None:
    """Why the page has to be recognised, in a few Vietnamese words; None where its text layer is sound.

    `text` is the page's text layer, `letter_count` the letters in it (counted up to `FEW_LETTERS` at least),
    `image_cover` the share of the page's area that images cover (0 to 1), `has_hidden_text` whether the text is
    drawn invisibly (a scanner's own recognition).
    """
    if letter_count == 0:
        return "không có lớp chữ"
    if image_cover >= _FULL_IMAGE and letter_count < FEW_LETTERS and not _covers_little(text, image_cover):
        return "trang ảnh, lớp chữ chỉ có dòng dấu, chữ ký số"
    words = _WORD.findall(text)
    if _is_well_spelt(text, words) and not has_hidden_text:
        return None
    if _is_garbled(text, words):
        return "lớp chữ hỏng, sai bảng mã"
    if len(words) < 20:
        return None
    if _split_share(words) > 0.1:
        return "lớp chữ bị rời từng chữ cái"
    if has_hidden_text and image_cover >= _FULL_IMAGE and _is_poorly_recognised(text, words):
        return "lớp chữ ẩn do nhận dạng kém"
    return None


def _covers_little(text: str, image_cover: float) -> bool:
    """A short page over a light background picture: its few lines are a whole ending, from edge to edge."""
    return image_cover < 0.8 and len(text.split("\n")) > 12


def _is_well_spelt(text: str, words: list[str]) -> bool:
    """Nine words of ten, most of them accented, are Vietnamese syllables and nothing else is strange: such a page is
    neither garbled nor cut into letters, which the longer looks below would find as well."""
    if len(words) < 30 or _STRANGE.search(text):
        return False
    return count_syllables(words) >= 0.9 * len(words) and 2 * sum(map(str.isascii, words)) < len(words)


def _is_garbled(text: str, words: list[str]) -> bool:
    """A font whose map to Unicode is missing or wrong: `6Ӣ CÔNG 7+ѬѪ1*` for *SỞ CÔNG THƯƠNG*."""
    tokens = text.split()
    strange = len(_STRANGE.findall(text))
    signs = sum(map(len, tokens))
    if strange > 3 and strange > 0.02 * signs:
        return True
    if len(tokens) < 10:
        return False
    mixed = sum(1 for token in tokens if _MIXED.search(token) and "/" not in token and "-" not in token)
    if mixed > 0.12 * len(tokens):
        return detect(text) is None
    letters = sum(map(len, words))
    if letters < 0.3 * signs:
        return _is_noise(tokens)
    if len(words) >= 30 and syllable_share(text) < 0.35 and not _is_other_language(text, words):
        return detect(text) is None
    return False


def _is_noise(tokens: list[str]) -> bool:
    """Few letters: a table of figures is sound, a text shifted into punctuation is not."""
    odd = sum(1 for token in tokens if not _FIGURE.fullmatch(token))
    return odd > 0.5 * len(tokens)


def _is_other_language(text: str, words: list[str]) -> bool:
    if len(_ENGLISH.findall(text)) > 0.1 * len(words):
        return True
    # letters of a language: vowels at their usual share, capitals only at the start of words or throughout
    vowels = sum(len(re.findall("[aeiouyAEIOUY\xc0-\u024f\u1e00-\u1eff]", word)) for word in words)
    jumps = sum(1 for word in words if re.search(r"[a-z][A-Z]", word))
    return 0.25 < vowels / max(1, sum(map(len, words))) < 0.65 and jumps < 0.05 * len(words)


def _split_share(words: list[str]) -> float:
    """The share of neighbouring words that are no syllables apart and one when joined: `ĐIỀ U KHO ẢN`."""
    split = 0
    last_joined = False
    for before, word in pairwise(words):
        if last_joined or len(before) + len(word) > 7 or (is_syllable(before) and is_syllable(word)):
            last_joined = False
        elif is_syllable(before + word) and (len(before) > 1 or before.islower() or not word.isascii()):
            split += 1
            last_joined = True
    return split / len(words)


def _is_poorly_recognised(text: str, words: list[str]) -> bool:
    if len(_ENGLISH.findall(text)) > 0.1 * len(words):
        return False
    prose = [word for word in words if not (word.isascii() and word.isupper())]
    accented = sum(1 for word in prose if not word.isascii())
    return sum(map(is_syllable, prose)) < 0.9 * len(prose) or accented < 0.3 * len(prose)
