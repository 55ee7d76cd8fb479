"""Words of the letterhead and the signature (rules/letter.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from ..errors import RulesError
from ..language.patterns import compile_later
from ..models.plan import DocType
from .rule_files import Example, expand, load_rules, read_examples


class Letter(Struct, frozen=True):
    """The components of rules/letter.toml, compiled as they are to be used."""

    body: re.Pattern[str]  # cơ quan ban hành: how a line that names one begins
    open_body: re.Pattern[str]  # a body whose name goes on in the next line
    organ: re.Pattern[str]  # an organ of a body, by itself
    belongs_to: re.Pattern[str]  # what stands before the issuer of another document
    organ_of: re.Pattern[str]  # an organ before the association that it belongs to (`organ`)
    association: re.Pattern[str]  # hội, đoàn, mặt trận
    second_body: re.Pattern[str]  # the joint of two bodies in one line
    joint: re.Pattern[str]  # the kind or symbol of what several bodies issue together
    joined: re.Pattern[str]  # between two such bodies in one line
    stamp: re.Pattern[str]  # dự thảo, độ mật, độ khẩn: no body
    second_motto: re.Pattern[str]  # Tiêu ngữ or a piece of it
    motto: re.Pattern[str]  # Quốc hiệu
    motto_part: re.Pattern[str]  # a piece of Quốc hiệu where a column broke it
    number_line: re.Pattern[str]  # the line of the number
    place_and_date: re.Pattern[str]  # the line of place and date
    glued: re.Pattern[str]  # where two words grew together
    decider: re.Pattern[str]  # the head of a body, who issues in its place
    short: re.Pattern[str]  # abbreviations, which keep their capitals
    school: re.Pattern[str]  # a school by its `kind`
    hospital: re.Pattern[str]  # a hospital, clinic or university: `head`, `kind`, `name`
    country: re.Pattern[str]  # Việt Nam
    region: re.Pattern[str]  # khu vực, miền, vùng before a name
    short_school: re.Pattern[str]  # kinds of school that are abbreviated
    place_line: re.Pattern[str]  # the place before the date (`above`, `place`)
    place_title: re.Pattern[str]  # the kind of place before its name
    about: re.Pattern[str]  # V/v, about what a công văn is
    page_title: re.Pattern[str]  # a document's name on a portal's page (`number`, `title`)
    central_body: re.Pattern[str]  # a body of the centre
    superior: re.Pattern[str]  # the authorities of a place
    in_title: re.Pattern[str]  # issuer, number and date within the title of an old database
    issues: re.Pattern[str]  # what the issuer does in the opening
    issued_kind: re.Pattern[str]  # the `kind` of document that the opening says is issued as follows
    authority: re.Pattern[str]  # TM., KT., TL., TUQ. above a signature
    position: re.Pattern[str]  # chức vụ above a signature
    deputy: re.Pattern[str]  # phó, quyền before a position
    sign_start: re.Pattern[str]  # where the signature begins in a line that lost its breaks
    degree: re.Pattern[str]  # học hàm, học vị, cấp bậc before a name
    recipients: re.Pattern[str]  # Nơi nhận
    as_above: re.Pattern[str]  # Như trên, the first of the recipients
    other_kind: re.Pattern[str]  # abbreviations of kinds that are no công văn
    filed: re.Pattern[str]  # Lưu, the last of the recipients
    place_kind: re.Pattern[str]  # tỉnh, huyện, xã … before a name
    place_before: re.Pattern[str]  # what stands before a place in a title
    after_place: re.Pattern[str]  # what ends the name of a place in a title
    kinds: tuple[tuple[DocType, str, str], ...]

    def doc_type(self, kind: str | None, symbol: str | None) -> DocType:
        """The contract's word for a document: by its title line, else by its symbol (a công văn has no title line and
        a symbol of issuer and unit)."""
        for doc_type, pattern, _ in self.kinds:
            if kind and kind.startswith(pattern):
                return doc_type
        if kind or symbol is None:
            return "other"
        first = re.split(r"[-/]", symbol)[0]
        for doc_type, _, short in self.kinds:
            if first == short:
                return doc_type
        return "other" if self.other_kind.match(first) else "cong_van"


@cache
def load() -> Letter:
    """The rules, loaded once. Raises RulesError where a component is missing or unknown."""
    data = load_rules("letter")
    components = {entry["id"]: _compile(entry) for entry in data["component"]}
    known = {field.name for field in fields(Letter)} - {"kinds"}
    if set(components) != known:
        raise RulesError(f"rules/letter.toml: components {sorted(set(components) ^ known)} are missing or unknown")
    return Letter(**components, kinds=tuple((e["id"], e["pattern"], e["symbol"]) for e in data["kind"]))


def _compile(entry: dict[str, Any]) -> re.Pattern[str]:
    pattern = expand(entry["pattern"])
    if entry.get("at") == "full":
        pattern = rf"(?:{pattern})$"
    return compile_later(pattern, re.IGNORECASE if entry.get("fold") else 0)


def examples() -> Iterator[Example]:
    """Every example of the file."""
    yield from read_examples("letter", load_rules("letter")["component"])
    yield from read_examples("letter", load_rules("letter")["kind"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the component accepts the text."""
    for doc_type, pattern, _ in load().kinds:
        if doc_type == entry_id:
            return text.startswith(pattern)
    for entry in load_rules("letter")["component"]:
        if entry["id"] == entry_id:
            compiled: re.Pattern[str] = getattr(load(), entry_id)
            return (compiled.search(text) if entry.get("at") == "in" else compiled.match(text)) is not None
    return False
