"""Text of the fonts before Unicode (TCVN3, VNI, VISCII, VPS) to Unicode.

A legacy document stores Latin letters that only its font draws as Vietnamese: `KÕ ho¹ch` in .VnTime is *Kế
hoạch*. The tables are viparse's (MIT), completed where its own notes say that they are not; deciding is
done here, by the font's name and by the spelling of the words: a reading is right where its words are
Vietnamese syllables. Text that already is Unicode is never touched, whatever its font is called.

Letters keep the case they are stored in: the capital fonts (.VnTimeH) draw small letters as capitals, as
Word's "all caps" does, and like that they are a matter of display.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

from ...language.patterns import compile_later
from ...language.syllables import is_syllable
from ...source import LegacyEncoding

_FONTS: tuple[tuple[re.Pattern[str], LegacyEncoding], ...] = (
    (compile_later(r"vni(?![a-z])|vni-?(?:times|helve|aptima|avo|arial|book|thufap)", re.I), "vni"),
    (compile_later(r"\.vn|tcvn|abc(?=[ -])", re.I), "tcvn3"),
    (compile_later(r"vn(?:time|arial|helvet|avant|bodoni|book|cent|univers|southern|clarendon)", re.I), "tcvn3"),
    (compile_later(r"vps(?![a-z])", re.I), "vps"),
    (compile_later(r"vi(?=[ -])|viscii", re.I), "viscii"),
)
_SUBSET = compile_later(r"[A-Z]{6}\+")

_CAPITAL_FONT = compile_later(r"[a-z]H(?![a-z])|[a-z]H(?=Bold|Italic|,|-|$)")

_BEYOND_LATIN = compile_later("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
"""Vietnamese letters that no one-byte text read as Latin-1 can hold: proof of Unicode."""

_FOREIGN = compile_later("[\x02-\x06\x10-\x15\x19\x1c-\x1d\x7f-\xff\u0152-\u02dc\u2013-\u20ac\u2122\u2212\u2219\ufffe]")
_WORD = compile_later("[A-Za-z\x80-\xff\u2212\u2219]+")
_SPECIALS = {ord(bytes([b]).decode("cp1252")): b for b in range(128, 160) if b not in (129, 141, 143, 144, 157)}
"""Windows' own signs (quotes, dashes, the euro) back to the bytes that VISCII and VPS use for letters."""

_NO_TCVN3 = compile_later("[àÀÁÂÃÍÙÚ]")
"""Letters of Unicode Vietnamese whose places TCVN3 leaves empty."""

_LOST_HYPHENS = compile_later("([A-Za-z\xa1-\xff]*)([\ufffe\x02])")
_GLYPHS = compile_later("(?<=[A-Za-z\xa1-\xff])[\u2212\u2219]|[\u2212\u2219](?=[A-Za-z\xa1-\xff])")
_CAPITAL_RUNS = compile_later(r"[^\W\d_]*[A-Z][^\W\d_]*(?:[ \t]+[^\W\d_]*[A-ZĂÂĐÊÔƠƯ][^\W\d_]*)*")
_SMALL = compile_later("[a-z]")
_SAMPLE = 300
_VNI_MARKS = frozenset("øùïûõâáàåãäêéèúüë" + "ØÙÏÛÕÂÁÀÅÃÄÊÉÈÚÜË")
_VNI_BASES = frozenset("aeiouyAEIOUYôöÔÖ")


def font_encoding(font: str | None) -> LegacyEncoding | None:
    """The encoding that a font's name tells: `.VnTime`, `ABCDEF+VnTimeH`, `VNI-Times`, `VPS Times`; else
    None."""
    if not font:
        return None
    name = _SUBSET.sub("", font, count=1).strip()
    for pattern, encoding in _FONTS:
        if pattern.match(name):
            return encoding
    return None


def is_capital_font(font: str | None) -> bool:
    """Whether a TCVN3 font draws small letters as capitals (`.VnTimeH`, `.VnArial NarrowH`,
    `VnTimeHBold`)."""
    name = _SUBSET.sub("", font or "", count=1)
    return font_encoding(font) == "tcvn3" and _CAPITAL_FONT.search(name) is not None


def convert(text: str, font: str | None = None) -> tuple[str, LegacyEncoding | None]:
    """`text`, a run set in `font`, as Unicode, and the encoding that it was in; None where nothing was
    changed.

    A telling font decides, unless the letters refute it: a run with letters that only Unicode has stays as
    it is, and so does one whose words are Vietnamese as they stand and none when converted. Without a
    telling font the letters decide alone (see `detect`).
    """
    if (text.isascii() and "\x02" not in text) or _BEYOND_LATIN.search(text):
        return text, None
    told = font_encoding(font)
    if told is None:
        return detect_and_convert(text)
    if not _FOREIGN.search(text):
        return text, None
    converted = _decode(text, told)
    if converted == text:
        return text, None
    before, after = _syllables_among(text), _syllables_among(converted)
    if before[0] == before[1] > 0 and (after[0] < after[1] or (told == "tcvn3" and _NO_TCVN3.search(text))):
        return text, None
    if after[1] and after[0] / after[1] < 0.5:
        other = detect(text)
        if other is not None and other != told:
            return _decode(text, other), other
    return converted, told


def convert_runs(
    runs: Sequence[tuple[str, str | None]], *, carried: LegacyEncoding | None = None
) -> tuple[tuple[str, ...], LegacyEncoding | None]:
    """The texts of a paragraph's runs `(text, font)` as Unicode, one for one, and the encoding of most of
    them.

    VNI writes a vowel and its mark as two characters that formatting may have parted; the mark is brought
    back to its vowel first. Runs without a telling font are judged together with their neighbours; where
    they are too few words to judge, they are taken to be in `carried`, the encoding of the document so far.
    """
    texts = [text for text, _ in runs]
    if all(text.isascii() for text in texts):
        return tuple(texts), None
    told = [font_encoding(font) for _, font in runs]
    whole = detect("".join(texts)) if None in told else None
    if whole is None and carried and None in told:
        joined = "".join(text for text, encoding in zip(texts, told, strict=True) if encoding is None)
        if not _BEYOND_LATIN.search(joined) and _is_better(joined, carried):
            whole = carried
    for i in range(1, len(texts)):
        if (told[i] or whole) == "vni" and texts[i] and texts[i][0] in _VNI_MARKS:
            before = next((j for j in range(i - 1, -1, -1) if texts[j]), None)
            if before is not None and texts[before][-1] in _VNI_BASES:
                texts[before] += texts[i][0]
                texts[i] = texts[i][1:]
    found: dict[LegacyEncoding, int] = {}
    for i, text in enumerate(texts):
        if text.isascii() or _BEYOND_LATIN.search(text):
            continue
        if told[i] is None and whole is not None:
            texts[i], used = _decode(text, whole), whole
        else:
            texts[i], was = convert(text, runs[i][1])
            if was is None:
                continue
            used = was
        found[used] = found.get(used, 0) + len(text)
    return tuple(texts), _commonest(found)


def detect(text: str) -> LegacyEncoding | None:
    """The legacy encoding of `text` by its words alone; None where it is Unicode, another language or
    undecided.

    Every word with a letter beyond ASCII is read in each encoding; the encoding that makes syllables of
    nearly all of them wins, if the words are none as they stand and no other encoding does as well.
    """
    if text.isascii():
        return None
    plain = text.translate(_SPECIALS)
    if _BEYOND_LATIN.search(text) and not _mostly_latin(text):
        return None
    words = list(dict.fromkeys(w for w in _WORD.findall(plain) if not w.isascii()))[:_SAMPLE]
    if not words:
        return None
    raw = _share(words)
    if raw > 0.6:
        return None
    shares = sorted(
        ((_share([_decode(word, encoding) for word in words]), encoding) for encoding in _ENCODINGS),
        reverse=True,
    )
    (best, name), (second, _) = shares[0], shares[1]
    if len(words) == 1:
        return name if best == 1.0 and second == 0.0 and raw == 0.0 and len(words[0]) > 2 else None
    return name if best >= 0.7 and best - max(raw, second) >= 0.15 else None


def detect_and_convert(text: str) -> tuple[str, LegacyEncoding | None]:
    """`text` as Unicode, decided by its letters alone, and the encoding of most of it; None where it was
    Unicode.

    A text of several lines may mix encodings: each line is judged for itself, and one too short to judge
    follows the line before it, or the whole.
    """
    if text.isascii():
        return text, None
    whole = detect(text)
    if "\n" not in text:
        return (_decode(text, whole), whole) if whole else (text, None)
    lines = text.split("\n")
    carried = whole
    found: dict[LegacyEncoding, int] = {}
    for i, line in enumerate(lines):
        if line.isascii() or _BEYOND_LATIN.search(line):
            continue
        encoding = detect(line) or carried
        if encoding is None or not _is_better(line, encoding):
            continue
        carried = encoding
        lines[i] = _decode(line, encoding)
        found[encoding] = found.get(encoding, 0) + len(line)
    if not found:
        return text, None
    return "\n".join(lines), _commonest(found)


_ENCODINGS: tuple[LegacyEncoding, ...] = ("tcvn3", "vni", "viscii", "vps")


def _is_better(line: str, encoding: LegacyEncoding) -> bool:
    """Whether a line of few words, read in `encoding`, has as many syllables as it has as it stands."""
    return _syllables_among(line)[0] <= _syllables_among(_decode(line, encoding))[0]


def _commonest(found: dict[LegacyEncoding, int]) -> LegacyEncoding | None:
    return max(found.items(), key=lambda item: item[1])[0] if found else None


def _mostly_latin(text: str) -> bool:
    """Whether the Unicode letters are a small part: a legacy document with a name typed later."""
    return len(_BEYOND_LATIN.findall(text)) * 10 < len(_FOREIGN.findall(text))


def _share(words: Sequence[str]) -> float:
    return sum(map(is_syllable, words)) / len(words)


def _syllables_among(text: str) -> tuple[int, int]:
    """Of the words with a letter beyond ASCII: how many are syllables, and how many there are."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    return sum(map(is_syllable, words)), len(words)


def _decode(text: str, encoding: LegacyEncoding) -> str:
    if encoding == "vni":
        pattern, pairs = _vni()
        decoded = pattern.sub(lambda match: pairs[match[0]], text)
    else:
        if encoding == "tcvn3":
            if "\ufffe" in text or "\x02" in text:
                text = _LOST_HYPHENS.sub(_restore_hyphen, text)
            text = _GLYPHS.sub(lambda match: "\xad" if match[0] == "\u2212" else "\xb7", text)
        else:
            text = text.translate(_SPECIALS)
        decoded = text.translate(_table(encoding))
    decoded = normalize("NFC", decoded)
    return _CAPITAL_RUNS.sub(_raise_capitals, decoded) if encoding == "tcvn3" else decoded


def _restore_hyphen(match: re.Match[str]) -> str:
    """What pdfium gives for a hyphen that ends a line: in TCVN3 fonts the same code is the letter ư."""
    word = match[1].translate(_table("tcvn3"))
    is_letter = word.islower() and is_syllable(word + "ư")
    return match[1] + ("\xad" if is_letter else match[2])


def _raise_capitals(match: re.Match[str]) -> str:
    """*CộNG HOà Xã HộI* to capitals throughout: TCVN3 has no accented capitals, so a line typed in capitals
    keeps small letters where they bear a tone. A word with one plain capital (*Xã*, *Hà*) follows the words
    beside it."""
    words = match[0].split(" ")
    sure = [sum("A" <= c <= "Z" for c in word) > 1 and not _SMALL.search(word) for word in words]
    for i, word in enumerate(words):
        if sure[i]:
            words[i] = word.upper()
        elif word and not _SMALL.search(word):
            around = [sure[j] for j in (i - 1, i + 1) if 0 <= j < len(words)]
            if around and all(around):
                words[i] = word.upper()
    return " ".join(words)


@cache
def _table(encoding: str) -> dict[int, str]:
    return {ord(source): letter for source, letter in _pairs(encoding)}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(_pairs("vni"))
    for base, letter in (("a", "ẳ"), ("A", "Ẳ")):
        pairs.setdefault(base + ("ú" if base == "a" else "Ú"), letter)
    pairs["î"], pairs["Î"] = "ỵ", "Ỵ"
    for source, letter in list(pairs.items()):
        if len(source) == 2 and source[0].isupper():
            pairs.setdefault(source[0] + source[1].lower(), letter)
    return compile_later("|".join(sorted(map(re.escape, pairs), key=len, reverse=True))), pairs


def _pairs(encoding: str) -> tuple[tuple[str, str], ...]:
    from viparse.normalize.encodings import CHARMAPS

    pairs: tuple[tuple[str, str], ...] = CHARMAPS[encoding].pairs
    return pairs
