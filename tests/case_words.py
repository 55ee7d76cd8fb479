"""The words of the case files for the codes of the contract, so that an official can read and write a case."""

from __future__ import annotations

from kehoach_parser.lexicon.rule_files import load_rules

WORDS = {
    **{kind["id"]: kind["names"][0] for kind in load_rules("documents")["kinds"]},
    "other": "loại khác",
    # what a plan does with a document that it cites
    "implements": "thực hiện",
    "based_on": "căn cứ",
    "mentions": "nhắc đến",
    # how a body is addressed, and its part
    "directive": "giao",
    "request": "đề nghị",
    "lead": "chủ trì",
    "support": "phối hợp",
    "implement": "thực hiện",
    # times
    "deadline": "hạn",
    "report": "báo cáo",
    "review": "sơ kết, tổng kết",
    "start": "bắt đầu",
    "on": "đúng ngày",
    "day": "hằng ngày",
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half_year": "6 tháng",
    "year": "hằng năm",
    # what a comparison says
    "higher": "cao hơn",
    "lower": "thấp hơn",
    "equal": "bằng",
    "changed": "khác cách tính",
    "qualitative": "không nêu số",
    "missing": "không có",
    "not_due": "chưa đến hạn",
    # paragraphs without bullet
    ".": "đoạn",
}


def spell(line: str) -> str:
    """An expected or found line with its codes, which stand alone between bars or after a date, as words."""
    fields = [WORDS.get(field.strip(), field.strip()) for field in line.split(" | ")]
    if len(fields) == 1:
        date, _, kind = fields[0].rpartition(" ")
        if kind in ("deadline", "start", "on"):
            return f"{date} {WORDS[kind]}"
    return " | ".join(fields)
