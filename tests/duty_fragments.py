"""Fragments with expected duties, milestones and money (notation: tests/unseen/duties/README.md), read and scored.

python -m tests.duty_fragments tests/unseen/duties/duties_new_1.txt --detail
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kehoach_parser import parse
from kehoach_parser.evaluation.tally import squeeze
from kehoach_parser.models import Agency, Funding, Milestone, Plan, Task

ROLES = {"lead": "lead", "impl": "implement", "supp": "support"}
SOURCES = {"central", "province", "district", "commune", "state", "enterprise", "people", "aid", "loan", "other"}
OF_ITS_OWN = {"2.01", "2.07", "2.12", "2.13", "2.14", "2.16", "2.17", "2.24", "2.28", "2.29"}
"""Fragments of the second half that are not built like one of the first."""


class Line(NamedTuple):
    """An expected line: `T`, `M`, `F`, `I` or one that counts for nothing or must not be (`?M`, `-M`, `-F`, `-D`)."""

    kind: str
    anchor: str
    words: tuple[str, ...]
    keys: dict[str, str]


class Fragment(NamedTuple):
    """`name` is its number."""

    name: str
    text: str
    lines: tuple[Line, ...]


class Fact(NamedTuple):
    """One fact: what was to be found and whether it was."""

    field: str
    right: bool
    told: str


def read_fragments(path: Path) -> tuple[Fragment, ...]:
    """The fragments of a file in order."""
    found = []
    for part in path.read_text("utf-8").split("\n### ")[0:]:
        heading, _, rest = part.removeprefix("### ").partition("\n")
        if not heading[:1].isdigit():
            continue
        text, _, gold = rest.partition("\n---\n")
        found.append(Fragment(heading.split()[0], text + "\n", tuple(_read_lines(gold))))
    return tuple(found)


def _read_lines(gold: str) -> Iterator[Line]:
    above = ""
    for line in gold.splitlines():
        kind, _, rest = line.strip().partition(" ")
        if kind not in ("T", "M", "?M", "F", "I", "-M", "-F", "-D"):
            continue
        anchor, *fields = (field.strip() for field in rest.split(" | "))
        anchor = above if anchor == "…" else anchor
        above = anchor
        keys, words = {}, []
        for field in fields:
            key, colon, value = field.partition(":")
            if colon and key.strip().isalpha() and key.strip().islower():
                keys[key.strip()] = value.strip()
            else:
                words.append(field)
        yield Line(kind, anchor, tuple(words), keys)


def score(fragment: Fragment) -> list[Fact]:
    """The facts of a fragment, each right or wrong."""
    plan = parse(fragment.text.encode(), name=f"{fragment.name}.txt")
    facts: list[Fact] = []
    used: set[int] = set()
    milestones = list(plan.milestones)
    money = list(plan.funding)
    paid: set[int] = set()
    for line in fragment.lines:
        if line.kind == "T":
            facts += _score_task(plan, line)
        elif line.kind == "M":
            facts.append(_score_milestone(milestones, used, line))
        elif line.kind == "F":
            facts.append(_score_money(money, paid, line))
        elif line.kind == "I":
            told = any(
                _holds(issue.message, line.anchor)
                or (issue.evidence is not None and _holds(issue.evidence.quote, line.anchor))
                for issue in plan.issues
            )
            facts.append(Fact("issue", told, line.anchor))
        elif line.kind == "-D":
            dated = [t.deadline for t, _ in _tasks(plan, line.anchor) if t.deadline]
            facts.append(Fact("no deadline", not dated, f"{line.anchor}: {dated}"))
    allowed = [line.anchor for line in fragment.lines if line.kind == "?M"]
    for index, milestone in enumerate(milestones):
        if index not in used and not any(_holds(milestone.text, anchor) for anchor in allowed):
            facts.append(Fact("milestone invented", False, _show_milestone(milestone)))
    for line in fragment.lines:
        if line.kind == "-M":
            left = [m for i, m in enumerate(milestones) if i not in used]
            left = [m for m in left if not any(_holds(m.text, anchor) for anchor in allowed)]
            said = [m for m in left if _holds(m.text, line.anchor)]
            facts.append(Fact("no milestone", not said, line.anchor))
        elif line.kind == "-F":
            given = [f for f in money if any(_holds(line.anchor, s) for s in f.sources) or f.text == line.anchor]
            facts.append(Fact("no funding", not given, line.anchor))
    if any(line.kind in ("F", "-F") for line in fragment.lines):
        facts += [Fact("funding invented", False, _show_money(f)) for i, f in enumerate(money) if i not in paid]
    return facts


def _tasks(plan: Plan, anchor: str) -> list[tuple[Task, tuple[Agency, ...]]]:
    return [(t, t.agencies or a.agencies) for a in plan.assignments for t in a.tasks if _holds(t.text, anchor)]


def _score_task(plan: Plan, line: Line) -> list[Fact]:
    modes = {id(t): a.mode for a in plan.assignments for t in a.tasks}
    best: list[Fact] | None = None
    for task, doers in _tasks(plan, line.anchor):
        role = next(key for key in ROLES if key in line.keys)
        right_role = task.role == ROLES[role] or "accepted" in line.keys.get("note", "")
        given = {
            "doer": (line.keys[role], _names(doers)),
            "with": (line.keys.get("with", "-"), _names(task.partners)),
            "by": (line.keys.get("by", "-"), task.deadline),
            "every": (line.keys.get("every", "-"), getattr(task, "every", None)),
            "in": (line.keys.get("in", "-").replace("/", " / "), getattr(task, "stated_in", None)),
            "mode": (line.keys.get("mode", "directive"), modes[id(task)]),
        }
        if "time" in line.keys:
            given["time"] = (line.keys["time"], getattr(task, "time_text", None))
        for key, name in (("sup", "supervisor"), ("over", "overseers")):
            if key in line.keys:
                value = getattr(task, name, None)
                named = value if isinstance(value, tuple) else (value,) if value else ()
                given[key] = (line.keys[key], _names(named))
        facts = [Fact("task.role", right_role, f"{line.anchor}: {role} (given: {task.role})")]
        facts += [
            Fact(f"task.{key}", _fits(wanted, value), f"{line.anchor}: {wanted} (given: {value})")
            for key, (wanted, value) in given.items()
        ]
        if best is None or sum(f.right for f in facts) > sum(f.right for f in best):
            best = facts
    if best is not None:
        return [Fact("task", True, line.anchor), *best]
    missed = [
        "role",
        "doer",
        "mode",
        *(k for k in line.keys if k in ("with", "by", "every", "in", "time", "sup", "over")),
    ]
    return [
        Fact("task", False, line.anchor),
        *(Fact(f"task.{key}", False, f"{line.anchor}: no task") for key in missed),
    ]


def _score_milestone(milestones: Sequence[Milestone], used: set[int], line: Line) -> Fact:
    kinds = line.words[0].split("/")
    recurring = "recurring" in line.words
    near = [(i, m) for i, m in enumerate(milestones) if _holds(m.text, line.anchor)]
    for index, milestone in near:
        prepared = getattr(milestone, "prepared_by", ())
        fits = milestone.kind in kinds and all(
            _fits(line.keys.get(key, "-"), value)
            for key, value in {
                "date": milestone.date,
                "every": milestone.every,
                "day": getattr(milestone, "day", None),
                "who": _names(milestone.responsible),
                "to": _names((milestone.recipient,) if milestone.recipient else ()),
                "via": getattr(milestone, "via", None) and _names((milestone.via,)),
            }.items()
        )
        fits = fits and ("prep" not in line.keys or _fits(line.keys["prep"], _names(prepared)))
        if index not in used and fits and (not recurring or getattr(milestone, "recurring", False)):
            used.add(index)
            return Fact("milestone", True, line.anchor)
    for index, _ in near:  # a wrong entry is no invented one
        if index not in used:
            used.add(index)
            break
    shown = "; ".join(_show_milestone(m) for _, m in near)
    return Fact("milestone", False, f"{line.anchor}: {line.words} {line.keys} (given: {shown or 'nothing'})")


def _score_money(money: Sequence[Funding], paid: set[int], line: Line) -> Fact:
    """Sources are the same where one's words hold the other's (*ngân sách xã*, *Ngân sách xã hỗ trợ …*)."""
    part = next((w.split(" / ") for w in line.words if w.split(" / ")[0] in ("total", "part")), ["-"])
    sources = [w for w in line.words if w.split(" / ")[0] not in ("total", "part")]
    wanted: list[tuple[str, list[str]]] = []
    for said in (s for words in sources for s in words.split("; ")):
        name, equals, kind = said.rpartition(" = ")
        kinds = list(kind.replace(" / ", "/").split("/"))
        wanted.append((name if equals else line.anchor, kinds))
    amounts = sorted(float(a) for a in line.keys.get("amount", "").split(";") if a.strip())
    note = "total alone is accepted" in line.keys.get("note", "")
    near = [
        (i, f)
        for i, f in enumerate(money)
        if _holds(f.text, line.anchor) or any(_holds(s, line.anchor) for s in f.sources)
    ]
    for index, funding in near:
        kinds = getattr(funding, "kinds", ())
        said = sorted(a.low for a in funding.amounts)
        given = getattr(funding, "part", None)
        pairs = list(zip(funding.sources, kinds, strict=False))
        fits = (
            index not in paid
            and (said == amounts or (note and said == amounts[-1:]))
            and len(funding.sources) == len(wanted)
            and all(
                any(any(_same(n, s) for n in name.split(" / ")) and k in accepted for s, k in pairs)
                for name, accepted in wanted
            )
            and (given in part or (given is None and "-" in part))
            and (
                "mechanism" not in line.keys or _holds(getattr(funding, "mechanism", "") or "", line.keys["mechanism"])
            )
        )
        if fits:
            paid.add(index)
            return Fact("funding", True, line.anchor)
    for index, _ in near:
        if index not in paid:
            paid.add(index)
            break
    shown = "; ".join(_show_money(f) for _, f in near)
    return Fact("funding", False, f"{line.anchor}: {wanted} {part} {amounts} (given: {shown or 'nothing'})")


def _same(one: str, other: str) -> bool:
    return squeeze(one) in squeeze(other) or squeeze(other) in squeeze(one)


def _holds(text: str, anchor: str) -> bool:
    return squeeze(anchor) in squeeze(text)


def _names(agencies: Sequence[Agency | str]) -> list[str]:
    return [a if isinstance(a, str) else a.name for a in agencies]


def _fits(wanted: str, given: object) -> bool:
    """Whether the value is one of the readings that ` / ` parts."""
    for reading in wanted.split(" / "):
        if reading.strip() == "-":
            if not given:
                return True
        elif isinstance(given, list):
            if sorted(map(squeeze, reading.split("; "))) == sorted(map(squeeze, given)):
                return True
        elif given is not None and squeeze(str(given)) == squeeze(reading):
            return True
    return False


def _show_milestone(m: Milestone) -> str:
    to = m.recipient.name if m.recipient else None
    extra = {k: v for k in ("day", "via", "prepared_by", "recurring") if (v := getattr(m, k, None))}
    return f"{m.kind} {m.date} {m.every} {_names(m.responsible)} to {to} {extra or ''} «{m.text[:50]}»"


def _show_money(f: Funding) -> str:
    kinds = getattr(f, "kinds", ())
    return f"{f.sources} {kinds} {[a.low for a in f.amounts]} {getattr(f, 'part', None)} «{f.text[:50]}»"


def main(paths: Sequence[str], *, detail: bool) -> None:
    """Prints the score of each field, of a second half also of the fragments that are like none of the first."""
    for path in paths:
        fragments = read_fragments(Path(path))
        groups = {"all": fragments}
        if own := tuple(f for f in fragments if f.name in OF_ITS_OWN):
            groups["of their own"] = own
        for name, group in groups.items():
            facts = [(f.name, fact) for f in group for fact in score(f)]
            right = Counter(fact.field for _, fact in facts if fact.right)
            print(f"== {Path(path).name}, {name}: {len(group)} fragments")
            for field, count in sorted(Counter(fact.field for _, fact in facts).items()):
                print(f"{field:20} {right[field]:4} / {count}" if "invented" not in field else f"{field:20} {count:4}")
            if detail and name == "all":
                for number, fact in facts:
                    if not fact.right:
                        print(f"  {number} {fact.field}: {fact.told}")


if __name__ == "__main__":
    main([a for a in sys.argv[1:] if not a.startswith("--")], detail="--detail" in sys.argv)
