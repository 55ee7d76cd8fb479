"""The tables of a store: their columns with types and meanings (docs/archive.md prints them)."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

FORMAT = 1
"""The version of these tables. A column may be added under the same number; what changes in meaning counts it up."""

Type = Literal["text", "int", "float", "bool", "texts", "rows", "ints"]


class Column(Struct, frozen=True):
    """A column; `meaning` is printed in the documentation."""

    name: str
    type: Type
    meaning: str


def _columns(*described: tuple[str, Type, str]) -> tuple[Column, ...]:
    return tuple(Column(*one) for one in described)


_PLAN: tuple[str, Type, str] = ("plan_id", "text", "the plan it belongs to")
_PLACE: tuple[tuple[str, Type, str], ...] = (
    ("start", "int", "first character in the plan's text"),
    ("end", "int", "character after the last"),
    ("page", "int", "page that it begins on; null where the format has none"),
)
_SECTION: tuple[tuple[str, Type, str], ...] = (
    ("section", "text", "id of the section it stands in"),
    ("section_title", "text", "titles above it, joined by ›"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "files": _columns(
        ("file", "text", "path of the file, or of the member of a zip file"),
        ("sha256", "text", "hash of its bytes; null where they could not be read"),
        ("outcome", "text", "ok, failed or skipped"),
        ("reason", "text", "kind of the failure: the exception's name, crash, timeout or memory"),
        ("message", "text", "the failure or the reason for skipping, in words"),
        ("parser", "text", "version of the parser"),
        ("plans", "int", "how many documents were found in it"),
    ),
    "plans": _columns(
        ("plan_id", "text", "the same for the same file and place in it"),
        ("file", "text", "as in files"),
        ("document", "int", "place among the documents of the file, from 0"),
        ("name", "text", "name of the file alone"),
        ("sha256", "text", "hash of the file's bytes"),
        ("media_type", "text", "source.media_type"),
        ("page_count", "int", "source.page_count"),
        ("text_origin", "text", "native, ocr or mixed"),
        ("doc_type", "text", "metadata.doc_type"),
        ("number", "text", "metadata.number"),
        ("symbol", "text", "metadata.symbol"),
        ("issuer", "text", "name of the issuing body"),
        ("issuer_key", "text", "its key, the same in every province"),
        ("issuer_level", "text", "central, province, district, commune"),
        ("place", "text", "metadata.place"),
        ("province", "text", "province of the issuer at the date of the plan"),
        ("province_code", "text", "its official code"),
        ("current_province", "text", "province it belongs to since 1 July 2025"),
        ("issued", "text", "date, as far as stated"),
        ("year", "int", "year of issue"),
        ("title", "text", "metadata.title"),
        ("period_start", "int", "first year covered"),
        ("period_end", "int", "last year covered"),
        ("implements", "text", "number of the programme it carries out"),
        ("recipients", "texts", "nơi nhận"),
        ("signatories", "texts", "names of those who signed"),
        ("targets", "int", "how many targets it has"),
        ("issues", "int", "how many doubts the parser has"),
        ("partial", "bool", "true where the document is known only in part"),
        ("text", "text", "the text that every place refers to"),
        ("json", "text", "the whole plan without its text, as kehoach parse prints it"),
    ),
    "sections": _columns(
        _PLAN,
        ("attachment", "text", "label of the attachment; null for the body"),
        ("section", "text", "id of the section"),
        ("parent", "text", "id of the section above it"),
        ("depth", "int", "0 for a section of the first level"),
        ("label", "text", "label as written"),
        ("title", "text", "words of the heading"),
        ("path", "text", "titles from the first level down, joined by ›"),
        ("roles", "texts", "targets, tasks, funding …"),
        ("body", "text", "its own paragraphs, one a line"),
        *_PLACE,
    ),
    "statements": _columns(
        _PLAN,
        ("statement", "text", "id of the target or commitment"),
        ("list", "text", "targets or commitments"),
        *_SECTION,
        ("text", "text", "the statement"),
        ("kind", "text", "quantitative or qualitative"),
        ("lead", "texts", "names of the agencies that lead"),
        ("support", "texts", "names of the agencies that support"),
        ("same_as", "text", "statement of the body that a table row repeats"),
        *_PLACE,
    ),
    "measures": _columns(
        _PLAN,
        ("statement", "text", "statement it belongs to"),
        ("list", "text", "targets or commitments"),
        ("position", "int", "place among the statement's measures, from 0"),
        ("comparator", "text", "eq, gte, lte, gt, lt, between, approx"),
        ("low", "float", "value, or lower bound"),
        ("high", "float", "value, or upper bound"),
        ("unit", "text", "unit or counted noun"),
        ("direction", "text", "increase or decrease: a change"),
        ("subject", "text", "whose share or count it is"),
        ("per", "text", "period of a frequency"),
        ("every", "text", "to be reached in each of these"),
        ("of", "float", "whole that a count is out of"),
        ("deadline", "text", "by when, as far as stated"),
        ("quote", "text", "the words that state it"),
        *_PLACE,
        ("implied", "bool", "words say it without a figure: all of a kind, none of it"),
    ),
    "assignments": _columns(
        _PLAN,
        ("assignment", "text", "id of the assignment"),
        ("task", "int", "place among its tasks, from 0"),
        *_SECTION,
        ("mode", "text", "directive or request"),
        ("role", "text", "lead, support or implement"),
        ("doers", "texts", "names of those addressed"),
        ("partners", "texts", "names of those to work with"),
        ("text", "text", "the task"),
        ("deadline", "text", "by when"),
        ("output", "text", "product named"),
        ("every", "text", "how often; continuous without end"),
        ("time_text", "text", "the words that say when"),
        ("stated_in", "text", "where the doer is named: heading, line, sentence or column"),
        ("supervisor", "text", "who answers for it above the doer"),
        ("overseers", "texts", "names of those who watch over it"),
        *_PLACE,
    ),
    "agencies": _columns(
        _PLAN,
        ("within", "text", "issuer, targets, commitments, assignments or milestones"),
        ("item", "text", "id of the statement or assignment; number of the milestone"),
        ("task", "int", "place of the task in the assignment"),
        ("role", "text", "issuer, lead, support, doer, partner, overseer, responsible or recipient"),
        ("raw", "text", "as written"),
        ("name", "text", "standard form"),
        ("key", "text", "the same for the same body in every province"),
        ("level", "text", "central, province, district, commune"),
        ("group", "bool", "several bodies named together"),
        ("successor", "text", "body that took over its work in 2025"),
        ("guessed", "bool", "recognised by grammar alone"),
    ),
    "milestones": _columns(
        _PLAN,
        ("position", "int", "place among the milestones, from 0"),
        ("text", "text", "the duty"),
        ("kind", "text", "deadline, report, review or event"),
        ("date", "text", "ISO date as far as stated"),
        ("every", "text", "period of a recurring duty"),
        ("responsible", "texts", "names of those responsible"),
        ("recipient", "text", "name of the recipient"),
        ("day", "int", "day of the month or quarter that recurs"),
        ("recurring", "bool", "recurs without a stated period"),
        ("via", "text", "name of the body through which it goes"),
        ("prepared_by", "texts", "names of those who draft it"),
        *_PLACE,
    ),
    "funding": _columns(
        _PLAN,
        ("position", "int", "place among the statements about money, from 0"),
        ("text", "text", "the statement"),
        ("sources", "texts", "sources as written"),
        ("amount", "float", "sum of the amounts, in đồng; null where none is stated"),
        ("kinds", "texts", "what each source is"),
        ("part", "text", "total of a sum that is made of others, part of one of them"),
        ("mechanism", "text", "how the money is provided"),
        *_PLACE,
    ),
    "indicators": _columns(
        _PLAN,
        ("position", "int", "place among the indicators, from 0"),
        ("name", "text", "the indicator"),
        ("unit", "text", "its unit"),
        ("parent", "text", "name of the row above it"),
        *_PLACE,
    ),
    "citations": _columns(
        _PLAN,
        ("number", "text", "number of the document cited"),
        ("doc_type", "text", "its kind"),
        ("date", "text", "its date"),
        ("issuer", "text", "its issuer as written"),
        ("title", "text", "its title"),
        ("relation", "text", "implements, based_on or mentions"),
        *_PLACE,
    ),
    "tables": _columns(
        _PLAN,
        ("position", "int", "place among the tables, from 0"),
        ("caption", "text", "words above it"),
        ("header", "texts", "one text a column"),
        ("rows", "rows", "texts of the cells"),
        ("pages", "ints", "pages it stands on"),
        *_PLACE,
    ),
    "issues": _columns(
        _PLAN,
        ("code", "text", "kind of the doubt"),
        ("message", "text", "the doubt in words"),
        ("quote", "text", "the words in doubt"),
        *_PLACE,
    ),
}
