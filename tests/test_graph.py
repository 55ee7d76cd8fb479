"""Lead and support relations as rows and as GraphML."""

from __future__ import annotations

import pytest
from lxml import etree

from kehoach_parser.export.graph import lead_support_rows, to_graphml
from kehoach_parser.models import Agency, Assignment, Evidence, Metadata, Plan, SourceInfo, Target, Task

_EVIDENCE = Evidence(start=0, end=1, quote="x")
_GRAPH = "{http://graphml.graphdrawing.org/xmlns}"


def _agency(name: str, key: str | None = None, successor: str | None = None) -> Agency:
    return Agency(raw=name, name=name, key=key or name.lower(), level="province", successor=successor)


HEALTH = _agency("Sở Y tế")
LABOUR = _agency("Sở Lao động - Thương binh và Xã hội", successor="Sở Nội vụ")
POLICE = _agency("Công an tỉnh", "công an")


def _plan(*tasks: Task, number: str | None = "1/KH-UBND", targets: tuple[Target, ...] = ()) -> Plan:
    return Plan(
        source=SourceInfo(name="ke-hoach.txt", sha256="0" * 64, media_type="text/plain"),
        text="x",
        metadata=Metadata(number=number),
        targets=targets,
        assignments=(Assignment(id="a1", section="V/1", agencies=(LABOUR,), tasks=tasks, evidence=_EVIDENCE),),
    )


@pytest.fixture
def plan() -> Plan:
    return _plan(
        Task(text="Chủ trì, phối hợp với Công an tỉnh", role="lead", partners=(POLICE,), evidence=_EVIDENCE),
        Task(text="Phối hợp với Sở Y tế", role="support", partners=(HEALTH,), evidence=_EVIDENCE),
        Task(text="Tổ chức tập huấn", role="implement", evidence=_EVIDENCE),
        Task(text="Bố trí <kinh phí>", role="lead", agencies=(HEALTH,), partners=(POLICE,), evidence=_EVIDENCE),
    )


def test_the_addressee_leads_and_partners_support(plan: Plan) -> None:
    rows = [(row.lead.name, row.support and row.support.name) for row in lead_support_rows([plan])]
    assert rows == [
        ("Sở Lao động - Thương binh và Xã hội", "Công an tỉnh"),
        ("Sở Y tế", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Lao động - Thương binh và Xã hội", None),
        ("Sở Y tế", "Công an tỉnh"),
    ]


def test_targets_count_and_a_blank_number_is_the_file_name() -> None:
    target = Target(
        id="t1",
        section="Phụ lục I",
        text="100% xã",
        kind="quantitative",
        lead=(POLICE,),
        support=(HEALTH,),
        evidence=_EVIDENCE,
    )
    (row,) = lead_support_rows([_plan(number=None, targets=(target,))])
    assert (row.plan, row.section, row.lead.key, row.text) == ("ke-hoach.txt", "Phụ lục I", "công an", "100% xã")


def test_nobody_supports_oneself() -> None:
    task = Task(text="Phối hợp", role="lead", partners=(LABOUR,), evidence=_EVIDENCE)
    (row,) = lead_support_rows([_plan(task)])
    assert row.support is None


def test_graphml_has_a_node_a_body_and_counts_tasks_over_plans(plan: Plan) -> None:
    other = _plan(
        Task(text="Kiểm tra", role="lead", partners=(_agency("Công an thành phố", "công an"),), evidence=_EVIDENCE),
        number="2/KH-UBND",
    )
    root = etree.fromstring(to_graphml([plan, other]).encode())
    nodes = {node.get("id"): node for node in root.iter(f"{_GRAPH}node")}
    assert list(nodes) == ["sở lao động - thương binh và xã hội", "công an", "sở y tế"]
    names = {key: node.find(f"{_GRAPH}data[@key='name']").text for key, node in nodes.items()}
    assert names["công an"] == "Công an tỉnh"
    assert nodes["sở lao động - thương binh và xã hội"].find(f"{_GRAPH}data[@key='successor']").text == "Sở Nội vụ"
    edges = {
        (edge.get("source"), edge.get("target")): [data.text for data in edge] for edge in root.iter(f"{_GRAPH}edge")
    }
    assert edges["sở lao động - thương binh và xã hội", "công an"] == ["2", "1/KH-UBND; 2/KH-UBND"]
    assert len(edges) == 3


def test_an_empty_plan_gives_an_empty_graph() -> None:
    root = etree.fromstring(to_graphml([]).encode())
    assert not list(root.iter(f"{_GRAPH}node"))
