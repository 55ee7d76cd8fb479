# ruff: noqa: E501 (a class stands on one line)
"""The classes of document shapes that are mended, each with where its cases stand: `python -m tests.classes` counts them.

A class is known by wordings of several offices, not by the document that it was first seen in: five at least, which
tests/test_classes.py holds. `where` is a file of tests/cases (its folder and stem), and a pattern of titles where the
file has cases of other classes too; a class of scans or signatures names the table of its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

CASES = Path(__file__).parent / "cases"
LEAST = 5


class Class(Struct, frozen=True):
    """`point` of the issue that asked for it; `where`: files of cases, each with a pattern of titles or none."""

    point: int
    name: str
    where: tuple[tuple[str, str], ...]


CLASSES = (
    Class(1, "a decision or letter and the plan behind its foot", (("documents/targets_decisions", ""), ("documents/outline", "[Kk]èm theo|đánh lại từ I|Điều của quyết định"))),
    Class(3, "addressees numbered at the root", (("documents/assignments_addressees", "Chỉ thị|Công văn|Công điện|Kế hoạch ngắn|Thông báo"),)),
    Class(3, "addressees among proposals and other matters", (("documents/assignments_addressees", "KIẾN NGHỊ|ĐỀ NGHỊ|vấn đề khác|lưu ý|lẫn đoạn|Đề xuất"),)),
    Class(3, "tasks whose heading names the doer", (("documents/assignments_addressees", "Tiêu đề"), ("documents/assignments_headed", ""))),
    Class(5, "aims and tasks under one heading", (("documents/targets_mixed", ""),)),
    Class(5, "aims with and without figures under purposes", (("documents/commitments_origin", ""),)),
    Class(5, "results without a figure under plain aims", (("documents/targets_kinds", "kết quả không có số|kết quả cụ thể"), ("documents/targets_results", ""))),
    Class(5, "mottos", (("documents/targets_mottos", ""),)),
    Class(5, "universal words", (("documents/implied", ""),)),
    Class(6, "titles that run into the preamble", (("documents/metadata_titles", ""),)),
    Class(6, "letters with a long V/v", (("documents/metadata_letters", ""),)),
    Class(6, "joint documents", (("documents/metadata_joint", ""),)),
    Class(6, "columns by wide spaces", (("documents/metadata_columns", ""),)),
    Class(7, "days in part", (("documents/metadata_days", ""),)),
    Class(9, "programmes of hours and days", (("tables/schedules", ""),)),
    Class(9, "citations in time cells", (("tables/times_cited", ""),)),
    Class(9, "numbers of pages", (("documents/targets_page_numbers", ""),)),
    Class(9, "labels drawn as signs", (("documents/outline_signs", ""),)),
    Class(9, "years that are only told of", (("documents/milestones_last_year", ""),)),
    Class(11, "labels that come again", (("documents/outline_ids", ""),)),
    Class(11, "text without headings", (("documents/commitments_bare", ""),)),
)  # fmt: skip
"""Classes of one case a wording. Numbers of documents have theirs line by line in cases/citations.txt, names in
unseen/names.txt, repairs in test_repair.py, feet in test_feet.py, scans in test_stamped_scans.py."""


def titles_of(kept: Class) -> Iterator[str]:
    """The titles of the cases of a class."""
    for file, pattern in kept.where:
        for line in (CASES / f"{file}.txt").read_text("utf-8").splitlines():
            if line.startswith("=== ") and re.search(pattern, line):
                yield line.removeprefix("=== ")


if __name__ == "__main__":
    for one in CLASSES:
        print(f"{one.point:3} {one.name:55} {len(list(titles_of(one))):3}")
