"""Scores of figures: sentences and damaged figures written by a reader before any parse (tests/cases/figures).

The notation is that of case_files.py with four additions: `chủ thể: A // B` (either), `đv: X; Y` (units that are as
good), a line `hoặc …` (another way for the line before it), `tùy` (counts neither way). In damaged cases a line break
is kept, `? words` expects a doubt that touches these words, and `(sạch)` allows no doubt.

    python -m tests.figure_cases FILE …    prints what each file scores and which lines fail
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kehoach_parser.extract.measures.reader import FoundMeasure, MeasureContext, find_measures
from kehoach_parser.extract.measures.unread import find_unread
from kehoach_parser.extract.words.damages import find_damages
from kehoach_parser.extract.words.numbers import format_number
from kehoach_parser.language.patterns import compile_later

FIGURES = Path(__file__).parent / "cases" / "figures"
SIGNS = {"eq": "=", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "approx": "≈"}
PERIODS = {"day": "ngày", "week": "tuần", "month": "tháng", "quarter": "quý", "half_year": "6 tháng", "year": "năm"}
_HEAD = compile_later(r"(?:(?P<sign>[=><≥≤≈])\s)?(?P<value>\d[\d.,/–]*)(?:\s(?P<unit>.+))?")


@dataclass(frozen=True)
class Way:
    """One accepted reading: `core` is value and comparator; `doubt` the words that a doubt must touch instead."""

    core: str = ""
    units: tuple[str, ...] = ()
    direction: str | None = None
    times: tuple[tuple[str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    optional: bool = False
    doubt: str | None = None
    nothing: bool = False


@dataclass(frozen=True)
class FigureCase:
    """A case: `expected` has for each measure its ways in order; `clean`: no doubt may be raised."""

    file: str
    title: str
    text: str
    expected: tuple[tuple[Way, ...], ...]
    clean: bool
    context: MeasureContext | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.title}"


@dataclass
class Score:
    """Counts over a file, and the lines that fail."""

    expected: int = 0
    found: int = 0
    strict: int = 0
    paired: int = 0
    times: int = 0
    stated: int = 0
    subjects: int = 0
    wrong: int = 0
    lost: int = 0
    noise: int = 0
    given: int = 0
    doubted: int = 0
    doubted_right: int = 0
    silent_wrong: int = 0
    failed: list[str] = field(default_factory=list)

    def row(self) -> str:
        f1 = 2 * self.strict / (self.expected + self.found) if self.expected + self.found else 1.0
        return "\t".join(
            (
                f"{self.expected}",
                f"{f1:.3f}",
                f"{self.times / max(1, self.paired):.3f}",
                f"{self.subjects / max(1, self.stated):.3f}",
                f"{self.wrong}",
                f"{self.lost}",
                f"{self.noise}",
            )
        )


COLUMNS = "measures\tstrict F1\ttimes\tsubjects\twrong in silence\tlost in silence\tnoise"


def read_file(path: Path) -> Iterator[FigureCase]:
    damaged = path.read_text("utf-8").startswith("# kind: damage")
    for block in path.read_text("utf-8").split("\n=== ")[1:]:
        head, _, tail = block.partition("\n---\n")
        title, _, given = head.partition("\n")
        lines = [line.strip() for line in tail.split("\n") if line.strip() and not line.startswith("#")]
        expected: list[tuple[Way, ...]] = []
        for line in lines:
            if line in ("(không)", "(sạch)"):
                continue
            if line.startswith("hoặc "):
                expected[-1] += (_way(line.removeprefix("hoặc "), expected[-1][0]),)
            else:
                expected.append((_way(line, None),))
        context, given = _context(given)
        text = given if damaged else " ".join(given.split("\n"))
        yield FigureCase(path.stem, title, text, tuple(expected), "(sạch)" in lines, context)


def _context(given: str) -> tuple[MeasureContext | None, str]:
    """What the lines `@hạn`, `@mỗi` and `@dẫn` say of the text below them, and that text."""
    said: dict[str, str] = {}
    while given.startswith("@"):
        line, _, given = given.partition("\n")
        name, _, value = line.removeprefix("@").partition(" ")
        said[name.removesuffix(":")] = value
    if not said:
        return None, given
    every = next((code for code, word in PERIODS.items() if word == said.get("mỗi")), None)
    return MeasureContext(said.get("hạn"), every, said.get("dẫn")), given


def _way(line: str, before: Way | None) -> Way:
    if line == "(không)":
        return Way(nothing=True)
    if line.startswith("? "):
        return Way(doubt=line.removeprefix("? ").replace("⏎", "\n"))
    head, *fields = line.split(" | ")
    match = _HEAD.fullmatch(head)
    if match is None:
        raise ValueError(f"no measure: {line}")
    units: tuple[str, ...] = (match["unit"] or "",)
    direction = None
    times: list[tuple[str, str]] = []
    subjects: tuple[str, ...] = before.subjects if before else ()
    for one in fields:
        if one.startswith("đv: "):
            units += tuple(u.strip() for u in one.removeprefix("đv: ").split(";"))
        elif one.startswith("chủ thể: "):
            subjects = tuple(_plain(s) for s in one.removeprefix("chủ thể: ").split(" // "))
        elif one in ("tăng", "giảm"):
            direction = one
        elif one.split(" ")[0] in ("hạn", "mỗi", "theo"):
            name, _, value = one.partition(" ")
            times.append((name, value))
    core = f"{match['sign'] or ''} {match['value']}".strip()
    return Way(core, units, direction, tuple(sorted(times)), subjects, "tùy" in fields)


def _plain(subject: str) -> str:
    words = subject.casefold().split()
    while len(words) > 1 and (words[0] in ("số", "các", "mỗi", "những") or words[:2] == ["tổng", "số"]):
        words = words[2:] if words[:2] == ["tổng", "số"] else words[1:]
    return " ".join(words)


def _core(measure: FoundMeasure) -> str:
    if measure.comparator == "between":
        return f"{format_number(measure.low)}–{format_number(measure.high)}"
    of = f"/{format_number(measure.of)}" if measure.of is not None else ""
    return f"{SIGNS[measure.comparator]} {format_number(measure.low)}{of}"


def _times(measure: FoundMeasure) -> tuple[tuple[str, str], ...]:
    given = {
        "hạn": measure.deadline,
        "mỗi": PERIODS.get(measure.every or ""),
        "theo": PERIODS.get(measure.per or ""),
    }
    return tuple(sorted((name, value) for name, value in given.items() if value))


def _same_value(way: Way, measure: FoundMeasure) -> bool:
    direction = {"increase": "tăng", "decrease": "giảm"}.get(measure.direction or "")
    return way.core == _core(measure) and (measure.unit or "") in way.units and way.direction == direction


def run(cases: Sequence[FigureCase]) -> Score:
    score = Score()
    for case in cases:
        _run_one(case, score)
    return score


def _run_one(case: FigureCase, score: Score) -> None:
    measures = list(find_measures(case.text, case.context))
    spans = list(find_damages(case.text, [(m.start, m.end) for m in measures]))
    spans += [(m.start, m.end) for m in measures if m.doubts]
    spans += find_unread(case.text, [(m.start, m.end) for m in measures])
    left = list(measures)
    for ways in case.expected:
        values = [way for way in ways if way.core]
        hit = next(((w, m) for w in values for m in left if _same_value(w, m) and _times(m) == w.times), None)
        hit = hit or next(((w, m) for w in values for m in left if _same_value(w, m)), None)
        doubted = any(
            any(start < at + len(way.doubt) and at < end for start, end in spans)
            for way in ways
            if way.doubt is not None
            for at in (_find(case.text, way.doubt),)
        )
        if any(way.optional for way in ways):
            if hit:
                left.remove(hit[1])
            continue
        if not values:
            if not doubted and not any(way.nothing for way in ways):
                score.lost += 1
                score.failed.append(f"{case}: no doubt for {ways[0].doubt!r}: {case.text!r}")
            continue
        score.expected += 1
        if hit is None:
            if doubted or any(way.nothing for way in ways):
                score.expected -= 1
            elif spans and any(way.doubt for way in ways):
                score.lost += 1
                score.failed.append(f"{case}: doubt elsewhere, not {values[0].core} {values[0].units}")
            else:
                score.lost += 0 if spans else 1
                score.failed.append(f"{case}: not found {values[0]} | {case.text!r} | {[_show(m) for m in measures]}")
            continue
        way, measure = hit
        left.remove(measure)
        right = any(_same_value(w, measure) and _times(measure) == w.times for w in values)
        _weigh(score, measure, spans, right, doubted)
        score.found += 1
        score.strict += 1
        score.paired += 1
        if _times(measure) == way.times or any(_same_value(w, measure) and _times(measure) == w.times for w in values):
            score.times += 1
        elif not doubted:
            score.failed.append(f"{case}: times {_times(measure)} not {way.times} | {case.text!r}")
            score.wrong += any(w.doubt is not None for w in ways) or case.clean
        if way.subjects:
            score.stated += 1
            if _plain(measure.subject or "") in way.subjects:
                score.subjects += 1
            else:
                score.failed.append(f"{case}: subject {measure.subject!r} not {way.subjects} | {case.text!r}")
    for measure in left:
        _weigh(score, measure, spans, False)
        covered = any(start < measure.end and measure.start < end for start, end in spans)
        if not covered:
            score.found += 1
            score.wrong += 1
            score.failed.append(f"{case}: too much {_show(measure)} | {case.text!r}")
    if case.clean and spans:
        score.noise += 1
        score.failed.append(f"{case}: doubt in a clean text {spans} | {case.text!r}")


def _weigh(
    score: Score, measure: FoundMeasure, spans: Sequence[tuple[int, int]], right: bool, told: bool = False
) -> None:
    """Counts a measure by whether a doubt touches it and whether value, unit, direction and times are right; `told`: a
    doubt touches the words that the case wants doubted instead (the year that it is to be reached by)."""
    doubted = told or any(start < measure.end and measure.start < end for start, end in spans)
    score.given += 1
    score.doubted += doubted
    score.doubted_right += doubted and right
    score.silent_wrong += not doubted and not right


def _find(text: str, words: str) -> int:
    at = text.find(words)
    if at >= 0:
        return at
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(text)
    return found.start() if found else -len(words) - 1


def _show(measure: FoundMeasure) -> str:
    return f"{_core(measure)} {measure.unit} {measure.direction} {_times(measure)} «{measure.subject}»"


if __name__ == "__main__":
    print("\t" + COLUMNS)
    for name in sys.argv[1:]:
        result = run(list(read_file(Path(name))))
        print(f"{Path(name).stem}\t{result.row()}")
        for failure in result.failed:
            print("   ", failure)
