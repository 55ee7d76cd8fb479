"""The marks that part a document into head, preamble, body, foot and appendices (rules/letterhead.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import fields

from ..errors import RulesError
from ..language.patterns import compile_later
from .rule_files import Example, expand, load_rules, read_examples


class Marks(Struct, frozen=True):
    """One pattern a part, matched at the start of a line as written; those of flattened text are searched in it."""

    motto: re.Pattern[str]  # Quốc hiệu
    second_motto: re.Pattern[str]  # Tiêu ngữ
    about: re.Pattern[str]  # V/v, about what a letter is
    addressed: re.Pattern[str]  # Kính gửi, before the addressees of a letter
    letterline: re.Pattern[str]  # the line of number or date
    kind: re.Pattern[str]  # tên loại in capitals
    small_kind: re.Pattern[str]  # tên loại in small letters, with its trích yếu
    own_number: re.Pattern[str]  # a number behind the kind
    opening: re.Pattern[str]  # the preamble's first words: căn cứ, thực hiện
    preamble: re.Pattern[str]  # the same behind a title in its line (searched)
    power: re.Pattern[str]  # thẩm quyền ban hành, the line above a decision's preamble
    operative: re.Pattern[str]  # what an article of a decision orders
    numbered: re.Pattern[str]  # a heading with its number behind its noun: Mục tiêu 1:
    label_word: re.Pattern[str]  # Điều, Chương before a number
    no_label_after: re.Pattern[str]  # words behind which a number is no label
    lead_in: re.Pattern[str]  # what introduces a list
    title_years: re.Pattern[str]  # a line of a title that says for which years it is
    open_end: re.Pattern[str]  # a line that the next one goes on with
    bullet_verb: re.Pattern[str]  # the first word of a duty
    figure_within: re.Pattern[str]  # a figure, which no heading states
    short_body: re.Pattern[str]  # UBND, HĐND
    promulgated: re.Pattern[str]  # (Ban hành kèm theo …) under the title of what a decision issues
    foot: re.Pattern[str]  # Nơi nhận
    signature: re.Pattern[str]  # quyền hạn, chức vụ above a signature
    appendix: re.Pattern[str]  # a line that begins an appendix
    appendix_label: re.Pattern[str]  # its word and number
    appendix_word: re.Pattern[str]  # the word itself
    annexed: re.Pattern[str]  # what is annexed: đề cương, danh mục, biểu mẫu
    appended: re.Pattern[str]  # (Kèm theo …) under an appendix's title
    appended_within: re.Pattern[str]  # the same within a line
    flat_motto: re.Pattern[str]  # tiêu ngữ in flattened text
    flat_joined: re.Pattern[str]  # tiêu ngữ and number grown together
    flat_number: re.Pattern[str]
    flat_date: re.Pattern[str]
    flat_place: re.Pattern[str]
    power_object: re.Pattern[str]  # a body in a title is its object: giữa, về việc
    power_list: re.Pattern[str]  # two bodies in a title


@cache
def load() -> Marks:
    """The marks of rules/letterhead.toml. Raises RulesError where a part is missing or unknown."""
    patterns: dict[str, list[str]] = {}
    for mark in load_rules("letterhead")["mark"]:
        patterns.setdefault(mark["part"], []).append(expand(mark["pattern"]))
    known = {field.name for field in fields(Marks)}
    if set(patterns) != known:
        raise RulesError(f"rules/letterhead.toml: parts {sorted(set(patterns) ^ known)} are missing or unknown")
    return Marks(**{part: compile_later("|".join(f"(?:{p})" for p in own)) for part, own in patterns.items()})


def examples() -> Iterator[Example]:
    """Every example of the file."""
    yield from read_examples("letterhead", load_rules("letterhead")["mark"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the mark accepts the start of the text."""
    return any(
        mark["id"] == entry_id and re.match(expand(mark["pattern"]), text) for mark in load_rules("letterhead")["mark"]
    )
