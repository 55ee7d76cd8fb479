"""Heads and feet of documents of other hands, ids, text that no part claims, and the scores at first sight."""

from __future__ import annotations

import pytest

from kehoach_parser import Plan, parse
from kehoach_parser.evaluation import evaluate, format_first_sight, read_first_sight
from kehoach_parser.models import Section

from .conftest import ROOT

DECISION = (ROOT / "tests" / "data" / "decision-with-plan.txt").read_text("utf-8").replace("[[PLAN HEAD]]\n", "")
FLATTENED = " ".join(DECISION.split())


def read(words: str) -> Plan:
    return parse(words.encode(), name="x.txt")


def ids(sections: tuple[Section, ...]) -> list[str]:
    return [i for s in sections for i in (s.id, *ids(s.children))]


@pytest.mark.parametrize("words", [DECISION, FLATTENED], ids=["lined", "flattened"])
def test_the_authority_of_a_deputy_is_kept(words: str) -> None:
    metadata = read(words).metadata
    assert [(s.name, s.position, s.authority) for s in metadata.signatories] == [
        ("Hồ Đắc Nguyên", "Phó Chủ tịch", "KT. CHỦ TỊCH")
    ]
    assert len(metadata.recipients) == 5


FOOT = """KẾ HOẠCH
Trồng cây phân tán năm 2020
I. MỤC TIÊU
- Trồng 1.200 cây.
{foot}
"""


@pytest.mark.parametrize(
    ("foot", "recipients", "signed"),
    [
        (
            "Nơi nhận:                     TM. ỦY BAN NHÂN DÂN\n- UBND huyện (b/c);              KT. CHỦ TỊCH\n"
            "- Các thôn;                     PHÓ CHỦ TỊCH\n- Lưu: VT.\n                                Lê Thị Mai",
            ("UBND huyện (b/c)", "Các thôn", "Lưu: VT"),
            [("Lê Thị Mai", "Phó Chủ tịch", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH")],
        ),
        (
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN - UBND huyện; KT. CHỦ TỊCH - Các thôn; PHÓ CHỦ TỊCH - Lưu: VT. Lê Thị Mai",
            ("UBND huyện", "Các thôn", "Lưu: VT"),
            [("Lê Thị Mai", "Phó Chủ tịch", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH")],
        ),
        (
            "GIÁM ĐỐC CÔNG AN TỈNH              GIÁM ĐỐC SỞ Y TẾ\n\nTrần Văn Bình                Vũ Thị Hạnh\n\n"
            "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.",
            ("UBND tỉnh", "Lưu: VT"),
            [],
        ),
        (
            "TM. BAN THƯỜNG VỤ                   TM. BAN THƯỜNG VỤ\nTỈNH ĐOÀN                    HỘI NÔNG DÂN TỈNH\n"
            "BÍ THƯ                       CHỦ TỊCH\n\nTrần Văn Bình                Vũ Thị Hạnh\n\n"
            "Nơi nhận:\n- Tỉnh ủy;\n- Lưu: VP.",
            ("Tỉnh ủy", "Lưu: VP"),
            [
                ("Trần Văn Bình", "Bí thư", "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN"),
                ("Vũ Thị Hạnh", "Chủ tịch", "TM. BAN THƯỜNG VỤ HỘI NÔNG DÂN TỈNH"),
            ],
        ),
    ],
    ids=["wide spaces", "interleaved on one line", "two heads", "two bodies"],
)
def test_feet_in_two_columns(foot: str, recipients: tuple[str, ...], signed: list[tuple[str, str, str]]) -> None:
    metadata = read(FOOT.format(foot=foot)).metadata
    assert metadata.recipients == recipients
    if signed:
        assert [(s.name, s.position, s.authority) for s in metadata.signatories] == signed


def test_a_foot_set_apart_by_many_blanks_is_read() -> None:
    gap = " " * 160
    foot = f"Nơi nhận:{gap}KT. GIÁM ĐỐC\n- UBND tỉnh;{gap}PHÓ GIÁM ĐỐC\n- Lưu: VT.\n{gap}Lê Thị Mai"
    metadata = read(FOOT.format(foot=foot)).metadata
    assert metadata.recipients == ("UBND tỉnh", "Lưu: VT")
    assert [(s.name, s.authority) for s in metadata.signatories] == [("Lê Thị Mai", "KT. GIÁM ĐỐC")]


def test_what_no_part_claims_is_an_issue() -> None:
    tail = "Văn bản này được đăng lại cùng lời bàn của tòa soạn về cách làm của địa phương trong những năm qua. " * 6
    plan = read(DECISION.split("KẾ HOẠCH\nPhục hồi")[0] + tail)
    (issue,) = [i for i in plan.issues if i.code == "unread"]
    assert issue.evidence and "lời bàn của tòa soạn" in issue.evidence.quote
    above = read("Mời bạn đọc theo dõi trang của chúng tôi\n" + DECISION)
    assert any(i.code == "unread" and i.evidence and i.evidence.start == 0 for i in above.issues)
    assert not any(i.code == "unread" for i in read(DECISION).issues)


def test_a_repeated_label_has_an_id_of_its_own() -> None:
    plan = read("KẾ HOẠCH\nNạo vét kênh năm 2024\nI. NHIỆM VỤ\n1. Nạo vét.\nI. KINH PHÍ\n1. Ngân sách xã.\n")
    assert ids(plan.sections) == ["I", "I/1", "I#2", "I#2/1"]


def test_a_repair_never_turns_a_ban_into_its_opposite() -> None:
    for words in ("Không để lây nhiễm chéo", "Tránh để lây nhiễm", "Không được để bị lợi dụng", "Đừng để bị mua bán"):
        plan = read(f"KẾ HOẠCH\nPhòng bệnh năm 2024\nI. NHIỆM VỤ\n1. {words} trong thôn bản.\n")
        assert not any(i.code == "repaired" for i in plan.issues), words


@pytest.mark.parametrize(
    ("batch", "floors"),
    [
        ("batch1", (0.99, 0.96, 0.96, 0.77)),
        ("batch2", (1.0, 0.95, 0.92, 0.83)),
        ("batch4", (0.99, 0.96, 0.97, 0.88)),
    ],
    ids=["1", "2", "4"],
)
def test_batches_keep_what_they_gained(batch: str, floors: tuple[float, ...]) -> None:
    totals = evaluate(ROOT / "tests" / "unseen" / "documents" / batch).totals
    given = tuple(totals[field].f1 for field in ("sections", "metadata", "targets", "agencies"))
    assert all(have >= floor for have, floor in zip(given, floors, strict=True)), given


def test_first_scores_are_kept_and_printed() -> None:
    found = read_first_sight(ROOT / "corpus")
    assert {f.batch for f in found} >= {"batch1", "batch2", "made plans"}
    printed = format_first_sight(found)
    assert "mean" in printed and "worst" in printed
    assert min(f.f1["agencies"] for f in found if "agencies" in f.f1) < 1
    (last,) = (line.split() for line in printed.splitlines() if line.startswith("duties_new_11"))
    assert last[1:] == ["0.981", "0.981", "0.904", "0.889"]


LETTER = """UBND HUYỆN GIO LINH
PHÒNG NỘI VỤ
Số: 31/NV
Gio Linh, ngày 04 tháng 3 năm 2019

{kind}

{opening}
1. Công an huyện cung cấp số liệu hộ khẩu.
2. Trưởng các phòng: Tài chính - Kế hoạch, Tư pháp rà soát hồ sơ.
3. Nhà văn hóa huyện mở cửa cả ngày thứ bảy.
"""


@pytest.mark.parametrize(
    ("kind", "opening", "mode"),
    [
        (
            "CHỈ THỊ\nVề việc sắp xếp thôn",
            "Để việc sắp xếp kịp thời, Chủ tịch Ủy ban nhân dân huyện chỉ thị:",
            "directive",
        ),
        ("THÔNG BÁO\nVề việc sắp xếp thôn", "Phòng Nội vụ kính đề nghị các cơ quan phối hợp các việc sau:", "request"),
        ("CHỈ THỊ\nVề việc sắp xếp thôn", "Chủ tịch Ủy ban nhân dân huyện yêu cầu:", "directive"),
    ],
)
def test_an_opening_that_orders_makes_addressees_of_the_parts(kind: str, opening: str, mode: str) -> None:
    found = read(LETTER.format(kind=kind, opening=opening)).assignments
    assert {(a.section, a.mode) for a in found} >= {("1", mode), ("2", mode)}
    assert found[0].agencies[0].name == "Công an huyện"


def test_an_opening_that_only_says_who_asked_for_the_plan_makes_no_request() -> None:
    """The numbered paragraphs of a short plan are told by what they say themselves."""
    opening = "Theo đề nghị của Phòng Tài chính, Phòng Nội vụ xây dựng kế hoạch với các nội dung sau:"
    found = read(LETTER.format(kind="KẾ HOẠCH\nSắp xếp thôn năm 2019", opening=opening)).assignments
    assert [(a.section, a.mode) for a in found] == [("1", "directive")]


def test_a_numbered_paragraph_that_says_what_a_body_is_or_did_makes_no_assignment() -> None:
    opening = "Phòng Nội vụ xây dựng kế hoạch với các nội dung sau:"
    text = LETTER.format(kind="KẾ HOẠCH\nSắp xếp thôn năm 2019", opening=opening)
    text = text.replace("cung cấp số liệu hộ khẩu", "đã cung cấp số liệu hộ khẩu").replace("mở cửa", "là nơi họp")
    assert not read(text).assignments


PROPOSALS = """KẾ HOẠCH
Trồng tre chắn sóng năm 2021
I. NHIỆM VỤ
1. Trồng 2.000 bụi tre.
II. {heading}
1. UBND huyện xem xét hỗ trợ giống.
2. Chi cục Thủy lợi thẩm định thiết kế kè.
"""


@pytest.mark.parametrize("heading", ["KIẾN NGHỊ", "ĐỀ XUẤT, KIẾN NGHỊ", "NHỮNG KIẾN NGHỊ", "Đề nghị"])
def test_what_a_heading_asks_of_bodies_is_a_request(heading: str) -> None:
    found = read(PROPOSALS.format(heading=heading)).assignments
    assert [(a.section, a.mode, a.agencies[0].name) for a in found] == [
        ("II/1", "request", "Ủy ban nhân dân huyện"),
        ("II/2", "request", "Chi cục Thủy lợi"),
    ]


def test_sentences_of_a_paragraph_address_bodies_of_their_own() -> None:
    plan = read(
        "KẾ HOẠCH\nNạo vét kênh năm 2022\nI. TỔ CHỨC THỰC HIỆN\nPhòng Kinh tế chủ trì khảo sát, lập dự toán."
        " Giao Công an xã cắm biển báo. Hội Nông dân xã: vận động hội viên ra quân. Kinh phí lấy từ ngân sách xã.\n"
    )
    assert [[g.name for g in a.agencies] for a in plan.assignments] == [
        ["Phòng Kinh tế"],
        ["Công an xã"],
        ["Hội Nông dân xã"],
    ]


def test_labels_of_party_documents() -> None:
    plan = read(
        "KẾ HOẠCH\nHọc tập nghị quyết năm 2024\nI- MỤC ĐÍCH\n1- Nắm vững nội dung.\n2- Vận dụng sát thực tế, phấn đấu"
        "\n10 - 15 buổi sinh hoạt.\nII- TỔ CHỨC THỰC HIỆN\n1- Ban Tuyên giáo Thành ủy chủ trì biên soạn tài liệu.\n"
    )
    assert ids(plan.sections) == ["I", "I/1", "I/2", "II", "II/1"]
    assert [a.section for a in plan.assignments] == ["II/1"]


JOINT = """{head}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/{symbol}
Nam Định, ngày 12 tháng 5 năm 2020

{kind}
Đưa sách về thôn năm 2020

I. CHỈ TIÊU
- Lập 40 tủ sách thôn.

{left}
GIÁM ĐỐC                                          CHỦ TỊCH

Vũ Đức Long                                       Trần Thị Hoa

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
"""


@pytest.mark.parametrize(
    ("head", "kind", "symbol", "issuer", "others"),
    [
        (
            "SỞ TƯ PHÁP - HỘI LUẬT GIA\nTỈNH NAM ĐỊNH",
            "KẾ HOẠCH LIÊN TỊCH",
            "KHLT-STP-HLG",
            "Sở Tư pháp",
            ["Hội Luật gia tỉnh"],
        ),
        ("UBND TỈNH NAM ĐỊNH\nSỞ Y TẾ - SỞ NỘI VỤ", "KẾ HOẠCH", "KHLN-SYT-SNV", "Sở Y tế", ["Sở Nội vụ"]),
        ("CÔNG AN TỈNH\nTỈNH ĐOÀN NAM ĐỊNH", "KẾ HOẠCH PHỐI HỢP", "KHPH-CAT-TĐ", "Công an tỉnh", ["Tỉnh Đoàn"]),
    ],
)
def test_the_bodies_of_a_joint_plan(head: str, kind: str, symbol: str, issuer: str, others: list[str]) -> None:
    left = "SỞ TƯ PHÁP TỈNH                                   TM. BAN THƯỜNG VỤ"
    metadata = read(JOINT.format(head=head, kind=kind, symbol=symbol, left=left)).metadata
    assert metadata.issuer is not None and metadata.issuer.name.startswith(issuer)
    assert len(metadata.co_issuers) == 1 and metadata.co_issuers[0].name.startswith(others[0])
    assert [s.name for s in metadata.signatories] == ["Vũ Đức Long", "Trần Thị Hoa"]
    assert len(metadata.recipients) == 2


def test_one_body_with_a_dash_in_its_name_issues_alone() -> None:
    head = "UBND TỈNH NAM ĐỊNH\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
    metadata = read(JOINT.format(head=head, kind="KẾ HOẠCH", symbol="KH-SLĐTBXH", left="")).metadata
    assert metadata.co_issuers == ()


def test_an_annex_behind_a_foot_of_two_columns_keeps_its_lines() -> None:
    plan = read(
        "KẾ HOẠCH\nBắc cầu dân sinh năm 2018\nI. MỤC TIÊU\n- Bắc 14 cầu.\n\nNơi nhận:                     CHỦ TỊCH\n"
        "- UBND huyện;\n- Lưu: VT.                     Lê Văn Tám\n\nPHỤ LỤC\nDANH MỤC CẦU\n"
        "1. Cầu kênh 5\n- Chủ trì: Phòng Kinh tế\n"
    )
    assert plan.metadata.recipients == ("UBND huyện", "Lưu: VT")
    assert "Chủ trì: Phòng Kinh tế" in (plan.text or "").split("PHỤ LỤC")[1]


POSTS = """KẾ HOẠCH
Thi nghề năm 2023
I. PHÂN CÔNG NHIỆM VỤ
1. {who}: duyệt đề thi.
2. Phòng Đào tạo: in đề.
"""


@pytest.mark.parametrize(
    ("who", "post"),
    [
        ("Cô Lê Thị Thu, Phó Giám đốc phụ trách thực hành", "Phó Giám đốc phụ trách thực hành"),
        ("ThS. Bùi Văn Ký (Trưởng khoa Cơ khí)", "Trưởng khoa Cơ khí"),
        ("Phó Hiệu trưởng phụ trách cơ sở vật chất", "Phó hiệu trưởng phụ trách cơ sở vật chất"),
    ],
)
def test_a_person_is_addressed_by_the_post(who: str, post: str) -> None:
    found = read(POSTS.format(who=who)).assignments
    assert [a.agencies[0].name.lower() for a in found] == [post.lower(), "phòng đào tạo"]


def test_a_numbered_paragraph_that_begins_with_its_doer() -> None:
    plan = read(
        "KẾ HOẠCH\nĐón đoàn kiểm tra năm 2019\nI. NỘI DUNG\n1. Chuẩn bị hồ sơ.\nII. MỘT SỐ LƯU Ý\n1. Văn phòng UBND"
        " huyện bố trí xe đưa đón.\n2. Phòng Tài chính - Kế hoạch đã bố trí kinh phí.\n3. Hồ sơ gửi trước ngày họp.\n"
    )
    assert [a.section for a in plan.assignments] == ["II/1"]


@pytest.mark.parametrize("share", ["60% hộ dân có nhà tiêu", "Trên 60% hộ dân có nhà tiêu", "7,5 % số xã đạt chuẩn"])
def test_a_year_is_a_heading_before_the_first_bullet_of_flattened_text(share: str) -> None:
    flat = " ".join(
        "ỦY BAN NHÂN DÂN HUYỆN KBANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: 9/KH-UBND"
        " Kbang, ngày 04 tháng 3 năm 2021 KẾ HOẠCH Nước sạch giai đoạn 2021 - 2025 UBND huyện lập Kế hoạch như sau:"
        f" I. MỤC TIÊU CỤ THỂ 1. Năm 2023 - {share}. - Tăng 50 - 60% số hộ dùng nước sạch. 2. Đến năm 2025 - {share}. -"
        " Xây 14 bể chứa. II. NHIỆM VỤ 1. Tuyên truyền tại các làng. 2. Hướng dẫn xây nhà tiêu.".split()
    )
    plan = read(flat)
    assert [t.section for t in plan.targets] == ["I/1", "I/1", "I/2", "I/2"]
    assert plan.targets[0].text == f"{share}."
