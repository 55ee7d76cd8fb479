"""find_near_duplicates(): copied text between plans, and drafts against final versions.

Texts are compared by their runs of six syllables, numbers and names included. Plans that share many runs are found by
minhash signatures in bands, so that a thousand plans need no comparison of each with each; what is reported is then
counted exactly.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..models import Evidence, Paragraph, Plan, Section

RUN = 6
HASHES, BANDS = 96, 48
PASSAGE_SYLLABLES = 20
_SYLLABLE = re.compile(r"\w+")


class Passage(Struct, frozen=True):
    """A paragraph that two plans have word for word, with its place in each."""

    text: str
    left: Evidence
    right: Evidence


class NearDuplicate(Struct, frozen=True):
    """Two plans (indexes) with much text in common.

    `similarity`: shared runs out of all runs of both, 0 to 1; `of_left`, `of_right`: the share of each plan's own runs
    that the other has. `kind`: `versions` for two of the same body and years (a draft and its final), else `copied`.
    `passages`: the longest paragraphs in common, longest first.
    """

    left: int
    right: int
    similarity: float
    of_left: float
    of_right: float
    kind: Literal["copied", "versions"]
    passages: tuple[Passage, ...]


def find_near_duplicates(
    plans: Sequence[Plan], *, threshold: float = 0.3, passages: int = 5
) -> tuple[NearDuplicate, ...]:
    """Pairs of plans whose texts share at least `threshold` of their runs of words, most alike first.

    Deterministic; pairs below about 0.2 can be missed, whatever the threshold. Of a plan without text the paragraphs
    are taken.
    """
    runs = [_runs(_body(plan)) for plan in plans]
    signatures = [_signature(found) for found in runs]
    pairs: set[tuple[int, int]] = set()
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    width = HASHES // BANDS
    for index, signature in enumerate(signatures):
        if len(runs[index]):
            for band in range(BANDS):
                buckets[band, signature[band * width : (band + 1) * width].tobytes()].append(index)
    for members in buckets.values():
        for place, left in enumerate(members):
            pairs.update((left, right) for right in members[place + 1 :])
    found = []
    for left, right in sorted(pairs):
        shared = len(np.intersect1d(runs[left], runs[right], assume_unique=True))
        similarity = shared / (len(runs[left]) + len(runs[right]) - shared)
        if similarity >= threshold:
            found.append(
                NearDuplicate(
                    left,
                    right,
                    round(similarity, 4),
                    round(shared / len(runs[left]), 4),
                    round(shared / len(runs[right]), 4),
                    "versions" if _same_body(plans[left], plans[right]) else "copied",
                    _common(plans[left], plans[right], passages),
                )
            )
    return tuple(sorted(found, key=lambda pair: (-pair.similarity, pair.left, pair.right)))


def _body(plan: Plan) -> str:
    if plan.text is not None:
        return plan.text
    return "\n".join(paragraph.text for paragraph in _paragraphs(plan.sections))


def _runs(text: str) -> NDArray[np.uint64]:
    """Hashes of all runs of six syllables, each once, sorted."""
    syllables = [zlib.crc32(word.encode()) for word in _SYLLABLE.findall(text.lower())]
    if len(syllables) < RUN:
        return np.array([], dtype=np.uint64)
    codes = np.array(syllables, dtype=np.uint64)
    total = np.zeros(len(codes) - RUN + 1, dtype=np.uint64)
    for offset in range(RUN):
        total = total * np.uint64(1_000_003) + codes[offset : offset + len(total)]
    return np.unique(total)


def _signature(runs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    random = np.random.default_rng(20260101)
    factors = random.integers(1, 1 << 62, HASHES, dtype=np.uint64) | np.uint64(1)
    offsets = random.integers(0, 1 << 62, HASHES, dtype=np.uint64)
    if not len(runs):
        return np.zeros(HASHES, dtype=np.uint64)
    return np.array(
        [((runs * factor + offset) >> np.uint64(3)).min() for factor, offset in zip(factors, offsets, strict=True)]
    )


def _same_body(left: Plan, right: Plan) -> bool:
    one, other = left.metadata, right.metadata
    same_place = bool(one.place) and one.place == other.place
    return same_place and one.period == other.period and one.doc_type == other.doc_type


def _common(left: Plan, right: Plan, most: int) -> tuple[Passage, ...]:
    theirs: dict[str, Paragraph] = {}
    for paragraph in _paragraphs(right.sections):
        theirs.setdefault(_fold(paragraph.text), paragraph)
    found: dict[str, Passage] = {}
    for paragraph in _paragraphs(left.sections):
        key = _fold(paragraph.text)
        if key in theirs and key.count(" ") >= PASSAGE_SYLLABLES:
            found.setdefault(key, Passage(paragraph.text, paragraph.evidence, theirs[key].evidence))
    return tuple(sorted(found.values(), key=lambda passage: (-len(passage.text), passage.left.start))[:most])


def _fold(text: str) -> str:
    return " ".join(_SYLLABLE.findall(text.lower()))


def _paragraphs(sections: Sequence[Section]) -> list[Paragraph]:
    found = []
    for section in sections:
        found += [*section.paragraphs, *_paragraphs(section.children)]
    return found
