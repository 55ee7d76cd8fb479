"""Times: deadlines, periods, dates and recurrences as Vietnamese plans write them.

A time is a string as the contract gives it: `2025`, `2025-07-15`, `2026-08`, `2026-Q1`.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon.times import load as load_times

DeadlineKind = Literal["by", "in", "from"]
DateKind = Literal["deadline", "start", "on"]
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_YEAR = r"(?:19|20)\d\d"
_DAY = r"0?[1-9]|[12]\d|3[01]"
_MONTH = r"0?[1-9]|1[0-2]"
_POINT = rf"""
    (?:
        (?:ngày\s+|mùng\s+)?(?P<d1>{_DAY})\s?[/.-]\s?(?P<m1>{_MONTH})\s?[/.-]\s?(?P<y1>{_YEAR})(?!\d)
      | ngày\s+(?P<d2>{_DAY})\s+tháng\s+(?P<m2>{_MONTH})(?:\s+năm\s+|\s?/\s?)(?P<y2>{_YEAR})(?!\d)
      | (?:(?:đầu|giữa|cuối|hết)\s+)?tháng\s+(?P<m3>{_MONTH})(?:\s+năm\s+|\s?[/.-]\s?)(?P<y3>{_YEAR})(?!\d)
      | (?:hết\s+)?quý\s+(?P<q>IV|III|II|I|[1-4])(?:\s+năm\s+|\s?[/.-]\s?|,?\s+)(?P<y4>{_YEAR})(?!\d)
      | (?P<h>6|06|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm\s+(?P<y5>{_YEAR})(?!\d)
      | (?:(?:đầu|giữa|cuối|hết)\s+)?năm\s+học\s+{_YEAR}\s?[-–]\s?(?P<y6>{_YEAR})(?!\d)
      | (?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|(?=\d+\s+năm\s+\(?(?:19|20)))\s*(?:\d+\s+năm\s+)?(?P<open>\()?(?:từ\s+)?
            {_YEAR}\s?(?:[-–—]|đến)\s?(?:năm\s+)?(?P<y7>{_YEAR})(?!\d)(?(open)\)?)
      | (?:(?:đầu|giữa|cuối|hết)\s+)?năm\s+(?P<y8>{_YEAR})(?!\s?[-–]\s?(?:19|20)\d\d)(?!\d)
    )"""
_DEADLINE = compile_later(
    rf"""(?<!\w)(?:
    (?P<from>(?:kể\s+)?(?:từ|bắt\s+đầu\s+từ|sau)\s+(?:(?:đầu|giữa|cuối)\s+)?
        (?:năm\s+|tháng\s+\d+[/.]|ngày\s+\d+/\d+/|quý\s+\w+[/\s])\s?(?P<first>{_YEAR})(?!\s?[-–]\s?\d{{4}})
        (?:\s+(?:trở\s+đi|trở\s+lại\s+đây))?
        (?:\s+(?P<until>đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(?P<last>{_YEAR}))?)
  | (?P<stage>giai\s+đoạn\s+(?:từ\s+(?:nay|năm\s+{_YEAR})\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?
        (?:năm\s+)?(?P<s>{_YEAR}))
  | vào\s+(?P<alone>{_YEAR})(?![\d/-]|\.\d)
  | (?:
        (?P<by>(?:muộn\s+nhất\s+|chậm\s+nhất\s+)?(?:từ\s+nay\s+)?
            (?:hướng\s+tới|tiến\s+tới|cho\s+đến|phấn\s+đấu\s+đến|đến|tới|trước|xong\s+trước)
            (?:\s+(?:hết|cuối|thời\s+điểm|mốc))?)\s+
      | (?P<in>trong|vào|ngay\s+trong|trong\s+cả|chậm\s+nhất|muộn\s+nhất|hết|cuối|xong)\s+
            (?:vào\s+|là\s+|trong\s+)?
    )?
    (?:{_POINT}|(?(by)(?P<bare>{_YEAR})(?![\d/-]|\.\d)(?!\s+(?:người|hộ|cơ\s+sở))|(?!)))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_HINT = compile_later(r"(?:19|20)\d\d")


class Deadline(Struct, frozen=True):
    """A stated time at `start:end` of a text.

    `kind` is `by` (*đến năm 2025*, *trước ngày 30/6/2026*), `in` (*trong quý I/2026*), `from` (*từ năm 2025*: no
    deadline, `value` is None) or `bare` (*năm 2024*: a deadline only where grammar makes it one).
    """

    start: int
    end: int
    value: str | None
    kind: Literal["by", "in", "from", "bare"]


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Every time of `text` that may be a deadline, in order; a year of comparison (*so với năm 2020*) is none."""
    if not _HINT.search(text):
        return ()
    found = []
    for match in _DEADLINE.finditer(text):
        if deadline := _read_deadline(text, match):
            found.append(deadline)
    return tuple(found)


class YearList(Struct, frozen=True):
    """Years in a list at `start:end` of a text (*vào các năm 2015, 2020*)."""

    start: int
    end: int
    years: tuple[str, ...]


_YEAR_LIST = compile_later(
    rf"(?<!\w)(?:(?:đến|tới|vào|trong)\s+)?(?:hết\s+|cuối\s+)?(?:các\s+)?năm\s+{_YEAR}"
    rf"(?:\s*(?:,|;|và|,\s+và)\s*(?:(?:đến|tới|vào|trong)\s+)?(?:hết\s+|cuối\s+)?(?:năm\s+)?{_YEAR}(?![\d/.-]\d))+",
    re.IGNORECASE,
)


def find_year_lists(text: str) -> tuple[YearList, ...]:
    """Every list of two or more years in `text`; those that something is compared with are none."""
    if len(_HINT.findall(text)) < 2:
        return ()
    return tuple(
        YearList(*match.span(), tuple(_HINT.findall(match[0])))
        for match in _YEAR_LIST.finditer(text)
        if not load_times().compared.search(text[max(0, match.start() - 30) : match.start()])
    )


_STRIVE = compile_later(r"phấn\s+đấu\s+", re.IGNORECASE)
_CLOSED = compile_later(r"\s*(?:[.;]|$)")


def _read_deadline(text: str, match: re.Match[str]) -> Deadline | None:
    start, end = match.span()
    if strive := _STRIVE.match(text, start):  # the verb before a time is no part of it
        start = strive.end()
    if match["from"]:
        value = match["last"]
        return Deadline(start, end, value, "by" if value else "from")
    before = text[max(0, start - 30) : start]
    if load_times().vision.search(before):
        return None
    if match["stage"]:
        return Deadline(start, end, match["s"], "by")
    if match["by"]:
        if load_times().counted.search(before):
            return None
        value = match["bare"] or _point(match)
        return Deadline(start, end, value, "by")
    if load_times().compared.search(before):
        return None
    if match["alone"]:
        return Deadline(start, end, match["alone"], "in")
    closes = match["y7"] and _CLOSED.match(text, end)  # a stage that ends a clause: *… 95% số xã giai đoạn 2021 - 2025*
    return Deadline(start, end, _point(match), "in" if match["in"] or closes else "bare")


def _point(match: re.Match[str]) -> str | None:
    """The time in the groups of `_POINT`."""
    get = match.group
    for n in "12":
        if get(f"d{n}"):
            return f"{get(f'y{n}')}-{int(get(f'm{n}')):02d}-{int(get(f'd{n}')):02d}"
    if get("m3"):
        return f"{get('y3')}-{int(get('m3')):02d}"
    if get("q"):
        return f"{get('y4')}-Q{_ROMAN[get('q').lower()]}"
    if get("h"):
        return f"{get('y5')}-{'06' if get('half').lower() == 'đầu' else '12'}"
    return get("y6") or get("y7") or get("y8")


_HEADING_BY = compile_later(
    rf"(?<!\w)(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(?P<year>{_YEAR})(?!\d)"
    rf"|(?<!\w)(?:trước|đến)\s+(?:hết\s+)?ngày\s+(?P<d>{_DAY})[/.-](?P<m>{_MONTH})[/.-](?P<y>{_YEAR})",
    re.IGNORECASE,
)
_HEADING_STAGE = compile_later(
    rf"(?<!\w)(?:giai\s+đoạn|thời\s+kỳ|\d+\s+năm|các\s+năm|nhiệm\s+kỳ)\s*:?\s*\(?{_YEAR}\s?(?:[-–—]|đến)\s?(?:năm\s+)?(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_HEADING_YEAR = compile_later(
    rf"^(?:trong\s+)?năm\s+(?P<first>{_YEAR})(?!\s?[-–]\s?\d)"
    rf"|(?:mục\s+tiêu|chỉ\s+tiêu|chỉ\s+số|kết\s+quả)(?:\s+[^\W\d]+|,)*?\s+(?:trong\s+)?năm\s+(?P<aim>{_YEAR})(?!\s?[-–]\s?\d)",
    re.IGNORECASE,
)


def read_heading_deadline(title: str) -> str | None:
    """The time by which what stands under a heading is to be reached, None where the heading names none.

    *… ĐẾN NĂM 2025* is `2025`; a stage (*Giai đoạn 2025 - 2030*) ends with its last year; *Chỉ tiêu năm 2024* and
    *Năm 2024* are `2024`. A vision beyond the aim (*tầm nhìn đến năm 2045*) is none, and so is *từ năm 2025*.
    """
    for match in _HEADING_BY.finditer(title):
        if load_times().vision.search(title, 0, match.start()):
            continue
        if match["year"]:
            return match["year"]
        return f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
    if stage := _HEADING_STAGE.search(title):
        return stage["year"]
    if year := _HEADING_YEAR.search(title.strip(" .:;*#")):
        return year["first"] or year["aim"]
    return None


_PERIOD = compile_later(rf"(?P<a>{_YEAR})\s?(?:[-–—]|đến(?:\s+năm)?)\s?(?P<b>{_YEAR})(?!\d)", re.IGNORECASE)
_ONE_YEAR = compile_later(
    rf"(?<!\w)(?P<word>năm\s+học\s+|năm\s+|giao\s+thông\s+|công\s+tác\s+)(?P<year>{_YEAR})(?![\d/])",
    re.IGNORECASE,
)
_GOES_ON = compile_later(rf"\s?[-–—]\s?{_YEAR}|\s+đến", re.IGNORECASE)
_QUOTED = compile_later(r"ngày\s+\d+\s?[/.]\s?\d+\s?[/.]\s?\d{4}|ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d{4}", re.IGNORECASE)


_AND = compile_later(r"(?:\d|\bnăm)\s+và\s+(?:các\s+)?$", re.IGNORECASE)
_AND_STAGE = compile_later(rf"\s*(?:,|và)\s+(?:cả\s+)?(?:giai\s+đoạn|thời\s+kỳ)\s+(?={_YEAR})", re.IGNORECASE)


def read_period(title: str) -> tuple[int, int] | None:
    """The years that a plan's title covers, both included, None where it names none.

    *giai đoạn 2021-2025* is (2021, 2025), *năm 2024* (2024, 2024). A title that only names an end (*đến năm 2030*)
    has no start and gives None. The dates of cited documents are passed over; of several spans the last counts,
    since a cited document's own period comes before.
    """
    text = _QUOTED.sub(lambda m: " " * len(m[0]), title)
    spans = [
        (int(m["a"]), int(m["b"]))
        for m in _PERIOD.finditer(text)
        if int(m["a"]) < int(m["b"]) <= int(m["a"]) + 50 and not re.search(r"tầm\s+nhìn\s*$", text[: m.start()], re.I)
    ]
    foreign = load_times().foreign
    named = [
        m
        for m in _ONE_YEAR.finditer(text)
        if not foreign.search(text, 0, m.start()) and not _GOES_ON.match(text, m.end())
    ]
    years = [int(m["year"]) for m in named]
    # năm 2024 và năm 2025; giai đoạn 2017-2020 và năm 2017; năm 2017 và giai đoạn 2017-2020
    if named and (_AND.search(text, 0, named[-1].start()) or _AND_STAGE.match(text, named[-1].end())):
        covered = [*years[-2:], *(y for span in spans[-1:] for y in span)]
        return min(covered), max(covered)
    if years and spans and not (spans[-1][0] <= years[-1] <= spans[-1][1]):
        return spans[-1]
    if years:
        return (years[-1], years[-1])
    return spans[-1] if spans else None


class FoundDate(Struct, frozen=True):
    """A date at `start:end` of a text. `date` is ISO as far as stated (`2020-07-15`, `2026-08`, `--06-17` where no
    year is stated); `kind` is `deadline` (*trước ngày*, *đến ngày*), `start` (*từ ngày*) or `on`."""

    start: int
    end: int
    date: str
    kind: DateKind


_DATE = compile_later(
    rf"""(?<!\w)(?P<word>(?:chậm\s+nhất\s+(?:là\s+|vào\s+|trong\s+)?|muộn\s+nhất\s+(?:là\s+|vào\s+)?|xong\s+)?
        (?:trước|đến\s+hết|đến|hết|từ|kể\s+từ|sau|trong|vào|xong|chậm\s+nhất|chậm\s+nhất\s+là|cuối|đầu)\s+(?:thời\s+điểm\s+|hết\s+|cuối\s+|đầu\s+)?)?
    (?:
        (?P<f>ngày\s+)?(?P<d1>{_DAY})\s?(?:[/.]|-)\s?(?P<m1>{_MONTH})(?:\s?[/.-]\s?(?P<y1>{_YEAR}))?(?![\d/%])
      | ngày\s+(?P<d2>{_DAY})\s+tháng\s+(?P<m2>{_MONTH})(?:(?:\s+năm\s+|\s?/\s?)(?P<y2>{_YEAR}))?(?!\d)
      | tháng\s+(?P<m3>{_MONTH})(?:(?:\s+năm\s+|\s?[/.-]\s?)(?P<y3>{_YEAR}))(?!\d)
      | quý\s+(?P<q>IV|III|II|I|[1-4])(?:\s+năm\s+|\s?[/.-]\s?|,?\s+)(?P<y4>{_YEAR})(?!\d)
      | năm\s+(?P<y8>{_YEAR})(?!\s?[-–])(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_DAY_HINT = compile_later(r"\d")
_SHARED = compile_later(r"\s*(?:,|,?\s*và|hoặc)\s*", re.IGNORECASE)
"""Between dates that share the word before the first (*trước ngày 15/6 và 15/12*)."""
_ALONE = compile_later(r"\s*(?:[,.;:)]|$|(?:và|hoặc|hằng|hàng|mỗi)\s)", re.IGNORECASE)
"""What follows a day without year that is no fraction (*10/12 xã*)."""


def read_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date of `text` in order: full dates, days without a year (only after *ngày* or a word such as *trước*),
    months, quarters; a year alone only with a word of time before it (*trong năm 2025*, *đến năm 2030*)."""
    if not _DAY_HINT.search(text):
        return ()
    found: list[FoundDate] = []
    for match in _DATE.finditer(text):
        word = (match["word"] or "").lower().split()
        shared = not word and found and _SHARED.fullmatch(text, found[-1].end, match.start()) is not None
        if match["y8"] and not word:
            continue
        bare = match["d1"] and not match["y1"] and not (match["f"] or word)
        if bare and not (shared and _ALONE.match(text, match.end())):
            continue
        date = _iso(match)
        if date is None:
            continue
        kind = found[-1].kind if shared else _date_kind(word)
        found.append(FoundDate(match.start(), match.end(), date, kind))
    return tuple(found)


def _iso(match: re.Match[str]) -> str | None:
    for n in "12":
        if match[f"d{n}"]:
            day, month, year = int(match[f"d{n}"]), int(match[f"m{n}"]), match[f"y{n}"]
            return f"{year or '-'}-{month:02d}-{day:02d}"
    if match["m3"]:
        return f"{match['y3']}-{int(match['m3']):02d}"
    if match["q"]:
        return f"{match['y4']}-Q{_ROMAN[match['q'].lower()]}"
    return match["y8"]


def _date_kind(word: list[str]) -> DateKind:
    if not word or word[0] in ("vào", "đầu"):
        return "on"
    return "start" if word[0] in ("từ", "kể", "sau") else "deadline"


_RECUR = compile_later(
    r"(?<!\w)(?:"
    r"(?:hằng|hàng|mỗi|từng|định\s+kỳ(?:\s+(?:hằng|hàng|mỗi|theo))?)\s+(?P<a>ngày|tuần|tháng|quý|năm|6\s+tháng|06\s+tháng)"
    r"|(?:báo\s+cáo|định\s+kỳ|sơ\s+kết|đánh\s+giá)\s[^.;]{0,25}?(?:0?6|sáu)\s+tháng(?P<b>)"
    r"|(?:0?6|sáu)\s+tháng(?:\s+đầu\s+năm)?(?:\s*,|\s+và)\s*(?:(?:01|1|một|hằng|hàng)\s+)?(?:cuối\s+)?năm(?P<c>)"
    r"|(?P<n>0?[136]|một|ba|sáu)\s+(?P<unit>tuần|tháng|quý|năm)\s*(?:/\s*|\s)(?:0?1|một)\s+lần"
    r"|(?:0?1|một)\s+lần\s*(?:/|trong|mỗi|một)?\s*(?P<d>ngày|tuần|tháng|quý|năm)"
    r"|(?P<e>quý|tháng|tuần)\s*,\s*(?:(?:0?6|sáu)\s+tháng|quý|năm)"
    r")(?!\w)",
    re.IGNORECASE,
)
_EVERY = {"ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_MANY = {"3": "quarter", "ba": "quarter", "6": "half_year", "sáu": "half_year"}


def read_recurrence(text: str) -> str | None:
    """The shortest period in which a duty recurs (`month` for *định kỳ hằng tháng*, `half_year` for *6 tháng, năm*),
    None where the text names none."""
    periods = []
    for match in _RECUR.finditer(text):
        word = match["a"] or match["d"] or match["e"]
        if word:
            periods.append("half_year" if word[0] in "06" else _EVERY[word.lower()])
        elif match["unit"]:
            many = match["n"].lower().lstrip("0")
            unit = match["unit"].lower()
            periods.append(_MANY.get(many, "month") if unit == "tháng" else _EVERY[unit])
        else:
            periods.append("half_year")
    order = ("day", "week", "month", "quarter", "half_year", "year")
    return min(periods, key=order.index) if periods else None


class LeadIn(Struct, frozen=True):
    """What a sentence that introduces bullets says for all of them; None: nothing."""

    every: str | None = None
    deadline: str | None = None


_LEAD_EVERY = compile_later(
    r"^\W*(?:\w+\s+){0,3}?(?:hằng|hàng|mỗi|từng)\s+(ngày|tuần|tháng|quý|năm)(?!\w)", re.IGNORECASE
)


def read_lead_in(text: str) -> LeadIn:
    """What the sentence before a list governs in it: *Hàng năm, … hoàn thành:* is every year, *Đến năm 2050: …* a
    deadline. A recurrence counts only at the beginning of the sentence."""
    every = _LEAD_EVERY.search(text)
    if every:
        return LeadIn(_EVERY[every[1].lower()], None)
    stated = [d for d in find_deadlines(text) if d.kind in ("by", "in") or (d.kind == "bare" and d.start <= 12)]
    return LeadIn(None, stated[-1].value if stated else None)
