"""The corpus and the cases give what they gave when last recorded: nothing changes unseen that no gold speaks of."""

from __future__ import annotations

from .recorded import differences, make_outputs, read_outputs


def test_the_corpus_gives_what_was_recorded() -> None:
    found = differences(read_outputs(), make_outputs())
    assert not found, (
        f"{len(found)} parts differ ({'; '.join(found[:8])}): look at them with tools/same_output HEAD; where every "
        "change is meant, run tools/record and say why in the commit"
    )
