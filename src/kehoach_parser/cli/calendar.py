"""`kehoach calendar SOURCE… -o due.ics`: deadlines and reports as a calendar."""

from __future__ import annotations

import argparse

from . import files, terminal

HELP = "Write deadlines, reports and reviews as a calendar (iCalendar, .ics)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="SOURCE", nargs="+", help=files.SOURCE_HELP)
    files.add_output_argument(parser)
    files.add_batch_arguments(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the calendar; nothing where no plan could be read."""
    from ..export.calendar import make_calendar

    files.choose_format(args, {".ics": "ics"}, "ics")
    inputs = files.Inputs(args.files, args)
    plans = inputs.stream()
    if plans is not None:
        calendar = make_calendar(plans)
        files.write_text(calendar.text, args.output)
        if not args.quiet:
            told = f"{calendar.entries} entries"
            if calendar.undated:
                told += f"; {calendar.undated} milestones without date or period are not in it"
            terminal.note(told, program=args.program)
    return inputs.exit_code()
