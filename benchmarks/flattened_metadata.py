"""Number, date and issuer of 60 flattened heads against the portal's record (expected.tsv): at least 97 % right."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from kehoach_parser import parse

DEFAULT = Path(__file__).parents[2] / "shared" / "samples" / "flattened"
LEAST = 0.97


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else DEFAULT
    if not (folder / "expected.tsv").exists():
        print(f"{folder}: no expected.tsv; give the folder as an argument", file=sys.stderr)
        return 2
    with (folder / "expected.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    right = dict.fromkeys(("number", "issued", "issuer"), 0)
    for row in rows:
        meta = parse(folder / row["file"]).metadata
        given = {
            "number": meta.number,
            "issued": meta.issued,
            "issuer": meta.issuer.name.casefold() if meta.issuer else None,
        }
        place = row["province"].casefold()
        wanted = {
            "number": {row["number"]},
            "issued": {row["issued"]},
            "issuer": {f"ủy ban nhân dân {kind} {place}" for kind in ("tỉnh", "thành phố")},
        }
        for field, value in given.items():
            if value in wanted[field]:
                right[field] += 1
            else:
                print(f"{row['file']}  {field}: {value} (record: {row.get(field) or row['province']})")
    for field, count in right.items():
        print(f"{field:8} {count}/{len(rows)} = {count / len(rows):.3f}")
    share = sum(right.values()) / (len(rows) * len(right))
    print(f"{'all':8} {share:.3f} (least {LEAST})")
    return int(any(count / len(rows) < LEAST for count in right.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
