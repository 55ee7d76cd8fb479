"""Statuses of comparisons scored against pairs read by hand (corpus/pairs/README.md), and weights fitted on them.

A folder holds a programme, plans that carry it out, and statuses.json: for every measure of the programme what a
careful reader says of each plan.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from ..comparison import compare, find_programme, read_stored
from ..comparison.settings import SETTINGS, Settings
from ..errors import UnreadableInput
from ..models import STATUSES, Cell, Certainty, Comparison, Plan, Row

Parse = Callable[[Path], Plan]
Counts = dict[tuple[str, Settings], int]
"""How many statuses of a topic are right by some weights."""
ABSENT = "absent"
"""The programme's measure was not found, so nothing was said of it."""
GRID: dict[str, tuple[float, ...]] = {
    "threshold": (0.41, 0.44, 0.47, 0.50, 0.53),
    "commitment": (0.42, 0.46, 0.50, 0.54, 0.58),
    "held": (0.54, 0.58, 0.62, 0.66, 0.70, 0.76),
    "rare": (0.25, 0.35, 0.5, 0.65),
    "subject": (0.30, 0.36, 0.42, 0.48, 0.54),
    "action": (0.34, 0.40, 0.46, 0.52, 0.58),
    "other_year": (0.85, 0.90, 0.94, 0.98),
    "share_and_count": (0.66, 0.72, 0.78),
    "headless": (0.55, 0.65, 0.75, 0.85, 1.0),
    "modified": (0.5, 0.65, 0.8, 0.9),
    "named": (0.22, 0.27, 0.32, 0.38),
    "named_within": (0.3, 0.4, 0.5, 0.6),
    "within": (0.1, 0.15, 0.2, 0.25, 0.3),
    "held_anyway": (0.5, 0.6, 0.7),
    "held_predicate": (0.2, 0.3, 0.4, 0.5),
    "least_action": (0.15, 0.2, 0.25),
    "least_predicate": (0.1, 0.15, 0.2, 0.3),
    "shared_action": (0.6, 0.66, 0.72),
    "shared_subject": (0.55, 0.62, 0.7),
}
"""The values that are tried for each weight and threshold, one weight after the other."""
ROUNDS = 2


class Topic(Struct, frozen=True):
    """One folder: the programme, the plans by name, and the rows of the gold for each."""

    name: str
    baseline: Plan
    certainty: dict[str, Certainty]
    plans: dict[str, Plan]
    gold: dict[str, list[dict[str, Any]]]


class Verdict(Struct, frozen=True):
    """One row of the gold beside what the comparison says. `accept`: the statuses that count as right; `doubtful`: the
    comparison says itself that the target may not be missing."""

    topic: str
    plan: str
    anchor: str
    nth: int
    wanted: str
    accept: tuple[str, ...]
    given: str
    right: bool
    answered: bool | None
    placed: bool | None
    better: bool | None
    told: str
    doubtful: bool = False


class PairReport(Struct, frozen=True):
    """The verdicts of all topics, and what weights fitted on the other topics give on each."""

    verdicts: tuple[Verdict, ...]
    left_out: dict[str, tuple[int, int]]

    def share(self) -> float:
        """The share of rows with the right status."""
        return sum(v.right for v in self.verdicts) / max(1, len(self.verdicts))

    def precision(self, status: str) -> tuple[int, int]:
        """How many of the cells with a status have it rightly, and how many cells have it."""
        given = [v for v in self.verdicts if v.given == status]
        return sum(v.right for v in given), len(given)

    def recall(self, status: str) -> tuple[int, int]:
        """How many of the rows that have a status in the gold got it (or another that the gold accepts), and how many
        there are."""
        wanted = [v for v in self.verdicts if v.wanted == status]
        return sum(v.right for v in wanted), len(wanted)

    def to_text(self, *, detail: bool = False) -> str:
        """The shares, the confusion matrix, precision and recall by status, topics; with `detail` every miss."""
        lines = [
            f"statuses right: {sum(v.right for v in self.verdicts)} of {len(self.verdicts)} ({self.share():.3f})",
            "",
        ]
        seen = [s for s in (*STATUSES, ABSENT) if any(s in (v.wanted, v.given) for v in self.verdicts)]
        lines += [*self._confused(seen), *self._by_status(seen)]
        sure = [v.right for v in self.verdicts if v.given == "missing" and not v.doubtful]
        doubted = [v.right for v in self.verdicts if v.given == "missing" and v.doubtful]
        lines.append(f"missing for certain  {sum(sure)} of {len(sure)} ({sum(sure) / max(1, len(sure)):.3f})")
        lines.append(f"missing with a doubt {sum(doubted)} of {len(doubted)}")
        for name in ("answered", "placed", "better"):
            known = [getattr(v, name) for v in self.verdicts if getattr(v, name) is not None]
            lines.append(f"{name:12}  {sum(known)} of {len(known)} ({sum(known) / max(1, len(known)):.3f})")
        lines += self._by_topic()
        if self.left_out:
            hit, count = (sum(pair[i] for pair in self.left_out.values()) for i in (0, 1))
            lines.append(f"leave-one-topic-out: {hit} of {count} ({hit / max(1, count):.3f})")
        if detail:
            lines += ["", "misses:"]
            lines += [
                f"  {v.topic} {v.plan}: {v.anchor} [{v.nth}]: {v.given}, gold {v.wanted}; {v.told}"
                for v in self.verdicts
                if not v.right
            ]
        return "\n".join(lines) + "\n"

    def _confused(self, seen: list[str]) -> list[str]:
        table = Counter((v.wanted, v.wanted if v.right else v.given) for v in self.verdicts)
        head = "gold \\ given  " + " ".join(f"{s[:9]:>9}" for s in seen)
        return [head, *(f"{w:12}  " + " ".join(f"{table[w, g] or '.':>9}" for g in seen) for w in seen)]

    def _by_status(self, seen: list[str]) -> list[str]:
        lines = ["", f"{'status':12}  precision          recall"]
        for status in seen:
            (hit, given), (found, wanted) = self.precision(status), self.recall(status)
            precise = f"{status:12}  {hit / max(1, given):.3f} ({hit}/{given})".ljust(33)
            lines.append(f"{precise}{found / max(1, wanted):.3f} ({found}/{wanted})")
        return lines

    def _by_topic(self) -> list[str]:
        lines = ["", "topic                     right   of"]
        for topic in dict.fromkeys(v.topic for v in self.verdicts):
            own = [v.right for v in self.verdicts if v.topic == topic]
            other = self.left_out.get(topic)
            told = f"   fitted without it: {other[0]} of {other[1]}" if other else ""
            lines.append(f"{topic:24} {sum(own):6} {len(own):4}{told}")
        return lines

    def to_json(self) -> str:
        """The same as data."""
        found = {
            "right": sum(v.right for v in self.verdicts),
            "rows": len(self.verdicts),
            "left_out": self.left_out,
            "verdicts": [asdict(v) for v in self.verdicts],
        }
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def read_topics(folder: Path, parse: Parse | None = None) -> list[Topic]:
    """The folders of pairs, their documents parsed. A name with `corpus:` is a plan of the corpus beside the folder.

    Raises UnreadableInput where there is none.
    """
    if parse is None:
        from ..pipeline import parse as parse_file

        parse = parse_file
    paths = sorted(folder.glob("*/statuses.json"))
    if not paths:
        raise UnreadableInput(f"{folder}: no folder with statuses.json in it")
    return [_read_topic(path, parse) for path in paths]


def _read_topic(path: Path, parse: Parse) -> Topic:
    gold = json.loads(path.read_text("utf-8"))
    corpus = path.parents[2]
    named = path.parent / gold["baseline"]
    certainty: dict[str, Certainty] = {}
    if named.is_file():
        baseline = parse(named)
    else:
        stored_path = find_programme(gold["baseline"])
        if stored_path is None:
            raise UnreadableInput(f"{path}: neither a file nor a programme is called {gold['baseline']}")
        (stored,) = read_stored(stored_path.read_bytes(), str(stored_path))
        baseline, certainty = stored.plan, stored.certainty
    plans = {}
    for name in gold["plans"]:
        slug = name.removeprefix("corpus:")
        source = corpus / slug / "source.txt" if slug != name else path.parent / name
        plans[name] = parse(source)
    return Topic(path.parent.name, baseline, certainty, plans, gold["plans"])


def score_pairs(topics: Sequence[Topic], settings: Settings = SETTINGS) -> list[Verdict]:
    """What the comparison says of every row of the gold."""
    return [verdict for topic in topics for verdict in _score_topic(topic, settings)]


def evaluate_pairs(folder: Path, *, fit: bool = False, parse: Parse | None = None) -> PairReport:
    """Every topic scored; with `fit` also by weights that were fitted on all other topics."""
    topics = read_topics(folder, parse)
    left_out: dict[str, tuple[int, int]] = {}
    if fit:
        counted: Counts = {}
        for topic in topics:
            fitted = fit_settings([other for other in topics if other is not topic], counted=counted)
            own = score_pairs([topic], fitted)
            left_out[topic.name] = sum(v.right for v in own), len(own)
    return PairReport(tuple(score_pairs(topics)), left_out)


def fit_settings(topics: Sequence[Topic], start: Settings = SETTINGS, counted: Counts | None = None) -> Settings:
    """The weights that give most statuses right, one weight changed after the other; of two alike the one nearer to
    `start`. `counted` keeps what was counted from one fit to the next."""
    known = {} if counted is None else counted

    def count(settings: Settings) -> int:
        for topic in topics:
            if (topic.name, settings) not in known:
                known[topic.name, settings] = sum(v.right for v in score_pairs([topic], settings))
        return sum(known[topic.name, settings] for topic in topics)

    best, right = start, count(start)
    for _ in range(ROUNDS):
        before = best
        for name, values in GRID.items():
            for value in sorted(values, key=lambda v, name=name: abs(v - getattr(start, name))):  # type: ignore[misc]
                tried = replace(best, **{name: value})
                score = count(tried)
                if score > right:
                    best, right = tried, score
        if best == before:
            break
    return best


def _score_topic(topic: Topic, settings: Settings) -> Iterator[Verdict]:
    names = list(topic.plans)
    comparison = compare(topic.baseline, topic.plans.values(), settings=settings)
    for column, name in enumerate(names):
        for wanted in topic.gold[name]:
            row = _find_row(comparison, wanted)
            cell = row.cells[column] if row else None
            accept = (wanted["status"], *wanted.get("accept", ()))
            given = cell.status if cell else ABSENT
            yield Verdict(
                topic=topic.name,
                plan=name,
                anchor=wanted["anchor"],
                nth=wanted["nth"],
                wanted=wanted["status"],
                accept=accept,
                given=given,
                right=given in accept,
                answered=_answers(cell, wanted),
                placed=cell.found_in == wanted["found_in"] if cell and cell.found_in and wanted["found_in"] else None,
                better=row.measure.better == wanted["better"] if row and row.measure and wanted["better"] else None,
                told=_tell(cell, wanted),
                doubtful=cell is not None and "doubtful" in cell.remarks,
            )


def _answers(cell: Cell | None, wanted: dict[str, Any]) -> bool | None:
    """Whether the cell's answer is the statement of the gold; None where the gold names none."""
    if cell is None or not wanted["answer_anchor"]:
        return None
    return cell.answer is not None and _fold(wanted["answer_anchor"]) in _fold(cell.answer.text)


def _tell(cell: Cell | None, wanted: dict[str, Any]) -> str:
    if cell is None:
        return "no such measure"
    if cell.answer:
        return f"«{cell.answer.text[:80]}» ({cell.found_in}, {cell.score}); gold «{wanted['answer_anchor']}»"
    near = f"«{cell.nearest.text[:80]}» ({cell.nearest.why}, {cell.nearest.score})" if cell.nearest else "none"
    return f"nearest {near}; gold «{wanted['answer_anchor']}»"


def _find_row(comparison: Comparison, wanted: dict[str, Any]) -> Row | None:
    """The row of the measure that the gold means: the nth of the statement that begins with the anchor."""
    anchor = _fold(wanted["anchor"])
    rows = [row for row in comparison.all_rows() if anchor in _fold(row.target.text)]
    if not rows:
        return None
    first = min(_fold(row.target.text).index(anchor) for row in rows)
    target = next(row.target for row in rows if _fold(row.target.text).index(anchor) == first)
    own = [row for row in rows if row.target is target or row.target.id == target.id]
    own.sort(key=lambda row: row.measure.evidence.start if row.measure else 0)
    return own[wanted["nth"] - 1] if wanted["nth"] <= len(own) else None


def _fold(text: str) -> str:
    return " ".join(text.lower().split())
