"""Everything in a plan that may answer a target, in the order in which it is asked: targets, aims and commitments with
figures, then statements without one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from ..models import Assignment, Evidence, FoundIn, Plan, Role, Section
from . import synonyms, vocabulary
from .features import Item, section_titles
from .settings import Settings
from .synonyms import MARK, find_groups
from .vocabulary import Bag, Context

_SPACES = str.maketrans(dict.fromkeys(',.;:()[]"“”…/', " "))
_CLAUSE_END = re.compile(r"[;.](?=\s|$)")
_SILENT: frozenset[Role] = frozenset(("funding", "reporting"))
"""Kinds of section that promise no result."""
LEAST_WORDS = 3
MOST_STATEMENTS = 24
"""So many statements are weighed for a target, those first that hold most of its rarest phrases. In a long enumeration
some words of any target stand (`Settings.within`)."""
KEYS = 10
"""Of a target's rarest phrases so many are looked for before a statement is weighed."""
NAMED_STATEMENTS = 2
"""A word that stands in so few statements of a plan names what they are about."""
FOCUS = 0.25
"""A statement may say this many times as much as the target: in a long enumeration most words stand somewhere."""


class Said(Struct, frozen=True):
    """A statement that may answer without a figure. `lowered`: its words spelt out, in lower case."""

    text: str
    lowered: str
    section: str
    title: str | None
    found_in: FoundIn
    target: str | None
    evidence: Evidence


class Statements:
    """The statements of a plan, read when one is first looked for; found by phrase in one text."""

    def __init__(self, plan: Plan, context: Context) -> None:
        self._plan = plan
        self._context = context
        self._said: list[Said] | None = None
        self._starts: list[int] = []
        self._all = ""
        self._bags: dict[int, tuple[Bag, float]] = {}
        self._counts: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._places: list[int] = []
        self._lines: list[str] = []
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._near: dict[tuple[str, int], list[int]] = {}

    def __len__(self) -> int:
        return len(self._read())

    def _read(self) -> list[Said]:
        if self._said is None:
            self._said = list(_collect(self._plan, self._context))
            position = 0
            for said in self._said:
                self._starts.append(position)
                position += len(said.lowered) + 1
            self._all = "\n".join(said.lowered for said in self._said)
        return self._said

    def holding(self, phrases: Iterable[str]) -> dict[int, int]:
        """The statements that hold any of the phrases, with how many of them."""
        self._read()
        found: dict[int, int] = {}
        for phrase in phrases:
            at = self._all.find(phrase)
            seen = -1
            while at >= 0:
                index = bisect_right(self._starts, at) - 1
                if index != seen:
                    found[index] = found.get(index, 0) + 1
                    seen = index
                at = self._all.find(phrase, at + 1)
        return found

    def count(self, phrase: str) -> int:
        """How many statements hold a phrase."""
        if phrase not in self._counts:
            self._counts[phrase] = len(self.holding((phrase,)))
        return self._counts[phrase]

    def near(self, item: Item, phrases: list[str], others: Iterable[str]) -> list[int]:
        """The statements that hold most of an item's rarest phrases and of the words that say the same."""
        key = item.target.id, item.number
        if key not in self._near:
            holding = self.holding((*phrases[:KEYS], *others))
            self._near[key] = sorted(holding, key=lambda i: (-holding[i], i))[:MOST_STATEMENTS]
        return self._near[key]

    def known_near(self, item: Item) -> list[int]:
        """Those that were found for the item before (`find_held`)."""
        return self._near.get((item.target.id, item.number), [])

    def places(self) -> list[int]:
        """For each statement the number of its place in the document: a paragraph and the target in it are at one."""
        if not self._places:
            self._places = _find_places(self._read())
        return self._places

    def count_word(self, word: str) -> int:
        """At how many places a token stands: a word, or one of those that a class or a group stands for. The lines are
        looked up by their syllables: a hundred words are asked for, and the text is long."""
        if word not in self._words:
            self._words[word] = len(self._find_words(vocabulary.list_terms(word) if word[0] == "#" else (word,)))
        return self._words[word]

    def _find_words(self, words: Iterable[str]) -> set[int]:
        places, holders = self.places(), self._holders
        if not holders:
            self._lines = [f" {said.lowered.translate(_SPACES)} " for said in self._read()]
            for index, line in enumerate(self._lines):
                for syllable in set(line.split(" ")):
                    holders[syllable].append(index)
        found: set[int] = set()
        for word in words:
            spaced = word.translate(_SPACES)
            lines = min((holders.get(syllable, []) for syllable in spaced.split(" ")), key=len)
            found.update(places[line] for line in lines if f" {spaced} " in self._lines[line])
        return found

    def all(self) -> list[Said]:
        """All statements, in the order of the sources."""
        return self._read()

    def said(self, index: int) -> Said:
        """The statement at an index."""
        return self._read()[index]

    def bag(self, index: int) -> tuple[Bag, float]:
        """The weighed words of the statement at an index, and their weight together."""
        if index not in self._bags:
            bag = vocabulary.weigh(self.said(index).text, self._context)
            own = (weight for word, weight in bag.weights.items() if not word.startswith(MARK))
            self._bags[index] = bag, sum(own)
        return self._bags[index]


class Held(Struct, frozen=True):
    """A statement that holds a target's words: the share of all, of its predicate, and the words themselves."""

    said: Said
    score: float
    words: tuple[str, ...]
    enough: bool


class Wanted(Struct, frozen=True):
    """What a statement must hold to answer an item: its words with their weights (`own`), the groups of synonyms that
    it names, its phrases, rarest first, the other words of those groups, and its predicate; `whole` and `promised` are
    what the words and the predicate weigh together."""

    own: dict[str, float]
    groups: dict[str, frozenset[str]]
    phrases: list[str]
    others: list[str]
    predicate: dict[str, float]
    whole: float
    promised: float


class Asked:
    """The items of a baseline as statements are asked for them, each made ready when it is first looked for; `weights`:
    how rare a word is among the targets of the baseline."""

    def __init__(self, items: Sequence[Item], weights: dict[str, float]) -> None:
        self._items = items
        self._wanted: dict[int, Wanted] = {}
        self.weights = weights
        self.rarest = max(weights.values(), default=0.0)

    def item(self, index: int) -> Item:
        """The item at an index."""
        return self._items[index]

    def wanted(self, index: int) -> Wanted:
        """What a statement must hold to answer the item at an index."""
        if index not in self._wanted:
            self._wanted[index] = _read_wanted(self._items[index], self.weights)
        return self._wanted[index]


def _read_wanted(item: Item, weights: dict[str, float]) -> Wanted:
    silent = _tokens_of_unit(item)
    own = {
        word: weight * weights.get(word, 1.0)
        for word, weight in {**item.action.weights, **item.subject.weights}.items()
        if not word.startswith(MARK) and word not in silent
    }
    groups = tokens_of_groups(item.target.text)
    phrases = sorted((word for word in own if vocabulary.says_much(word)), key=lambda word: (-own[word], word))
    others = {term for name in groups for term in synonyms.list_terms(name)} - set(phrases)
    predicate = {word: own[word] for word in item.predicate.weights if word in own}
    return Wanted(own, groups, phrases, sorted(others), predicate, sum(own.values()), sum(predicate.values()))


def find_held(index: int, asked: Asked, statements: Statements, settings: Settings) -> Held | None:
    """The statement without a figure that holds most of the words of a target (an item of the baseline, by its index);
    None where none holds any of its rare phrases."""
    item, wanted = asked.item(index), asked.wanted(index)
    own, groups, phrases, whole = wanted.own, wanted.groups, wanted.phrases, wanted.whole
    best: tuple[float, int, Held] | None = None
    for place in statements.near(item, phrases, wanted.others):
        bag, total = statements.bag(place)
        common = own.keys() & bag.weights.keys()
        common |= {word for name in groups.keys() & bag.weights.keys() for word in groups[name] & own.keys()}
        held = _share(own, common, whole)
        says = _share(own, wanted.predicate.keys() & common, wanted.promised) if wanted.promised else held
        focus = min(1.0, whole / max(1e-9, FOCUS * total))
        lacks = item.modifiers - vocabulary.find_modifiers(statements.said(place).text) if item.modifiers else ()
        score = held * focus * (settings.modified if lacks else 1.0)
        if score < settings.named and best is not None and score <= best[2].score:
            continue
        within = _share(bag.weights, common & bag.weights.keys(), total)
        close = score >= settings.held_anyway or within >= settings.within
        enough = score >= settings.held and says >= settings.held_predicate and close
        if not enough and score >= settings.named and says > 0:
            enough = _is_named(within, common, phrases, asked, statements, settings, item.action)
        found = Held(
            statements.said(place),
            round(score, 4),
            tuple(word for word in phrases if word in common)[:5],
            enough,
        )
        rank = (enough + score, -place, found)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else None


def _find_places(statements: list[Said]) -> list[int]:
    """Statements whose words overlap in the document are at one place."""
    order = sorted(range(len(statements)), key=lambda index: (statements[index].evidence.start, index))
    places = [0] * len(statements)
    place, end = -1, 0
    for index in order:
        evidence = statements[index].evidence
        if place < 0 or not evidence.end or evidence.start >= end:
            place += 1
        end = max(end, evidence.end)
        places[index] = place
    return places


def _share(weights: Mapping[str, float], words: Iterable[str], whole: float) -> float:
    """What the words weigh of the whole; summed in one order, so that it is the same in every run."""
    return sum(sorted(weights[word] for word in words)) / whole if whole else 0.0


def _tokens_of_unit(item: Item) -> Container[str]:
    """The words of a unit that only says what is measured in (*300 tỷ đồng*, *109 bé trai/100 bé gái*): a statement
    without the figure does not hold them."""
    if item.measure is None or item.kind.family not in ("money", "ratio"):
        return ()
    return vocabulary.weigh(item.measure.unit or "").weights.keys()


@lru_cache(maxsize=4096)
def tokens_of_groups(text: str) -> dict[str, frozenset[str]]:
    """The groups of synonyms that a target names, each with the tokens of its own word: a statement that holds another
    word of the group holds them as well."""
    return {
        name: frozenset(vocabulary.weigh(term).weights)
        for name, term in find_groups(vocabulary.spell_out(text).lower()).items()
    }


def _is_named(
    within: float,
    common: Container[str],
    phrases: list[str],
    asked: Asked,
    statements: Statements,
    settings: Settings,
    own: Bag,
) -> bool:
    """Whether a statement holds words of a target that no other target has, and hardly another statement: one that
    does not stand in plans of every field (*chèo kéo du khách*), else several, or any where it says little else."""
    everywhere = vocabulary.load().everywhere
    names = [
        word
        for word in phrases
        if word in common and asked.weights.get(word) == asked.rarest and statements.count(word) <= NAMED_STATEMENTS
    ]
    least = 1 if within >= settings.named_within else settings.named_phrases
    return len(names) >= least or any(word not in everywhere and not _is_torn(word, own) for word in names)


def _is_torn(word: str, own: Bag) -> bool:
    """Whether two syllables are the end of a word that stands everywhere and what follows it, or what precedes one and
    its beginning (*động đi* of *lao động đi làm*)."""
    everywhere = vocabulary.load().everywhere
    first, _, last = word.partition(" ")
    known = [f"{one} {other}".split() for one, other in pairwise(own.run) if f"{one} {other}" in everywhere]
    return any(first == end or last == start for start, end in known)


def _collect(plan: Plan, context: Context) -> Iterator[Said]:
    titles = section_titles(plan)
    seen: set[tuple[int, int]] = set()

    def give(
        text: str, section: str | None, found_in: FoundIn, evidence: Evidence, target: str | None = None
    ) -> Iterator[Said]:
        if evidence.end and (evidence.start, evidence.end) in seen:
            return
        seen.add((evidence.start, evidence.end))
        for clause in _clauses(text):
            title = titles.get(section or "") or None
            lowered = vocabulary.spell_out(clause, context).lower()
            yield Said(clause, lowered, section or "", title, found_in, target, evidence)

    for target in plan.targets:
        yield from give(target.text, target.section, "targets", target.evidence, target.id)
    for target in plan.commitments:
        yield from give(target.text, target.section, "commitments", target.evidence, target.id)
    for section, roles in _sections(plan):
        if _SILENT & set(roles):
            continue
        aims = "objectives" in roles or "targets" in roles or "purpose" in roles
        for paragraph in section.paragraphs:
            yield from give(paragraph.text, section.id, "aims" if aims else "tasks", paragraph.evidence)
        if section.title and not section.paragraphs and not section.children:
            yield from give(section.title, section.id, "aims" if aims else "tasks", section.evidence)
    yield from _tasks(plan.assignments, give)


def _tasks(assignments: Iterable[Assignment], give: object) -> Iterator[Said]:
    for assignment in assignments:
        for task in assignment.tasks:
            yield from give(task.text, assignment.section, "tasks", task.evidence)  # type: ignore[operator]


def _clauses(text: str) -> Iterator[str]:
    """The clauses of a statement, each with words enough to say something."""
    start = 0
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    if "," in text:
        ends += [m.end() for pattern in vocabulary.load().clauses for m in pattern.regex.finditer(text)]
    for end in sorted({*ends, len(text)}):
        clause = text[start:end].strip(" ;.,")
        if clause.count(" ") >= LEAST_WORDS:
            yield clause
        start = end


def _sections(plan: Plan) -> Iterator[tuple[Section, tuple[Role, ...]]]:
    def walk(sections: Iterable[Section], above: tuple[Role, ...]) -> Iterator[tuple[Section, tuple[Role, ...]]]:
        for section in sections:
            roles = section.roles or above
            yield section, roles
            yield from walk(section.children, roles)

    yield from walk(plan.sections, ())
    for attachment in plan.attachments:
        yield from walk(attachment.sections, ())


def was_read(plan: Plan) -> bool:
    """Whether any statement of the plan could be read."""
    if plan.targets or plan.commitments or plan.assignments:
        return True
    return any(section.paragraphs or section.title for section, _ in _sections(plan))
