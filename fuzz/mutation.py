"""mutate(): a seed changed at random, the same way for the same number. Knows a little of each format.

Half of the changes are of bytes, the other half of lines and words, so that inputs lie between noise and a document. Of
a DOCX the parts within are changed and packed again: changed bytes of a zip file are mostly a wrong checksum.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cache, partial
from random import Random

from kehoach_parser.lexicon.rule_files import load_rules

Change = Callable[[Random, bytes], bytes]

_NUMBER = re.compile(rb"\d+(?:[.,]\d+)*")
_WORDS = (
    "70%", "từ 3 - 5%", "1/0", "²", "1e999", "999999999999999999999999 tỷ đồng", "-0", "0,00", "IV.", "1.1.1.1.", "a)",
    "đ)", "- ", "+ ", "•", "\t", "|", "| - |", "Phụ lục I", "Điều 1.", "KẾ HOẠCH", "Nơi nhận:", "TM.", "KT. CHỦ TỊCH",
    "ngày 31/02/2025", "tháng 13/2026", "quý V", "năm 0000", "hằng năm", "Sở Y tế", "chủ trì, phối hợp với", "so với",
    "giảm", "\u200b", "\u0300", "\u00ad", "\ufeff", "\x0b", "\x00", "\r", "\u2028", "…", "“", "①", "½", "٣", "߀", "🏥",
    "é" * 300, "(" * 60, "x" * 2000, "Số: /KH-UBND", "\x1b[0m", "＝1+1", "Đ", "đ", "/năm", "trong đó", "gấp 2 lần",
)  # fmt: skip
_TOKENS: Mapping[str, Sequence[str]] = {
    "docx": (
        "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "<w:tc>", "<w:br/>", "<w:tab/>", "<w:vMerge/>",
        '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="-1"/>', '<w:gridSpan w:val="99999"/>',
        '<w:sym w:char="-5"/>',
        '<w:sym w:char="F0FE" w:font="Wingdings"/>', '<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>',
        '<w:footnoteReference w:id="2"/>', '<w:altChunk r:id="r0"/>', "<w:del>", "<w:ins>", "&#0;", "&#xD800;", "&a;",
        '<w:start w:val="999999999999"/>', '<w:lvlText w:val="%9%1"/>', "<w:txbxContent>", "<m:oMath>", "<!--", "]]>",
        '<w:basedOn w:val="H"/>', "<mc:AlternateContent>", '<w:sz w:val="1e9"/>', '<w:ind w:left="nan"/>',
    ),
    "html": (
        "<table>", "</table>", "<tr>", "<td rowspan=-1>", "<td colspan=99999>", "<td rowspan=0>", "<th>",
        "<ol start=-9>",
        "<ol type=i start=9e9>", "<li value=x>", "</ul>", "<p>", "<br>", "<div style='display:none'>", "<pre>", "&#0;",
        "&#xD800;", "&nbsp;", "<!--", "<![CDATA[", "<script>", "<style>", "<meta charset=utf-7>", "<b>", "<sup>2</sup>",
        "<div style='margin-left:1e999px;font-size:-1pt'>", "<textarea>", "<svg>", "<template>", "<base href=x>",
    ),
    "mhtml": ("--b", "--b--", "Content-Type: ", "charset=undefined", "charset=xn--", "base64", "quoted-printable",
    "=3D", "="),
    "markdown": ("| --- |", "|", "#", "######", "**", "*", "```", "> ", "[^1]", "1. ", "99999999999. ", "<b>", "\\",
    "- [ ] "),
    "pdf": (
        "/Kids [2 0 R]", "/Rotate 45", "/MediaBox [0 0 0 0]", "/MediaBox [-1e9 -1e9 1e9 1e9]", "/Count -1", "BT", "ET",
        "q", "Q", "0 0 0 0 0 0 cm", "1e38 0 0 1e38 0 0 cm", "re S", "re f", "W n", "/F9 0 Tf", "Tj", "TJ", "endstream",
        "endobj", "stream", "obj", "<<", ">>", "/Length 0", "/Length 99999999", "xref", "trailer", "startxref", "%%EOF",
        "/Encrypt", "/Annots [1 0 R]", "/UserUnit 1e9", "/CropBox [10 10 5 5]", "3 Tr", "-100 Tz", "nan",
        "[(a) -9e9 (b)] TJ",
    ),
    "json": ("null", "true", "1e999", "-1", "[]", "{}", '""', '"\\ud800"', "NaN", '"quote":', '"evidence":', "9" * 400),
}  # fmt: skip


def mutate(form: str, seeds: Sequence[bytes], number: int, start: int = 0) -> bytes:
    """The input of this number: some changes to one of the seeds."""
    random = Random(f"{form} {start} {number}")
    data = random.choice(seeds)
    return change(form, seeds, data, random)


def change(form: str, seeds: Sequence[bytes], data: bytes, random: Random, times: int | None = None) -> bytes:
    """`data` with one to twelve changes (`times`) that suit the format."""
    count = times or random.choice((1, 1, 2, 3, 5, 8, 12))
    if form == "docx" and data.startswith(b"PK") and random.random() < 0.95:
        return _change_package(data, count, random)
    if form == "json" and random.random() < 0.6:
        return _change_value(random, data, count)
    changes: list[Change] = [*_BYTES, *_LINES, partial(_insert, form=form), partial(_insert, form=form)]
    if form == "rules":
        changes = [*_LINES, *(_add_sentence for _ in range(6)), partial(_insert, form=form)]
    for _ in range(count):
        if random.random() < 0.05:
            data = _splice(random, data, random.choice(seeds))
        data = random.choice(changes)(random, data)
    return data[:MOST]


MOST = 40_000
"""Bytes of an input at most: what is slow shows in few."""


def _change_package(data: bytes, count: int, random: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, zlib.error, NotImplementedError):
        return _flip(random, data)
    names = sorted(parts, key=lambda name: (name != "word/document.xml", name))
    for _ in range(count):
        name = names[0] if random.random() < 0.6 else random.choice(names)
        if name.endswith(".xml") and random.random() < 0.7:
            parts[name] = _change_elements(random, parts[name])
            continue
        parts[name] = random.choice((*_BYTES, *_LINES, _swap_elements, *[partial(_insert, form="docx")] * 4))(
            random, parts[name]
        )
    if random.random() < 0.03:
        parts.pop(random.choice(names))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content[:MOST])
    return stream.getvalue()


def _span(random: Random, size: int, most: int = 64) -> tuple[int, int]:
    start = random.randrange(size + 1)
    return start, min(size, start + random.randrange(most + 1))


def _flip(random: Random, data: bytes) -> bytes:
    if not data:
        return b"\xff"
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :]


def _set(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + bytes([random.choice((0, 9, 10, 32, 37, 45, 48, 127, 128, 255))]) + data[place + 1 :]


def _delete(random: Random, data: bytes) -> bytes:
    start, end = _span(random, len(data))
    return data[:start] + data[end:]


def _repeat(random: Random, data: bytes) -> bytes:
    start, end = _span(random, len(data))
    return data[:end] + data[start:end] * random.choice((1, 1, 2, 5, 40)) + data[end:]


def _move(random: Random, data: bytes) -> bytes:
    start, end = _span(random, len(data), 200)
    rest = data[:start] + data[end:]
    place = random.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _renumber(random: Random, data: bytes) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    match = random.choice(found)
    other = random.choice((b"0", b"-1", b"1", b"2147483648", b"1e999", b"0.5", b"9" * 320, b"65536", b"1.000,5", b"31"))
    return data[: match.start()] + other + data[match.end() :]


_BYTES: tuple[Change, ...] = (_flip, _set, _delete, _repeat, _move, _cut, _renumber, _renumber)


def _on_lines(change: Callable[[Random, list[bytes]], None]) -> Change:
    def changed(random: Random, data: bytes) -> bytes:
        lines = data.split(b"\n")
        change(random, lines)
        return b"\n".join(lines)

    return changed


def _swap_lines(random: Random, lines: list[bytes]) -> None:
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]


def _drop_line(random: Random, lines: list[bytes]) -> None:
    lines.pop(random.randrange(len(lines)))


def _repeat_line(random: Random, lines: list[bytes]) -> None:
    place = random.randrange(len(lines))
    lines[place:place] = [lines[place]] * random.choice((1, 2, 20))


def _join_lines(random: Random, lines: list[bytes]) -> None:
    place = random.randrange(len(lines))
    lines[place : place + 2] = [b" ".join(lines[place : place + 2])]


def _shuffle_words(random: Random, lines: list[bytes]) -> None:
    place = random.randrange(len(lines))
    words = lines[place].split(b" ")
    random.shuffle(words)
    lines[place] = b" ".join(words)


def _break_line(random: Random, lines: list[bytes]) -> None:
    place = random.randrange(len(lines))
    words = lines[place].split(b" ")
    at = random.randrange(len(words) + 1)
    lines[place : place + 1] = [b" ".join(words[:at]), b" ".join(words[at:])]


_LINES: tuple[Change, ...] = tuple(
    map(_on_lines, (_swap_lines, _drop_line, _repeat_line, _join_lines, _shuffle_words, _break_line))
)


def _insert(random: Random, data: bytes, *, form: str) -> bytes:
    tokens = _TOKENS.get(form, _WORDS) if random.random() < 0.5 else _WORDS
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(tokens).encode("utf-8", "surrogatepass") + data[place:]


def _change_elements(random: Random, data: bytes) -> bytes:
    """XML that stays XML: an element lost, doubled or moved, an attribute or a text set to something odd."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return data
    elements = [element for element in root.iter(etree.Element) if element is not root]
    if not elements:
        return data
    one, other = random.choice(elements), random.choice(elements)
    kind = random.randrange(6)
    if kind == 0:
        one.getparent().remove(one)
    elif kind == 1:
        for _ in range(random.choice((1, 1, 3, 30))):
            one.addnext(deepcopy(one))
    elif kind == 2 and one not in other.iterancestors() and one is not other:
        other.append(one)
    elif kind == 3 and one.attrib:
        one.set(random.choice(list(one.attrib)), random.choice(_VALUES))
    else:
        texts = [element for element in elements if element.text] or [one]
        chosen = random.choice(texts)
        words = (*_WORDS, *sentences()[:: len(sentences()) // 50])
        new = "".join(ch for ch in random.choice(words) if ch >= " " or ch == "\t")
        chosen.text = (chosen.text or "") + new if kind == 4 else new
    return etree.tostring(root)


def _change_value(random: Random, data: bytes, count: int) -> bytes:
    """JSON that stays JSON: values lost, doubled, or of another kind."""
    try:
        whole = json.loads(data)
    except ValueError:
        return data
    for _ in range(min(count, 3)):
        at, place = whole, None
        while isinstance(at, dict | list) and at and (place is None or random.random() < 0.8):
            holder = at
            place = random.choice(list(at)) if isinstance(at, dict) else random.randrange(len(at))
            at = holder[place]
        if place is None:
            break
        kind = random.randrange(5)
        if kind == 0 and isinstance(holder, list):
            holder.append(at)
        elif kind == 1:
            holder.pop(place)
        elif isinstance(at, bool | int | float) and kind < 4:
            holder[place] = random.choice((0, -1, 1, 10**6, 0.5, 1e300, 2**70, not at))
        elif isinstance(at, str) and kind < 4:
            holder[place] = random.choice((at[::-1], at + " ", "", "\ud800", "2025-02-31", "x" * 500))
        else:
            holder[place] = random.choice((None, [], {}, 0, "", True, [at]))
    return json.dumps(whole).encode()


_VALUES = ("", "-1", "0", "1", "2", "9", "99999999999", "1e999", "nan", "x", "restart", "none", "%1.%9", "true")


def _swap_elements(random: Random, data: bytes) -> bytes:
    """Two pieces between angle brackets change places."""
    parts = re.split(rb"(?=<)", data)
    first, second = random.randrange(len(parts)), random.randrange(len(parts))
    parts[first], parts[second] = parts[second], parts[first]
    return b"".join(parts)


def _splice(random: Random, data: bytes, other: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence that the rules say they accept or reject: the words that decide something."""
    from kehoach_parser.lexicon.rule_files import list_rules

    names = [*list_rules(""), *(f"wording/{name}" for name in list_rules("wording"))]
    return tuple(dict.fromkeys(text for name in names for text in _examples(load_rules(name))))


def _examples(value: object) -> list[str]:
    if isinstance(value, Mapping):
        own = [text for key in ("matches", "rejects") for text in value.get(key, ()) if isinstance(text, str)]
        return own + [text for inner in value.values() for text in _examples(inner)]
    return [text for inner in value for text in _examples(inner)] if isinstance(value, list) else []


def _add_sentence(random: Random, data: bytes) -> bytes:
    """A sentence of the rules, or the beginning of one joined to the end of another, as a line or within one."""
    first, second = random.choice(sentences()), random.choice(sentences())
    if random.random() < 0.5:
        first = first[: random.randrange(len(first) + 1)] + second[random.randrange(len(second) + 1) :]
    mark = random.choice(("\n", "\n- ", "\n1. ", " ", "; ", "\n\n", "\t", ", "))
    lines = data.split(b"\n")
    place = random.randrange(len(lines) + 1)
    return b"\n".join(lines[:place]) + (mark + first + "\n").encode() + b"\n".join(lines[place:])
