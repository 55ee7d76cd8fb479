"""Scores what the parser names in phrases of addressees (tests/unseen/names.txt): `python -m tests.addressee_names`.

A phrase is right where the bodies named are exactly those of one reading of the gold, in its order, capitals,
white space and the abbreviation UBND apart: more or fewer are wrong. Where a list leaves out what its parts
share (*Các Sở: Nội vụ, Xây dựng*), the gold spells it out, so a body counts by what it is called too.
"""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from kehoach_parser.extract.duties.bodies import Bodies
from kehoach_parser.extract.duties.context import AssignmentContext
from kehoach_parser.lexicon import load_lexicon
from kehoach_parser.models import Agency

BODIES = Bodies(load_lexicon(), AssignmentContext(None, {}))
NAMES = Path(__file__).parent / "unseen" / "names.txt"


class Phrase(Struct, frozen=True):
    """A phrase, the part of the file it stands in, and each reading that is as good as the others."""

    part: str
    text: str
    readings: tuple[tuple[str, ...], ...]


def read_phrases(path: Path = NAMES) -> list[Phrase]:
    """The phrases of a file of the notation that its head explains."""
    phrases: list[Phrase] = []
    part = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            part = line.strip("# -") if line.startswith("# ---") else part
        elif line.strip():
            text, gold = line.split(" => ")
            readings = tuple(tuple(name.strip() for name in reading.split(" ; ")) for reading in gold.split(" || "))
            phrases.append(Phrase(part, text, readings))
    return phrases


def named_in(text: str) -> tuple[Agency, ...]:
    """The bodies and posts that the phrase names, as it would stand as a heading."""
    found = BODIES.addressees(text)
    return found.agencies if found else ()


def is_right(phrase: Phrase, agencies: tuple[Agency, ...]) -> bool:
    """Whether these are the bodies of one of the readings, in order."""
    return any(
        len(reading) == len(agencies) and all(_is(name, agency) for name, agency in zip(reading, agencies, strict=True))
        for reading in phrase.readings
    )


def _is(name: str, agency: Agency) -> bool:
    return _bare(name) in (_bare(agency.raw), _bare(agency.name))


def _bare(name: str) -> str:
    return " ".join(name.lower().replace("ubnd", "ủy ban nhân dân").split())


def main() -> None:
    """Prints the score of each part and, with `-v`, each phrase that is wrong."""
    phrases = read_phrases()
    for part in dict.fromkeys(phrase.part for phrase in phrases):
        ours = [phrase for phrase in phrases if phrase.part == part]
        right = sum(is_right(phrase, named_in(phrase.text)) for phrase in ours)
        print(f"{part:40} {right:3} / {len(ours)}")
    wrong = [phrase for phrase in phrases if not is_right(phrase, named_in(phrase.text))]
    print(f"{'all':40} {len(phrases) - len(wrong):3} / {len(phrases)}")
    if "-v" in sys.argv:
        for phrase in wrong:
            print(f"  {phrase.text}\n    -> {' ; '.join(agency.raw for agency in named_in(phrase.text)) or '-'}")


if __name__ == "__main__":
    main()
