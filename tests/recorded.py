"""What is made of the corpus, the case files and the unseen gold, as it was last recorded (tools/record).

A digest stands for each part, under a name with the input's own digest: an input that is new or was changed is compared
again once it is recorded.
"""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kehoach_parser import Plan, compare, parse
from kehoach_parser.extract.measures.reader import MeasureContext, find_measures
from kehoach_parser.extract.words.damages import find_damages

from . import case_files, figure_cases, test_cases, test_compare_cases, test_document_cases, test_tables_cases
from .tables_text import read_annex

ROOT = Path(__file__).parents[1]
RECORD = Path(__file__).parent / "data" / "recorded.tsv"
Outputs = dict[str, str]


def make_outputs() -> Outputs:
    """The digest of every part of what is made of each input."""
    return dict(_outputs())


def read_outputs() -> Outputs:
    """The outputs as they were recorded."""
    rows = (line.rpartition("\t") for line in RECORD.read_text("utf-8").splitlines())
    return {name: digest for name, _, digest in rows}


def write_outputs(outputs: Outputs) -> None:
    RECORD.write_text("".join(f"{name}\t{digest}\n" for name, digest in sorted(outputs.items())), "utf-8")


def differences(before: Outputs, now: Outputs) -> list[str]:
    """What is made otherwise of an input that was recorded."""
    return [name for name, digest in before.items() if now.get(name, digest) != digest]


def _outputs() -> Iterator[tuple[str, str]]:
    texts = {path.parent.name: path.read_bytes() for path in sorted(ROOT.glob("corpus/*/source.txt"))}
    plans = {name: parse(text, name="source.txt") for name, text in texts.items()}
    for name, plan in plans.items():
        yield from _parts(f"{name} {_short(texts[name])}", plan)
    names = list(plans)
    for place, one in enumerate(names):
        for other in (names[(place + step) % len(names)] for step in (0, 1, 2)):
            inputs = _short(texts[one] + texts[other])
            yield from _parts(f"{one} {other} {inputs}", compare(plans[one], [plans[other]]))
    for document in test_document_cases.read_cases():
        plan = parse(document.text.encode(), name="case.txt")
        yield f"{document.kind} {_short(document.text.encode())}", _digest(plan.model_dump(mode="json"))
    for _, given, _ in test_tables_cases.read_cases():
        lines = [line for line in given.splitlines() if line.strip()]
        above = [line for line in lines if "|" not in line]
        found = read_annex(above[0], "\n".join(line for line in lines if "|" in line), *above[1:])
        values = (*found.targets, *found.commitments, *found.assignments, *found.funding, *found.indicators)
        told = [value.model_dump(mode="json") for value in values]
        yield f"table {_short(given.encode())}", _digest([*told, [doubt.code for doubt in found.doubts]])
    for case in case_files.read_cases():
        if case.kind == "measures":
            measures = find_measures(case.text, MeasureContext("2031", None, None))
            written = [[m.start, m.end, test_cases.write_measure(m, "chủ thể: ngờ ")] for m in measures]
            yield f"measures {_short(case.text.encode())}", _digest(written)
    yield from _reshaped(texts)
    yield from _unseen()
    for _, programme, answer, _ in test_compare_cases.read_cases():
        base = parse(test_compare_cases.PROGRAMME.format(programme).encode(), name="programme.txt")
        targets, _, tasks = answer.partition(test_compare_cases.TASKS)
        plan = parse(test_compare_cases.PLAN.format(targets, tasks).encode(), name="plan.txt")
        name = f"comparison {_short((programme + answer).encode())}"
        yield name, _digest(compare(base, [plan]).model_dump(mode="json"))


def _reshaped(texts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """The corpus as portals and old converters give it: flattened, and wrapped at a narrow width."""
    for name, text in texts.items():
        words = text.decode("utf-8")
        wrapped = "\n".join(part for line in words.split("\n") for part in textwrap.wrap(line, 60) or [""])
        for shape, given in (("flattened", " ".join(words.split())), ("wrapped", wrapped)):
            plan = parse(given.encode(), name="source.txt")
            yield f"{name} {shape} {_short(given.encode())}", _digest(plan.model_dump(mode="json", exclude={"source"}))


def _unseen() -> Iterator[tuple[str, str]]:
    """What no gold of the corpus holds: documents and fragments of tests/unseen, figures, pairs of the comparison."""
    for path in sorted((ROOT / "tests" / "unseen" / "documents").glob("*/*/source.txt")):
        plan = parse(path.read_bytes(), name="source.txt")
        yield f"unseen {path.parent.name} {_short(path.read_bytes())}", _digest(plan.model_dump(mode="json"))
    for path in sorted((ROOT / "tests" / "unseen" / "duties").glob("*.txt")):
        for fragment in path.read_text("utf-8").split("\n### ")[1:]:
            words = fragment.partition("\n")[2].partition("\n---")[0]
            plan = parse(words.encode(), name="fragment.txt")
            yield f"duties {_short(words.encode())}", _digest(plan.model_dump(mode="json"))
    for path in sorted(figure_cases.FIGURES.glob("*.txt")):
        for case in figure_cases.read_file(path):
            measures = find_measures(case.text, MeasureContext("2031", None, None))
            written = [[m.start, m.end, test_cases.write_measure(m, "chủ thể: ngờ ")] for m in measures]
            yield f"figures {_short(case.text.encode())}", _digest([written, find_damages(case.text, [])])
    for folder in sorted((ROOT / "corpus" / "pairs").iterdir()):
        files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
        plans = {path: parse(path) for path in files}
        for base in files[-1:]:
            others = [plans[path] for path in files if path is not base]
            if others:
                name = f"pairs {folder.name} {base.stem} {_short(b''.join(path.read_bytes() for path in files))}"
                yield name, _digest(compare(plans[base], others).model_dump(mode="json"))


def _parts(name: str, output: Plan | Any) -> Iterator[tuple[str, str]]:
    for part, value in json.loads(output.model_dump_json()).items():
        if part not in ("source", "parser_version", "schema_version"):
            yield f"{name} {part}", _digest(value)


def _digest(value: Any) -> str:
    return _short(json.dumps(value, ensure_ascii=False, sort_keys=True).encode())


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]
