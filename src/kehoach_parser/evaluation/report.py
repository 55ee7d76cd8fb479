"""A corpus scored: counts by field and plan, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from ..models import Plan
from .fields import score_assignments, score_citations, score_evidence, score_metadata, score_milestones, score_sections
from .gold import Gold, corpus_hash, read_corpus
from .tally import Count, Tally
from .targets import score_targets

Parse = Callable[[Path], Plan]


class Report(Struct, frozen=True):
    """The tallies of all plans; `corpus` is the corpus' hash."""

    tallies: tuple[Tally, ...]
    corpus: str

    @property
    def totals(self) -> dict[str, Count]:
        """The counts of every field over all plans, fields in the order in which they are scored."""
        totals: dict[str, Count] = {}
        for tally in self.tallies:
            for name, count in tally.counts.items():
                totals[name] = totals.get(name, Count()) + count
        return dict(sorted(totals.items(), key=lambda item: item[0].startswith("metadata.")))

    def to_text(self, *, detail: bool = False) -> str:
        """A table of the totals, then the F1 of every plan; with `detail` every miss."""
        totals = self.totals
        width = max(map(len, totals), default=0)
        lines = [f"{'field':{width}}  {'P':>6} {'R':>6} {'F1':>6}   hits spurious missing"]
        for name, count in totals.items():
            lines.append(
                f"{name:{width}}  {count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}"
                f"  {count.hits:5} {count.spurious:8} {count.missing:7}"
            )
        lines += ["", "F1 by plan, fields below 1 only:"]
        for tally in self.tallies:
            low = [f"{name} {count.f1:.3f}" for name, count in tally.counts.items() if count.f1 < 1]
            lines.append(f"  {tally.plan}: {', '.join(low) or 'all 1.000'}")
        if detail:
            lines += ["", "misses:"]
            lines += [f"  {m.plan}  {m.field}  {m.kind}: {m.what}" for t in self.tallies for m in t.misses]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Totals, counts by plan and every miss."""
        value = {
            "corpus_sha256": self.corpus,
            "totals": {name: _figures(count) for name, count in self.totals.items()},
            "plans": {
                tally.plan: {
                    "fields": {name: _figures(count) for name, count in tally.counts.items()},
                    "misses": [{"field": m.field, "kind": m.kind, "what": m.what} for m in tally.misses],
                }
                for tally in self.tallies
            },
        }
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def evaluate(folder: Path, parse: Parse | None = None, *, plans: str = "*") -> Report:
    """Parses the sources of a corpus whose slugs fit `plans` and scores them.

    Raises KehoachError where the corpus cannot be read.
    """
    if parse is None:
        from .. import parse as parse_default

        parse = parse_default
    golds = read_corpus(folder, plans)
    return Report(tuple(score_plan(gold, parse(gold.source)) for gold in golds), corpus_hash(golds))


def score_plan(gold: Gold, plan: Plan) -> Tally:
    """The counts of one plan against its gold."""
    tally = Tally(gold.slug)
    scorers: Sequence[Callable[[Gold, Plan, Tally], None]] = (
        score_sections,
        score_targets,
        score_assignments,
        score_milestones,
        score_citations,
        score_metadata,
    )
    for scorer in scorers:
        scorer(gold, plan, tally)
    score_evidence(plan, tally)
    return tally


def _figures(count: Count) -> dict[str, float]:
    return {
        "precision": round(count.precision, 4),
        "recall": round(count.recall, 4),
        "f1": round(count.f1, 4),
        "hits": count.hits,
        "spurious": count.spurious,
        "missing": count.missing,
    }
