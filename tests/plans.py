"""A small hand-made plan, for tests of what comes after parsing."""

from __future__ import annotations

from kehoach_parser.models import (
    Agency,
    Assignment,
    Citation,
    Evidence,
    Issue,
    Measure,
    Metadata,
    Milestone,
    Period,
    Plan,
    Section,
    Signatory,
    SourceInfo,
    Target,
    Task,
)

TEXT = """KẾ HOẠCH
Thực hiện Nghị quyết số 12/NQ-CP ngày 03/02/2023; căn cứ Nghị quyết số 12/NQ-CP
I. CHỈ TIÊU
- Ít nhất 70% số xã có <b>nhà văn hóa</b>; tăng 5 - 10% lượt khách
- Nâng cao chất lượng
II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế, Công an tỉnh
- Chủ trì kiểm tra trước ngày 15/7/2025
STT\tTên\tGhi chú
1\t=SUM(A1)\t
"""


def find(words: str, occurrence: int = 0) -> Evidence:
    """Evidence for the words where they stand in TEXT."""
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return Evidence(start=start, end=start + len(words), quote=words)


def agency(name: str) -> Agency:
    return Agency(raw=name, name=name, key=name.lower(), level="province")


def make_plan(**changes: object) -> Plan:
    """The plan; `changes` replace its fields."""
    statement = find("Ít nhất 70% số xã có <b>nhà văn hóa</b>; tăng 5 - 10% lượt khách")
    at_least = Measure(
        comparator="gte",
        low=70,
        high=70,
        unit="%",
        subject="số xã",
        deadline="2025",
        evidence=find("Ít nhất 70%"),
    )
    rise = Measure(comparator="between", low=5, high=10, unit="%", direction="increase", evidence=find("tăng 5 - 10%"))
    targets = (
        Target(
            id="t1",
            section="I",
            text=statement.quote,
            kind="quantitative",
            measures=(at_least, rise),
            lead=(agency("Sở Y tế"),),
            evidence=statement,
        ),
        Target(
            id="t2",
            section="I",
            text="Nâng cao chất lượng",
            kind="qualitative",
            evidence=find("Nâng cao chất lượng"),
        ),
    )
    duty = find("Chủ trì kiểm tra trước ngày 15/7/2025")
    child = Section(id="II/1", label="1.", title="Sở Y tế, Công an tỉnh", evidence=find("1. Sở Y tế, Công an tỉnh"))
    values: dict[str, object] = {
        "source": SourceInfo(name="plan.txt", sha256="0" * 64, media_type="text/plain"),
        "text": TEXT,
        "metadata": Metadata(
            doc_type="ke_hoach",
            number="05/KH-UBND",
            issuer=agency("Ủy ban nhân dân tỉnh Lào Cai"),
            issued="2023-03",
            title="Phát triển văn hóa",
            period=Period(start=2023, end=2025),
            signatories=(Signatory(name="Nguyễn Văn A", position="Phó Chủ tịch"),),
            recipients=("VPCP", "Lưu: VT"),
        ),
        "sections": (
            Section(id="I", label="I.", title="CHỈ TIÊU", roles=("targets",), evidence=find("I. CHỈ TIÊU")),
            Section(
                id="II",
                label="II.",
                title="TỔ CHỨC THỰC HIỆN",
                children=(child,),
                evidence=find("II. TỔ CHỨC THỰC HIỆN"),
            ),
        ),
        "targets": targets,
        "assignments": (
            Assignment(
                id="a1",
                section="II/1",
                agencies=(agency("Sở Y tế"), agency("Công an tỉnh")),
                tasks=(Task(text=duty.quote, role="lead", deadline="2025-07-15", evidence=duty),),
                evidence=find("1. Sở Y tế, Công an tỉnh\n- Chủ trì kiểm tra trước ngày 15/7/2025"),
            ),
        ),
        "milestones": (Milestone(text=duty.quote, kind="deadline", date="2025-07-15", evidence=duty),),
        "citations": (Citation(number="12/NQ-CP", relation="implements", evidence=find("12/NQ-CP")),),
        "issues": (
            Issue(code="doubtful", message="<script>alert('x')</script>", evidence=find("nhà văn hóa")),
            Issue(code="general", message="không có nơi nhận"),
        ),
    }
    return Plan.model_validate({**values, **changes})
