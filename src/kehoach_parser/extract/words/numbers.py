"""Numbers of Vietnamese administrative text, as written and in words.

A full stop parts thousands and a comma decimals (2.460 is 2460, 3,5 is 3.5); ``03`` is 3; ``1,2 triệu`` is 1200000.
A range, a fraction and their percent sign are one number. Document numbers, dates and spans of years are none.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from ...language.patterns import compile_later, find_words, lower_letters
from ...lexicon.numbers import NUMBERS
from ...lexicon.units import load as load_units
from ...structure.values import Doubt

Kind = Literal["plain", "range", "fraction", "word", "times"]


class Number(Struct, frozen=True):
    """A number at `start:end` of a text (half-open, the percent sign and words like *triệu* included).

    `low` and `high` are equal unless it is a range; `of` is the whole of a fraction, None elsewhere; `percent` is
    `%` or `‰` where that sign stands with it; `doubts` say, without a place, where its reading is uncertain.
    """

    start: int
    end: int
    low: float
    high: float
    of: float | None = None
    kind: Kind = "plain"
    percent: str | None = None
    doubts: tuple[Doubt, ...] = ()


_DIGIT = compile_later(r"[\d½⅓¼⅔¾]")
_VULGAR = {"½": (1.0, 2.0), "⅓": (1.0, 3.0), "¼": (1.0, 4.0), "⅔": (2.0, 3.0), "¾": (3.0, 4.0)}
_DIGITS = NUMBERS.digits
_VALUES = {**NUMBERS.ones, **NUMBERS.last, **NUMBERS.others}
_HAS_WORD = find_words([*NUMBERS.ones, *NUMBERS.beginnings])
_BEFORE_WORD = 20
"""More characters than a number in words may have before the word that tells it (*gấp | hai*)."""
_LONGEST = 40
"""Characters of a numeral; a longer row of digits is no quantity."""
_YEAR = compile_later(r"(?:19|20)\d\d")
_YEAR_LIKE = compile_later(r"\d{4,}|\d+\.\d{3}")
_GROUPED = compile_later(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = compile_later(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def parse_numeral(text: str) -> float | None:
    """The value of a numeral without sign or unit (``2.460``, ``3,5``, ``03``); None where it is no numeral."""
    value, _ = _read(text)
    return value


def format_number(value: float) -> str:
    """A number the Vietnamese way: ``2460.0`` is ``2.460``, ``3.5`` is ``3,5``. `parse_numeral` reads it back."""
    text = repr(float(abs(value)))
    if "e" in text or "inf" in text or "nan" in text:
        text = f"{abs(value):.6f}"
    whole, _, fraction = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    fraction = fraction.rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def find_numbers(text: str, *, words: bool = True) -> tuple[Number, ...]:
    """Every number of `text` in order. Words (*hai*, *mười hai*) are read too unless `words` is False.

    What only looks like a number (a date, a document's number, a span of years, digits grown on to a word) is left
    out; what a number means (a measure, an age, a section) is for the caller to judge.
    """
    found: list[Number] = []
    digit = _DIGIT.search(text)
    while digit:
        start = digit.start()
        if digit[0] in _VULGAR:
            found.append(Number(start, start + 1, *_one(_VULGAR[digit[0]]), "fraction"))
            digit = _DIGIT.search(text, start + 1)
            continue
        match = _DIGITS.match(text, start)
        number = _from_digits(text, match) if match else None
        if number:
            found.append(number)
        digit = _DIGIT.search(text, number.end if number else _passed(match) if match else start + 1)
    lowered = lower_letters(text) if words else ""
    if lowered and (word := _HAS_WORD.search(lowered)):
        spelt = NUMBERS.spelt.finditer(lowered, max(0, word.start() - _BEFORE_WORD))
        found += _spelt_ranges(text, [_from_words(match) for match in spelt])
        found.sort(key=lambda n: n.start)
    return tuple(found)


def _spelt_ranges(text: str, numbers: list[Number]) -> list[Number]:
    """Numbers in words, two that are the ends of a range (*từ một đến hai công trình*) or a sum (*một nghìn hai trăm*)
    as one."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        simple = last is not None and last.of is None is number.of and last.low == last.high < number.low
        if last and simple and NUMBERS.spelt_range.fullmatch(text, last.end, number.start):
            joined[-1] = Number(last.start, number.end, last.low, number.high, None, "range")
        elif last and _is_sum(text, last, number):
            total = last.low + number.low
            joined[-1] = Number(last.start, number.end, total, total, None, "word")
        else:
            joined.append(number)
    return joined


_SCALES = (1e9, 1e6, 1e3)


def _is_sum(text: str, large: Number, rest: Number) -> bool:
    """Whether a spelt number goes on with a smaller one, from a hundred up (*một triệu | hai trăm nghìn*); a small one
    is another number (*hai nghìn | một lần*)."""
    if large.kind != "word" or rest.kind != "word" or large.of is not None or rest.of is not None:
        return False
    scale = next((scale for scale in _SCALES if large.low and large.low % scale == 0), 0.0)
    return 100 <= rest.low < scale and NUMBERS.spelt_sum.fullmatch(text, large.end, rest.start) is not None


def _passed(match: re.Match[str]) -> int:
    """Where to go on behind digits that are no number: a range may begin with the tail of a unit (*8m2 - 9m2*)."""
    return match.end() if match["a"] is None else match.end("a")


def _one(fraction: tuple[float, float]) -> tuple[float, float, float]:
    return fraction[0], fraction[0], fraction[1]


def _from_digits(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match["other"] or _grown_on(text, start):
        return None
    if match["up"]:
        return _fraction(match)
    low, doubts = _read(match["a"])
    if low is None:
        return None
    percent = match["ap"] or match["bp"]
    if match["c"]:
        added, _ = _read(match["c"])
        total = low * _scale(match["as"]) + (added or 0) * _scale(match["cs"])
        return Number(start, end, total, total, doubts=doubts) if match["as"] else _single(text, match, low, doubts)
    if match["b"] is None:
        return _single(text, match, low, doubts)
    high, more = _read(match["b"])
    if high is None or not _is_range(text, match):
        return _single(text, match, low, doubts)
    low = _scaled(low, match["as"] or match["bs"])
    high = _scaled(high, match["bs"] or match["as"])
    doubts += more
    if low > high:
        doubts += (Doubt("range", "Khoảng giá trị ghi ngược: số lớn đứng trước."),)
        low, high = high, low
    return Number(start, end, low, high, None, "range", _sign(percent), doubts)


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are the ends of a range: ``5-10%``, ``08 - 10``; not ``30% đến 2030`` nor ``1-2G``."""
    if _YEAR.fullmatch(match["b"]) and not match["bp"] and not _YEAR_LIKE.fullmatch(match["a"]):
        return False
    following = text[match.end("b") : match.end("b") + 1]
    return not (following.isalpha() and not match["bp"] and not match["bs"]) or _glued_unit(text, match.end("b"))


def _single(text: str, match: re.Match[str], low: float, doubts: tuple[Doubt, ...]) -> Number | None:
    """The first number of a match alone."""
    end = match.end("as") if match["as"] else match.end("ap") if match["ap"] else match.end("a")
    if text[match.end("a") : match.end("a") + 1].isalpha() and not _glued_unit(text, match.end("a")):
        return None
    value = _scaled(low, match["as"])
    if match["ap"]:
        doubts = _read(match["a"], share=True)[1]
    return Number(match.start(), end, value, value, None, "plain", _sign(match["ap"]), doubts)


def _glued_unit(text: str, at: int) -> bool:
    """Whether the letters that a number has grown on to are a unit or a word of scale, not a name (``5G``)."""
    return load_units().is_glued(text, at) or NUMBERS.glued_scale.match(text, at) is not None


def _grown_on(text: str, start: int) -> bool:
    """Whether the digits are the tail of a word or name: ``E5``, ``COVID-19``, ``dân1``, ``QL.6``, ``tháng/2``."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalnum() or before == "_":
        return True
    if before in "-–.,/" and start > 1:
        first = text[start - 2]
        if before == "," and first.islower():
            return False  # *bếp ăn tập thể,540 quán*
        if before == "-" and first.islower():
            word = text[: start - 1].rsplit(None, 1)[-1]
            return word.isascii() and word[0].isupper()  # *Sentinel-2*
        return first.isalnum()
    return False


def _fraction(match: re.Match[str]) -> Number | None:
    low, doubts = _read(match["up"])
    of, more = _read(match["down"])
    if low is None or of is None or of == 0 or low > of:
        return None
    return Number(match.start(), match.end(), low, low, of, "fraction", None, doubts + more)


def _from_words(match: re.Match[str]) -> Number:
    start, end = match.span()
    if match["half"]:
        return Number(start, end, 1.0, 1.0, 2.0, "word")
    if match["part"]:
        part, whole = float(_value(match["part"])), float(_value(match["whole"]))
        return Number(start, end, part, part, whole, "word")
    if match["times"]:
        many = float(_value(match["times"]))
        return Number(start, end, many, many, None, "times")
    value = 0.0
    if match["hundred"]:
        value += 100 * _value(match["hundred"]) + _value(match["odd"]) + _tens(match, "h")
    elif match["one"]:
        value += _value(match["one"])
    else:
        value += _tens(match, "n")
    value *= _scale(match["scale"])
    return Number(start, end, value, value, None, "word")


def _value(word: str | None) -> float:
    return _VALUES[word.lower()] if word else 0


def _tens(match: re.Match[str], group: str) -> float:
    """The part of a spelt number below a hundred."""
    tens = 10 if match[f"{group}ten"] else 10 * _value(match[f"{group}tens"])
    return tens + _value(match[f"{group}last"])


def _read(text: str, *, share: bool = False) -> tuple[float | None, tuple[Doubt, ...]]:
    """The value of a numeral, and what is doubtful about it; a `share` has no thousands."""
    if len(text) > _LONGEST:
        return None, ()
    if text.isdecimal():
        return float(text), ()
    if not text.isprintable() or " " in text:
        joined = "".join(text.split())
        return _read(joined)[0], (Doubt("split", f"«{joined}» được viết có dấu cách hoặc ngắt dòng ở giữa."),)
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", ".")), ()
    if text.count(",") == 1 and "." not in text:
        return _read_decimal(text, share)
    if text.count(".") == 1 and "," not in text:
        return float(text), (Doubt("decimal", f"«{text}» được đọc là số thập phân; số thập phân viết bằng dấu phẩy."),)
    if _ENGLISH.fullmatch(text):
        value = float(text.replace(",", ""))
        return value, () if share else (Doubt("decimal", f"«{text}» được đọc với dấu phẩy ngăn hàng nghìn."),)
    return None, ()


def _read_decimal(text: str, share: bool) -> tuple[float, tuple[Doubt, ...]]:
    """A numeral with one comma and no full stop; three figures behind it may be thousands."""
    whole, _, fraction = text.partition(",")
    value = float(f"{whole}.{fraction}")
    thousands = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if not thousands or share:
        return value, ()
    message = f"«{text}» được đọc là số thập phân; dấu phẩy cũng có thể ngăn hàng nghìn."
    return value, (Doubt("decimal", message),)


def _scale(words: str | None) -> float:
    scale = 1.0
    for word in (words or "").lower().split():
        scale *= NUMBERS.scales[word]
    return scale


def _scaled(value: float, words: str | None) -> float:
    return times_scale(value, _scale(words))


def times_scale(value: float, scale: float) -> float:
    """A value times its scale, without the dust of binary fractions."""
    scaled = value * scale
    return float(round(scaled)) if abs(scaled - round(scaled)) <= 1e-12 * scaled else scaled


def split_scale(unit: str) -> tuple[float, str]:
    """How many of a unit its words of scale say one is, and the unit behind them: *triệu đồng* is a million *đồng*."""
    match = NUMBERS.unit_scale.match(unit)
    return (_scale(match["scale"]), unit[match.end() :]) if match else (1.0, unit)


def _sign(text: str | None) -> str | None:
    if text is None:
        return None
    return "‰" if NUMBERS.per_mille.fullmatch(text) else "%"
