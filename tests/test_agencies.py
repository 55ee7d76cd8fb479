"""Agencies named in text: spellings, near-misses, lists and groups, addressees, definitions, successors."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_parser.extract.agencies import (
    find_agencies,
    find_definitions,
    pick_successor,
    read_addressees,
)
from kehoach_parser.extract.duties.roles import read_roles
from kehoach_parser.lexicon import agencies as register
from kehoach_parser.models import Agency
from kehoach_parser.models.base import Level

from .addressee_names import is_right, named_in, read_phrases

_HERE = Path(__file__).parent
_DATA = _HERE / "data"


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _named(text: str, **circumstances: object) -> list[Agency]:
    return [a for mention in find_agencies(text, **circumstances) for a in mention.agencies]  # type: ignore[arg-type]


def _names(text: str) -> list[str]:
    return [agency.name for agency in _named(text)]


# --- spellings ------------------------------------------------------------------------------------------------------


def _old_tone(name: str) -> str:
    for new, old in (("ủy", "uỷ"), ("Ủy", "Uỷ"), ("óa", "oá"), ("òa", "oà"), ("Tòa", "Toà"), ("ỏe", "oẻ")):
        name = re.sub(rf"{new}\b", old, name)
    return name


def _initials(name: str) -> str:
    """*Sở Tài nguyên và Môi trường* as offices shorten it: *Sở TNMT*."""
    head, _, rest = name.partition(" ")
    words = [w for w in re.split(r"[\s,/-]+", rest) if w and w != "và"]
    return f"{head} " + "".join(w[0].upper() for w in words)


def _variants(name: str) -> set[str]:
    """The ways in which one name is really written: hyphens, commas, joints, case, tone placement, abbreviation."""
    found = {
        name.upper(),
        name[0] + name[1:].lower(),
        name.replace(" - ", "-"),
        name.replace(" - ", " – "),
        name.replace(" - ", " -"),
        name.replace(" - ", " "),
        name.replace(",", ""),
        name.replace(",", " -"),
        name.replace(" và ", " & "),
        name.replace(" và ", " - "),
        name.replace(" và ", ", "),
        name.replace(" ", "  "),
        name.replace(" ", "\n", 1),
        _old_tone(name),
    }
    if name.startswith(("Sở ", "Bộ ", "Phòng ")) and (" và " in name or " - " in name):
        found.add(_initials(name))
    return found - {name}


def _all_variants() -> list[tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for entry in register.load().entries:
        if entry.needs_place or entry.strict or len(entry.name.split()) < 2:
            continue
        for variant in sorted(_variants(entry.name)):
            found.setdefault(variant, (variant, entry.name, entry.key))
    return list(found.values())


def test_every_spelling_made_by_rule_resolves() -> None:
    variants = _all_variants()
    assert len(variants) >= 400
    failed = []
    for variant, name, key in variants:
        found = _named(variant)
        if [a.key.removesuffix(" cấp tỉnh") for a in found] != [key] and not _means_another(name, found):
            failed.append((variant, key, [(a.name, a.key) for a in found]))
    assert not failed, failed[:10]


def _means_another(name: str, found: list[Agency]) -> bool:
    """Two offices share an abbreviation (*Phòng VHTT*): a body of the register all the same."""
    return len(found) == 1 and not found[0].guessed and found[0].name != name and found[0].raw.split()[-1].isupper()


@pytest.mark.parametrize(("written", "name", "key"), _rows(_DATA / "agency-spellings.tsv"))
def test_real_spellings(written: str, name: str, key: str) -> None:
    (agency,) = _named(written)
    assert (agency.name, agency.key, agency.raw, agency.guessed) == (name, key, written, False)


@pytest.mark.parametrize(("plan", "written", "key"), _rows(_HERE.parent / "corpus" / "agency-keys.tsv"))
def test_one_body_has_one_key_in_every_plan(plan: str, written: str, key: str) -> None:
    (agency,) = _named(written)
    assert agency.key == key, plan


_NEAR_MISSES = [row[0] for row in _rows(_DATA / "agency-near-misses.txt")]


def test_enough_near_misses() -> None:
    assert len(_NEAR_MISSES) >= 100


@pytest.mark.parametrize("text", _NEAR_MISSES)
def test_near_misses_are_no_bodies(text: str) -> None:
    assert _names(text) == []


# --- the register ---------------------------------------------------------------------------------------------------


def test_no_spelling_means_two_bodies_at_one_time() -> None:
    seen: dict[str, register.Entry] = {}
    for entry in register.load().entries:
        for spelling in (entry.name, *entry.aliases, *entry.own_names, *entry.short):
            other = seen.setdefault(spelling.lower(), entry)
            ended = other.valid_to and entry.valid_from and other.valid_to <= entry.valid_from
            assert other is entry or ended, (spelling, other.name, entry.name)


def test_every_entry_has_a_source_and_every_successor_exists() -> None:
    entries = register.load().entries
    keys = {entry.key for entry in entries}
    for entry in entries:
        assert entry.source, entry.name
        for successor in (*entry.successors, *entry.district_successors):
            assert re.sub(r" cấp (tỉnh|huyện|xã)$", "", successor.key) in keys, (entry.name, successor)
            assert successor.source


def test_ended_departments_have_successors() -> None:
    for entry in register.load().entries:
        if entry.kind in ("sở", "bộ") and entry.valid_to and entry.valid_to >= date(2025, 1, 1):
            assert entry.successors, entry.name


def test_register_covers_every_level() -> None:
    entries = register.load().entries
    assert len(entries) >= 300
    assert {entry.level for entry in entries} == {"central", "province", "district", "commune", None}


def test_examples_hold() -> None:
    for example in register.examples():
        assert register.accepts(example.entry, example.text) is example.expected, example


# --- lists, groups and places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("phối hợp với các Sở: Y tế, Tài chính và Tư pháp", ["Sở Y tế", "Sở Tài chính", "Sở Tư pháp"]),
        ("các Sở Kế hoạch và Đầu tư, Tài chính", ["Sở Kế hoạch và Đầu tư", "Sở Tài chính"]),
        ("các Sở: Văn hóa và Thể thao, Du lịch", ["Sở Văn hóa và Thể thao", "Sở Du lịch"]),
        ("các Bộ: Công an, Quốc phòng", ["Bộ Công an", "Bộ Quốc phòng"]),
        ("Bộ Giao thông vận tải, Công an tỉnh", ["Bộ Giao thông vận tải", "Công an tỉnh"]),
        ("Sở Tài chính, Kế hoạch và Đầu tư", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
        ("Hội Nông dân, Phụ nữ tỉnh", ["Hội Nông dân", "Hội Liên hiệp Phụ nữ tỉnh"]),
        (
            "Ủy ban nhân dân các quận: Ba Đình, Cầu Giấy và huyện Thanh Trì xây dựng kế hoạch",
            [
                "Ủy ban nhân dân quận Ba Đình",
                "Ủy ban nhân dân quận Cầu Giấy",
                "Ủy ban nhân dân huyện Thanh Trì",
            ],
        ),
        ("UBND cấp huyện, cấp xã trên địa bàn", ["Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp xã"]),
        ("UBND cấp huyện, xã", ["Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp xã"]),
        ("UBND các quận, các phường triển khai", ["Ủy ban nhân dân các quận", "Ủy ban nhân dân các phường"]),
        (
            "Viện Kiểm sát nhân dân, Tòa án nhân dân Thành phố",
            ["Viện Kiểm sát nhân dân thành phố", "Tòa án nhân dân thành phố"],
        ),
        (
            "Ủy ban MTTQ và các tổ chức chính trị - xã hội xã",
            ["Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Các tổ chức chính trị - xã hội xã"],
        ),
        (
            "HĐND, UBND các xã, phường",
            ["Hội đồng nhân dân các xã, phường", "Ủy ban nhân dân các xã, phường"],
        ),
        ("Sở Y tế, Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
        ("các Sở, ban, ngành khác của Thành phố", ["Các Sở, ban, ngành khác của thành phố"]),
        (
            "các Sở, ban, ngành, đoàn thể, UBND các huyện và đơn vị liên quan hướng dẫn",
            ["Các Sở, ban, ngành, đoàn thể", "Ủy ban nhân dân các huyện", "Đơn vị liên quan"],
        ),
        ("các ngành tổ chức khảo sát", ["Các ngành"]),
        ("Công an thành phố Sở Y tế", ["Công an thành phố", "Sở Y tế"]),
        ("Văn phòng Sở Y tế", ["Văn phòng Sở Y tế"]),
    ],
)
def test_lists_and_groups(text: str, names: list[str]) -> None:
    assert _names(text) == names


def _sentences() -> list[tuple[str, list[str]]]:
    lines = [line for line in (_DATA / "agency-names.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return [(text, [name.strip() for name in names[1:].split("|") if name.strip()]) for text, names in pairs]


@pytest.mark.parametrize(("text", "names"), _sentences())
def test_names_in_sentences(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_offsets_are_local_and_half_open() -> None:
    text = "Chủ trì, phối hợp với Công an tỉnh và Sở Y tế."
    assert [text[m.start : m.end] for m in find_agencies(text)] == ["Công an tỉnh", "Sở Y tế"]


@pytest.mark.parametrize(
    ("text", "level", "group"),
    [
        ("Ủy ban nhân dân các quận, huyện", "district", True),
        ("UBND các tỉnh, thành phố", "province", True),
        ("Công an thành phố Hải Phòng", "province", False),
        ("Công an thành phố Hạ Long", "district", False),
        ("Hội Nông dân", None, False),
        ("Bộ Y tế", "central", False),
        ("Phòng Tư pháp", "district", False),
        ("Trạm Y tế", "commune", False),
        ("Công an các cấp", None, True),
    ],
)
def test_level_and_group(text: str, level: str | None, group: bool) -> None:
    (agency,) = _named(text)
    assert (agency.level, agency.group) == (level, group)


def test_a_bare_city_is_the_issuers_own() -> None:
    assert [a.level for a in _named("Công an thành phố", issuer_level="district")] == ["district"]
    assert [a.level for a in _named("Công an thành phố", issuer_level="province")] == ["province"]


@pytest.mark.parametrize(
    ("text", "issuer", "level"),
    [
        ("Hội Nông dân", "province", "province"),
        ("Hội Cựu chiến binh", "commune", "commune"),
        ("Hội Nông dân Việt Nam", "province", None),
        ("Hội Nông dân xã", "province", "commune"),
        ("Kho bạc Nhà nước", "district", None),
        ("Hội Nông dân", "central", None),
        ("Các sở, ban, ngành", "province", "province"),
        ("Các sở, ban, ngành", "commune", "province"),
        ("Các ban, ngành", "district", "district"),
        ("Khoa Hóa sinh", "province", "province"),
        ("Công ty Cổ phần Bao bì", "province", None),
        ("Phòng Kinh tế", "commune", "commune"),
        ("Phòng Kinh tế", "province", "district"),
        ("Phòng Tư pháp", "commune", "district"),
    ],
)
def test_a_body_without_a_place_is_the_issuers(text: str, issuer: Level, level: Level | None) -> None:
    assert {agency.level for agency in _named(text, issuer_level=issuer)} <= {level}
    assert level is None or _named(text, issuer_level=issuer)


def test_one_body_has_one_key_with_and_without_its_place() -> None:
    keys = {_named(text, issuer_level="commune")[0].key for text in ("Hội Nông dân", "Hội Nông dân xã")}
    assert keys == {"hội nông dân cấp xã"}


def test_a_tier_is_a_group_but_in_its_own_plan() -> None:
    assert [a.group for a in _named("UBND cấp xã", issuer_level="province")] == [True]
    assert [a.group for a in _named("UBND cấp xã", issuer_level="commune")] == [False]
    assert [a.group for a in _named("UBND cấp tỉnh", issuer_level="province")] == [False]


def test_the_key_names_the_tier_below_the_province() -> None:
    keys = [_named(text)[0].key for text in ("Công an tỉnh", "Công an Thành phố Hà Nội", "Công an xã Hồng Phong")]
    assert keys == ["công an", "công an", "công an cấp xã"]


def test_unlisted_bodies_are_guessed_by_grammar() -> None:
    (agency,) = _named("Trung tâm Giám sát giao thông tỉnh chủ trì thực hiện")
    assert (agency.name, agency.key, agency.guessed) == (
        "Trung tâm Giám sát giao thông tỉnh",
        "trung tâm giám sát giao thông",
        True,
    )


def test_a_channel_is_named() -> None:
    (agency,) = _named("Công an tỉnh (qua Phòng PC04) tổng hợp")
    assert (agency.name, agency.via) == ("Công an tỉnh", "Phòng PC04")


# --- successors -----------------------------------------------------------------------------------------------------


def test_successors_by_field() -> None:
    (agency,) = _named("Sở LĐTBXH", on=date(2021, 12, 1))
    assert agency.successor == "Sở Nội vụ"
    fields = {successor.name: successor.source for successor in agency.successors}
    assert fields["Sở Y tế"] == "Nghị định 45/2025/NĐ-CP"
    for topic, name in [
        ("Kế hoạch phòng, chống tệ nạn xã hội năm 2022", "Sở Y tế"),
        ("Kế hoạch giảm nghèo bền vững", "Sở Nông nghiệp và Môi trường"),
        ("Kế hoạch cai nghiện ma túy", "Công an cấp tỉnh"),
        ("Kế hoạch chuyển đổi số", "Sở Nội vụ"),
    ]:
        successor = pick_successor(agency, topic)
        assert successor is not None
        assert successor.name == name, topic


def test_an_only_heir_keeps_the_place() -> None:
    for text, heir in (
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Bộ Chỉ huy Quân sự tỉnh"),
        ("Bộ Chỉ huy Bộ đội Biên phòng", "Bộ Chỉ huy Quân sự"),
        ("UBND huyện Tam Đường", "Ủy ban nhân dân cấp xã"),
    ):
        assert [a.successor for a in _named(text)] == [heir]


def test_bodies_that_go_on_have_no_successor() -> None:
    (agency,) = _named("Sở Tài chính")
    assert agency.successor is None
    assert pick_successor(agency, "kinh phí") is None


def test_the_district_level_ended() -> None:
    assert [a.successor for a in _named("UBND huyện Tam Đường")] == ["Ủy ban nhân dân cấp xã"]
    assert [a.successor for a in _named("UBND tỉnh")] == [None]


# --- addressees -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "mode", "names", "rest"),
    [
        ("Sở Y tế: Tổ chức thanh tra", "directive", ["Sở Y tế"], "Tổ chức thanh tra"),
        ("SỞ Y TẾ", "directive", ["Sở Y tế"], ""),
        (
            "Giao Sở Nội vụ chủ trì, phối hợp với các sở",
            "directive",
            ["Sở Nội vụ"],
            "chủ trì, phối hợp với các sở",
        ),
        ("UBND tỉnh giao Sở Y tế chủ trì", "directive", ["Sở Y tế"], "chủ trì"),
        (
            "Đề nghị Viện Kiểm sát nhân dân tỉnh, Tòa án nhân dân tỉnh",
            "request",
            ["Viện Kiểm sát nhân dân tỉnh", "Tòa án nhân dân tỉnh"],
            "",
        ),
        ("Kiến nghị với Bộ Y tế", "request", ["Bộ Y tế"], ""),
        ("Trách nhiệm của Sở Tài chính", "directive", ["Sở Tài chính"], ""),
        (
            "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện căn cứ chức năng",
            "directive",
            ["Các sở, ban, ngành", "Ủy ban nhân dân các huyện"],
            "căn cứ chức năng",
        ),
        (
            "Các thành viên Ban Chỉ đạo phòng, chống thiên tai; tìm kiếm cứu nạn và phòng thủ dân sự tỉnh: Căn cứ",
            "directive",
            ["Các thành viên Ban Chỉ đạo phòng, chống thiên tai; tìm kiếm cứu nạn và phòng thủ dân sự tỉnh"],
            "Căn cứ",
        ),
        ("Các thôn, tổ dân phố", "directive", ["Các thôn, tổ dân phố"], ""),
    ],
)
def test_addressees(heading: str, mode: str, names: list[str], rest: str) -> None:
    found = read_addressees(heading)
    assert found is not None
    assert (found.mode, [a.name for a in found.agencies], heading[found.rest :]) == (mode, names, rest)


@pytest.mark.parametrize(
    "heading",
    [
        "Giải pháp về nguồn lực",
        "Công tác thanh tra, kiểm tra",
        "Kinh phí thực hiện",
        "Tổ chức thực hiện",
        "Báo cáo kết quả",
        "Ban hành kế hoạch",
        "Phối hợp với các sở, ngành",
        "Giao thông vận tải",
        "Yêu cầu nghiệp vụ",
        "Hội nghị tổng kết",
        "",
    ],
)
def test_topics_address_nobody(heading: str) -> None:
    assert read_addressees(heading) is None


def test_the_mode_of_the_parent_heading_holds() -> None:
    found = read_addressees("Hội Nông dân tỉnh", mode="request")
    assert found is not None
    assert found.mode == "request"


_WORDS = [
    "các", "Sở", "sở", "Y tế", "UBND", "Ủy ban", "nhân dân", "tỉnh", "huyện", "và", ",", ";", ":", "(", ")", "-",
    "Công an", "cấp", "xã", "Giám đốc", "Đề nghị", "giao", "phối hợp với", "phòng", "chống", "Ban Chỉ đạo", "TP.",
    "Hà Nội", "178",
    "\n", "liên quan", "đơn vị", "LĐTBXH", "thành viên", "Văn phòng", ".", "Báo", "Ba Đình", "quận",
]  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_words_give_ordered_mentions_within_the_text(text: str) -> None:
    end = 0
    for mention in find_agencies(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.agencies
        assert all(agency.key and agency.name and agency.raw in " ".join(text.split()) for agency in mention.agencies)
        end = mention.end
    found = read_addressees(text)
    assert found is None or (0 <= found.start < found.end <= found.rest <= len(text) and found.agencies)
    pieces = read_roles(text).pieces
    assert pieces[0].start == 0
    assert all(a.end <= b.start for a, b in pairwise(pieces))


# --- definitions ----------------------------------------------------------------------------------------------------


def test_definitions() -> None:
    text = (
        "Ban An toàn giao thông (BATGT) tỉnh; trật tự, an toàn giao thông (TTATGT); "
        "Tổ công tác liên ngành (sau đây gọi tắt là Tổ công tác)."
    )
    assert find_definitions(text) == {
        "BATGT": "Ban An toàn giao thông",
        "TTATGT": "trật tự, an toàn giao thông",
        "Tổ công tác": "Tổ công tác liên ngành",
    }


def test_brackets_that_spell_nothing_define_nothing() -> None:
    assert find_definitions("kế hoạch (KH2021) năm (VX) và (nếu có)") == {}


def test_defined_abbreviations_are_bodies() -> None:
    defined = {"TTHTCĐ": "Trung tâm học tập cộng đồng", "TTATGT": "trật tự, an toàn giao thông"}
    (agency,) = _named("giao TTHTCĐ bảo đảm TTATGT", defined=defined)
    assert (agency.raw, agency.name) == ("TTHTCĐ", "Trung tâm học tập cộng đồng")


@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("names with commas and qualifiers inside", 37),
        ("small letters", 12),
        ("firms with a public task", 10),
        ("posts and heads", 12),
        ("persons and school roles", 8),
    ],
)
def test_phrases_of_addressees_keep_their_floors(part: str, least: int) -> None:
    phrases = [phrase for phrase in read_phrases() if phrase.part == part]
    assert sum(is_right(phrase, named_in(phrase.text)) for phrase in phrases) >= least


@pytest.mark.parametrize(
    ("words", "raw", "name"),
    [
        ("Giao trạm thú y huyện tổ chức tiêm phòng", "trạm thú y huyện", "Trạm Thú y huyện"),
        ("Chủ tịch UBND xã Tân Lập", "Chủ tịch UBND xã Tân Lập", "Ủy ban nhân dân xã Tân Lập"),
        ("VNPT Sóc Trăng", "VNPT Sóc Trăng", "VNPT Sóc Trăng"),
        ("Kế toán và thủ quỹ", "Kế toán", "Kế toán"),
    ],
)
def test_small_letters_posts_and_firms(words: str, raw: str, name: str) -> None:
    found = read_addressees(words)
    assert found is not None
    assert (found.agencies[0].raw, found.agencies[0].name) == (raw, name)


@pytest.mark.parametrize("words", ["Giao ban hành kế hoạch năm", "Yêu cầu tổ chức họp", "Giao đội ngũ cán bộ"])
def test_words_that_only_begin_like_a_body_are_none(words: str) -> None:
    assert read_addressees(words) is None


def test_a_man_called_cong_an_is_no_police() -> None:
    assert find_agencies("Đồng chí Nguyễn Công An phụ trách chung.") == ()
    text = "Việc phòng cháy do Công An tỉnh phụ trách."
    assert [text[m.start : m.end] for m in find_agencies(text)] == ["Công An tỉnh"]
