"""The workbench over HTTP: files are dropped, doubts answered, plans compared, and all of it is in the folder."""

from __future__ import annotations

import io
import json
import re
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("starlette")

from kehoach_parser import Comparison, Plan, parse
from kehoach_parser.cli import main
from kehoach_parser.workbench.corrections import decode
from kehoach_parser.workbench.server import desk as desks

from .benches import PLAN, PROGRAMME, TOKEN, Person, about, open_bench
from .conftest import ROOT

PAGE = ROOT / "src/kehoach_parser/workbench/server/page"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def person(folder: Path) -> Iterator[Person]:
    with open_bench(folder) as client:
        yield Person(client).come_in()


@pytest.fixture
def plan(person: Person, folder: Path) -> Iterator[str]:
    """A plan that nobody has said anything about."""
    sha256 = person.drop("an-giang.txt", PLAN.encode())
    yield sha256
    (folder / "corrections" / f"{sha256}.json").unlink(missing_ok=True)


def lows(sheet: dict[str, object]) -> list[float]:
    statements = sheet["statements"]
    assert isinstance(statements, list)
    return [m["values"]["low"] for s in statements if s["object"] == "target" for m in s["measures"]]


def figure(sheet: dict[str, object], low: float) -> dict[str, object]:
    statements = sheet["statements"]
    assert isinstance(statements, list)
    found: dict[str, object] = next(m for s in statements for m in s["measures"] if m["values"]["low"] == low)
    return found


def test_a_dropped_file_stands_in_the_folder_and_is_read(person: Person, plan: str, folder: Path) -> None:
    assert (folder / "an-giang.txt").read_text("utf-8") == PLAN
    told = person.wait(plan)
    assert (told["state"], told["sums"]["number"], told["sums"]["targets"]) == ("read", "12/KH-UBND", 6)
    assert person.sheet(plan)["text"] == parse(PLAN.encode()).text


def test_the_same_bytes_are_one_document(person: Person, plan: str) -> None:
    assert person.drop("khac.txt", PLAN.encode()) == plan


def test_another_file_of_that_name_stands_beside_it(person: Person, plan: str, folder: Path) -> None:
    other = person.drop("an-giang.txt", PLAN.replace("12/KH", "13/KH").encode())
    assert other != plan
    assert (folder / "an-giang-2.txt").is_file()


def test_what_cannot_be_read_says_why(person: Person) -> None:
    sha256 = person.drop("hong.pdf", b"%PDF-1.4 broken")
    told = person.wait(sha256)
    assert told["state"] == "failed"
    assert told["error"]
    assert person.get(f"/api/plans/{sha256}").json()["error"] == told["error"]


def test_doubts_come_in_the_order_of_harm(person: Person, plan: str) -> None:
    doubts = person.sheet(plan)["doubts"]
    harms = ["figure_of_target", "target", "figure", "letterhead", "place", "document"]
    assert [d["harm"] for d in doubts] == sorted((d["harm"] for d in doubts), key=harms.index)
    assert doubts[0]["harm"] == "figure_of_target"


def test_a_figure_is_set_right_and_taken_back(person: Person, plan: str, folder: Path) -> None:
    sheet = person.sheet(plan)
    right = person.answer(plan, about(figure(sheet, 120), "replace", field="low", **{"from": 120.0, "to": 150}))
    assert 150 in lows(right)
    kept = folder / "corrections" / f"{plan}.json"
    assert decode(kept.read_bytes(), "x").corrections[0].by == "An"
    assert person.wait(plan)["sums"]["corrected"] == 1
    assert 150 in [m.low for t in parse(folder / "an-giang.txt", corrections=kept.parent).targets for m in t.measures]
    nobody = person.post(f"/api/plans/{plan}/undo", {"by": "Bình"}).json()
    assert (nobody["undone"], 150 in lows(nobody)) == ([], True)
    undone = person.post(f"/api/plans/{plan}/undo", {"by": "An"}).json()
    assert lows(undone) == lows(sheet)
    assert undone["undone"][0]["object"] == "measure"


def test_a_doubt_that_was_answered_leaves_the_queue(person: Person, plan: str) -> None:
    sheet = person.sheet(plan)
    doubt = sheet["doubts"][0]
    after = person.answer(plan, about(doubt, "confirm", field=doubt["code"]))
    assert doubt["key"] not in [d["key"] for d in after["doubts"]]
    assert after["state"]["doubts"] == len(sheet["doubts"]) - 1
    assert [s["by"] for s in after["settled"]] == ["An"]


def test_a_missed_target_is_added_by_its_words(person: Person, plan: str) -> None:
    text = person.sheet(plan)["text"]
    words = "vận động 30 tổ chức tặng sách"
    start = text.index(words)
    part = {"object": "target", "action": "add", "quote": words, "start": start, "end": start + len(words)}
    after = person.answer(plan, {**part, "before": text[start - 60 : start], "after": text[start + len(words) :][:60]})
    assert after["statements"][6]["text"] == words
    assert lows(after)[-1] == 30


def test_what_is_no_target_is_taken_out(person: Person, plan: str) -> None:
    sheet = person.sheet(plan)
    after = person.answer(plan, about(sheet["statements"][0], "remove"))
    assert after["state"]["targets"] == sheet["state"]["targets"] - 1


@pytest.mark.parametrize(
    "told",
    [
        {"by": "An", "parts": []},
        {"by": " ", "parts": [{"object": "issue", "action": "confirm", "quote": "", "start": 0, "end": 0}]},
        {"by": "An", "parts": [{"object": "issue", "action": "erase", "quote": "", "start": 0, "end": 0}]},
        {"by": "An", "parts": [{"object": "issue", "action": "confirm", "quote": "", "start": -1, "end": 0}]},
        {"by": "An", "parts": [{"object": "issue"}]},
        [],
        "x",
    ],
)
def test_an_answer_of_no_form_is_refused(person: Person, plan: str, told: object) -> None:
    assert person.post(f"/api/plans/{plan}/answers", told).status_code == 400


def test_the_folder_is_all_there_is(person: Person, plan: str, folder: Path) -> None:
    """A server that is started anew shows what the last one showed."""
    sheet = person.sheet(plan)
    person.answer(plan, about(figure(sheet, 120), "replace", field="low", **{"from": 120.0, "to": 150}))
    before = person.sheet(plan)
    with open_bench(folder) as client:
        other = Person(client).come_in()
        other.wait(plan)
        assert other.sheet(plan) == before


def test_a_plan_is_exported_with_its_corrections(person: Person, plan: str) -> None:
    sheet = person.sheet(plan)
    person.answer(plan, about(figure(sheet, 120), "replace", field="low", **{"from": 120.0, "to": 150}))
    told = Plan.model_validate_json(person.get(f"/api/plans/{plan}/export.json").content)
    assert told.targets[1].measures[0].low == 150
    page = person.get(f"/api/plans/{plan}/export.html")
    assert page.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in page.headers["content-security-policy"]
    gold = person.get(f"/api/plans/{plan}/export.gold").json()
    assert gold["annotated"] == ["targets"]
    assert person.get(f"/api/plans/{plan}/export.exe").status_code == 404


def test_a_comparison_is_made_decided_reviewed_and_exported(person: Person, plan: str, folder: Path) -> None:
    base = person.drop("chuong-trinh.txt", PROGRAMME.encode())
    made = person.post("/api/comparisons", {"baseline": base, "plans": [plan], "by": "An"}).json()["id"]
    matrix = person.get(f"/api/comparisons/{made}").json()
    assert [row["cells"][0]["status"] for row in matrix["rows"]] == ["lower", "higher", "lower"]
    assert "3 trong 3 ô" in matrix["notes"][0]

    broken = {"row": matrix["rows"][2]["id"], "plan": plan, "action": "break", "by": "An"}
    matrix = person.post(f"/api/comparisons/{made}/pairs", broken).json()
    assert matrix["rows"][2]["cells"][0]["status"] == "missing"
    pairs = folder / "comparisons" / f"{made}.pairs.json"
    out = folder / "x.json.out"
    files = [str(folder / "chuong-trinh.txt"), str(folder / "an-giang.txt")]
    assert main(["compare", *files, "--pairs", str(pairs), "--format", "json", "-o", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["rows"][2]["cells"][0]["status"] == "missing"

    cells = [
        {"row": row["id"], "plan": plan, "status": row["cells"][0]["status"], "target": row["cells"][0]["target"]}
        for row in matrix["rows"][:2]
    ]
    matrix = person.post(f"/api/comparisons/{made}/reviews", {"by": "Bình", "cells": cells}).json()
    assert [row["cells"][0]["reviewed"] is not None for row in matrix["rows"]] == [True, True, False]
    assert "1 trong 3 ô" in matrix["notes"][0]

    told = Comparison.model_validate_json(person.get(f"/api/comparisons/{made}/export.json").content)
    assert "unreviewed" in told.rows[2].cells[0].remarks
    assert told.rows[0].cells[0].reviewed is not None
    assert "chưa rà soát" in person.get(f"/api/comparisons/{made}/export.html").text
    assert "unreviewed" in person.get(f"/api/comparisons/{made}/export.csv").text
    assert "chưa rà soát" in _word(person.get(f"/api/comparisons/{made}/export.docx").content)
    sheet = _cells(person.get(f"/api/comparisons/{made}/export.xlsx").content)
    assert any("chưa rà soát" in value for value in sheet)
    assert any(value.startswith("Bình, ") for value in sheet)

    accepted = {**broken, "action": "clear"}
    matrix = person.post(f"/api/comparisons/{made}/pairs", accepted).json()
    assert matrix["rows"][2]["cells"][0]["status"] == "lower"


def test_a_person_says_which_statement_answers(person: Person, plan: str) -> None:
    base = person.drop("chuong-trinh.txt", PROGRAMME.encode())
    made = person.post("/api/comparisons", {"baseline": base, "plans": [plan], "by": "An"}).json()["id"]
    matrix = person.get(f"/api/comparisons/{made}").json()
    choice = next(one for one in matrix["choices"][0] if "lượt đọc" in one["text"])
    assert "#" in choice["ref"], "the statement has two figures"
    said = {"row": matrix["rows"][0]["id"], "plan": plan, "action": "accept", "target": choice["ref"], "by": "An"}
    cell = person.post(f"/api/comparisons/{made}/pairs", said).json()["rows"][0]["cells"][0]
    assert (cell["ref"], "An" in cell["decided"]) == (choice["ref"], True)
    person.post(f"/api/comparisons/{made}/pairs", {**said, "action": "clear"})


def test_a_corrected_figure_is_said_in_the_comparison(person: Person, plan: str) -> None:
    base = person.drop("chuong-trinh.txt", PROGRAMME.encode())
    made = person.post("/api/comparisons", {"baseline": base, "plans": [plan], "by": "An"}).json()["id"]
    person.answer(plan, about(figure(person.sheet(plan), 70), "replace", field="low", **{"from": 70.0, "to": 85}))
    cell = person.get(f"/api/comparisons/{made}").json()["rows"][0]["cells"][0]
    assert cell["status"] == "higher"
    assert "đính chính" in cell["remarks"]


def test_a_correction_that_no_longer_fits_comes_first(person: Person, plan: str) -> None:
    sheet = person.sheet(plan)
    lost = {**about(figure(sheet, 120), "replace", field="low", **{"from": 120.0, "to": 1}), "quote": "121 thủ thư"}
    after = person.answer(plan, lost)
    doubt = after["doubts"][0]
    assert (doubt["code"], doubt["harm"]) == ("correction_stale", "correction")
    part = {**about(doubt, "confirm", field="correction_stale"), "from": doubt["message"]}
    assert "correction_stale" not in [d["code"] for d in person.answer(plan, part)["doubts"]]


def test_a_review_holds_for_what_was_seen(person: Person, plan: str) -> None:
    """Where the cell says something else now, it counts as not reviewed."""
    base = person.drop("chuong-trinh.txt", PROGRAMME.encode())
    made = person.post("/api/comparisons", {"baseline": base, "plans": [plan], "by": "An"}).json()["id"]
    row = person.get(f"/api/comparisons/{made}").json()["rows"][0]
    cell = {"row": row["id"], "plan": plan, "status": row["cells"][0]["status"], "target": row["cells"][0]["target"]}
    person.post(f"/api/comparisons/{made}/reviews", {"by": "An", "cells": [cell]})
    sheet = person.sheet(plan)
    person.answer(plan, about(figure(sheet, 70), "replace", field="low", **{"from": 70.0, "to": 90}))
    after = person.get(f"/api/comparisons/{made}").json()["rows"][0]["cells"][0]
    assert (after["status"], after["reviewed"]) == ("higher", None)


def test_tools_parse_and_compare_as_the_library_does(person: Person, folder: Path) -> None:
    bearer = {"authorization": f"Bearer {TOKEN}"}
    client = person.client
    plans = [
        client.post(f"/parse?name={name}", content=text.encode(), headers=bearer).json()
        for name, text in (("a.txt", PROGRAMME), ("b.txt", PLAN))
    ]
    assert Plan.model_validate(plans[1]) == parse(PLAN.encode(), name="b.txt")
    told = client.post("/compare", json={"baseline": plans[0], "plans": plans[1:]}, headers=bearer)
    assert len(Comparison.model_validate(told.json()).rows) == 3
    assert "text" not in client.post("/parse?text=0", content=PLAN.encode(), headers=bearer).json()
    assert client.post("/parse", content=b"%PDF-1.4 broken", headers=bearer).status_code == 422
    assert client.post("/compare", content=b'{"plans": []}', headers=bearer).status_code == 422
    api = client.get("/openapi.json", headers=bearer).json()
    assert {"Plan", "Comparison", "Measure"} <= set(api["components"]["schemas"])
    assert client.get("/health").json()["status"] == "ok"
    assert not list(folder.rglob("received/*"))


def test_every_language_has_every_word() -> None:
    words = tomllib.loads((PAGE / "words.toml").read_text("utf-8"))
    assert words["vi"].keys() == words["en"].keys()
    scripts = "".join(path.read_text("utf-8") for path in PAGE.glob("*.js"))
    assert {name for name in _used(scripts) if name not in words["vi"]} == set()


def test_pages_load_nothing_from_elsewhere() -> None:
    for path in PAGE.iterdir():
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text, path.name
        assert "https://" not in text, path.name
        assert "innerHTML" not in text, "text of documents must not become markup"


@pytest.mark.parametrize("name", ["a.txt", "Kế hoạch số 1.docx", "x" * 150 + ".pdf"])
def test_names_of_documents(name: str) -> None:
    assert desks.check_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".txt", "../a.txt", "a/b.txt", "a\\b.txt", "a.exe", "a\x00.txt", "a\n.txt", "x" * 300 + ".txt", "~$a.docx",
     "C:a.txt", "a.txt ", "..", "a.sh", "\u202eexe.txt"],
)  # fmt: skip
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(desks.Refused):
        desks.check_name(name)


SAYING = """
import sys
from pathlib import Path
from kehoach_parser.workbench.corrections import Correction
from kehoach_parser.workbench.server.desk import Desk, Paper, now

desk, paper = Desk(Path(sys.argv[1])), Paper("0" * 64, "a.txt", 1)
said = len(desk.said(paper.sha256).corrections)
while True:
    desk.say(paper, [Correction("issue", "confirm", f"word {said}", said, said + 1, by="An", at=now(), field="unit")])
    said += 1
    print(said, flush=True)
"""


def test_a_kill_while_saving_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    random = Random(7)
    last = 0
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", SAYING, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            told = child.stdout.readline()
            time.sleep(random.uniform(0.0, 0.05))
            child.send_signal(signal.SIGKILL)
            last = int((told + child.stdout.read()).split()[-1])
        kept = decode((tmp_path / "corrections" / f"{'0' * 64}.json").read_bytes(), "x").corrections
        assert len(kept) in (last, last + 1)
        assert [c.start for c in kept] == list(range(len(kept)))


def _used(scripts: str) -> set[str]:
    return set(re.findall(r"\bwords\.(\w+)", scripts))


def _word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def _cells(data: bytes) -> list[str]:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
