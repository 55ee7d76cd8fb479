"""`Measure.better`: which figure is the more ambitious, by the words of whole statements."""

from __future__ import annotations

import pytest

from kehoach_parser import parse

from .test_compare_cases import PLAN

STATEMENTS = [
    ("Giảm tỷ lệ hộ nghèo xuống còn 3%.", ["less"]),
    ("Tỷ lệ hộ nghèo được vay vốn đạt 90%.", ["more"]),
    ("80% hộ nghèo được hỗ trợ nhà ở.", ["more"]),
    ("Xóa 500 nhà tạm, nhà dột nát.", ["more"]),
    ("12% học sinh bị thừa cân, béo phì.", ["less"]),
    ("Giảm ít nhất 5% số vụ tai nạn giao thông.", ["less"]),
    ("Rút ngắn thời gian chờ khám bệnh xuống 30 phút.", ["less"]),
    ("Thời gian lưu trú bình quân đạt 2,5 ngày.", ["more"]),
    ("Tỷ lệ phát hiện, xử lý vi phạm đạt 95%.", ["more"]),
    ("90% số xã không có tảo hôn.", ["more"]),
    ("Tỷ lệ hộ nghèo 3%, tỷ lệ hộ sử dụng nước sạch 95%.", ["less", "more"]),
    ("Tỷ lệ tái nghiện sau cai nghiện 60%.", ["less"]),
    ("Tỷ số giới tính khi sinh 109 bé trai/100 bé gái.", [None]),
    ("Giảm tỷ lệ bỏ học từ 1,2% năm 2020 xuống 0,5% năm 2025.", ["less"]),
    ("100% tố giác, tin báo về tội phạm được tiếp nhận, giải quyết.", ["more"]),
    ("Dư nợ tín dụng cho hộ nghèo, hộ cận nghèo tăng 8%.", ["more"]),
    ("Chỉ số giá tiêu dùng tăng khoảng 4%.", ["less"]),
]


@pytest.mark.parametrize(("words", "better"), STATEMENTS, ids=[words for words, _ in STATEMENTS])
def test_which_figure_is_better(words: str, better: list[str | None]) -> None:
    plan = parse(PLAN.format(f"- {words}", "").encode(), name="plan.txt")
    (target,) = (target for target in plan.targets if target.text == words)
    assert [measure.better for measure in target.measures] == better
