"""Plans built from the hand-made gold of the corpus, so that comparing is tested apart from parsing."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from kehoach_parser.models import (
    Agency,
    Evidence,
    Measure,
    Metadata,
    Period,
    Plan,
    Province,
    Section,
    SourceInfo,
    Target,
)

CORPUS = Path(__file__).parents[1] / "corpus"
SLUGS = ("lai-chau-2021-2025", "hai-phong-268-2021", "ha-noi-2024", "hong-phong-2023", "lao-cai-142-2020")
_HEADING = re.compile(r"^(?:[#*\s]*)((?:[IVX]+|\d+(?:\.\d+)?|[a-zđ])[.)])\s*(.*)$")


@cache
def gold_plan(slug: str) -> Plan:
    """The plan of the corpus as its gold says, with section titles and target texts out of its source."""
    gold = json.loads((CORPUS / slug / "gold.json").read_text("utf-8"))
    source = (CORPUS / slug / "source.txt").read_text("utf-8").replace("*", "").replace("#", "")
    paragraphs = re.split(r"\n\s*\n|\n(?=\s*(?:[-+]\s|[IVX]+\.|\d+(?:\.\d+)?\.|[a-zđ]\)))", source)
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    text = "\n".join(line for line in lines if line)
    meta = gold["metadata"]
    targets, cursor = [], 0
    for number, entry in enumerate(gold["targets"], 1):
        start = text.find(" ".join(entry["anchor"].split()), cursor)
        start = start if start >= 0 else text.find(" ".join(entry["anchor"].split()))
        assert start >= 0, entry["anchor"]
        end = text.find("\n", start)
        cursor = start
        statement = text[start:end]
        measures, place = [], 0
        for raw in entry["measures"]:
            figure = re.compile(rf"(?<!\d){_written(raw['low'])}|\bmột\b" if raw["low"] == 1 else _written(raw["low"]))
            match = figure.search(statement, place) or figure.search(statement)
            at = match.start() if match else 0
            place = match.end() if match else place
            measures.append(
                Measure(
                    **{key: value for key, value in raw.items() if key in Measure.model_fields},
                    evidence=Evidence(start=start + at, end=start + place, quote=text[start + at : start + place]),
                )
            )
        targets.append(
            Target(
                id=f"T{number}",
                section=entry["section"],
                text=statement,
                kind="quantitative" if measures else "qualitative",
                measures=tuple(measures),
                evidence=Evidence(start=start, end=end, quote=statement),
            )
        )
    period = meta.get("period")
    return Plan(
        source=SourceInfo(name=f"{slug}/source.txt", sha256=slug, media_type="text/plain"),
        text=text,
        metadata=Metadata(
            doc_type=meta["doc_type"],
            number=meta["number"],
            place=meta["place"],
            title=meta["title"],
            implements=meta.get("implements"),
            period=Period(start=period[0], end=period[1]) if period else None,
            issuer=Agency(raw=meta["issuer"], name=meta["issuer"], key="ủy ban nhân dân", level=meta["level"]),
            province=Province(name=meta["place"], code="00", current_name=meta["place"])
            if meta["level"] == "province"
            else None,
        ),
        sections=_sections(gold["headings"], text),
        targets=tuple(targets),
    )


def _written(value: float) -> str:
    plain = f"{value:g}"
    dotted = f"{int(value):,}".replace(",", r"\.") if value >= 1000 else plain
    return rf"0?(?:{dotted}|{plain})(?!\d)"


def _sections(ids: list[str], text: str) -> tuple[Section, ...]:
    """The headings in order, each with the title that follows its label in the text."""
    titles: dict[str, str] = {}
    lines, place = text.split("\n"), 0
    for section in ids:
        label = section.split("/")[-1]
        for index in range(place, len(lines)):
            match = _HEADING.match(lines[index])
            if match and match[1].rstrip(".)") == label:
                titles[section] = match[2].split(":")[0]
                place = index + 1
                break
    roles: dict[str, Any] = {"chỉ tiêu": ("targets",), "nhiệm vụ": ("tasks",)}

    def build(parent: str) -> tuple[Section, ...]:
        children = [s for s in dict.fromkeys(ids) if s.rpartition("/")[0] == parent]
        return tuple(
            Section(
                id=child,
                label=child.split("/")[-1],
                title=titles.get(child),
                roles=tuple(
                    role for word, found in roles.items() if word in titles.get(child, "").lower() for role in found
                )
                or (("targets", "tasks") if parent == "II" else ()),
                children=build(child),
                evidence=Evidence(start=0, end=0, quote=""),
            )
            for child in children
        )

    return build("")
