"""A 60-row task table over six landscape pages, typed and printed, read back cell for cell; annexes of the
corpus."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest
from benchmarks.table_accuracy import LEAST, read_grid, share_exact

from kehoach_parser import Plan, parse
from kehoach_parser.readers import read

from .conftest import CORPUS
from .rendering import annexes
from .rendering.documents import render_docx
from .rendering.tables import places, render_pdf, render_task_table, task_table

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed: apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("tables")
    docx = folder / "tasks.docx"
    render_task_table(docx)
    return {"docx": docx, "pdf": render_pdf(docx, folder)}


def test_runs_over_six_landscape_pages(printed: dict[str, Path]) -> None:
    document = pypdfium2.PdfDocument(printed["pdf"])
    assert len(document) == 6
    assert all(page.get_width() > page.get_height() for page in document)
    document.close()


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_cells_are_exact(printed: dict[str, Path], form: str) -> None:
    cells, n_rows = task_table()
    got = read_grid(read(printed[form]))
    assert len(got) == n_rows
    assert share_exact(places(cells, n_rows), got) >= LEAST[form]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_one_assignment_a_row(printed: dict[str, Path], form: str) -> None:
    plan = parse(printed[form])
    assert len(plan.tables) == 1 and len(plan.assignments) == 60
    assert all(a.agencies and a.tasks[0].partners and a.tasks[0].output for a in plan.assignments)
    held = [a.agencies[0].name for a in plan.assignments[11:14]]
    assert held == ["Công an tỉnh"] * 3  # one merged cell
    if form == "pdf":
        assert plan.tables[0].pages == (1, 2, 3, 4, 5, 6)
        assert all(a.evidence.boxes for a in plan.assignments)


@pytest.fixture(scope="module", params=["txt", "docx", "pdf"])
def ha_noi(request: pytest.FixtureRequest) -> Plan:
    slug = "ha-noi-2024"
    if request.param == "txt":
        return parse(CORPUS / slug / "source.txt")
    return parse(request.getfixturevalue(f"plan_{request.param}")(slug))


def test_target_rows_of_the_annex(ha_noi: Plan) -> None:
    gold = json.loads((CORPUS / "ha-noi-2024" / "gold.json").read_text("utf-8"))
    rows = [t for t in ha_noi.targets if t.section == "Phụ lục I"]
    assert len(rows) == gold["target_table_rows"]
    body = {t.id for t in ha_noi.targets} - {t.id for t in rows}
    assert all(t.same_as in body for t in rows)
    for anchor, leads in gold["target_table_leads"]:
        row = next(t for t in rows if t.text.startswith(anchor))
        assert [a.name.casefold() for a in row.lead] == [name.casefold() for name in leads]


def test_places_are_tables_and_no_targets(ha_noi: Plan) -> None:
    assert not [t for t in (*ha_noi.targets, *ha_noi.commitments) if t.section.startswith("Phụ lục II")]
    assert [len(attachment.tables) for attachment in ha_noi.attachments] == [1, 1, 1]
    assert [len(attachment.tables[0].rows) for attachment in ha_noi.attachments] == [20, 6, 11]


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
def test_rows_of_the_form_are_indicators(form: str, request: pytest.FixtureRequest) -> None:
    slug = "lao-cai-142-2020"
    path = CORPUS / slug / "source.txt" if form == "txt" else request.getfixturevalue(f"plan_{form}")(slug)
    plan = parse(path)
    assert not plan.targets
    assert len(plan.indicators) == 95
    found = {(i.name, i.unit, i.parent and i.parent[:30]) for i in plan.indicators}
    assert ("Vũ trường", "Cơ sở", "Tổng số cơ sở kinh doanh dịch ") in found
    assert ("Số tiền được vay", "Triệu đồng", "Số đối tượng được vay vốn sản ") in found
    assert ("Tổng số cơ sở kiểm tra trong kỳ", "cơ sở", "Kiểm tra, xử lý vi phạm pháp l") in found


@pytest.fixture(scope="module")
def annexed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plan with a table of each kind, in five formats."""
    folder = tmp_path_factory.mktemp("annexes")
    paths = {form: folder / f"plan.{form}" for form in ("txt", "md", "html", "docx")}
    paths["txt"].write_text(annexes.as_text(), "utf-8")
    paths["md"].write_text(annexes.as_markdown(), "utf-8")
    paths["html"].write_text(annexes.as_html(), "utf-8")
    render_docx(annexes.as_text(), paths["docx"])
    if shutil.which("soffice") is not None:
        paths["pdf"] = render_pdf(paths["docx"], folder)
    return paths


def extracted(plan: Plan) -> dict[str, list[object]]:
    """What the tables gave, without the places that differ between formats."""
    rows = [t for t in plan.targets if t.section.startswith("Phụ lục")]
    tasks = [a for a in plan.assignments if a.section.startswith("Phụ lục")]
    return {
        "targets": [
            (t.section, t.text, t.same_as, [(m.comparator, m.low, m.high, m.unit, m.deadline) for m in t.measures])
            for t in rows
        ],
        "leads": [[a.name for a in t.lead] for t in rows],
        "tasks": [(a.section, [x.name for x in a.agencies], a.tasks[0].deadline, a.tasks[0].output) for a in tasks],
        "commitments": [c.text for c in plan.commitments],
        "funding": [(f.text, f.sources, [m.low for m in f.amounts]) for f in plan.funding],
        "indicators": [(i.name, i.unit, i.parent) for i in plan.indicators],
        "tables": [(len(t.rows), t.header) for t in plan.tables],
    }


def test_a_plan_as_text_with_a_table_of_each_kind(annexed: dict[str, Path]) -> None:
    found = extracted(parse(annexed["txt"]))
    assert [t[2] for t in found["targets"]] == ["t1", None, "t2", None]  # type: ignore[index]
    assert found["tasks"][1] == ("Phụ lục II/A", ["Sở Y tế"], "2026-Q2", "03 hội nghị")
    assert found["tasks"][2] == ("Phụ lục II/B", ["Sở Y tế", "Sở Giáo dục và Đào tạo"], None, "Báo cáo")
    assert ("Mua sắm thiết bị", ("Ngân sách tỉnh",), [1500e6]) in found["funding"]
    assert ("Trẻ em dân tộc thiểu số", "Trẻ", "Số trẻ em được tiêm chủng") in found["indicators"]
    assert found["commitments"] == ["Tổ chức 03 hội nghị tập huấn"]


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf"])
def test_every_format_gives_the_same(annexed: dict[str, Path], form: str) -> None:
    if form not in annexed:
        pytest.skip("LibreOffice (soffice) is not installed: apt-get install libreoffice-writer-nogui")
    assert extracted(parse(annexed[form])) == extracted(parse(annexed["txt"]))
