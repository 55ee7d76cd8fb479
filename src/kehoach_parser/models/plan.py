"""The plan as a whole: source, metadata, and everything extracted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import ConfigDict

from .base import Agency, Corrected, Issue, Model, Province, Settled, unless_empty
from .content import Assignment, Attachment, Citation, Funding, Indicator, Milestone, Section, Table, Target
from .frames import Library
from .notebook import draw_plan, tell_plan

if TYPE_CHECKING:
    import pandas
    import polars

DocType = Literal["ke_hoach", "quyet_dinh", "chuong_trinh", "nghi_quyet", "chi_thi", "cong_van", "bao_cao", "other"]


class SourceInfo(Model):
    """Where the plan was read from. `pages` is the first and last page where a file holds several documents."""

    name: str
    sha256: str
    media_type: str
    page_count: int | None = None
    pages: tuple[int, int] | None = None
    text_origin: Literal["native", "ocr", "mixed"] = "native"
    legacy_encoding: Literal["tcvn3", "vni", "viscii", "vps"] | None = None


class Period(Model):
    """Years that the plan covers, both included."""

    start: int
    end: int


class Signatory(Model):
    """Signatory (người ký): `authority` is the TM., KT., TL. … line as written, None where there is none. `name`: None
    where a position stands and no name can be read (a picture, a stamp, a damaged scan); an issue says so."""

    name: str | None
    position: str | None = None
    authority: str | None = None


class Metadata(Model):
    """Metadata (thể thức văn bản) of the plan; see docs/contract.md. None: not stated."""

    doc_type: DocType = "other"
    number: str | None = None
    symbol: str | None = None
    issuer: Agency | None = None
    parent_issuer: Agency | None = None
    place: str | None = None
    issued: str | None = None
    title: str | None = None
    period: Period | None = None
    implements: str | None = None
    signatories: tuple[Signatory, ...] = ()
    recipients: tuple[str, ...] = ()
    province: Province | None = None
    co_issuers: tuple[Agency, ...] = unless_empty(())
    corrected: tuple[Corrected, ...] = unless_empty(())


def _let_text_out(schema: dict[str, Any]) -> None:
    """What is printed with `--no-text` fits the schema too."""
    schema["required"] = [name for name in schema.get("required", ()) if name != "text"]


class Plan(Model):
    """Plan (kế hoạch): one document, structured. Every offset refers to `text`.

    `text` is None, or not there in JSON, where it was left out on purpose (`--no-text`).
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra=_let_text_out)

    schema_version: Literal["1.0"] = "1.0"
    source: SourceInfo
    text: str | None = None
    metadata: Metadata
    sections: tuple[Section, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    targets: tuple[Target, ...] = ()
    commitments: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    funding: tuple[Funding, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    citations: tuple[Citation, ...] = ()
    tables: tuple[Table, ...] = ()
    issues: tuple[Issue, ...] = ()
    settled: tuple[Settled, ...] = unless_empty(())

    def __repr__(self) -> str:
        return tell_plan(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: the head and the first targets."""
        return draw_plan(self)

    def records(self) -> "Iterator[dict[str, Any]]":
        """One flat record for each measure of the targets and commitments, and one for each without; keys always the
        same."""
        head = {
            "plan": self.metadata.number or self.source.name,
            "issuer": self.metadata.issuer.name if self.metadata.issuer else None,
            "province": self.metadata.province.name if self.metadata.province else None,
        }
        for name, statements in (("targets", self.targets), ("commitments", self.commitments)):
            for statement in statements:
                said = {
                    **head,
                    "list": name,
                    "statement": statement.id,
                    "section": statement.section,
                    "text": statement.text,
                    "kind": statement.kind,
                    "lead": "; ".join(agency.name for agency in statement.lead) or None,
                    "support": "; ".join(agency.name for agency in statement.support) or None,
                }
                for measure in statement.measures or (None,):
                    place = measure.evidence if measure and measure.evidence.boxes else statement.evidence
                    page = place.boxes[0].page if place.boxes else None
                    yield {**said, **{key: getattr(measure, key, None) for key in MEASURE_TYPES}, "page": page}

    def to_frame(self, library: Library = "auto") -> "pandas.DataFrame | polars.DataFrame":
        """The records as a data frame; `auto` takes polars where it is installed, else pandas.

        Raises ImportError where the library is missing.
        """
        from .frames import make_frame

        return make_frame(self.records(), PLAN_RECORD_TYPES, library)


MEASURE_TYPES: dict[str, type] = {
    "comparator": str,
    "low": float,
    "high": float,
    "unit": str,
    "direction": str,
    "subject": str,
    "per": str,
    "every": str,
    "of": float,
    "deadline": str,
    "implied": bool,
}
PLAN_RECORD_TYPES: dict[str, type] = {
    "plan": str,
    "issuer": str,
    "province": str,
    "list": str,
    "statement": str,
    "section": str,
    "text": str,
    "kind": str,
    "lead": str,
    "support": str,
    **MEASURE_TYPES,
    "page": int,
}
"""The columns of `Plan.records()` and their types; a value that is not stated is None."""
