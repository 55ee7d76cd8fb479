"""Folds the spellings of one Vietnamese word into one: case, old and new tone placement, i and y, composition.

*Uỷ ban*, *Ủy ban* and *ỦY BAN* fold to the same; so do *Hoà Bình* and *Hòa Bình*, *quản lí* and *quản lý*. Folded
words are for looking up only, never for output.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..language.patterns import compile_later

# The tone stands on the first vowel of oa, oe, uy in the new placement, on the second in the old one.
_OLD_TO_NEW = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_OLD = compile_later("|".join(_OLD_TO_NEW))
_I_FOR_Y = compile_later(r"^(k|l|m|s|t|h)([iìíỉĩị])$")
_Y = dict(zip("iìíỉĩị", "yỳýỷỹỵ", strict=True))

_NEW_TO_OLD = {new: old for old, new in _OLD_TO_NEW.items()}
_NEW = compile_later("|".join(_NEW_TO_OLD))


def spellings(word: str) -> set[str]:
    """The folded word as it may be written in small letters: with the tone on either vowel."""
    return {word, _NEW.sub(lambda m: _NEW_TO_OLD[m.group()], word)}


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """One word (no white space) in its folded form."""
    word = unicodedata.normalize("NFC", word).lower()
    word = _OLD.sub(lambda m: _OLD_TO_NEW[m.group()], word)
    short = _I_FOR_Y.match(word)
    return short.group(1) + _Y[short.group(2)] if short else word


def fold(text: str) -> str:
    """A text in its folded form, every run of white space one space."""
    return " ".join(fold_word(word) for word in text.split())


_TONES = str.maketrans(dict.fromkeys("\u0300\u0301\u0303\u0309\u0323"))


@lru_cache(maxsize=2048)
def initial(word: str) -> str:
    """The letter that abbreviations take from a word: capital, without its tone (*Ủy* gives U, *Đào* Đ, *Ứng* Ư)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word[0].upper()).translate(_TONES))
