"""Where in a text a body's name may begin: a quick pass that leaves few places to look at closely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ...language.patterns import compile_later, join_alternatives
from ...lexicon import agency_words, standard_names
from ...lexicon.agencies import Agencies
from ...lexicon.rule_files import UPPER
from ...lexicon.spelling import fold_word, spellings

_WORD = compile_later(r"[\s,/–-]+(\w+)")
_ANY: frozenset[str] = frozenset()

Thirds = dict[str, frozenset[str]]
"""What may be the third word, by the second; empty where anything may."""


class _Openings(Struct, frozen=True):
    """`first`: a word in capitals or one that opens a name in small letters (group 1) and, if there is one, the next
    word (group 2). `follows`: what must follow, by the first word as written; an empty table where anything may.
    `heads`: first words of bodies that no list knows, which
    need a capital letter or number after them. `joined`: a word between two names (*và*)."""

    first: re.Pattern[str]
    follows: dict[str, Thirds]
    heads: frozenset[str]
    joined: str


def find_openings(text: str, register: Agencies) -> Iterator[int]:
    """The offsets in `text` at which a body's name may begin, in order."""
    openings = _compile(register)
    for found in openings.first.finditer(text):
        if _opens(text, found, openings):
            yield found.start(1)


def may_open(text: str, at: int, register: Agencies) -> bool:
    """Whether a body's name may begin at `at`."""
    openings = _compile(register)
    found = openings.first.match(text, at)
    return found is not None and _opens(text, found, openings)


def _opens(text: str, found: re.Match[str], openings: _Openings) -> bool:
    word, second = found.group(1, 2)
    table = openings.follows.get(word)
    if table is None:
        return False
    if second is None or not table or _continues(text, found.end(2), second, table, openings.joined):
        return True
    if word.islower():
        return False
    if second.lower() == openings.joined:
        return True
    return word in openings.heads and (second[0].isupper() or second[0].isdigit())


def _continues(text: str, end: int, second: str, table: Thirds, joined: str) -> bool:
    thirds = table.get(second)
    if thirds is None:
        thirds = table.get(fold_word(second))
    if not thirds:
        return thirds is not None
    third = _WORD.match(text, end)
    if third is None or third.group(1) == joined:
        return True
    return third.group(1) in thirds or fold_word(third.group(1)) in thirds


@lru_cache(maxsize=4)
def _compile(register: Agencies) -> _Openings:
    words, standard = agency_words.load(), standard_names.load()
    table: dict[str, dict[str, set[str] | None]] = {}
    for opening in (*register.openings(), *(_folded(phrase) for phrase in (*words.openings, *words.heads))):
        seconds = table.setdefault(opening[0], {})
        if len(opening) == 2:
            seconds[opening[1]] = None
        elif len(opening) > 2:
            thirds = seconds.setdefault(opening[1], set())
            if thirds is not None:
                thirds.add(opening[2])
    heads = {form for head in words.heads if " " not in head for form in (head, head.upper())}
    open_ended = {_folded(phrase)[0] for phrase in words.openings if " " not in phrase}
    open_ended |= {opening[0] for opening in register.openings() if len(opening) == 1}
    for head in heads:
        table[fold_word(head)].setdefault("", None)
    for word in open_ended:
        table[word] = {}
    small = {opening[0] for opening in register.openings()} | {_folded(phrase)[0] for phrase in words.openings}
    follows: dict[str, Thirds] = {}
    for word, seconds in table.items():
        then = {second: frozenset(thirds) if thirds else _ANY for second, thirds in seconds.items()}
        if not word.islower():
            follows[word] = then
            continue
        for spelling in spellings(word):
            follows[spelling.capitalize()] = follows[spelling.upper()] = then
            if word in small:
                follows[spelling] = then
    for head in heads - follows.keys():
        follows[head] = follows[head.upper()]  # a mark with capitals inside: MobiFone
    alternatives = join_alternatives(tuple(map(re.escape, form)) for form in follows if form.islower())
    not_behind = "".join(rf"(?<!{word} )" for word in standard.not_behind)
    return _Openings(
        compile_later(rf"(?<!\w){not_behind}([{UPPER}]\w*|{alternatives})(?!\w)(?:(?=[\s,/–-]+(\w+))|)"),
        follows,
        frozenset(heads),
        standard.joined,
    )


def _folded(phrase: str) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in phrase.replace(",", "").split())[:3]
