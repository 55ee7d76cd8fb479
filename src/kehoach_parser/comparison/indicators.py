"""group(): the indicators that several plans have in common, where there is no baseline to hold them against."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Cell, Comparison, ComparisonNote, FoundIn, Plan, Reason, Row, Target
from .align import Pair, align
from .cells import make_cell, page_of
from .features import Item, Side, read_context, read_side
from .judge import judge
from .labels import name_plans
from .sources import was_read
from .standings import rank_plans
from .summarise import overview

OUTLIER = 5
"""A share that another exceeds so many times is of something else, however alike their words are."""
PIVOTS = 40
"""Plans beyond this many are aligned with as many chosen ones, not each with each: the work grows in a line."""

Member = tuple[int, int]
"""A plan's index and the index of one of its items."""
Links = dict[tuple[Member, Member], Pair]


def group(plans: Sequence[Plan]) -> Comparison:
    """The plans' targets grouped into common indicators, as a comparison without a baseline.

    A row is an indicator that two or more plans state; its `target` and `measure` are those of the plan with the
    middle value (of an even number the lower one), against which the others are judged. `extra` holds what a plan
    alone states. The order of the plans changes the order of the columns only.
    """
    sides = [read_side(plan, _statements(plan)) for plan in plans]
    order = sorted(range(len(plans)), key=lambda i: (-len(sides[i].items), sides[i].key))
    links: Links = {}
    for place, first in enumerate(order[:PIVOTS]):
        for second in order[place + 1 :]:
            for pair in align(sides[first], sides[second]).pairs:
                if not pair.shared and _fits(sides[first].items[pair.left], sides[second].items[pair.right]):
                    links[(first, pair.left), (second, pair.right)] = pair
    clusters = _cluster(links, sides)
    rows = [_row(cluster, links, plans, sides) for cluster in clusters]
    rows.sort(key=lambda row: (-sum(cell.status != "missing" for cell in row.cells), row.target.text, row.id))
    rows = [row.model_copy(update={"id": f"I{number}", "position": number}) for number, row in enumerate(rows)]
    grouped = {(plan, sides[plan].items[item].position) for cluster in clusters for plan, item in cluster.items()}
    message = "Không có văn bản gốc: mỗi chỉ tiêu được so với kế hoạch có mức ở giữa."
    return Comparison(
        baseline=None,
        plans=tuple(plan.metadata for plan in plans),
        names=name_plans([(plan.metadata, plan.source.name) for plan in plans]),
        rows=tuple(row for row in rows if row.measure is not None),
        statements=tuple(row for row in rows if row.measure is None),
        extra=tuple(
            tuple(target for place, target in enumerate(plan.targets) if (index, place) not in grouped)
            for index, plan in enumerate(plans)
        ),
        added=tuple(() for _ in plans),
        notes=(
            ComparisonNote(
                code="no_baseline",
                message=message,
                message_en="No baseline: each indicator is judged against the plan with the middle value.",
            ),
        ),
        overviews=tuple(overview(plan, None, read_context(plan)) for plan in plans),
        standings=rank_plans(rows, [plan.metadata for plan in plans]),
    )


def _statements(plan: Plan) -> tuple[Target, ...]:
    """What a plan promises: its targets, and what has a figure elsewhere and repeats none of them."""
    stated = {target.text for target in plan.targets}
    return (*plan.targets, *(found for found in plan.commitments if found.text not in stated))


def _fits(one: Item, other: Item) -> bool:
    """Whether two measures can belong to one indicator: of one kind of value, and not far apart (*4 % số xã* is no
    member of a group about *65 % số trường*)."""
    a, b = one.measure, other.measure
    if a is None or b is None:
        return a is b
    if one.kind.family != other.kind.family or one.kind.direction != other.kind.direction:
        return False
    if one.kind.family != "rate" or one.kind.direction is not None:
        return True
    smaller, greater = sorted((a.low, b.low))
    return smaller * OUTLIER >= greater


def _cluster(links: Links, sides: Sequence[Side]) -> list[dict[int, int]]:
    """Items joined by their strongest links first, one item of a plan in each cluster; plan index to item index."""

    def strength(link: tuple[Member, Member]) -> tuple[float, list[tuple[object, ...]]]:
        return (-links[link].score, sorted(sides[plan].items[item].key for plan, item in link))

    home: dict[Member, dict[int, int]] = {}
    for link in sorted(links, key=strength):
        parts = [home.setdefault(member, {member[0]: member[1]}) for member in link]
        if parts[0] is parts[1] or parts[0].keys() & parts[1].keys():
            continue
        parts[0].update(parts[1])
        for plan, item in parts[1].items():
            home[plan, item] = parts[0]
    unique = {id(cluster): cluster for cluster in home.values()}
    return [cluster for cluster in unique.values() if len(cluster) > 1]


def _row(cluster: dict[int, int], links: Links, plans: Sequence[Plan], sides: Sequence[Side]) -> Row:
    middle = _middle(cluster, plans, sides)
    side = sides[middle]
    base = side.items[cluster[middle]]
    cells = []
    for index, plan in enumerate(plans):
        if index not in cluster:
            cells.append(Cell(status="missing" if was_read(plan) else "unread"))
            continue
        pair = _link(index, middle, cluster, links)
        stated = sides[index].items[pair.right].position < len(plan.targets)
        found_in: FoundIn = "targets" if stated else "commitments"
        cells.append(make_cell(base, sides[index], pair, plans[middle].metadata, plan.metadata, found_in))
    return Row(
        id="",
        target=base.target,
        measure=None if base.implied else base.measure,
        position=0,
        topic=side.titles.get(base.target.section or "") or None,
        clause=base.clause,
        page=page_of(base.target.evidence),
        cells=tuple(cells),
    )


def _link(plan: int, middle: int, cluster: dict[int, int], links: Links) -> Pair:
    """What joins the plan's item to the cluster: its link with the middle one, else its strongest."""
    item = cluster[plan]
    if plan == middle:
        return Pair(item, item, 1.0, False, Reason(subject=1.0, action=1.0, kind=1.0))
    found = {
        other: links.get(((plan, item), (other, place))) or links.get(((other, place), (plan, item)))
        for other, place in cluster.items()
    }
    pair = found[middle] or max((link for link in found.values() if link), key=lambda link: link.score)
    return Pair(cluster[middle], item, pair.score, False, pair.reason)


def _middle(cluster: dict[int, int], plans: Sequence[Plan], sides: Sequence[Side]) -> int:
    """The plan with the middle value among those of the kind that most of the cluster can be ranked with."""

    def item(plan: int) -> Item:
        return sides[plan].items[cluster[plan]]

    def rank(plan: int, other: int) -> str:
        return judge(item(other), item(plan), plans[other].metadata, plans[plan].metadata).status

    members = sorted(cluster, key=lambda plan: item(plan).key)
    comparable = {
        plan: [other for other in members if rank(plan, other) in ("equal", "higher", "lower")] for plan in members
    }
    widest = max(members, key=lambda plan: (len(comparable[plan]), -members.index(plan)))
    peers = comparable[widest] or [widest]
    by_value = sorted(peers, key=lambda plan: (sum(rank(plan, other) == "higher" for other in peers), item(plan).key))
    return by_value[(len(by_value) - 1) // 2]
