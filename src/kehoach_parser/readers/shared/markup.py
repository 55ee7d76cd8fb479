"""Marks inside a line of text: Markdown emphasis and stray HTML, taken off with what they say kept."""

from __future__ import annotations

import html
import re

from msgspec import Struct

from ...language.letters import POINTS
from ...language.patterns import compile_later

_OPENING = r"(?=[\w(\[“\"‘'«])"
_CLOSING = r"(?<=[\w)\]”\"’'».,;:!?%/…])"
# Emphasis starts before a word and ends after one; it is no sign of multiplication nor a "(*)" note.
_STARS = compile_later(rf"(?<![\w*\\])(\*{{1,3}}){_OPENING}((?:(?!\n\n)[^*])+?){_CLOSING}\1(?![\w*])")
_NESTED = compile_later(rf"(?<![\w*\\])\*\*(?!\*){_OPENING}((?:[^*\n]|\*(?!\*))+?){_CLOSING}\*?\*\*(?![\w*])")
_UNDERSCORES = compile_later(rf"(?<![\w\\])(_{{1,3}}){_OPENING}([^_\n]+?){_CLOSING}\1(?!\w)")
_ESCAPE = compile_later(r"\\([\\`*_{}\[\]()#+\-.!|<>~$&])")
_LINK = compile_later(r"(!?)\[([^\[\]]*)\]\((?:<[^<>]*>|[^()\s]*)(?:\s+\"[^\"]*\")?\)")
_CODE = compile_later(r"`([^`\n]+)`")
_MATH = compile_later(r"\$\s*((?:\d|[.,%/+\-~ ]|\\%|\\geq?\b|\\leq?\b|\\times\b|\\sim\b|\\,)+?)\s*\$")
_MATH_SIGNS = (
    ("\\%", "%"),
    ("\\geq", "≥"),
    ("\\ge", "≥"),
    ("\\leq", "≤"),
    ("\\le", "≤"),
    ("\\times", "×"),
    ("\\sim", "~"),
    ("\\,", ""),
)

_TAG = compile_later(
    r"</?(?:p|div|ul|ol|li|br|span|b|i|u|em|strong|font|sup|sub|center|table|tbody|thead|tr|td|th|h[1-6]|a|o:p)\b[^<>]*/?>",
    re.I,
)
_BREAKING_TAG = compile_later(r"</?(?:p|div|ul|ol|br|table|tbody|thead|tr|td|th|center|h[1-6])\b[^<>]*/?>", re.I)
_LIST = compile_later(r"<(ul|ol)\b[^<>]*>(.*?)(?:</\1>|\Z)", re.I | re.S)
_ITEM = compile_later(r"<li\b[^<>]*>", re.I)
_ITEM_END = compile_later(r"</li\s*>", re.I)
_BULLET_INSIDE = compile_later(r"(?<=[.;:])\s+(?=[-+*•] )")
_BULLET = compile_later(rf"[-+*•–]\s|(?:\d+|[{POINTS}])[.)]\s", re.I)
_ENTITY = compile_later(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.I)

BOLD_ON, BOLD_OFF, ITALIC_ON, ITALIC_OFF = "\x01", "\x02", "\x03", "\x04"
_MARKS = compile_later("[\x01-\x04]")


class Plain(Struct, frozen=True):
    """A line without its marks. `bold` and `italic`: True where all its words were so marked, else None."""

    text: str
    bold: bool | None = None
    italic: bool | None = None


def strip_emphasis(paragraph: str, *, whole: bool) -> list[Plain]:
    """The lines of a paragraph (parted by line breaks) without emphasis marks.

    `whole` takes the full syntax of Markdown (underscores, links, code, escapes, figures set as formulas);
    without it only balanced stars are taken off, which stray into plain text too.
    """
    text = paragraph
    if whole:
        if "[" in text:
            text = _LINK.sub(lambda m: "" if m[1] else m[2], text)
        if "`" in text:
            text = _CODE.sub(r"\1", text)
        if "$" in text:
            text = _MATH.sub(_plain_math, text)
    if "*" in text:
        text = _STARS.sub(_mark, text)
        if "**" in text:
            text = _NESTED.sub(_mark_nested, text)
    if whole and "_" in text:
        text = _UNDERSCORES.sub(_mark, text)
    if whole and "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if not _MARKS.search(text):
        return [Plain(line.strip()) for line in text.split("\n")]
    return list(_unmark(text))


def _plain_math(match: re.Match[str]) -> str:
    text = match[1]
    if not any(ch.isdigit() for ch in text):
        return match[0]
    for sign, plain in _MATH_SIGNS:
        text = text.replace(sign, plain)
    return text.replace(" %", "%")


def _mark(match: re.Match[str]) -> str:
    return _wrap(match[2], len(match[1]))


def _mark_nested(match: re.Match[str]) -> str:
    return _wrap(match[1].replace("*", ""), 2)


def _wrap(text: str, strength: int) -> str:
    if strength >= 2:
        text = f"{BOLD_ON}{text}{BOLD_OFF}"
    if strength != 2:
        text = f"{ITALIC_ON}{text}{ITALIC_OFF}"
    return text


def _unmark(text: str) -> list[Plain]:
    result = []
    bold = italic = False
    for line in text.split("\n"):
        plain_chars = bold_chars = italic_chars = 0
        last = 0
        parts = []
        for match in _MARKS.finditer(line + BOLD_OFF):
            part = line[last : match.start()]
            last = match.end()
            parts.append(part)
            size = len(part.strip())
            plain_chars += size
            bold_chars += size if bold else 0
            italic_chars += size if italic else 0
            if match.start() == len(line):
                break
            sign = match[0]
            if sign in (BOLD_ON, BOLD_OFF):
                bold = sign == BOLD_ON
            else:
                italic = sign == ITALIC_ON
        result.append(
            Plain(
                "".join(parts).strip(),
                True if plain_chars and bold_chars == plain_chars else None,
                True if plain_chars and italic_chars == plain_chars else None,
            )
        )
    return result


def has_html(text: str) -> bool:
    """Whether HTML tags of text (not of a page) stand in it."""
    return "<" in text and _TAG.search(text) is not None


def strip_html(text: str) -> list[str]:
    """The lines of a piece of text with stray HTML in it: blocks and breaks part lines, list items become
    bullets."""
    text = _LIST.sub(_plain_list, text)
    text = _BREAKING_TAG.sub("\n", text)
    text = _TAG.sub("", text)
    if _ENTITY.search(text):
        text = html.unescape(text)
    return [line for line in (" ".join(part.split(" ")).strip() for part in text.split("\n")) if line]


def _plain_list(match: re.Match[str]) -> str:
    body = match[2]
    ordered = match[1].lower() == "ol"
    items = _ITEM.split(_ITEM_END.sub("\n", body))
    lines = _BULLET_INSIDE.sub("\n", items[0]).strip()
    parts = [lines] if lines else []
    for number, item in enumerate(items[1:], start=1):
        item = " ".join(item.split())
        if item and not _BULLET.match(item):
            item = f"{number}. {item}" if ordered else f"- {item}"
        parts.append(item)
    return "\n" + "\n".join(parts) + "\n"
