"""Character error rate of recognised scans of the corpus plans, and the time against Tesseract's own.

    python benchmarks/ocr_accuracy.py [--grades clean,mild,heavy,bilevel] [--dpi 200,300] [--plans SLUG,…] [--rounds N]

Every plan is rendered to PDF, rasterised, degraded (tests/rendering/scans.py) and read back; the error rate
is the edit distance to the text that the same reader gives for the born-digital PDF, line ends and tables
included, divided by its length (white space folded). `own` is the time that Tesseract alone takes for the
same page pictures with the same number of processes, in seconds that pass; `CPU` is our processor time over
Tesseract's, which other programs on the machine disturb less. Tesseract finds much less text on `heavy` pages as they
are, so its time there is no yardstick: `cleaned` is our processor time over Tesseract's on the pictures of the same
pages as we clean them, printed for `heavy` alone. Beside another recogniser: benchmarks/asterocr_peer.py.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unicodedata import normalize

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from rapidfuzz.distance import Levenshtein  # noqa: E402
from tests.rendering.documents import render_docx, render_pdf  # noqa: E402
from tests.rendering.scans import Grade, render_scan  # noqa: E402

from kehoach_parser.readers import recognise_pages  # noqa: E402
from kehoach_parser.readers.ocr.cleaning import clean, to_grey  # noqa: E402
from kehoach_parser.readers.ocr.raster import open_pdf, picture_page  # noqa: E402
from kehoach_parser.readers.ocr.ruling import find_rules  # noqa: E402
from kehoach_parser.readers.ocr.tesseract import find_tesseract  # noqa: E402
from kehoach_parser.readers.pdf import read_pdf  # noqa: E402
from kehoach_parser.source import Line, Source  # noqa: E402

JOBS = os.cpu_count() or 1


def flat_text(source: Source) -> str:
    """The text of all blocks in order, white space folded."""
    parts: list[str] = []
    for block in source.blocks:
        parts += [block.text] if isinstance(block, Line) else [cell.text for cell in block.cells]
    return re.sub(r"\s+", " ", normalize("NFC", " ".join(parts))).strip()


def error_rate(expected: str, actual: str) -> float:
    """Edit distance over the length of what is expected."""
    return Levenshtein.distance(expected, actual) / max(1, len(expected))


def time_tesseract(scan: bytes, *, cleaned: bool = False) -> tuple[float, float]:
    """Seconds that Tesseract alone needs for the pages' pictures, as many at a time as there are cores: those that
    pass, and those of the processor. `cleaned`: the pictures as they are given to it here, else as they are."""
    with tempfile.TemporaryDirectory() as folder, open_pdf(scan) as document:
        paths = []
        for number in range(1, len(document) + 1):
            picture = picture_page(document, number)
            pixels = picture.pixels
            if cleaned:
                pixels = find_rules(clean(to_grey(picture))[0], picture.dpi)[1]
            elif pixels.ndim == 3:
                pixels = pixels.mean(axis=2).astype("uint8")
            path = Path(folder, f"{number}.pgm")
            path.write_bytes(b"P5\n%d %d\n255\n" % pixels.shape[::-1] + pixels.tobytes())
            paths.append(path)
        start, busy = time.perf_counter(), processor_time()
        with ThreadPoolExecutor(JOBS) as pool:
            list(pool.map(_run, paths))
        return time.perf_counter() - start, processor_time() - busy


def processor_time() -> float:
    """Seconds of processor time that this process and its ended children have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _run(path: Path) -> None:
    command = [find_tesseract().path, str(path), "stdout", "-l", "vie", "--dpi", "200"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    subprocess.run(command, capture_output=True, check=True, env=environment)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grades", default="clean,mild,heavy,bilevel")
    parser.add_argument("--dpi", default="200,300")
    parser.add_argument("--plans", default=",".join(sorted(p.parent.name for p in ROOT.glob("corpus/*/source.txt"))))
    parser.add_argument("--show", type=int, default=0, help="print so many of the first differing words")
    parser.add_argument("--rounds", type=int, default=1, help="time so many times by turns; the least of each counts")
    parser.add_argument("--no-time", action="store_true", help="leave out Tesseract's own time")
    options = parser.parse_args(arguments)
    print(f"Tesseract {find_tesseract().version}, {JOBS} at a time")
    names = f"{'CER %':>7} {'time s':>7} {'own s':>7} {'CPU':>5} {'cleaned':>7}"
    print(f"{'plan':22} {'dpi':>4} {'grade':8} {'chars':>6} {names}")
    totals: dict[tuple[str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for slug in options.plans.split(","):
            render_docx((ROOT / "corpus" / slug / "source.txt").read_text("utf-8"), folder / f"{slug}.docx")
            pdf = render_pdf(folder / f"{slug}.docx", folder).read_bytes()
            expected = flat_text(read_pdf(pdf, slug))
            for dpi in map(int, options.dpi.split(",")):
                for grade in options.grades.split(","):
                    _measure(slug, pdf, expected, dpi, grade, options, totals)
    for (grade, dpi), values in totals.items():
        print(f"mean {grade} {dpi} dpi: {100 * sum(values) / len(values):.3f} %, worst {100 * max(values):.3f} %")


def _measure(
    slug: str,
    pdf: bytes,
    expected: str,
    dpi: int,
    grade: Grade,
    options: argparse.Namespace,
    totals: dict[tuple[str, int], list[float]],
) -> None:
    scan = render_scan(pdf, dpi=dpi, grade=grade)
    rounds = [_time_round(scan, slug, grade, options) for _ in range(options.rounds)]
    actual = rounds[0][0]
    took, busy, own, own_busy, cleaned_busy = (min(each) for each in zip(*(times for _, times in rounds), strict=True))
    ratio, cleaned = (f"{busy / base:.2f}" if base else "" for base in (own_busy, cleaned_busy))
    rate = error_rate(expected, actual)
    totals.setdefault((grade, dpi), []).append(rate)
    figures = f"{100 * rate:7.3f} {took:7.1f} {own:7.1f} {ratio:>5} {cleaned:>7}"
    print(f"{slug:22} {dpi:4} {grade:8} {len(expected):6} {figures}", flush=True)
    if options.show:
        for change in differences(expected, actual)[: options.show]:
            print("     ", change)


def _time_round(
    scan: bytes, slug: str, grade: Grade, options: argparse.Namespace
) -> tuple[str, tuple[float, float, float, float, float]]:
    """The text that is read; seconds that it takes and those of the processor, Tesseract's own of both, and its own of
    the processor on cleaned pictures (0 where they are not measured)."""
    start, busy = time.perf_counter(), processor_time()
    actual = flat_text(read_pdf(scan, slug, recognise=recognise_pages))
    took, busy = time.perf_counter() - start, processor_time() - busy
    own = own_busy = cleaned_busy = 0.0
    if not options.no_time:
        own, own_busy = time_tesseract(scan)
        if grade == "heavy":
            _, cleaned_busy = time_tesseract(scan, cleaned=True)
    return actual, (took, busy, own, own_busy, cleaned_busy)


def differences(expected: str, actual: str) -> list[str]:
    """The words that differ, as `expected -> actual`."""
    from difflib import SequenceMatcher

    a, b = expected.split(), actual.split()
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return [
        f"{' '.join(a[i:j])} -> {' '.join(b[k:m])}" for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal"
    ]


if __name__ == "__main__":
    main()
