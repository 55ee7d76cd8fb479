"""The words of a statement as the comparison weighs them: content syllables, pairs of them, and classes of nouns.

Vietnamese words are mostly of two syllables, so neighbouring content syllables taken in pairs stand in for word
segmentation (docs/decisions.md).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

import rtoml
from msgspec import Struct, field

from ..errors import RulesError
from ..language.compiled import compile_kept
from ..language.letters import SYMBOLS
from ..language.patterns import join_alternatives
from ..language.syllables import is_syllable
from . import synonyms

GENERAL_WEIGHT = 0.35
PAIR_WEIGHT = 1.0
SYLLABLE_WEIGHT = 0.6
FOREIGN_LETTERS = 3
"""A word of so many letters that is no Vietnamese syllable is a foreign one (*methadone*), which says much."""
CLASS_WEIGHT = 1.2
MEMBER_WEIGHT = 0.45
SYNONYM_WEIGHT = 1.2

_SYLLABLES = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(rf"(?<![\w-])[{SYMBOLS}]{{2,}}(?:-[{SYMBOLS}]{{2,}})*(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)*|\x02\d+\x03|[;,.:()]")


class NounClass(Struct, frozen=True):
    """Words that stand for each other when plans of different levels meet. `label`: what they count as; `counted`: they
    say who or what a target counts, which many targets share, not what is to happen."""

    id: str
    label: str
    level: str | None
    terms: tuple[str, ...]
    unless_before: frozenset[str]
    unless_after: frozenset[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    counted: bool = False


class Pattern(Struct, frozen=True):
    """A pattern of the word file with its examples. `opens`: letters one of which a text must hold for it to stand
    there."""

    id: str
    regex: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    opens: tuple[str, ...] = ("",)

    def may_stand(self, lowered: str) -> bool:
        """Whether a text (in lower case) holds the letters that the pattern needs; a quick test before the search."""
        for letters in self.opens:  # noqa: SIM110  any() takes twice the time
            if letters in lowered:
                return True
        return False


class Contrast(Struct, frozen=True):
    """Terms of one official list, of which a target names one and not another; each in all its wordings, the first of
    which names it."""

    id: str
    terms: tuple[tuple[str, ...], ...]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


class Kindred(Struct, frozen=True):
    """Names (classes, groups of synonyms) of the same persons, unless a pattern stands in what is said of them."""

    id: str
    names: frozenset[str]
    unless: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


class Vocabulary(Struct, frozen=True):
    """comparison/words.toml, validated and compiled."""

    abbreviations: dict[str, str]
    definition: re.Pattern[str]
    left_out: frozenset[str]
    function: frozenset[str]
    general: frozenset[str]
    formal: frozenset[str]
    everywhere: frozenset[str]
    signs: frozenset[str]
    times: frozenset[str]
    person: str
    persons: frozenset[str]
    cases: frozenset[str]
    of_persons: frozenset[str]
    sorts: frozenset[str]
    rates: dict[str, str]
    money: str
    currencies: frozenset[str]
    durations: frozenset[str]
    multiple: str
    relative: frozenset[str]
    copula: str
    change: frozenset[str]
    modifiers: frozenset[str]
    no_modifiers: re.Pattern[str]
    classes: tuple[NounClass, ...]
    adverbials: tuple[Pattern, ...]
    plain_titles: tuple[Pattern, ...]
    concerned: tuple[Pattern, ...]
    each: tuple[Pattern, ...]
    whole: tuple[Pattern, ...]
    all_of: tuple[Pattern, ...]
    horizon: tuple[Pattern, ...]
    contrasts: tuple[Contrast, ...]
    kindred: tuple[Kindred, ...]
    yearly: tuple[Pattern, ...]
    growth: tuple[Pattern, ...]
    ways: tuple[Pattern, ...]
    extents: frozenset[str]
    classifiers: frozenset[str]
    clauses: tuple[Pattern, ...]
    noun: re.Pattern[str]
    labels: frozenset[str]
    telling: frozenset[str]
    members: tuple[tuple[NounClass, str], ...]
    owner: dict[str, int]


class Bag(Struct, frozen=True):
    """The weighted tokens of a text, and its content syllables in order (None where a run of them breaks)."""

    weights: dict[str, float]
    run: tuple[str | None, ...]


EMPTY = Bag({}, ())


@cache
def load() -> Vocabulary:
    """The words of the comparison. Raises RulesError where the file is malformed."""
    try:
        raw = rtoml.loads((files(__package__) / "words.toml").read_text("utf-8"))
        classes = tuple(
            NounClass(
                entry["id"],
                f"#{entry.get('label', entry['id'])}",
                entry.get("level"),
                tuple(entry["terms"]),
                frozenset(entry["unless_before"]),
                frozenset(entry["unless_after"]),
                tuple(entry["matches"]),
                tuple(entry["rejects"]),
                entry.get("counted", False),
            )
            for entry in raw["class"]
        )
        members = tuple((entry, term) for entry in classes for term in entry.terms)
        owner = {term: index for index, (_, term) in enumerate(members)}
        noun = join_alternatives(tuple(map(re.escape, term)) for term in owner)
        return Vocabulary(
            abbreviations={str(short): str(long) for short, long in raw["abbreviations"].items()},
            definition=compile_kept(raw["definition"]["pattern"], 0),
            left_out=frozenset(raw["definition"]["left_out"]),
            function=frozenset(raw["function"]["words"].split()),
            general=frozenset(raw["general"]["phrases"]),
            formal=frozenset(raw["general"]["formal"]),
            everywhere=frozenset(raw["everywhere"]["words"]) | frozenset(raw["general"]["phrases"]),
            signs=frozenset(raw["signs"]["words"]),
            times=frozenset(raw["times"]["words"]),
            person=str(raw["persons"]["any"]),
            persons=frozenset(raw["persons"]["words"]),
            cases=frozenset(raw["persons"]["cases"]),
            of_persons=frozenset("#" + name for name in raw["persons"]["classes"]),
            sorts=frozenset(raw["sorts"]["words"]),
            rates=dict(raw["rates"]),
            money=str(raw["money"]["unit"]),
            currencies=frozenset((raw["money"]["unit"], *raw["money"]["foreign"])),
            durations=frozenset(raw["durations"]["words"]),
            multiple=str(raw["times"]["multiple"]),
            relative=frozenset(raw["relative"]["words"]),
            copula=str(raw["relative"]["copula"]),
            modifiers=frozenset(raw["modifiers"]["words"]),
            no_modifiers=re.compile(rf"\b{join_alternatives(tuple(word) for word in raw['modifiers']['unless_in'])}\b"),
            change=frozenset(raw["change"]["words"].split()),
            classes=classes,
            adverbials=tuple(_patterns(raw["adverbial"])),
            plain_titles=tuple(_patterns(raw["plain_title"])),
            concerned=tuple(_patterns(raw["concerned"])),
            each=tuple(_patterns(raw["each"])),
            whole=tuple(_patterns(raw["whole"])),
            all_of=tuple(_patterns(raw["all_of"])),
            horizon=tuple(_patterns(raw["horizon"])),
            contrasts=tuple(
                Contrast(
                    entry["id"],
                    tuple(tuple(term.split("|")) for term in entry["terms"]),
                    tuple(entry["matches"]),
                    tuple(entry["rejects"]),
                )
                for entry in raw["contrast"]
            ),
            kindred=tuple(
                Kindred(
                    entry["id"],
                    frozenset(entry["names"]),
                    compile_kept(entry["unless"], 0),
                    tuple(entry["matches"]),
                    tuple(entry["rejects"]),
                )
                for entry in raw["kindred"]
            ),
            yearly=tuple(_patterns(raw["yearly"])),
            growth=tuple(_patterns(raw["growth"])),
            classifiers=frozenset(raw["classifiers"]["words"]),
            extents=frozenset(raw["extents"]["words"]),
            ways=tuple(_patterns(raw["way"])),
            clauses=tuple(_patterns(raw["clause"])),
            noun=compile_kept(rf"(?<!\w){noun}(?!\w)", 0),
            labels=frozenset(entry.label for entry in classes),
            telling=frozenset(entry.label for entry in classes if not entry.level and not entry.counted),
            members=members,
            owner=owner,
        )
    except (OSError, KeyError, TypeError, re.error, rtoml.TomlParsingError) as error:
        raise RulesError(f"comparison/words.toml: {error}") from error


def _patterns(entries: list[dict[str, object]]) -> Iterator[Pattern]:
    for entry in entries:
        yield Pattern(
            str(entry["id"]),
            compile_kept(str(entry["pattern"]), 0),
            tuple(entry["matches"]),  # type: ignore[arg-type]
            tuple(entry["rejects"]),  # type: ignore[arg-type]
            tuple(entry.get("opens", ("",))),  # type: ignore[arg-type]
        )


def take_core(subject: str) -> str:
    """What is counted, without a clause that says what happens to it: *dân số đô thị* of *dân số đô thị được cấp nước
    sạch*. Plain *người* says nobody by itself: its first clause is part of the name (*người bị bạo lực gia đình*)."""
    words, vocabulary = subject.split(), load()
    first = 2 if words and words[0].lower() == vocabulary.person else 1
    places = range(first, len(words))
    end = next((index for index in places if words[index].lower() in vocabulary.relative), len(words))
    return " ".join(words[:end])


@cache
def list_terms(token: str) -> tuple[str, ...]:
    """The words that a class (`#level`), a term of one (`#xã`) or a group of synonyms (`#=repaired`) stands for."""
    if token.startswith(synonyms.MARK):
        return synonyms.list_terms(token)
    own = tuple(term for entry in load().classes if entry.label == token for term in entry.terms)
    return own or (token[1:],)


def find_class(text: str) -> str | None:
    """The id of the first class of nouns that `text` (any case) names, or None."""
    words = load()
    lowered = text.lower()
    for match in words.noun.finditer(lowered):
        entry = words.members[words.owner[match[0]]][0]
        if synonyms.stands_free(match, entry.unless_before, entry.unless_after):
            return entry.id
    return None


def find_level(text: str) -> str | None:
    """The administrative level of the first noun of level in `text`, or None."""
    words = load()
    lowered = text.lower()
    for match in words.noun.finditer(lowered):
        entry = words.members[words.owner[match[0]]][0]
        if entry.level and synonyms.stands_free(match, entry.unless_before, entry.unless_after):
            return entry.level
    return None


def find_each(clause: str) -> str:
    """The noun of those for each of whom a clause (any case) states its count; empty where it states none so."""
    lowered = clause.lower()
    found = next(
        (m for pattern in load().each if pattern.may_stand(lowered) and (m := pattern.regex.search(lowered))), None
    )
    return found["noun"].strip(" ,") if found else ""


def find_phrases(title: str) -> frozenset[str]:
    """The words of two syllables, and foreign ones, in a title (any case) that say what a document is about."""
    words, lowered = load(), spell_out(title).lower()
    for phrase in (*words.general, *words.formal):
        lowered = lowered.replace(phrase, " , ")
    return frozenset(word for word in weigh(lowered).weights if says_much(word))


@lru_cache(maxsize=8192)
def is_foreign(token: str) -> bool:
    """Whether a token is no Vietnamese syllable (*methadone*, *vietgap*) and no sign of a unit or two letters."""
    return len(token) >= FOREIGN_LETTERS and token not in load().signs and not is_syllable(token)


def says_much(token: str) -> bool:
    """Whether a token is a word of its own: two syllables, or a foreign one; no syllable and no class."""
    return token[0] != "#" and (" " in token or is_foreign(token))


def is_telling(token: str) -> bool:
    """Whether a token is a word of its own or a class or group that stands for one; not one of those counted."""
    return says_much(token) or token in load().telling or token in synonyms.load().telling


def find_head(subject: Bag) -> str:
    """The first noun of what is counted: a class, or a word of two syllables, of one where a word that joins follows
    (*nhà ở*, *khu, điểm*); empty where none opens it."""
    run = list(subject.run)
    while run and run[0] is None:
        del run[0]
    if not run or run[0] is None:
        return ""
    if run[0][0] == "#":
        return run[0]
    words = [token or "" for token in run[:4]]
    if words[0] in load().sorts and len(words) > 1 and words[1]:
        del words[0]
    if words[0] == load().person and " ".join(words[1:3]) in load().persons:
        del words[0]  # *người lao động* and *lao động* are the same
    if len(words) < 2:
        return ""
    return words[0] if not words[1] else f"{words[0]} {words[1]}" if words[1][0] != "#" else ""


def find_opening_group(lowered: str) -> str:
    """The group of synonyms of the noun that opens a text in lower case, without the words before it that join or say
    how many (*số hợp tác xã*); empty where it has none."""
    words = lowered.split()
    while words and words[0] in load().function:
        del words[0]
    return synonyms.find_opening(" ".join(words))


def opens_with(noun: str, heads: Container[str]) -> bool:
    """Whether a noun (in lower case) opens with one of the nouns that name what is counted."""
    return any(name in heads for name in _find_openings(noun))


@lru_cache(maxsize=2048)
def _find_openings(noun: str) -> tuple[str, str]:
    return find_opening_group(noun), find_head(weigh(noun))


def find_modifiers(text: str) -> frozenset[str]:
    """The words in a text (any case) that make another thing of the noun behind them."""
    words, lowered = load(), spell_out(text).lower()
    for adverbial in words.adverbials:
        if adverbial.may_stand(lowered):
            lowered = adverbial.regex.sub(" ", lowered)
    found = words.modifiers & frozenset(_SYLLABLES.findall(lowered))
    return found and words.modifiers & frozenset(_SYLLABLES.findall(words.no_modifiers.sub(" ", lowered)))


def find_contrasts(text: str) -> frozenset[tuple[str, str]]:
    """The terms of the official lists that a text (any case) names, each with its list."""
    lowered = spell_out(text).lower()
    return frozenset(
        (entry.id, names[0]) for entry in load().contrasts for names in entry.terms for name in names if name in lowered
    )


def differ(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether two texts both name terms of a list and have none of them in common."""
    lists = {name for name, _ in one} & {name for name, _ in other}
    return any(
        not {term for found, term in one if found == name} & {term for found, term in other if found == name}
        for name in lists
    )


def are_kindred(names: Container[str], others: Container[str], *texts: str) -> bool:
    """Whether what is named on two sides is of the same persons by law (*trẻ em từ 6 đến 15 tuổi*, *học sinh*), as far
    as the texts (any case) say nothing else."""
    return any(
        any(name in names for name in entry.names)
        and any(name in others for name in entry.names)
        and not any(entry.unless.search(text.lower()) for text in texts)
        for entry in load().kindred
    )


def states_yearly(clause: str) -> bool:
    """Whether a clause (any case) says that its change is that of each year."""
    lowered = clause.lower()
    return any(pattern.regex.search(lowered) for pattern in load().yearly)


def find_growth(text: str) -> str | None:
    """The change (`increase`, `decrease`) that a noun of a text (any case) names (*mức giảm*), or None."""
    lowered = text.lower()
    found = (entry.id for entry in load().growth if entry.may_stand(lowered) and entry.regex.search(lowered))
    return next(found, None)


def names_person(noun: str) -> bool:
    """Whether those for each of whom something is counted (in lower case) are persons in general (*mỗi người dân*)."""
    return noun.split(" ", 1)[0] in (load().person, *load().persons) if noun else False


def counts_part(noun: str) -> bool:
    """Whether so many of a noun (in lower case) can be a share of a whole: persons, lengths and areas."""
    return counts_persons(noun) or noun in load().extents


def counts_persons(noun: str) -> bool:
    """Whether a noun (in lower case, or the class that stands for it) names persons."""
    words = load()
    if noun in words.of_persons or noun == words.person or noun.startswith(words.person + " "):
        return True
    return any(noun == name or noun.startswith(name + " ") for name in words.persons)


def speaks_against(direction: str, text: str) -> bool:
    """Whether a statement (any case) names the other way of change alone (*hạn chế* beside *increase*)."""
    lowered = text.lower()
    ways = {entry.id for entry in load().ways if entry.regex.search(lowered)}
    return bool(ways) and direction not in ways


def find_doer(before: str) -> str:
    """What stands before the verb of change in the words before a figure (any case), in lower case; empty where none
    does or no such verb stands there."""
    lowered = spell_out(before).lower()
    starts = [match.start() for entry in load().ways if (match := entry.regex.search(lowered))]
    return lowered[: min(starts)].strip(" ,") if starts else ""


def name_doer(doer: str) -> tuple[str, ...]:
    """The class and the group of synonyms that open the name (in lower case) of who changes something."""
    group, head = _find_openings(doer)
    return tuple(name for name in (head if head in load().labels else "", group) if name)


def speaks_of_whole(text: str) -> bool:
    """Whether a statement (any case) is about all of a kind: *toàn bộ*, *tất cả*, *các … đều*."""
    lowered = text.lower()
    return any(pattern.regex.search(lowered) for pattern in load().all_of)


def fold_ratio(unit: str) -> str:
    """A unit of so many to so many (in lower case), cases and persons as one: *ca/100.000 dân*, *người/100.000 dân*."""
    counted, _, whole = unit.partition("/")
    words = load()
    cases = counted.split()[0] in words.cases if counted.split() else False
    alike = cases or counted in words.persons or counted == words.person
    return f"{words.person if alike else counted.strip()}/{' '.join(whole.split())}"


def find_horizon(title: str) -> int | None:
    """The year that a title (any case) gives for what it plans (*… đến năm 2025, định hướng đến năm 2030*); None for
    none."""
    lowered = title.lower()
    found = next((m for pattern in load().horizon if (m := pattern.regex.search(lowered))), None)
    return int(found["year"]) if found else None


def states_whole(clause: str) -> bool:
    """Whether a clause (any case) says that its count is the sum over the period."""
    lowered = clause.lower()
    return any(pattern.regex.search(lowered) for pattern in load().whole)


def is_plain_title(title: str) -> bool:
    """Whether a title (any case) names no topic: *Chỉ tiêu*, *Mục tiêu cụ thể*."""
    lowered = title.lower()
    return any(pattern.regex.search(lowered) for pattern in load().plain_titles)


def find_concerned(title: str) -> str:
    """Whom or what the statements under a title (any case) are about, where it says no more (*Đối với hộ gia đình*)."""
    lowered = title.lower()
    found = next(
        (m for pattern in load().concerned if pattern.may_stand(lowered) and (m := pattern.regex.search(lowered))), None
    )
    return found["whom"] if found else ""


class Context(Struct, frozen=True):
    """What a plan's words are read with: its own places in lower case, which carry no content, and the abbreviations
    that it defines."""

    names: tuple[str, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)


PLAIN = Context()


def spell_out(text: str, context: Context = PLAIN) -> str:
    """`text` with its abbreviations written out: those the plan defines, else the common ones."""
    common, own = load().abbreviations, context.abbreviations
    return _ABBREVIATION.sub(lambda match: own.get(match[0]) or common.get(match[0]) or match[0], text)


def find_abbreviations(text: str) -> list[str]:
    """The abbreviations in a text, whether their words are known or not."""
    return _ABBREVIATION.findall(text)


def read_definitions(text: str) -> dict[str, str]:
    """The abbreviations that a text defines in brackets behind their words (*bảo hiểm y tế (BHYT)*, *… (viết tắt là
    BHYT)*); the letters must be the initials of the words."""
    found: dict[str, str] = {}
    for match in load().definition.finditer(text):
        short = match["short"]
        words = text[max(0, match.start() - 12 * len(short)) : match.start()].split()[-len(short) :]
        if "".join(word[0] for word in words).upper() == short:
            found.setdefault(short, " ".join(words).lower())
    return found


def weigh(text: str, context: Context = PLAIN) -> Bag:
    """The weighted tokens of `text`."""
    lowered = spell_out(text, context).lower()
    for name in context.names:
        lowered = lowered.replace(name, " ")
    return _weigh(lowered)


@lru_cache(maxsize=512)  # one plan's titles and clauses, of which each fifth is asked for by several steps in turn
def _weigh(lowered: str) -> Bag:
    words = load()
    for adverbial in words.adverbials:
        if adverbial.may_stand(lowered):
            lowered = adverbial.regex.sub(" ", lowered)
    weights = dict.fromkeys(synonyms.find_groups(lowered), SYNONYM_WEIGHT)
    lowered = words.noun.sub(lambda match: _replace(words, match), lowered)
    run: list[str | None] = []
    previous: str | None = None
    function, general = words.function, words.general
    tokens = _WORD.findall(lowered)
    for token in _part_names(tokens) if "/" in lowered else tokens:
        if token in function or token in ";,.:()":
            run.append(None)
            previous = None
        elif token[0] == "\x02":
            entry, term = words.members[int(token[1:-1])]
            weights[entry.label] = CLASS_WEIGHT
            weights["#" + term] = MEMBER_WEIGHT
            run.append(entry.label)
            if previous is not None and not entry.level and not entry.counted:
                weights[f"{previous} {term.split(' ', 1)[0]}"] = PAIR_WEIGHT
            previous = None
        else:
            if token not in weights:
                weights[token] = PAIR_WEIGHT if is_foreign(token) else SYLLABLE_WEIGHT
            run.append(token)
            if previous is not None:
                pair = previous + " " + token
                if pair in general:
                    weights[previous] = weights[token] = GENERAL_WEIGHT * SYLLABLE_WEIGHT
                    weights[pair] = GENERAL_WEIGHT * PAIR_WEIGHT
                else:
                    weights[pair] = PAIR_WEIGHT
            previous = token
    return Bag(weights, tuple(run))


def _part_names(tokens: Iterable[str]) -> Iterator[str]:
    """The tokens, of foreign names with a stroke between them each (*hiv/aids*)."""
    for token in tokens:
        parts = token.split("/") if "/" in token else ()
        if parts and all(is_foreign(part) for part in parts):
            yield from parts
        else:
            yield token


def nouns_agree(one: str, other: str) -> bool:
    """Whether two counted nouns (in lower case) count the same: alike, one with words of detail behind it (*cơ sở*
    and *cơ sở kinh doanh*), two of one meaning, or a noun of persons and plain *người*."""
    words = load()
    if "/" in one and "/" in other:
        (one, _, whole), (other, _, other_whole) = one.partition("/"), other.partition("/")
        if whole != other_whole:
            return False
    if one and one.split(" ", 1)[0] == other.split(" ", 1)[0] in words.classifiers:
        return True
    one, other = (" ".join(noun.split()[noun.split()[0] in words.sorts :]) if noun else noun for noun in (one, other))
    short, long = sorted((one, other), key=len)
    if one == other or not short or long.startswith(short + " ") or synonyms.count_alike(one, other):
        return True
    if words.person not in (one, other):
        return False
    counted = one if other == words.person else other
    return any(counted == noun or counted.startswith(noun + " ") for noun in words.persons)


def core(bag: Bag) -> frozenset[str]:
    """What a bag's words name: its single syllables and classes, without levels and words of change."""
    words = load()
    levels = {entry.label for entry in words.classes if entry.level} | {"#level"}
    single = {token for token in bag.weights if " " not in token and token[0] != "#"}
    classes = {token for token in bag.weights if token in words.labels}
    return frozenset((single - words.change) | (classes - levels))


def leave_out(bag: Bag, other: Bag) -> Bag:
    """The tokens of `bag` that `other` has not; empty where no pair of syllables with content is left of them."""
    left = {token: weight for token, weight in bag.weights.items() if token not in other.weights}
    general = load().general
    says = any(" " in token and token[0] != "#" and token not in general for token in left)
    return Bag(left, ()) if says else EMPTY


def _replace(words: Vocabulary, match: re.Match[str]) -> str:
    index = words.owner[match[0]]
    entry, _ = words.members[index]
    guarded = entry.unless_before or entry.unless_after
    if guarded and not synonyms.stands_free(match, entry.unless_before, entry.unless_after):
        return match[0]
    return f" \x02{index}\x03 "
