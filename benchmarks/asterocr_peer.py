"""asterocr (pip install asterocr: MIT, its 41 MB of weights in the wheel) beside Tesseract on the same lines.

    python benchmarks/asterocr_peer.py [--plans SLUG,…] [--grades clean,heavy] [--pages 2,4]

asterocr recognises a line at a time and finds no lines itself, so both get Tesseract's lines, cut from the
cleaned page. Printed: the error rate of each alone, and of Tesseract with asterocr's reading of every word
below a confidence, always or only where Tesseract's word is no Vietnamese syllable and asterocr's is.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from rapidfuzz.distance import Levenshtein  # noqa: E402
from tests.rendering.documents import render_docx, render_pdf  # noqa: E402
from tests.rendering.scans import render_scan  # noqa: E402

from kehoach_parser.language.syllables import is_syllable  # noqa: E402
from kehoach_parser.readers.ocr.cleaning import clean, to_grey  # noqa: E402
from kehoach_parser.readers.ocr.raster import open_pdf, picture_page  # noqa: E402
from kehoach_parser.readers.ocr.ruling import find_rules  # noqa: E402
from kehoach_parser.readers.ocr.tesseract import RawWord, recognise  # noqa: E402
from kehoach_parser.readers.ocr.words import group_lines  # noqa: E402

DOUBT = 0.8  # Tesseract's confidence below which a second opinion is asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", default="hong-phong-2023,lai-chau-2021-2025")
    parser.add_argument("--grades", default="clean,heavy")
    parser.add_argument("--pages", default="2,4")
    options = parser.parse_args()
    try:
        from asterocr import AsterOCR
    except ImportError:
        sys.exit("asterocr is not installed: pip install asterocr")
    peer = AsterOCR()
    print(f"{'plan':22} {'grade':7} {'tesseract':>10} {'asterocr':>9} {'second':>7} {'spelt':>7}   seconds of each")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for slug in options.plans.split(","):
            render_docx((ROOT / "corpus" / slug / "source.txt").read_text("utf-8"), folder / f"{slug}.docx")
            pdf = render_pdf(folder / f"{slug}.docx", folder).read_bytes()
            for grade in options.grades.split(","):
                _compare(slug, grade, pdf, [int(page) for page in options.pages.split(",")], peer)


def _compare(slug: str, grade: Any, pdf: bytes, pages: list[int], peer: Any) -> None:
    """One row: error rates in per cent over these pages, and the seconds that each recogniser took."""
    errors = dict.fromkeys(("tesseract", "asterocr", "second", "spelt"), 0)
    letters, first, other = 0, 0.0, 0.0
    scan = render_scan(pdf, dpi=200, grade=grade)
    with open_pdf(scan) as document, open_pdf(pdf) as original:
        for number in pages:
            expected = _fold(original[number - 1].get_textpage().get_text_range().replace("\x02", "-"))
            grey = find_rules(clean(to_grey(picture_page(document, number)))[0], 200.0)[1]
            start = time.perf_counter()
            lines = group_lines(recognise(grey, dpi=200))
            first += time.perf_counter() - start
            start = time.perf_counter()
            alone = [_read(peer, grey, line) for line in lines]
            other += time.perf_counter() - start
            texts = {
                "tesseract": [" ".join(word.text for word in line) for line in lines],
                "asterocr": alone,
                "second": [" ".join(_second(peer, grey, w, spelt=False) for w in line) for line in lines],
                "spelt": [" ".join(_second(peer, grey, w, spelt=True) for w in line) for line in lines],
            }
            letters += len(expected)
            for key, parts in texts.items():
                errors[key] += Levenshtein.distance(expected, _fold(" ".join(parts)))
    rates = {key: 100 * count / letters for key, count in errors.items()}
    print(
        f"{slug:22} {grade:7} {rates['tesseract']:10.3f} {rates['asterocr']:9.3f} {rates['second']:7.3f} "
        f"{rates['spelt']:7.3f}   {first:.1f} {other:.1f}",
        flush=True,
    )


def _second(peer: Any, grey: Any, word: RawWord, *, spelt: bool) -> str:
    if word.confidence >= DOUBT or (spelt and is_syllable(word.text.strip(".,;:"))):
        return word.text
    reading = _read(peer, grey, [word])
    if spelt and not is_syllable(reading.strip(".,;:")):
        return word.text
    return reading or word.text


def _read(peer: Any, grey: Any, words: list[RawWord]) -> str:
    top, bottom = int(min(w.top for w in words)) - 4, int(max(w.bottom for w in words)) + 4
    left, right = int(min(w.x0 for w in words)) - 4, int(max(w.x1 for w in words)) + 4
    return str(peer.predict(grey[max(0, top) : bottom, max(0, left) : right]))


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


if __name__ == "__main__":
    main()
