"""Speed of the whole parse from text: at least 1 MB/s, by stage, and linear in the length of the plan."""

from __future__ import annotations

import functools
import inspect
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kehoach_parser import parse, pipeline

ROOT = Path(__file__).parents[1]
SOURCES = sorted(p for p in (ROOT / "corpus").glob("*/source.txt") if not p.parent.name.startswith("made-"))
ROUNDS = 15
LEAST = 1.0  # MB/s
STEEPEST = 1.5  # time a byte of the longest plan against that of the shortest


def main() -> int:
    for path in SOURCES:
        parse(path)
    speed = _print_speeds()
    _print_stages()
    growth = _print_growth()
    return int(speed < LEAST or growth > STEEPEST)


def _print_speeds() -> float:
    size = seconds = 0.0
    for path in SOURCES:
        data = path.read_bytes()
        best = _best(data)
        size, seconds = size + len(data), seconds + best
        print(
            f"{path.parent.name:24} {len(data) / 1000:7.1f} kB {best * 1000:8.1f} ms {len(data) / best / 1e6:6.2f} MB/s"
        )
    print(f"{'all':24} {size / 1000:7.1f} kB {seconds * 1000:8.1f} ms {size / seconds / 1e6:6.2f} MB/s (least {LEAST})")
    return size / seconds / 1e6


def _best(data: bytes) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        parse(data, name="plan.txt")
        times.append(time.perf_counter() - start)
    return min(times)


def _print_stages() -> None:
    """Times every function that the pipeline calls, by standing in for it in the pipeline's own names."""
    spent: dict[str, float] = defaultdict(float)
    originals = {
        name: value
        for name, value in vars(pipeline).items()
        if inspect.isfunction(value) and value.__module__ != pipeline.__name__
    }
    for name, function in originals.items():
        setattr(pipeline, name, _timed(name, function, spent))
    start = time.perf_counter()
    for path in SOURCES:
        parse(path)
    total = time.perf_counter() - start
    for name, function in originals.items():
        setattr(pipeline, name, function)
    print("\nshare of each stage:")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:24} {seconds / total:6.1%}")
    print(f"  {'everything else':24} {1 - sum(spent.values()) / total:6.1%}")


def _timed(name: str, function: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - start

    return run


def _print_growth() -> float:
    """The same plan with each bullet 1, 4 and 16 times: the time a byte must stay what it is."""
    text = (ROOT / "corpus" / "lai-chau-2021-2025" / "source.txt").read_text("utf-8")
    print("\ngrowth:")
    costs = []
    for times in (1, 4, 16):
        lines = [line for row in text.split("\n") for line in [row] * (times if row.startswith("- ") else 1)]
        data = "\n".join(lines).encode()
        best = _best(data)
        costs.append(best / len(data))
        print(f"  {len(data) / 1000:8.1f} kB {best * 1000:8.1f} ms {costs[-1] * 1e9:7.0f} ns a byte")
    print(f"  longest against shortest: {costs[-1] / costs[0]:.2f} (at most {STEEPEST})")
    return costs[-1] / costs[0]


if __name__ == "__main__":
    sys.exit(main())
