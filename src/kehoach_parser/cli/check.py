"""`kehoach check FILE`: a draft's faults of form and content, before it is signed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from . import files
from .language import written

if TYPE_CHECKING:
    from ..models import Comparison, Plan
    from ..workbench.review import Finding

HELP = "Check a draft before it is signed: form (Nghị định 30/2020/NĐ-CP), citations, sums, targets, duties."
FORMATS = ("text", "json", "sarif", "docx", "html")
SUFFIXES = {".txt": "text", ".json": "json", ".sarif": "sarif", ".docx": "docx", ".html": "html", ".htm": "html"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="a draft of any kind; - is standard input")
    files.add_output_argument(
        parser, "write to FILE; a .docx is a copy of the draft with comments, a .html the plan's page with the findings"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="text, json, sarif, docx, html (by default from the output's name)"
    )
    parser.add_argument("--programme", metavar="FILE", help="also what this programme asks and the draft leaves out")
    parser.add_argument(
        "--silence", metavar="FILE", type=Path, help="accepted findings, one rule a line: rule | words # why"
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="error",
        help="exit code 1 where a finding is as grave as this (error)",
    )
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Checks, writes, and returns 1 where a finding is grave enough."""
    from ..workbench.review import SEVERITIES, check, read_silences, without

    form = files.choose_format(args, SUFFIXES, "text")
    plan = files.parse_file(args.file, args)
    files.tell_doubts(plan, args)
    silences = read_silences(args.silence.read_text("utf-8"), args.silence.name) if args.silence else ()
    findings = without(check(plan, _compare(plan, args)), silences)
    _write(findings, plan, form, args)
    if args.fail_on == "never":
        return 0
    limit = SEVERITIES.index(args.fail_on)
    return int(any(SEVERITIES.index(finding.severity) >= limit for finding in findings))


def _compare(plan: Plan, args: argparse.Namespace) -> Comparison | None:
    if args.programme is None:
        return None
    from ..comparison import compare

    return compare(files.parse_file(args.programme, args), [plan])


def _write(findings: tuple[Finding, ...], plan: Plan, form: str, args: argparse.Namespace) -> None:
    if form == "docx":
        from ..errors import UnreadableInput
        from ..export.findings_word import comment

        if args.output is None:
            raise UnreadableInput("a Word file is written with -o FILE.docx")
        try:
            files.write_bytes(comment(Path(args.file).read_bytes(), findings), args.output)
        except ValueError as error:
            raise UnreadableInput(f"{args.file}: {error}") from error
        return
    if form == "html":
        from ..export.view import render_page
        from .view import draw

        pictures = draw(args.file, plan)
        page = render_page(plan, language=written(args), pictures=pictures, findings=findings)
        files.write_text(page, args.output)
        return
    from .. import __version__
    from ..export.findings import to_json, to_sarif, to_text
    from ..workbench.review import rules

    if form == "sarif":
        told = to_sarif(findings, tuple(rules().values()), plan.source.name, __version__)
    elif form == "json":
        told = to_json(findings, plan.source.name)
    else:
        told = to_text(findings, plan.text or "", written(args))
    files.write_text(told, args.output)
