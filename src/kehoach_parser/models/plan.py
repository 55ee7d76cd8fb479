"""The plan as a whole: source, metadata, and everything extracted."""

from typing import Any, Literal

from pydantic import ConfigDict

from .base import Agency, Issue, Model, Province
from .content import Assignment, Attachment, Citation, Funding, Indicator, Milestone, Section, Table, Target

DocType = Literal[
    "ke_hoach", "quyet_dinh", "chuong_trinh", "nghi_quyet", "chi_thi", "cong_van", "bao_cao", "other"
]


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
    """Signatory (người ký): `authority` is the TM., KT., TL. … line as written, None where there is none."""

    name: str
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


def _let_text_out(schema: dict[str, Any]) -> None:
    """What is printed with `--no-text` fits the schema too."""
    schema["required"] = [name for name in schema.get("required", ()) if name != "text"]


class Plan(Model):
    """Plan (kế hoạch): one document, structured. Every offset refers to `text`.

    `text` is None, or not there in JSON, where it was left out on purpose (`--no-text`).
    """

    model_config = ConfigDict(json_schema_extra=_let_text_out)

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
