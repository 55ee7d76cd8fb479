"""choose_baseline(): the programme that plans say they carry out, found among documents at hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..errors import BaselineNotFound
from ..models import Citation, Plan


def choose_baseline(plans: Sequence[Plan], candidates: Iterable[Plan]) -> Plan:
    """The candidate that most of `plans` say they implement (`metadata.implements`).

    A number is not enough where two bodies use it: where a plan cites the programme with its date or issuer, these must
    agree. Where no plan's programme is at hand, the document that most plans cite as what they implement. Of two found
    equally often, the one with the smaller number wins. Raises BaselineNotFound where there is none.
    """
    at_hand = [candidate for candidate in candidates if candidate.metadata.number]
    votes: Counter[int] = Counter()
    second: Counter[int] = Counter()
    wanted: Counter[str] = Counter()
    for plan in plans:
        named = plan.metadata.implements
        if named:
            wanted[named] += 1
        for index, candidate in enumerate(at_hand):
            if candidate is plan or candidate == plan:
                continue
            number = fold_number(candidate.metadata.number or "")
            if named and fold_number(named) == number and _agrees(plan, candidate, number):
                votes[index] += 1
            elif any(
                citation.relation == "implements" and fold_number(citation.number) == number
                for citation in plan.citations
            ) and _agrees(plan, candidate, number):
                second[index] += 1
    for found in (votes, second):
        if found:
            best = min(found, key=lambda i: (-found[i], fold_number(at_hand[i].metadata.number or ""), i))
            return at_hand[best]
    if not wanted:
        raise BaselineNotFound("no plan says which programme it implements; name the baseline")
    numbers = ", ".join(number for number, _ in wanted.most_common(3))
    raise BaselineNotFound(f"the plans implement {numbers}, which is not among the documents at hand")


def fold_number(number: str) -> str:
    """A document's number without spaces, in one case, dashes alike: two ways of writing it become one."""
    return re.sub(r"[‐‑–—]", "-", re.sub(r"\s+", "", number)).casefold()


def _agrees(plan: Plan, candidate: Plan, number: str) -> bool:
    """Whether what the plan's citation tells of the document fits the candidate."""
    cited = [citation for citation in plan.citations if fold_number(citation.number) == number]
    return all(_fits(citation, candidate) for citation in cited)


def _fits(citation: Citation, candidate: Plan) -> bool:
    meta = candidate.metadata
    if citation.date and meta.issued:
        length = min(len(citation.date), len(meta.issued))
        if citation.date[:length] != meta.issued[:length]:
            return False
    issuer = citation.issuer
    if issuer and meta.issuer and meta.issuer.level != "central" and meta.place:
        return meta.place.casefold() in issuer.casefold() or meta.issuer.name.casefold() in issuer.casefold()
    return True
