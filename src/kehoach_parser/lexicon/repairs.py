"""Phrases, letters and labels that damage leaves recognisable (rules/repairs.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import normalize

from msgspec import Struct

from ..language.letters import PLAIN_D
from ..language.patterns import compile_later, join_alternatives
from .rule_files import Example, load_rules, read_examples

_ABOVE = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309"}
"""Marks above a letter: the ones that recognition confuses or loses. Dot below and horn stay."""


_UNMARKED = frozenset("bcghklmnpqrstvx")
"""Consonants: no mark can be confused on them."""


class FixedPhrase(Struct, frozen=True):
    """A phrase as it should be: its syllables in small letters, and the limits of mending it."""

    entry: str
    syllables: tuple[str, ...]
    both: bool
    anywhere: bool
    not_after: frozenset[str]
    not_before: frozenset[str]


class LabelRule(Struct, frozen=True):
    """A damaged label at a line's start, or anywhere; each character of the groups named `wrong…` becomes `replace`."""

    entry: str
    pattern: re.Pattern[str]
    replace: str


class Repairs(Struct, frozen=True, eq=False):
    """`phrases` by the skeleton (see `skeleton`) of their first two syllables, the longest first; `letters`
    maps single letters to what they stand for and the entry that says so; `sound` are pairs of syllables that are
    words; `folding` makes the skeleton of a text, one character for each, when given to `str.translate`; `typed` finds
    the ends of the phrases that typists mistake, in any spelling, and some that only look alike; `typed_right` are
    those ends as they should be, by their skeletons."""

    phrases: dict[tuple[str, str], tuple[FixedPhrase, ...]]
    sound: frozenset[tuple[str, str]]
    letters: dict[str, tuple[str, str]]
    labels: tuple[LabelRule, ...]
    folding: dict[int, str]
    typed: re.Pattern[str]
    typed_right: dict[str, tuple[str, ...]]


@cache
def load() -> Repairs:
    """The content of rules/repairs.toml. Raises RulesError where the file is missing."""
    raw = load_rules("repairs")
    folding = _folding()
    phrases: dict[tuple[str, str], list[FixedPhrase]] = {}
    for entry in raw["phrase"]:
        for words in (*entry["words"], *_provinces_behind(entry.get("provinces_behind"))):
            syllables = tuple(words.split())
            if len(syllables) < 2:
                continue
            phrase = FixedPhrase(
                entry["id"],
                syllables,
                entry.get("both", False),
                entry.get("anywhere", False),
                frozenset(entry.get("not_after", ())),
                frozenset(entry.get("not_before", ())),
            )
            first, second = (syllable.translate(folding) for syllable in syllables[:2])
            phrases.setdefault((first, second), []).append(phrase)
    letters = {
        old: (new, entry["id"]) for entry in raw["letter"] for old, new in zip(entry["from"], entry["to"], strict=True)
    }
    labels = tuple(
        LabelRule(entry["id"], compile_later(f"{start}(?:{entry['pattern']})", re.MULTILINE), entry["replace"])
        for entry in raw["label"]
        for start in ["" if entry.get("inside") else "^"]
    )
    ordered = {key: tuple(sorted(found, key=lambda p: -len(p.syllables))) for key, found in phrases.items()}
    sound = {(first, second) for first, second in (words.split() for words in raw["sound"])}
    sound |= {phrase.syllables[:2] for found in phrases.values() for phrase in found if len(phrase.syllables) == 2}
    typed = {p.syllables[-_END:] for found in phrases.values() for p in found if p.anywhere}
    right = {" ".join(end).translate(folding): end for end in typed}
    return Repairs(ordered, frozenset(sound), letters, labels, folding, _spell_freely(typed, folding), right)


def _provinces_behind(kind: str | None) -> list[str]:
    """The names of all provinces behind the word of their kind (`tỉnh đắk nông`), which keeps names of people out."""
    names = {unit["name"].lower() for unit in load_rules("places")["province"]} if kind else ()
    return sorted(f"{kind} {name}" for name in names if "-" not in name)


def _spell_freely(phrases: set[tuple[str, ...]], folding: dict[int, str]) -> re.Pattern[str]:
    """Finds phrases whatever marks their letters bear, without folding the text first, and a few that only look alike:
    any letter stands for one that may bear a mark."""
    plain = {phrase: " ".join(phrase).translate(folding) for phrase in phrases}

    def spell(letters: str) -> Iterator[str]:
        for letter in letters:
            yield r"\s+" if letter == " " else f"[{letter}{letter.upper()}]" if letter in _UNMARKED else r"\w"

    firsts = {letters[0] for letters in plain.values()}
    firsts |= {chr(code) for code, letter in folding.items() if letter in firsts}
    ends = join_alternatives((f"(?<={first})", *rest) for first, *rest in map(spell, plain.values()))
    return compile_later(rf"[{''.join(sorted(firsts))}](?<!\w.){ends}(?!\w)", re.DOTALL)


def _folding() -> dict[int, str]:
    """Every Vietnamese letter to the small letter that is left of it without the marks above: ể to e, ậ to
    ạ, Đ to d."""
    folded = {code: letter.lower() for code, letter in PLAIN_D.items()}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        letter = chr(code)
        if not letter.isalpha() or code in PLAIN_D:
            continue
        parts = normalize("NFD", letter.lower())
        plain = normalize("NFC", "".join(part for part in parts if part not in _ABOVE))
        if len(plain) == 1 and plain != letter:
            folded[code] = plain
    return folded


def examples() -> Iterator[Example]:
    """The examples of the rule file."""
    raw = load_rules("repairs")
    return read_examples("repairs", [*raw["phrase"], *raw["letter"], *raw["label"]])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the entry mends something in `text`."""
    return any(entry == entry_id for *_, entry in find_damage(text, load()))


def find_damage(text: str, rules: Repairs, *, recognised: bool = True) -> list[tuple[int, int, str, str]]:
    """`(start, end, corrected, entry)` for every damaged word, letter or label, in order; they do not
    overlap.

    Where the text was not `recognised` but typed, only phrases that typists mistake too and single letters
    count.
    """
    found = _damaged_phrases(text, rules) if recognised else _mistyped_phrases(text, rules)
    for letter, (right, entry) in rules.letters.items():
        at = text.find(letter)
        while at >= 0:
            found.append((at, at + 1, right, entry))
            at = text.find(letter, at + 1)
    for label in rules.labels if recognised else ():
        for match in label.pattern.finditer(text):
            for name in match.groupdict():
                start, end = match.span(name)
                if start >= 0:
                    found.append((start, end, label.replace * (end - start), label.entry))
    found.sort()
    result: list[tuple[int, int, str, str]] = []
    for item in found:
        if not result or item[0] >= result[-1][1]:
            result.append(item)
    return result


_SYLLABLE = compile_later(r"[^\W\d_]+")
_END = 3
"""Of a phrase that typists mistake, so many syllables at its end are looked for first."""
_AROUND = 60
"""Characters about them in which the whole phrase stands, and the words next to it."""


def _mistyped_phrases(text: str, rules: Repairs) -> list[tuple[int, int, str, str]]:
    """What to mend in a typed text: only phrases that typists mistake, looked for where their ends are found."""
    found: set[tuple[int, int, str, str]] = set()
    at = 0
    while match := rules.typed.search(text, at):
        given = tuple(match.group().lower().split())
        meant = rules.typed_right.get(" ".join(given).translate(rules.folding))
        at = match.end() if meant is not None else match.start() + 1
        if meant is None or meant == given:
            continue
        begin = text.rfind(" ", 0, max(0, match.start() - _AROUND)) + 1
        end = text.find(" ", match.end() + _AROUND)
        part = text[begin : end if end >= 0 else len(text)]
        for start, stop, right, entry in _damaged_phrases(part, rules, _typed_phrases(rules)):
            found.add((begin + start, begin + stop, right, entry))
    return list(found)


@lru_cache(maxsize=2)
def _typed_phrases(rules: Repairs) -> dict[tuple[str, str], tuple[FixedPhrase, ...]]:
    """The phrases that typists mistake too."""
    return {k: kept for k, v in rules.phrases.items() if (kept := tuple(p for p in v if p.anywhere))}


@lru_cache(maxsize=2)
def _first_syllables(rules: Repairs) -> frozenset[str]:
    return frozenset(first for first, _ in rules.phrases)


def _damaged_phrases(
    text: str, rules: Repairs, phrases: dict[tuple[str, str], tuple[FixedPhrase, ...]] | None = None
) -> list[tuple[int, int, str, str]]:
    """What to mend in `text`: `phrases`, or all of the rules where none are given."""
    phrases = rules.phrases if phrases is None else phrases
    folded = text.translate(rules.folding)
    spans = [match.span() for match in _SYLLABLE.finditer(folded)]
    words = [folded[start:end] for start, end in spans]
    first = _first_syllables(rules)
    found: list[tuple[int, int, str, str]] = []
    last = len(words) - 1
    index = 0
    while index < last:
        if words[index] in first:
            candidates = phrases.get((words[index], words[index + 1]))
            if candidates:
                index += _try(text, words, spans, index, candidates, rules, found)
        index += 1
    return found


def _try(
    text: str,
    words: list[str],
    spans: list[tuple[int, int]],
    index: int,
    candidates: tuple[FixedPhrase, ...],
    rules: Repairs,
    found: list[tuple[int, int, str, str]],
) -> int:
    """Mends the phrase that stands at `index`; gives how many further syllables are dealt with."""
    fitting: list[tuple[FixedPhrase, list[str]]] = []
    for phrase in candidates:
        count = len(phrase.syllables)
        if index + count > len(words):
            continue
        if any(words[index + n] != phrase.syllables[n].translate(rules.folding) for n in range(2, count)):
            continue
        between = (text[spans[index + n][1] : spans[index + n + 1][0]] for n in range(count - 1))
        if any(gap.strip(" \t\n") or gap.count("\n") > 1 or not gap for gap in between):
            continue
        given = [text[slice(*spans[index + n])].lower() for n in range(count)]
        if tuple(given) == phrase.syllables:
            return count - 1
        fitting.append((phrase, given))
    # phrases of other words may differ from this one by their marks alone: then nothing decides
    longest = max((len(phrase.syllables) for phrase, _ in fitting), default=0)
    fitting = [item for item in fitting if len(item[0].syllables) == longest]
    ranked = sorted(fitting, key=lambda item: len(_wrong(*item)))
    if not ranked or (len(ranked) > 1 and len(_wrong(*ranked[0])) == len(_wrong(*ranked[1]))):
        return 0
    phrase, given = ranked[0]
    wrong = _wrong(phrase, given)
    if len(given) - len(wrong) < 1 and not phrase.both:
        return 0
    before = text[slice(*spans[index - 1])].lower() if index else ""
    if (before, given[0]) in rules.sound or (given[0], given[1]) in rules.sound:
        return 0
    if "\u0300" <= text[spans[index + wrong[-1]][1] :][:1] <= "\u036f":
        return 0
    after_at = index + len(given)
    after = text[slice(*spans[after_at])].lower() if after_at < len(spans) else ""
    if before in phrase.not_after or after in phrase.not_before:
        return 0
    for n in wrong:
        start, end = spans[index + n]
        found.append((start, end, _in_case(text[start:end], phrase.syllables[n]), phrase.entry))
    return len(given) - 1


def _wrong(phrase: FixedPhrase, given: list[str]) -> list[int]:
    return [n for n, syllable in enumerate(phrase.syllables) if given[n] != syllable]


def _in_case(original: str, right: str) -> str:
    """`right` with the capitals of `original`."""
    return "".join(b.upper() if a.isupper() else b for a, b in zip(original, right, strict=True))
