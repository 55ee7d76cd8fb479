"""Letters of the Vietnamese alphabet that patterns of labels and numbers need, and that `re` has no class for."""

from __future__ import annotations

POINTS = "a-zđ"
"""The small letters that label a point (điểm), for a character class."""

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The letters in the order of labels, those of other languages among them."""

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Points run through the Vietnamese alphabet (Nghị định 30/2020/NĐ-CP, Phụ lục I), without ă, â, ê, ô, ơ, ư."""

SYMBOLS = "A-ZĐƯ"
"""The capital letters that abbreviations are made of, for a character class."""

TONED = "\u1ea0-\u1ef9"
"""The letters with two marks or a dot below, which no encoding before Unicode has, for a character class."""

PLAIN_D = {ord("đ"): "d", ord("Đ"): "D"}
"""The one letter whose mark Unicode does not part from it, for `str.translate`."""
