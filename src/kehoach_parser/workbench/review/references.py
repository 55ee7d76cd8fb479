"""References (viện dẫn): documents cited against their own number and date, annexes cited and not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...models import Evidence, Plan
from .numbering import read_roman
from .rulebook import Kind, find, kinds, words
from .values import Finding

_YEAR = re.compile(r"^\d+/(\d{4})/")
_OWN_KIND = re.compile(r"(?:^|/)([^\W\d_]+)(?=-|/|$)")


def check_citations(plan: Plan) -> Iterator[Finding]:
    """Contradictions of a citation with itself, with its other places and with the plan's own date."""
    issued = plan.metadata.issued
    text = plan.text or ""
    for citation in plan.citations:
        dates = _dates(text, citation.number)
        if len(dates) > 1:
            yield find("citation-dates", citation.evidence, number=citation.number, dates=", ".join(sorted(dates)))
        year = _YEAR.match(citation.number)
        if year and citation.date and citation.date[:4] != year[1]:
            told = {"number": citation.number, "year": year[1], "date": citation.date}
            yield find("citation-year", citation.evidence, **told)
        if citation.date and issued and len(issued) == 10 and len(citation.date) == 10 and citation.date > issued:
            told = {"number": citation.number, "date": citation.date, "issued": issued}
            yield find("citation-later", citation.evidence, **told)
        of_kind = tuple(_check_kind(text, citation.number, citation.evidence))
        yield from of_kind
        for issue in plan.issues if not of_kind else ():
            if issue.code == "citation_issuer" and issue.evidence and citation.number in issue.evidence.quote:
                yield find("citation-issuer", issue.evidence, words=issue.message)


def check_annexes(plan: Plan) -> Iterator[Finding]:
    """Annexes that the text names by number and that are not attached; those of other documents do not count."""
    there = {_number(attachment.label) for attachment in plan.attachments}
    text = plan.text or ""
    told: set[str] = set()
    for match in words().annex.finditer(text):
        number = _number(match["number"])
        if number in there or number in told or words().elsewhere.search(text[match.end() : match.end() + 60]):
            continue
        if "" in there and len(there) == 1 and number == "1":
            continue
        told.add(number)
        quote = match["label"]
        yield find("annex-absent", Evidence(start=match.start(), end=match.end(), quote=quote), label=quote)


def _dates(text: str, number: str) -> set[str]:
    found: set[str] = set()
    for place in re.finditer(rf"(?<![\w/]){re.escape(number)}(?![\w/-])", text):
        date = words().cited_date.match(" ".join(text[place.end() : place.end() + 50].split()))
        if date:
            day, month, year = (date[a] or date[b] for a, b in (("d", "d2"), ("m", "m2"), ("y", "y2")))
            found.add(f"{year}-{int(month):02}-{int(day):02}")
    return found


def _check_kind(text: str, number: str, evidence: Evidence) -> Iterator[Finding]:
    """The kind that stands right before *số* against the abbreviation in the number."""
    at = text.find(number, max(0, evidence.start - 5), evidence.end + len(number) + 60)
    before = " ".join(text[max(0, at - 40) : at].split()).lower() if at >= 0 else ""
    own = _OWN_KIND.search(number.partition("/")[2])
    if not before or own is None:
        return
    stated = [name for name, kind in kinds().items() if _ends_with(before, kind)]
    meant = [name for name, kind in kinds().items() if own[1] in kind.symbols]
    if stated and meant and stated[0] not in meant:
        told = f"{kinds()[stated[0]].name.capitalize()} số {number}"
        yield find("citation-kind", evidence, words=told, symbol=own[1])


def _ends_with(before: str, kind: Kind) -> bool:
    """Whether the words before a number name this kind of document."""
    optional = "?" if kind.bare else ""
    return re.search(rf"\b{kind.name}(?:{words().before_number}){optional}$", before) is not None


def _number(label: str) -> str:
    """The number of an annex as figures; "" where it has none."""
    last = re.search(r"([IVXLivx]+|\d+)\W*$", label)
    if last is None:
        return ""
    if last[1].isdecimal():
        return str(int(last[1]))
    return str(read_roman(last[1].upper()))
