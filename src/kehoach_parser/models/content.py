"""What a plan says: sections, targets, assignments, milestones, funding, indicators, citations, tables."""

from typing import Literal

from pydantic import Field

from .base import Agency, Confirmed, Corrected, Evidence, Model, unless_empty

Role = Literal[
    "purpose",
    "viewpoints",
    "objectives",
    "targets",
    "tasks",
    "solutions",
    "funding",
    "assignments",
    "timeline",
    "content",
    "reporting",
]
Bullet = Literal["-", "+", "*"]
Comparator = Literal["eq", "gte", "lte", "gt", "lt", "between", "approx"]
Every = Literal["day", "week", "month", "quarter", "half_year", "year"]
SourceKind = Literal[
    "central", "province", "district", "commune", "state", "enterprise", "people", "aid", "loan", "other"
]


class Paragraph(Model):
    """Paragraph (đoạn) or bullet (gạch đầu dòng) of a section; `text` is one line, without its bullet."""

    text: str
    bullet: Bullet | None = None
    evidence: Evidence


class Section(Model):
    """Section (mục): a labelled part of the tree. `title` is None for a numbered paragraph that is no heading."""

    id: str
    label: str
    title: str | None
    roles: tuple[Role, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    children: tuple["Section", ...] = ()
    evidence: Evidence


class Measure(Model):
    """Measure (con số của chỉ tiêu): comparator, value, unit, what is counted, how often and by when.

    Every key is as docs/contract.md says; `low` and `high` are equal unless `comparator` is `between`. `better` tells
    which figure is the more ambitious, the greater (`more`) or the smaller (`less`); None: neither, or unknown.
    `implied`: words say it without a figure (*tất cả các xã* is 100 %, *không để xảy ra* is 0); `subject` or `unit`
    is then what they name.
    """

    comparator: Comparator
    low: float
    high: float
    unit: str | None
    direction: Literal["increase", "decrease"] | None = None
    subject: str | None = None
    per: Every | None = None
    every: Every | None = None
    of: float | None = None
    deadline: str | None = None
    better: Literal["more", "less"] | None = None
    implied: bool = unless_empty(False)
    evidence: Evidence
    corrected: tuple[Corrected, ...] = unless_empty(())
    confirmed: Confirmed | None = unless_empty(None)


class Target(Model):
    """Target (chỉ tiêu): one statement of a result to be reached; also the shape of a commitment.

    `section` is None where the statement stands under no section (before the first one, in a plan without any).
    `origin` of a commitment: whether it stands among the aims (mục đích, yêu cầu) or among what is to be done.
    """

    id: str
    section: str | None
    text: str
    kind: Literal["quantitative", "qualitative"]
    measures: tuple[Measure, ...] = ()
    lead: tuple[Agency, ...] = ()
    support: tuple[Agency, ...] = ()
    same_as: str | None = None
    origin: Literal["aims", "tasks"] | None = unless_empty(None)
    evidence: Evidence
    corrected: tuple[Corrected, ...] = unless_empty(())
    confirmed: Confirmed | None = unless_empty(None)

    @property
    def stated(self) -> tuple[Measure, ...]:
        """The measures that have a figure; those that words imply stand behind them in `measures`."""
        return tuple(measure for measure in self.measures if not measure.implied)


class Task(Model):
    """Task (nhiệm vụ) given to an addressee: one bullet, paragraph or table row.

    `agencies` is empty where the addressees of the assignment are meant; else the other body that the bullet
    addresses. `output` is the product named in a table's column, None elsewhere. `every`: how often, `continuous`
    without end; `time_text`: the words that say when, also where they give no date. `stated_in`: where its doer is
    named. `supervisor` is who answers for it above the doer, `overseers` who watch over it.
    """

    text: str
    role: Literal["lead", "support", "implement"]
    agencies: tuple[Agency, ...] = ()
    partners: tuple[Agency, ...] = ()
    deadline: str | None = None
    every: Every | Literal["continuous"] | None = None
    time_text: str | None = None
    output: str | None = None
    stated_in: Literal["heading", "line", "sentence", "column"] | None = None
    supervisor: Agency | None = None
    overseers: tuple[Agency, ...] = ()
    evidence: Evidence
    corrected: tuple[Corrected, ...] = unless_empty(())


class Assignment(Model):
    """Assignment (phân công): who is addressed, in what mode, with which tasks. `section` as in Target."""

    id: str
    section: str | None
    agencies: tuple[Agency, ...]
    mode: Literal["directive", "request"] = "directive"
    tasks: tuple[Task, ...] = ()
    evidence: Evidence
    corrected: tuple[Corrected, ...] = unless_empty(())


class Milestone(Model):
    """Milestone (mốc thời gian, chế độ báo cáo): a dated or recurring duty.

    `date` is ISO as far as stated (`2020-07-05`, `2025`, `2025-Q3`, `2027-H1`, `--06-17` where no year is stated);
    `every` for a recurring duty, one entry a period; `day` of the month or quarter that recurs; `recurring` where it
    recurs and no period is stated. `via` is the channel to the recipient, `prepared_by` who drafts it for others.
    """

    text: str
    kind: Literal["deadline", "report", "review", "event"]
    date: str | None = None
    every: Every | None = None
    day: int | None = None
    recurring: bool = False
    responsible: tuple[Agency, ...] = ()
    prepared_by: tuple[Agency, ...] = ()
    recipient: Agency | None = None
    via: Agency | None = None
    evidence: Evidence
    corrected: tuple[Corrected, ...] = unless_empty(())


class Funding(Model):
    """Funding (kinh phí): one statement about money; `sources` as written, `amounts` in đồng.

    `kinds` has one word for each source, in their order. `part` tells a sum (`total`) from what it is made of
    (`part`); None: it stands alone. `mechanism`: how the money is provided (*dự toán hằng năm*), which is no source.
    """

    text: str
    sources: tuple[str, ...] = ()
    kinds: tuple[SourceKind, ...] = ()
    amounts: tuple[Measure, ...] = ()
    part: Literal["total", "part"] | None = None
    mechanism: str | None = None
    evidence: Evidence
    corrected: tuple[Corrected, ...] = unless_empty(())


class Indicator(Model):
    """Indicator (chỉ số của biểu mẫu): a row of a reporting form; `parent` is the name of the row above it."""

    name: str
    unit: str | None = None
    parent: str | None = None
    evidence: Evidence


class Citation(Model):
    """Citation (văn bản được viện dẫn): one entry a cited document, however often it is cited."""

    number: str
    doc_type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    relation: Literal["implements", "based_on", "mentions"] = "mentions"
    evidence: Evidence
    corrected: tuple[Corrected, ...] = unless_empty(())


class Table(Model):
    """Table (bảng): `header` one text a column, `rows` of cells as text; `pages` it stands on, from 1."""

    caption: str | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    pages: tuple[int, ...] = ()
    evidence: Evidence


class Attachment(Model):
    """Attachment (phụ lục, đề cương, biểu mẫu …), each with a tree of its own."""

    label: str
    title: str | None = None
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = Field(default=())
    evidence: Evidence
