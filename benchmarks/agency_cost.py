"""Cost of naming agencies: its share of the whole parse from text, nothing remembered from an earlier parse."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kehoach_parser import parse
from kehoach_parser.extract.agencies import addressees, definitions, lists, mentions
from kehoach_parser.extract.duties import bodies, milestones, roles
from kehoach_parser.extract.letter import issuer
from kehoach_parser.extract.tables import reader as annexes
from kehoach_parser.lexicon import agencies, agency_words, places

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "corpus").glob("*/source.txt"))
ROUNDS = 7
MOST = 0.10  # share of the parse


def main() -> int:
    start = time.perf_counter()
    for lexicon in (agencies, agency_words, places):
        lexicon.load()
    print(f"register loaded in {(time.perf_counter() - start) * 1000:.1f} ms, {len(agencies.load().entries)} bodies")
    parse(SOURCES[0])
    spent = total = 0.0
    for path in SOURCES:
        data = path.read_bytes()
        naming, whole = min(_measure(data) for _ in range(ROUNDS))
        spent, total = spent + naming, total + whole
        print(f"{path.parent.name:24} {whole * 1000:8.1f} ms, agencies {naming * 1000:6.1f} ms {naming / whole:6.1%}")
    print(f"{'all':24} {total * 1000:8.1f} ms, agencies {spent * 1000:6.1f} ms {spent / total:6.1%} (most {MOST:.0%})")
    return int(spent / total > MOST)


def _measure(data: bytes) -> tuple[float, float]:
    """Seconds spent on reading names, and on the whole parse."""
    clock = _Clock()
    mentions._agency.cache_clear()
    mentions._find.cache_clear()
    lists.read_list.cache_clear()
    places_of = [(mentions, "find_agencies"), (bodies, "find_agencies"), (annexes, "find_agencies")]
    places_of += [(milestones, "find_agencies"), (issuer, "find_agencies"), (definitions, "find_agencies")]
    places_of += [(issuer, "read_at"), (issuer, "make_mention")]
    places_of += [(module, "read_list") for module in (addressees, milestones, roles)]
    originals = [(module, name, getattr(module, name)) for module, name in places_of]
    for module, name, function in originals:
        setattr(module, name, clock.around(function))
    start = time.perf_counter()
    try:
        parse(data, name="plan.txt")
    finally:
        for module, name, function in originals:
            setattr(module, name, function)
    return clock.seconds, time.perf_counter() - start


class _Clock:
    """Adds up the time within functions; a call within a call is not counted twice."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.depth = 0

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **names: Any) -> Any:
            start = time.perf_counter()
            self.depth += 1
            try:
                return function(*arguments, **names)
            finally:
                self.depth -= 1
                if not self.depth:
                    self.seconds += time.perf_counter() - start

        return timed


if __name__ == "__main__":
    sys.exit(main())
