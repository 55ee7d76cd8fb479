"""The most memory that recognising a scan of 200 pages takes.

    python benchmarks/scan_memory.py [--pages 200] [--real]

The scan repeats the pages of a corpus plan (200 dpi, JPEG). Recognition itself is a stand-in that answers with the
output for one page of the plan, recognised once, so that the 200 pages take a minute; `--real` runs Tesseract on every
page instead. The figure is the peak of this process; Tesseract's own processes (about 0.1 GB each, one a core) are
measured too. Exits with 1 over 1.5 GB together.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.rendering.documents import render_docx, render_pdf  # noqa: E402
from tests.rendering.scans import bind, rasterise  # noqa: E402

from kehoach_parser import parse  # noqa: E402
from kehoach_parser.readers.ocr import tesseract  # noqa: E402

LIMIT = 1.5
"""Gigabytes."""


def make_scan(pages: int) -> bytes:
    """A scan of so many pages, those of a plan over and over."""
    with tempfile.TemporaryDirectory() as name:
        docx = Path(name, "plan.docx")
        render_docx((ROOT / "corpus" / "hai-phong-268-2021" / "source.txt").read_text("utf-8"), docx)
        images = rasterise(render_pdf(docx, Path(name)).read_bytes(), 200)
    return bind([images[number % len(images)] for number in range(pages)], dpi=200, quality=90)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the peak and says whether it keeps the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--real", action="store_true", help="run Tesseract on every page")
    options = parser.parse_args(arguments)
    scan = make_scan(options.pages)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    if not options.real:
        run = tesseract._run
        known: list[bytes] = []

        def answer(image: Any, arguments: list[str]) -> bytes:
            if not known:
                known.append(run(image, arguments))
            return known[0]

        tesseract._run = answer
    parse(scan, name="scan.pdf")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    total = own + child * (os.cpu_count() or 1)
    kind = "Tesseract" if options.real else "stand-in for Tesseract"
    print(f"{options.pages} pages ({len(scan) / 2**20:.0f} MB, {kind}): peak {own:.2f} GB", end=" ")
    print(f"(making the scan: {before:.2f}), a child process {child:.2f} GB, together {total:.2f} GB of {LIMIT}")
    return 0 if total <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
