"""Successors by field of work: of a body whose work was divided, the heir of the work that a plan is about.

The register gives every heir with its field and legal source (rules/agencies_*.toml); the plan's title says the field.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...models import Agency, Assignment, Milestone
from ..agencies import pick_successor


def choose_successors(assignments: Sequence[Assignment], topic: str | None) -> tuple[Assignment, ...]:
    """The assignments with the heirs of their agencies and partners chosen by the topic (a plan's title)."""
    if not topic:
        return tuple(assignments)
    chosen: dict[tuple[str, str | None], str | None] = {}

    def settle(agencies: tuple[Agency, ...]) -> tuple[Agency, ...]:
        return tuple(_settle(agency, topic, chosen) for agency in agencies)

    return tuple(
        assignment.model_copy(
            update={
                "agencies": settle(assignment.agencies),
                "tasks": tuple(
                    task.model_copy(update={"agencies": settle(task.agencies), "partners": settle(task.partners)})
                    if _divided((*task.agencies, *task.partners))
                    else task
                    for task in assignment.tasks
                ),
            }
        )
        if _divided((*assignment.agencies, *(a for t in assignment.tasks for a in (*t.agencies, *t.partners))))
        else assignment
        for assignment in assignments
    )


def choose_for_milestones(milestones: Sequence[Milestone], topic: str | None) -> tuple[Milestone, ...]:
    """The same for the bodies of milestones."""
    if not topic:
        return tuple(milestones)
    chosen: dict[tuple[str, str | None], str | None] = {}
    return tuple(
        milestone.model_copy(
            update={
                "responsible": tuple(_settle(a, topic, chosen) for a in milestone.responsible),
                "recipient": _settle(milestone.recipient, topic, chosen) if milestone.recipient else None,
            }
        )
        if _divided((*milestone.responsible, *((milestone.recipient,) if milestone.recipient else ())))
        else milestone
        for milestone in milestones
    )


def _divided(agencies: Sequence[Agency]) -> bool:
    return any(len(agency.successors) > 1 for agency in agencies)


def _settle(agency: Agency, topic: str, chosen: dict[tuple[str, str | None], str | None]) -> Agency:
    if len(agency.successors) < 2:
        return agency
    key = (agency.key, agency.level)
    if key not in chosen:
        successor = pick_successor(agency, topic)
        chosen[key] = successor.name if successor is not None else None
    return agency if agency.successor == chosen[key] else agency.model_copy(update={"successor": chosen[key]})
