"""Citations: the legal and administrative documents that a plan names by number.

`find_citations` gives every mention, `resolve_citations` one entry a document, `pick_implements` the programme or
plan that a plan carries out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..language.patterns import compile_later, text_before
from ..lexicon.documents import LEVELS, Documents, ending, load
from ..lexicon.times import TIMES
from ..lexicon.wording import load_wording
from .words.times import read_day


class FoundCitation(Struct, frozen=True):
    """A mention of a document at `start:end` of a text, its kind, number, date and issuer included.

    `number` is whole and in standard spelling (``48/NQ- CP`` is ``48/NQ-CP``); `key` is the same for one document
    however its number is written; `date` ISO; `title` what follows about its content; `relation` as the contract
    has it; `programme` whether it is, or approves, a programme or plan; `level` of its issuer; `nested` whether it
    stands in the title of another. None: not stated.
    """

    start: int
    end: int
    number: str
    key: str
    doc_type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    relation: str = "mentions"
    programme: bool = False
    level: str | None = None
    nested: bool = False

    def title_span(self, text: str) -> tuple[int, int]:
        """Where the document is named in the text that it was found in: number, date, issuer and title."""
        if self.title is None:
            return self.start, self.end
        at = text.find(self.title, self.end)
        between = text[self.end : max(at, self.end)]
        if at >= 0 and between.isprintable() and "  " not in between:  # it stands on one line, as most do
            return self.start, at + len(self.title)
        title = re.compile(r"\s+".join(map(re.escape, self.title.split()))).search(text, self.end)
        return self.start, title.end() if title else self.end


class _CitationWording(Struct, frozen=True):
    """Numbers of documents and what stands before them; rules/wording/citations.toml tells their groups."""

    number: re.Pattern[str]
    says_number: re.Pattern[str]
    own_number: re.Pattern[str]
    law_before: re.Pattern[str]
    issuer_before: re.Pattern[str]
    issued_before: re.Pattern[str]
    programme_name: re.Pattern[str]
    looks_back: re.Pattern[str]
    issues_plan: re.Pattern[str]
    plan_follows: re.Pattern[str]
    line_begins: re.Pattern[str]
    grounds_heading: re.Pattern[str]


_WORDING = load_wording("citations", _CitationWording)
_BRACKETED = compile_later(r"\([^()]*\)")
_PARTS = compile_later(r"[-/–]\s*([^\s/–-]+)")
_DEEDS = ("quyet_dinh", "cong_van", "thong_bao")
"""Kinds whose content may follow the date without *về* (*Quyết định số … ngày … thành lập …*)."""
_LAWS = (None, "luat", "phap_lenh")
_NAME_LENGTH = 5
"""Words of a programme's name that tell it from others (*Chương trình hành động* alone does not)."""
_REACH = 170
"""Characters before a number in which a law's name or the body that gave the document stands."""


def find_citations(
    text: str, *, opening: tuple[int, int] | None = None, grounds: Sequence[tuple[int, int]] = ()
) -> tuple[FoundCitation, ...]:
    """Every mention of a document's number in `text`, in order, in one pass.

    `opening` is the stretch in which the plan says what it carries out and rests on (by default none): there a
    citation under *Thực hiện …* is `implements`, under *Căn cứ …* `based_on`. Elsewhere only *theo …*, *căn cứ …*
    right before it count. Each line of the stretches `grounds` (a section *Căn cứ pháp lý*) names one that the plan
    rests on. The document's own number (*Số: 268/KH-UBND*) is no citation.
    """
    documents = load()
    found: list[FoundCitation] = []
    for match in _WORDING.number.finditer(text):
        citation = _read(text, match, documents)
        if citation:
            found.append(citation)
    return tuple(_on_grounds(text, _relate(text, found, opening, documents), grounds))


def without_documents(words: str) -> str:
    """The words with blanks of the same length for cited documents, whose dates, titles and sums are not the plan's."""
    if "/" not in words:  # no number of a document is without one
        return words
    pieces: list[str] = []
    at = 0
    for citation in find_citations(words):
        start, end = citation.title_span(words)
        start = max(start, at)
        if end > start:
            pieces += [words[at:start], " " * (end - start)]
            at = end
    return "".join((*pieces, words[at:]))


def _read(text: str, match: re.Match[str], documents: Documents) -> FoundCitation | None:
    start, end = match.span()
    symbols = (match["first"], *_PARTS.findall(match["rest"]))
    before = text_before(text, start)
    kind = ending(before, documents.names)
    if kind is None and not _is_cited(before, match, symbols, documents):
        return None
    doc_type = kind[1] if kind else documents.kind_of(symbols)
    number, key = _standard(match, symbols, documents)
    begin = start - len(before) + kind[0] if kind else start
    date, end = _read_date(text, end)
    issuer = documents.issuer.match(text, end)
    name = None
    if issuer and not issuer["issuer"][0].islower():
        name = " ".join(_BRACKETED.sub(" ", issuer["issuer"]).split())
        end = issuer.start("issuer") + len(issuer["issuer"].rstrip())
        if date is None:  # *của Bộ Y tế ngày 05/6/2023 về …*
            date, end = _read_date(text, end)
    elif given := _WORDING.issuer_before.search(text_before(text, begin, _REACH)):
        name = " ".join(given["issuer"].split())
    elif issued := _WORDING.issued_before.search(text_before(text, begin, _REACH)):
        name = " ".join(issued["issuer"].split())
        date = date or read_day(issued)
    title = _read_title(text, end, documents, deed=date is not None and doc_type in _DEEDS) or (
        _law_before(text, start) if doc_type in _LAWS else None
    )
    programme = doc_type in documents.programmes or (
        doc_type in ("quyet_dinh", "nghi_quyet") and documents.approves.match(text, end) is not None
    )
    return FoundCitation(
        begin,
        end,
        number,
        key,
        doc_type,
        date,
        name,
        title,
        programme=programme,
        level=documents.level(symbols, name),
    )


def _law_before(text: str, start: int) -> str | None:
    """The name of the law whose number begins at `start`, where it stands before it (*Luật Thư viện số …*)."""
    law = _WORDING.law_before.search(text_before(text, start, _REACH))
    return " ".join(law["name"].split()) if law else None


def _is_cited(before: str, match: re.Match[str], symbols: tuple[str, ...], documents: Documents) -> bool:
    """Whether a number that no kind of document stands before is one (*số 12/2020/QH14*, *15-CT/TW*)."""
    if _WORDING.own_number.search(before) or ending(before, documents.forms):
        return False
    known = len(symbols) > 1 and documents.kind_of(symbols[:1]) is not None
    if not (known or _WORDING.says_number.search(before)):
        return False
    return len(symbols) > 1 or match["year"] is not None or "." in match["digits"]


def _read_date(text: str, end: int) -> tuple[str | None, int]:
    """The date that stands behind a number, and where it ends."""
    date = TIMES.number_date.match(text, end)
    if date is None:
        return None, end
    return read_day(date), date.end() + (text[date.end() : date.end() + 1] == ")")


def _read_title(text: str, end: int, documents: Documents, *, deed: bool = False) -> str | None:
    """The words behind `end` on the content of a document; with `deed` they may begin with what it does."""
    match = documents.title.match(text, end) or (documents.deed.match(text, end) if deed else None)
    if match is None:
        return None
    title = match["title"]
    if match["quote"]:
        title = title.split("”" if match["quote"] == "“" else match["quote"])[0]
    if about := documents.title_about.match(title):
        title = title[about.end() :]
    cut = documents.title_ends.search(title)
    title = " ".join((title[: cut.start()] if cut else title).split()).rstrip(" ,;:.")
    return title or None


def _standard(match: re.Match[str], symbols: tuple[str, ...], documents: Documents) -> tuple[str, str]:
    """The number in standard spelling, its digits parted as the text parts them, and a key for the document."""
    digits, year = match["digits"], match["year"]
    parts = [_spelt(symbol, documents) for symbol in symbols]
    key = "/".join([digits.lstrip("0") or "0", year or "", *(part.upper() for part in parts)])
    if match["slash"] is None:
        return f"{digits}-{parts[0]}/{'-'.join(parts[1:])}", key  # *15-CT/TW*; *38-CT/TTg* is not made *38/CT-TTg*
    if len(parts) == 3 and match["rest"][0] == "-" and "/" in match["rest"]:  # the committee's own sign: *KH-BCĐ138/CP*
        return f"{digits}/{year + '/' if year else ''}{parts[0]}-{parts[1]}/{parts[2]}", key
    if len(parts) > 2 and "/" in match["rest"] and documents.kind_of(symbols[:1]) is None:
        return f"{digits}/{year + '/' if year else ''}{parts[0]}{match['rest']}", key  # the own form of a firm's letter
    return "/".join(filter(None, [digits, year, "-".join(parts)])), key


def _spelt(symbol: str, documents: Documents) -> str:
    """A symbol in its own capitals where the text writes it in capitals throughout (``TTG`` is ``TTg``)."""
    symbol = documents.misread.sub("U", symbol)
    return documents.spelling.get(symbol.upper(), symbol) if symbol.isupper() else symbol


def _relate(
    text: str, found: Sequence[FoundCitation], opening: tuple[int, int] | None, documents: Documents
) -> Iterable[FoundCitation]:
    """The mentions with their relations; in the opening a list shares the word that opens it."""
    if opening is None:
        yield from (_relate_alone(text, citation, documents) for citation in found)
        return
    governed: str | None = None
    last_end = opening[0]
    openers = list(documents.opener.finditer(text, max(0, opening[0] - 1), opening[1]))
    for citation in found:
        if not opening[0] <= citation.start < opening[1]:
            yield _relate_alone(text, citation, documents)
            continue
        gap = text[last_end : citation.start]
        if _is_announced(text, citation):
            yield replace(citation, relation="implements")
        elif _WORDING.issued_before.search(text_before(text, citation.start, _REACH)):
            yield citation  # what was issued meanwhile
        elif not documents.proposed.search(gap) and _is_nested(gap, documents, first=last_end == opening[0]):
            yield replace(citation, nested=True)
        else:
            words = [m["word"] for m in openers if m.start() < citation.start]
            word = documents.relations.get(" ".join(words[-1].lower().split())) if words else None
            governed = word or _relation_before(text, citation, documents) or governed
            yield replace(citation, relation=governed or "mentions")
        last_end = citation.end


def _on_grounds(
    text: str, found: Iterable[FoundCitation], grounds: Sequence[tuple[int, int]]
) -> Iterable[FoundCitation]:
    """The mentions; one that begins a line of the stretches `grounds` is rested on."""
    for citation in found:
        listed = citation.relation == "mentions" and any(start <= citation.start < end for start, end in grounds)
        if listed and _WORDING.line_begins.search(text_before(text, citation.start)):
            yield replace(citation, relation="based_on")
        else:
            yield citation


def _relate_alone(text: str, citation: FoundCitation, documents: Documents) -> FoundCitation:
    """A mention outside the opening: nothing there is carried out by the plan as a whole."""
    based = _relation_before(text, citation, documents) == "based_on"
    return replace(citation, relation="based_on" if based else "mentions")


def _relation_before(text: str, citation: FoundCitation, documents: Documents) -> str | None:
    """The relation that the words right before a mention say."""
    before = text_before(text, citation.start).rstrip(' “"(')
    direct = ending(before, documents.relations)
    if direct is None or (direct[1] == "implements" and _WORDING.looks_back.search(before, 0, direct[0])):
        return None
    return direct[1]


def _is_announced(text: str, citation: FoundCitation) -> bool:
    """Whether a mention is what the plan says of itself where it begins (*ban hành Kế hoạch thực hiện Chỉ thị số …
    như sau*)."""
    before = _WORDING.issues_plan.search(text_before(text, citation.start, _REACH))
    return before is not None and _WORDING.plan_follows.match(text, citation.end) is not None


def rests_on(title: str | None) -> bool:
    """Whether the section of that heading lists what the plan rests on."""
    return title is not None and _WORDING.grounds_heading.match(title) is not None


def _is_nested(gap: str, documents: Documents, *, first: bool) -> bool:
    """Whether a mention stands in the title of the one before (*Kế hoạch … về thực hiện Chỉ thị số …*): nothing in
    the text between them parts the two."""
    return not first and documents.separated.search(gap) is None and not _ENDED.search(gap)


_ENDED = compile_later(r"(?:;|\.\s)\s*(?:\S+(?:\s+\S+){0,13})?\s*$")


_STRENGTH = {"implements": 2, "based_on": 1, "mentions": 0}


def resolve_citations(mentions: Sequence[FoundCitation], own_number: str | None = None) -> tuple[FoundCitation, ...]:
    """One entry a document, in the order of first mention: the fullest mention's words with what the others add.

    `own_number` is the number of the document itself, which cites itself in its annexes; it is left out. The
    relation is the strongest of any mention.
    """
    own = _key_of(own_number) if own_number else None
    entries: dict[str, FoundCitation] = {}
    for mention in mentions:
        if mention.key == own:
            continue
        known = entries.get(mention.key)
        entries[mention.key] = mention if known is None else _merge(known, mention)
    return tuple(entries.values())


def _key_of(number: str) -> str | None:
    match = _WORDING.number.search(number)
    if match is None:
        return None
    return _standard(match, (match["first"], *_PARTS.findall(match["rest"])), load())[1]


def _merge(known: FoundCitation, other: FoundCitation) -> FoundCitation:
    relation = max(known.relation, other.relation, key=_STRENGTH.__getitem__)
    return replace(
        known,
        doc_type=known.doc_type or other.doc_type,
        date=known.date or other.date,
        issuer=_smaller(known.issuer, other.issuer),
        title=_smaller(known.title, other.title),
        relation=relation,
        programme=known.programme or other.programme,
        level=known.level or other.level,
        nested=known.nested and other.nested,
    )


def _smaller(known: str | None, other: str | None) -> str | None:
    """What is said of a document, rather in small letters than in the capitals of the plan's own title, whose lines
    may part it."""
    if not other or known is None:
        return known or other
    shorter = len(other) < len(known) / 2  # a mention that says less
    return other if known.isupper() and not other.isupper() and not shorter else known


def pick_implements(opening: Sequence[FoundCitation], title: str | None = None) -> str | None:
    """The number of the programme or plan that a plan says it carries out, from the mentions of its opening.

    Of several carried out, the one of the highest authority (of the central ones the State's and the Party's own
    before a ministry's), None where two share it; where none is a programme or
    plan, the resolution, decision or directive that stands above all else that is carried out; else, under *Căn cứ*,
    the only programme or plan. A decision that approves a programme or plan counts as it; a resolution only where it
    is said to be carried out, for under *Căn cứ* it is mostly background. `title`: of the plan; of several that it
    rests on it carries out the one whose name stands in its title.
    """
    entries = [c for c in resolve_citations(opening) if not c.nested]
    carried = [c for c in entries if c.relation == "implements"]
    if programmes := [c for c in carried if c.programme]:
        first = _highest(programmes)
        return first.number if first else None
    if (order := _highest(carried)) and order.doc_type in ("nghi_quyet", "quyet_dinh", "chi_thi", "ket_luan"):
        return order.number
    based = [c for c in entries if c.relation == "based_on" and c.programme and c.doc_type != "nghi_quyet"]
    if len(based) != 1 and title:
        grounds = [c for c in entries if c.relation == "based_on" and c.doc_type in ("quyet_dinh", "nghi_quyet")]
        based = [c for c in grounds if (name := _name_of(c.title or "")) and name in _folded(title)]
    return based[0].number if len(based) == 1 else None


def _name_of(title: str) -> str | None:
    """The name of the programme that a document approves, as it may stand in the title of a plan: without its years
    and place; None where it has no name of its own."""
    named = _WORDING.programme_name.search(_folded(title))
    return named["name"].strip(' “”"') if named and len(named["name"].split()) >= _NAME_LENGTH else None


def _folded(title: str) -> str:
    return " ".join(title.casefold().replace("“", " ").replace("”", " ").replace('"', " ").split())


def _highest(citations: Sequence[FoundCitation]) -> FoundCitation | None:
    """The document of the highest authority, None where two share it or there is none."""
    best = min(map(_rank, citations), default=None)
    top = [citation for citation in citations if _rank(citation) == best]
    return top[0] if len(top) == 1 else None


def _rank(citation: FoundCitation) -> tuple[int, bool]:
    level = LEVELS.index(citation.level) if citation.level in LEVELS else len(LEVELS)
    return level, not load().is_highest(citation.number, citation.issuer)
