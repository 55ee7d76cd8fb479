"""Speed of born-digital PDF: a 24-page plan's time a page, read and parsed, beside pdfplumber and poppler in the same
run, and the growth of both to 200 pages.

The plan is the corpus's Hải Phòng plan, its body repeated to the length wanted, set in Tinos and rendered by
LibreOffice once; shorter documents are its first pages. Times are processor time, the best of several rounds; reading
and parsing run in this process after a first round that loads libraries and rules, poppler as a program of its own.
"""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
import pypdfium2

from kehoach_parser import parse
from kehoach_parser.readers.pdf import read_pdf

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.rendering.documents import render_docx, render_pdf  # noqa: E402

PLAN = ROOT / "corpus" / "hai-phong-268-2021" / "source.txt"
PAGES = 24
LENGTHS = (25, 50, 100, 200)
MOST = 10.0  # ms a page for the whole parse
MOST_GROWTH = 1.5  # time a page at the longest against that at the shortest
ROUNDS = 15


def main() -> int:
    if shutil.which("soffice") is None:
        print("LibreOffice (soffice) is not installed: nothing to measure")
        return 0
    with TemporaryDirectory() as folder:
        path = _render(Path(folder))
        whole = path.read_bytes()
        plan = _first_pages(whole, PAGES)
        parsed = _print_peers(plan, Path(folder))
        growth = _print_growth(whole)
    return int(parsed > MOST or growth > MOST_GROWTH)


def _render(folder: Path) -> Path:
    """A plan of at least the greatest length, as PDF."""
    text = PLAN.read_text("utf-8")
    start = text.index("\nI. ")
    end = text.index("\nNơi nhận")
    repeats = LENGTHS[-1] // 11 + 2
    docx = folder / "plan.docx"
    render_docx(text[:start] + text[start:end] * repeats + text[end:], docx)
    return render_pdf(docx, folder)


def _first_pages(data: bytes, count: int) -> bytes:
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as target:
        if len(source) < count:
            raise SystemExit(f"the rendered plan has {len(source)} pages, {count} are needed")
        target.import_pages(source, list(range(count)))
        out = io.BytesIO()
        target.save(out)
    return out.getvalue()


def _clock() -> float:
    """Processor seconds of this process and of the programs that it has run: another load on the machine does not
    count."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _best(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        start = _clock()
        run()
        times.append(_clock() - start)
    return min(times)


def _print_peers(data: bytes, folder: Path) -> float:
    """Prints each reader's ms a page; returns that of the whole parse."""
    path = folder / "short.pdf"
    path.write_bytes(data)
    parse(data, name="plan.pdf")
    read = _best(lambda: read_pdf(data, "plan.pdf"))
    parsed = _best(lambda: parse(data, name="plan.pdf"))
    rows = [
        ("this package: lines and tables with boxes", read),
        ("this package: the whole parse", parsed),
        ("pdfplumber: extract_words", _best(lambda: _plumb(data), rounds=3)),
    ]
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-bbox-layout", str(path), "-"]
        run = _best(lambda: subprocess.run(command, check=True, capture_output=True))
        rows.append(("poppler: pdftotext -bbox-layout", run))
    print(f"{PAGES} pages, ms a page (at most {MOST:.0f} for the whole parse):")
    for name, seconds in rows:
        print(f"  {name:44} {seconds / PAGES * 1000:7.2f}")
    return parsed / PAGES * 1000


def _plumb(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_words()


def _print_growth(whole: bytes) -> float:
    """Prints ms a page at each length; returns the parse's growth from the shortest to the longest."""
    print(f"growth with the length, ms a page (at most {MOST_GROWTH} times):")
    parses = []
    for count in LENGTHS:
        data = _first_pages(whole, count)
        read = _best(lambda data=data: read_pdf(data, "plan.pdf"), rounds=5) / count  # type: ignore[misc]
        parsed = _best(lambda data=data: parse(data, name="plan.pdf"), rounds=5) / count  # type: ignore[misc]
        parses.append(parsed)
        print(f"  {count:4} pages   read {read * 1000:6.2f}   parse {parsed * 1000:6.2f}")
    return parses[-1] / parses[0]


if __name__ == "__main__":
    sys.exit(main())
