"""Time and memory of comparing 10, 100 and 1,000 parsed plans with one baseline; five plans, imports included.

Five are the plans that the corpus was begun with, their modules compiled, as those of an installed package are. The
others are all plans of the corpus, parsed, with the figures and places varied; each is loaded from its JSON in its
turn, as `kehoach compare` does.
scipy's time to import, which the own assignment spares, is printed beside.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
BASELINE = "lai-chau-2021-2025"
FIVE_PLANS = ("ha-noi-2024", "hai-phong-268-2021", "hong-phong-2023", BASELINE, "lao-cai-142-2020")
SIZES = (10, 100, 1000)
LIMIT_SECONDS, LIMIT_BYTES, LIMIT_FIVE = 60.0, 1_000_000_000, 0.5

FIVE = """
import sys, time
from kehoach_parser.models import Plan
plans = [Plan.model_validate_json(open(name, "rb").read()) for name in sys.argv[1:]]
start = time.perf_counter()
from kehoach_parser import compare
compare(plans[0], plans)
print(time.perf_counter() - start)
"""


def main() -> int:
    from kehoach_parser import parse

    slugs = sorted(path.parent.name for path in (ROOT / "corpus").glob("*/gold.json"))
    parsed = {slug: parse(ROOT / "corpus" / slug / "source.txt") for slug in slugs}
    texts = [plan.model_dump_json() for plan in parsed.values()]
    failed = _five([parsed[slug].model_dump_json() for slug in (BASELINE, *FIVE_PLANS)])
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "from scipy.optimize import linear_sum_assignment"], check=True)
    print(f"importing scipy.optimize, not needed: {time.perf_counter() - start:6.2f} s")
    for size in SIZES:
        failed |= _many(size, texts, parsed[BASELINE].model_dump_json())
    return int(failed)


def _five(texts: list[str]) -> bool:
    """A baseline and five plans in a process of their own, the comparison's imports included."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for index, text in enumerate(texts):
            path = Path(folder) / f"{index}.json"
            path.write_text(text, "utf-8")
            names.append(str(path))
        compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        compiled["PYTHONPYCACHEPREFIX"] = folder
        command = [sys.executable, "-c", FIVE, *names]
        runs = [float(subprocess.run(command, check=True, capture_output=True, env=compiled).stdout) for _ in range(6)]
    print(f"five plans, imports included:         {min(runs):6.2f} s  limit {LIMIT_FIVE} s")
    return min(runs) >= LIMIT_FIVE


def _many(size: int, texts: list[str], baseline: str) -> bool:
    """Compares in a child process, so that its peak memory is its own."""
    sys.stdout.flush()
    code = "import sys, json; from compare_speed import child; child(*json.load(sys.stdin))"
    job = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps([size, texts, baseline]),
        text=True,
        check=True,
        capture_output=True,
        cwd=Path(__file__).parent,
    )
    seconds, loading, peak = (float(word) for word in job.stdout.split())
    print(
        f"{size:5} plans: {seconds:6.2f} s and {loading:5.2f} s to load them, "
        f"{1000 * seconds / size:5.1f} ms a plan; peak memory {peak / 1e6:4.0f} MB"
    )
    return seconds + loading >= LIMIT_SECONDS or peak >= LIMIT_BYTES


def child(size: int, texts: list[str], baseline: str) -> None:
    """Compares `size` varied plans; prints seconds of comparing, seconds of loading, and bytes at the peak."""
    from kehoach_parser import compare
    from kehoach_parser.cli import RARE_COLLECTIONS
    from kehoach_parser.models import Plan

    gc.set_threshold(*RARE_COLLECTIONS)  # as every command does
    spent = 0.0

    def load() -> Iterator[Plan]:
        nonlocal spent
        chance = random.Random(7)
        for index in range(size):
            begun = time.perf_counter()
            plan = Plan.model_validate_json(texts[index % len(texts)])
            targets = []
            for target in plan.targets:
                shift = chance.choice([-10, 0, 0, 10])
                measures = tuple(
                    m.model_copy(update={"low": m.low + shift, "high": m.high + shift}) if m.unit == "%" else m
                    for m in target.measures
                )
                targets.append(target.model_copy(update={"measures": measures}))
            meta = plan.metadata.model_copy(update={"place": f"Tỉnh {index}"})
            plan = plan.model_copy(update={"targets": tuple(targets), "metadata": meta})
            spent += time.perf_counter() - begun
            yield plan

    base = Plan.model_validate_json(baseline)
    start = time.perf_counter()
    compare(base, load())
    whole = time.perf_counter() - start
    print(whole - spent, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


if __name__ == "__main__":
    sys.exit(main())
