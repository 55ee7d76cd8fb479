"""Searching an archive: with and without diacritics, narrowed, with errors, and where a hit stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach_parser.archive import Archive, collect, find
from kehoach_parser.archive.folding import fold, tell_apart
from kehoach_parser.errors import QueryFailed

from .conftest import CORPUS
from .test_cli import run

PLANS = {
    "a.txt": "chống tệ nạn mại dâm tại địa bàn; thu hòa giải.",
    "b.txt": "chống tế nan mái dam tại địa bàn; thu hoả giai.",
    "c.txt": "chống tệ nạrn mại dâm tại dịa bàn, thu hoà giải.",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans of the corpus, and three lines that differ in their diacritics."""
    folder = tmp_path_factory.mktemp("plans")
    for name, text in PLANS.items():
        (folder / name).write_text(f"KẾ HOẠCH\n{text}\n", "utf-8")
    where = tmp_path_factory.mktemp("find") / "archive"
    slugs = ("lai-chau-2021-2025", "hai-phong-268-2021")
    collect([folder, *(CORPUS / slug / "source.txt" for slug in slugs)], where, workers=2)
    return where


def _names(archive: Path, phrase: str, errors: int = 0) -> set[str]:
    with Archive(archive) as opened:
        found = find(opened, phrase, errors=errors, limit=1000)
    return {Path(hit.file).name for hit in found.hits}


@pytest.mark.parametrize(
    ("phrase", "errors", "names"),
    [
        ("te nan mai dam", 0, {"a.txt", "b.txt", "source.txt"}),
        ("TỆ NẠN mại dâm", 0, {"a.txt", "source.txt"}),
        ("tế nan mái dam", 0, {"b.txt"}),
        ("hoà giải", 0, {"a.txt", "c.txt"}),
        ("hòa giải", 0, {"a.txt", "c.txt"}),
        ("địa bàn thu", 0, {"a.txt", "b.txt"}),
        ("dia ban, thu", 0, {"a.txt", "b.txt", "c.txt"}),
        ("nan m", 0, set()),
        ("tệ nạn mại dâm", 1, {"a.txt", "c.txt", "source.txt"}),
        ("te nan mai dam", 1, {"a.txt", "b.txt", "c.txt", "source.txt"}),
        ("mại dâm", 1, {"a.txt", "c.txt", "source.txt"}),
        ("khong co o dau ca", 0, set()),
    ],
)
def test_phrases(archive: Path, phrase: str, errors: int, names: set[str]) -> None:
    assert _names(archive, phrase, errors) == names


def test_a_hit_is_where_it_says(archive: Path) -> None:
    with Archive(archive) as opened:
        hits = find(opened, "tệ nạn mại dâm", limit=1000).hits
        texts = {hit.plan_id: plan.text or "" for hit in hits for plan in opened.by_id([hit.plan_id])}
    assert len(hits) > 5
    for hit in hits:
        assert texts[hit.plan_id][hit.start : hit.start + len(hit.found)] == hit.found
        assert " ".join(hit.found.split()) in hit.quote


def test_narrowed(archive: Path) -> None:
    with Archive(archive) as opened:
        everywhere = find(opened, "mại dâm", limit=1000).hits
        assert {hit.province for hit in everywhere} >= {"Lai Châu", "Hải Phòng"}
        one = find(opened, "mại dâm", province="hai phong", limit=1000).hits
        assert {hit.province for hit in one} == {"Hải Phòng"}
        assert {hit.year for hit in find(opened, "mại dâm", year=2021, limit=1000).hits} == {2021}
        assert not find(opened, "mại dâm", province="Cà Mau").hits
        assert find(opened, "mại dâm", agency="so y te", limit=1000).hits
        roles = {(row[0], row[1]): row[2] for row in opened.query("SELECT plan_id, section, roles FROM sections").rows}
        targets = find(opened, "mại dâm", role="targets", limit=1000).hits
        assert 0 < len(targets) < len(everywhere)
        assert all("targets" in roles[hit.plan_id, hit.section] for hit in targets if hit.attachment is None)
        assert len(find(opened, "mại dâm", limit=3).hits) == 3
        with pytest.raises(QueryFailed):
            find(opened, " ,. ")


def test_time_is_limited(archive: Path) -> None:
    with Archive(archive) as opened:
        found = find(opened, "mại dâm", errors=2, seconds=0.0)
    assert found.timed_out
    assert found.hits == ()


def test_what_came_later_is_found_and_what_went_is_not(archive: Path, tmp_path: Path) -> None:
    where = tmp_path / "archive"
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH\nTrồng rừng ngập mặn.\n", "utf-8")
    collect([path], where, workers=1)
    assert _names(where, "rừng ngập mặn") == {"plan.txt"}
    path.write_text("KẾ HOẠCH\nNuôi tôm càng xanh.\n", "utf-8")
    collect([path], where, workers=1)
    assert _names(where, "tôm càng xanh") == {"plan.txt"}
    assert _names(where, "rừng ngập mặn") == set()
    (where / "find.sqlite").unlink()
    assert _names(where, "rừng ngập mặn") == set()


def test_pages_of_a_pdf(plan_pdf: Callable[[str], Path], tmp_path: Path) -> None:
    source = plan_pdf("hai-phong-268-2021")
    collect([source], tmp_path / "archive", workers=1)
    with Archive(tmp_path / "archive") as opened:
        hits = find(opened, "mại dâm", limit=1000).hits
        (plan,) = opened.plans()
    assert plan.text
    pages = [(hit.start, hit.page) for hit in hits]
    assert None not in {page for _, page in pages}
    assert [page for _, page in sorted(pages)] == sorted(page or 0 for _, page in pages)
    assert len({page for _, page in pages}) > 1


def test_the_command_and_its_links(archive: Path, tmp_path: Path) -> None:
    done = run("find", archive, "te nan mai dam", "--limit", "4", "--view", tmp_path / "pages", "--format", "json")
    assert done.returncode == 0, done.stderr
    hits = json.loads(done.stdout)
    assert len(hits) == 4
    for hit in hits:
        page, _, anchor = hit["link"].removeprefix("file://").partition("#")
        html = Path(page).read_text("utf-8")
        assert hit["section"] is None or f'id="{anchor}"' in html
    assert "trang" not in run("find", archive, "không có đâu", "-q").stdout.decode()
    assert "Hải Phòng" in run("find", archive, "mai dam", "--province", "hải phòng").stdout.decode()


def test_an_index_that_cannot_be_written_is_kept_elsewhere(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "archive"
    shutil.copytree(archive, where, ignore=shutil.ignore_patterns("find.sqlite"))
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert _names(where, "tế nan mái dam") == {"b.txt"}
    assert not (where / "find.sqlite").exists()
    assert list((tmp_path / "cache").rglob("*.sqlite"))


def test_folding_keeps_offsets() -> None:
    text = "Ủy ban ĐƯỢC Ⅳ İ ß ﬁ đường"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith("uy ban duoc")
    assert tell_apart("hoà") == tell_apart("hòa") != tell_apart("hoá")
    assert tell_apart("đa") != tell_apart("da")
