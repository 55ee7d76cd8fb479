"""parse(): the way of a document, in order: bytes -> Source -> text and outline -> what it says -> Plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from .extract.agencies import find_definitions
from .extract.borders import find_split_subjects
from .extract.citations import find_citations, resolve_citations, rests_on
from .extract.contradictions import find_contradictions, find_past_deadlines
from .extract.duties.assignments import find_assigned_elsewhere, find_assignments
from .extract.duties.context import AssignmentContext
from .extract.duties.milestones import find_milestones, find_timed_tasks
from .extract.duties.successions import choose_for_milestones, choose_successors
from .extract.funding import find_funding
from .extract.letter.metadata import read_metadata
from .extract.measures.better import judge_statements
from .extract.sections import build_attachments, build_citations, build_sections
from .extract.statements import find_cut, read_statements
from .extract.tables.reader import AnnexContext, read_tables
from .extract.targets import find_targets
from .extract.uncertain import find_damaged_figures, find_uncertain_figures, find_uncertain_head
from .lexicon import load_lexicon
from .limits.kept import call_kept
from .models import Issue, Plan, SourceInfo
from .readers import read, read_open
from .source import Source
from .structure import build_structure
from .structure.bundle import split
from .structure.misreadings import Repair
from .structure.values import Doubt, Node, Outline, Text

if TYPE_CHECKING:
    from .workbench.corrections import CorrectionFile

Ocr = Literal["auto", "never", "always"]
Check = Literal["tables", "words"]


def parse(
    source: Path | str | bytes | BinaryIO, *, name: str | None = None, ocr: Ocr = "auto",
    checks: Collection[Check] = (), isolate: bool = False, corrections: Path | str | CorrectionFile | None = None,
) -> Plan:  # fmt: skip
    """The plan in a file: its path, its bytes (with a name for the record), or the file open for reading bytes.

    Where the file holds several documents, the plan among them; the others are named in `issues`. Raises
    UnreadableInput (or one of its kinds) where the input cannot be read, MissingTool where it needs a program that is
    not installed. `checks` ask another library for a second opinion and report in `issues` where it differs: `tables`
    on the cells of drawn tables of a PDF, `words` on the borders of subjects. `isolate`: in a child process, so that a
    file that crashes a library or eats memory raises ParsingStopped and harms nothing else. `corrections`: what people
    said about the plan, or the folder of such files (docs/corrections.md).
    """
    if corrections is not None:
        from .workbench.corrections import apply_from

        return apply_from(parse(source, name=name, ocr=ocr, checks=checks, isolate=isolate), corrections)
    if isolate:
        told = name or (source if isinstance(source, str) else str(getattr(source, "name", "input")))
        if not isinstance(source, Path | str | bytes):
            source, name = read_open(source, name)
        return call_kept(partial(parse, name=name, ocr=ocr, checks=checks), source, name=told)
    return _choose(parse_all(source, name=name, ocr=ocr, checks=checks))


def parse_all(
    source: Path | str | bytes | BinaryIO, *, name: str | None = None, ocr: Ocr = "auto", checks: Collection[Check] = ()
) -> tuple[Plan, ...]:
    """Every document in a file, in order. Errors as for `parse`."""
    parts = split(read(source, name=name, ocr=ocr, check_tables="tables" in checks))
    return tuple(parse_source(part, is_part=len(parts) > 1, check_words="words" in checks) for part in parts)


def parse_source(source: Source, *, is_part: bool = False, check_words: bool = False) -> Plan:
    """The plan in a read document: every step in its order. `is_part`: the file holds others beside it."""
    lexicon = load_lexicon()
    structure = build_structure(source, lexicon.headings)
    text, outline = structure.text, structure.outline

    opening = _opening(outline)
    grounds = [(node.start, node.end) for node in _every(outline.nodes) if rests_on(node.title)]
    cited = find_citations(text.reading, opening=opening, grounds=grounds)
    mentions = [c for c in cited if c.start >= outline.head[0]]
    named = [c for c in mentions if opening[0] <= c.start < opening[1]]
    head = read_metadata(text, outline, lexicon, source.hints, opening, named)
    level = head.metadata.issuer.level if head.metadata.issuer else None
    context = AssignmentContext(head.issued_on, find_definitions(text.reading), level)
    statements = read_statements(text, outline)
    targets = find_targets(text, outline, statements, lexicon)
    assignments = find_assignments(text, outline, statements, lexicon, context)
    contradictions = find_contradictions(text, mentions, outline.appendices, head.metadata.issued)
    elsewhere = find_assigned_elsewhere(text, statements)
    milestones = find_milestones(text, statements, lexicon, context, assignments)
    money = find_funding(text, statements, level)
    tables = read_tables(
        text, outline, lexicon, AnnexContext(head.metadata, head.issued_on, targets.targets, context.defined)
    )
    timed = find_timed_tasks(tables.assignments, lexicon)
    funding = (*money.funding, *tables.funding)
    promised = (*targets.targets, *tables.targets, *targets.commitments, *tables.commitments)
    figures = (*(m for s in promised for m in s.measures), *(m for f in funding for m in f.amounts))
    metadata, unsure = find_uncertain_head(text, outline, head.metadata, source.name)
    uncertain = (*unsure, *find_uncertain_figures(text, figures))
    contents = (*find_cut(statements), *targets.doubts, *money.doubts, *elsewhere, *contradictions, *tables.doubts)
    tasks = (task.evidence for given in (*assignments, *tables.assignments) for task in given.tasks)
    damaged = find_damaged_figures(text, tasks, tables.tables, contents)
    past = find_past_deadlines(promised, head.issued_on)
    doubts = (*outline.doubts, *head.doubts, *contents, *past, *uncertain, *damaged)
    if check_words:
        doubts = (*doubts, *find_split_subjects(promised))

    return Plan(
        source=_source_info(source, is_part),
        text=text.text,
        metadata=metadata,
        sections=build_sections(text, outline.nodes),
        attachments=build_attachments(text, outline.appendices, tables.by_appendix),
        targets=judge_statements((*targets.targets, *tables.targets)),
        commitments=judge_statements((*targets.commitments, *tables.commitments)),
        assignments=choose_successors((*assignments, *tables.assignments), head.metadata.title),
        milestones=choose_for_milestones((*milestones, *tables.milestones, *timed), head.metadata.title),
        funding=funding,
        indicators=tables.indicators,
        citations=build_citations(text, resolve_citations(mentions, head.metadata.number)),
        tables=tables.tables,
        issues=_issues(text, source, structure.repairs, doubts),
    )


def _choose(plans: Sequence[Plan]) -> Plan:
    """The plan among the documents of a file: the first kế hoạch, else the first document."""
    if len(plans) == 1:
        return plans[0]
    chosen = next((p for p in plans if p.metadata.doc_type in ("ke_hoach", "chuong_trinh")), plans[0])
    others = tuple(
        Issue(
            code="other_document",
            message="Tệp còn chứa văn bản khác: "
            + " ".join(x for x in (p.metadata.doc_type, p.metadata.number, p.metadata.title) if x),
        )
        for p in plans
        if p is not chosen
    )
    return chosen.model_copy(update={"issues": (*chosen.issues, *others)})


def _opening(outline: Outline) -> tuple[int, int]:
    """The stretch in which the plan says what it carries out: title and preamble."""
    first = outline.nodes[0].start if outline.nodes else None
    blocks = [b for b in outline.preamble if first is None or b.start < first]
    return (blocks[0].start, blocks[-1].end) if blocks else outline.title


def _every(nodes: Iterable[Node]) -> Iterator[Node]:
    """The sections and all within them."""
    for node in nodes:
        yield node
        yield from _every(node.children)


def _source_info(source: Source, is_part: bool) -> SourceInfo:
    numbers = [page.number for page in source.pages]
    return SourceInfo(
        name=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        page_count=len(source.pages) or None,
        pages=(numbers[0], numbers[-1]) if is_part and numbers else None,
        text_origin=source.text_origin,
        legacy_encoding=source.legacy_encoding,
    )


def _issues(text: Text, source: Source, repairs: Sequence[Repair], doubts: Sequence[Doubt]) -> tuple[Issue, ...]:
    """The readers' findings, the repairs with both forms, and the extractors' doubts, in that order."""
    found = [Issue(code=f.code, message=f.message) for f in source.findings]
    for repair in repairs:
        message = f"«{repair.original}» được đọc là «{repair.corrected}»; nguyên văn được giữ trong trích dẫn."
        found.append(Issue(code="repaired", message=message, evidence=text.evidence(repair.start, repair.end)))
    for doubt in doubts:
        where = text.evidence(doubt.start, doubt.end) if doubt.start is not None and doubt.end is not None else None
        found.append(Issue(code=doubt.code, message=doubt.message, evidence=where))
    return tuple(dict.fromkeys(found))
