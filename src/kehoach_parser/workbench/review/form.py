"""Form (thể thức): the components of Nghị định 30/2020/NĐ-CP, Điều 8, and the form of number, date, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...models import Evidence, Plan
from .rulebook import find, kinds, words
from .values import Finding

DAY = 10
"""Characters of a date that is known to the day."""
HEAD = 1200
"""Characters in which a letterhead stands: quốc hiệu, issuer, number, place and date."""


def check_components(plan: Plan) -> Iterator[Finding]:
    """What Điều 8 asks for and the document has not. What is issued by a decision has its head and foot there."""
    meta = plan.metadata
    head = (plan.text or "")[:HEAD]
    if not meta.title:
        yield find("form-title")
    if words().attached.search(head):
        return
    if meta.issuer is None:
        yield find("form-issuer")
    if plan.text and _is_of_state(plan) and not (words().title.search(head) and words().motto.search(head)):
        yield find("form-motto")
    if meta.number is None and meta.symbol is None and not words().number_line.search(plan.text or ""):
        yield find("form-symbol")
    if len(meta.issued or "") < DAY and not words().head_line.search(head):
        yield find("form-place")
    if not meta.recipients:
        yield find("form-recipients")
    elif not words().filed.search(meta.recipients[-1]):
        yield find("form-file", _place(plan, meta.recipients[-1]))


def check_order(plan: Plan) -> Iterator[Finding]:
    """Number, place and date stand above the kind of document, the recipients at the end of it.

    Only where the parts stand on lines of their own: what a page or an export has run together has no places.
    """
    text = plan.text or ""
    kind = words().kind_line.search(text, 0, HEAD)
    if kind is None or not _is_of_state(plan):
        return
    for pattern in (words().number_line, words().date_line):
        found = pattern.search(text)
        if found is not None and found.start() > kind.end():
            yield find("form-order", _at(found), words=found[0].strip())
    found, body = words().recipients_line.search(text), words().first_heading.search(text, kind.end())
    if found is not None and body is not None and found.start() < body.start():
        yield find("form-foot", _at(found), words=found[0].strip())


def check_number(plan: Plan) -> Iterator[Finding]:
    """The number's own form, and whether its symbol is that of the kind of document."""
    meta = plan.metadata
    if meta.number and len(meta.number) > 1 and meta.number[0].isdecimal() and not meta.number[1].isdecimal():
        yield find("form-number", _place(plan, meta.number), number=meta.number.partition("/")[0])
    known = kinds().get(meta.doc_type)
    if known and meta.symbol:
        own = meta.symbol.partition("-")[0].rpartition("/")[2]
        if own not in known.symbols and own in {symbol for kind in kinds().values() for symbol in kind.symbols}:
            told = {"symbol": meta.symbol, "kind": known.name, "expected": ", ".join(known.symbols)}
            yield find("form-kind", _place(plan, meta.symbol), **told)


def check_date(plan: Plan) -> Iterator[Finding]:
    """Days below 10 and months 1 and 2 of the letterhead's date have a 0 in front."""
    text = (plan.text or "")[:HEAD]
    for match in words().head_date.finditer(text):
        if match["day"] in set("123456789") or match["month"] in {"1", "2"}:
            yield find("form-date", Evidence(start=match.start(), end=match.end(), quote=match[0]), date=match[0])
        return


def check_signature(plan: Plan) -> Iterator[Finding]:
    """Somebody signs, and a deputy of a state body signs for the head."""
    people = plan.metadata.signatories
    if not people and not words().attached.search((plan.text or "")[:HEAD]):
        yield find("form-signatory")
    for person in people if _is_of_state(plan) else ():
        position = person.position or ""
        if not words().deputy.search(position):
            continue
        text = plan.text or ""
        at = text.rfind(person.name) if person.name else -1
        above = text[max(0, at - 400) : at] if at >= 0 else ""
        if not words().for_head.search(f"{person.authority or ''}\n{above}"):
            yield find("form-authority", _place(plan, person.name or position), position=position)


def _is_of_state(plan: Plan) -> bool:
    """Whether Nghị định 30/2020/NĐ-CP binds the issuer; the Party and the organisations have rules of their own."""
    return words().party.search((plan.text or "")[:HEAD]) is None


def _at(found: re.Match[str]) -> Evidence:
    quote = found[0].strip()
    start = found.start() + found[0].find(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote)


def _place(plan: Plan, quote: str) -> Evidence | None:
    """Where these words stand first; None where they do not stand as they are."""
    at = (plan.text or "").find(quote) if quote else -1
    return Evidence(start=at, end=at + len(quote), quote=quote) if at >= 0 else None
