"""Diacritic accuracy of legacy documents through the whole chain, read(file) -> text, beside viparse's own
chain.

    python benchmarks/legacy_accuracy.py [FOLDER]

FOLDER (by default ../shared/samples/legacy) holds documents and a hand-made transcript `.txt` beside each.
Counted as the corpus that they come from defines it: both texts in NFC, white space folded; both reduced to
base letters (no combining marks, đ to d) and aligned; of all letters of the transcript that bear a
diacritic, the share that the output has exactly right.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from unicodedata import category, normalize

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]

from rapidfuzz.distance import Levenshtein  # noqa: E402

from kehoach_parser.readers import read  # noqa: E402
from kehoach_parser.source import Line, Source  # noqa: E402


def diacritic_accuracy(transcript: str, output: str) -> float:
    """The share of the transcript's letters with a diacritic that the output has exactly right."""
    expected, actual = fold(transcript), fold(output)
    wanted = {i for i, letter in enumerate(expected) if letter in "đĐ" or len(normalize("NFD", letter)) > 1}
    right = 0
    for block in Levenshtein.opcodes(base(expected), base(actual)).as_list():
        kind, i, end, j, _ = block
        if kind == "equal":
            right += sum(1 for k in range(i, end) if k in wanted and expected[k] == actual[j + k - i])
    return right / max(1, len(wanted))


def fold(text: str) -> str:
    """NFC, white space folded."""
    return re.sub(r"\s+", " ", normalize("NFC", text)).strip()


def base(text: str) -> str:
    """The text without diacritics, a letter for a letter."""
    plain = "".join(c for c in normalize("NFD", text) if category(c) != "Mn")
    return plain.replace("đ", "d").replace("Đ", "D")


def flat_text(source: Source) -> str:
    """The text of lines and cells, in order."""
    parts: list[str] = []
    for block in source.blocks:
        parts += [block.text] if isinstance(block, Line) else [cell.text for cell in block.cells]
    return "\n".join(parts)


def measure(document: Path) -> tuple[float, str | None]:
    """The accuracy of a document that has a transcript beside it, and the encoding found."""
    source = read(document)
    transcript = document.with_suffix(".txt").read_text("utf-8", "replace")
    return diacritic_accuracy(transcript, flat_text(source)), source.legacy_encoding


def measure_viparse(document: Path) -> float | None:
    """The same of viparse's loader; None where it needs an extra that is not installed."""
    import viparse

    try:
        loaded = viparse.load(str(document), encoding="auto")
    except Exception as error:  # whatever it lacks
        print(f"    viparse: {error}")
        return None
    text = "\n".join(getattr(part, "page_content", None) or getattr(part, "text", "") for part in loaded)
    return diacritic_accuracy(document.with_suffix(".txt").read_text("utf-8", "replace"), text)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "samples" / "legacy"
    values = []
    print(f"{'document':44} {'encoding':8} {'ours':>7} {'viparse':>8}")
    for document in sorted(folder.iterdir()):
        if document.suffix == ".txt":
            continue
        accuracy, encoding = measure(document)
        peer = measure_viparse(document)
        values.append(accuracy)
        shown = f"{peer:8.4f}" if peer is not None else f"{'–':>8}"
        print(f"{document.name:44} {encoding or '–':8} {accuracy:7.4f} {shown}")
    print(f"mean {sum(values) / len(values):.4f}, worst {min(values):.4f}")


if __name__ == "__main__":
    main()
