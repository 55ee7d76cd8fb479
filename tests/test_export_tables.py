"""A plan's tables as CSV and as a workbook."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from kehoach_parser.export.tables import tables_csv, tables_xlsx, write_tables
from kehoach_parser.models import Evidence, Metadata, Plan, SourceInfo, Table

EVIDENCE = Evidence(start=0, end=0, quote="")
NEEDS = Table(
    caption="Danh mục: nhu cầu / thiết bị [2026]",
    header=("STT", "Tên", "Ghi chú"),
    rows=(("-", "- Máy đo, loại “A”", "=1+1"), ("2", "-5", "+cmd|x"), ("3", "@SUM(A1)", "100%")),
    pages=(3, 4, 5),
    evidence=EVIDENCE,
)


def plan(*tables: Table) -> Plan:
    source = SourceInfo(name="x.txt", sha256="0" * 64, media_type="text/plain")
    return Plan(source=source, text="", metadata=Metadata(), tables=tables)


def test_csv_keeps_cells_and_disarms_formulas(tmp_path: Path) -> None:
    paths = write_tables(plan(NEEDS, NEEDS), tmp_path / "out", "csv")
    assert [path.name for path in paths] == ["table-01.csv", "table-02.csv"]
    assert paths[0].read_bytes().startswith("\ufeffSTT".encode())
    with paths[0].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows == [
        ["STT", "Tên", "Ghi chú"],
        ["-", "- Máy đo, loại “A”", "'=1+1"],
        ["2", "-5", "'+cmd|x"],
        ["3", "'@SUM(A1)", "100%"],
    ]


def test_workbook_holds_every_cell_as_text(tmp_path: Path) -> None:
    [path] = write_tables(plan(NEEDS, NEEDS), tmp_path / "tables.xlsx", "xlsx")
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 2 and all(len(name) <= 31 for name in book.sheetnames)
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "Danh mục: nhu cầu / thiết bị [2026] · trang 3–5"
    assert [cell.value for cell in sheet[3]] == ["STT", "Tên", "Ghi chú"]
    assert [cell.value for cell in sheet[4]] == ["-", "- Máy đo, loại “A”", "=1+1"]
    assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=3) for cell in row)
    book.close()


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert tables_xlsx(plan(NEEDS)) == tables_xlsx(plan(NEEDS))
    assert list(tables_csv(plan(NEEDS))) == list(tables_csv(plan(NEEDS)))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_tables_no_files(tmp_path: Path, form: str) -> None:
    assert write_tables(plan(), tmp_path / "none", form) == ()  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
