"""Who leads and who supports what, as rows and as a graph (GraphML 1.0, http://graphml.graphdrawing.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from ..models import Agency, Plan, Task

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="level" for="node" attr.name="level" attr.type="string"/>
  <key id="group" for="node" attr.name="group" attr.type="boolean"/>
  <key id="successor" for="node" attr.name="successor" attr.type="string"/>
  <key id="tasks" for="edge" attr.name="tasks" attr.type="int"/>
  <key id="plans" for="edge" attr.name="plans" attr.type="string"/>
  <graph id="agencies" edgedefault="directed">
"""


class LeadSupportRow(Struct, frozen=True):
    """One task and one of its supporters. `support` is None for a task that names no supporter.

    `plan` is the plan's number, or the file's name where the number is blank; `section` the Section id; `task` the
    task itself, None of a target.
    """

    plan: str
    section: str
    lead: Agency
    support: Agency | None
    text: str
    task: Task | None = None


def lead_support_rows(plans: Iterable[Plan]) -> tuple[LeadSupportRow, ...]:
    """Every lead with every supporter, in the order of the plans, their targets and their tasks.

    The addressee of a task leads it, and its partners support; where the addressee itself is asked to support
    (*Phối hợp với Sở X …*), the partners lead. Where nobody leads and nobody is named beside, there is no row.
    """
    return tuple(row for plan in plans for row in _rows(plan))


def _rows(plan: Plan) -> Iterator[LeadSupportRow]:
    label = plan.metadata.number or plan.source.name
    for target in (*plan.targets, *plan.commitments):
        yield from _pairs(label, target.section or "", target.lead, target.support, target.text)
    for assignment in plan.assignments:
        for task in assignment.tasks:
            doers = task.agencies or assignment.agencies
            if task.role == "support":
                yield from _pairs(label, assignment.section or "", task.partners, doers, task.text, task)
            else:
                yield from _pairs(label, assignment.section or "", doers, task.partners, task.text, task)


def _pairs(
    plan: str,
    section: str,
    leads: tuple[Agency, ...],
    supports: tuple[Agency, ...],
    text: str,
    task: Task | None = None,
) -> Iterator[LeadSupportRow]:
    for lead in leads:
        others = [agency for agency in supports if agency.key != lead.key]
        for support in others:
            yield LeadSupportRow(plan, section, lead, support, text, task)
        if not others:
            yield LeadSupportRow(plan, section, lead, None, text, task)


def to_graphml(plans: Iterable[Plan]) -> str:
    """The relations of several plans as one directed graph: a node a body (by `key`), an edge from lead to support.

    An edge carries the number of tasks behind it and the plans that state it; the node's name is that of the first
    mention. Nodes and edges come in the order of their first mention.
    """
    nodes: dict[str, Agency] = {}
    edges: dict[tuple[str, str], tuple[int, dict[str, None]]] = {}
    for row in lead_support_rows(plans):
        nodes.setdefault(row.lead.key, row.lead)
        if row.support is None:
            continue
        nodes.setdefault(row.support.key, row.support)
        count, labels = edges.get((row.lead.key, row.support.key), (0, {}))
        edges[row.lead.key, row.support.key] = (count + 1, {**labels, row.plan: None})
    parts = [_HEAD]
    parts.extend(_node(agency) for agency in nodes.values())
    parts.extend(_edge(lead, support, count, "; ".join(labels)) for (lead, support), (count, labels) in edges.items())
    parts.append("  </graph>\n</graphml>\n")
    return "".join(parts)


def _node(agency: Agency) -> str:
    values = {
        "name": agency.name,
        "level": agency.level,
        "group": "true" if agency.group else "false",
        "successor": agency.successor,
    }
    data = "".join(f'      <data key="{key}">{escape(value)}</data>\n' for key, value in values.items() if value)
    return f"    <node id={quoteattr(agency.key)}>\n{data}    </node>\n"


def _edge(lead: str, support: str, count: int, plans: str) -> str:
    return (
        f"    <edge source={quoteattr(lead)} target={quoteattr(support)}>\n"
        f'      <data key="tasks">{count}</data>\n      <data key="plans">{escape(plans)}</data>\n    </edge>\n'
    )
