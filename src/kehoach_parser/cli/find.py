"""`kehoach find ARCHIVE "cụm từ"`: a phrase in all plans of an archive."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from . import files, terminal
from .language import say

if TYPE_CHECKING:
    from ..archive import Archive, Hit

HELP = "Find a phrase in the plans of an archive, with or without diacritics."
ROLES = (
    "purpose",
    "viewpoints",
    "objectives",
    "targets",
    "tasks",
    "solutions",
    "funding",
    "assignments",
    "timeline",
    "content",
    "reporting",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("archive", metavar="ARCHIVE", help="an archive that kehoach collect made")
    parser.add_argument("phrase", metavar="PHRASE", help="words; one without diacritics stands for all of its letters")
    parser.add_argument("--role", choices=ROLES, help="only in sections of this kind")
    parser.add_argument("--province", metavar="NAME", help="only in plans of this province")
    parser.add_argument("--year", metavar="YEAR", type=int, help="only in plans issued in this year")
    parser.add_argument("--agency", metavar="NAME", help="only in plans that this body issued or that name it")
    parser.add_argument(
        "--errors", metavar="N", type=int, default=0, help="so many letters may be wrong, missing or too many (scans)"
    )
    parser.add_argument("--limit", metavar="N", type=files.positive, default=20, help="so many hits (20)")
    parser.add_argument(
        "--view", metavar="DIR", type=Path, help="write the pages of kehoach view there, and link to them"
    )
    parser.add_argument("--format", choices=("text", "json"))
    parser.add_argument("-q", "--quiet", action="store_true", help="the hits alone")
    files.add_output_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the hits; 0 whether there are any or none."""
    from ..archive import Archive, find

    form = files.choose_format(args, files.TEXT_OR_JSON, "text")

    def tell(done: int, total: int) -> None:
        if not args.quiet and done == 0:
            terminal.note(f"the index takes in {total} new parts of the archive", program=args.program)

    with Archive(args.archive) as archive:
        search = find(
            archive,
            args.phrase,
            role=args.role,
            province=args.province,
            year=args.year,
            agency=args.agency,
            errors=args.errors,
            limit=args.limit,
            on_part=tell,
        )
        links = _write_views(archive, search.hits, args.view) if args.view else {}
    if form == "json":
        from msgspec import to_builtins

        values = [{**to_builtins(hit), "link": links.get(hit)} for hit in search.hits]
        files.write_text(json.dumps(values, ensure_ascii=False, indent=2), args.output)
    else:
        files.write_text("\n".join(_say(hit, links.get(hit)) for hit in search.hits), args.output)
    if not args.quiet:
        told = f"{len(search.hits)} hits in {search.looked_at} of {search.candidates} sections that may hold them"
        if search.timed_out:
            told += "; the time was over, narrow the search"
        terminal.note(told, program=args.program)
    return 0


def _say(hit: Hit, link: str | None) -> str:
    head = " · ".join(str(words) for words in (hit.number, hit.issuer, hit.year) if words) or hit.file
    place = " ".join(words for words in (hit.attachment, hit.section) if words)
    page = f", {say('page')} {hit.page}" if hit.page is not None else ""
    title = f" ({hit.section_title})" if hit.section_title else ""
    errors = f" [{say(f'{hit.errors} errors')}]" if hit.errors else ""
    lines = [head, f"  {hit.quote}{errors}", f"  {place or say('before the first section')}{title}{page} · {hit.file}"]
    return "\n".join([*lines, f"  {link}"] if link else lines) + "\n"


def _write_views(archive: Archive, hits: tuple[Hit, ...], folder: Path) -> dict[Hit, str]:
    """The pages of the plans with hits, and for each hit the address of its section there."""
    from ..export.view import render_page, section_anchor

    folder.mkdir(parents=True, exist_ok=True)
    ids = list(dict.fromkeys(hit.plan_id for hit in hits))
    plans = dict(zip(ids, archive.by_id(ids), strict=True))
    for plan_id, plan in plans.items():
        files.write_text(render_page(plan), folder / f"{plan_id}.html")
    links = {}
    for hit in hits:
        anchor = section_anchor(plans[hit.plan_id], hit.section, hit.attachment)
        address = (folder / f"{hit.plan_id}.html").absolute().as_uri()
        links[hit] = f"{address}#{anchor}" if anchor else address
    return links
