"""Funding (kinh phí): what a plan says of money: its sources, its sums and what they are made of.

One entry a source or project: *Tổng kinh phí 12 tỷ đồng, trong đó ngân sách tỉnh 8 tỷ đồng, ngân sách xã 4 tỷ đồng*
are three, a total and its two parts. The arithmetic of totals and parts is checked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from ..language.patterns import compile_later, lower_letters
from ..language.spaces import on_one_line
from ..lexicon import money
from ..models import Funding, Measure
from ..models.base import Level
from ..models.content import SourceKind
from ..structure.values import Doubt, Node, Text
from .citations import without_documents
from .measures.building import build_measure
from .measures.reader import MeasureContext, find_measures
from .statements import Statement, Statements, sentences

_BRACKETED = compile_later(r"\([^()]*\)")
_BREAK = compile_later(r"\s*[;,](?=\s)\s*")
_PART = compile_later(r"\s*[:;,](?=\s)\s*")
_NUMERAL = compile_later(r"\d[\d.,]*")
_ENDS = compile_later(r"[\s:;,.(–-]+$")
_AWAY = frozenset(["situation", "targets", "objectives", "viewpoints", "purpose"])
"""Roles of sections whose money is past, or a target."""
_BUDGETS = frozenset(["central", "province", "district", "commune", "state"])
_PHASES = frozenset(["timeline", "content"])
"""Roles of a part of a section on money that says when it is spent, and on what."""
_NEAR = 30
"""Characters behind a heading's colon in which its amount stands."""
_EXACT = 0.005
"""How far a sum may be from its parts, as a share of it: they are rounded each for itself."""
_MOST_WORDS = 14
"""Words of a label that names a source; a longer one is a sentence."""


class FoundFunding(Struct, frozen=True):
    """The statements about money, and the doubts about their amounts and sums."""

    funding: tuple[Funding, ...]
    doubts: tuple[Doubt, ...]


class _Unit(Struct, frozen=True):
    """A statement that may speak of money, at `start:end`: a block, or a heading with the amount behind its colon.
    `leads`: others stand under it; `within`: the lead-ins above; `root`: the section on money it is in, -1 outside;
    `scope`: its own section."""

    start: int
    end: int
    leads: bool
    within: tuple[tuple[int, int], ...]
    root: int
    scope: tuple[int, int]


class _Source(Struct, frozen=True):
    start: int
    end: int
    name: str
    kind: SourceKind | None


class _Entry(Struct):
    """A draft of an entry; `local`: it is a part of the total before it in its own sentence."""

    unit: _Unit
    start: int
    end: int
    sources: list[_Source]
    amounts: list[Measure]
    part: str | None = None
    mechanism: str | None = None
    local: bool = False
    parts: list[_Entry] = field(default_factory=list)


class _Chunk(Struct, frozen=True):
    """Some sentences of a unit: their words at `offset`, the sums in them with their places, those outside brackets,
    and the words that begin the parts of a sum."""

    unit: _Unit
    offset: int
    words: str
    amounts: list[tuple[int, Measure]]
    outer: list[tuple[int, Measure]]
    parted: re.Match[str] | None

    def draft(self, amounts: list[Measure]) -> _Entry:
        """An entry of the whole chunk without sources."""
        return _Entry(self.unit, self.offset, self.offset + len(self.words), [], amounts)


def find_funding(text: Text, statements: Statements, issuer: Level | None = None) -> FoundFunding:
    """The statements about money in the main body, in order. `issuer`: its level, which local budgets share."""
    reader = _Reader(text, issuer)
    for unit in _units(text, statements):
        reader.read(unit)
    reader.part_sections()
    return FoundFunding(tuple(reader.build()), (*reader.doubts, *reader.check()))


def _units(text: Text, statements: Statements) -> Iterator[_Unit]:
    root, until = -1, -1
    for node in statements.nodes:
        if node.start >= until:
            root = -1
        roles = set(node.roles)
        if "funding" in roles and root < 0:
            root, until = node.start, node.end
        if roles & _AWAY and "funding" not in roles:
            continue
        if root < 0 and _speaks_of_money(text, node):
            root, until = node.start, node.end
        phased = roles <= _PHASES and node.start > root >= 0  # *3. Phân kỳ đầu tư* in a section on money
        own = root if "funding" in roles or phased or _speaks_of_money(text, node) else -1
        above: tuple[tuple[int, int], ...] = ()
        if own >= 0 and node.title and (node.blocks or node.children) and _states_amount(node.title):
            above = ((node.title_start, node.title_end),)
            yield _Unit(node.title_start, node.title_end, True, (), own, (node.start, node.end))
        for index, statement in enumerate(statements.of(node)):
            start, leads = statement.start, statement.is_lead_in
            if index == 0 and own >= 0 and not statement.is_title and _goes_on(text, node, statement.start):
                start = node.title_start
                leads = leads or _lists_parts(text, node, statement)
            yield _Unit(start, statement.end, leads, (*above, *statement.lead_ins), own, (node.start, node.end))
            if leads and not statement.is_lead_in:
                above = (*above, (start, statement.end))


def _speaks_of_money(text: Text, node: Node) -> bool:
    """Whether a heading of another role is on money (*Giải pháp về vốn*) and sums of it stand below."""
    words = money.load()
    if node.title is None or not words.money_title.match(node.title):
        return False
    return words.currency.search(text.reading, node.title_end, node.end) is not None


def _goes_on(text: Text, node: Node, start: int) -> bool:
    """Whether the first words behind a heading's colon are an amount (*1. Ngân sách tỉnh: 12 tỷ đồng*)."""
    if node.title is None or ":" not in text.reading[node.title_end : start]:
        return False
    opening = text.reading[start : start + 2 * _NEAR].split("\n")[0]
    words = money.load()
    sums = words.currency.search(opening) is not None and opening.lstrip()[:1].isdigit()
    sums = sums or words.project_sum.match(text.reading, start) is not None
    inner = "/" in node.id and words.opens.match(node.title) is not None
    return sums or inner or words.source.match(lower_letters(node.title)) is not None


def _lists_parts(text: Text, node: Node, opening: Statement) -> bool:
    """Whether the amount behind a heading's colon is a sum: what stands under it has two amounts or more."""
    words = money.load()
    amounts = words.currency.findall(text.reading, opening.end, node.end)
    if words.total.match(text.reading, opening.end):
        return False  # the sum of a list, behind its last line
    return len(amounts) > 1 and money.load().currency.search(text.reading, opening.start, opening.end) is not None


def _states_amount(title: str) -> bool:
    return money.load().currency.search(lower_letters(title)) is not None and any(map(str.isdigit, title))


class _Reader:
    def __init__(self, text: Text, issuer: Level | None) -> None:
        self.text = text
        self.issuer = issuer
        self.words = money.load()
        self.entries: list[_Entry] = []
        self.doubts: list[Doubt] = []

    def read(self, unit: _Unit) -> None:
        """The entries of a unit: sentences with amounts each for itself, those without together."""
        lowered = self.text.small(unit.start, unit.end)
        if unit.root < 0 and not any(map(lowered.__contains__, self.words.speaks)):
            return
        words = self.text.reading[unit.start : unit.end]
        words = lowered if words.isupper() else words
        first = len(self.entries)
        run: tuple[int, int] | None = None
        for start, end in sentences(words):
            if self.words.currency.search(words, start, end) and any(map(str.isdigit, words[start:end])):
                if run is not None:
                    self._read_chunk(unit, *run, first)
                run = None
                self._read_chunk(unit, start, end, first)
            else:
                run = (run[0] if run else start, end)
        if run is not None:
            self._read_chunk(unit, *run, first)

    def _read_chunk(self, unit: _Unit, start: int, end: int, first: int) -> None:
        """The entries of some sentences of a unit, at `start:end` of its words; `first`: where the unit's entries
        begin."""
        said = self.text.reading[unit.start + start : unit.start + end]
        words = without_documents(lower_letters(said) if said.isupper() else said)
        lowered = lower_letters(words)
        amounts = self._amounts(unit.start + start, words)
        if unit.root < 0:
            if not (amounts or self.words.opens.match(words) or self.words.provides.search(lowered)):
                return
            if amounts and not self.words.of_plan.search(words):
                return
        none = [match.span() for match in self.words.no_source.finditer(lowered)]
        clear = _blank_out(words, none)
        how = self.words.mechanism.search(_blank_out(lowered, none))
        mechanism = " ".join(said[how.start() : how.end()].split()) if how else None
        begun = unit.start + start
        found = self._part(unit, begun, clear, amounts)
        if not any(e.sources or e.amounts for e in found):
            if mechanism and len(self.entries) > first:
                self.entries[-1].mechanism = self.entries[-1].mechanism or mechanism
                return
            if not (mechanism and unit.root >= 0 and any(map(lower_letters(clear).__contains__, self.words.speaks))):
                return
        found[0].mechanism = mechanism
        if amounts and self.words.of_it.match(words) and (whole := self._sum_before(first)) is not None:
            _total_of(whole, found)
        self.entries += found

    def _sum_before(self, first: int) -> _Entry | None:
        """The sum of the sentence before, in the unit whose entries begin at `first`, that what follows parts."""
        last = self.entries[-1] if len(self.entries) > first else None
        return last if last is not None and last.amounts and not last.local and not last.parts else None

    def _amounts(self, offset: int, words: str) -> list[tuple[int, Measure]]:
        """The sums of money of the words with their places; rates (*15 triệu đồng/xã*) are none, one said again in
        words counts once."""
        if not self.words.currency.search(words) or self.words.no_sum.match(words):
            return []
        found: list[tuple[int, Measure]] = []
        words = self.words.parted_sign.sub(r"\g<figure>\g<sign> ", words)  # as long as before
        for item in find_measures(words, MeasureContext()):
            if not item.unit or not self.words.unit.fullmatch(item.unit):
                continue
            figures = [m.start() for m in _NUMERAL.finditer(words, item.start, item.end)]
            place = figures[-1] if figures else item.start
            if item.direction is not None and not self.words.added.search(lower_letters(words[:place])):
                continue
            if self.words.mean.search(words, max(0, place - _NEAR), place):
                continue
            unit = self.words.currency.search(words, place)
            if item.per not in (None, "year") or (unit and self.words.rate.match(words, unit.end())):
                continue
            amount, doubtful = build_measure(self.text, replace(item, direction=None), offset)
            spelt = not any(map(str.isdigit, amount.evidence.quote))
            if not (spelt and found and found[-1][1].low == amount.low):
                found.append((place, amount))
                self.doubts += doubtful
        return found

    def _part(self, unit: _Unit, offset: int, words: str, amounts: list[tuple[int, Measure]]) -> list[_Entry]:
        """The entries of a chunk of words at `offset`, by the first of the rules that finds any."""
        chunk = _Chunk(unit, offset, words, amounts, self._outer(words, amounts), self._parted(words, amounts))
        rules = (self._named_parts, self._out_of_sum, self._bracketed_parts, self._summed_parts, self._with_rest)
        for rule in (*rules, self._side_by_side, self._by_years):
            if entries := rule(chunk):
                return entries
        return self._single(chunk)

    def _parted(self, words: str, amounts: list[tuple[int, Measure]]) -> re.Match[str] | None:
        """The words behind the first amount that begin its parts (*trong đó*)."""
        if not amounts:
            return None
        return next((m for m in self.words.parted.finditer(words) if m.start() > amounts[0][0]), None)

    def _named_parts(self, chunk: _Chunk) -> list[_Entry]:
        """A total and what it is made of (*12 tỷ đồng, trong đó ngân sách tỉnh 8 tỷ đồng, ngân sách xã 4 tỷ đồng*)."""
        parted, words = chunk.parted, chunk.words
        if parted is None or _inside(words, parted.start()):
            return []
        below = [(at, a) for at, a in chunk.amounts if at >= parted.start()]
        if not below:
            return []
        whole = chunk.draft([a for at, a in chunk.amounts if at < parted.start()])
        whole.end = chunk.offset + parted.start()
        sources = self._sources(chunk.unit, words[: parted.start()], chunk.offset, chunk.amounts)
        whole.sources = [source for source in sources if not self._is_purpose(source, words)]
        spans = self._segments(words, parted.end(), [at for at, _ in below if not _inside(words, at)])
        return _total_of(whole, [self._entry(chunk.unit, chunk.offset, words, span, below) for span in spans])

    def _is_purpose(self, source: _Source, words: str) -> bool:
        """Whether what opens a sum says what it is for (*Kinh phí khuyến công năm 2022 là 7 tỷ đồng, gồm: …*)."""
        opens = not words[: source.start].strip(" -+\n\t")
        return opens and source.kind in (None, "other") and self.words.opens.match(source.name) is not None

    def _out_of_sum(self, chunk: _Chunk) -> list[_Entry]:
        """*Trong tổng số 27 tỷ đồng, ngân sách trung ương chi 15 tỷ đồng, tỉnh chi 12 tỷ đồng*."""
        opens = self.words.out_of.match(chunk.words)
        above = [amount for at, amount in chunk.amounts if opens and at < opens.end()]
        below = [(at, amount) for at, amount in chunk.amounts if opens and at >= opens.end()]
        if opens is None or len(above) != 1 or len(below) < 2:
            return []
        whole = chunk.draft(above)
        whole.end = chunk.offset + len(chunk.words[: opens.end()].rstrip(" ,"))
        spans = self._segments(chunk.words, opens.end(), [at for at, _ in below if not _inside(chunk.words, at)])
        return _total_of(whole, [self._entry(chunk.unit, chunk.offset, chunk.words, span, below) for span in spans])

    def _bracketed_parts(self, chunk: _Chunk) -> list[_Entry]:
        """A sum whose parts a bracket gives (*5 tỷ đồng (NSTW: 3 tỷ đồng; NSĐP: 2 tỷ đồng)*)."""
        if len(chunk.outer) != 1:
            return []
        parts = self._bracketed(chunk.unit, chunk.offset, chunk.words, chunk.amounts)
        if not parts:
            return []
        whole = chunk.draft([chunk.outer[0][1]])
        outside = _blank_out(chunk.words, [m.span() for m in _BRACKETED.finditer(chunk.words)])
        whole.sources = self._sources(chunk.unit, outside, chunk.offset, [chunk.outer[0]])
        return _total_of(whole, parts)

    def _summed_parts(self, chunk: _Chunk) -> list[_Entry]:
        """A sum whose parts follow without a word that says so: the first amount is that of all others together
        (*dự kiến 2,9 tỷ đồng: tỉnh hỗ trợ 1,9 tỷ đồng, nhân dân góp 1 tỷ đồng*)."""
        if len(chunk.outer) < 3:
            return []
        (first, whole_amount), *rest = chunk.outer
        if abs(sum(amount.low for _, amount in rest) - whole_amount.low) > _EXACT * abs(whole_amount.low):
            return []
        cuts = _PART.finditer(chunk.words, first, rest[0][0])
        cut = next((m for m in cuts if not _inside(chunk.words, m.start())), None)
        if cut is None:
            return []
        spans = self._segments(chunk.words, cut.end(), [at for at, _ in rest])
        parts = [self._entry(chunk.unit, chunk.offset, chunk.words, span, chunk.amounts) for span in spans]
        if len(parts) != len(rest):
            return []
        whole = chunk.draft([whole_amount])
        whole.end = chunk.offset + cut.start()
        whole.sources = self._sources(chunk.unit, chunk.words[: cut.start()], chunk.offset, [chunk.outer[0]])
        return _total_of(whole, parts)

    def _with_rest(self, chunk: _Chunk) -> list[_Entry]:
        """A sum, who pays how much of it, and who the rest (*2.860 triệu đồng, do ngân sách tỉnh cấp 2.000 triệu đồng,
        số còn lại từ nguồn thu xử phạt*)."""
        if len(chunk.outer) < 2:
            return []
        (first, whole_amount), (second, _), *_ = chunk.outer
        rest = self.words.remainder.search(chunk.words, second)
        cut = _PART.search(chunk.words, first, second)
        if rest is None or cut is None or self._sources(chunk.unit, chunk.words[: cut.start()], chunk.offset, ()):
            return []
        within = [at for at, _ in chunk.outer[1:] if at < rest.start()]
        spans = self._segments(chunk.words[: rest.start()], cut.end(), within)
        spans.append((rest.start(), len(chunk.words)))
        whole = chunk.draft([whole_amount])
        whole.end = chunk.offset + cut.start()
        return _total_of(whole, [self._entry(chunk.unit, chunk.offset, chunk.words, s, chunk.amounts) for s in spans])

    def _side_by_side(self, chunk: _Chunk) -> list[_Entry]:
        """Several sums, each with its source (*ngân sách tỉnh 8 tỷ đồng; ngân sách xã 4 tỷ đồng*)."""
        if len(chunk.outer) < 2:
            return []
        spans = self._segments(chunk.words, 0, [at for at, _ in chunk.outer])
        rest = self.words.remainder.search(chunk.words, chunk.outer[-1][0])
        if rest is not None:  # *…; phần còn lại do doanh nghiệp tự đầu tư*
            spans[-1:] = [(spans[-1][0], rest.start()), (rest.start(), len(chunk.words))]
        several = [self._entry(chunk.unit, chunk.offset, chunk.words, span, chunk.amounts) for span in spans]
        paid = several[:-1] if rest is not None and not several[-1].amounts else several
        whole = len(several) > 1 and all(e.sources for e in several) and all(e.amounts for e in paid)
        return several if whole else []

    def _by_years(self, chunk: _Chunk) -> list[_Entry]:
        """Several sums, each of a year or a stage (*Giai đoạn 2021 - 2022 bố trí 380 tỷ đồng; giai đoạn …*)."""
        if len(chunk.outer) < 2 or self.words.falls_to.match(chunk.words) is None:
            return []
        spans = self._segments(chunk.words, 0, [at for at, _ in chunk.outer])
        if len(spans) < 2 or not all(self.words.falls_to.match(chunk.words, start) for start, _ in spans):
            return []
        several = [self._entry(chunk.unit, chunk.offset, chunk.words, span, chunk.amounts) for span in spans]
        return several if all(len(entry.amounts) == 1 for entry in several) else []

    def _single(self, chunk: _Chunk) -> list[_Entry]:
        """All that a chunk says in one entry; a source without sum behind the sum in a second one (*ngân sách tỉnh 8
        tỷ đồng và nguồn xã hội hóa*)."""
        whole, words = chunk.draft([amount for _, amount in chunk.amounts]), chunk.words
        whole.sources = self._sources(chunk.unit, words, chunk.offset, chunk.amounts)
        if (origin := self._origin(whole.sources, chunk)) is not None:
            whole.sources = [origin]
        cut = _end_of_first(whole.sources, chunk)
        if cut is not None:
            spans = ((0, cut), (cut, len(words)))
            return [self._entry(chunk.unit, chunk.offset, words, span, chunk.amounts) for span in spans]
        leads = chunk.parted is not None and words.rstrip().endswith(":")
        if chunk.amounts and (leads or chunk.unit.leads or self.words.total.match(words)):
            whole.part = "total"
            whole.sources = [source for source in whole.sources if not self._is_purpose(source, words)]
        return [whole]

    def _origin(self, sources: Sequence[_Source], chunk: _Chunk) -> _Source | None:
        """The budget that a sum comes from, where its label only says what share it is (*Vốn đối ứng: 6 tỷ đồng từ ngân
        sách nhà nước*)."""
        if len(sources) != 2 or len(chunk.outer) != 1 or sources[0].kind not in (None, "other"):
            return None
        label, origin = sources
        at = chunk.outer[0][0]
        linked = self.words.linked.search(chunk.words, at, origin.start)
        return origin if label.end <= at < origin.start and linked and origin.kind in _BUDGETS else None

    def _bracketed(self, unit: _Unit, offset: int, words: str, amounts: list[tuple[int, Measure]]) -> list[_Entry]:
        """The parts of a sum that a bracket gives, each with its source (*5 tỷ đồng (NSTW: 3 tỷ đồng; NSĐP: 2 tỷ
        đồng)*)."""
        for bracket in _BRACKETED.finditer(words):
            inside = [(at, a) for at, a in amounts if bracket.start() < at < bracket.end()]
            if len(inside) < 2:
                continue
            said = words[: bracket.start()] + " " + words[bracket.start() + 1 : bracket.end() - 1]
            spans = self._segments(said, bracket.start() + 1, [at for at, _ in inside])
            parts = [self._entry(unit, offset, said, span, inside) for span in spans]
            if len(parts) > 1 and all(part.sources and part.amounts for part in parts):
                return parts
        return []

    def _outer(self, words: str, amounts: list[tuple[int, Measure]]) -> list[tuple[int, Measure]]:
        if not amounts:
            return []
        alone = [m.span() for m in _BRACKETED.finditer(words) if self.words.amount_alone.fullmatch(m[0])]
        return [
            (at, amount)
            for at, amount in amounts
            if not _inside(words, at) or any(start < at < end for start, end in alone)
        ]

    def _segments(self, words: str, start: int, places: Sequence[int]) -> list[tuple[int, int]]:
        """The words cut at the first comma or semicolon behind each amount, or at the *và* before the next source."""
        cuts = [start]
        for place, following in pairwise([*places, len(words)]):
            cut = next((m for m in _BREAK.finditer(words, place) if not _inside(words, m.start())), None)
            if cut is None or cut.end() > following:
                cut = self.words.beside.search(words, place, following) or (
                    self.words.joint.search(words, place, following) if following < len(words) else None
                )
            if cut is not None and cut.end() <= following and following < len(words):
                cuts.append(cut.end())
        return list(pairwise([*cuts, len(words)]))

    def _entry(
        self, unit: _Unit, offset: int, words: str, span: tuple[int, int], amounts: list[tuple[int, Measure]]
    ) -> _Entry:
        start, end = span
        own = [(at - start, a) for at, a in amounts if start <= at < end]
        said = words[start:end]
        sources = self._sources(unit, said, offset + start, own)
        joint = self.words.joint.search(said)
        said = said[: joint.start()] if joint else said
        kept = len(_ENDS.sub("", said)) if not said.rstrip().endswith((".", ")")) else len(said.rstrip())
        return _Entry(unit, offset + start, offset + start + kept, sources, [a for _, a in own])

    def _sources(self, unit: _Unit, words: str, offset: int, amounts: Sequence[tuple[int, Measure]]) -> list[_Source]:
        """The sources that words at `offset` name; in brackets only where there are none outside."""
        found: list[_Source] = []
        lowered = lower_letters(words)

        def add(start: int, end: int, name: str | None = None) -> None:
            if any(s.start < end and start < s.end for s in found):
                return
            if name is None and self.words.by_name.search(lowered, start, end):
                more = self.words.goes_on.match(words, end)
                end = more.end() if more else end
            said = name or " ".join(self.text.text[offset + start : offset + end].split()).rstrip(" ,;")
            behind = (s for s in found if s.start >= end)
            given = next((s for s in behind if not _BRACKETED.sub("", words[end : s.start]).strip()), None)
            if given is not None and self.words.aids.fullmatch(given.name):  # *tổ chức A viện trợ*
                kind = self.words.kind_of(said, self.issuer)
                kind = given.kind if kind in (None, "other") else "enterprise" if kind == "loan" else kind
                found[found.index(given)] = _Source(start, end, said, kind)
                return
            if self.words.gives.fullmatch(said) and found:
                giver = max(found, key=lambda source: source.end if source.end <= start else -1)
                if words[giver.end : start].strip() in ("", "("):
                    aids = giver.kind == "other" and self.words.aid.search(lower_letters(said))
                    kind = "aid" if aids else "enterprise" if giver.kind == "loan" else giver.kind  # a bank that gives
                    found[found.index(giver)] = replace(giver, kind=kind)
                    return
                if giver.end <= start and not _BREAK.search(words, giver.end, start):
                    return
            if all(said.lower() != source.name.lower() for source in found):
                found.append(_Source(start, end, said, self.words.kind_of(said, self.issuer)))

        for match in self.words.source.finditer(lowered):
            add(*match.span())
            if match["level"]:
                budget, at = words[match.start("budget") : match.end("budget")].strip(), match.end()
                while more := self.words.more_levels.match(words, at):
                    level = " ".join(more["level"].split())
                    add(more.start("level"), more.end(), f"{budget} {level}")
                    at = more.end()
        for match in self.words.bare.finditer(lowered):
            add(*match.span("name"))
        if unit.root >= 0 or amounts:
            named = len(found)
            for match in self.words.payer.finditer(lowered):
                before = next((s for s in found if self.words.joint.fullmatch(words, s.end, match.start())), None)
                giver = next((s for s in found if self.words.giver.fullmatch(words, s.end, match.start())), None)
                before = giver or before
                if before is not None and (giver or before.kind == self.words.kind_of(match[0], self.issuer)):
                    longer = self.text.text[offset + before.start : offset + match.end()]
                    name = " ".join(longer.split())
                    kind = self.words.kind_of(match[0], self.issuer) if giver else before.kind
                    found[found.index(before)] = replace(before, end=match.end(), name=name, kind=kind)
                    continue
                add(*match.span())
            if _first_pays_for_all(found[:named], found[named:], words, amounts):
                del found[named:]
        if not found and amounts and unit.root >= 0 and (label := self._label(words, offset, amounts[0][0])):
            found.append(label)
        found.sort(key=lambda source: source.start)
        outside = [source for source in found if not _inside(words, source.start)]
        if len(outside) == 1 and len(found) == 2 and outside[0].kind in (None, "other") and found[1].kind in _BUDGETS:
            return [replace(outside[0], kind=found[1].kind)]  # *Kinh phí khuyến công địa phương (ngân sách tỉnh)*
        return outside or found

    def _label(self, words: str, offset: int, at: int) -> _Source | None:
        """The words before the amount that stands `at`, where they name a source (*Vốn của chủ đầu tư: 9 tỷ đồng*)."""
        before = words[:at]
        giver = self.words.given_by.fullmatch(before)
        if giver is not None:
            begun, ended = giver.span("name" if giver["name"] else "body")
            said = " ".join(self.text.text[offset + begun : offset + ended].split())
            return _Source(begun, ended, said, self.words.kind_of(said, self.issuer) or "other")
        preface = self.words.preface.match(before)
        start = preface.end() if preface else 0
        end = len(_ENDS.sub("", before))
        if start >= end or not self.words.label.match(before, start) or len(before[start:end].split()) > _MOST_WORDS:
            return None
        said = " ".join(self.text.text[offset + start : offset + end].split())
        kind = self.words.kind_of(said, self.issuer)
        return _Source(start, end, said, kind) if kind else None

    def part_sections(self) -> None:
        """What stands under a sum (below its lead-in, or in its section) is a part of it."""
        taken: set[int] = set()
        for total in reversed(self.entries):  # an inner sum before the one that it is a part of
            if total.part != "total" or total.parts:
                continue
            below = [entry for entry in self._below(total) if id(entry) not in taken]
            taken.update(map(id, below))
            for entry in below:
                entry.part = entry.part or "part"
            total.parts = below
        self._part_years()

    def _below(self, total: _Entry) -> list[_Entry]:
        """What a sum is made of: the entries that its words lead in, else those of its section; of a sum behind the
        last line of a list, all of the section on money."""
        span = (total.unit.start, total.unit.end)
        others = [entry for entry in self.entries if not entry.local and entry is not total]
        below = [entry for entry in others if span in entry.unit.within]
        if below or total.unit.root < 0:
            return below
        beside = [entry for entry in others if entry.unit.root == total.unit.root]
        if any(entry.part == "total" and not entry.parts for entry in beside):
            return []
        start, end = total.unit.scope
        last = start < total.unit.start and self.words.total.match(self.text.reading, total.start)
        if last and any(start <= entry.unit.start < total.unit.start for entry in beside):
            start, end = -1, -1
        inner = [entry for entry in beside if start <= entry.unit.start < end]
        return [entry for entry in inner or beside if entry.amounts]

    def _part_years(self) -> None:
        """What falls to a year (*Năm 2024: 12 tỷ đồng*) is a part of the sum of its section, however that is parted."""
        roots = {entry.unit.root for entry in self.entries if entry.part == "total" and entry.unit.root >= 0}
        for entry in self.entries:
            if entry.part is None and entry.amounts and not entry.sources and entry.unit.root in roots:
                words = self.text.reading[entry.start : entry.end]
                entry.part = "part" if self.words.of_year.match(words) else None

    def check(self) -> Iterator[Doubt]:
        """The sums that differ from what they are made of."""
        for total in self.entries:
            parts = [part.amounts[0].low for part in total.parts if part.amounts]
            if total.part != "total" or len(parts) < 2 or len(parts) < len(total.parts) or not total.amounts:
                continue
            named = {bool(part.sources) for part in total.parts}
            if len(named) > 1:  # by source and by year or project side by side: not one sum
                continue
            stated = total.amounts[0]
            if stated.comparator != "eq" or abs(sum(parts) - stated.low) <= _EXACT * abs(stated.low):
                continue
            message = f"Tổng {_figure(stated.low)} đồng khác tổng các phần {_figure(sum(parts))} đồng."
            yield Doubt("sum_differs", message, total.start, total.end)

    def build(self) -> Iterator[Funding]:
        """The entries as the contract has them."""
        for entry in self.entries:
            evidence = self.text.evidence(entry.start, entry.end)
            yield Funding(
                text=on_one_line(evidence.quote),
                sources=tuple(source.name for source in entry.sources),
                kinds=tuple(source.kind or "other" for source in entry.sources),
                amounts=tuple(entry.amounts),
                part=entry.part,  # type: ignore[arg-type]
                mechanism=entry.mechanism,
                evidence=evidence,
            )


def _end_of_first(sources: Sequence[_Source], chunk: _Chunk) -> int | None:
    """Where, of a chunk with one sum between its sources, the words about another source begin; None elsewhere."""
    if len(chunk.outer) != 1:
        return None
    at = chunk.outer[0][0]
    behind = next((source for source in sources if source.start > at), None)
    if behind is None or sources[0].start >= at or _inside(chunk.words, behind.start):
        return None
    return behind.start


def _first_pays_for_all(
    named: Sequence[_Source], payers: Sequence[_Source], words: str, amounts: Sequence[tuple[int, Measure]]
) -> bool:
    """Whether those who may pay are what the money is for: they stand before the sum, and a source stands in a bracket
    behind it (*Hỗ trợ hộ kinh doanh: 480 triệu đồng (ngân sách tỉnh)*)."""
    if not (named and payers and amounts) or not all(_inside(words, source.start) for source in named):
        return False
    at = amounts[0][0]
    return all(source.end <= at for source in payers) and all(source.start > at for source in named)


def _total_of(whole: _Entry, parts: list[_Entry]) -> list[_Entry]:
    """An entry and its parts in its own sentence."""
    whole.part, whole.parts = "total", parts
    for part in parts:
        part.part, part.local = "part", True
    return [whole, *parts]


def _blank_out(words: str, spans: Sequence[tuple[int, int]]) -> str:
    """The words with blanks for the stretches, which are in order."""
    for start, end in spans:
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def _inside(words: str, place: int) -> bool:
    """Whether a place stands within brackets."""
    starts, ends = _brackets(words)
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < ends[index]


@lru_cache(maxsize=16)
def _brackets(words: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the brackets of the words begin and end."""
    spans = [m.span() for m in _BRACKETED.finditer(words)]
    return tuple(start for start, _ in spans), tuple(end for _, end in spans)


def _figure(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")
