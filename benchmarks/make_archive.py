"""Makes a folder of plans: those of the corpus that were written for the tests, varied in names, numbers, order and
format. The same count and seed give the same bytes.

python benchmarks/make_archive.py 2000 DIR [--formats txt,html,docx] [--poison 0.05]
"""

from __future__ import annotations

import argparse
import html
import random
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the makers of Word files are those of the tests

SEED = 15
PLACES = (
    "An Giang",
    "Bắc Ninh",
    "Cà Mau",
    "Cao Bằng",
    "Đắk Lắk",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Tĩnh",
    "Hưng Yên",
    "Khánh Hòa",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Lâm Đồng",
    "Nghệ An",
    "Ninh Bình",
    "Phú Thọ",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sơn La",
    "Tây Ninh",
    "Thái Nguyên",
    "Thanh Hóa",
    "Tuyên Quang",
    "Vĩnh Long",
)
SHARES = {"txt": 8, "html": 1, "docx": 1}
POISONS = ("corrupt", "hang", "memory", "crash")
_PERCENT = re.compile(r"\b\d{1,2}(?=\s?%)")
_COUNT = re.compile(r"(?<=: )\d{2,3}(?= (?:cuộc|lớp|buổi|người|hộ|xã))")
_NUMBER = re.compile(r"(?<=Số: )\d+(?=/)")
_BULLETS = re.compile(r"(?:^- .*\n){2,}", re.M)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--formats", default="txt,html,docx")
    parser.add_argument("--poison", type=float, default=0.0, help="share of files that fail in one of four ways")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    names = make_archive(args.folder, args.count, args.formats.split(","), poison=args.poison, seed=args.seed)
    size = sum((args.folder / name).stat().st_size for name in names)
    print(f"{len(names)} files, {size / 1e6:.1f} MB, in {args.folder}")
    return 0


def make_archive(
    folder: Path, count: int, formats: list[str] | tuple[str, ...] = ("txt",), *, poison: float = 0.0, seed: int = SEED
) -> list[str]:
    """Writes the plans and returns their names, 500 to a folder. Poisoned ones bear their poison in the name."""
    draw = random.Random(seed)
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("made-*/source.txt"))]
    weights = [SHARES[name] for name in formats]
    names = []
    for number in range(count):
        text = vary(texts[number % len(texts)], draw)
        form = draw.choices(formats, weights)[0]
        evil = draw.choice(POISONS) if draw.random() < poison else None
        name = f"{number // 500:03}/{number:05}.{evil + '.' if evil else ''}{form if evil is None else 'txt'}"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if evil is None:
            WRITERS[form](text, path)
        elif evil == "corrupt":
            path.write_bytes(b"%PDF-1.7\n" + text.encode()[:2000])
        else:
            path.write_text(f"POISON {evil}\n{text}", "utf-8")
        names.append(name)
    return names


def vary(text: str, draw: random.Random) -> str:
    """The plan of another province with other figures; bullets of a list change places."""
    place = draw.choice(PLACES)
    for name in PLACES:
        if name in text and name != place:
            text = text.replace(name, place).replace(name.upper(), place.upper())
            break
    text = _PERCENT.sub(lambda _: str(draw.randint(5, 99)), text)
    text = _COUNT.sub(lambda _: str(draw.randint(10, 900)), text)
    text = _NUMBER.sub(lambda _: str(draw.randint(1, 999)), text)
    return _BULLETS.sub(lambda found: _shuffle(found[0], draw), text)


def _shuffle(lines: str, draw: random.Random) -> str:
    bullets = lines.splitlines(keepends=True)
    draw.shuffle(bullets)
    return "".join(bullets)


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, "utf-8")


def _write_html(text: str, path: Path) -> None:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    path.write_text(f"<!doctype html><html><body>{body}</body></html>", "utf-8")


def _write_docx(text: str, path: Path) -> None:
    """Paragraphs alone, by hand: python-docx would take longer than all the rest."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>'
        for line in text.splitlines()
        if line.strip()
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


WRITERS: dict[str, Callable[[str, Path], None]] = {"txt": _write_text, "html": _write_html, "docx": _write_docx}

if __name__ == "__main__":
    sys.exit(main())
