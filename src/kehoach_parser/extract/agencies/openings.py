"""Where in a text a body's name may begin: a quick pass that leaves few places to look at closely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...lexicon import agency_words
from ...lexicon.agencies import Agencies
from ...lexicon.spelling import fold_word, spellings


@dataclass(frozen=True, slots=True)
class _Openings:
    """`first`: a first word with the separator before it (group 1) and, if there is one, the next word (group 2).
    `seconds`: what must follow, by folded first word; empty where anything may. `heads`: first words of bodies that no
    list knows, which need a capital letter or number after them."""

    first: re.Pattern[str]
    seconds: dict[str, frozenset[str]]
    heads: frozenset[str]


def find_openings(text: str, register: Agencies) -> Iterator[int]:
    """The offsets in `text` at which a body's name may begin, in order."""
    openings = _compile(register)
    seconds, heads = openings.seconds, openings.heads
    for found in openings.first.finditer(text):
        word, second = found.group(1, 2)
        allowed = seconds.get(word)
        if allowed is None:
            allowed = seconds[fold_word(word)]
        known = not allowed or second is None or second in allowed or fold_word(second) in allowed
        named = not known and word in heads and (second[0].isupper() or second[0].isdigit())
        joined = not known and not word.islower() and second.lower() == "và"
        if known or named or joined:
            yield found.start(1)


@lru_cache(maxsize=4)
def _compile(register: Agencies) -> _Openings:
    words = agency_words.load()
    seconds: dict[str, set[str]] = {}
    open_ended: set[str] = set()
    heads: set[str] = set()
    for first, following in register.openings().items():
        if following:
            seconds.setdefault(first, set()).update(following)
        else:
            open_ended.add(first)
    for phrase in (*words.openings, *words.heads):
        first, _, rest = phrase.replace(",", "").partition(" ")
        if rest:
            seconds.setdefault(fold_word(first), set()).add(fold_word(rest.split()[0]))
        elif phrase in words.heads:
            heads |= {first, first.upper()}
            seconds.setdefault(fold_word(first), set())
        else:
            open_ended.add(fold_word(first))
    forms: set[str] = set()
    for word in (*seconds, *open_ended):
        for spelling in spellings(word) if word.islower() else {word}:
            forms |= {spelling, spelling.capitalize(), spelling.upper()} if word.islower() else {spelling}
    table = {word: frozenset(following or {""}) for word, following in seconds.items()}
    return _Openings(
        re.compile(rf"(?<!\w)(?<!cơ )({_tree(forms)})(?!\w)(?:(?=[\s,/–-]+(\w+))|)"),
        table | dict.fromkeys(open_ended, frozenset()),
        frozenset(heads),
    )


def _tree(words: set[str]) -> str:
    """Alternatives as a tree of letters: each letter of the text is looked at once, not once a word."""
    branches: dict[str, set[str]] = {}
    for word in words:
        branches.setdefault(word[:1], set()).add(word[1:])
    ends = branches.pop("", None) is not None
    if not branches:
        return ""
    parts = [re.escape(letter) + _tree(rests) for letter, rests in sorted(branches.items())]
    inner = parts[0] if len(parts) == 1 and not ends else "(?:" + "|".join(parts) + ")"
    return inner + "?" if ends else inner
