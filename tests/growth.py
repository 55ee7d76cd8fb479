"""`python -m tests.growth [EVERY]`: which of the rules' own sentences, repeated, take more than their share of steps.

Counted are the steps of a parse: lines of the package that ran, and characters that its patterns were given to search.

Seconds change with the machine, these do not. What a pattern does within one search is not seen; it is bounded by
`tests/hostile`, where a search that backtracks runs into the time limit.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from fuzz.mutation import sentences

from kehoach_parser import parse

HEAD = "ỦY BAN NHÂN DÂN TỈNH AN GIANG\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. MỤC TIÊU\n"
SIZE = 600
"""Characters of the smallest text; beyond it what is done once a document counts for little."""
MOST = 2.4
"""Times as many steps for twice the text, once what an almost empty text costs is taken off."""


def count_steps(text: str) -> int:
    """The steps of one parse."""
    steps = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        if event == "line":
            steps += 1
        return line

    def begin(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        if "kehoach_parser" not in frame.f_code.co_filename:
            return None
        steps += 1
        return line

    data = text.encode()
    gc.disable()  # a collection runs code of its own
    before = sys.gettrace()
    sys.settrace(begin)
    try:
        parse(data, name="a.txt")
    finally:
        sys.settrace(before)
        gc.enable()
    return steps


def shapes() -> Iterator[tuple[str, str, str]]:
    """Name, what is repeated and what stands between: every sentence that a rule names, in one line or as bullets."""
    for number, sentence in enumerate(sentences()):
        yield f"{number} in a line", sentence.replace("\n", " "), " "
        yield f"{number} as bullets", sentence.replace("\n", " "), "\n- "


def measure(unit: str, between: str) -> tuple[int, int, int]:
    """Steps for a text of n, 2n and 4n characters of this shape, less those of its head."""
    times = max(2, SIZE // (len(unit) + len(between)))
    empty = count_steps(HEAD + between.lstrip(" ") + unit + "\n")
    texts = (HEAD + between.lstrip(" ") + between.join([unit] * (times * factor)) + "\n" for factor in (1, 2, 4))
    small, double, fourfold = (count_steps(text) - empty for text in texts)
    return small, double, fourfold


def grows_too_fast(unit: str, between: str) -> str:
    """Empty, or the steps of a shape that takes more than its share."""
    count_steps(HEAD + unit)  # what is loaded with the first such text
    small, double, fourfold = measure(unit, between)
    return "" if fourfold <= MOST * max(double, 1) else f"{unit!r} by {between!r}: {small} {double} {fourfold}"


def main(every: int = 62) -> int:
    """Looks at one shape in so many; 1 where any grows too fast."""
    chosen = list(shapes())[::every]
    told = [words for _, unit, between in chosen if (words := grows_too_fast(unit, between))]
    print(*told, f"{len(chosen)} shapes, {len(told)} take more than {MOST} times as many for twice the text", sep="\n")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
