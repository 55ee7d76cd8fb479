"""`python -m fuzz` (also `tools/fuzz`): random inputs for every reader and what follows, counted and judged."""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

import msgspec

from .running import BATCH, Tally, distinct, make, run
from .targets import TARGETS

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- fuzz: printed by tools/fuzz --document -->", "<!-- end of fuzz -->"


def main(argv: list[str] | None = None) -> int:
    """Runs until each format has had its inputs or the minutes are over; exit code 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="tools/fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="in all (5)")
    parser.add_argument("--inputs", type=int, default=10**9, help="of each format at most")
    parser.add_argument("--formats", nargs="+", choices=tuple(TARGETS), default=tuple(TARGETS), metavar="NAME")
    parser.add_argument("--start", type=int, default=0, help="another number gives other inputs")
    parser.add_argument("--slice", type=int, default=BATCH, help="inputs of a format before the next has its turn")
    parser.add_argument("--state", type=Path, metavar="FILE", help="go on from what is counted there, and count there")
    parser.add_argument("--document", action="store_true", help="put the figures into docs/reliability.md")
    parser.add_argument("--show", nargs=2, metavar=("NAME", "NUMBER"), help="write this input to standard output")
    parser.add_argument("--guided", action="store_true", help="let atheris choose the inputs, by what code they reach")
    args = parser.parse_args(argv)
    if args.show:
        sys.stdout.buffer.write(make(args.show[0], int(args.show[1]), args.start))
        return 0
    if args.guided:
        from . import guided

        return guided.run_all(args.formats, args.minutes * 60)
    tallies = {form: Tally(form) for form in args.formats}
    if args.state and args.state.exists():
        tallies |= {tally.form: tally for tally in msgspec.json.decode(args.state.read_bytes(), type=list[Tally])}
    until = time.monotonic() + 60 * args.minutes
    while time.monotonic() < until:
        form = min(args.formats, key=lambda name: tallies[name].inputs)
        done = tallies[form].inputs
        if done >= args.inputs:
            break
        _add(tallies[form], run(form, done, min(args.slice, args.inputs - done), args.start, until))
        if args.state:
            args.state.write_bytes(msgspec.json.format(msgspec.json.encode(list(tallies.values()))))
    table = "\n".join(_table(list(tallies.values())))
    print(table)
    if args.document:
        _document(table)
    found = [finding for tally in tallies.values() for finding in tally.findings]
    for finding, count in distinct(found):
        print(f"{finding.form} {finding.number}: {finding.kind} ({count} times): {finding.told}\n    {finding.where}")
    return 1 if found else 0


def _add(whole: Tally, part: Tally) -> None:
    for name in ("inputs", "read", "refused", "cpu"):
        setattr(whole, name, getattr(whole, name) + getattr(part, name))
    for name in ("slowest", "largest", "growth"):
        setattr(whole, name, max(getattr(whole, name), getattr(part, name)))
    whole.findings = [*whole.findings, *part.findings]


def _table(tallies: list[Tally]) -> list[str]:
    lines = [
        "| format | inputs | read | refused | found wrong | slowest | most memory | growth |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for tally in tallies:
        lines.append(
            f"| {tally.form} | {tally.inputs:,} | {tally.read:,} | {tally.refused:,} | {len(tally.findings):,} | "
            f"{tally.slowest:.1f} s | {tally.largest / 2**20:.0f} MB | {max(0, tally.growth) / 2**20:.1f} MB |"
        )
    return lines


def _document(table: str) -> None:
    text = PAGE.read_text("utf-8")
    PAGE.write_text(re.sub(f"(?<={BEGIN}\n).*?(?={END})", f"{table}\n", text, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
