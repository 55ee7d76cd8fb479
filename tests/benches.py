"""A workbench for tests: a folder, its application, and a person in the browser."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from kehoach_parser.workbench.server.app import make_app
from kehoach_parser.workbench.server.bench import Bounds
from kehoach_parser.workbench.server.guard import Rules

TOKEN = "the-token-of-the-address"
ADDRESS = "http://127.0.0.1:8420"
PROGRAMME = """THỦ TƯỚNG CHÍNH PHỦ
Số: 55/QĐ-TTg
Hà Nội, ngày 3 tháng 1 năm 2023
QUYẾT ĐỊNH
Phê duyệt Chương trình phát triển thư viện giai đoạn 2023 - 2025
I. MỤC TIÊU CỤ THỂ ĐẾN NĂM 2025
- Ít nhất 80% số xã có thư viện.
- Ít nhất 60% số trường học có phòng đọc.
- Đào tạo 1.000 thủ thư.
"""
PLAN = """ỦY BAN NHÂN DÂN TỈNH AN GIANG
Số: 12/KH-UBND
An Giang, ngày 1 tháng 2 năm 2023
KẾ HOẠCH
Thực hiện Quyết định số 55/QĐ-TTg về phát triển thư viện giai đoạn 2023 - 2025
I. CHỈ TIÊU ĐẾN NĂM 2025
- Ít nhất 70% số xã có thư viện.
- Đào tạo 120 thủ thư.
- Trên 65% số trường học có phòng đọc.
- Tăng 10 - 5% số lượt đọc; xây 1,500 tủ sách.
- Năm 2024, 2025 đạt 80% số thôn có tủ sách.
- Tỷ lệ sách hỏng giảm dưới 3%.
II. NHIỆM VỤ
- Số tủ sách 300.
- 120% hộ dân được mượn sách.
Các đơn vị bố trí phòng đọc cho thiếu nhi và vận động 30 tổ chức tặng sách.
"""


class Person:
    """Somebody with the page open: requests carry the session and the key of the page."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.key = ""

    def come_in(self) -> Person:
        """Opens the address that the program prints."""
        page = self.client.get(f"/?token={TOKEN}")
        assert page.status_code == 200, page.text
        found = re.search(r'name="kehoach-key" content="([^"]+)"', page.text)
        assert found
        self.key = found.group(1)
        return self

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, **more)

    def post(self, path: str, told: Any, **more: Any) -> Any:
        return self.client.post(path, json=told, headers={"x-kehoach-key": self.key}, **more)

    def drop(self, name: str, data: bytes) -> str:
        """Drops a file and waits until it is read; its SHA-256."""
        done = self.client.put(
            "/api/documents", params={"name": name}, content=data, headers={"x-kehoach-key": self.key}
        )
        assert done.status_code == 201, done.text
        sha256: str = done.json()["sha256"]
        self.wait(sha256)
        return sha256

    def wait(self, sha256: str) -> dict[str, Any]:
        """The document in the list when it was read."""
        for _ in range(300):
            listed = self.get("/api/desk").json()["documents"]
            found: dict[str, Any] = next(one for one in listed if one["sha256"] == sha256)
            if found["state"] == "failed" or found.get("sums"):
                return found
            time.sleep(0.05)
        raise AssertionError("not read in time")

    def sheet(self, sha256: str) -> dict[str, Any]:
        sheet: dict[str, Any] = self.get(f"/api/plans/{sha256}").json()
        return sheet

    def answer(self, sha256: str, *parts: dict[str, Any], by: str = "An") -> dict[str, Any]:
        done = self.post(f"/api/plans/{sha256}/answers", {"by": by, "parts": list(parts)})
        assert done.status_code == 200, done.text
        sheet: dict[str, Any] = done.json()
        return sheet


NAMED = ("object", "quote", "start", "end", "before", "after")


def about(thing: dict[str, Any], action: str, **more: Any) -> dict[str, Any]:
    """A part of an answer about something of the sheet."""
    return {**{key: thing[key] for key in NAMED}, "action": action, **more}


@contextlib.contextmanager
def open_bench(folder: Path, *, bounds: Bounds | None = None, **rules: Any) -> Iterator[TestClient]:
    """The application of a folder, served to a client on this machine."""
    app = make_app(folder, Rules(token=TOKEN, **rules), bounds or Bounds(readers=1, tools=1))
    with TestClient(app, base_url=ADDRESS) as client:
        yield client
