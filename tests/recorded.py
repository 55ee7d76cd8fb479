"""What is made of the corpus, the case files and the unseen gold, as it was last recorded (tools/record).

A digest stands for each part, under a name with the input's own digest: an input that is new or was changed is compared
again once it is recorded.
"""

from __future__ import annotations

import hashlib
import json
import random
import textwrap
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from kehoach_parser import Plan, compare, parse
from kehoach_parser.extract.agencies import find_agencies, find_definitions, read_addressees
from kehoach_parser.extract.measures.reader import MeasureContext, find_measures
from kehoach_parser.extract.tables.reader import TableResults
from kehoach_parser.extract.words.damages import find_damages
from kehoach_parser.models import Target
from kehoach_parser.models.base import Level
from kehoach_parser.pipeline import parse_source
from kehoach_parser.source import Source
from kehoach_parser.structure.bundle import split
from kehoach_parser.structure.page_tables import stitch

from . import case_files, figure_cases, test_cases, test_compare_cases, test_document_cases, test_tables_cases
from .addressee_names import read_phrases
from .damaged import DAMAGES, RESHAPED, TABLE_DAMAGES, Damage, damage_table
from .edited import edit_lines, edit_table, edit_words, spread_words
from .laid_out import bind, cut_table, print_pages, scan_pages, type_paragraphs
from .tables_text import read_annex, source

ROOT = Path(__file__).parents[1]
RECORD = Path(__file__).parent / "data" / "recorded.tsv"
Outputs = dict[str, str]
Input = Callable[[], Iterator[tuple[str, str]]]
"""An input of the record: called, it gives a name and a digest for each part of what is made of it."""


def make_outputs() -> Outputs:
    """The digest of every part of what is made of each input."""
    return dict(output for given in read_inputs() for output in given())


def read_outputs() -> Outputs:
    """The outputs as they were recorded."""
    rows = (line.rpartition("\t") for line in RECORD.read_text("utf-8").splitlines())
    return {name: digest for name, _, digest in rows}


def write_outputs(outputs: Outputs) -> None:
    RECORD.write_text("".join(f"{name}\t{digest}\n" for name, digest in sorted(outputs.items())), "utf-8")


def differences(before: Outputs, now: Outputs) -> list[str]:
    """What is made otherwise of an input that was recorded."""
    return [name for name, digest in before.items() if now.get(name, digest) != digest]


def read_inputs() -> Iterator[Input]:
    """Every input of the record, in a fixed order."""
    texts = {path.parent.name: path.read_bytes() for path in sorted(ROOT.glob("corpus/*/source.txt"))}
    names = list(texts)
    for place, one in enumerate(names):
        yield partial(_plan, one, texts[one])
        for other in (names[(place + step) % len(names)] for step in (0, 1, 2)):
            yield partial(_pair, one, other, texts)
    for document in test_document_cases.read_cases():
        yield partial(_document, document.kind, document.text.encode(), "case.txt")
    for _, given, _ in test_tables_cases.read_cases():
        yield partial(_table, given)
    for case in case_files.read_cases():
        if case.kind == "measures":
            yield partial(_measures, case.text)
    yield from _reshaped(texts)
    yield from _unseen()
    for _, programme, answer, _ in test_compare_cases.read_cases():
        yield partial(_comparison, programme, answer)
    yield from _bodies()
    yield from _damaged()
    yield from _edited()


def _reshaped(texts: dict[str, bytes]) -> Iterator[Input]:
    """The corpus as portals and old converters give it: flattened, and wrapped at a narrow width."""
    for name, text in texts.items():
        words = text.decode("utf-8")
        wrapped = "\n".join(part for line in words.split("\n") for part in textwrap.wrap(line, 60) or [""])
        for shape, given in (("flattened", " ".join(words.split())), ("wrapped", wrapped)):
            yield partial(_document, f"{name} {shape}", given.encode(), "source.txt", {"source"})


def _unseen() -> Iterator[Input]:
    """What no gold of the corpus holds: documents and fragments of tests/unseen, figures, pairs of the comparison."""
    for path in sorted((ROOT / "tests" / "unseen" / "documents").glob("*/*/source.txt")):
        yield partial(_document, f"unseen {path.parent.name}", path.read_bytes(), "source.txt")
    for path in sorted((ROOT / "tests" / "unseen" / "duties").glob("*.txt")):
        for fragment in path.read_text("utf-8").split("\n### ")[1:]:
            words = fragment.partition("\n")[2].partition("\n---")[0]
            yield partial(_document, "duties", words.encode(), "fragment.txt")
    for path in sorted(figure_cases.FIGURES.glob("*.txt")):
        for case in figure_cases.read_file(path):
            yield partial(_figures, case.text)
    for folder in sorted((ROOT / "corpus" / "pairs").iterdir()):
        files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
        if len(files) > 1:
            yield partial(_pairs, folder.name, files)


BODIES = """{0}
{0} chủ trì, phối hợp với {1}
các {0}, {1} và {2}
{0} - {1}
{0}/{1}
{0}; {1}, cơ quan chủ trì
{0} (sau đây gọi tắt là Cơ quan) và {1}
Giao {0} các huyện, thị xã thực hiện
Luật {0} và {1}
Lãnh đạo {0}, {1}
{0} thuộc {1}
{0} tỉnh, huyện, xã
{0} thành phố Hà Nội, tỉnh Lào Cai
Công ty {0}
{0} và các đơn vị liên quan theo dõi {1}
Văn phòng {0}, Chánh Văn phòng {1}
{0}: {1}. {2}
đại diện {0}, kiểm tra {1}""".splitlines()
"""Ways in which bodies are named together."""


def _bodies() -> Iterator[Input]:
    """The bodies of the unseen phrases in every such way, as issuers of two levels name them, before and after 2025."""
    names = list(dict.fromkeys(name for phrase in read_phrases() for names in phrase.readings for name in names))
    count = len(names)
    for place, frame in enumerate(BODIES):
        shifts = (0, 1 + place, 2)
        said = [frame.format(*(names[(at + shift) % count] for shift in shifts)) for at in range(count)]
        yield partial(_named, said, "province", date(2024, 5, 1))
        yield partial(_named, said, "commune", date(2026, 5, 1))
        yield partial(_named, said, None, None)
        yield partial(_named, [words.upper() for words in said], "province", None)
        yield partial(_named, [words.lower() for words in said], "commune", None)


def _named(texts: list[str], level: Level | None, day: date | None) -> Iterator[tuple[str, str]]:
    told: list[Any] = []
    for text in texts:
        for found in find_agencies(text, on=day, issuer_level=level):
            told.append([found.start, found.end, [agency.model_dump(mode="json") for agency in found.agencies]])
        addressed = read_addressees(text)
        told += [find_definitions(text), [agency.key for agency in addressed.agencies] if addressed else None]
    yield f"bodies {_short(repr((texts, level, day)).encode())}", _digest(told)


def _damaged() -> Iterator[Input]:
    """Documents, statements, tables and plans to be compared as bad copies give them (damaged.py).

    Each gets some of the damages in turn, so that the record stays quick.
    """
    documents = [*(ROOT / "tests" / "unseen").glob("d*/**/*.txt"), *ROOT.glob("corpus/made-*/source.txt")]
    place = 0
    for path in sorted(documents):
        name = path.stem if path.stem != "source" else path.parent.name
        for text in path.read_text("utf-8").split("\n### "):
            place += 1
            for kind in list(DAMAGES)[place % 4 :: 4]:
                yield partial(_document, f"{name}, {kind}", DAMAGES[kind](text).encode(), "source.txt")
            for kind in list(RESHAPED)[place % 10 :: 10]:
                yield partial(_document, f"{name}, {kind}", RESHAPED[kind](text).encode(), "source.txt")
            yield partial(_laid_out, f"{name}, printed", print_pages(text, 55 + place * 7 % 50, 28 + place % 15))
            yield partial(_laid_out, f"{name}, typed", type_paragraphs(text))
            if place % 3 == 0:
                yield partial(_laid_out, f"{name}, scanned", scan_pages(text, 50 + place * 11 % 40, 30))
    for case in test_document_cases.read_cases():
        place += 1
        for kind in list(RESHAPED)[place % 10 :: 10]:
            yield partial(_document, f"{case.kind}, {kind}", RESHAPED[kind](case.text).encode(), "source.txt")
    for path, behind in pairwise(documents):
        bound = bind(*(print_pages(given.read_text("utf-8"), 80, 40) for given in (path, behind)))
        yield partial(_parted, f"{path.parent.name} {behind.parent.name}", bound)
    statements: dict[str, list[str]] = {}
    for case in case_files.read_cases():
        if case.kind == "measures":
            statements.setdefault(case.file, []).append(case.text)
    for path in sorted(figure_cases.FIGURES.glob("*.txt")):
        statements[path.stem] = [case.text for case in figure_cases.read_file(path)]
    for number, (name, texts) in enumerate(statements.items()):
        for kind in list(DAMAGES)[number % 2 :: 2]:
            yield partial(_statements, f"{name}, {kind}", DAMAGES[kind]("\n".join(texts)).split("\n"))
        for kind in list(RESHAPED)[number % 6 :: 6]:
            yield partial(_statements, f"{name}, {kind}", RESHAPED[kind]("\n".join(texts)).split("\n"))
    for _, given, _ in test_tables_cases.read_cases():
        for kind in TABLE_DAMAGES:
            yield partial(_damaged_table, kind, given)
        yield partial(_cut_table, "\n".join(line for line in given.splitlines() if "|" in line))
    for number, (_, programme, answer, _) in enumerate(test_compare_cases.read_cases()):
        for kind in list(DAMAGES)[number % 3 :: 3]:
            yield partial(_comparison, programme, DAMAGES[kind](answer))
            yield partial(_comparison, DAMAGES[kind](programme), answer)
        for kind in list(RESHAPED)[number % 12 :: 12]:
            yield partial(_comparison, programme, RESHAPED[kind](answer))
    for number, folder in enumerate(sorted((ROOT / "corpus" / "pairs").glob("*/"))):
        for kind in list(DAMAGES)[number % 4 :: 4]:
            yield partial(_damaged_pairs, folder, DAMAGES[kind], kind)
        for kind in list(RESHAPED)[number % 12 :: 12]:
            yield partial(_damaged_pairs, folder, RESHAPED[kind], kind)


EDITS = 4
"""Edited copies of each statement, table and pair of plans, and of each document two."""
BATCH = 20
SPREAD = 15


def _edited() -> Iterator[Input]:
    """Documents, statements, names, tables and plans to be compared after edits that a seed draws (edited.py)."""
    paths = sorted([*(ROOT / "tests" / "unseen").glob("d*/**/*.txt"), *ROOT.glob("corpus/made-*/source.txt")])
    texts = [text.strip() for path in paths for text in path.read_text("utf-8").split("\n### ")]
    texts += [case.text for case in test_document_cases.read_cases()]
    lines = [line.strip() for text in texts for line in text.split("\n") if len(line.split()) > 3]
    said = [case.text for case in case_files.read_cases()]
    said += [case.text for path in sorted(figure_cases.FIGURES.glob("*.txt")) for case in figure_cases.read_file(path)]
    said = list(dict.fromkeys(said))
    others = lines + said
    for number, text in enumerate(texts):
        whole = text.split("\n")
        for turn in range(EDITS // 2):
            drawn = random.Random(f"document {number} {turn}")
            begin = drawn.randrange(max(1, len(whole) - 50))
            part = "\n".join(whole[begin : begin + 60])
            yield partial(_document, "edited", edit_lines(part, drawn, others).encode(), "source.txt")
        ends = "\n".join([*whole[:20], *whole[-16:]] if len(whole) > 40 else whole)
        drawn = random.Random(f"ends {number}")
        yield partial(_document, "edited ends", edit_lines(ends, drawn, others).encode(), "source.txt")
        if number % 3 == 0:
            drawn = random.Random(f"pages {number}")
            edited = edit_lines("\n".join(whole[:80]), drawn, others)
            yield partial(
                _laid_out, "edited, printed", print_pages(edited, drawn.randint(50, 105), drawn.randint(20, 45))
            )
            yield partial(_laid_out, "edited, typed", type_paragraphs(edited))
    for turn in range(EDITS):
        for place in range(0, len(said), BATCH):
            drawn = random.Random(f"statements {place} {turn}")
            edited = [edit_words(text, drawn, others) for text in said[place : place + BATCH]]
            yield partial(_statements, "edited", edited)
            if turn == 0:
                listed = "\n".join(f"{drawn.choice(('-', '+', '1.', 'a)', 'I.', ''))} {text}" for text in edited)
                yield partial(_document, "edited list", listed.encode(), "source.txt")
    for place in range(0, len(said), BATCH // 4):
        drawn = random.Random(f"spread {place}")
        spread = [copy for text in said[place : place + BATCH // 4] for copy in spread_words(text, drawn, SPREAD)]
        yield partial(_statements, "spread", spread)
    for turn in range(EDITS // 2):
        for place in range(0, len(lines), 2 * BATCH):
            drawn = random.Random(f"names {place} {turn}")
            edited = [edit_words(text, drawn, lines) for text in lines[place : place + 2 * BATCH]]
            yield partial(_named, edited, ("province", "commune", None)[place % 3], date(2022 + place % 5, 5, 1))
    given_tables = [given for _, given, _ in test_tables_cases.read_cases()]
    cells = [cell.strip() for given in given_tables for line in given.split("\n") for cell in line.split("|")]
    for number, given in enumerate(given_tables):
        above = [line for line in given.splitlines() if line.strip() and "|" not in line]
        rows = [[cell.strip() for cell in line.split("|")][:-1] for line in given.splitlines() if "|" in line]
        for turn in range(EDITS):
            drawn = random.Random(f"table {number} {turn}")
            edited_rows = edit_table(rows, drawn, cells + said)
            yield partial(_table, "\n".join([*above, *(" | ".join(row) + " |" for row in edited_rows)]))
    for number, (_, programme, answer, _) in enumerate(test_compare_cases.read_cases()):
        for turn in range(EDITS):
            drawn = random.Random(f"comparison {number} {turn}")
            sides = programme, answer
            changed = [
                "\n".join(edit_words(line, drawn, said) if drawn.random() < 0.4 else line for line in side.split("\n"))
                for side in sides
            ]
            yield partial(_comparison, *((programme, changed[1]) if turn % 2 else changed))


_parse = lru_cache(maxsize=None)(parse)


def _plan(name: str, text: bytes) -> Iterator[tuple[str, str]]:
    return _parts(f"{name} {_short(text)}", _parse(text, name="source.txt"))


def _pair(one: str, other: str, texts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    left, right = (_parse(texts[name], name="source.txt") for name in (one, other))
    return _parts(f"{one} {other} {_short(texts[one] + texts[other])}", compare(left, [right]))


def _document(kind: str, text: bytes, name: str, without: set[str] | None = None) -> Iterator[tuple[str, str]]:
    yield f"{kind} {_short(text)}", _digest(parse(text, name=name).model_dump(mode="json", exclude=without))


def _table(given: str, body: Sequence[Target] = ()) -> Iterator[tuple[str, str]]:
    found = _read_table(given, body)
    values = (*found.targets, *found.commitments, *found.assignments, *found.funding, *found.indicators)
    told = [value.model_dump(mode="json") for value in values]
    yield f"table {_short(given.encode())}", _digest([*told, [doubt.code for doubt in found.doubts]])


def _read_table(given: str, body: Sequence[Target] = ()) -> TableResults:
    lines = [line for line in given.splitlines() if line.strip()]
    above = [line for line in lines if "|" not in line]
    return read_annex(above[0], "\n".join(line for line in lines if "|" in line), *above[1:], body=body)


@lru_cache(maxsize=1)
def _rows_of(given: str) -> tuple[Target, ...]:
    """The targets of a table, as the body whose statements its damaged copies repeat."""
    return tuple(_read_table(given).targets)


def _damaged_table(kind: str, given: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in given.splitlines() if line.strip()]
    body = _rows_of(given)
    rows = damage_table([line.split("|") for line in lines if "|" in line], TABLE_DAMAGES[kind])
    if rows:
        above = [line for line in lines if "|" not in line]
        for name, digest in _table("\n".join([*above, *(" | ".join(row) + " |" for row in rows)]), body):
            yield f"{name}, {kind}", digest


def _laid_out(name: str, given: Source) -> Iterator[tuple[str, str]]:
    shown = [parse_source(part).model_dump(mode="json", exclude={"source"}) for part in split(given)]
    yield f"{name} {given.sha256[:8]}", _digest(shown)


def _parted(name: str, given: Source) -> Iterator[tuple[str, str]]:
    """Where a file of two documents is parted."""
    yield f"bound {name} {given.sha256[:8]}", _digest([[len(part.blocks), len(part.pages)] for part in split(given)])


def _cut_table(typed: str) -> Iterator[tuple[str, str]]:
    stitched = [stitch(source(*pair)) for pair in cut_table(typed)]
    yield f"cut table {_short(typed.encode())}", _digest([msgspec.to_builtins(made.blocks) for made in stitched])


def _statements(name: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    yield f"{name} {_short(chr(10).join(texts).encode())}", _digest([_written_measures(text) for text in texts])


def _measures(text: str) -> Iterator[tuple[str, str]]:
    yield f"measures {_short(text.encode())}", _digest(_written_measures(text))


def _figures(text: str) -> Iterator[tuple[str, str]]:
    yield f"figures {_short(text.encode())}", _digest([_written_measures(text), find_damages(text, [])])


def _written_measures(text: str) -> list[list[Any]]:
    found = find_measures(text, MeasureContext("2031", None, None))
    return [[m.start, m.end, test_cases.write_measure(m, "chủ thể: ngờ ")] for m in found]


def _comparison(programme: str, answer: str) -> Iterator[tuple[str, str]]:
    base = parse(test_compare_cases.PROGRAMME.format(programme).encode(), name="programme.txt")
    targets, _, tasks = answer.partition(test_compare_cases.TASKS)
    plan = parse(test_compare_cases.PLAN.format(targets, tasks).encode(), name="plan.txt")
    name = f"comparison {_short((programme + answer).encode())}"
    yield name, _digest(compare(base, [plan]).model_dump(mode="json"))


def _pairs(name: str, files: list[Path]) -> Iterator[tuple[str, str]]:
    """The last file, that of the programme, with those of the plans."""
    *others, base = files
    found = compare(parse(base), [parse(path) for path in others])
    given = _short(b"".join(path.read_bytes() for path in files))
    yield f"pairs {name} {base.stem} {given}", _digest(found.model_dump(mode="json"))


def _damaged_pairs(folder: Path, damage: Damage, kind: str) -> Iterator[tuple[str, str]]:
    """A programme as it is with its plans as a bad copy gives them, in one comparison."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    if len(texts) > 1:
        *plans, programme = (text.encode() for text in [*map(damage, texts[:-1]), texts[-1]])
        found = compare(_parse(programme, name="a.txt"), [parse(plan, name="plan.txt") for plan in plans])
        given = _short(b"".join([*plans, programme]))
        yield f"pairs {folder.name}, {kind} {given}", _digest(found.model_dump(mode="json"))


def _parts(name: str, output: Plan | Any) -> Iterator[tuple[str, str]]:
    for part, value in json.loads(output.model_dump_json()).items():
        if part not in ("source", "parser_version", "schema_version"):
            yield f"{name} {part}", _digest(value)


def _digest(value: Any) -> str:
    return _short(json.dumps(value, ensure_ascii=False, sort_keys=True).encode())


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]
