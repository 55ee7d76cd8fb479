"""Borders of subjects checked by a segmenter of Vietnamese words: a subject that ends inside a word is doubtful.

*đơn vị sự nghiệp công* of *đơn vị sự nghiệp công lập* is cut within the word *công lập*. The segmenter (underthesea)
makes mistakes of its own, so a subject is reported, never changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..models import Target
from ..structure.values import Doubt

Segmenter = Callable[[str], list[str]]


def find_split_subjects(targets: Sequence[Target], segment: Segmenter | None = None) -> tuple[Doubt, ...]:
    """A doubt for each subject of a measure that begins or ends inside a word of its statement."""
    segmenter = segment or _load_segmenter()
    return tuple(doubt for target in targets for doubt in _doubts(target, segmenter))


def _load_segmenter() -> Segmenter:
    from underthesea import word_tokenize

    found: Segmenter = word_tokenize
    return found


def _doubts(target: Target, segment: Segmenter) -> Iterator[Doubt]:
    subjects = dict.fromkeys(measure.subject for measure in target.measures if measure.subject)
    if not subjects:
        return
    quote = target.evidence.quote
    words = list(_spans(quote, segment(quote)))
    for subject in subjects:
        place = re.search(r"\s+".join(map(re.escape, subject.split())), quote, re.IGNORECASE)
        if place is None:
            continue
        for start, end in words:
            if start < place.start() < end or start < place.end() < end:
                message = f"Chủ thể «{subject}» bị cắt giữa từ «{quote[start:end]}»."
                offset = target.evidence.start
                yield Doubt("subject_border", message, offset + place.start(), offset + place.end())
                break


def _spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the segmenter's words stand; one that it wrote otherwise is passed over."""
    at = 0
    for word in words:
        found = re.compile(r"\s+".join(map(re.escape, word.split()))).search(text, at)
        if found:
            yield found.span()
            at = found.end()
