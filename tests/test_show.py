"""`kehoach show`: the page that a statement stands on, with its words and figures drawn in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from kehoach_parser import parse
from kehoach_parser.cli import main
from kehoach_parser.export.evidence_picture import RESOLUTION, find_evidence

PLAN = "hai-phong-268-2021"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice renders the page")


@needs_office
def test_words_are_yellow_and_figures_framed(plan_pdf: Callable[[str], Path], tmp_path: Path) -> None:
    path, output = plan_pdf(PLAN), tmp_path / "t2.png"
    assert main(["show", str(path), "--target", "t2", "-o", str(output), "-q"]) == 0
    plan = parse(path, ocr="never")
    words, *figures = find_evidence(plan, "t2")
    assert figures
    with Image.open(output) as opened:
        picture = opened.convert("RGB")
    scale = RESOLUTION / 72
    for box in words.boxes[:1]:
        inside = picture.crop([int(side * scale) for side in (box.x0, box.top, box.x1, box.bottom)])
        red, green, blue = ImageStat.Stat(inside).mean
        assert min(red, green) > blue + 30, "the words are not on yellow"
    outside = picture.getpixel((3, 3))
    assert outside == (255, 255, 255)
    box = figures[0].boxes[0]
    middle, top = int((box.x0 + box.x1) / 2 * scale), int(box.top * scale)
    edge = [picture.getpixel((middle, top + step)) for step in range(-8, 3)]
    assert any(red > 180 and green < 110 and blue < 110 for red, green, blue in edge), "the figure has no frame"


@needs_office
def test_an_unknown_statement_is_refused_with_those_there_are(
    plan_pdf: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "x.png"
    assert main(["show", str(plan_pdf(PLAN)), "--target", "t999", "-o", str(output)]) == 2
    assert "no statement t999; there are: t1, t2" in capsys.readouterr().err
    assert not output.exists()


def test_a_text_has_no_page_to_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH\nTrồng rừng năm 2026\nI. CHỈ TIÊU\n- Trồng 120 ha rừng.\n", "utf-8")
    assert main(["show", str(path), "--target", "t1", "-o", str(tmp_path / "x.png")]) == 2
    assert "only a PDF has pages to show" in capsys.readouterr().err
    assert main(["show", str(path), "--target", "t1", "-o", str(tmp_path / "x.gif")]) == 2
    assert "this command writes .png" in capsys.readouterr().err
